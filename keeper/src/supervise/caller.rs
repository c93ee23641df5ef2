//! The thread that made a call, as /proc shows it.

use crate::prelude::*;
use crate::sys::file;
use crate::sys::{Errno, Result};
use core::cell::OnceCell;

/// What a call is made with: the ids that the file system checks, the groups, the umask and the capabilities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credentials {
    pub user: u32,
    pub group: u32,
    pub groups: Vec<u32>,
    pub umask: u32,
    pub effective_capabilities: u64,
}

#[derive(Clone, Debug)]
pub struct Status {
    pub process: u32,
    pub parent: u32,
    pub credentials: Credentials,
}

pub struct Caller {
    pub thread: u32,
    status: OnceCell<Option<Status>>,
}

/// Reads `/proc/<pid>/status`.
fn read_status_text(pid: u32) -> Result<Vec<u8>> {
    let path = [b"/proc/".as_slice(), &file::number(pid.into()), b"/status"].concat();
    file::read_whole(libc::AT_FDCWD, &path, 16 * 1024)
}

/// The parent, also of a process that has ended and waits for somebody to ask how: it has no umask any more, so no status.
pub fn read_parent(pid: u32) -> Result<u32> {
    let text = read_status_text(pid)?;
    number_of(&text, b"PPid:")
}

fn number_of(text: &[u8], field: &[u8]) -> Result<u32> {
    let line = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|rest| core::str::from_utf8(rest.trim_ascii()).ok()?.parse().ok());
    number.ok_or(Errno(libc::EIO))
}

/// The process that a thread belongs to.
pub fn read_process(thread: u32) -> Result<u32> {
    let text = read_status_text(thread).map_err(|_| Errno(libc::ESRCH))?;
    number_of(&text, b"Tgid:")
}

/// The letter of proc_pid_stat(5).
pub fn read_state(pid: u32) -> Option<u8> {
    let path = [b"/proc/".as_slice(), &file::number(pid.into()), b"/stat"].concat();
    let text = file::read_whole(libc::AT_FDCWD, &path, 512).ok()?;
    let end = text.iter().rposition(|&byte| byte == b')')?;
    text.get(end + 2).copied()
}

pub fn parse_status(text: &[u8]) -> Result<Status> {
    let text = String::from_utf8_lossy(text);
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let numbers = |name: &str| -> Vec<u32> {
        field(name).unwrap_or_default().split_whitespace().filter_map(|word| word.parse().ok()).collect()
    };
    let missing = Errno(libc::EIO);
    let single = |name: &str| numbers(name).first().copied().ok_or(missing);
    // Of real, effective, saved and file system id, the last.
    let last = |name: &str| numbers(name).get(3).copied().ok_or(missing);
    let radix = |name: &str, radix| field(name).and_then(|word| u64::from_str_radix(word, radix).ok()).ok_or(missing);
    Ok(Status {
        process: single("Tgid:")?,
        parent: single("PPid:")?,
        credentials: Credentials {
            user: last("Uid:")?,
            group: last("Gid:")?,
            groups: numbers("Groups:"),
            umask: radix("Umask:", 8)? as u32,
            effective_capabilities: radix("CapEff:", 16)?,
        },
    })
}

pub fn parse_arguments(text: &[u8]) -> Vec<Vec<u8>> {
    let text = text.strip_suffix(b"\0").unwrap_or(text);
    if text.is_empty() { Vec::new() } else { text.split(|&byte| byte == 0).map(<[u8]>::to_vec).collect() }
}

impl Caller {
    pub fn new(thread: u32) -> Caller {
        Caller { thread, status: OnceCell::new() }
    }

    pub fn status(&self) -> Option<&Status> {
        self.status.get_or_init(|| parse_status(&read_status_text(self.thread).ok()?).ok()).as_ref()
    }

    /// The process that the thread belongs to.
    pub fn process(&self) -> u32 {
        self.status().map_or(self.thread, |status| status.process)
    }

    pub fn thread_path(&self) -> Vec<u8> {
        [&file::number(self.process().into()), b"/task/".as_slice(), &file::number(self.thread.into())].concat()
    }

    /// `/proc/<thread><rest>`
    pub fn proc_path(&self, rest: &[u8]) -> Vec<u8> {
        [b"/proc/".as_slice(), &file::number(self.thread.into()), rest].concat()
    }

    /// The link in /proc that leads to what a directory argument stands for (AT_FDCWD: the working directory).
    pub fn directory_link(&self, directory: i32) -> Option<Vec<u8>> {
        match directory {
            libc::AT_FDCWD => Some(self.proc_path(b"/cwd")),
            fd if fd >= 0 => Some(self.proc_path(&[b"/fd/".as_slice(), &file::number(fd as u64)].concat())),
            _ => None,
        }
    }

    pub fn executable(&self) -> Vec<u8> {
        file::read_link(libc::AT_FDCWD, &self.proc_path(b"/exe")).unwrap_or_default()
    }

    pub fn cwd(&self) -> Vec<u8> {
        file::read_link(libc::AT_FDCWD, &self.proc_path(b"/cwd")).unwrap_or_default()
    }

    /// The command line, at most 4 KiB of it.
    pub fn arguments(&self) -> Vec<Vec<u8>> {
        parse_arguments(&file::read_whole(libc::AT_FDCWD, &self.proc_path(b"/cmdline"), 4096).unwrap_or_default())
    }
}
