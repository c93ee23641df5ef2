//! Descriptors that close themselves.

use super::bare;

pub type RawFd = i32;

/// A descriptor of this process, closed when it is dropped.
#[derive(Debug)]
pub struct OwnedFd(RawFd);

impl OwnedFd {
    /// Takes over a descriptor that nobody else owns.
    pub fn adopt(fd: RawFd) -> OwnedFd {
        OwnedFd(fd)
    }

    /// Gives up ownership: nobody closes it.
    pub fn release(self) -> RawFd {
        let fd = self.0;
        core::mem::forget(self);
        fd
    }

    pub fn as_raw_fd(&self) -> RawFd {
        self.0
    }
}

impl Drop for OwnedFd {
    fn drop(&mut self) {
        bare::close(self.0);
    }
}
