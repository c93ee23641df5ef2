//! Calls that only tell about a path, where the policy hides what is outside: there it does not exist. What is shown is
//! told by the keeper, about the object that it has pinned, so that no other path can be told about instead.

use crate::prelude::*;
use crate::supervise::request::{Answer, Request, Step};
use crate::supervise::resolve::{Pinned, Place};
use crate::sys::{Errno, Result, file, memory};
use crate::syscalls::{At, Object};

/// Largest value, and largest list, of extended attributes (xattr(7)).
const LARGEST: usize = 64 * 1024;

const HIDDEN: Errno = Errno(libc::ENOENT);

/// What the caller holds open, it may be told about; a descriptor that only points (O_PATH), and a working directory,
/// open nothing.
fn held(request: &Request, fd: i32) -> Step<Pinned> {
    let resolver = &request.jail.resolver;
    let object = resolver.directory(&request.caller, fd).map_err(Answer::Fail)?;
    let path = resolver.name_of(object.as_raw_fd()).map_err(Answer::Fail)?;
    let pinned = Pinned { object, path };
    let told = pinned.is_anonymous() || request.is_visible(&pinned.path) || is_open(request, fd, &pinned);
    if told { Ok(pinned) } else { Err(Answer::Fail(HIDDEN)) }
}

/// Whether the descriptor was opened to be read or written, and still stands for this object (proc_pid_fdinfo(5)).
fn is_open(request: &Request, fd: i32, pinned: &Pinned) -> bool {
    let path = request.caller.proc_path(&[b"/fdinfo/".as_slice(), &file::number(fd as u64)].concat());
    let text = if fd < 0 { Vec::new() } else { file::read_whole(libc::AT_FDCWD, &path, 4096).unwrap_or_default() };
    let text = String::from_utf8_lossy(&text);
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let flags = field("flags:").and_then(|word| i32::from_str_radix(word, 8).ok());
    let inode = field("ino:").and_then(|word| word.parse::<u64>().ok());
    let is_same = file::stat(pinned.object.as_raw_fd()).is_ok_and(|status| Some(status.st_ino) == inode);
    is_same && flags.is_some_and(|flags| flags & libc::O_PATH == 0)
}

fn by_path(request: &Request, at: At, follow: bool) -> Step<Pinned> {
    let flags = request.flags_of(at);
    let takes_empty = flags & libc::AT_EMPTY_PATH != 0;
    // Since Linux 6.11 no path at all is as good as an empty one.
    let is_given = request.argument(at.path) != 0 || !takes_empty;
    let path = if is_given { request.string(at.path)? } else { Vec::new() };
    if path.is_empty() {
        return if takes_empty { held(request, request.directory_of(at)) } else { Err(Answer::Fail(HIDDEN)) };
    }
    let base = request.base(at, &path)?;
    let follow = follow && flags & libc::AT_SYMLINK_NOFOLLOW == 0;
    match request.place(&base, &path, follow) {
        Ok(Place::Object(pinned)) if pinned.is_anonymous() || request.is_visible(&pinned.path) => {
            request.reach().map_err(Answer::Fail).map(|()| pinned)
        }
        // A link to what is shown is shown: `/lib` is one.
        Ok(Place::Object(pinned)) if !follow => match request.place(&base, &path, true) {
            Ok(Place::Object(target)) if request.is_visible(&target.path) => Ok(pinned),
            _ => Err(Answer::Fail(HIDDEN)),
        },
        Ok(_) => Err(Answer::Fail(HIDDEN)),
        Err(nowhere) if request.is_visible(&nowhere.path) => Err(Answer::Fail(nowhere.errno)),
        Err(_) => Err(Answer::Fail(HIDDEN)),
    }
}

fn subject(request: &Request, object: Object) -> Step<Pinned> {
    match object {
        Object::Link(at) => by_path(request, at, false),
        Object::Path(at) | Object::PathOrDescriptor(at) => by_path(request, at, true),
        Object::Descriptor(index) => held(request, request.int(index)),
    }
}

/// Writes what was asked for into the caller's memory; the value is the result of the call.
fn tell(request: &Request, told: Result<Vec<u8>>, into: u64, value: i64) -> Answer {
    let told = told.and_then(|bytes| request.is_current().map(|()| bytes));
    match told.and_then(|bytes| memory::write(request.notification.pid, into, &bytes)) {
        Ok(()) => Answer::Succeed(value),
        Err(Errno(libc::EPERM | libc::ESRCH)) => Answer::Fail(Errno(libc::EFAULT)),
        Err(errno) => Answer::Fail(errno),
    }
}

/// A string of bytes with a size that may be too small, or 0 to ask for the length.
fn tell_list(request: &Request, told: Result<Vec<u8>>, into: u64, size: u64) -> Answer {
    match told {
        Ok(bytes) if size == 0 => Answer::Succeed(bytes.len() as i64),
        Ok(bytes) if bytes.len() as u64 > size => Answer::Fail(Errno(libc::ERANGE)),
        Ok(bytes) if bytes.is_empty() => Answer::Succeed(0),
        Ok(bytes) => {
            let length = bytes.len() as i64;
            tell(request, Ok(bytes), into, length)
        }
        Err(errno) => Answer::Fail(errno),
    }
}

pub fn status(request: &Request, object: Object, into: usize) -> Step<Answer> {
    let pinned = subject(request, object)?;
    let told = file::stat_bytes(pinned.object.as_raw_fd());
    Ok(tell(request, told, request.argument(into), 0))
}

pub fn status_extended(request: &Request, object: Object, flags: usize, mask: usize, into: usize) -> Step<Answer> {
    let pinned = subject(request, object)?;
    let sync = request.int(flags) & libc::AT_STATX_SYNC_TYPE;
    let told = file::statx_bytes(pinned.object.as_raw_fd(), sync, request.int(mask) as u32);
    Ok(tell(request, told, request.argument(into), 0))
}

pub fn access(request: &Request, object: Object, mode: usize) -> Step<Answer> {
    let mode = request.int(mode);
    let pinned = subject(request, object)?;
    Ok(Answer::of(request.perform(|| file::check_access(pinned.object.as_raw_fd(), mode))))
}

pub fn read_link(request: &Request, at: At, into: usize, size: usize) -> Step<Answer> {
    let size = request.int(size);
    if size <= 0 {
        return Ok(Answer::Fail(Errno(libc::EINVAL)));
    }
    let pinned = by_path(request, At { flags: None, ..at }, false)?;
    let mut target = match pinned.path.as_slice() {
        b"/proc/self" => file::number(request.caller.process().into()),
        b"/proc/thread-self" => request.caller.thread_path(),
        _ => file::read_link(pinned.object.as_raw_fd(), b"").map_err(|errno| {
            // ENOENT is what the kernel says of an empty path that is no link.
            Answer::Fail(if errno == HIDDEN { Errno(libc::EINVAL) } else { errno })
        })?,
    };
    target.truncate(size as usize);
    let length = target.len() as i64;
    Ok(tell(request, Ok(target), request.argument(into), length))
}

pub fn file_system_status(request: &Request, object: Object, into: usize) -> Step<Answer> {
    let pinned = subject(request, object)?;
    let told = file::statfs_bytes(pinned.object.as_raw_fd());
    Ok(tell(request, told, request.argument(into), 0))
}

/// Arguments behind the name: value, size.
pub fn get_attribute(request: &Request, object: Object, name: usize) -> Step<Answer> {
    let label = request.string(name)?;
    let pinned = subject(request, object)?;
    let path = request.pinned_path(pinned.object.as_raw_fd());
    let told = request.perform(|| file::get_attribute(&path, &label, LARGEST));
    Ok(tell_list(request, told, request.argument(name + 1), request.argument(name + 2)))
}

/// Arguments: list, size.
pub fn list_attributes(request: &Request, object: Object, into: usize) -> Step<Answer> {
    let pinned = subject(request, object)?;
    let path = request.pinned_path(pinned.object.as_raw_fd());
    let told = request.perform(|| file::list_attributes(&path, LARGEST));
    Ok(tell_list(request, told, request.argument(into), request.argument(into + 1)))
}

/// Nobody can change another's working directory, so the kernel does it. Whoever swaps the path in between learns that a
/// directory exists, and gains nothing in it.
pub fn change_directory(request: &Request, at: At) -> Step<Answer> {
    by_path(request, at, true).map(|_| Answer::Proceed)
}
