//! Where device files may be. Before ABI 5 Landlock lets whoever may read one command it too, so there the keeper must look
//! at what is opened. Only root can put one elsewhere than below /dev: into what the policy's author named it may have been
//! put, into programs and what belongs to them it is not.

use crate::policy::rules::is_beneath;
use crate::prelude::*;
use crate::sys::directory::{self, Kind};
use crate::sys::fd::RawFd;
use crate::sys::{Errno, Result, file};

/// Where devices belong.
const DEVICES: &[u8] = b"/dev";

/// What distributions fill, and never with devices (Debian Policy 10.6), and the kernel's own facts. They are too large to
/// be looked through.
const WITHOUT: [&[u8]; 11] = [
    b"/bin",
    b"/etc",
    b"/gnu/store",
    b"/lib",
    b"/lib32",
    b"/lib64",
    b"/libx32",
    b"/nix/store",
    b"/sbin",
    b"/sys",
    b"/usr",
];

/// So many names are looked at for one jail. With more it would start later than it gains.
const MOST_NAMES: usize = 1 << 14;

/// Whether this is a device, or devices belong at or below this place.
pub fn belong_at(object: RawFd, canonical: &[u8]) -> bool {
    is_beneath(canonical, DEVICES) || is_beneath(DEVICES, canonical) || file::is_device(object)
}

/// Looks for them in the trees of one policy.
pub struct Search {
    left: usize,
}

impl Search {
    pub fn new() -> Search {
        Search { left: MOST_NAMES }
    }

    /// Whether a device may be at or below this place. Once that is so, or nobody can say in time, everything else may
    /// hold one too: the keeper opens all files then anyway.
    pub fn finds(&mut self, object: RawFd, canonical: &[u8]) -> bool {
        if belong_at(object, canonical) {
            return true;
        }
        if WITHOUT.iter().any(|tree| is_beneath(canonical, tree)) {
            return false;
        }
        let found = self.walks_past_none(object) != Ok(true);
        if found {
            self.left = 0;
        }
        found
    }

    /// Whether there is certainly none. What cannot be listed may hold one, unless nothing in it can be reached either.
    fn walks_past_none(&mut self, top: RawFd) -> Result<bool> {
        if file::stat(top)?.st_mode & libc::S_IFMT != libc::S_IFDIR {
            return Ok(true);
        }
        let mut directories = vec![b".".to_vec()];
        while let Some(path) = directories.pop() {
            let entries = match directory::entries(top, &path) {
                Err(Errno(libc::EACCES)) if is_closed(top, &path) => continue,
                entries => entries?,
            };
            for entry in entries {
                let Some(left) = self.left.checked_sub(1) else { return Ok(false) };
                self.left = left;
                let below = || [path.as_slice(), b"/", &entry.name].concat();
                match entry.kind {
                    Kind::Directory => directories.push(below()),
                    // Overlay file systems mark what was removed by a device without a driver.
                    Kind::Device if file::stat_at(top, &below(), libc::AT_SYMLINK_NOFOLLOW)?.st_rdev != 0 => {
                        return Ok(false);
                    }
                    _ => {}
                }
            }
        }
        Ok(true)
    }
}

fn is_closed(top: RawFd, path: &[u8]) -> bool {
    matches!(file::stat_at(top, &[path, b"/."].concat(), 0), Err(Errno(libc::EACCES)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::fd::OwnedFd;
    use std::path::PathBuf;

    fn pin(path: &[u8]) -> OwnedFd {
        file::open(libc::AT_FDCWD, path, libc::O_PATH | libc::O_CLOEXEC, 0).expect("it is there")
    }

    fn finds(path: &[u8], canonical: &[u8]) -> bool {
        Search::new().finds(pin(path).as_raw_fd(), canonical)
    }

    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> Place {
            let path = std::env::temp_dir().join(format!("jailkeeper-devices-{name}-{}", std::process::id()));
            std::fs::create_dir_all(path.join("a/b")).unwrap();
            std::fs::write(path.join("a/b/file"), "").unwrap();
            Place(path)
        }

        fn path(&self) -> Vec<u8> {
            self.0.clone().into_os_string().into_encoded_bytes()
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn devices_are_where_the_root_and_dev_are() {
        for path in [b"/".as_slice(), b"/dev", b"/dev/pts"] {
            assert!(finds(b"/usr", path));
        }
        assert!(!finds(b"/usr", b"/usr/lib"));
        assert!(finds(b"/dev/null", b"/usr/lib/null"));
    }

    #[test]
    fn elsewhere_they_are_looked_for() {
        let place = Place::new("elsewhere");
        assert!(!finds(&place.path(), b"/elsewhere"));
        assert!(finds(b"/dev", b"/elsewhere"));
    }

    #[test]
    fn a_tree_that_is_too_large_may_hold_one_and_so_may_what_comes_after_it() {
        let place = Place::new("large");
        for number in 0..=MOST_NAMES {
            std::os::unix::fs::symlink("nowhere", place.0.join(number.to_string())).unwrap();
        }
        let (tree, small) = (pin(&place.path()), pin(&[&place.path(), b"/a".as_slice()].concat()));
        let mut search = Search::new();
        assert!(!search.finds(small.as_raw_fd(), b"/small"));
        assert!(search.finds(tree.as_raw_fd(), b"/large"));
        assert!(search.finds(small.as_raw_fd(), b"/small"));
        assert!(!search.finds(small.as_raw_fd(), b"/usr/lib"));
    }

    #[test]
    fn what_cannot_be_listed_may_hold_one() {
        let place = Place::new("closed");
        let gone = pin(&[&place.path(), b"/a/b".as_slice()].concat());
        std::fs::remove_dir_all(place.0.join("a")).unwrap();
        assert!(!Search::new().finds(pin(&place.path()).as_raw_fd(), b"/elsewhere"));
        assert!(Search::new().finds(gone.as_raw_fd(), b"/elsewhere"));
    }
}
