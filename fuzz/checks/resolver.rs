//! The resolver never disagrees with the kernel: on a small tree with links of every kind, the object and the name that it
//! finds are those that the kernel finds.

use super::choices::Choices;
use crate::supervise::caller::Caller;
use crate::supervise::resolve::{Base, Named, Nowhere, Place, Resolver, join};
use crate::supervise::tree::Tree;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::{Errno, Result, file};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const PIN: i32 = libc::O_PATH | libc::O_CLOEXEC;
const NAMES: [&[u8]; 8] = [b"a", b"b", b"c", b"d", b"a (deleted)", b"b (deleted)", b"\xff\n ", b"proc"];
const MOST_THINGS: usize = 14;
const MOST_PARTS: usize = 7;
const MOST_PATHS: usize = 3;

static GROUNDS: AtomicU32 = AtomicU32::new(0);

/// A directory of our own that goes away with us.
struct Ground {
    path: PathBuf,
    held: OwnedFd,
}

impl Ground {
    fn new() -> Ground {
        let number = GROUNDS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("jailkeeper-resolver-{}-{number}", std::process::id()));
        fs::create_dir_all(path.join("ground")).expect("a directory in TMPDIR");
        let path = fs::canonicalize(path.join("ground")).expect("it is there");
        let held = file::open(libc::AT_FDCWD, bytes_of(&path), PIN | libc::O_DIRECTORY, 0).expect("it is there");
        Ground { path, held }
    }

    /// Nothing is made or removed elsewhere.
    fn holds(&self, name: &[u8]) -> bool {
        name.strip_prefix(bytes_of(&self.path)).is_some_and(|rest| rest.first() == Some(&b'/'))
    }

    fn holds_directory_of(&self, place: &Path) -> bool {
        let directory = place.parent().and_then(|directory| fs::canonicalize(directory).ok());
        directory.is_some_and(|directory| directory.starts_with(&self.path))
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Some(around) = self.path.parent() {
            let _ = fs::remove_dir_all(around);
        }
    }
}

fn bytes_of(path: &Path) -> &[u8] {
    path.as_os_str().as_bytes()
}

/// A path as a program could write it.
fn path(choices: &mut Choices, ground: &Ground) -> Vec<u8> {
    let mut path = match choices.below(16) {
        0 | 1 => [bytes_of(&ground.path), b"/"].concat(),
        2 => b"/proc/self/cwd/".to_vec(),
        3 => [b"/proc/self/root".as_slice(), bytes_of(&ground.path), b"/"].concat(),
        4 => [b"/proc/thread-self/root".as_slice(), bytes_of(&ground.path), b"/"].concat(),
        5 => [b"/proc/self/fd/".as_slice(), &file::number(ground.held.as_raw_fd() as u64), b"/"].concat(),
        6 => b"/".to_vec(),
        _ => Vec::new(),
    };
    for _ in 0..choices.below(MOST_PARTS) {
        match choices.below(16) {
            0 => path.extend_from_slice(b"."),
            1 | 2 => path.extend_from_slice(b".."),
            3 => {}
            number => path.extend_from_slice(NAMES[number % NAMES.len()]),
        }
        path.push(b'/');
    }
    if !choices.flag() {
        path.extend_from_slice(choices.one_of(&NAMES));
    }
    path
}

/// A place for a new thing: the ground or a directory one or two below it.
fn place_for(choices: &mut Choices, ground: &Ground) -> PathBuf {
    let mut place = ground.path.clone();
    for _ in 0..=choices.below(3) {
        place.push(OsStr::from_bytes(choices.one_of(&NAMES)));
    }
    place
}

fn build(choices: &mut Choices, ground: &Ground) {
    for _ in 0..choices.below(MOST_THINGS) {
        let (kind, place) = (choices.below(8), place_for(choices, ground));
        let from = if matches!(kind, 4 | 5) { place_for(choices, ground) } else { place.clone() };
        // A link may have led out of the ground.
        if !ground.holds_directory_of(&place) || !ground.holds_directory_of(&from) {
            continue;
        }
        // What cannot be made, because something is there or its directory is not, is not made.
        let _ = match kind {
            0..=2 => fs::create_dir(&place),
            3 => fs::File::create_new(&place).map(drop),
            4 => fs::hard_link(&from, &place),
            5 => fs::rename(&from, &place),
            _ => std::os::unix::fs::symlink(OsStr::from_bytes(&path(choices, ground)), &place),
        };
    }
}

fn identity(fd: RawFd) -> (u64, u64) {
    let status = file::stat(fd).expect("an open object");
    (status.st_dev, status.st_ino)
}

fn show(path: &[u8]) -> String {
    path.escape_ascii().to_string()
}

struct Attempted<'a> {
    ground: &'a Ground,
    resolver: &'a Resolver,
    base: RawFd,
    path: &'a [u8],
    follow: bool,
}

impl Attempted<'_> {
    fn describe(&self, what: &str) -> String {
        format!("{what}: {:?} follow={}", show(self.path), self.follow)
    }

    fn agrees(&self, how: &str, kernel: &Result<OwnedFd>, found: core::result::Result<Place, Nowhere>) {
        match (kernel, found) {
            (Ok(object), Ok(Place::Object(pinned))) => {
                let fd = pinned.object.as_raw_fd();
                assert_eq!(identity(fd), identity(object.as_raw_fd()), "{}", self.describe(how));
                let name = self.resolver.name_of(object.as_raw_fd()).expect("a name");
                assert_eq!(show(&pinned.path), show(&name), "{}", self.describe(how));
                let there = file::stat_at(libc::AT_FDCWD, &name, libc::AT_SYMLINK_NOFOLLOW);
                let there = there.expect("nothing of this tree is ever unlinked while it is looked at");
                assert_eq!((there.st_dev, there.st_ino), identity(fd), "{}", self.describe(how));
            }
            (Err(Errno(libc::ENOENT)), Ok(Place::Absent(named))) => self.would_appear(how, &named.path),
            (Err(errno), Err(nowhere)) => assert_eq!(*errno, nowhere.errno, "{}", self.describe(how)),
            (Ok(_), Ok(Place::Absent(_))) => panic!("{}", self.describe("it is there")),
            (Ok(_), Err(nowhere)) => panic!("{} {:?}", self.describe("it is there"), nowhere.errno),
            (Err(errno), Ok(Place::Object(pinned))) => {
                panic!("{} {errno:?} but {}", self.describe(how), show(&pinned.path))
            }
            (Err(errno), Ok(Place::Absent(named))) => {
                panic!("{} {errno:?} but nothing at {}", self.describe(how), show(&named.path))
            }
        }
    }

    /// What the kernel creates under this path appears where the resolver said.
    fn would_appear(&self, how: &str, name: &[u8]) {
        if !self.ground.holds(name) {
            return;
        }
        let flags = libc::O_CREAT | libc::O_WRONLY | libc::O_CLOEXEC | if self.follow { 0 } else { libc::O_NOFOLLOW };
        let made = match file::open(self.base, self.path, flags, 0o600) {
            Ok(made) => made,
            // Of a file a slash at the end says that it is a directory.
            Err(Errno(libc::EISDIR)) => return,
            Err(errno) => panic!("{} {errno:?} at {}", self.describe(how), show(name)),
        };
        let there = self.resolver.name_of(made.as_raw_fd()).expect("a name");
        assert_eq!(show(&there), show(name), "{}", self.describe(how));
        file::unlink(libc::AT_FDCWD, &there, 0).expect("it was just made");
    }

    /// The same for a name that a call makes.
    fn name_agrees(&self, found: core::result::Result<Option<Named>, Nowhere>) {
        let name = match &found {
            Ok(Some(named)) => named.path.clone(),
            Ok(None) => return,
            Err(nowhere) => nowhere.path.clone(),
        };
        if !self.ground.holds(&name) {
            return;
        }
        let found = found.map(|_| name).map_err(|nowhere| nowhere.errno);
        match (file::make_directory(self.base, self.path, 0o700), found) {
            (Ok(()), Ok(name)) => {
                let made = file::open(self.base, self.path, PIN | libc::O_NOFOLLOW, 0).expect("it was just made");
                let there = self.resolver.name_of(made.as_raw_fd()).expect("a name");
                assert_eq!(show(&there), show(&name), "{}", self.describe("mkdir"));
                file::unlink(libc::AT_FDCWD, &there, libc::AT_REMOVEDIR).expect("it was just made");
            }
            (Err(Errno(libc::EEXIST)), Ok(name)) => {
                file::stat_at(libc::AT_FDCWD, &name, libc::AT_SYMLINK_NOFOLLOW).expect("it is there");
            }
            (Err(errno), Err(nowhere)) => assert_eq!(errno, nowhere, "{}", self.describe("mkdir")),
            (kernel, found) => panic!("{} {kernel:?} but {:?}", self.describe("mkdir"), found.map(|name| show(&name))),
        }
    }
}

pub fn resolver(bytes: &[u8]) {
    let mut choices = Choices::of(bytes);
    let ground = Ground::new();
    build(&mut choices, &ground);
    let own = fs::read_link("/proc/thread-self").expect("proc").into_os_string().into_vec();
    let number = |index: usize| -> u32 {
        let text = std::str::from_utf8(&own).expect("digits");
        text.split('/').nth(index).expect("PID/task/TID").parse().expect("a number")
    };
    let (caller, tree) = (Caller::new(number(2)), Tree::new(number(0) as i32));
    let resolver = Resolver::new().expect("a resolver");
    for _ in 0..MOST_PATHS {
        let place = if choices.flag() { ground.path.clone() } else { place_for(&mut choices, &ground) };
        let Ok(directory) = file::open(libc::AT_FDCWD, bytes_of(&place), PIN | libc::O_DIRECTORY, 0) else { continue };
        let path = path(&mut choices, &ground);
        // An empty path is the callers' business: each call has its own meaning for it.
        if path.is_empty() {
            continue;
        }
        let is_absolute = path.first() == Some(&b'/');
        let base_fd = directory.as_raw_fd();
        let base = if is_absolute { Base::Root } else { Base::Directory(directory) };
        for follow in [true, false] {
            let attempted = Attempted { ground: &ground, resolver: &resolver, base: base_fd, path: &path, follow };
            let flags = if follow { PIN } else { PIN | libc::O_NOFOLLOW };
            let kernel = file::open(base_fd, &path, flags, 0);
            attempted.agrees("place", &kernel, resolver.place(&tree, &caller, &base, &path, follow));
            attempted.agrees("walk", &kernel, resolver.walk(&tree, &caller, &base, &path, follow, None));
        }
        let attempted = Attempted { ground: &ground, resolver: &resolver, base: base_fd, path: &path, follow: false };
        attempted.name_agrees(resolver.name(&tree, &caller, &base, &path));
        joins_plainly(bytes_of(&place), &path);
    }
}

/// `join` against the letters of its own description.
fn joins_plainly(directory: &[u8], rest: &[u8]) {
    let joined = join(directory, rest);
    assert!(joined.first() == Some(&b'/') && (joined == b"/" || !joined.ends_with(b"/")), "{}", show(&joined));
    assert!(joined[1..].split(|&byte| byte == b'/').all(|part| !matches!(part, b"." | b"..")));
    assert_eq!(join(b"/", &joined), joined);
}
