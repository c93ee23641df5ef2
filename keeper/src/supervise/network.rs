//! What the supervisor remembers about sockets.

use crate::prelude::*;
use crate::sys::landlock::Ruleset;
use crate::sys::{Errno, process, socket};
use alloc::collections::BTreeSet;
use core::cell::RefCell;

/// Abstract names that the jail may bind.
const MOST_ABSTRACT_NAMES: usize = 4096;

pub struct Network {
    /// The policy's word on internet sockets.
    pub allowed: bool,
    /// Whether descriptors of targets can be copied. Without (stock Docker forbids it) every call that would have to be
    /// performed on a copy is refused, and the sockets with which such calls could be disguised are not made.
    pub copies: bool,
    /// The jail's domain, for threads that act with a path as the target wrote it.
    pub ruleset: Option<Ruleset>,
    abstract_names: RefCell<BTreeSet<Vec<u8>>>,
}

impl Network {
    pub fn new(allowed: bool, ruleset: Option<Ruleset>) -> Network {
        Network {
            allowed,
            copies: socket::copy_descriptor(process::id(), 0).is_ok() || process_has_no_standard_input(),
            ruleset,
            abstract_names: RefCell::default(),
        }
    }

    /// Remembers that the jail itself listens on an abstract name.
    pub fn bound_abstract(&self, name: &[u8]) {
        let mut names = self.abstract_names.borrow_mut();
        if names.len() < MOST_ABSTRACT_NAMES {
            names.insert(name.to_vec());
        }
    }

    pub fn is_own_abstract(&self, name: &[u8]) -> bool {
        self.abstract_names.borrow().contains(name)
    }
}

fn process_has_no_standard_input() -> bool {
    matches!(socket::copy_descriptor(process::id(), 0), Err(Errno(libc::EBADF)))
}
