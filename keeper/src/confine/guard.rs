//! What the guard gives up as soon as it has started the supervisor. It waits for signals, passes them on, and kills;
//! it opens nothing any more.
//!
//! It shares the supervisor's memory, so whoever drives the supervisor can drive it too: therefore it can do less.

use super::allow::{Allowed, Condition, call, call_when, compile, length};
use super::capabilities;
use crate::sys::seccomp::{FILTER_FLAG_SPEC_ALLOW, Instruction};
use crate::sys::{Result, bare};
use Condition::{NoBits, OneOf};

const CALLS: &[Allowed] = &[
    call(libc::SYS_write, "that the supervisor was lost"),
    call(libc::SYS_rt_sigprocmask, "to die of the command's signal"),
    call(libc::SYS_pread64, "the list of its children"),
    call(libc::SYS_getpid, "to die of the command's signal"),
    call_when(
        libc::SYS_kill,
        &[NoBits(0, 1 << 31)],
        "signals are passed on, and the jail is ended: never a group or all",
    ),
    call(libc::SYS_rt_sigtimedwait, "the loop"),
    call_when(
        libc::SYS_sched_setscheduler,
        &[OneOf(1, &[libc::SCHED_IDLE as u32])],
        "what is to be killed gets no processor that others want",
    ),
    call_when(
        libc::SYS_prctl,
        &[OneOf(0, &[libc::PR_SET_DUMPABLE as u32]), OneOf(1, &[0])],
        "to die without a core file",
    ),
    call(libc::SYS_restart_syscall, "made by the kernel when a wait goes on after a freeze"),
    call(libc::SYS_exit_group, "the command's end is its own"),
    call(libc::SYS_waitid, "supervisor, command, and what they left"),
];

static FILTER: [Instruction; length(CALLS)] = compile(CALLS);

/// Runs in the guard once, without the heap.
pub fn confine() -> Result<()> {
    bare::enter_root()?;
    bare::set_umask(0o777);
    bare::forbid_core_files()?;
    capabilities::keep(capabilities::OF_GUARD)?;
    bare::control(libc::PR_SET_NO_NEW_PRIVS, 1)?;
    bare::install_filter(&FILTER, FILTER_FLAG_SPEC_ALLOW).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confine::instructions::run;
    use crate::sys::seccomp::{AUDIT_ARCH_X86_64, RET_ALLOW};

    #[test]
    fn it_can_open_nothing_and_start_nothing() {
        for number in [
            libc::SYS_open,
            libc::SYS_openat,
            libc::SYS_openat2,
            libc::SYS_clone,
            libc::SYS_execve,
            libc::SYS_socket,
            libc::SYS_mmap,
            libc::SYS_mprotect,
            libc::SYS_ptrace,
            libc::SYS_process_vm_writev,
            libc::SYS_ioctl,
        ] {
            assert_ne!(run(&FILTER, number as u32, AUDIT_ARCH_X86_64, [0; 6]), RET_ALLOW, "{number}");
        }
    }
}
