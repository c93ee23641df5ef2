//! Paths that were opened before and found to be granted. What a path leads to may have changed since, so it is asked
//! again which file it is: one call instead of three. If it is the same file, the kernel, which judges every granted open
//! by itself, may go on. Where Landlock is wider than the rules this is not used.

use super::caller::Caller;
use super::verify::Identity;
use crate::policy::access::Access;
use crate::prelude::*;
use crate::sys::{Result, file};
use core::cell::RefCell;

/// A power of two. Two paths that meet in a place take turns in it.
const PLACES: usize = 512;

struct Known {
    path: Vec<u8>,
    needed: Access,
    follow: bool,
    identity: Identity,
}

enum Place {
    Empty,
    /// A path with this hash was seen once. Most are never seen again.
    Seen(u64),
    Known(Known),
}

pub struct Familiar(RefCell<Vec<Place>>);

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

impl Familiar {
    pub fn new() -> Familiar {
        Familiar(RefCell::new((0..PLACES).map(|_| Place::Empty).collect()))
    }

    /// Whether this path of the caller still leads to the file for which this access was granted.
    pub fn is_granted(&self, caller: &Caller, path: &[u8], needed: Access, follow: bool) -> bool {
        match &self.0.borrow()[hash(path) as usize % PLACES] {
            Place::Known(known) => {
                known.path == path
                    && known.needed.includes(needed)
                    && known.follow == follow
                    && identify(caller, path, follow) == Ok(known.identity)
            }
            _ => false,
        }
    }

    /// Remembers a grant, from the second time on.
    pub fn note(&self, path: &[u8], needed: Access, follow: bool, object: i32) {
        let hash = hash(path);
        let place = &mut self.0.borrow_mut()[hash as usize % PLACES];
        *place = match place {
            Place::Seen(seen) if *seen == hash => match file::stat(object) {
                Ok(status) => {
                    Place::Known(Known { path: path.to_vec(), needed, follow, identity: Identity::of(&status) })
                }
                Err(_) => Place::Empty,
            },
            _ => Place::Seen(hash),
        };
    }
}
