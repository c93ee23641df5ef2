//! What the supervisor gives up before the command runs. From then on it reads what an attacker wrote; if a
//! hole in it lets the attacker drive it, this is all that it can be driven to.
//!
//! It enters no Landlock domain: from a domain of its own it may not read the memory of targets, which are in another
//! (landlock(7), "Ptrace restrictions"), and a domain that both share would bind the jails that only watch.

use super::allow::{Allowed, Condition, call, call_when, compile, length};
use crate::sys::fd::RawFd;
use crate::sys::seccomp::{FILTER_FLAG_SPEC_ALLOW, Instruction, LISTENER_COMMANDS};
use crate::sys::{Result, bare, pid, process, signal, trace};
use Condition::{NoBits, OneOf};

const COMMANDS: [u32; 5] = {
    let [receive, send, is_valid, add] = LISTENER_COMMANDS;
    [receive, send, is_valid, add, pid::GET_INFORMATION]
};

/// The calls of `sys/` that are made while a jail runs. The test below compares both.
const CALLS: &[Allowed] = &[
    call(libc::SYS_read, "channel, signals, files of /proc, heads of programs"),
    call(libc::SYS_write, "the report"),
    call(libc::SYS_close, "every pinned object"),
    call(libc::SYS_poll, "the loop"),
    call_when(
        libc::SYS_mmap,
        &[NoBits(2, libc::PROT_EXEC as u32), OneOf(3, &process::MAPPINGS)],
        "heap and stacks, never of a file, never to execute",
    ),
    call_when(libc::SYS_mprotect, &[OneOf(2, &[libc::PROT_NONE as u32])], "the end of a stack"),
    call(libc::SYS_munmap, "the stack of a thread that has ended"),
    call(libc::SYS_rt_sigprocmask, "to die of a signal"),
    call(libc::SYS_rt_sigreturn, "a thread whose wait was ended"),
    call_when(
        libc::SYS_ioctl,
        &[OneOf(1, &COMMANDS)],
        "the listener's commands, how an attached process ended, and no other",
    ),
    call_when(libc::SYS_setitimer, &[OneOf(0, &[libc::ITIMER_VIRTUAL as u32])], "a pattern that takes too long"),
    call(libc::SYS_getpid, "to die of a signal"),
    call_when(
        libc::SYS_socket,
        &[OneOf(0, &[libc::AF_UNIX as u32, libc::AF_INET as u32, libc::AF_INET6 as u32])],
        "whether a name is free; sockets that hear nothing; none of the machine's own",
    ),
    call(libc::SYS_connect, "performed, on a copy of the target's socket"),
    call(libc::SYS_sendmsg, "performed, likewise"),
    call(libc::SYS_bind, "performed, likewise"),
    call(libc::SYS_listen, "performed, likewise"),
    call(libc::SYS_getsockname, "the name of a socket of the jail"),
    call_when(
        libc::SYS_setsockopt,
        &[
            OneOf(1, &[libc::SOL_SOCKET as u32]),
            OneOf(2, &[libc::SO_ATTACH_FILTER as u32, libc::SO_LOCK_FILTER as u32]),
        ],
        "sockets that hear nothing",
    ),
    call(libc::SYS_getsockopt, "what a socket is"),
    call_when(libc::SYS_clone, &[OneOf(0, &process::THREADS)], "threads for calls that wait, never a process"),
    call(libc::SYS_exit, "the end of such a thread"),
    call(libc::SYS_wait4, "orphans"),
    call_when(
        libc::SYS_kill,
        &[NoBits(0, 1 << 31)],
        "the end of the jail: one process at a time, never a group or all",
    ),
    call_when(
        libc::SYS_fcntl,
        &[OneOf(1, &[libc::F_GETFL as u32, libc::F_DUPFD_CLOEXEC as u32])],
        "whether a socket may block; a second number for what is pinned",
    ),
    call(libc::SYS_truncate, "performed"),
    call(libc::SYS_fchdir, "a thread that binds a name as the target wrote it"),
    call(libc::SYS_umask, "performed with the target's"),
    call_when(
        libc::SYS_ptrace,
        &[OneOf(0, &trace::REQUESTS)],
        "an exec that is verified; no word of memory, no register",
    ),
    call(libc::SYS_geteuid, "whether a thread must change ids"),
    call(libc::SYS_getegid, "likewise"),
    call(libc::SYS_getppid, "whether the guard is there"),
    call(libc::SYS_getgroups, "whether a thread must change groups"),
    call(libc::SYS_setgroups, "performed with the target's"),
    call(libc::SYS_setresuid, "a thread that waits as the target's user"),
    call(libc::SYS_setresgid, "likewise"),
    call(libc::SYS_getpgid, "a signal for a group, before Landlock's scopes"),
    call(libc::SYS_setfsuid, "performed with the target's"),
    call(libc::SYS_setfsgid, "likewise"),
    call(libc::SYS_capget, "what a thread that waits gives up"),
    call(libc::SYS_capset, "performed with no more than the target's"),
    call(libc::SYS_rt_sigtimedwait, "short waits for children"),
    call(libc::SYS_fstatfs, "whether a file is below /proc; told"),
    call(libc::SYS_setpriority, "performed, on a process of the jail that is held"),
    call(libc::SYS_sched_setparam, "performed, likewise"),
    call(libc::SYS_sched_setscheduler, "performed, likewise; what is to be killed gets no processor that others want"),
    call_when(
        libc::SYS_prctl,
        &[OneOf(0, &[libc::PR_SET_DUMPABLE as u32]), OneOf(1, &[0])],
        "nobody looks into our memory; to die without a core file",
    ),
    call(libc::SYS_setxattr, "performed"),
    call(libc::SYS_getxattr, "told"),
    call(libc::SYS_listxattr, "told"),
    call(libc::SYS_removexattr, "performed"),
    call(libc::SYS_tkill, "performed, on a thread of the jail that is held"),
    call_when(
        libc::SYS_futex,
        &[OneOf(1, &[libc::FUTEX_WAIT as u32, libc::FUTEX_WAKE as u32])],
        "waiting for a thread",
    ),
    call(libc::SYS_sched_setaffinity, "performed, likewise"),
    call(libc::SYS_getdents64, "the tasks of a process; what a rename would take along"),
    call(libc::SYS_restart_syscall, "made by the kernel when a wait goes on after a freeze"),
    call(libc::SYS_clock_gettime, "the time of an attempt"),
    call(libc::SYS_exit_group, "the end"),
    call(libc::SYS_epoll_ctl, "the library is gone: its descriptor is no longer waited for"),
    call_when(libc::SYS_tgkill, &[OneOf(2, &[signal::WAKE as u32])], "the end of a wait for a caller that has died"),
    call(libc::SYS_waitid, "the jail's processes"),
    call(libc::SYS_ioprio_set, "performed, on a process of the jail that is held"),
    call(libc::SYS_inotify_add_watch, "performed, on a copy of the target's descriptor"),
    call(libc::SYS_openat, "walking a path; /proc; performed"),
    call(libc::SYS_mkdirat, "performed"),
    call_when(libc::SYS_mknodat, &[NoBits(2, libc::S_IFCHR)], "performed; S_IFBLK has that bit too: no devices"),
    call(libc::SYS_fchownat, "performed"),
    call(libc::SYS_newfstatat, "which file it is; told"),
    call(libc::SYS_unlinkat, "performed"),
    call(libc::SYS_linkat, "performed"),
    call(libc::SYS_symlinkat, "performed"),
    call(libc::SYS_readlinkat, "canonical names; told"),
    call(libc::SYS_fchmodat, "performed"),
    call(libc::SYS_utimensat, "performed"),
    call(libc::SYS_prlimit64, "performed, on a process of the jail that is held"),
    call(libc::SYS_process_vm_readv, "arguments of targets"),
    call(libc::SYS_process_vm_writev, "told"),
    call(libc::SYS_sched_setattr, "performed, likewise"),
    call(libc::SYS_renameat2, "performed"),
    call(libc::SYS_statx, "told"),
    call(libc::SYS_pidfd_send_signal, "performed, before Landlock's scopes"),
    call(libc::SYS_pidfd_open, "copies of descriptors; performed signals"),
    call(libc::SYS_openat2, "walking a path"),
    call(libc::SYS_pidfd_getfd, "copies of descriptors"),
    call(libc::SYS_faccessat2, "told"),
    call(libc::SYS_landlock_restrict_self, "a thread that binds a name enters the jail's domain"),
];

static FILTER: [Instruction; length(CALLS)] = compile(CALLS);

/// Runs in the supervisor once. `kept` are the descriptors that it needs until the end.
pub fn confine(kept: &mut [RawFd]) -> Result<()> {
    close_all_but(kept)?;
    // Nobody else's directory is kept busy, and no relative path leads anywhere.
    bare::enter_root()?;
    bare::set_umask(0o777);
    bare::forbid_core_files()?;
    bare::control(libc::PR_SET_NO_NEW_PRIVS, 1)?;
    bare::install_filter(&FILTER, FILTER_FLAG_SPEC_ALLOW).map(drop)
}

/// Runs in the supervisor when the command has been executed: nobody looks into our memory any more. Before that the target
/// shares it, and could not be traced either (ptrace(2) of an ordinary user).
pub fn close_memory() -> Result<()> {
    bare::control(libc::PR_SET_DUMPABLE, 0).map(drop)
}

/// Also what the library's process had open and never meant for us.
fn close_all_but(kept: &mut [RawFd]) -> Result<()> {
    kept.sort_unstable();
    let mut first = 0;
    // Where the kernel asks nobody there is no listener.
    for fd in kept.iter().filter_map(|&fd| u32::try_from(fd).ok()) {
        if fd > first {
            bare::close_range(first, fd - 1, 0)?;
        }
        first = fd + 1;
    }
    bare::close_range(first, u32::MAX, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confine::instructions::run;
    use crate::sys::seccomp::{AUDIT_ARCH_X86_64, RET_ALLOW};
    use std::collections::BTreeSet;

    /// Made before the command runs, and by the target.
    const AT_THE_START: [&str; 15] = [
        "SYS_chdir",
        "SYS_close_range",
        "SYS_epoll_create1",
        "SYS_execve",
        "SYS_landlock_add_rule",
        "SYS_landlock_create_ruleset",
        "SYS_pipe2",
        "SYS_pread64",
        "SYS_rt_sigaction",
        "SYS_seccomp",
        "SYS_setrlimit",
        "SYS_setsid",
        "SYS_signalfd4",
        "SYS_timerfd_create",
        "SYS_timerfd_settime",
    ];

    fn names(text: &str) -> BTreeSet<String> {
        let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        text.match_indices("libc::SYS_")
            .map(|(at, _)| text[at + 6..].chars().take_while(|&character| is_name(character)).collect())
            .collect()
    }

    /// The commands of fcntl(2) that are over when the command runs.
    const COMMANDS_AT_THE_START: [&str; 2] = ["F_SETFD", "F_SETFL"];

    fn sources(directory: &str) -> String {
        let mut text = String::new();
        for entry in std::fs::read_dir(directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => text += &sources(path.to_str().expect("a name")),
                false => text += &std::fs::read_to_string(path).expect("a source"),
            }
        }
        text
    }

    #[test]
    fn every_command_of_the_keeper_is_allowed_or_only_given_at_the_start() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let all = sources(&format!("{here}/sys")) + &sources(&format!("{here}/supervise"));
        let table = include_str!("supervisor.rs").split("#[cfg(test)]").next().unwrap_or_default();
        let mut seen = 0;
        for line in all.lines().filter(|line| line.contains("control(") && line.contains("libc::F_")) {
            let at = line.find("libc::F_").expect("it was seen") + 6;
            let name: String = line[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let is_allowed = table.contains(&format!("libc::{name} "));
            assert_ne!(is_allowed, COMMANDS_AT_THE_START.contains(&name.as_str()), "{name}");
            seen += 1;
        }
        assert!(seen >= 4, "{seen}");
    }

    #[test]
    fn every_call_of_the_keeper_is_allowed_or_only_made_at_the_start() {
        let mut made = BTreeSet::new();
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/sys")).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                made.extend(names(&std::fs::read_to_string(path).expect("a source")));
            }
        }
        let table = include_str!("supervisor.rs").split("#[cfg(test)]").next().unwrap_or_default();
        let allowed = names(table);
        assert_eq!(allowed.len(), CALLS.len());
        for name in &made {
            assert_ne!(allowed.contains(name), AT_THE_START.contains(&name.as_str()), "{name}");
        }
        for name in &allowed {
            assert!(made.contains(name) || name == "SYS_restart_syscall", "nobody makes {name}");
        }
    }

    #[test]
    fn it_stays_cheap_to_install() {
        assert!(FILTER.len() < 190, "{} instructions", FILTER.len());
    }

    #[test]
    fn arguments_are_restricted() {
        let allows = |number: libc::c_long, arguments: [u64; 6]| {
            run(&FILTER, number as u32, AUDIT_ARCH_X86_64, arguments) == RET_ALLOW
        };
        let (anonymous, private) = (libc::MAP_ANONYMOUS as u64, libc::MAP_PRIVATE as u64);
        assert!(allows(libc::SYS_mmap, [0, 4096, 3, anonymous | private, u64::MAX, 0]));
        assert!(!allows(libc::SYS_mmap, [0, 4096, 7, anonymous | private, u64::MAX, 0]));
        assert!(!allows(libc::SYS_mmap, [0, 4096, 1, private, 3, 0]));
        assert!(allows(libc::SYS_kill, [1, 9, 0, 0, 0, 0]));
        assert!(!allows(libc::SYS_kill, [u64::MAX, 9, 0, 0, 0, 0]));
        assert!(!allows(libc::SYS_ioctl, [0, 0x5412, 0, 0, 0, 0]));
        assert!(!allows(libc::SYS_clone, [17, 0, 0, 0, 0, 0]));
        assert!(allows(libc::SYS_mknodat, [0, 0, 0o140_600, 0, 0, 0]));
        assert!(!allows(libc::SYS_mknodat, [0, 0, 0o060_600, 0, 0, 0]));
        for number in [libc::SYS_execve, libc::SYS_socket, libc::SYS_fork, libc::SYS_mount, libc::SYS_bpf] {
            assert!(!allows(number, [0; 6]));
        }
    }
}
