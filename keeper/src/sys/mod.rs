//! Every system call that the keeper makes, and the only unsafe code of the project.
//!
//! There is no libc: a keeper starts with every jail, and what libc does before `main` would cost it more than all that it
//! does itself. `bare` makes the calls; the other modules turn results into `Result` and own what they open.

pub mod bare;
pub mod capability;
pub mod directory;
pub mod event;
pub mod fd;
pub mod file;
pub mod landlock;
pub mod memory;
pub mod pid;
pub mod process;
pub mod registers;
pub mod seccomp;
pub mod signal;
pub mod socket;
pub mod startup;
pub mod trace;
pub mod tracee;

use core::fmt;

/// An errno(3) value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Errno(pub i32);

impl Errno {
    /// Whether there was not enough of something: of what was asked about, this says nothing.
    pub fn is_shortage(self) -> bool {
        matches!(self.0, libc::EMFILE | libc::ENFILE | libc::ENOMEM | libc::EAGAIN)
    }
}

impl fmt::Debug for Errno {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "errno {}", self.0)
    }
}

pub type Result<T> = core::result::Result<T, Errno>;
