//! Calls that change what the inode says: mode, owner, times, attributes. Landlock knows none of them, so the keeper
//! performs each one itself, on the object that it has pinned and judged.

use super::process::signal_at_input;
use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::prelude::*;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::{Pinned, Place};
use crate::sys::fd::OwnedFd;
use crate::sys::{Errno, Result, file};
use crate::syscalls::{At, FIOASYNC, HARMLESS_IOCTLS, OWNER_IOCTLS, Object, TERMINAL_IOCTLS, TimesForm};

/// Largest value of an extended attribute (xattr(7)).
const LARGEST_ATTRIBUTE: u64 = 64 * 1024;

struct Subject {
    pinned: Pinned,
    requested: Vec<u8>,
}

fn by_descriptor(request: &Request, fd: i32) -> Step<Subject> {
    let resolver = &request.jail.resolver;
    let object = resolver.directory(&request.caller, fd).map_err(Answer::Fail)?;
    let path = resolver.name_of(object.as_raw_fd()).map_err(Answer::Fail)?;
    Ok(Subject { pinned: Pinned { object, path }, requested: Vec::new() })
}

fn by_path(request: &Request, at: At, follow: bool, nullable: bool) -> Step<Subject> {
    let flags = request.flags_of(at);
    // utimensat(fd, NULL, …) acts on the descriptor, like AT_EMPTY_PATH.
    if nullable && request.argument(at.path) == 0 && request.directory_of(at) != libc::AT_FDCWD {
        return by_descriptor(request, request.directory_of(at));
    }
    let requested = request.string(at.path)?;
    if requested.is_empty() {
        if flags & libc::AT_EMPTY_PATH == 0 {
            return Err(Answer::Fail(Errno(libc::ENOENT)));
        }
        return by_descriptor(request, request.directory_of(at));
    }
    let base = request.base(at, &requested)?;
    match request.place(&base, &requested, follow && flags & libc::AT_SYMLINK_NOFOLLOW == 0) {
        Ok(Place::Object(pinned)) => Ok(Subject { pinned, requested }),
        Ok(Place::Absent(named)) => Err(missing(request, &named.path, &requested, Errno(libc::ENOENT))),
        Err(nowhere) => Err(missing(request, &nowhere.path, &requested, nowhere.errno)),
    }
}

fn missing(request: &Request, path: &[u8], requested: &[u8], errno: Errno) -> Answer {
    if errno.0 == libc::ENAMETOOLONG {
        return Answer::Fail(errno);
    }
    match request.judge(path, Access::ALTER) {
        Judgement::Refused => Attempt::on_file("write", path, requested),
        _ => Answer::Fail(errno),
    }
}

/// The object, judged. In log mode nothing is refused.
fn subject(request: &Request, object: Object) -> Step<Subject> {
    let subject = match object {
        Object::Path(at) => by_path(request, at, true, false)?,
        Object::PathOrDescriptor(at) => by_path(request, at, true, true)?,
        Object::Link(at) => by_path(request, at, false, false)?,
        Object::Descriptor(index) => by_descriptor(request, request.int(index))?,
    };
    let judged =
        subject.pinned.is_anonymous() || request.judge(&subject.pinned.path, Access::ALTER) != Judgement::Refused;
    if judged { Ok(subject) } else { Err(Attempt::on_file("write", &subject.pinned.path, &subject.requested)) }
}

fn is_symlink(object: &OwnedFd) -> Result<bool> {
    Ok(file::stat(object.as_raw_fd())?.st_mode & libc::S_IFMT == libc::S_IFLNK)
}

pub fn change_mode(request: &Request, object: Object, mode: u32) -> Step<Answer> {
    let subject = subject(request, object)?;
    let object = &subject.pinned.object;
    let path = request.pinned_path(object.as_raw_fd());
    Ok(Answer::of(request.perform(|| {
        if is_symlink(object)? {
            return Err(Errno(libc::EOPNOTSUPP));
        }
        file::change_mode(libc::AT_FDCWD, &path, mode)
    })))
}

pub fn change_owner(request: &Request, object: Object, user: u32, group: u32) -> Step<Answer> {
    let subject = subject(request, object)?;
    let fd = subject.pinned.object.as_raw_fd();
    Ok(Answer::of(request.perform(|| file::change_owner(fd, b"", user, group, libc::AT_EMPTY_PATH))))
}

pub fn change_times(request: &Request, object: Object, form: TimesForm) -> Step<Answer> {
    let times = times(request, form)?;
    let subject = subject(request, object)?;
    let object = &subject.pinned.object;
    let path = request.pinned_path(object.as_raw_fd());
    Ok(Answer::of(request.perform(|| {
        if is_symlink(object)? {
            // AT_EMPTY_PATH on the pinned link itself: it has no path that would not be followed.
            return file::change_times(object.as_raw_fd(), b"", times, libc::AT_EMPTY_PATH);
        }
        file::change_times(libc::AT_FDCWD, &path, times, 0)
    })))
}

fn times(request: &Request, form: TimesForm) -> Step<Option<[libc::timespec; 2]>> {
    let (index, length) = match form {
        TimesForm::Seconds(index) => (index, 16),
        TimesForm::Microseconds(index) | TimesForm::Nanoseconds(index) => (index, 32),
    };
    if request.argument(index) == 0 {
        return Ok(None);
    }
    let bytes = request.bytes(request.argument(index), length)?;
    let field = |index: usize| i64::from_ne_bytes(bytes[index * 8..index * 8 + 8].try_into().expect("eight bytes"));
    let time = |seconds: i64, nanoseconds: i64| libc::timespec { tv_sec: seconds, tv_nsec: nanoseconds };
    let valid = |microseconds: i64| (0..1_000_000).contains(&microseconds);
    Ok(Some(match form {
        TimesForm::Seconds(_) => [time(field(0), 0), time(field(1), 0)],
        TimesForm::Microseconds(_) if !valid(field(1)) || !valid(field(3)) => {
            return Err(Answer::Fail(Errno(libc::EINVAL)));
        }
        TimesForm::Microseconds(_) => [time(field(0), field(1) * 1000), time(field(2), field(3) * 1000)],
        TimesForm::Nanoseconds(_) => [time(field(0), field(1)), time(field(2), field(3))],
    }))
}

/// Arguments behind the name: value, size, flags.
pub fn set_attribute(request: &Request, object: Object, name: usize) -> Step<Answer> {
    let label = request.string(name)?;
    let size = request.argument(name + 2);
    if size > LARGEST_ATTRIBUTE {
        return Ok(Answer::Fail(Errno(libc::E2BIG)));
    }
    let value = if size == 0 { Vec::new() } else { request.bytes(request.argument(name + 1), size as usize)? };
    let flags = request.int(name + 3);
    let subject = subject(request, object)?;
    let object = &subject.pinned.object;
    let path = request.pinned_path(object.as_raw_fd());
    Ok(Answer::of(request.perform(|| {
        if is_symlink(object)? {
            return Err(Errno(libc::EPERM));
        }
        file::set_attribute(&path, &label, &value, flags)
    })))
}

pub fn remove_attribute(request: &Request, object: Object, name: usize) -> Step<Answer> {
    let label = request.string(name)?;
    let subject = subject(request, object)?;
    let object = &subject.pinned.object;
    let path = request.pinned_path(object.as_raw_fd());
    Ok(Answer::of(request.perform(|| {
        if is_symlink(object)? {
            return Err(Errno(libc::EPERM));
        }
        file::remove_attribute(&path, &label)
    })))
}

/// The ioctls that the filter asks about: attributes of files, owners of signals, and typing into terminals.
pub fn change_flags(request: &Request) -> Step<Answer> {
    let command = request.int(1) as u32;
    if TERMINAL_IOCTLS.contains(&command) {
        return Ok(Attempt::on_system("kernel", b""));
    }
    if HARMLESS_IOCTLS.contains(&command) {
        return Ok(Answer::Proceed);
    }
    if command == FIOASYNC {
        return Ok(signal_at_input(request));
    }
    if OWNER_IOCTLS.contains(&command) {
        // Who gets the signal is behind a pointer; fcntl(F_SETOWN) says it in a register.
        return Ok(Answer::Fail(Errno(libc::EPERM)));
    }
    subject(request, Object::Descriptor(0))?;
    // Inside the jail no attempt, but flags like "immutable" are not a jailed program's to set.
    Ok(if request.jail.enforcing { Answer::Fail(Errno(libc::EPERM)) } else { Answer::Proceed })
}
