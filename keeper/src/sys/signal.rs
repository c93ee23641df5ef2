//! Signals: all of them are blocked in our own processes and taken one by one.

use super::{Result, check};
use std::mem::MaybeUninit;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};

pub struct SignalMask(libc::sigset_t);

/// Blocks every signal and returns what was blocked before.
pub fn block_all() -> Result<SignalMask> {
    let (mut all, mut before) = (MaybeUninit::<libc::sigset_t>::uninit(), MaybeUninit::<libc::sigset_t>::uninit());
    // SAFETY: both sets are filled by the calls before they are read.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        check(libc::sigprocmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr()).into())?;
        Ok(SignalMask(before.assume_init()))
    }
}

pub fn restore(mask: &SignalMask) -> Result<()> {
    // SAFETY: mask was filled by block_all.
    check(unsafe { libc::sigprocmask(libc::SIG_SETMASK, &raw const mask.0, std::ptr::null_mut()) }.into()).map(drop)
}

/// A descriptor that becomes readable with every signal (signalfd(2)).
pub fn descriptor() -> Result<OwnedFd> {
    let mut all = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the set is filled before it is used; the descriptor is fresh.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        let fd = check(libc::signalfd(-1, all.as_ptr(), libc::SFD_CLOEXEC | libc::SFD_NONBLOCK).into())?;
        Ok(OwnedFd::from_raw_fd(fd as RawFd))
    }
}

/// Waits for the next signal and returns its number (sigwaitinfo(2)).
pub fn wait() -> i32 {
    let mut all = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the set is filled before it is used.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::sigwaitinfo(all.as_ptr(), std::ptr::null_mut())
    }
}

/// Takes the next signal from a descriptor, or None when there is none.
pub fn take(fd: RawFd) -> Option<i32> {
    let mut entry = MaybeUninit::<libc::signalfd_siginfo>::zeroed();
    let size = size_of::<libc::signalfd_siginfo>();
    // SAFETY: the kernel writes whole entries of this size.
    let length = unsafe { libc::read(fd, entry.as_mut_ptr().cast(), size) };
    // SAFETY: zeroed or filled; every bit pattern is valid.
    (length as usize == size).then(|| unsafe { entry.assume_init() }.ssi_signo as i32)
}

pub fn send(pid: i32, signal: i32) -> Result<()> {
    // SAFETY: kill takes numbers only.
    check(unsafe { libc::kill(pid, signal) }.into()).map(drop)
}

/// Ends this process by `signal`, as if nobody had ever caught or blocked it, and leaves no core file.
pub fn die_of(signal: i32) -> ! {
    // SAFETY: plain process attributes; the process ends here in any case.
    unsafe {
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
        libc::signal(signal, libc::SIG_DFL);
        let mut none = MaybeUninit::<libc::sigset_t>::uninit();
        libc::sigemptyset(none.as_mut_ptr());
        libc::kill(libc::getpid(), signal);
        libc::sigprocmask(libc::SIG_SETMASK, none.as_ptr(), std::ptr::null_mut());
        libc::_exit(128 + signal)
    }
}

/// Waits for a signal, at most a millisecond.
pub fn wait_briefly() {
    let mut all = MaybeUninit::<libc::sigset_t>::uninit();
    let timeout = libc::timespec { tv_sec: 0, tv_nsec: 1_000_000 };
    // SAFETY: the set is filled before it is used.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::sigtimedwait(all.as_ptr(), std::ptr::null_mut(), &raw const timeout);
    }
}
