//! The Landlock domain: what the kernel refuses whatever the keeper thinks (landlock(7)).

use super::devices::{self, Search};
use crate::policy::access::Access;
use crate::policy::rules::Rules;
use crate::prelude::*;
use crate::protocol::order::{Allowed, OnJailbreak, Order, Pattern};
use crate::supervise::join;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::file::RESOLVE_NO_SYMLINKS;
use crate::sys::landlock::{
    self, BIND_TCP, CONNECT_TCP, EXECUTE, IOCTL_DEV, MAKE_BLOCK, MAKE_CHAR, READ_DIR, READ_FILE, Ruleset,
    RulesetAttributes, SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL, TRUNCATE, WRITE_FILE,
};
use crate::sys::{Errno, Result, directory, file};
use alloc::borrow::Cow;

/// What the kernel has judged by itself since which ABI. Before it the keeper performs, or refuses.
pub mod since {
    /// Another directory for a file (rename, link): refused altogether before.
    pub const REFER: u32 = 2;
    /// truncate(2), and opening for reading with O_TRUNC
    pub const TRUNCATE: u32 = 3;
    pub const TCP: u32 = 4;
    /// ioctl(2) on devices
    pub const IOCTL_DEV: u32 = 5;
    /// Signals and abstract unix sockets
    pub const SCOPES: u32 = 6;
}

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

fn rights_of(access: Access, abi: u32) -> u64 {
    let wanted = match access {
        Access::READ => EXECUTE | READ_FILE | READ_DIR,
        Access::CONTENT => READ_FILE | READ_DIR,
        Access::WRITE => rights(abi) & !NEVER,
        Access::DEVICE => READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV,
        _ => 0,
    };
    wanted & rights(abi)
}

fn attributes(abi: u32, network: bool) -> RulesetAttributes {
    RulesetAttributes {
        handled_access_fs: rights(abi),
        handled_access_net: if abi >= since::TCP && !network { BIND_TCP | CONNECT_TCP } else { 0 },
        scoped: if abi >= since::SCOPES { SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL } else { 0 },
    }
}

/// What the target restricts itself with.
pub struct Domain {
    /// None in log mode, and where there is no Landlock.
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
/// Without an ABI only the rules are filled; unless that is log mode, nothing is granted then: the keeper performs it all.
/// A path that is not there yet is allowed by name, and performed.
pub fn build(order: &Order, rules: &mut Rules, abi: Option<u32>) -> core::result::Result<Domain, BadRule> {
    let alone = abi.is_none() && order.on_jailbreak != OnJailbreak::Log;
    let mut is_wide = alone;
    for path in &order.deny {
        let canonical = canonical_or_absent(path).map_err(|errno| BadRule { path: path.clone(), errno })?;
        if let Some(canonical) = canonical {
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
    let executes = |(access, _): &(Access, Pattern)| access.includes(Access::EXECUTE);
    let mut search = Search::new();
    let anywhere = order.allow_patterns.iter().any(executes) || order.on_jailbreak == OnJailbreak::Ask;
    for allowed in with_trees_of_root(&order.allow).iter() {
        if is_root(allowed) {
            rules.allow(&allowed.path, allowed.access, false);
            continue;
        }
        let bad = |errno| BadRule { path: allowed.path.clone(), errno };
        if allowed.access == Access::CONTENT {
            rules.allow(&allowed.path, allowed.access, false);
            continue;
        }
        let (object, canonical) = match open_rule(&allowed.path) {
            Ok(opened) => opened,
            Err(errno) if allowed.optional && !errno.is_shortage() => continue,
            Err(Errno(libc::ENOENT | libc::ENOTDIR | libc::EACCES)) => {
                rules.allow(&allowed.path, allowed.access, false);
                if let (Some(ruleset), true) = (&ruleset, allowed.access.includes(Access::EXECUTE)) {
                    is_wide = true;
                    widen(ruleset, &allowed.path).map_err(bad)?;
                }
                continue;
            }
            Err(errno) => return Err(bad(errno)),
        };
        let commanded = abi.is_some_and(|abi| abi < since::IOCTL_DEV)
            && !allowed.access.includes(Access::CHANGE)
            && match allowed.optional {
                // Programs and what belongs to them, which the library knows.
                true => devices::belong_at(object.as_raw_fd(), &canonical),
                false => search.finds(object.as_raw_fd(), &canonical),
            };
        let granted = !alone && allowed.access != Access::LIST && !rules.has_holes(&canonical) && !commanded;
        rules.allow(&canonical, allowed.access, granted);
        let (Some(ruleset), Some(abi)) = (&ruleset, abi) else { continue };
        if granted {
            grant(ruleset, object.as_raw_fd(), allowed.access, abi).map_err(bad)?;
        } else if allowed.access.includes(Access::EXECUTE) {
            is_wide = true;
            ruleset.allow(object.as_raw_fd(), TO_EXECUTE).map_err(bad)?;
        }
    }
    if let (Some(ruleset), true) = (&ruleset, anywhere) {
        is_wide = true;
        widen(ruleset, b"/").map_err(|errno| BadRule { path: b"/".to_vec(), errno })?;
    }
    Ok(Domain { ruleset, is_wide })
}

/// That everything may be read does not open what other processes hold: /proc is left to the keeper.
fn is_root(allowed: &Allowed) -> bool {
    allowed.path == b"/" && allowed.access == Access::READ
}

/// A rule for `/` as the rules for what is in it but /proc, which Landlock can hold. What appears at the top later is read
/// by the keeper, and not executed.
fn with_trees_of_root(allow: &[Allowed]) -> Cow<'_, [Allowed]> {
    let mut all = Cow::Borrowed(allow);
    if allow.iter().any(is_root) {
        let names = directory::names(b"/").unwrap_or_default();
        let tree = |name: Vec<u8>| [b"/".as_slice(), &name].concat();
        let trees = names.into_iter().filter(|name| name != b"proc").map(tree);
        all.to_mut().extend(trees.map(|path| Allowed { access: Access::READ, path, optional: true }));
    }
    all
}

/// A domain that holds every rule by itself, for a jail in which the keeper performs nothing. What the keeper would open by
/// name is opened here; a directory of which only the names may be read cannot be had without what is below it.
pub fn build_unseen(order: &Order, abi: u32) -> core::result::Result<Ruleset, BadRule> {
    let bad = |path: &[u8], errno| BadRule { path: path.to_vec(), errno };
    let ruleset = Ruleset::new(attributes(abi, order.network), abi).map_err(|errno| bad(b"", errno))?;
    let held = |allowed: &&Allowed| allowed.access != Access::LIST && !is_root(allowed);
    for allowed in with_trees_of_root(&order.allow).iter().filter(held) {
        match open_rule(&allowed.path) {
            Ok((object, _)) => grant(&ruleset, object.as_raw_fd(), allowed.access, abi),
            Err(errno) if allowed.optional && !errno.is_shortage() => Ok(()),
            Err(errno) => Err(errno),
        }
        .map_err(|errno| bad(&allowed.path, errno))?;
    }
    Ok(ruleset)
}

/// The object of a rule and its canonical name, which most rules are written with already.
fn open_rule(path: &[u8]) -> Result<(OwnedFd, Vec<u8>)> {
    const PIN: i32 = libc::O_PATH | libc::O_CLOEXEC;
    // An order has no path with a detour.
    if let Ok(object) = file::open_how(libc::AT_FDCWD, path, PIN, 0, RESOLVE_NO_SYMLINKS) {
        return Ok((object, path.to_vec()));
    }
    let object = file::open(libc::AT_FDCWD, path, PIN, 0)?;
    let canonical = file::read_link(libc::AT_FDCWD, &descriptor_path(object.as_raw_fd()))?;
    Ok((object, canonical))
}

/// The canonical name of a path, whether there is something or not yet.
fn canonical_or_absent(path: &[u8]) -> Result<Option<Vec<u8>>> {
    match file::open(libc::AT_FDCWD, path, libc::O_PATH | libc::O_CLOEXEC, 0) {
        Ok(object) => file::read_link(libc::AT_FDCWD, &descriptor_path(object.as_raw_fd())).map(Some),
        Err(errno) if errno.is_shortage() => Err(errno),
        Err(_) => name_of_absent(path),
    }
}

/// The canonical name of what is not there yet: its directories followed as far as they exist, and dangling links too.
fn name_of_absent(path: &[u8]) -> Result<Option<Vec<u8>>> {
    const PIN: i32 = libc::O_PATH | libc::O_CLOEXEC | libc::O_NOFOLLOW;
    const MOST_SYMLINKS: usize = 40;
    let parts = |path: &[u8]| -> Vec<Vec<u8>> {
        path.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).rev().map(<[u8]>::to_vec).collect()
    };
    let (mut rest, mut name, mut symlinks) = (parts(path), b"/".to_vec(), 0);
    while let Some(part) = rest.pop() {
        let next = join(&name, &part);
        match file::open(libc::AT_FDCWD, &next, PIN, 0).and_then(|object| file::read_link(object.as_raw_fd(), b"")) {
            Ok(target) => {
                symlinks += 1;
                if symlinks > MOST_SYMLINKS {
                    return Ok(None);
                }
                if target.first() == Some(&b'/') {
                    name = b"/".to_vec();
                }
                rest.extend(parts(&target));
            }
            Err(errno) if errno.is_shortage() => return Err(errno),
            // Not a link, or nothing at all.
            Err(_) => name = next,
        }
    }
    Ok(Some(name))
}

/// A directory gets all rights of its access, a file those that files can have: the kernel knows which it is.
fn grant(ruleset: &Ruleset, object: RawFd, access: Access, abi: u32) -> Result<()> {
    let rights = rights_of(access, abi);
    match ruleset.allow(object, rights) {
        Err(Errno(libc::EINVAL)) => ruleset.allow(object, rights & OF_FILES),
        outcome => outcome,
    }
}

/// Lets everything at `path` be executed, or below the nearest directory above it that exists.
fn widen(ruleset: &Ruleset, path: &[u8]) -> Result<()> {
    let mut path = path;
    loop {
        match file::open(libc::AT_FDCWD, path, libc::O_PATH | libc::O_CLOEXEC, 0) {
            Ok(object) => return ruleset.allow(object.as_raw_fd(), TO_EXECUTE),
            Err(errno) if path == b"/" => return Err(errno),
            Err(_) => {
                let end = path.iter().rposition(|&byte| byte == b'/').unwrap_or(0);
                path = if end == 0 { b"/" } else { &path[..end] };
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// include/uapi/linux/landlock.h of each kernel, by hand.
    #[test]
    fn an_abi_is_asked_for_nothing_that_it_does_not_know() {
        let files = [0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff, 0xffff, 0xffff];
        let ports = [0, 0, 0, 3, 3, 3, 3];
        let scopes = [0, 0, 0, 0, 0, 3, 3];
        for abi in 1..=7 {
            let at = abi as usize - 1;
            let RulesetAttributes { handled_access_fs, handled_access_net, scoped } = attributes(abi, false);
            assert_eq!(
                (handled_access_fs, handled_access_net, scoped),
                (files[at], ports[at], scopes[at]),
                "ABI {abi}"
            );
            assert_eq!(attributes(abi, true).handled_access_net, 0);
            assert_eq!(rights_of(Access::WRITE, abi) & !files[at], 0);
            assert_eq!(rights_of(Access::READ, abi) & IOCTL_DEV, 0);
        }
    }
}
