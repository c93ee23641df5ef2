//! A short way through trees that Landlock holds as a whole. Where a path starts at the root of such a tree (its *ground*),
//! or in a directory that lies in one, the kernel itself says whether it stays beneath (openat2(2), RESOLVE_BENEATH): what
//! it then leads to is granted, or is not there, and its canonical name does not matter. Whatever leaves, passes a magic
//! link or is refused is looked at the long way.
//!
//! An answer from here is "go on", so that the kernel judges again; what others outside do to the trees meanwhile can make
//! an answer wrong, never an access right. It is forgotten in every period.

use super::caller::Caller;
use super::settled::is_settled;
use crate::policy::access::Access;
use crate::policy::rules::{Rules, ancestors};
use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::file::{self, FileId, RESOLVE_BENEATH, RESOLVE_NO_MAGICLINKS};
use crate::sys::{Errno, Result};
use alloc::rc::Rc;
use core::cell::RefCell;

const PIN: i32 = libc::O_PATH | libc::O_CLOEXEC;

/// Working directories and directory descriptors that are remembered at a time.
const MOST_BASES: usize = 16;

/// Likewise roots: a policy may have many more rules than we may have descriptors.
const MOST_ROOTS: usize = 64;

/// What lies at a path, as seen from its ground.
pub enum Found {
    Object(OwnedFd),
    /// The last name is absent in a directory that is there.
    Absent,
    /// There is no such directory.
    Nowhere,
}

/// A directory, and what Landlock grants to everything beneath it.
struct Ground {
    directory: OwnedFd,
    access: Access,
}

/// Where systems with a merged /usr have links at the top.
const TOP_LINKS: [&[u8]; 4] = [b"/bin", b"/lib", b"/lib64", b"/sbin"];

#[derive(Default)]
struct Known {
    /// By the path of a granted rule. None: no directory, or not to be relied on.
    roots: Vec<(Vec<u8>, Option<Rc<Ground>>)>,
    /// Links at the top, and the directories that they lead to.
    top: Option<Vec<(&'static [u8], Vec<u8>)>>,
    /// By identity.
    bases: Vec<(FileId, Option<Rc<Ground>>)>,
    /// Where the last one that was forgotten stood.
    oldest: usize,
}

#[derive(Default)]
pub struct Grounds(RefCell<Known>);

impl Grounds {
    /// A new period.
    pub fn forget(&self) {
        let known = &mut *self.0.borrow_mut();
        known.roots.clear();
        known.top = None;
        known.bases.clear();
    }

    /// What is at `path` beneath a ground that grants `needed`. None is "look closer".
    pub fn look(
        &self,
        rules: &Rules,
        caller: &Caller,
        directory: i32,
        path: &[u8],
        needed: Access,
        follow: bool,
    ) -> Option<Found> {
        if path.first()? != &b'/' {
            let ground = self.base(rules, caller, directory, needed)?;
            return find(ground.directory.as_raw_fd(), path, follow);
        }
        match self.through_top(rules, path) {
            Some(path) => self.look_from_root(rules, &path, needed, follow),
            None => self.look_from_root(rules, path, needed, follow),
        }
    }

    fn look_from_root(&self, rules: &Rules, path: &[u8], needed: Access, follow: bool) -> Option<Found> {
        let (ground, rest) = self.root(rules, path, needed)?;
        find(ground.directory.as_raw_fd(), rest, follow)
    }

    /// The path without the link at the top that it begins with, if it does.
    fn through_top(&self, rules: &Rules, path: &[u8]) -> Option<Vec<u8>> {
        let top = &mut self.0.borrow_mut().top;
        let links = top.get_or_insert_with(|| if rules.lets_names_change_in(b"/") { Vec::new() } else { read_top() });
        links.iter().find_map(|(link, target)| {
            let rest = path.strip_prefix(*link).filter(|rest| rest.first() == Some(&b'/'))?;
            Some([target.as_slice(), rest].concat())
        })
    }

    /// The outermost rule above an absolute path that grants enough, and the rest of the path.
    fn root<'a>(&self, rules: &Rules, path: &'a [u8], needed: Access) -> Option<(Rc<Ground>, &'a [u8])> {
        let grants = |rule: &[u8]| rules.granted_at(rule).is_some_and(|access| access.includes(needed));
        let is_enough = |rule: &&[u8]| *rule != b"/" && grants(rule);
        let rule = ancestors(path).skip(1).filter(is_enough).last()?;
        let rest = &path[rule.len() + 1..];
        if rest.is_empty() || rest.first() == Some(&b'/') {
            return None;
        }
        let known = &mut *self.0.borrow_mut();
        let at = match known.roots.iter().position(|(path, _)| path == rule) {
            Some(at) => at,
            None => {
                if known.roots.len() >= MOST_ROOTS {
                    known.roots.clear();
                }
                known.roots.push((rule.to_vec(), open_root(rules, rule).map(Rc::new)));
                known.roots.len() - 1
            }
        };
        Some((known.roots[at].1.clone()?, rest))
    }

    /// The directory that a relative path starts from.
    fn base(&self, rules: &Rules, caller: &Caller, directory: i32, needed: Access) -> Option<Rc<Ground>> {
        let link = caller.directory_link(directory)?;
        let identity = file::identify(&link).ok()?;
        let known = &mut *self.0.borrow_mut();
        let at = match known.bases.iter().position(|(other, _)| *other == identity) {
            Some(at) => at,
            None => {
                let entry = (identity, open_base(rules, &link, identity).map(Rc::new));
                if known.bases.len() < MOST_BASES {
                    known.bases.push(entry);
                    known.bases.len() - 1
                } else {
                    known.oldest = (known.oldest + 1) % MOST_BASES;
                    known.bases[known.oldest] = entry;
                    known.oldest
                }
            }
        };
        known.bases[at].1.clone().filter(|ground| ground.access.includes(needed))
    }
}

/// `/` and /proc are no grounds: names there mean something else to each process.
fn is_usable(path: &[u8]) -> bool {
    path != b"/" && path != b"/proc" && !path.starts_with(b"/proc/")
}

fn read_top() -> Vec<(&'static [u8], Vec<u8>)> {
    let read = |link: &'static [u8]| {
        let target = file::read_link(libc::AT_FDCWD, link).ok()?;
        // As `usr/lib`; anything else is not worth a thought.
        let is_plain = target.starts_with(b"usr/") && !target.contains(&b'.');
        is_plain.then(|| (link, [b"/", target.as_slice()].concat()))
    };
    TOP_LINKS.into_iter().filter_map(read).collect()
}

fn open_root(rules: &Rules, path: &[u8]) -> Option<Ground> {
    if !is_usable(path) || !is_settled(rules, path) {
        return None;
    }
    let directory = file::open_how(libc::AT_FDCWD, path, PIN | libc::O_DIRECTORY, 0, file::RESOLVE_NO_SYMLINKS).ok()?;
    Some(Ground { directory, access: rules.granted_at(path)? })
}

fn open_base(rules: &Rules, link: &[u8], identity: FileId) -> Option<Ground> {
    let directory = file::open(libc::AT_FDCWD, link, PIN | libc::O_DIRECTORY, 0).ok()?;
    let own = [b"/proc/self/fd/".as_slice(), &file::number(directory.as_raw_fd() as u64)].concat();
    let path = file::read_link(libc::AT_FDCWD, &own).ok()?;
    if !is_usable(&path) || file::identify(&own) != Ok(identity) {
        return None;
    }
    let grants = ancestors(&path).filter_map(|ancestor| rules.granted_at(ancestor));
    let access = grants.fold(Access::NONE, |all, access| all | access);
    Some(Ground { directory, access })
}

fn find(ground: RawFd, path: &[u8], follow: bool) -> Option<Found> {
    let open = |path: &[u8], flags: i32| -> Result<OwnedFd> {
        file::open_how(ground, path, PIN | flags, 0, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS)
    };
    match open(path, if follow { 0 } else { libc::O_NOFOLLOW }) {
        Ok(object) => return Some(Found::Object(object)),
        Err(Errno(libc::ENOENT)) => {}
        Err(_) => return None,
    }
    let end = path.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    let (before, name) = path.split_at(end);
    if matches!(name, b"" | b"." | b"..") {
        return None;
    }
    let parent = match open(if before.is_empty() { b"." } else { before }, libc::O_DIRECTORY) {
        Ok(parent) => parent,
        Err(Errno(libc::ENOENT)) => return Some(Found::Nowhere),
        Err(_) => return None,
    };
    match file::stat_at(parent.as_raw_fd(), name, libc::AT_SYMLINK_NOFOLLOW) {
        Err(Errno(libc::ENOENT)) => Some(Found::Absent),
        // A link that dangles: where it leads is another question.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> Place {
            let path = std::env::temp_dir().join(format!("jailkeeper-grounds-{name}-{}", std::process::id()));
            std::fs::create_dir_all(path.join("jail/below")).unwrap();
            std::fs::create_dir_all(path.join("outside")).unwrap();
            Place(path.canonicalize().unwrap())
        }

        fn path(&self, name: &str) -> Vec<u8> {
            self.0.join(name).into_os_string().into_encoded_bytes()
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn tell(found: Option<Found>) -> &'static str {
        match found {
            Some(Found::Object(_)) => "object",
            Some(Found::Absent) => "absent",
            Some(Found::Nowhere) => "nowhere",
            None => "unclear",
        }
    }

    #[test]
    fn only_what_stays_beneath_is_told() {
        let place = Place::new("beneath");
        for file in ["outside/file", "jail/file", "jail/below/file"] {
            std::fs::write(place.0.join(file), "").unwrap();
        }
        symlink("../outside/file", place.0.join("jail/out")).unwrap();
        symlink(place.0.join("jail/file"), place.0.join("jail/absolute")).unwrap();
        symlink("below", place.0.join("jail/in")).unwrap();
        symlink("nothing", place.0.join("jail/dangling")).unwrap();
        symlink("/proc/self/root", place.0.join("jail/magic")).unwrap();
        let mut rules = Rules::default();
        rules.allow(&place.path("jail"), Access::WRITE, true);
        let (grounds, caller) = (Grounds::default(), Caller::new(std::process::id()));
        let look =
            |name: &str, needed| tell(grounds.look(&rules, &caller, libc::AT_FDCWD, &place.path(name), needed, true));
        for (name, expected) in [
            ("jail/file", "object"),
            ("jail/in/file", "object"),
            ("jail/below/../file", "object"),
            ("jail/new", "absent"),
            ("jail/below/no/such", "nowhere"),
            ("jail/out", "unclear"),
            ("jail/absolute", "unclear"),
            ("jail/dangling", "unclear"),
            ("jail/magic/etc", "unclear"),
            ("jail/../outside/file", "unclear"),
            ("jail", "unclear"),
            ("jail/", "unclear"),
            ("outside/file", "unclear"),
            ("outside/new", "unclear"),
        ] {
            assert_eq!(look(name, Access::CONTENT), expected, "{name}");
        }
    }

    #[test]
    fn a_ground_grants_what_its_rule_does() {
        let place = Place::new("access");
        std::fs::write(place.0.join("outside/file"), "").unwrap();
        let mut rules = Rules::default();
        rules.allow(&place.path("outside"), Access::READ, true);
        rules.allow(&place.path("jail"), Access::WRITE, false);
        let (grounds, caller) = (Grounds::default(), Caller::new(std::process::id()));
        let look =
            |name: &str, needed| tell(grounds.look(&rules, &caller, libc::AT_FDCWD, &place.path(name), needed, true));
        assert_eq!(look("outside/file", Access::CONTENT), "object");
        assert_eq!(look("outside/file", Access::CHANGE), "unclear");
        assert_eq!(look("jail/file", Access::CONTENT), "unclear", "Landlock does not hold it");
    }

    #[test]
    fn a_ground_whose_own_name_can_change_is_none() {
        let place = Place::new("moving");
        std::fs::write(place.0.join("jail/below/file"), "").unwrap();
        let mut rules = Rules::default();
        rules.allow(&place.path("jail"), Access::WRITE, true);
        rules.allow(&place.path("jail/below"), Access::READ, true);
        assert!(open_root(&rules, &place.path("jail/below")).is_none());
        assert!(open_root(&rules, &place.path("jail")).is_some());
    }

    #[test]
    fn a_relative_path_starts_where_the_caller_is() {
        let place = Place::new("relative");
        std::fs::write(place.0.join("jail/file"), "").unwrap();
        let directory = std::fs::File::open(place.0.join("jail")).unwrap();
        let fd = std::os::fd::AsRawFd::as_raw_fd(&directory);
        let mut rules = Rules::default();
        rules.allow(&place.path("jail"), Access::WRITE, true);
        let (grounds, caller) = (Grounds::default(), Caller::new(std::process::id()));
        let look = |name: &[u8]| tell(grounds.look(&rules, &caller, fd, name, Access::CONTENT, true));
        assert_eq!(look(b"file"), "object");
        assert_eq!(look(b"../outside"), "unclear");
        assert_eq!(look(b"new"), "absent");
        let outside = std::fs::File::open(place.0.join("outside")).unwrap();
        let fd = std::os::fd::AsRawFd::as_raw_fd(&outside);
        assert_eq!(tell(grounds.look(&rules, &caller, fd, b"new", Access::CONTENT, true)), "unclear");
    }
}
