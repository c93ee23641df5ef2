//! landlock(7). Our own constants: the headers of distributions stop at older ABIs.

use super::{Result, check};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

pub const EXECUTE: u64 = 1 << 0;
pub const WRITE_FILE: u64 = 1 << 1;
pub const READ_FILE: u64 = 1 << 2;
pub const READ_DIR: u64 = 1 << 3;
pub const MAKE_CHAR: u64 = 1 << 6;
pub const MAKE_BLOCK: u64 = 1 << 11;
pub const TRUNCATE: u64 = 1 << 14;
pub const IOCTL_DEV: u64 = 1 << 15;
pub const BIND_TCP: u64 = 1 << 0;
pub const CONNECT_TCP: u64 = 1 << 1;
pub const SCOPE_ABSTRACT_UNIX_SOCKET: u64 = 1 << 0;
pub const SCOPE_SIGNAL: u64 = 1 << 1;

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct RulesetAttributes {
    pub handled_access_fs: u64,
    pub handled_access_net: u64,
    pub scoped: u64,
}

#[repr(C, packed)]
struct PathBeneath {
    allowed_access: u64,
    parent_fd: i32,
}

/// The ABI of the running kernel; an error where there is no Landlock.
pub fn abi() -> Result<u32> {
    const VERSION: u32 = 1;
    // SAFETY: with the VERSION flag the kernel reads no attributes.
    check(unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<u8>(), 0usize, VERSION) })
        .map(|abi| abi as u32)
}

pub struct Ruleset(OwnedFd);

impl Ruleset {
    pub fn new(attributes: RulesetAttributes, abi: u32) -> Result<Ruleset> {
        let size: usize = match abi {
            0..=3 => 8,
            4..=5 => 16,
            _ => 24,
        };
        // SAFETY: attributes is at least size bytes long.
        let fd = check(unsafe {
            libc::syscall(libc::SYS_landlock_create_ruleset, &raw const attributes, size, 0u32)
        })?;
        // SAFETY: a fresh descriptor that nobody else owns.
        Ok(Ruleset(unsafe { OwnedFd::from_raw_fd(fd as RawFd) }))
    }

    pub fn allow(&self, object: RawFd, allowed_access: u64) -> Result<()> {
        const PATH_BENEATH: u32 = 1;
        let rule = PathBeneath { allowed_access, parent_fd: object };
        // SAFETY: rule is a landlock_path_beneath_attr.
        check(unsafe {
            libc::syscall(libc::SYS_landlock_add_rule, self.0.as_raw_fd(), PATH_BENEATH, &raw const rule, 0u32)
        })
        .map(drop)
    }

    pub fn fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    pub fn restrict_self(&self) -> Result<()> {
        // SAFETY: only restricts the calling thread.
        check(unsafe { libc::syscall(libc::SYS_landlock_restrict_self, self.0.as_raw_fd(), 0u32) }).map(drop)
    }
}
