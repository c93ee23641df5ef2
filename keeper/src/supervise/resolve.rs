//! From what a target wrote to what it means: the object (pinned by an O_PATH descriptor) and its canonical name, seen
//! from the target's root and working directory, with `/proc/self` meaning the target.

use super::caller::Caller;
use super::tree::Tree;
use super::verify::Identity;
use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::file::{self, RESOLVE_NO_MAGICLINKS};
use crate::sys::{Errno, Result};

const PIN: i32 = libc::O_PATH | libc::O_CLOEXEC;

/// Like the kernel: more symlinks than this in one path are ELOOP (path_resolution(7)).
const MOST_SYMLINKS: usize = 40;

/// Where a relative path starts.
pub enum Base {
    Root,
    Directory(OwnedFd),
}

/// An object that exists.
pub struct Pinned {
    pub object: OwnedFd,
    pub path: Vec<u8>,
}

/// A name in a pinned directory; whether it exists is another question.
pub struct Named {
    pub parent: OwnedFd,
    pub name: Vec<u8>,
    pub path: Vec<u8>,
}

impl Pinned {
    /// Whether no directory holds it: a pipe, a socket, a memory file.
    pub fn is_anonymous(&self) -> bool {
        self.path.first() != Some(&b'/')
            || (self.path.starts_with(b"/memfd:") && file::stat(self.object.as_raw_fd()).is_ok_and(|s| s.st_nlink == 0))
    }
}

pub enum Place {
    Object(Pinned),
    /// The last component does not exist; its directory does.
    Absent(Named),
}

/// A path that was resolved, and where it led.
pub struct Walked {
    base: Option<OwnedFd>,
    path: Vec<u8>,
    follow: bool,
    led_to: Option<Identity>,
}

impl Walked {
    pub fn of(base: &Base, path: &[u8], follow: bool, placed: &Place) -> Walked {
        match placed {
            Place::Object(pinned) => Walked::made(base, path, follow, pinned.object.as_raw_fd()),
            Place::Absent(named) => Walked::made(base, path, follow, named.parent.as_raw_fd()),
        }
    }

    /// To the directory of a name.
    pub fn to(base: &Base, path: &[u8], named: &Named) -> Walked {
        Walked::made(base, split_last(path).0, true, named.parent.as_raw_fd())
    }

    fn made(base: &Base, path: &[u8], follow: bool, led_to: RawFd) -> Walked {
        let base = match base {
            Base::Root => None,
            Base::Directory(directory) => file::duplicate(directory.as_raw_fd()).ok(),
        };
        let led_to = file::stat(led_to).ok().map(|status| Identity::of(&status));
        Walked { base, path: path.to_vec(), follow, led_to }
    }
}

/// How a walk looks up a name, other than in /proc.
type Look<'a> = dyn Fn(&mut dyn FnMut() -> Result<OwnedFd>) -> Result<OwnedFd> + 'a;

/// What one look at a path tells.
enum Quick {
    Found(Pinned),
    Absent,
    Unclear,
}

/// The path leads nowhere; `path` is as much of a canonical name as can be said.
pub struct Nowhere {
    pub errno: Errno,
    pub path: Vec<u8>,
}

impl Nowhere {
    /// Deeper than any path can say (path_resolution(7)): nothing can be judged, and nothing is done.
    pub fn has_no_name(&self) -> bool {
        self.errno.0 == libc::ENAMETOOLONG
    }
}

/// `directory/rest` with `.`, `..` and empty components taken out by their letters alone.
pub fn join(directory: &[u8], rest: &[u8]) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = Vec::new();
    let start: &[u8] = if rest.first() == Some(&b'/') { b"" } else { directory };
    for part in start.split(|&byte| byte == b'/').chain(rest.split(|&byte| byte == b'/')) {
        match part {
            b"" | b"." => {}
            b".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        return b"/".to_vec();
    }
    parts.iter().flat_map(|part| [b"/".as_slice(), part].concat()).collect()
}

/// The last component, and what stands before it. A trailing slash belongs to neither.
fn split_last(path: &[u8]) -> (&[u8], &[u8]) {
    let end = path.iter().rposition(|&byte| byte != b'/').map_or(0, |last| last + 1);
    let start = path[..end].iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    (&path[..start], &path[start..end])
}

/// Resolves on behalf of targets. Holds `/proc/self/fd` of the keeper, where the kernel names pinned objects.
pub struct Resolver {
    descriptors: OwnedFd,
    root: OwnedFd,
}

impl Resolver {
    pub fn new() -> Result<Resolver> {
        Ok(Resolver {
            descriptors: file::open(libc::AT_FDCWD, b"/proc/self/fd", PIN | libc::O_DIRECTORY, 0)?,
            root: file::open(libc::AT_FDCWD, b"/", PIN | libc::O_DIRECTORY, 0)?,
        })
    }

    pub fn needed(&self) -> [RawFd; 2] {
        [self.descriptors.as_raw_fd(), self.root.as_raw_fd()]
    }

    pub fn descriptors(&self) -> RawFd {
        self.descriptors.as_raw_fd()
    }

    /// The kernel's name for a pinned object, without the ` (deleted)` that it adds to unlinked ones.
    pub fn name_of(&self, object: RawFd) -> Result<Vec<u8>> {
        const DELETED: &[u8] = b" (deleted)";
        let name = file::read_link(self.descriptors(), &file::number(object as u64))?;
        let Some(stem) = name.strip_suffix(DELETED) else { return Ok(name) };
        // It is also a legal file name: then a file of that name is this very object.
        let (here, there) = (file::stat(object)?, file::stat_at(libc::AT_FDCWD, &name, libc::AT_SYMLINK_NOFOLLOW));
        let is_name = there.is_ok_and(|there| (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino));
        Ok(if is_name { name } else { stem.to_vec() })
    }

    /// Where `path` starts for this caller, given its directory argument (AT_FDCWD without one).
    pub fn base(&self, caller: &Caller, directory: i32, path: &[u8]) -> Result<Base> {
        if path.first() == Some(&b'/') {
            return Ok(Base::Root);
        }
        self.directory(caller, directory).map(Base::Directory)
    }

    /// The object that a directory argument stands for.
    pub fn directory(&self, caller: &Caller, directory: i32) -> Result<OwnedFd> {
        let link = caller.directory_link(directory).ok_or(Errno(libc::EBADF))?;
        file::open(libc::AT_FDCWD, &link, PIN, 0).map_err(|errno| match errno.0 {
            libc::ENOENT if directory >= 0 => Errno(libc::EBADF),
            _ => errno,
        })
    }

    /// Only asks openat2(2) whether the caller's own restrictions let it pass.
    pub fn probe(&self, base: &Base, path: &[u8], flags: i32, resolve: u64) -> Result<()> {
        file::open_how(self.base_fd(base), path, flags, 0, resolve).map(drop)
    }

    fn base_fd(&self, base: &Base) -> RawFd {
        match base {
            Base::Root => self.root.as_raw_fd(),
            Base::Directory(directory) => directory.as_raw_fd(),
        }
    }

    /// The object at `path`. With `follow` its last component is followed.
    pub fn place(
        &self,
        tree: &Tree,
        caller: &Caller,
        base: &Base,
        path: &[u8],
        follow: bool,
    ) -> core::result::Result<Place, Nowhere> {
        match self.quick(base, path, follow) {
            Ok(Quick::Found(pinned)) => Ok(Place::Object(pinned)),
            Ok(Quick::Absent) => match self.quick_absent(base, path) {
                Some(found) => found,
                None => self.walk(tree, caller, base, path, follow, None),
            },
            Ok(Quick::Unclear) => self.walk(tree, caller, base, path, follow, None),
            Err(errno) => Err(Nowhere { errno, path: self.guess(base, path) }),
        }
    }

    /// The common case in three system calls: it exists, without magic links and outside /proc.
    fn quick(&self, base: &Base, path: &[u8], follow: bool) -> Result<Quick> {
        let flags = if follow { PIN } else { PIN | libc::O_NOFOLLOW };
        match file::open_how(self.base_fd(base), path, flags, 0, RESOLVE_NO_MAGICLINKS) {
            Ok(object) => {
                let path = self.name_of(object.as_raw_fd())?;
                Ok(if path.starts_with(b"/proc") { Quick::Unclear } else { Quick::Found(Pinned { object, path }) })
            }
            Err(Errno(libc::ENOENT)) => Ok(Quick::Absent),
            Err(Errno(libc::ELOOP | libc::EACCES | libc::ENOTDIR)) => Ok(Quick::Unclear),
            Err(errno) => Err(errno),
        }
    }

    /// Programs look for what is not there all the time. Goes up to the last directory that exists; where the next name
    /// is absent in it, nothing else of the path matters. None is "look closer": a dangling link, or /proc, where a name
    /// may be absent for us and not for the caller.
    fn quick_absent(&self, base: &Base, path: &[u8]) -> Option<core::result::Result<Place, Nowhere>> {
        let (mut before, mut name) = split_last(path);
        loop {
            if matches!(name, b"" | b"." | b"..") {
                return None;
            }
            let directory = if before.is_empty() { b"." } else { before };
            match file::open_how(self.base_fd(base), directory, PIN | libc::O_DIRECTORY, 0, RESOLVE_NO_MAGICLINKS) {
                Ok(parent) => {
                    let fd = parent.as_raw_fd();
                    let above = self.name_of(fd).ok().filter(|above| !above.starts_with(b"/proc"))?;
                    let found = file::stat_at(fd, name, libc::AT_SYMLINK_NOFOLLOW);
                    found.err().filter(|errno| errno.0 == libc::ENOENT)?;
                    let is_last = split_last(path).0.len() == before.len();
                    return Some(if is_last {
                        Ok(Place::Absent(Named { path: join(&above, name), parent, name: name.to_vec() }))
                    } else {
                        Err(Nowhere { errno: Errno(libc::ENOENT), path: join(&above, &path[before.len()..]) })
                    });
                }
                Err(Errno(libc::ENOENT)) if !before.is_empty() => (before, name) = split_last(before),
                Err(_) => return None,
            }
        }
    }

    /// Whether this directory below /proc belongs to a process of the jail.
    fn is_own(&self, tree: &Tree, directory: RawFd) -> bool {
        let name = self.name_of(directory).unwrap_or_default();
        let pid = name.strip_prefix(b"/proc/").and_then(|rest| rest.split(|&byte| byte == b'/').next());
        let pid = pid.and_then(|word| core::str::from_utf8(word).ok()?.parse().ok());
        pid.is_some_and(|pid| tree.holds(pid))
    }

    /// Walks once more, as whoever `look` looks for: EACCES where the way is barred or leads elsewhere by now.
    pub fn walk_again(&self, tree: &Tree, caller: &Caller, walked: &Walked, look: &Look) -> Result<()> {
        const BARRED: Errno = Errno(libc::EACCES);
        let base = match (&walked.base, walked.path.first()) {
            (Some(directory), _) => Base::Directory(file::duplicate(directory.as_raw_fd())?),
            (None, Some(b'/')) => Base::Root,
            (None, _) => return Err(BARRED),
        };
        let end = match self.walk(tree, caller, &base, &walked.path, walked.follow, Some(look)) {
            Ok(Place::Object(pinned)) => pinned.object,
            Ok(Place::Absent(named)) => named.parent,
            Err(nowhere) => return Err(nowhere.errno),
        };
        let ends_at = file::stat(end.as_raw_fd()).map(|status| Identity::of(&status))?;
        if walked.led_to == Some(ends_at) { Ok(()) } else { Err(BARRED) }
    }

    /// Whether a path that was resolved leads there for whoever we are now too, in one go: the kernel itself walks all of it.
    /// Where it does not, `walk_again` may still find the way.
    pub fn leads_at_once(&self, walked: &Walked) -> bool {
        let base = match (&walked.base, walked.path.first()) {
            (Some(directory), _) => directory,
            (None, Some(b'/')) => &self.root,
            (None, _) => return false,
        };
        let open = |path: &[u8], flags: i32| file::open_how(base.as_raw_fd(), path, flags, 0, RESOLVE_NO_MAGICLINKS);
        let end = match open(&walked.path, if walked.follow { PIN } else { PIN | libc::O_NOFOLLOW }) {
            // A name that is absent leads to its directory.
            Err(Errno(libc::ENOENT)) => match split_last(&walked.path).0 {
                b"" => open(b".", PIN),
                before => open(before, PIN | libc::O_DIRECTORY),
            },
            outcome => outcome,
        };
        let ends_at = end.and_then(|end| file::stat(end.as_raw_fd())).map(|status| Identity::of(&status));
        ends_at.is_ok_and(|ends_at| walked.led_to == Some(ends_at))
    }

    /// Component by component, as the kernel walks for the target.
    pub fn walk(
        &self,
        tree: &Tree,
        caller: &Caller,
        base: &Base,
        path: &[u8],
        follow: bool,
        look: Option<&Look>,
    ) -> core::result::Result<Place, Nowhere> {
        let nowhere = |errno: Errno, at: RawFd, name: &[u8], rest: &[Vec<u8>]| {
            let mut path = self.name_of(at).unwrap_or_default();
            path = join(&path, name);
            for part in rest.iter().rev() {
                path = join(&path, part);
            }
            Nowhere { errno, path }
        };
        let pin_again = |fd: RawFd| file::open(fd, b".", PIN, 0);
        let start = |base: RawFd| pin_again(base).map_err(|errno| nowhere(errno, base, b"", &[]));
        let mut current = start(self.base_fd(base))?;
        let mut rest: Vec<Vec<u8>> =
            path.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).rev().map(<[u8]>::to_vec).collect();
        let mut must_be_directory = path.last() == Some(&b'/');
        let mut symlinks = 0;
        while let Some(part) = rest.pop() {
            let here = current.as_raw_fd();
            if part == b"." {
                // The same directory, if it is one.
                current = pin_again(here).map_err(|errno| nowhere(errno, here, &part, &rest))?;
                continue;
            }
            let is_last = rest.is_empty();
            let mut open = || file::open(here, &part, PIN | libc::O_NOFOLLOW, 0);
            // What of /proc is whose, is asked below: there the caller's ids say little.
            let opened = match look {
                Some(look) if !file::is_on_proc(here) => look(&mut open),
                _ => open(),
            };
            let next = match opened {
                Ok(next) => next,
                Err(Errno(libc::ENOENT)) if is_last => {
                    let path = join(&self.name_of(here).map_err(|errno| nowhere(errno, here, &part, &rest))?, &part);
                    return Ok(Place::Absent(Named { parent: current, name: part, path }));
                }
                Err(errno) => return Err(nowhere(errno, here, &part, &rest)),
            };
            let status = file::stat(next.as_raw_fd()).map_err(|errno| nowhere(errno, here, &part, &rest))?;
            let is_symlink = status.st_mode & libc::S_IFMT == libc::S_IFLNK;
            if !is_symlink || (is_last && !follow && !must_be_directory) {
                current = next;
                continue;
            }
            symlinks += 1;
            if symlinks > MOST_SYMLINKS {
                return Err(nowhere(Errno(libc::ELOOP), here, &part, &rest));
            }
            let target = if file::is_on_proc(next.as_raw_fd()) {
                let is_top = self.name_of(here).is_ok_and(|name| name == b"/proc");
                match (is_top, part.as_slice()) {
                    (true, b"self") => file::number(caller.process().into()),
                    (true, b"thread-self") => caller.thread_path(),
                    (true, _) => {
                        file::read_link(next.as_raw_fd(), b"").map_err(|errno| nowhere(errno, here, &part, &rest))?
                    }
                    // A magic link of somebody else's: it leads into what is theirs, whatever its name then is.
                    (false, _) if !self.is_own(tree, here) => {
                        return Err(nowhere(Errno(libc::EACCES), here, &part, &rest));
                    }
                    // A magic link: only the kernel knows where it leads.
                    (false, _) => {
                        current =
                            file::open(here, &part, PIN, 0).map_err(|errno| nowhere(errno, here, &part, &rest))?;
                        continue;
                    }
                }
            } else {
                file::read_link(next.as_raw_fd(), b"").map_err(|errno| nowhere(errno, here, &part, &rest))?
            };
            // A slash at its end says that it leads to a directory, as at the end of a path.
            must_be_directory |= is_last && target.last() == Some(&b'/');
            if target.first() == Some(&b'/') {
                current = start(self.root.as_raw_fd())?;
            }
            rest.extend(target.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).rev().map(<[u8]>::to_vec));
        }
        let here = current.as_raw_fd();
        let path = self.name_of(here).map_err(|errno| nowhere(errno, here, b"", &[]))?;
        let is_directory = |status: libc::stat| status.st_mode & libc::S_IFMT == libc::S_IFDIR;
        if must_be_directory && !file::stat(here).is_ok_and(is_directory) {
            return Err(Nowhere { errno: Errno(libc::ENOTDIR), path });
        }
        Ok(Place::Object(Pinned { object: current, path }))
    }

    /// The name that a call creates, removes or replaces: its directory followed, itself not.
    /// None for `.`, `..` and `/`, with which no such call has an effect.
    pub fn name(
        &self,
        tree: &Tree,
        caller: &Caller,
        base: &Base,
        path: &[u8],
    ) -> core::result::Result<Option<Named>, Nowhere> {
        let (before, name) = split_last(path);
        if matches!(name, b"" | b"." | b"..") {
            return Ok(None);
        }
        let parent = if before.is_empty() {
            let fd = self.base_fd(base);
            let object =
                file::open(fd, b".", PIN, 0).map_err(|errno| Nowhere { errno, path: self.guess(base, path) })?;
            let path =
                self.name_of(object.as_raw_fd()).map_err(|errno| Nowhere { errno, path: self.guess(base, path) })?;
            Pinned { object, path }
        } else {
            match self.place(tree, caller, base, before, true) {
                Ok(Place::Object(pinned)) => pinned,
                Ok(Place::Absent(named)) => {
                    return Err(Nowhere { errno: Errno(libc::ENOENT), path: join(&named.path, name) });
                }
                Err(nowhere) => return Err(Nowhere { errno: nowhere.errno, path: join(&nowhere.path, name) }),
            }
        };
        let path = join(&parent.path, name);
        Ok(Some(Named { parent: parent.object, name: name.to_vec(), path }))
    }

    fn guess(&self, base: &Base, path: &[u8]) -> Vec<u8> {
        let start = self.name_of(self.base_fd(base)).unwrap_or_default();
        join(&start, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_by_letters() {
        assert_eq!(join(b"/a/b", b"../c//./d/"), b"/a/c/d");
        assert_eq!(join(b"/a", b"/b"), b"/b");
        assert_eq!(join(b"/", b"../.."), b"/");
    }

    #[test]
    fn splits_the_last_component() {
        assert_eq!(split_last(b"a/b//"), (&b"a/"[..], &b"b"[..]));
        assert_eq!(split_last(b"b"), (&b""[..], &b"b"[..]));
        assert_eq!(split_last(b"/b"), (&b"/"[..], &b"b"[..]));
        assert_eq!(split_last(b"//"), (&b""[..], &b""[..]));
    }
}
