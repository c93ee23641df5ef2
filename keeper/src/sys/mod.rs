//! Every system call that the keeper makes, and the only unsafe code of the project.
//! The functions are thin: they turn a return value into a `Result` and own what they open.

pub mod bare;
pub mod capability;
pub mod directory;
pub mod file;
pub mod landlock;
pub mod memory;
pub mod process;
pub mod seccomp;
pub mod signal;
pub mod socket;
pub mod trace;

use std::fmt;

/// An errno(3) value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Errno(pub i32);

impl Errno {
    pub fn last() -> Errno {
        Errno(std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO))
    }
}

impl fmt::Debug for Errno {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "errno {}", self.0)
    }
}

pub type Result<T> = std::result::Result<T, Errno>;

/// Turns the -1 of a libc function into the errno it left behind.
pub(crate) fn check(returned: i64) -> Result<i64> {
    if returned < 0 { Err(Errno::last()) } else { Ok(returned) }
}

/// One of the arguments with which the program was started.
pub fn argument<'a>(count: i32, arguments: *const *const libc::c_char, index: i32) -> Option<&'a std::ffi::CStr> {
    if index >= count {
        return None;
    }
    // SAFETY: main() gets count pointers to strings that live as long as the process.
    Some(unsafe { std::ffi::CStr::from_ptr(*arguments.add(index as usize)) })
}
