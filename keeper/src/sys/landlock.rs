//! landlock(7). Our own constants: the headers of distributions stop at older ABIs.

use super::fd::{OwnedFd, RawFd};
use super::{Result, bare};

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
    const VERSION: usize = 1;
    bare::numbers(libc::SYS_landlock_create_ruleset, [0, 0, VERSION, 0, 0, 0]).map(|abi| abi as u32)
}

pub struct Ruleset(OwnedFd);

impl Ruleset {
    pub fn new(attributes: RulesetAttributes, abi: u32) -> Result<Ruleset> {
        let size: usize = match abi {
            0..=3 => 8,
            4..=5 => 16,
            _ => 24,
        };
        let arguments = [(&raw const attributes) as usize, size, 0, 0, 0, 0];
        // SAFETY: attributes is at least size bytes long.
        let fd = unsafe { bare::call(libc::SYS_landlock_create_ruleset, arguments) }?;
        Ok(Ruleset(OwnedFd::adopt(fd as RawFd)))
    }

    pub fn allow(&self, object: RawFd, allowed_access: u64) -> Result<()> {
        const PATH_BENEATH: usize = 1;
        let rule = PathBeneath { allowed_access, parent_fd: object };
        let arguments = [self.fd() as usize, PATH_BENEATH, (&raw const rule) as usize, 0, 0, 0];
        // SAFETY: rule is a landlock_path_beneath_attr.
        unsafe { bare::call(libc::SYS_landlock_add_rule, arguments) }.map(drop)
    }

    pub fn fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    /// Restricts the calling thread alone.
    pub fn restrict_self(&self) -> Result<()> {
        bare::restrict_self(self.fd())
    }
}
