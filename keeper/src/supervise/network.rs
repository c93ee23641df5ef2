//! What the supervisor remembers about sockets, and who waits for those that block.

use super::caller::Credentials;
use super::request::Answer;
use crate::sys::landlock::Ruleset;
use crate::sys::seccomp::Listener;
use crate::sys::{Errno, Result, process, socket};
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many calls may wait for a peer at a time; the next one is told to try again.
const MOST_WAITING: usize = 256;

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
    abstract_names: RefCell<HashSet<Vec<u8>>>,
    waiting: Arc<AtomicUsize>,
    listener: Arc<Listener>,
}

impl Network {
    pub fn new(allowed: bool, ruleset: Option<Ruleset>, listener: Arc<Listener>) -> Network {
        Network {
            allowed,
            copies: socket::copy_descriptor(process::id(), 0).is_ok() || process_has_no_standard_input(),
            ruleset,
            abstract_names: RefCell::default(),
            waiting: Arc::default(),
            listener,
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

    /// Runs an action that may wait in a thread of its own, as the target's user, and answers from there.
    pub fn later(
        &self,
        id: u64,
        credentials: &Credentials,
        action: impl FnOnce() -> Result<i64> + Send + 'static,
    ) -> Answer {
        let credentials = credentials.clone();
        let (listener, waiting) = (Arc::clone(&self.listener), Arc::clone(&self.waiting));
        if waiting.fetch_add(1, Ordering::AcqRel) >= MOST_WAITING {
            waiting.fetch_sub(1, Ordering::AcqRel);
            return Answer::Fail(Errno(libc::EAGAIN));
        }
        let counter = Arc::clone(&waiting);
        let spawned = std::thread::Builder::new().stack_size(64 * 1024).spawn(move || {
            let outcome = take_on(&credentials).and_then(|()| action());
            let _ = match outcome {
                Ok(value) => listener.succeed(id, value),
                Err(errno) => listener.fail(id, errno),
            };
            counter.fetch_sub(1, Ordering::AcqRel);
        });
        match spawned {
            Ok(_) => Answer::Later,
            Err(_) => {
                waiting.fetch_sub(1, Ordering::AcqRel);
                Answer::Fail(Errno(libc::EAGAIN))
            }
        }
    }
}

fn process_has_no_standard_input() -> bool {
    matches!(socket::copy_descriptor(process::id(), 0), Err(Errno(libc::EBADF)))
}

fn take_on(credentials: &Credentials) -> Result<()> {
    let (user, group) = crate::sys::capability::effective_ids();
    if (user, group) == (credentials.user, credentials.group) {
        return Ok(());
    }
    socket::become_user(credentials.user, credentials.group)
}
