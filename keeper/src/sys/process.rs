//! Processes: creating, waiting, executing.

use super::{Errno, Result, check};
use std::mem::MaybeUninit;

/// A stack for a process that shares our memory, never given back. `bytes` is a multiple of a page.
fn new_stack(bytes: usize) -> Result<*mut libc::c_void> {
    const GUARD: usize = 4096;
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    // SAFETY: a fresh mapping; its lowest page is made inaccessible, so that an overflow is a crash.
    unsafe {
        let flags = flags | libc::MAP_NORESERVE | libc::MAP_STACK;
        let stack = libc::mmap(std::ptr::null_mut(), bytes, protection, flags, -1, 0);
        if stack == libc::MAP_FAILED {
            return Err(Errno::last());
        }
        check(libc::mprotect(stack, GUARD, libc::PROT_NONE).into())?;
        Ok(stack.cast::<u8>().add(bytes).cast())
    }
}

extern "C" fn enter<T: FnOnce()>(body: *mut libc::c_void) -> libc::c_int {
    // SAFETY: start() leaked this box for us alone.
    let body = unsafe { Box::from_raw(body.cast::<T>()) };
    body();
    0
}

/// Starts a process that shares our memory (clone(2) with CLONE_VM): no page has to be copied or faulted in. Until one
/// of the two executes, only one of them may allocate or use thread-local state; the other keeps to `bare`.
pub fn start<T: FnOnce()>(share_descriptors: bool, stack_bytes: usize, body: T) -> Result<i32> {
    let flags = libc::CLONE_VM | libc::SIGCHLD | if share_descriptors { libc::CLONE_FILES } else { 0 };
    let stack = new_stack(stack_bytes)?;
    let body = Box::into_raw(Box::new(body));
    // SAFETY: stack is the end of a fresh mapping; body is leaked to the new process.
    check(unsafe { libc::clone(enter::<T>, stack, flags, body.cast()) }.into()).map(|pid| pid as i32)
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

/// Looks for a child that has ended, without waiting.
/// With `keep` an ended child stays a zombie, so that its pid is not given to another process.
pub fn look(pid: Option<i32>, keep: bool) -> Result<Option<Change>> {
    let mut found = MaybeUninit::<libc::siginfo_t>::zeroed();
    let (kind, id) = pid.map_or((libc::P_ALL, 0), |pid| (libc::P_PID, pid as libc::id_t));
    let mut options = libc::WEXITED | libc::WNOHANG | libc::__WALL;
    if keep {
        options |= libc::WNOWAIT;
    }
    // SAFETY: found is a zeroed siginfo_t that the kernel fills.
    check(unsafe { libc::waitid(kind, id, found.as_mut_ptr(), options) }.into())?;
    // SAFETY: zeroed or filled by waitid.
    Ok(change(&unsafe { found.assume_init() }))
}

/// What a siginfo_t of waitid(2) says; None when it is still zeroed.
pub(super) fn change(found: &libc::siginfo_t) -> Option<Change> {
    // SAFETY: the union fields read are those of SIGCHLD, or zero.
    let (pid, status) = unsafe { (found.si_pid(), found.si_status()) };
    match (pid, found.si_code) {
        (0, _) => None,
        (pid, libc::CLD_EXITED) => Some(Change::Ended(pid, Ending::Code(status))),
        (pid, libc::CLD_KILLED | libc::CLD_DUMPED) => Some(Change::Ended(pid, Ending::Signal(status))),
        _ => Some(Change::Stopped),
    }
}

/// Waits until one child has ended and forgets it.
pub fn wait_for_one(pid: i32) -> Result<()> {
    // SAFETY: no status is asked for.
    check(unsafe { libc::waitpid(pid, std::ptr::null_mut(), libc::__WALL) }.into()).map(drop)
}

/// Lets a process (and what it forks) run only when nobody else wants to: SCHED_IDLE, sched(7).
pub fn make_idle(pid: i32) {
    let parameters = libc::sched_param { sched_priority: 0 };
    // SAFETY: parameters outlives the call. A process that has gone or changed its user is left as it is.
    unsafe { libc::sched_setscheduler(pid, libc::SCHED_IDLE, &raw const parameters) };
}

unsafe extern "C" {
    static environ: *const *const libc::c_char;
}

/// The environment that the library gave us: it is the command's.
pub fn environment() -> *const *const libc::c_char {
    // SAFETY: nothing in this program changes the environment.
    unsafe { environ }
}

/// The value of a variable of the environment.
pub fn variable(name: &std::ffi::CStr) -> Option<Vec<u8>> {
    // SAFETY: as above; name is NUL-terminated, and so is the value.
    unsafe {
        let value = libc::getenv(name.as_ptr());
        (!value.is_null()).then(|| std::ffi::CStr::from_ptr(value).to_bytes().to_vec())
    }
}
