//! Waiting for several descriptors as one (epoll(7)), and for time as a descriptor (timerfd_create(2)).

use super::fd::{OwnedFd, RawFd};
use super::{Result, bare, file};

/// struct epoll_event, which is packed on x86-64.
#[repr(C, packed)]
struct Event {
    events: u32,
    key: u64,
}

/// Readable while one of its descriptors is.
pub struct Gathering(OwnedFd);

impl Gathering {
    pub fn new() -> Result<Gathering> {
        let fd = bare::numbers(libc::SYS_epoll_create1, [libc::EPOLL_CLOEXEC as usize, 0, 0, 0, 0, 0])?;
        Ok(Gathering(OwnedFd::adopt(fd as RawFd)))
    }

    pub fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    fn control(&self, operation: i32, fd: RawFd) -> Result<()> {
        let event = Event { events: libc::EPOLLIN as u32, key: fd as u64 };
        let address = (&raw const event) as usize;
        let arguments = [self.as_raw_fd() as usize, operation as usize, fd as usize, address, 0, 0];
        // SAFETY: event is a struct epoll_event, which the kernel only reads.
        unsafe { bare::call(libc::SYS_epoll_ctl, arguments) }.map(drop)
    }

    pub fn add(&self, fd: RawFd) -> Result<()> {
        self.control(libc::EPOLL_CTL_ADD, fd)
    }

    pub fn remove(&self, fd: RawFd) {
        let _ = self.control(libc::EPOLL_CTL_DEL, fd);
    }
}

/// Readable once in every period.
pub struct Ticker(OwnedFd);

impl Ticker {
    pub fn new(period_ms: i64) -> Result<Ticker> {
        let flags = (libc::TFD_CLOEXEC | libc::TFD_NONBLOCK) as usize;
        let fd = bare::numbers(libc::SYS_timerfd_create, [libc::CLOCK_MONOTONIC as usize, flags, 0, 0, 0, 0])?;
        let ticker = Ticker(OwnedFd::adopt(fd as RawFd));
        let period = libc::timespec { tv_sec: period_ms / 1000, tv_nsec: period_ms % 1000 * 1_000_000 };
        let times = libc::itimerspec { it_interval: period, it_value: period };
        let address = (&raw const times) as usize;
        // SAFETY: times is a struct itimerspec, which the kernel only reads.
        unsafe { bare::call(libc::SYS_timerfd_settime, [ticker.as_raw_fd() as usize, 0, address, 0, 0, 0]) }?;
        Ok(ticker)
    }

    pub fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    /// Takes note of the periods that have passed.
    pub fn clear(&self) {
        let _ = file::read(self.as_raw_fd(), &mut [0; 8]);
    }
}
