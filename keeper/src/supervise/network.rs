//! What the supervisor remembers about sockets.

use super::tree::Tree;
use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::landlock::Ruleset;
use crate::sys::{Errno, Result, directory, file, process, socket};
use alloc::collections::BTreeMap;
use core::cell::RefCell;

/// Abstract names that the jail may bind.
const MOST_ABSTRACT_NAMES: usize = 4096;

/// Who is behind an abstract name.
pub enum AbstractHolder {
    Own(OwnedFd),
    /// It was the jail's own and is no more.
    Gone,
    Unknown,
}

pub struct Network {
    /// The policy's word on internet sockets.
    pub allowed: bool,
    /// Whether descriptors of targets can be copied. Without (stock Docker forbids it) every call that would have to be
    /// performed on a copy is refused, and the sockets with which such calls could be disguised are not made.
    pub copies: bool,
    /// Whether sockets of datagrams are made that hear nothing. Where a function decides, it may let an answer be asked for.
    pub deafens: bool,
    /// The jail's domain, for threads that act with a path as the target wrote it.
    pub ruleset: Option<Ruleset>,
    abstract_names: RefCell<BTreeMap<AbstractName, u64>>,
}

/// Sockets of different types do not share their abstract names.
type AbstractName = (i32, Vec<u8>);

impl Network {
    pub fn new(allowed: bool, asks: bool, ruleset: Option<Ruleset>) -> Network {
        Network {
            allowed,
            deafens: !asks,
            copies: socket::copy_descriptor(process::id(), 0).is_ok() || process_has_no_standard_input(),
            ruleset,
            abstract_names: RefCell::default(),
        }
    }

    pub fn needed(&self) -> Option<RawFd> {
        self.ruleset.as_ref().map(Ruleset::fd)
    }

    /// Remembers that a socket of the jail's got an abstract name.
    pub fn bound_abstract(&self, socket: RawFd, name: &[u8]) -> Result<()> {
        let key = (socket::kind(socket)?, name.to_vec());
        let inode = file::stat(socket)?.st_ino;
        let mut names = self.abstract_names.borrow_mut();
        if names.len() < MOST_ABSTRACT_NAMES {
            names.insert(key, inode);
        }
        Ok(())
    }

    /// The jail's own socket behind an abstract name, held: as long as it is, nobody else can have the name. Whoever had it
    /// once may have let it go.
    pub fn holder_of_abstract(&self, tree: &Tree, kind: i32, name: &[u8]) -> AbstractHolder {
        let key = (kind, name.to_vec());
        let Some(inode) = self.abstract_names.borrow().get(&key).copied() else { return AbstractHolder::Unknown };
        let link = [b"socket:[".as_slice(), &file::number(inode), b"]"].concat();
        let is_bound = |copy: &OwnedFd| {
            file::stat(copy.as_raw_fd()).is_ok_and(|status| status.st_ino == inode)
                && socket::own_address(copy.as_raw_fd()).is_ok_and(|own| own == name)
        };
        for pid in tree.members() {
            let table = [b"/proc/".as_slice(), &file::number(pid as u64), b"/fd"].concat();
            for number in directory::names(&table).unwrap_or_default() {
                let entry = [table.as_slice(), b"/", &number].concat();
                if file::read_link(libc::AT_FDCWD, &entry).is_ok_and(|target| target == link)
                    && let Some(fd) = core::str::from_utf8(&number).ok().and_then(|number| number.parse().ok())
                    && let Ok(copy) = socket::copy_descriptor(pid, fd)
                    && is_bound(&copy)
                {
                    return AbstractHolder::Own(copy);
                }
            }
        }
        AbstractHolder::Gone
    }
}

fn process_has_no_standard_input() -> bool {
    matches!(socket::copy_descriptor(process::id(), 0), Err(Errno(libc::EBADF)))
}
