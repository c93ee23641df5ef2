//! Signals: all of them are blocked in our own processes and taken one by one.

use super::fd::{OwnedFd, RawFd};
use super::{Result, bare};
use core::arch::global_asm;
use core::mem::MaybeUninit;

/// The kernel's signal sets have 64 bits.
const SIGNAL_SET: usize = 8;

/// The signal that ends a wait in a thread of ours. No program means another by it: it is the last of the real-time ones.
pub const WAKE: i32 = 64;

// A handler that does nothing, and what follows every handler (sigreturn(2)).
global_asm!(
    ".hidden keeper_ignore", "keeper_ignore:", "ret",
    ".hidden keeper_resume", "keeper_resume:", "mov eax, {resume}", "syscall",
    resume = const libc::SYS_rt_sigreturn,
);

unsafe extern "C" {
    fn keeper_ignore();
    fn keeper_resume();
}

/// Prepares `WAKE`: a call that waits then fails with EINTR, where the signal is not blocked.
pub fn let_waits_end() -> Result<()> {
    const SA_RESTORER: u64 = 0x0400_0000;
    let action = [keeper_ignore as *const () as u64, SA_RESTORER, keeper_resume as *const () as u64, 0];
    // SAFETY: the action and its mask have the sizes that are passed; the handler touches nothing.
    unsafe { bare::call(libc::SYS_rt_sigaction, [WAKE as usize, action.as_ptr() as usize, 0, SIGNAL_SET, 0, 0]) }
        .map(drop)
}

/// Runs in a thread whose waits may be ended.
pub fn accept_wake() -> Result<()> {
    bare::set_signal_mask(!(1 << (libc::SIGVTALRM - 1) | 1 << (WAKE - 1)))
}

/// Ends the wait of one of our own threads.
pub fn wake_thread(thread: i32) -> Result<()> {
    bare::numbers(libc::SYS_tgkill, [bare::id() as usize, thread as usize, WAKE as usize, 0, 0, 0]).map(drop)
}

/// Blocks every signal and returns what was blocked before.
pub fn block_all() -> Result<u64> {
    let (all, mut before) = (u64::MAX, 0u64);
    let (new, old) = ((&raw const all) as usize, (&raw mut before) as usize);
    // SAFETY: both sets have the size that is passed.
    unsafe { bare::call(libc::SYS_rt_sigprocmask, [libc::SIG_SETMASK as usize, new, old, SIGNAL_SET, 0, 0]) }?;
    Ok(before)
}

/// A descriptor that becomes readable with every signal (signalfd(2)).
pub fn descriptor() -> Result<OwnedFd> {
    let all = u64::MAX;
    let flags = (libc::SFD_CLOEXEC | libc::SFD_NONBLOCK) as usize;
    // SAFETY: the set has the size that is passed.
    let fd =
        unsafe { bare::call(libc::SYS_signalfd4, [usize::MAX, (&raw const all) as usize, SIGNAL_SET, flags, 0, 0]) }?;
    Ok(OwnedFd::adopt(fd as RawFd))
}

/// Takes the next signal from a descriptor, or None when there is none.
pub fn take(fd: RawFd) -> Option<i32> {
    let mut entry = MaybeUninit::<libc::signalfd_siginfo>::zeroed();
    let size = size_of::<libc::signalfd_siginfo>();
    // SAFETY: the kernel writes whole entries of this size.
    let length = unsafe { bare::call(libc::SYS_read, [fd as usize, entry.as_mut_ptr() as usize, size, 0, 0, 0]) };
    // SAFETY: zeroed or filled; every bit pattern is valid.
    (length == Ok(size)).then(|| unsafe { entry.assume_init() }.ssi_signo as i32)
}

/// kill(2)
pub fn send(pid: i32, signal: i32) -> Result<()> {
    bare::send_signal(pid, signal)
}

/// Lets SIGVTALRM end this process, whatever its parents did with that signal: see `process::limit_time`.
pub fn die_when_time_is_up() -> Result<()> {
    /// The kernel's struct sigaction: handler, flags, restorer, mask; all zero is SIG_DFL.
    const DEFAULT: [u64; 4] = [0; 4];
    let number = libc::SIGVTALRM as usize;
    // SAFETY: the action and its mask have the sizes that are passed; there is no handler to be called.
    unsafe { bare::call(libc::SYS_rt_sigaction, [number, DEFAULT.as_ptr() as usize, 0, SIGNAL_SET, 0, 0]) }?;
    bare::set_signal_mask(!(1 << (libc::SIGVTALRM - 1)))
}

/// Waits a millisecond, whoever ends.
pub fn rest_briefly() {
    bare::wait_for_signals(0, Some(1));
}

/// Waits for a child's end, at most a millisecond. Other signals stay: one of them may say that the guard is dead.
pub fn wait_briefly() {
    bare::wait_for_signals(1 << (libc::SIGCHLD - 1), Some(1));
}
