//! What a path means can only change where a name on its way can be changed: in a directory of it, or by a symbolic link
//! in it.

use crate::policy::rules::Rules;
use crate::prelude::*;
use crate::sys::Errno;
use crate::sys::file;

/// More symlinks than the kernel follows (path_resolution(7)).
const MOST_SYMLINKS: usize = 40;

fn components(path: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    path.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).rev().map(<[u8]>::to_vec)
}

/// Whether nothing inside the jail can change what this absolute path leads to. False when in doubt.
pub fn is_settled(rules: &Rules, path: &[u8]) -> bool {
    let mut current = Vec::new();
    let mut rest: Vec<Vec<u8>> = components(path).collect();
    let mut symlinks = 0;
    while let Some(part) = rest.pop() {
        match part.as_slice() {
            b"." => continue,
            b".." => {
                let parent = current.iter().rposition(|&byte| byte == b'/').unwrap_or(0);
                current.truncate(parent);
                continue;
            }
            _ => {}
        }
        if rules.lets_names_change_in(if current.is_empty() { b"/" } else { &current }) {
            return false;
        }
        let next = [current.as_slice(), b"/", &part].concat();
        match file::read_link(libc::AT_FDCWD, &next) {
            Ok(target) => {
                symlinks += 1;
                if symlinks > MOST_SYMLINKS {
                    return false;
                }
                if target.first() == Some(&b'/') {
                    current.clear();
                }
                rest.extend(components(&target));
            }
            Err(Errno(libc::EINVAL)) => current = next,
            Err(_) => return false,
        }
    }
    !current.starts_with(b"/proc")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::access::Access;
    use std::os::unix::fs::symlink;

    #[test]
    fn what_lies_in_a_writable_tree_or_leads_through_one_is_not_settled() {
        let place = std::env::temp_dir().join(format!("jailkeeper-settled-{}", std::process::id()));
        std::fs::create_dir_all(place.join("jail/below")).unwrap();
        std::fs::create_dir_all(place.join("outside")).unwrap();
        for file in ["outside/file", "jail/file", "jail/below/file"] {
            std::fs::write(place.join(file), "").unwrap();
        }
        symlink("file", place.join("outside/link")).unwrap();
        symlink("../jail/through", place.join("outside/way")).unwrap();
        symlink("../outside", place.join("jail/through")).unwrap();
        let place = place.canonicalize().unwrap();
        let path = |name: &str| place.join(name).into_os_string().into_encoded_bytes();
        let mut rules = Rules::default();
        rules.allow(&path("outside"), Access::READ, true);
        rules.allow(&path("jail"), Access::WRITE, true);
        for name in ["outside/file", "outside/link", "outside/../outside/./file"] {
            assert!(is_settled(&rules, &path(name)), "{name}");
        }
        for name in ["jail/file", "jail/below/file", "outside/way/file", "outside/absent", "outside/absent/file"] {
            assert!(!is_settled(&rules, &path(name)), "{name}");
        }
        assert!(!is_settled(&rules, b"/proc/version"));
        rules.allow(&path("outside/file"), Access::DEVICE, true);
        assert!(is_settled(&rules, &path("outside/file")), "only its content can change");
        std::fs::remove_dir_all(place).unwrap();
    }
}
