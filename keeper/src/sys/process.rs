//! Processes: creating, waiting, executing.

use super::{Errno, Result, check};
use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;

pub enum Forked {
    Child,
    Parent(i32),
}

/// clone(2) without shared memory. The keeper has one thread whenever it forks.
pub fn fork(share_descriptors: bool) -> Result<Forked> {
    let flags = libc::SIGCHLD | if share_descriptors { libc::CLONE_FILES } else { 0 };
    // SAFETY: without CLONE_VM the child has its own copy of everything; we are single-threaded.
    match check(unsafe { libc::syscall(libc::SYS_clone, flags as libc::c_long, 0, 0, 0, 0) })? {
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(pid as i32)),
    }
}

pub fn exit(code: i32) -> ! {
    // SAFETY: ends the process without running anything.
    unsafe { libc::_exit(code) }
}

pub fn id() -> i32 {
    // SAFETY: always succeeds.
    unsafe { libc::getpid() }
}

pub fn parent_id() -> i32 {
    // SAFETY: always succeeds.
    unsafe { libc::getppid() }
}

pub fn group_id() -> i32 {
    // SAFETY: always succeeds.
    unsafe { libc::getpgrp() }
}

/// getpgid(2)
pub fn group_of(pid: i32) -> Result<i32> {
    // SAFETY: takes and returns numbers.
    check(unsafe { libc::getpgid(pid) }.into()).map(|group| group as i32)
}

pub fn set_group(group: i32) -> Result<()> {
    // SAFETY: changes only our own process group.
    check(unsafe { libc::setpgid(0, group) }.into()).map(drop)
}

pub fn new_session() -> Result<()> {
    // SAFETY: changes only our own session.
    check(unsafe { libc::setsid() }.into()).map(drop)
}

fn control(option: i32, value: u64) -> Result<()> {
    // SAFETY: only options that take numbers are passed.
    check(unsafe { libc::prctl(option, value, 0, 0, 0) }.into()).map(drop)
}

pub fn become_subreaper() -> Result<()> {
    control(libc::PR_SET_CHILD_SUBREAPER, 1)
}

/// The signal that this process gets when its parent's thread ends.
pub fn set_parent_death_signal(signal: i32) -> Result<()> {
    control(libc::PR_SET_PDEATHSIG, signal as u64)
}

pub fn set_no_new_privileges() -> Result<()> {
    control(libc::PR_SET_NO_NEW_PRIVS, 1)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Code(i32),
    Signal(i32),
}

pub enum Change {
    Ended(i32, Ending),
    Stopped,
}

/// Looks for a child that has ended (or stopped, with `stops`), without waiting.
/// With `keep` an ended child stays a zombie, so that its pid is not given to another process.
pub fn look(pid: Option<i32>, keep: bool, stops: bool) -> Result<Option<Change>> {
    let mut found = MaybeUninit::<libc::siginfo_t>::zeroed();
    let (kind, id) = pid.map_or((libc::P_ALL, 0), |pid| (libc::P_PID, pid as libc::id_t));
    let mut options = libc::WEXITED | libc::WNOHANG | libc::__WALL;
    if keep {
        options |= libc::WNOWAIT;
    }
    if stops {
        options |= libc::WSTOPPED;
    }
    // SAFETY: found is a zeroed siginfo_t that the kernel fills.
    check(unsafe { libc::waitid(kind, id, found.as_mut_ptr(), options) }.into())?;
    // SAFETY: zeroed or filled by waitid; the union fields read are those of SIGCHLD.
    let (pid, status, code) = unsafe {
        let found = found.assume_init();
        (found.si_pid(), found.si_status(), found.si_code)
    };
    Ok(match (pid, code) {
        (0, _) => None,
        (pid, libc::CLD_EXITED) => Some(Change::Ended(pid, Ending::Code(status))),
        (pid, libc::CLD_KILLED | libc::CLD_DUMPED) => Some(Change::Ended(pid, Ending::Signal(status))),
        (_, _) => Some(Change::Stopped),
    })
}

/// Waits until one child has ended and forgets it.
pub fn wait_for_one(pid: i32) -> Result<()> {
    // SAFETY: no status is asked for.
    check(unsafe { libc::waitpid(pid, std::ptr::null_mut(), libc::__WALL) }.into()).map(drop)
}

/// execvp(3): searches PATH, and gives a file without a magic number to /bin/sh, as libuv's spawn does.
/// Returns only when it failed.
pub fn execute(file: &CStr, arguments: &[CString]) -> Errno {
    let mut pointers: Vec<_> = arguments.iter().map(|argument| argument.as_ptr()).collect();
    pointers.push(std::ptr::null());
    // SAFETY: file and arguments are NUL-terminated, the list ends with a null pointer.
    unsafe { libc::execvp(file.as_ptr(), pointers.as_ptr()) };
    Errno::last()
}

/// Lets a process (and what it forks) run only when nobody else wants to: SCHED_IDLE, sched(7).
pub fn make_idle(pid: i32) {
    let parameters = libc::sched_param { sched_priority: 0 };
    // SAFETY: parameters outlives the call. A process that has gone or changed its user is left as it is.
    unsafe { libc::sched_setscheduler(pid, libc::SCHED_IDLE, &raw const parameters) };
}
