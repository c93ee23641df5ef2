//! Paths that were opened before and found to be granted. What a path leads to may have changed since, so it is asked
//! again which file it is: one call instead of three. If it is the same file, the kernel, which judges every granted open
//! by itself, may go on. Where Landlock is wider than the rules this is not used.
//!
//! Most of what a program opens lies where nothing in its jail can change what a name means. There one question in a
//! period is enough: only somebody outside could have changed it, and then it is still the kernel that refuses.

use super::caller::Caller;
use super::settled::is_settled;
use super::verify::Identity;
use crate::policy::access::Access;
use crate::policy::rules::Rules;
use crate::prelude::*;
use crate::sys::{Result, file};
use core::cell::{Cell, RefCell};

/// A power of two. Two paths that meet in a place take turns in it.
const PLACES: usize = 512;

struct Known {
    path: Vec<u8>,
    needed: Access,
    follow: bool,
    identity: Identity,
    /// Nothing on the way can be changed from inside.
    is_settled: bool,
    /// The period in which it was asked last.
    asked: Cell<u32>,
}

enum Place {
    Empty,
    /// A path with this hash was seen once. Most are never seen again.
    Seen(u64),
    Known(Known),
}

pub struct Familiar {
    places: RefCell<Vec<Place>>,
    period: Cell<u32>,
}

/// FNV-1a.
fn hash(path: &[u8]) -> u64 {
    path.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the caller's path leads to, in one call. Through `/proc` of ourselves it may lead elsewhere than for the caller:
/// then it is another file, and the path is resolved anew.
fn identify(caller: &Caller, path: &[u8], follow: bool) -> Result<Identity> {
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let status = if path.first() == Some(&b'/') {
        file::stat_at(libc::AT_FDCWD, path, flags)
    } else {
        file::stat_at(libc::AT_FDCWD, &[&caller.proc_path(b"/cwd/"), path].concat(), flags)
    };
    status.map(|status| Identity::of(&status))
}

impl Known {
    /// Whether the path still leads to the file that was granted.
    fn holds(&self, caller: &Caller, period: u32) -> bool {
        if self.is_settled && self.asked.get() == period {
            return true;
        }
        let holds = identify(caller, &self.path, self.follow) == Ok(self.identity);
        if holds {
            self.asked.set(period);
        }
        holds
    }
}

impl Familiar {
    pub fn new() -> Familiar {
        Familiar { places: RefCell::new((0..PLACES).map(|_| Place::Empty).collect()), period: Cell::new(0) }
    }

    /// A new period: everything is asked about again.
    pub fn doubt(&self) {
        self.period.set(self.period.get().wrapping_add(1));
    }

    /// Whether this path of the caller still leads to the file for which this access was granted.
    pub fn is_granted(&self, caller: &Caller, path: &[u8], needed: Access, follow: bool) -> bool {
        match &self.places.borrow()[hash(path) as usize % PLACES] {
            Place::Known(known) => {
                known.path == path
                    && known.needed.includes(needed)
                    && known.follow == follow
                    && known.holds(caller, self.period.get())
            }
            _ => false,
        }
    }

    /// Remembers a grant, from the second time on.
    pub fn note(&self, rules: &Rules, path: &[u8], needed: Access, follow: bool, object: i32) {
        let hash = hash(path);
        let place = &mut self.places.borrow_mut()[hash as usize % PLACES];
        *place = match place {
            Place::Seen(seen) if *seen == hash => match file::stat(object) {
                Ok(status) => Place::Known(Known {
                    path: path.to_vec(),
                    needed,
                    follow,
                    identity: Identity::of(&status),
                    is_settled: path.first() == Some(&b'/') && is_settled(rules, path),
                    asked: Cell::new(self.period.get()),
                }),
                Err(_) => Place::Empty,
            },
            _ => Place::Seen(hash),
        };
    }
}
