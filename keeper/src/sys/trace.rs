//! ptrace(2), for the length of one call.

use super::process::wait_id;
use super::{Errno, Result, bare};

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

/// All that is ever asked.
pub const REQUESTS: [u32; 4] = [libc::PTRACE_SEIZE, libc::PTRACE_INTERRUPT, libc::PTRACE_DETACH, libc::PTRACE_CONT];

const EVENT_EXEC: i32 = 4;
const EVENT_STOP: i32 = 128;

fn trace(request: u32, thread: i32, value: usize) -> Result<()> {
    bare::numbers(libc::SYS_ptrace, [request as usize, thread as usize, 0, value, 0, 0]).map(drop)
}

/// Traces a thread that waits in a call: it will stop when the call has executed a program, and in any case before it
/// returns to its own code.
pub fn seize(thread: i32) -> Result<()> {
    const OPTION_TRACE_EXEC: usize = 1 << EVENT_EXEC;
    const OPTION_EXIT_KILL: usize = 1 << 20;
    trace(libc::PTRACE_SEIZE, thread, OPTION_TRACE_EXEC | OPTION_EXIT_KILL)?;
    trace(libc::PTRACE_INTERRUPT, thread, 0)
}

/// Traces a thread without disturbing it, until the calling thread ends.
pub fn hold(thread: i32) -> Result<()> {
    trace(libc::PTRACE_SEIZE, thread, 0)
}

pub fn detach(thread: i32) {
    let _ = trace(libc::PTRACE_DETACH, thread, 0);
}

pub fn go_on(thread: i32) {
    let _ = trace(libc::PTRACE_CONT, thread, 0);
}

/// Whether the thread stands still where it was last seen to stop. One that has been killed does not, however early.
pub fn stands(thread: i32) -> bool {
    // Whoever may not go on is told so (ESRCH) before the kernel minds the signal, which there is none of (EIO; ptrace(2)).
    const NO_SIGNAL: usize = usize::MAX;
    trace(libc::PTRACE_CONT, thread, NO_SIGNAL) == Err(Errno(libc::EIO))
}

/// Looks without waiting whether the thread has stopped. An end is left for whoever reaps.
pub fn look(thread: i32) -> Result<Option<Stop>> {
    let options = libc::WEXITED | libc::WSTOPPED | libc::WNOHANG | libc::__WALL;
    let found = wait_id(Some(thread), options | libc::WNOWAIT)?;
    // SAFETY: the union fields read are those of SIGCHLD, or zero.
    let (pid, status) = unsafe { (found.si_pid(), found.si_status()) };
    if pid == 0 {
        return Ok(None);
    }
    if !matches!(found.si_code, libc::CLD_TRAPPED | libc::CLD_STOPPED) {
        return Ok(Some(Stop::Gone));
    }
    // The stop was just seen, so this takes it without waiting.
    if wait_id(Some(thread), libc::WSTOPPED | libc::WNOHANG | libc::__WALL).is_err() {
        return Err(Errno(libc::ESRCH));
    }
    Ok(Some(match status >> 8 {
        EVENT_EXEC => Stop::Executed,
        EVENT_STOP => Stop::Interrupted,
        _ => Stop::Other,
    }))
}
