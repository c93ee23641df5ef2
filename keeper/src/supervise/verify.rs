//! Execution where Landlock cannot tell the allowed from the denied: in trees with holes, and by pattern. The path that
//! was judged may be another one by the time the kernel reads it. So the thread is traced for the length of the call:
//! it stops with the new program loaded and not one instruction of it run, and then it is the program itself that is
//! judged, not its path.

use super::tree::Tree;
use crate::prelude::*;
use crate::sys::trace::{self, Stop};
use crate::sys::{Errno, Result, file, signal};

/// What a file is, whatever it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    pub device: u64,
    pub inode: u64,
}

impl Identity {
    pub fn of(status: &libc::stat) -> Identity {
        Identity { device: status.st_dev, inode: status.st_ino }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Verified {
    /// The expected program was loaded, or the call failed by itself, or its caller was killed.
    Fine,
    /// Another program than the one that was judged. It has been killed before it began.
    Swapped,
}

fn program_of(pid: i32) -> Result<Identity> {
    let path = [b"/proc/".as_slice(), &file::number(pid as u64), b"/exe"].concat();
    file::stat_at(libc::AT_FDCWD, &path, 0).map(|status| Identity::of(&status))
}

/// Lets an exec go on under observation. `proceed` answers the call. Fails, with nothing answered, when the thread
/// cannot be traced.
pub fn execute(
    tree: &Tree,
    thread: u32,
    process: u32,
    expected: Identity,
    allows: impl Fn(&[u8]) -> bool,
    proceed: impl FnOnce() -> Result<()>,
) -> Result<Verified> {
    let (thread, process) = (thread as i32, process as i32);
    trace::seize(thread)?;
    if let Err(errno) = proceed() {
        trace::detach(thread);
        return Err(errno);
    }
    loop {
        // A thread that executes takes over its process's number.
        for pid in [thread, process] {
            match trace::look(pid) {
                Ok(Some(Stop::Executed)) => return Ok(judge(pid, expected, &allows)),
                Ok(Some(Stop::Interrupted)) => {
                    trace::detach(pid);
                    return Ok(Verified::Fine);
                }
                Ok(Some(Stop::Gone)) => {
                    if !tree.keeps_zombie(pid) {
                        let _ = crate::sys::process::wait_for_one(pid);
                    }
                    return Ok(Verified::Fine);
                }
                Ok(Some(Stop::Other)) => trace::go_on(pid),
                Err(Errno(libc::ECHILD)) if thread == process => return Ok(Verified::Fine),
                _ => {}
            }
        }
        signal::wait_briefly();
    }
}

/// The kernel writes a line feed in a name as `\012`, which is also a legal part of a name: both must be allowed.
fn with_line_feeds(path: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        match rest.strip_prefix(br"\012") {
            Some(after) => {
                name.push(b'\n');
                rest = after;
            }
            None => {
                name.push(byte);
                rest = after;
            }
        }
    }
    name
}

/// The path at the end of a line of proc_pid_maps(5).
pub fn mapped_path(line: &[u8]) -> Option<&[u8]> {
    const FIELDS_BEFORE_PATH: usize = 5;
    let mut rest = line;
    for _ in 0..FIELDS_BEFORE_PATH {
        let end = rest.iter().position(|&byte| byte == b' ')?;
        rest = rest[end..].trim_ascii_start();
    }
    (rest.first() == Some(&b'/')).then_some(rest)
}

/// The files that the kernel has mapped for the new program: itself, and the loader that it names (PT_INTERP).
fn mapped_files(pid: i32) -> Result<Vec<Vec<u8>>> {
    let path = [b"/proc/".as_slice(), &file::number(pid as u64), b"/maps"].concat();
    // A program of many segments, at a long path, could push its loader out of a text that is cut off.
    let text = file::read_to_its_end(&path)?;
    Ok(text.split(|&byte| byte == b'\n').filter_map(mapped_path).map(<[u8]>::to_vec).collect())
}

/// A program without a directory (a memory file) has only its identity.
fn is_named(path: &[u8]) -> bool {
    !path.starts_with(b"/memfd:")
}

fn judge(pid: i32, expected: Identity, allows: &impl Fn(&[u8]) -> bool) -> Verified {
    let files = mapped_files(pid).unwrap_or_default();
    let program = program_of(pid);
    let fine = program == Ok(expected)
        && !files.is_empty()
        && files.iter().all(|path| !is_named(path) || (allows(path) && allows(&with_line_feeds(path))));
    // Somebody else's SIGKILL may come between, and leaves nothing to look at. It will not run, and tried nothing.
    let has_died = (program.is_err() || files.is_empty()) && !trace::stands(pid);
    if !fine {
        let _ = signal::send(pid, libc::SIGKILL);
    }
    trace::detach(pid);
    if fine || has_died { Verified::Fine } else { Verified::Swapped }
}
