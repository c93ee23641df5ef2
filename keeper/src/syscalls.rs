//! The table of system calls that the jail watches: it drives the filter, the names in reports and the decoding.
//! x86-64 numbers (arch/x86/entry/syscalls/syscall_64.tbl). What is not in the table is none of our business: it takes
//! no path, no other process and no address. What the table's author never heard of (a number above `LAST`) does not
//! exist in a jail.

use crate::mark;
use libc::{EBUSY, ENOSYS};

/// The newest call that was looked at for this table: file_setattr(2), Linux 6.17.
pub const LAST: u32 = 469;

/// Where in a call's arguments a path is: a directory descriptor (or none: the working directory), the string, AT_ flags.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub directory: Option<usize>,
    pub path: usize,
    pub flags: Option<usize>,
}

const fn path(path: usize) -> At {
    At { directory: None, path, flags: None }
}

const fn at(directory: usize) -> At {
    At { directory: Some(directory), path: directory + 1, flags: None }
}

const fn at_flags(directory: usize, flags: usize) -> At {
    At { directory: Some(directory), path: directory + 1, flags: Some(flags) }
}

/// What a metadata call acts on.
#[derive(Clone, Copy, Debug)]
pub enum Object {
    /// A path whose last component is followed, unless a flag says otherwise.
    Path(At),
    /// Likewise, but without a path it is the descriptor itself.
    PathOrDescriptor(At),
    /// A path whose last component is not followed.
    Link(At),
    Descriptor(usize),
}

#[derive(Clone, Copy, Debug)]
pub enum TimesForm {
    /// struct utimbuf: seconds
    Seconds(usize),
    /// struct timeval[2]
    Microseconds(usize),
    /// struct timespec[2]
    Nanoseconds(usize),
}

/// How a call is answered.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// flags and mode are arguments.
    Open {
        at: At,
        flags: usize,
        mode: usize,
    },
    /// creat(2): always O_CREAT | O_WRONLY | O_TRUNC.
    Create {
        at: At,
        mode: usize,
    },
    /// openat2(2): a struct open_how.
    OpenHow {
        at: At,
        how: usize,
        size: usize,
    },
    Execute {
        at: At,
    },
    MakeDirectory {
        at: At,
        mode: usize,
    },
    MakeNode {
        at: At,
        mode: usize,
        device: usize,
    },
    Remove {
        at: At,
        directory: bool,
    },
    Rename {
        from: At,
        to: At,
        flags: Option<usize>,
    },
    Link {
        from: At,
        to: At,
        flags: Option<usize>,
    },
    Symlink {
        target: usize,
        at: At,
    },
    Truncate {
        at: At,
        length: usize,
    },
    ChangeMode {
        object: Object,
        mode: usize,
    },
    ChangeOwner {
        object: Object,
        user: usize,
        group: usize,
    },
    ChangeTimes {
        object: Object,
        times: TimesForm,
    },
    SetAttribute {
        object: Object,
        name: usize,
    },
    RemoveAttribute {
        object: Object,
        name: usize,
    },
    /// setxattrat(2), removexattrat(2), file_setattr(2): no libc uses them yet, ENOSYS makes programs take the older call.
    Newer,
    /// ioctls on file systems and terminals.
    ChangeFlags,
    /// inotify_add_watch(2): tells names and times, as reading a directory does.
    Watch {
        at: At,
        mask: usize,
    },
    /// clone(2) with a namespace. A plain fork is nobody's question: it never fails with EINTR, as a call that waits for
    /// us can when a signal comes before we look.
    Namespace,
    /// kill(2)
    Kill,
    /// A signal to one process or thread by number.
    SignalProcess {
        pid: usize,
        signal: usize,
    },
    /// A call on a process by pidfd.
    ByPidfd {
        fd: usize,
    },
    /// A call on a process (or thread) by number; 0 is the caller.
    ByPid {
        pid: usize,
    },
    /// sched_setparam(2) and its kin: of a thread by number.
    Schedule,
    /// prlimit64(2)
    SetLimit,
    /// setpriority(2) and ioprio_set(2): which, who.
    Priority {
        process: u64,
    },
    Ptrace,
    /// fcntl(2) F_SETOWN: who gets SIGIO.
    SetOwner,
    Socket,
    SocketPair,
    /// setsockopt(2): joining a group of multicast tells the network.
    SocketOption,
    Connect,
    Bind,
    Listen,
    SendTo,
    SendMessage,
    SendMessages,
    /// stat(2) and its forms: a struct stat.
    Status {
        object: Object,
        into: usize,
    },
    /// statx(2): flags and mask are arguments.
    StatusExtended {
        object: Object,
        flags: usize,
        mask: usize,
        into: usize,
    },
    Access {
        object: Object,
        mode: usize,
    },
    ReadLink {
        at: At,
        into: usize,
        size: usize,
    },
    FileSystemStatus {
        object: Object,
        into: usize,
    },
    GetAttribute {
        object: Object,
        name: usize,
    },
    ListAttributes {
        object: Object,
        into: usize,
    },
    ChangeDirectory {
        at: At,
    },
    /// Reaches for the kernel or for what all processes share: refused.
    Kernel,
}

/// When the filter asks the keeper; otherwise the call goes on.
#[derive(Clone, Copy, Debug)]
pub enum When {
    Always,
    /// An argument's low or high half is not zero.
    Argument(usize),
    /// The low 32 bits of an argument, which are all that the kernel looks at, are one of these.
    OneOf(usize, &'static [u32]),
    /// ioctl(2): the command is one of these, or of one of these types (its second byte).
    Ioctl {
        commands: &'static [u32],
        types: &'static [u32],
    },
    /// fcntl(2): the command is one of these, or F_SETFL with one of these bits.
    Control {
        commands: &'static [u32],
        flags: u32,
    },
    /// The low 32 bits masked are not zero.
    Bits(usize, u32),
    /// prlimit64(2): of another process, or a new value for this resource.
    Limit(u32),
}

#[derive(Clone, Copy, Debug)]
pub enum Action {
    Ask(When, Kind),
    /// The filter answers by itself: programs probe for these and do without.
    Answer(When, i32),
}

#[derive(Clone, Copy, Debug)]
pub struct SystemCall {
    pub number: u32,
    pub name: &'static str,
    pub action: Action,
}

const fn call(number: libc::c_long, name: &'static str, kind: Kind) -> SystemCall {
    SystemCall { number: number as u32, name, action: Action::Ask(When::Always, kind) }
}

const fn call_when(number: libc::c_long, name: &'static str, when: When, kind: Kind) -> SystemCall {
    SystemCall { number: number as u32, name, action: Action::Ask(when, kind) }
}

const fn answer(number: libc::c_long, name: &'static str, when: When, errno: i32) -> SystemCall {
    SystemCall { number: number as u32, name, action: Action::Answer(when, errno) }
}

pub const CLONE_NAMESPACES: u32 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET) as u32;
/// CLONE_NEWTIME: a bit of the exit signal in clone(2), but a flag of unshare(2).
pub const CLONE_NEWTIME: u32 = 0x80;

pub const TIOCSTI: u32 = 0x5412;
pub const TIOCLINUX: u32 = 0x541c;
const TIOCCONS: u32 = 0x541d;
const FIOSETOWN: u32 = 0x8901;
const SIOCSPGRP: u32 = 0x8902;
/// ioctls on terminals that type into or read from other people's consoles.
pub const TERMINAL_IOCTLS: [u32; 3] = [TIOCSTI, TIOCLINUX, TIOCCONS];
/// Turns on signals at input, as O_ASYNC does.
pub const FIOASYNC: u32 = 0x5452;
const IOCTLS: [u32; 6] = [TIOCSTI, TIOCLINUX, TIOCCONS, FIOSETOWN, SIOCSPGRP, FIOASYNC];

/// File systems take these on a descriptor that was opened for reading, and no security hook sees them: 'f' (attributes,
/// generations, encryption), 0x94 (btrfs: subvolumes, snapshots), 'X' (XFS and freezing), 'v' (labels, older attributes),
/// 'r' (FAT: attributes), 0xf5 (F2FS), 0xbc (bcachefs: subvolumes), 0x97 (Ceph), 'n' (NILFS2), 'o' (OCFS2).
const FILE_SYSTEM_TYPES: [u32; 10] = [0x6600, 0x9400, 0x5800, 0x7600, 0x7200, 0xf500, 0xbc00, 0x9700, 0x6e00, 0x6f00];

/// Those of them that only tell, or copy between descriptors that the caller has opened for it.
pub const HARMLESS_IOCTLS: [u32; 10] = [
    0x8008_6601, // FS_IOC_GETFLAGS
    0x8004_6601, // FS_IOC32_GETFLAGS
    0x8008_7601, // FS_IOC_GETVERSION
    0xc020_660b, // FS_IOC_FIEMAP
    0x4004_9409, // FICLONE
    0x4020_940d, // FICLONERANGE
    0xc018_9436, // FIDEDUPERANGE
    0x801c_581f, // FS_IOC_FSGETXATTR
    0x8100_9431, // FS_IOC_GETFSLABEL
    0x8011_581d, // FS_IOC_GETFSUUID
];
pub const OWNER_IOCTLS: [u32; 2] = [FIOSETOWN, SIOCSPGRP];

/// Options of internet sockets that join a group: IPV6_JOIN_GROUP, IPV6_JOIN_ANYCAST, IP_ADD_MEMBERSHIP,
/// IP_ADD_SOURCE_MEMBERSHIP, MCAST_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP (ip(7), ipv6(7)).
const JOINING_OPTIONS: [u32; 6] = [20, 27, 35, 39, 42, 46];

const F_SETOWN_EX: u32 = 15;
const F_SETLEASE: u32 = 1024;
/// A lease on a directory, Linux 6.19.
const F_SETDELEG: u32 = 1040;
const CONTROLS: [u32; 4] = [libc::F_SETOWN as u32, F_SETOWN_EX, F_SETLEASE, F_SETDELEG];
const SECCOMP_NEW_LISTENER: u32 = 1 << 3;
const PRIO_PROCESS: u64 = 0;
const IOPRIO_WHO_PROCESS: u64 = 1;

/// The bit that SOCK_DGRAM and SOCK_RAW have, and SOCK_STREAM and SOCK_SEQPACKET have not.
pub const DATAGRAMS: u32 = 2;

use Kind::*;

/// Sorted by number: the filter searches it by halves.
pub const SYSTEM_CALLS: &[SystemCall] = &[
    call(libc::SYS_open, "open", Open { at: path(0), flags: 1, mode: 2 }),
    call_when(libc::SYS_ioctl, "ioctl", When::Ioctl { commands: &IOCTLS, types: &FILE_SYSTEM_TYPES }, ChangeFlags),
    call(libc::SYS_shmget, "shmget", Kernel),
    call(libc::SYS_shmat, "shmat", Kernel),
    call(libc::SYS_shmctl, "shmctl", Kernel),
    call(libc::SYS_socket, "socket", Socket),
    call(libc::SYS_connect, "connect", Connect),
    call_when(libc::SYS_sendto, "sendto", When::Argument(4), SendTo),
    call(libc::SYS_sendmsg, "sendmsg", SendMessage),
    call(libc::SYS_bind, "bind", Bind),
    call(libc::SYS_listen, "listen", Listen),
    call_when(libc::SYS_socketpair, "socketpair", When::Bits(1, DATAGRAMS), SocketPair),
    call_when(libc::SYS_setsockopt, "setsockopt", When::OneOf(2, &JOINING_OPTIONS), SocketOption),
    call_when(libc::SYS_clone, "clone", When::Bits(0, CLONE_NAMESPACES), Namespace),
    call(libc::SYS_execve, "execve", Execute { at: path(0) }),
    call(libc::SYS_kill, "kill", Kill),
    call(libc::SYS_semget, "semget", Kernel),
    call(libc::SYS_semop, "semop", Kernel),
    call(libc::SYS_semctl, "semctl", Kernel),
    call(libc::SYS_msgget, "msgget", Kernel),
    call(libc::SYS_msgsnd, "msgsnd", Kernel),
    call(libc::SYS_msgrcv, "msgrcv", Kernel),
    call(libc::SYS_msgctl, "msgctl", Kernel),
    call_when(libc::SYS_fcntl, "fcntl", When::Control { commands: &CONTROLS, flags: libc::O_ASYNC as u32 }, SetOwner),
    call(libc::SYS_truncate, "truncate", Truncate { at: path(0), length: 1 }),
    call(libc::SYS_rename, "rename", Rename { from: path(0), to: path(1), flags: None }),
    call(libc::SYS_mkdir, "mkdir", MakeDirectory { at: path(0), mode: 1 }),
    call(libc::SYS_rmdir, "rmdir", Remove { at: path(0), directory: true }),
    call(libc::SYS_creat, "creat", Create { at: path(0), mode: 1 }),
    call(libc::SYS_link, "link", Link { from: path(0), to: path(1), flags: None }),
    call(libc::SYS_unlink, "unlink", Remove { at: path(0), directory: false }),
    call(libc::SYS_symlink, "symlink", Symlink { target: 0, at: path(1) }),
    call(libc::SYS_chmod, "chmod", ChangeMode { object: Object::Path(path(0)), mode: 1 }),
    call(libc::SYS_fchmod, "fchmod", ChangeMode { object: Object::Descriptor(0), mode: 1 }),
    call(libc::SYS_chown, "chown", ChangeOwner { object: Object::Path(path(0)), user: 1, group: 2 }),
    call(libc::SYS_fchown, "fchown", ChangeOwner { object: Object::Descriptor(0), user: 1, group: 2 }),
    call(libc::SYS_lchown, "lchown", ChangeOwner { object: Object::Link(path(0)), user: 1, group: 2 }),
    call(libc::SYS_ptrace, "ptrace", Ptrace),
    call(libc::SYS_syslog, "syslog", Kernel),
    call(libc::SYS_rt_sigqueueinfo, "rt_sigqueueinfo", SignalProcess { pid: 0, signal: 1 }),
    call(libc::SYS_utime, "utime", ChangeTimes { object: Object::Path(path(0)), times: TimesForm::Seconds(1) }),
    call(libc::SYS_mknod, "mknod", MakeNode { at: path(0), mode: 1, device: 2 }),
    answer(libc::SYS_uselib, "uselib", When::Always, ENOSYS),
    call(libc::SYS_setpriority, "setpriority", Priority { process: PRIO_PROCESS }),
    call_when(libc::SYS_sched_setparam, "sched_setparam", When::Argument(0), Schedule),
    call_when(libc::SYS_sched_setscheduler, "sched_setscheduler", When::Argument(0), Schedule),
    call(libc::SYS_vhangup, "vhangup", Kernel),
    call(libc::SYS_pivot_root, "pivot_root", Kernel),
    // A target that is not dumpable could not be supervised without privileges: it is told that it worked.
    answer(libc::SYS_prctl, "prctl", When::OneOf(0, &[libc::PR_SET_DUMPABLE as u32]), 0),
    answer(libc::SYS_setrlimit, "setrlimit", When::OneOf(0, &[mark::RESOURCE]), libc::EPERM),
    call(libc::SYS_chroot, "chroot", Kernel),
    call(libc::SYS_acct, "acct", Kernel),
    call(libc::SYS_settimeofday, "settimeofday", Kernel),
    call(libc::SYS_mount, "mount", Kernel),
    call(libc::SYS_umount2, "umount2", Kernel),
    call(libc::SYS_swapon, "swapon", Kernel),
    call(libc::SYS_swapoff, "swapoff", Kernel),
    call(libc::SYS_reboot, "reboot", Kernel),
    call(libc::SYS_sethostname, "sethostname", Kernel),
    call(libc::SYS_setdomainname, "setdomainname", Kernel),
    call(libc::SYS_iopl, "iopl", Kernel),
    call(libc::SYS_ioperm, "ioperm", Kernel),
    call(libc::SYS_init_module, "init_module", Kernel),
    call(libc::SYS_delete_module, "delete_module", Kernel),
    call(libc::SYS_quotactl, "quotactl", Kernel),
    call(libc::SYS_setxattr, "setxattr", SetAttribute { object: Object::Path(path(0)), name: 1 }),
    call(libc::SYS_lsetxattr, "lsetxattr", SetAttribute { object: Object::Link(path(0)), name: 1 }),
    call(libc::SYS_fsetxattr, "fsetxattr", SetAttribute { object: Object::Descriptor(0), name: 1 }),
    call(libc::SYS_removexattr, "removexattr", RemoveAttribute { object: Object::Path(path(0)), name: 1 }),
    call(libc::SYS_lremovexattr, "lremovexattr", RemoveAttribute { object: Object::Link(path(0)), name: 1 }),
    call(libc::SYS_fremovexattr, "fremovexattr", RemoveAttribute { object: Object::Descriptor(0), name: 1 }),
    call(libc::SYS_tkill, "tkill", SignalProcess { pid: 0, signal: 1 }),
    call_when(libc::SYS_sched_setaffinity, "sched_setaffinity", When::Argument(0), Schedule),
    call(libc::SYS_lookup_dcookie, "lookup_dcookie", Kernel),
    call(libc::SYS_semtimedop, "semtimedop", Kernel),
    call(libc::SYS_clock_settime, "clock_settime", Kernel),
    call(libc::SYS_tgkill, "tgkill", SignalProcess { pid: 0, signal: 2 }),
    call(libc::SYS_utimes, "utimes", ChangeTimes { object: Object::Path(path(0)), times: TimesForm::Microseconds(1) }),
    call(libc::SYS_mq_open, "mq_open", Kernel),
    call(libc::SYS_mq_unlink, "mq_unlink", Kernel),
    call(libc::SYS_kexec_load, "kexec_load", Kernel),
    call(libc::SYS_add_key, "add_key", Kernel),
    call(libc::SYS_request_key, "request_key", Kernel),
    call(libc::SYS_keyctl, "keyctl", Kernel),
    call(libc::SYS_ioprio_set, "ioprio_set", Priority { process: IOPRIO_WHO_PROCESS }),
    call(libc::SYS_inotify_add_watch, "inotify_add_watch", Watch { at: path(1), mask: 2 }),
    call_when(libc::SYS_migrate_pages, "migrate_pages", When::Argument(0), ByPid { pid: 0 }),
    call(libc::SYS_openat, "openat", Open { at: at(0), flags: 2, mode: 3 }),
    call(libc::SYS_mkdirat, "mkdirat", MakeDirectory { at: at(0), mode: 2 }),
    call(libc::SYS_mknodat, "mknodat", MakeNode { at: at(0), mode: 2, device: 3 }),
    call(libc::SYS_fchownat, "fchownat", ChangeOwner { object: Object::Path(at_flags(0, 4)), user: 2, group: 3 }),
    call(
        libc::SYS_futimesat,
        "futimesat",
        ChangeTimes { object: Object::PathOrDescriptor(at(0)), times: TimesForm::Microseconds(2) },
    ),
    call(libc::SYS_unlinkat, "unlinkat", Remove { at: at_flags(0, 2), directory: false }),
    call(libc::SYS_renameat, "renameat", Rename { from: at(0), to: at(2), flags: None }),
    call(libc::SYS_linkat, "linkat", Link { from: at(0), to: at(2), flags: Some(4) }),
    call(libc::SYS_symlinkat, "symlinkat", Symlink { target: 0, at: at(1) }),
    call(libc::SYS_fchmodat, "fchmodat", ChangeMode { object: Object::Path(at(0)), mode: 2 }),
    call_when(libc::SYS_unshare, "unshare", When::Bits(0, CLONE_NAMESPACES | CLONE_NEWTIME), Kernel),
    call_when(libc::SYS_move_pages, "move_pages", When::Argument(0), ByPid { pid: 0 }),
    call(
        libc::SYS_utimensat,
        "utimensat",
        ChangeTimes { object: Object::PathOrDescriptor(at_flags(0, 3)), times: TimesForm::Nanoseconds(2) },
    ),
    call(libc::SYS_rt_tgsigqueueinfo, "rt_tgsigqueueinfo", SignalProcess { pid: 0, signal: 2 }),
    call(libc::SYS_perf_event_open, "perf_event_open", Kernel),
    call(libc::SYS_fanotify_init, "fanotify_init", Kernel),
    call_when(libc::SYS_prlimit64, "prlimit64", When::Limit(mark::RESOURCE), SetLimit),
    call(libc::SYS_open_by_handle_at, "open_by_handle_at", Kernel),
    call(libc::SYS_sendmmsg, "sendmmsg", SendMessages),
    call(libc::SYS_setns, "setns", Kernel),
    call(libc::SYS_process_vm_readv, "process_vm_readv", ByPid { pid: 0 }),
    call(libc::SYS_process_vm_writev, "process_vm_writev", ByPid { pid: 0 }),
    call(libc::SYS_kcmp, "kcmp", ByPid { pid: 0 }),
    call(libc::SYS_finit_module, "finit_module", Kernel),
    call_when(libc::SYS_sched_setattr, "sched_setattr", When::Argument(0), Schedule),
    call(libc::SYS_renameat2, "renameat2", Rename { from: at(0), to: at(2), flags: Some(4) }),
    // One task has one listener: a second one would answer before us.
    answer(libc::SYS_seccomp, "seccomp", When::Bits(1, SECCOMP_NEW_LISTENER), EBUSY),
    call(libc::SYS_kexec_file_load, "kexec_file_load", Kernel),
    call(libc::SYS_bpf, "bpf", Kernel),
    call(libc::SYS_execveat, "execveat", Execute { at: at_flags(0, 4) }),
    call(libc::SYS_userfaultfd, "userfaultfd", Kernel),
    call(libc::SYS_pidfd_send_signal, "pidfd_send_signal", ByPidfd { fd: 0 }),
    // Rings take paths where no filter can see them. Runtimes probe for them and do without.
    answer(libc::SYS_io_uring_setup, "io_uring_setup", When::Always, ENOSYS),
    answer(libc::SYS_io_uring_enter, "io_uring_enter", When::Always, ENOSYS),
    answer(libc::SYS_io_uring_register, "io_uring_register", When::Always, ENOSYS),
    call(libc::SYS_open_tree, "open_tree", Kernel),
    call(libc::SYS_move_mount, "move_mount", Kernel),
    call(libc::SYS_fsopen, "fsopen", Kernel),
    call(libc::SYS_fsconfig, "fsconfig", Kernel),
    call(libc::SYS_fsmount, "fsmount", Kernel),
    call(libc::SYS_fspick, "fspick", Kernel),
    // Its flags are behind a pointer. Every libc falls back to clone, whose flags a filter sees.
    answer(libc::SYS_clone3, "clone3", When::Always, ENOSYS),
    call(libc::SYS_openat2, "openat2", OpenHow { at: at(0), how: 2, size: 3 }),
    call(libc::SYS_pidfd_getfd, "pidfd_getfd", ByPidfd { fd: 0 }),
    call(libc::SYS_process_madvise, "process_madvise", ByPidfd { fd: 0 }),
    call(libc::SYS_mount_setattr, "mount_setattr", Kernel),
    call(libc::SYS_quotactl_fd, "quotactl_fd", Kernel),
    call(libc::SYS_process_mrelease, "process_mrelease", ByPidfd { fd: 0 }),
    call(452, "fchmodat2", ChangeMode { object: Object::Path(at_flags(0, 3)), mode: 2 }),
    call(463, "setxattrat", Newer),
    call(466, "removexattrat", Newer),
    call(467, "open_tree_attr", Kernel),
    call(469, "file_setattr", Newer),
];

/// Calls that only tell about a path: asked about where the policy hides what is outside. Sorted by number.
pub const TELLING_CALLS: &[SystemCall] = &[
    call(libc::SYS_stat, "stat", Status { object: Object::Path(path(0)), into: 1 }),
    call(libc::SYS_fstat, "fstat", Status { object: Object::Descriptor(0), into: 1 }),
    call(libc::SYS_lstat, "lstat", Status { object: Object::Link(path(0)), into: 1 }),
    call(libc::SYS_access, "access", Access { object: Object::Path(path(0)), mode: 1 }),
    call(libc::SYS_chdir, "chdir", ChangeDirectory { at: path(0) }),
    call(libc::SYS_readlink, "readlink", ReadLink { at: path(0), into: 1, size: 2 }),
    call(libc::SYS_statfs, "statfs", FileSystemStatus { object: Object::Path(path(0)), into: 1 }),
    call(libc::SYS_fstatfs, "fstatfs", FileSystemStatus { object: Object::Descriptor(0), into: 1 }),
    call(libc::SYS_getxattr, "getxattr", GetAttribute { object: Object::Path(path(0)), name: 1 }),
    call(libc::SYS_lgetxattr, "lgetxattr", GetAttribute { object: Object::Link(path(0)), name: 1 }),
    call(libc::SYS_listxattr, "listxattr", ListAttributes { object: Object::Path(path(0)), into: 1 }),
    call(libc::SYS_llistxattr, "llistxattr", ListAttributes { object: Object::Link(path(0)), into: 1 }),
    call(libc::SYS_newfstatat, "newfstatat", Status { object: Object::Path(at_flags(0, 3)), into: 2 }),
    call(libc::SYS_readlinkat, "readlinkat", ReadLink { at: at(0), into: 2, size: 3 }),
    call(libc::SYS_faccessat, "faccessat", Access { object: Object::Path(at(0)), mode: 2 }),
    // Nothing that is opened by handle can be opened here.
    answer(libc::SYS_name_to_handle_at, "name_to_handle_at", When::Always, libc::EOPNOTSUPP),
    call(libc::SYS_statx, "statx", StatusExtended { object: Object::Path(at_flags(0, 2)), flags: 2, mask: 3, into: 4 }),
    call(libc::SYS_faccessat2, "faccessat2", Access { object: Object::Path(at_flags(0, 3)), mode: 2 }),
    call(464, "getxattrat", Newer),
    call(465, "listxattrat", Newer),
    call(468, "file_getattr", Newer),
];

/// The entry of a call, by its number.
pub fn find(number: u32) -> Option<&'static SystemCall> {
    let found = |calls: &'static [SystemCall]| {
        calls.binary_search_by_key(&number, |call| call.number).ok().map(|index| &calls[index])
    };
    found(SYSTEM_CALLS).or_else(|| found(TELLING_CALLS))
}
