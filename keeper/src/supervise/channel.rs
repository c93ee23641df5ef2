//! The supervisor's end of the channel to the library.

use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::{Errno, Result, file, process};

pub struct Channel {
    fd: OwnedFd,
    received: Vec<u8>,
    broken: bool,
    /// Whose end ends every wait for the library; 0 in the guard itself.
    guard: i32,
}

/// How often to look whether the guard lives, while the library does not read.
const PATIENCE_MS: i32 = 100;

/// Verdicts are short; a library that sends more than this without a line feed is not ours.
const LONGEST_LINE: usize = 4096;

impl Channel {
    pub fn new(fd: OwnedFd) -> Channel {
        Channel { fd, received: Vec::new(), broken: false, guard: 0 }
    }

    pub fn fd(&self) -> RawFd {
        self.fd.as_raw_fd()
    }

    /// From now on a library that reads slowly is waited for only as long as the guard lives.
    pub fn outlive_no_guard(&mut self, guard: i32) {
        self.guard = guard;
        let _ = file::control(self.fd(), libc::F_GETFL, 0)
            .and_then(|flags| file::control(self.fd(), libc::F_SETFL, flags | libc::O_NONBLOCK));
    }

    /// Whether the library is gone.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Reads a whole order.
    pub fn read_order(&mut self, is_complete: impl Fn(&[u8]) -> bool, limit: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        let mut chunk = [0; 16 * 1024];
        loop {
            match file::read(self.fd(), &mut chunk) {
                Ok(0) => return Err(Errno(libc::EPIPE)),
                Ok(count) => bytes.extend_from_slice(&chunk[..count]),
                Err(Errno(libc::EINTR)) => continue,
                Err(errno) => return Err(errno),
            }
            if is_complete(&bytes) {
                return Ok(bytes);
            }
            if bytes.len() > limit {
                return Err(Errno(libc::EMSGSIZE));
            }
        }
    }

    /// Writes whole lines. Waits while the library reads slowly: the jail is held back rather than a line lost.
    pub fn write(&mut self, mut lines: &[u8]) {
        while !lines.is_empty() && !self.broken {
            match file::write(self.fd(), lines) {
                Ok(count) => lines = &lines[count..],
                Err(Errno(libc::EINTR)) => {}
                Err(Errno(libc::EAGAIN)) => {
                    let _ = file::poll([(self.fd(), libc::POLLOUT)], PATIENCE_MS);
                    self.broken = process::parent_id() != self.guard;
                }
                Err(_) => self.broken = true,
            }
        }
    }

    /// Takes what has arrived; whole lines go to `take`. Only to be called when the descriptor is readable.
    pub fn receive(&mut self, mut take: impl FnMut(&[u8])) {
        let mut chunk = [0; 4096];
        match file::read(self.fd(), &mut chunk) {
            Ok(0) => self.broken = true,
            Ok(count) => self.received.extend_from_slice(&chunk[..count]),
            Err(Errno(libc::EINTR | libc::EAGAIN)) => {}
            Err(_) => self.broken = true,
        }
        while let Some(end) = self.received.iter().position(|&byte| byte == b'\n') {
            take(&self.received[..end]);
            self.received.drain(..=end);
        }
        if self.received.len() > LONGEST_LINE {
            self.broken = true;
        }
    }
}
