//! ptrace(2), for the length of one exec.

use super::{Errno, Result, check};
use std::mem::MaybeUninit;

/// What a traced thread stopped for, or how it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// It executed a program and has not run an instruction of it.
    Executed,
    /// It was interrupted on its way back from the call.
    Interrupted,
    Other,
    Gone,
}

const EVENT_EXEC: i32 = 4;
const EVENT_STOP: i32 = 128;

/// Traces a thread that waits in a call: it will stop when the call has executed a program, and in any case before it
/// returns to its own code.
pub fn seize(thread: i32) -> Result<()> {
    const OPTION_TRACE_EXEC: usize = 1 << EVENT_EXEC;
    const OPTION_EXIT_KILL: usize = 1 << 20;
    // SAFETY: seize and interrupt take numbers.
    unsafe {
        check(libc::ptrace(libc::PTRACE_SEIZE, thread, 0usize, OPTION_TRACE_EXEC | OPTION_EXIT_KILL))?;
        check(libc::ptrace(libc::PTRACE_INTERRUPT, thread, 0usize, 0usize)).map(drop)
    }
}

pub fn detach(thread: i32) {
    // SAFETY: takes numbers.
    unsafe { libc::ptrace(libc::PTRACE_DETACH, thread, 0usize, 0usize) };
}

pub fn go_on(thread: i32) {
    // SAFETY: takes numbers.
    unsafe { libc::ptrace(libc::PTRACE_CONT, thread, 0usize, 0usize) };
}

/// Looks without waiting whether the thread has stopped. An end is left for whoever reaps.
pub fn look(thread: i32) -> Result<Option<Stop>> {
    let mut found = MaybeUninit::<libc::siginfo_t>::zeroed();
    let options = libc::WEXITED | libc::WSTOPPED | libc::WNOHANG | libc::WNOWAIT | libc::__WALL;
    // SAFETY: found is a zeroed siginfo_t that the kernel fills; the fields read are those of SIGCHLD.
    let (pid, status, code) = unsafe {
        check(libc::waitid(libc::P_PID, thread as libc::id_t, found.as_mut_ptr(), options).into())?;
        let found = found.assume_init();
        (found.si_pid(), found.si_status(), found.si_code)
    };
    if pid == 0 {
        return Ok(None);
    }
    if !matches!(code, libc::CLD_TRAPPED | libc::CLD_STOPPED) {
        return Ok(Some(Stop::Gone));
    }
    let mut consumed = 0;
    // SAFETY: consumed is written by the kernel. The stop was just seen, so this does not wait.
    if unsafe { libc::waitpid(thread, &raw mut consumed, libc::__WALL | libc::WNOHANG) } <= 0 {
        return Err(Errno(libc::ESRCH));
    }
    Ok(Some(match status >> 8 {
        EVENT_EXEC => Stop::Executed,
        EVENT_STOP => Stop::Interrupted,
        _ => Stop::Other,
    }))
}
