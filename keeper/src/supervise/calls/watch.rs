//! inotify_add_watch(2): whoever may not list a directory may not be told what happens in it either.

use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::Place;
use crate::sys::{Errno, file, socket};
use crate::syscalls::At;

/// Performed on a copy of the caller's inotify descriptor and on the pinned object.
pub fn add(request: &Request, at: At, mask: usize) -> Step<Answer> {
    let mask = request.int(mask) as u32;
    let path = request.string(at.path)?;
    let base = request.base(at, &path)?;
    let pinned = match request.place(&base, &path, mask & libc::IN_DONT_FOLLOW == 0) {
        Ok(Place::Object(pinned)) => pinned,
        Ok(Place::Absent(_)) => return Ok(Answer::Fail(Errno(libc::ENOENT))),
        Err(nowhere) => {
            let refused =
                nowhere.errno.0 == libc::EACCES && request.judge(&nowhere.path, Access::CONTENT) == Judgement::Refused;
            return Ok(if refused {
                Attempt::on_file("read", &nowhere.path, &path)
            } else {
                request.failure(&nowhere)
            });
        }
    };
    if request.judge(&pinned.path, Access::CONTENT) == Judgement::Refused {
        return Ok(Attempt::on_file("read", &pinned.path, &path));
    }
    if !request.jail.enforcing {
        return Ok(Answer::Proceed);
    }
    let watcher = socket::copy_descriptor(request.caller.process() as i32, request.int(0))
        .map_err(|errno| Answer::Fail(if errno.0 == libc::EBADF { errno } else { Errno(libc::EACCES) }))?;
    let path = request.pinned_path(pinned.object.as_raw_fd());
    let watched = request.perform(|| file::add_watch(watcher.as_raw_fd(), &path, mask & !libc::IN_DONT_FOLLOW));
    Ok(watched.map_or_else(Answer::Fail, |number| Answer::Succeed(number.into())))
}
