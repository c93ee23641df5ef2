//! Calls that create, remove, move or truncate by name.

use crate::confine::landlock::since;
use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::prelude::*;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::{Named, Nowhere, Place};
use crate::sys::{Errno, Result, directory, file};
use crate::syscalls::At;

const ALTERED: Access = Access::ALTER;

/// A name that a call wants to change, and what the rules say of it.
struct Wanted {
    requested: Vec<u8>,
    named: Named,
    judgement: Judgement,
}

impl Wanted {
    fn exists(&self) -> bool {
        file::stat_at(self.named.parent.as_raw_fd(), &self.named.name, libc::AT_SYMLINK_NOFOLLOW).is_ok()
    }

    fn refusal(&self) -> Answer {
        Attempt::on_file("write", &self.named.path, &self.requested)
    }

    fn parent(&self) -> i32 {
        self.named.parent.as_raw_fd()
    }

    /// The name with the slash behind it that only directories may have: the kernel looks after that.
    fn name(&self) -> Vec<u8> {
        let slash: &[u8] = if self.requested.last() == Some(&b'/') { b"/" } else { b"" };
        [self.named.name.as_slice(), slash].concat()
    }
}

/// `nameless` is what the kernel says of a name that cannot be made or removed.
fn wanted(request: &Request, at: At, nameless: i32) -> Step<Wanted> {
    let requested = request.string(at.path)?;
    if requested.is_empty() {
        return Err(Answer::Fail(Errno(libc::ENOENT)));
    }
    let base = request.base(at, &requested)?;
    match request.name(&base, &requested) {
        Ok(Some(named)) => {
            let judgement = request.judge(&named.path, ALTERED);
            Ok(Wanted { requested, named, judgement })
        }
        // `.`, `..` and `/`: the kernel refuses, whoever asks.
        Ok(None) if request.jail.is_alone() => Err(Answer::Fail(Errno(nameless))),
        Ok(None) => Err(Answer::Proceed),
        Err(nowhere) => Err(unreachable(request, &requested, &nowhere)),
    }
}

fn unreachable(request: &Request, requested: &[u8], nowhere: &Nowhere) -> Answer {
    if nowhere.has_no_name() {
        return Answer::Fail(nowhere.errno);
    }
    match request.judge(&nowhere.path, ALTERED) {
        Judgement::Refused => Attempt::on_file("write", &nowhere.path, requested),
        _ => Answer::Fail(nowhere.errno),
    }
}

/// A new name: one that exists already cannot be made, so asking for it (as `mkdir -p` does) is no attempt.
fn make(request: &Request, at: At, perform: impl FnOnce(&Wanted) -> Result<()>) -> Step<Answer> {
    Ok(make_wanted(request, &wanted(request, at, libc::EEXIST)?, perform))
}

fn make_wanted(request: &Request, wanted: &Wanted, perform: impl FnOnce(&Wanted) -> Result<()>) -> Answer {
    match wanted.judgement {
        Judgement::Granted => Answer::Proceed,
        Judgement::Performed => Answer::of(request.perform(|| perform(wanted))),
        Judgement::Refused => refuse_to_make(request, wanted),
    }
}

fn refuse_to_make(request: &Request, wanted: &Wanted) -> Answer {
    let told = wanted.exists() && request.is_visible(&wanted.named.path);
    if told { Answer::Fail(Errno(libc::EEXIST)) } else { wanted.refusal() }
}

pub fn make_directory(request: &Request, at: At, mode: u32) -> Step<Answer> {
    make(request, at, |wanted| file::make_directory(wanted.parent(), &wanted.name(), mode))
}

pub fn make_node(request: &Request, at: At, mode: u32, device: u64) -> Step<Answer> {
    if matches!(mode & libc::S_IFMT, libc::S_IFCHR | libc::S_IFBLK) {
        // Devices are never made in a jail.
        let wanted = wanted(request, at, libc::EEXIST)?;
        return Ok(refuse_to_make(request, &wanted));
    }
    make(request, at, |wanted| file::make_node(wanted.parent(), &wanted.name(), mode, device))
}

/// What is denied is denied by its canonical name: in the place of one of its directories a symbolic link, made there or
/// given a second name there, would give it another.
fn leads_around(request: &Request, wanted: &Wanted) -> bool {
    let path = &wanted.named.path;
    request.jail.rules.leads_to_denied(path) && !request.is_approved(path, ALTERED)
}

pub fn symlink(request: &Request, target: usize, at: At) -> Step<Answer> {
    let target = request.string(target)?;
    let wanted = wanted(request, at, libc::EEXIST)?;
    if leads_around(request, &wanted) {
        return Ok(refuse_to_make(request, &wanted));
    }
    Ok(make_wanted(request, &wanted, |wanted| file::make_symlink(&target, wanted.parent(), &wanted.name())))
}

pub fn remove(request: &Request, at: At, directory: bool) -> Step<Answer> {
    let directory = directory || request.flags_of(at) & libc::AT_REMOVEDIR != 0;
    let wanted = wanted(request, at, libc::EBUSY)?;
    Ok(match wanted.judgement {
        Judgement::Granted => Answer::Proceed,
        Judgement::Refused => wanted.refusal(),
        Judgement::Performed => {
            let flags = if directory { libc::AT_REMOVEDIR } else { 0 };
            Answer::of(request.perform(|| file::unlink(wanted.parent(), &wanted.name(), flags)))
        }
    })
}

pub fn rename(request: &Request, from: At, to: At, flags: u32) -> Step<Answer> {
    let (from, to) = (wanted(request, from, libc::EBUSY)?, wanted(request, to, libc::EBUSY)?);
    for side in [&from, &to] {
        if side.judgement == Judgement::Refused {
            return Ok(side.refusal());
        }
    }
    if from.judgement == Judgement::Granted && to.judgement == Judgement::Granted {
        if request.jail.lets_kernel_judge(since::REFER) {
            return Ok(Answer::Proceed);
        }
    } else {
        for (side, other) in [(&from, &to), (&to, &from)] {
            if !request.is_approved(&side.named.path, ALTERED) && moves_denied(request, side, &other.named.path) {
                return Ok(side.refusal());
            }
        }
    }
    Ok(Answer::of(request.perform(|| file::rename(from.parent(), &from.name(), to.parent(), &to.name(), flags))))
}

/// Whether moving this object would take something denied along, or bring something to a denied name.
fn moves_denied(request: &Request, side: &Wanted, becomes: &[u8]) -> bool {
    let rules = &request.jail.rules;
    if rules.holds_denied(&side.named.path) || rules.holds_denied(becomes) {
        return true;
    }
    if !rules.denies_by_pattern() {
        return false;
    }
    // More than this is too much to look through while everybody waits.
    let mut budget = 10_000;
    contents_denied(request, &side.named.path, becomes, &mut budget)
}

fn contents_denied(request: &Request, now: &[u8], becomes: &[u8], budget: &mut usize) -> bool {
    match file::stat_at(libc::AT_FDCWD, now, libc::AT_SYMLINK_NOFOLLOW) {
        Ok(status) if status.st_mode & libc::S_IFMT == libc::S_IFDIR => {}
        Err(errno) if errno.is_shortage() => return true,
        _ => return false,
    }
    let Ok(names) = directory::names(now) else { return true };
    for name in names {
        let child = |parent: &[u8]| [parent, b"/", &name].concat();
        let (now, becomes) = (child(now), child(becomes));
        *budget = budget.saturating_sub(1);
        let rules = &request.jail.rules;
        if *budget == 0 || rules.is_denied(&now) || rules.is_denied(&becomes) {
            return true;
        }
        if contents_denied(request, &now, &becomes, budget) {
            return true;
        }
    }
    false
}

pub fn link(request: &Request, from: At, to: At, flags: i32) -> Step<Answer> {
    let source = request.string(from.path)?;
    let resolver = &request.jail.resolver;
    let (object, path) = if source.is_empty() && flags & libc::AT_EMPTY_PATH != 0 {
        let object = resolver.directory(&request.caller, request.directory_of(from)).map_err(Answer::Fail)?;
        let path = resolver.name_of(object.as_raw_fd()).map_err(Answer::Fail)?;
        (object, path)
    } else {
        let base = request.base(from, &source)?;
        match request.place(&base, &source, flags & libc::AT_SYMLINK_FOLLOW != 0) {
            Ok(Place::Object(pinned)) => (pinned.object, pinned.path),
            Ok(Place::Absent(_)) => return Ok(Answer::Fail(Errno(libc::ENOENT))),
            Err(nowhere) => {
                return Ok(match request.judge(&nowhere.path, Access::CONTENT) {
                    Judgement::Refused if nowhere.errno.0 == libc::EACCES => {
                        Attempt::on_file("read", &nowhere.path, &source)
                    }
                    _ => Answer::Fail(nowhere.errno),
                });
            }
        }
    };
    let target = wanted(request, to, libc::EEXIST)?;
    if request.judge(&path, Access::CONTENT) == Judgement::Refused {
        return Ok(Attempt::on_file("read", &path, &source));
    }
    if target.judgement == Judgement::Refused || leads_around(request, &target) {
        return Ok(refuse_to_make(request, &target));
    }
    // A second name in a writable place would make a read-only file writable. EXDEV makes programs copy instead.
    match (request.judge(&path, Access::CHANGE | Access::ALTER), target.judgement) {
        (Judgement::Refused, _) => Ok(Answer::Fail(Errno(libc::EXDEV))),
        (Judgement::Granted, Judgement::Granted) if request.jail.lets_kernel_judge(since::REFER) => Ok(Answer::Proceed),
        _ => {
            let path = request.pinned_path(object.as_raw_fd());
            let linked = request.perform(|| {
                file::make_link(libc::AT_FDCWD, &path, target.parent(), &target.name(), libc::AT_SYMLINK_FOLLOW)
            });
            Ok(Answer::of(linked))
        }
    }
}

pub fn truncate(request: &Request, at: At, length: i64) -> Step<Answer> {
    let path = request.string(at.path)?;
    if path.is_empty() {
        return Ok(Answer::Fail(Errno(libc::ENOENT)));
    }
    let base = request.base(at, &path)?;
    match request.place(&base, &path, true) {
        Ok(Place::Object(pinned)) => Ok(match request.judge(&pinned.path, Access::CHANGE) {
            Judgement::Refused => Attempt::on_file("write", &pinned.path, &path),
            Judgement::Granted if request.jail.lets_kernel_judge(since::TRUNCATE) => Answer::Proceed,
            _ => {
                let path = request.pinned_path(pinned.object.as_raw_fd());
                Answer::of(request.perform(|| file::truncate(&path, length)))
            }
        }),
        Ok(Place::Absent(named)) => Ok(match request.judge(&named.path, Access::CHANGE) {
            Judgement::Refused => Attempt::on_file("write", &named.path, &path),
            _ => Answer::Fail(Errno(libc::ENOENT)),
        }),
        Err(nowhere) => Ok(unreachable(request, &path, &nowhere)),
    }
}
