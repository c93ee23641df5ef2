//! Signals: all of them are blocked in our own processes and taken one by one.

use super::{Result, check};
use std::mem::MaybeUninit;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};

/// Blocks every signal and returns what was blocked before.
pub fn block_all() -> Result<u64> {
    let (mut all, mut before) = (MaybeUninit::<libc::sigset_t>::uninit(), MaybeUninit::<libc::sigset_t>::uninit());
    // SAFETY: both sets are filled by the calls before they are read.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        check(libc::sigprocmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr()).into())?;
        // The kernel's set is the first 64 bits of glibc's.
        Ok(before.as_ptr().cast::<u64>().read_unaligned())
    }
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
