//! What a process has open before it is jailed: that stays, and is told. What is outside the policy may be closed.

use super::remote::{Scratch, Worker};
use super::threads::Threads;
use crate::policy::access::Access;
use crate::policy::rules::{Judgement, Rules};
use crate::prelude::*;
use crate::supervise::verify::mapped_path;
use crate::sys::{Result, directory, file};
use alloc::collections::BTreeSet;

/// One open descriptor, or one file that is mapped.
#[derive(Debug, PartialEq, Eq)]
pub struct Inherited {
    /// None for what is mapped.
    pub fd: Option<i32>,
    /// As /proc names it: a path, or `pipe:[1]`, `socket:[1]`, `anon_inode:[eventpoll]`.
    pub path: Vec<u8>,
    pub mode: &'static str,
    /// Whether the policy would not let it be opened. What has no path is nobody's.
    pub is_outside: bool,
}

pub fn find(pid: i32, rules: &Rules) -> Result<Vec<Inherited>> {
    let process = [b"/proc/".as_slice(), &file::number(pid as u64)].concat();
    let mut found = descriptors(&process, rules)?;
    found.extend(mappings(&process, rules)?);
    Ok(found)
}

fn is_outside(rules: &Rules, path: &[u8], needed: Access) -> bool {
    let is_named = path.first() == Some(&b'/') && !path.starts_with(b"/memfd:") && path != b"/dev/null";
    is_named && rules.judge(path, needed) == Judgement::Refused
}

fn descriptors(process: &[u8], rules: &Rules) -> Result<Vec<Inherited>> {
    let links = [process, b"/fd"].concat();
    let mut found = Vec::new();
    for name in directory::names(&links)? {
        let Some(fd) = core::str::from_utf8(&name).ok().and_then(|name| name.parse().ok()) else { continue };
        let Ok(path) = file::read_link(libc::AT_FDCWD, &[links.as_slice(), b"/", &name].concat()) else { continue };
        let information = [process, b"/fdinfo/", &name].concat();
        let text = file::read_whole(libc::AT_FDCWD, &information, 64 << 10).unwrap_or_default();
        let (mode, needed) = mode_of(flags_of(&text));
        found.push(Inherited { fd: Some(fd), is_outside: is_outside(rules, &path, needed), path, mode });
    }
    found.sort_by_key(|inherited| inherited.fd);
    Ok(found)
}

/// The flags of proc_pid_fdinfo(5), which are octal.
fn flags_of(text: &[u8]) -> i32 {
    let line = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(b"flags:"));
    let word = line.and_then(|rest| core::str::from_utf8(rest.trim_ascii()).ok());
    word.and_then(|word| i32::from_str_radix(word, 8).ok()).unwrap_or(libc::O_RDWR)
}

fn mode_of(flags: i32) -> (&'static str, Access) {
    if flags & libc::O_PATH != 0 {
        return ("path", Access::CONTENT);
    }
    match flags & libc::O_ACCMODE {
        libc::O_RDONLY => ("read", Access::CONTENT),
        libc::O_WRONLY => ("write", Access::CHANGE),
        _ => ("read-write", Access::CONTENT | Access::CHANGE),
    }
}

fn mappings(process: &[u8], rules: &Rules) -> Result<Vec<Inherited>> {
    let text = file::read_to_its_end(&[process, b"/maps"].concat())?;
    let paths: BTreeSet<&[u8]> = text.split(|&byte| byte == b'\n').filter_map(mapped_path).collect();
    Ok(paths
        .into_iter()
        .map(|path| Inherited {
            fd: None,
            path: path.to_vec(),
            mode: "map",
            is_outside: is_outside(rules, path, Access::CONTENT),
        })
        .collect())
}

/// Puts /dev/null where a descriptor leads outside: its number stays taken, as programs expect of what they have open.
pub fn close_outside(worker: &Worker, scratch: &Scratch, threads: &Threads, found: &[Inherited]) -> Result<()> {
    let outside: Vec<u64> = found.iter().filter(|one| one.is_outside).filter_map(|one| Some(one.fd? as u64)).collect();
    if outside.is_empty() {
        return Ok(());
    }
    let path = scratch.write(threads, 0, b"/dev/null\0")?;
    let flags = (libc::O_RDWR | libc::O_CLOEXEC) as u64;
    let nothing = worker.call(libc::SYS_openat, [libc::AT_FDCWD as u64, path, flags, 0, 0, 0])?;
    for fd in outside {
        worker.call(libc::SYS_dup3, [nothing, fd, 0, 0, 0, 0])?;
    }
    worker.call(libc::SYS_close, [nothing, 0, 0, 0, 0, 0]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_how_a_file_is_open() {
        assert_eq!(mode_of(flags_of(b"pos:\t0\nflags:\t0100002\nmnt_id:\t1\n")).0, "read-write");
        assert_eq!(mode_of(flags_of(b"flags:\t0100000\n")).0, "read");
        assert_eq!(mode_of(flags_of(b"flags:\t02101\n")).0, "write");
        assert_eq!(mode_of(flags_of(b"flags:\t010100000\n")).0, "path");
    }

    #[test]
    fn reads_what_is_mapped() {
        assert_eq!(mapped_path(b"1-2 r-xp 00000000 08:02 173521  /a b (deleted)"), Some(b"/a b (deleted)".as_slice()));
        assert_eq!(mapped_path(b"1-2 rw-p 00000000 00:00 0  [heap]"), None);
        assert_eq!(mapped_path(b"1-2 rw-p 00000000 00:00 0"), None);
    }
}
