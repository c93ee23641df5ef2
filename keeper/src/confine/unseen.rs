//! The filter of a jail that nobody is asked about, inside of another jail: what Landlock cannot hold is refused in the
//! filter itself, by numbers in registers alone. Where those do not tell the harmless from the harmful, both are refused.

use super::filter::{self, decide};
use super::instructions::{AND, ANY_BIT, EQUAL, RETURN, low, plain, test};
use crate::prelude::*;
use crate::sys::seccomp::{Instruction, RET_ALLOW, RET_ERRNO};
use crate::syscalls::{Action, HARMLESS_IOCTLS, Kind, SystemCall, When};

const fn refusal(errno: i32) -> u32 {
    RET_ERRNO | errno as u32
}

/// What no domain allows: not the right user's, but not permitted at all.
const NOT_PERMITTED: u32 = refusal(libc::EPERM);
const NO_ACCESS: u32 = refusal(libc::EACCES);

pub fn compile(network: bool) -> Vec<Instruction> {
    filter::assemble(false, refusal(libc::ENOSYS), |call| body(call, network))
}

fn body(call: &SystemCall, network: bool) -> Vec<Instruction> {
    let allow = || vec![plain(RETURN, RET_ALLOW)];
    let (when, kind) = match call.action {
        Action::Answer(when, errno) => return decide(when, refusal(errno)),
        Action::Ask(when, kind) => (when, kind),
    };
    match kind {
        // Landlock holds the rules.
        Kind::Open { .. }
        | Kind::Create { .. }
        | Kind::OpenHow { .. }
        | Kind::Execute { .. }
        | Kind::MakeDirectory { .. }
        | Kind::MakeNode { .. }
        | Kind::Remove { .. }
        | Kind::Rename { .. }
        | Kind::Link { .. }
        | Kind::Symlink { .. }
        | Kind::Truncate { .. } => allow(),
        // Landlock's scope of signals, and its rule about tracing, which also guards memory and descriptors.
        Kind::Kill | Kind::SignalProcess { .. } | Kind::Ptrace => allow(),
        Kind::ByPidfd { .. } if is_guarded(call.number) => allow(),
        Kind::ByPid { .. } if is_guarded(call.number) => allow(),
        Kind::ByPid { .. } | Kind::ByPidfd { .. } | Kind::Schedule | Kind::SetLimit => decide(when, NOT_PERMITTED),
        Kind::Priority { process } => own_priority(process as u32),
        // Binding a path is making a file. Listening and sending need a socket that was made.
        Kind::Bind | Kind::Listen | Kind::SendMessage | Kind::SendMessages | Kind::SocketOption => allow(),
        Kind::Connect | Kind::SendTo if network => allow(),
        Kind::Connect | Kind::SendTo | Kind::SocketPair => decide(when, NO_ACCESS),
        Kind::Socket => sockets(network),
        Kind::Watch { .. } => decide(when, NO_ACCESS),
        Kind::ChangeFlags => ioctls(when),
        Kind::Newer => decide(when, refusal(libc::ENOSYS)),
        Kind::ChangeMode { .. }
        | Kind::ChangeOwner { .. }
        | Kind::ChangeTimes { .. }
        | Kind::SetAttribute { .. }
        | Kind::RemoveAttribute { .. }
        | Kind::SetOwner
        | Kind::Namespace
        | Kind::Kernel => decide(when, NOT_PERMITTED),
        // Only asked about where they are hidden, which needs somebody to ask.
        Kind::Status { .. }
        | Kind::StatusExtended { .. }
        | Kind::Access { .. }
        | Kind::ReadLink { .. }
        | Kind::FileSystemStatus { .. }
        | Kind::GetAttribute { .. }
        | Kind::ListAttributes { .. }
        | Kind::ChangeDirectory { .. } => allow(),
    }
}

/// Calls on a process for which the kernel asks whether it might be traced (landlock(7), ptrace restrictions), or which
/// send it a signal.
fn is_guarded(number: u32) -> bool {
    const GUARDED: [libc::c_long; 5] = [
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kcmp,
        libc::SYS_pidfd_getfd,
        libc::SYS_pidfd_send_signal,
    ];
    GUARDED.contains(&libc::c_long::from(number))
}

/// setpriority(2) and ioprio_set(2): of the caller alone.
fn own_priority(process: u32) -> Vec<Instruction> {
    vec![
        low(0),
        test(EQUAL, process, 0, 2),
        low(1),
        test(EQUAL, 0, 1, 0),
        plain(RETURN, NOT_PERMITTED),
        plain(RETURN, RET_ALLOW),
    ]
}

fn ioctls(when: When) -> Vec<Instruction> {
    let mut code = vec![low(1)];
    for command in HARMLESS_IOCTLS {
        code.extend([test(EQUAL, command, 0, 1), plain(RETURN, RET_ALLOW)]);
    }
    code.extend(decide(when, NOT_PERMITTED));
    code
}

/// Unix streams where there is no network, because they cannot connect then; internet sockets where there is, and no unix
/// sockets, because those could. See `syscalls::DATAGRAMS` for the bit.
fn sockets(network: bool) -> Vec<Instruction> {
    let (allow, refuse) = (plain(RETURN, RET_ALLOW), plain(RETURN, NO_ACCESS));
    if !network {
        return vec![
            low(0),
            test(EQUAL, libc::AF_UNIX as u32, 0, 3),
            low(1),
            test(ANY_BIT, crate::syscalls::DATAGRAMS, 1, 0),
            allow,
            refuse,
        ];
    }
    const NETLINK_ROUTE: u32 = 0;
    vec![
        low(0),
        test(EQUAL, libc::AF_INET as u32, 4, 0),
        test(EQUAL, libc::AF_INET6 as u32, 3, 0),
        test(EQUAL, libc::AF_NETLINK as u32, 0, 6),
        low(2),
        test(EQUAL, NETLINK_ROUTE, 3, 4),
        low(1),
        plain(AND, 0xf),
        test(EQUAL, libc::SOCK_RAW as u32, 1, 0),
        allow,
        refuse,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confine::instructions::run;
    use crate::sys::seccomp::AUDIT_ARCH_X86_64;
    use crate::syscalls::SYSTEM_CALLS;

    fn here(network: bool, number: libc::c_long, arguments: [u64; 6]) -> u32 {
        run(&compile(network), number as u32, AUDIT_ARCH_X86_64, arguments)
    }

    #[test]
    fn it_asks_nobody() {
        for network in [false, true] {
            assert!(compile(network).iter().all(|instruction| {
                instruction.code != RETURN || instruction.value == RET_ALLOW || instruction.value & !0xffff == RET_ERRNO
            }));
        }
        assert_eq!(run(&compile(true), 5, 0x4000_0003, [0; 6]), refusal(libc::ENOSYS));
        assert_eq!(here(true, 0x4000_0002, [0; 6]), refusal(libc::ENOSYS));
    }

    #[test]
    fn what_landlock_does_not_hold_is_refused() {
        for call in SYSTEM_CALLS {
            let Action::Ask(When::Always, kind) = call.action else { continue };
            if matches!(kind, Kind::Kernel | Kind::ChangeMode { .. } | Kind::ChangeTimes { .. } | Kind::Watch { .. }) {
                assert_ne!(here(true, call.number.into(), [0; 6]), RET_ALLOW, "{}", call.name);
            }
        }
        assert_eq!(here(true, libc::SYS_openat, [0; 6]), RET_ALLOW);
    }

    #[test]
    fn sockets_are_told_by_their_registers() {
        let socket = |network, family: i32, kind: i32, protocol: u64| {
            here(network, libc::SYS_socket, [family as u64, kind as u64, protocol, 0, 0, 0]) == RET_ALLOW
        };
        let (stream, datagram, raw) = (libc::SOCK_STREAM | libc::SOCK_CLOEXEC, libc::SOCK_DGRAM, libc::SOCK_RAW);
        assert!(socket(false, libc::AF_UNIX, stream, 0) && !socket(true, libc::AF_UNIX, stream, 0));
        assert!(!socket(false, libc::AF_UNIX, datagram, 0) && !socket(false, libc::AF_UNIX, raw, 0));
        assert!(!socket(false, libc::AF_INET, stream, 0) && !socket(false, libc::AF_NETLINK, raw, 0));
        for family in [libc::AF_INET, libc::AF_INET6] {
            assert!(
                socket(true, family, stream, 0) && socket(true, family, datagram, 0) && !socket(true, family, raw, 0)
            );
        }
        assert!(socket(true, libc::AF_NETLINK, raw, 0) && !socket(true, libc::AF_NETLINK, raw, 9));
        assert!(!socket(true, libc::AF_VSOCK, stream, 0) && !socket(true, libc::AF_PACKET, raw, 0));
        assert_eq!(here(false, libc::SYS_connect, [0; 6]), NO_ACCESS);
        assert_eq!(here(true, libc::SYS_connect, [0; 6]), RET_ALLOW);
        assert_eq!(here(true, libc::SYS_socketpair, [1, 2, 0, 0, 0, 0]), NO_ACCESS);
    }

    #[test]
    fn only_what_is_ones_own_is_given_priority() {
        for number in [libc::SYS_setpriority, libc::SYS_ioprio_set] {
            let process = if number == libc::SYS_setpriority { 0 } else { 1 };
            assert_eq!(here(true, number, [process, 0, 5, 0, 0, 0]), RET_ALLOW);
            assert_eq!(here(true, number, [process, 77, 5, 0, 0, 0]), NOT_PERMITTED);
            assert_eq!(here(true, number, [2, 0, 5, 0, 0, 0]), NOT_PERMITTED);
        }
        assert_eq!(here(true, libc::SYS_prlimit64, [77, 0, 0, 0, 0, 0]), NOT_PERMITTED);
        assert_eq!(here(true, libc::SYS_prlimit64, [0; 6]), RET_ALLOW);
    }

    #[test]
    fn ioctls_that_only_tell_go_on() {
        assert_eq!(here(true, libc::SYS_ioctl, [0, 0x8008_6601, 0, 0, 0, 0]), RET_ALLOW);
        assert_eq!(here(true, libc::SYS_ioctl, [0, 0x4008_6602, 0, 0, 0, 0]), NOT_PERMITTED);
        assert_eq!(here(true, libc::SYS_ioctl, [0, 0x5412, 0, 0, 0, 0]), NOT_PERMITTED);
        assert_eq!(here(true, libc::SYS_ioctl, [0, 0x5401, 0, 0, 0, 0]), RET_ALLOW);
    }
}
