//! execve(2) and execveat(2), through `#!` to the interpreter that the kernel will load.

use crate::prelude::*;
use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::{Pinned, Place};
use crate::supervise::verify::Identity;
use crate::syscalls::At;
use crate::sys::{Errno, file};

/// Like the kernel: a script's interpreter may itself be a script, so often (BINPRM_MAX_RECURSION).
const MOST_INTERPRETERS: usize = 5;

/// The kernel looks at this much of a file (BINPRM_BUF_SIZE).
const HEAD: usize = 256;

pub fn execute(request: &Request, at: At) -> Step<Answer> {
    let path = request.string(at.path)?;
    let flags = request.flags_of(at);
    let resolver = &request.jail.resolver;
    let pinned = if path.is_empty() && flags & libc::AT_EMPTY_PATH != 0 {
        let object = resolver.directory(&request.caller, request.directory_of(at)).map_err(Answer::Fail)?;
        let path = resolver.name_of(object.as_raw_fd()).map_err(Answer::Fail)?;
        Pinned { object, path }
    } else if path.is_empty() {
        return Ok(Answer::Fail(Errno(libc::ENOENT)));
    } else {
        let base = request.base(at, &path)?;
        match request.place(&base, &path, flags & libc::AT_SYMLINK_NOFOLLOW == 0) {
            Ok(Place::Object(pinned)) => pinned,
            // Shells and execvp(3) try every directory of PATH, also those that their user may not enter.
            Ok(Place::Absent(_)) => return Ok(Answer::Fail(Errno(libc::ENOENT))),
            Err(nowhere) => return Ok(Answer::Fail(nowhere.errno)),
        }
    };
    judge(request, pinned, &path)
}

fn judge(request: &Request, mut pinned: Pinned, requested: &[u8]) -> Step<Answer> {
    let (first, mut expected) = (pinned.path.clone(), None);
    for _ in 0..MOST_INTERPRETERS {
        if pinned.is_anonymous() {
            expected = Some(Identity::of(&file::stat(pinned.object.as_raw_fd()).map_err(Answer::Fail)?));
            break;
        }
        let status = file::stat(pinned.object.as_raw_fd()).map_err(Answer::Fail)?;
        if status.st_mode & libc::S_IFMT != libc::S_IFREG {
            // The kernel refuses everything but a regular file.
            return Ok(Answer::Fail(Errno(libc::EACCES)));
        }
        match request.judge(&pinned.path, Access::EXECUTE) {
            Judgement::Granted => {}
            Judgement::Performed if request.jail.is_wide => {}
            _ => return Ok(Attempt::on_file("exec", &pinned.path, requested)),
        }
        expected = Some(Identity::of(&status));
        let Some(interpreter) = interpreter_of(request, &pinned) else { break };
        let base = request.base(At { directory: None, path: 0, flags: None }, &interpreter)?;
        match request.place(&base, &interpreter, true) {
            Ok(Place::Object(next)) => pinned = next,
            _ => return Ok(Answer::Fail(Errno(libc::ENOENT))),
        }
    }
    Ok(match expected {
        Some(expected) if request.jail.is_wide && request.jail.enforcing => {
            Answer::Verify { expected, file: first, requested: requested.to_vec() }
        }
        _ => Answer::Proceed,
    })
}

/// The path behind `#!`, if the file begins so.
fn interpreter_of(request: &Request, pinned: &Pinned) -> Option<Vec<u8>> {
    let path = request.pinned_path(pinned.object.as_raw_fd());
    let head = file::read_whole(libc::AT_FDCWD, &path, HEAD).ok()?;
    let line = head.strip_prefix(b"#!")?.split(|&byte| byte == b'\n').next()?;
    let word = line.split(|&byte| byte == b' ' || byte == b'\t').find(|word| !word.is_empty())?;
    Some(word.to_vec())
}
