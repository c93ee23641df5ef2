//! The Landlock domain: what the kernel refuses whatever the keeper thinks (landlock(7)).

use crate::prelude::*;
use crate::policy::access::Access;
use crate::policy::rules::Rules;
use crate::protocol::order::{OnJailbreak, Order};
use crate::sys::landlock::{
    self, BIND_TCP, CONNECT_TCP, EXECUTE, IOCTL_DEV, MAKE_BLOCK, MAKE_CHAR, READ_DIR, READ_FILE, Ruleset,
    RulesetAttributes, SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL, TRUNCATE, WRITE_FILE,
};
use crate::sys::{Errno, file};

/// All file rights that an ABI knows.
pub fn rights(abi: u32) -> u64 {
    let count = match abi {
        0 => 0,
        1 => 13,
        2 => 14,
        3 | 4 => 15,
        _ => 16,
    };
    (1 << count) - 1
}

/// Rights that a rule on a file, not a directory, may have.
const OF_FILES: u64 = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

/// What execve(2) itself needs: the kernel opens the file for reading and execution.
const TO_EXECUTE: u64 = EXECUTE | READ_FILE;

/// Devices are never made in a jail.
const NEVER: u64 = MAKE_CHAR | MAKE_BLOCK;

fn rights_of(access: Access, is_directory: bool, abi: u32) -> u64 {
    let wanted = match access {
        Access::READ => EXECUTE | READ_FILE | READ_DIR,
        Access::WRITE => rights(abi) & !NEVER,
        Access::DEVICE => READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV,
        _ => 0,
    };
    wanted & rights(abi) & if is_directory { u64::MAX } else { OF_FILES }
}

fn attributes(abi: u32, network: bool) -> RulesetAttributes {
    RulesetAttributes {
        handled_access_fs: rights(abi),
        handled_access_net: if abi >= 4 && !network { BIND_TCP | CONNECT_TCP } else { 0 },
        scoped: if abi >= 6 { SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL } else { 0 },
    }
}

/// What the target restricts itself with.
pub struct Domain {
    /// None in log mode.
    pub ruleset: Option<Ruleset>,
    /// Whether it lets more be read and executed than the rules do.
    pub is_wide: bool,
}

/// A rule that cannot be used, with its path.
pub struct BadRule {
    pub path: Vec<u8>,
    pub errno: Errno,
}

/// Opens every path of the order once: Landlock gets the object, the rules its canonical name.
/// Without an ABI (log mode) only the rules are filled. A path that is not there yet is allowed by name, and performed.
pub fn build(order: &Order, rules: &mut Rules, abi: Option<u32>) -> Result<Domain, BadRule> {
    let mut is_wide = false;
    for path in &order.deny {
        if let Ok(object) = file::open(libc::AT_FDCWD, path, libc::O_PATH | libc::O_CLOEXEC, 0) {
            let canonical = file::read_link(libc::AT_FDCWD, &descriptor_path(object.as_raw_fd()))
                .map_err(|errno| BadRule { path: path.clone(), errno })?;
            rules.deny(&canonical);
        }
    }
    let ruleset = match abi {
        None => None,
        Some(abi) => Some(
            Ruleset::new(attributes(abi, order.network), abi).map_err(|errno| BadRule { path: Vec::new(), errno })?,
        ),
    };
    // To execute what no rule of Landlock can name, the domain must be wider than the rules: then every exec is verified,
    // and every file is opened by the keeper.
    let mut anywhere = !order.allow_patterns.is_empty() || order.on_jailbreak == OnJailbreak::Ask;
    for allowed in &order.allow {
        let bad = |errno| BadRule { path: allowed.path.clone(), errno };
        let object = match file::open(libc::AT_FDCWD, &allowed.path, libc::O_PATH | libc::O_CLOEXEC, 0) {
            Ok(object) => object,
            Err(_) if allowed.optional => continue,
            Err(Errno(libc::ENOENT | libc::ENOTDIR | libc::EACCES)) => {
                rules.allow(&allowed.path, allowed.access, false);
                anywhere |= allowed.access.includes(Access::EXECUTE);
                continue;
            }
            Err(errno) => return Err(bad(errno)),
        };
        let canonical = file::read_link(libc::AT_FDCWD, &descriptor_path(object.as_raw_fd())).map_err(bad)?;
        let granted = allowed.access != Access::LIST && !rules.has_holes(&canonical);
        rules.allow(&canonical, allowed.access, granted);
        let (Some(ruleset), Some(abi)) = (&ruleset, abi) else { continue };
        if !granted {
            if allowed.access.includes(Access::EXECUTE) {
                is_wide = true;
                ruleset.allow(object.as_raw_fd(), TO_EXECUTE).map_err(bad)?;
            }
            continue;
        }
        let is_directory = file::stat(object.as_raw_fd()).map_err(bad)?.st_mode & libc::S_IFMT == libc::S_IFDIR;
        ruleset.allow(object.as_raw_fd(), rights_of(allowed.access, is_directory, abi)).map_err(bad)?;
    }
    if let (Some(ruleset), true) = (&ruleset, anywhere) {
        is_wide = true;
        let bad = |errno| BadRule { path: b"/".to_vec(), errno };
        let root = file::open(libc::AT_FDCWD, b"/", libc::O_PATH | libc::O_CLOEXEC, 0).map_err(bad)?;
        ruleset.allow(root.as_raw_fd(), TO_EXECUTE).map_err(bad)?;
    }
    Ok(Domain { ruleset, is_wide })
}

fn descriptor_path(fd: i32) -> Vec<u8> {
    [b"/proc/self/fd/".as_slice(), &file::number(fd as u64)].concat()
}

/// The ABI to use: the kernel's, or the cap of a test. None without Landlock.
pub fn usable_abi(cap: Option<u32>) -> Option<u32> {
    let abi = landlock::abi().ok()?;
    let abi = cap.map_or(abi, |cap| abi.min(cap));
    (abi > 0).then_some(abi)
}
