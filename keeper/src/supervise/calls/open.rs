//! open(2) and its variants.

use crate::confine::landlock::since;
use crate::policy::access::Access;
use crate::policy::rules::{Judgement, is_beneath};
use crate::supervise::grounds::Found;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::{Base, Named, Nowhere, Pinned, Place};
use crate::supervise::waiting::Reply;
use crate::sys::fd::OwnedFd;
use crate::sys::{Errno, file};
use crate::syscalls::At;

/// What an open asks for.
struct Wish {
    flags: i32,
    mode: u32,
    /// RESOLVE_ flags of openat2(2)
    resolve: u64,
    /// Flags and mode were read from the caller's memory, where they may change.
    in_memory: bool,
}

impl Wish {
    fn has(&self, flag: i32) -> bool {
        self.flags & flag == flag
    }

    fn writes(&self) -> bool {
        self.flags & libc::O_ACCMODE != libc::O_RDONLY || self.has(libc::O_TRUNC) || self.has(libc::O_TMPFILE)
    }

    fn follows(&self) -> bool {
        !self.has(libc::O_NOFOLLOW) && !self.has(libc::O_CREAT | libc::O_EXCL)
    }

    fn needed(&self) -> Access {
        let read = if self.flags & libc::O_ACCMODE == libc::O_WRONLY { Access::NONE } else { Access::CONTENT };
        let change = if self.writes() { Access::CHANGE } else { Access::NONE };
        let alter = if self.has(libc::O_TMPFILE) { Access::ALTER } else { Access::NONE };
        read | change | alter
    }

    /// Whether an answer may be remembered: seen from the root that we share or from the working directory, nothing
    /// unusual.
    fn may_be_familiar(&self, request: &Request, at: At, path: &[u8]) -> bool {
        let unusual = self.has(libc::O_EXCL) || self.has(libc::O_TMPFILE) || self.in_memory;
        request.jail.enforcing
            && !request.jail.is_wide
            && !unusual
            && (path.first() == Some(&b'/') || request.directory_of(at) == libc::AT_FDCWD)
            && !path.starts_with(b"/proc")
            && !self.truncates_unseen(request)
    }

    /// Whether the kernel's word that the path stays in a granted tree is enough: the call may then go on as it is.
    fn may_take_short_way(&self, request: &Request) -> bool {
        let unusual = self.has(libc::O_TMPFILE) || self.in_memory || self.resolve != 0;
        request.jail.enforcing && !request.jail.is_wide && !unusual && !self.truncates_unseen(request)
    }

    /// Before ABI 3 Landlock does not see that an open for reading truncates.
    fn truncates_unseen(&self, request: &Request) -> bool {
        let reads = self.flags & libc::O_ACCMODE == libc::O_RDONLY;
        !request.jail.lets_kernel_judge(since::TRUNCATE) && (self.in_memory || reads && self.has(libc::O_TRUNC))
    }

    /// The flags with which an object that is pinned is opened for the caller.
    fn flags_of_existing(&self) -> i32 {
        let cleared = libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW;
        (self.flags & !cleared) | libc::O_CLOEXEC | libc::O_NOCTTY
    }

    fn kind(&self) -> &'static str {
        if self.writes() { "write" } else { "read" }
    }
}

/// The name by which a program asks whether it is in a jail. It is nowhere, and no file system answers EISNAM.
const QUESTION: &[u8] = b"/proc/self/jailkeeper";

pub fn open(request: &Request, at: At, flags: i32, mode: u32) -> Step<Answer> {
    decide(request, at, &Wish { flags, mode, resolve: 0, in_memory: false })
}

pub fn open_how(request: &Request, at: At, how: u64, size: u64) -> Step<Answer> {
    // struct open_how: three u64. The kernel refuses other sizes by itself.
    if size < 24 {
        return Ok(Answer::Fail(Errno(libc::EINVAL)));
    }
    let how = request.bytes(how, 24)?;
    let field = |index: usize| u64::from_ne_bytes(how[index * 8..index * 8 + 8].try_into().expect("eight bytes"));
    decide(request, at, &Wish { flags: field(0) as i32, mode: field(1) as u32, resolve: field(2), in_memory: true })
}

fn decide(request: &Request, at: At, wish: &Wish) -> Step<Answer> {
    let misses = request.jail.is_wide || !request.jail.lets_kernel_judge(since::TRUNCATE);
    if wish.has(libc::O_PATH) && wish.in_memory && misses {
        // The flag could be gone when the kernel looks, and Landlock would let a denied file be read, or one that may only
        // be read be emptied. Programs that know openat2(2) fall back to openat(2), whose flags are in a register.
        return Ok(Answer::Fail(Errno(libc::ENOSYS)));
    }
    if wish.has(libc::O_PATH) && request.jail.hides {
        return pin(request, at, wish);
    }
    if wish.has(libc::O_PATH) {
        // Gives no access to content; reopening it is another open.
        return Ok(Answer::Proceed);
    }
    let path = request.string(at.path)?;
    if path.is_empty() {
        return Ok(Answer::Fail(Errno(libc::ENOENT)));
    }
    if path.as_slice() == QUESTION {
        return Ok(Answer::Fail(Errno(libc::EISNAM)));
    }
    let is_familiar = wish.may_be_familiar(request, at, &path);
    if is_familiar && request.jail.familiar.is_granted(&request.caller, &path, wish.needed(), wish.follows()) {
        return Ok(Answer::Proceed);
    }
    if wish.may_take_short_way(request)
        && let Some(answer) = short_way(request, at, wish, &path, is_familiar)
    {
        return Ok(answer);
    }
    let base = request.base(at, &path)?;
    probe(request, wish, &base, &path)?;
    match request.place(&base, &path, wish.follows()) {
        Ok(Place::Object(pinned)) => {
            let answer = existing(request, wish, &path, &pinned);
            if is_familiar && matches!(answer, Answer::Proceed) && !pinned.is_anonymous() {
                request.jail.familiar.note(
                    &request.jail.rules,
                    &path,
                    wish.needed(),
                    wish.follows(),
                    pinned.object.as_raw_fd(),
                );
            }
            Ok(answer)
        }
        Ok(Place::Absent(named)) => Ok(absent(request, wish, &path, &named)),
        Err(nowhere) => Ok(unreachable(request, wish, &path, &nowhere)),
    }
}

fn short_way(request: &Request, at: At, wish: &Wish, path: &[u8], is_familiar: bool) -> Option<Answer> {
    let creates = wish.has(libc::O_CREAT);
    let needed = if creates { wish.needed() | Access::CHANGE | Access::ALTER } else { wish.needed() };
    let jail = request.jail;
    let directory = request.directory_of(at);
    match jail.grounds.look(&jail.rules, &request.caller, directory, path, needed, wish.follows())? {
        Found::Object(_) if wish.has(libc::O_CREAT | libc::O_EXCL) => Some(Answer::Fail(Errno(libc::EEXIST))),
        // Who reads a device may command it: whether that is allowed is another question.
        Found::Object(object) if commands_unseen(request) && file::is_device(object.as_raw_fd()) => None,
        Found::Object(object) => {
            if is_familiar {
                jail.familiar.note(&jail.rules, path, wish.needed(), wish.follows(), object.as_raw_fd());
            }
            Some(Answer::Proceed)
        }
        Found::Absent if creates => Some(Answer::Proceed),
        // Programs look for what may be there all the time: no jailbreak.
        Found::Absent | Found::Nowhere => Some(Answer::Fail(Errno(libc::ENOENT))),
    }
}

/// What the caller's own restriction refuses is refused with its error, whatever our rules say.
fn probe(request: &Request, wish: &Wish, base: &Base, path: &[u8]) -> Step<()> {
    if wish.resolve == 0 {
        return Ok(());
    }
    let flags = libc::O_PATH | libc::O_CLOEXEC | (wish.flags & libc::O_NOFOLLOW);
    match request.jail.resolver.probe(base, path, flags, wish.resolve) {
        Err(errno) if errno.0 != libc::ENOENT => Err(Answer::Fail(errno)),
        _ => Ok(()),
    }
}

/// O_PATH where what is outside is hidden. Such a descriptor cannot be handed over, so the kernel makes it: whoever swaps
/// the path in between holds something that nobody tells anything about (`tell.rs`).
fn pin(request: &Request, at: At, wish: &Wish) -> Step<Answer> {
    let path = request.string(at.path)?;
    let base = request.base(at, &path)?;
    match request.place(&base, &path, wish.follows()) {
        Ok(Place::Object(pinned)) if pinned.is_anonymous() || request.is_visible(&pinned.path) => Ok(Answer::Proceed),
        Ok(_) => Ok(Answer::Fail(Errno(libc::ENOENT))),
        Err(nowhere) => Ok(request.failure(&nowhere)),
    }
}

fn existing(request: &Request, wish: &Wish, requested: &[u8], pinned: &Pinned) -> Answer {
    if wish.has(libc::O_CREAT | libc::O_EXCL) {
        let told = request.is_visible(&pinned.path);
        return if told {
            Answer::Fail(Errno(libc::EEXIST))
        } else {
            Attempt::on_file("write", &pinned.path, requested)
        };
    }
    let judgement = match pinned.is_anonymous() {
        // A pipe, a socket, a memory file: nobody's path. Landlock lets the caller reopen its own.
        true => Judgement::Granted,
        false => request.judge(&pinned.path, wish.needed()),
    };
    match judgement {
        Judgement::Granted
            if request.jail.is_wide || wish.truncates_unseen(request) || is_commanded_unseen(request, pinned) =>
        {
            perform_existing(request, wish, pinned)
        }
        Judgement::Granted => Answer::Proceed,
        Judgement::Refused => Attempt::on_file(wish.kind(), &pinned.path, requested),
        Judgement::Performed => perform_existing(request, wish, pinned),
    }
}

/// Before ABI 5 Landlock lets whoever may read a device command it.
fn commands_unseen(request: &Request) -> bool {
    !request.jail.lets_kernel_judge(since::IOCTL_DEV)
}

fn is_commanded_unseen(request: &Request, pinned: &Pinned) -> bool {
    commands_unseen(request) && file::is_device(pinned.object.as_raw_fd()) && may_only_be_read(request, pinned)
}

fn may_only_be_read(request: &Request, pinned: &Pinned) -> bool {
    request.judge(&pinned.path, Access::CHANGE) == Judgement::Refused
}

fn absent(request: &Request, wish: &Wish, requested: &[u8], named: &Named) -> Answer {
    if !wish.has(libc::O_CREAT) {
        if wish.writes() && request.judge(&named.path, Access::CHANGE) == Judgement::Refused {
            return Attempt::on_file("write", &named.path, requested);
        }
        // Programs look for what may be there all the time: no jailbreak.
        return Answer::Fail(Errno(libc::ENOENT));
    }
    match request.judge(&named.path, wish.needed() | Access::CHANGE | Access::ALTER) {
        Judgement::Granted if !request.jail.is_wide && !wish.truncates_unseen(request) => Answer::Proceed,
        Judgement::Refused => Attempt::on_file("write", &named.path, requested),
        _ => perform_absent(request, wish, requested, named),
    }
}

fn unreachable(request: &Request, wish: &Wish, requested: &[u8], nowhere: &Nowhere) -> Answer {
    let creates = wish.writes() || wish.has(libc::O_CREAT);
    let matters = (creates && !nowhere.has_no_name()) || nowhere.errno.0 == libc::EACCES;
    let needed = if creates { Access::CHANGE } else { Access::CONTENT };
    if matters && request.judge(&nowhere.path, needed) == Judgement::Refused {
        return Attempt::on_file(if creates { "write" } else { "read" }, &nowhere.path, requested);
    }
    request.failure(nowhere)
}

/// Opens the very object that was judged, and hands it over.
fn perform_existing(request: &Request, wish: &Wish, pinned: &Pinned) -> Answer {
    let fd = pinned.object.as_raw_fd();
    let kind = match file::stat(fd) {
        Ok(status) => status.st_mode & libc::S_IFMT,
        Err(errno) => return Answer::Fail(errno),
    };
    match kind {
        libc::S_IFLNK => return Answer::Fail(Errno(libc::ELOOP)),
        // Opening a queue may wait for its other end: that is not for the keeper to wait for.
        libc::S_IFIFO if !wish.has(libc::O_NONBLOCK) => return perform_waiting(request, wish, pinned),
        // Whoever has a device open for reading can command it, and Landlock limits only what it sees opened.
        libc::S_IFCHR | libc::S_IFBLK if may_only_be_read(request, pinned) => {
            return Answer::Fail(Errno(libc::EACCES));
        }
        _ => {}
    }
    if file::is_on_proc(fd) && !is_beneath(&pinned.path, b"/proc") {
        // Mounted elsewhere: whose a process there is, its name does not say, and its `self` is us.
        return Answer::Fail(Errno(libc::EACCES));
    }
    let path = request.pinned_path(fd);
    inject(wish, request.perform(|| file::open(libc::AT_FDCWD, &path, wish.flags_of_existing(), wish.mode)))
}

/// In a thread, which may wait for the other end.
fn perform_waiting(request: &Request, wish: &Wish, pinned: &Pinned) -> Answer {
    let credentials = match request.reach().and_then(|()| request.credentials()) {
        Ok(credentials) => credentials,
        Err(errno) => return Answer::Fail(errno),
    };
    let path = request.pinned_path(pinned.object.as_raw_fd());
    // The pin goes away with this call: the thread needs its own.
    let Ok(own) = file::open(libc::AT_FDCWD, &path, libc::O_PATH | libc::O_CLOEXEC, 0) else {
        return Answer::Fail(Errno(libc::EMFILE));
    };
    let path = request.pinned_path(own.as_raw_fd());
    let flags = wish.flags_of_existing();
    let close_on_exec = wish.has(libc::O_CLOEXEC);
    request.jail.waiting.later(request.notification.id, credentials, move || {
        let fd = file::open(libc::AT_FDCWD, &path, flags, 0)?;
        drop(own);
        Ok(Reply::Descriptor { fd, close_on_exec })
    })
}

fn perform_absent(request: &Request, wish: &Wish, requested: &[u8], named: &Named) -> Answer {
    if requested.last() == Some(&b'/') {
        // As the kernel says it: it makes no directory here, and nothing else has such a name.
        return Answer::Fail(Errno(libc::EISDIR));
    }
    // The name was just seen to be absent: if something is there now, O_EXCL finds out and the caller tries again.
    let flags = wish.flags | libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NOCTTY;
    let parent = named.parent.as_raw_fd();
    match request.perform(|| file::open(parent, &named.name, flags, wish.mode)) {
        Err(Errno(libc::EEXIST)) if !wish.has(libc::O_EXCL) => {
            let base = match file::open(parent, b".", libc::O_PATH | libc::O_CLOEXEC, 0) {
                Ok(directory) => Base::Directory(directory),
                Err(errno) => return Answer::Fail(errno),
            };
            match request.place(&base, &named.name, wish.follows()) {
                Ok(Place::Object(pinned)) => existing(request, wish, requested, &pinned),
                _ => Answer::Fail(Errno(libc::EAGAIN)),
            }
        }
        outcome => inject(wish, outcome),
    }
}

fn inject(wish: &Wish, opened: crate::sys::Result<OwnedFd>) -> Answer {
    match opened {
        Ok(fd) => Answer::Inject { fd, close_on_exec: wish.has(libc::O_CLOEXEC) },
        Err(errno) => Answer::Fail(errno),
    }
}
