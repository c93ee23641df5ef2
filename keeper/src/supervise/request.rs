//! One call that waits for an answer.

use super::caller::{Caller, Credentials};
use super::familiar::Familiar;
use super::grounds::Grounds;
use super::impersonate::Own;
use super::network::Network;
use super::resolve::{Base, Named, Nowhere, Place, Resolver, Walked};
use super::tree::Tree;
use super::verify::Identity;
use super::waiting::Waiting;
use crate::policy::access::Access;
use crate::policy::rules::{Judgement, Rules};
use crate::prelude::*;
use crate::sys::fd::OwnedFd;
use crate::sys::file::number;
use crate::sys::seccomp::Notification;
use crate::sys::{Errno, Result, memory};
use crate::syscalls::At;
use core::cell::RefCell;

/// What every answer is made from.
pub struct Jail {
    pub rules: Rules,
    pub resolver: Resolver,
    pub own: Own,
    pub familiar: Familiar,
    pub grounds: Grounds,
    pub tree: Tree,
    /// Without a Landlock domain (log mode) nothing is refused: what is allowed may go on.
    pub enforcing: bool,
    /// 0 without a domain.
    pub landlock_abi: u32,
    /// What the rules do not name does not exist for calls that only tell.
    pub hides: bool,
    /// Landlock lets more be read and executed than the rules: no open may simply go on, and every exec is verified.
    pub is_wide: bool,
    pub network: Network,
    pub waiting: Waiting,
}

impl Jail {
    /// Whether the kernel refuses nothing by itself: then no call may go on whose meaning the target's memory can change.
    pub fn is_alone(&self) -> bool {
        self.enforcing && self.landlock_abi == 0
    }

    /// Whether the kernel itself judges what Landlock knows since this ABI, or nothing is refused anyway.
    pub fn lets_kernel_judge(&self, since: u32) -> bool {
        !self.enforcing || self.landlock_abi >= since
    }
}

/// An attempt to leave the jail: what it was, and what the call would return under `deny`.
pub struct Attempt {
    pub mode: &'static str,
    pub file: Vec<u8>,
    pub requested: Vec<u8>,
    pub errno: Errno,
}

impl Attempt {
    pub fn on_file(mode: &'static str, file: &[u8], requested: &[u8]) -> Answer {
        Answer::Attempt(Attempt {
            mode,
            file: file.to_vec(),
            requested: requested.to_vec(),
            errno: Errno(libc::EACCES),
        })
    }

    pub fn exec(file: &[u8], requested: &[u8]) -> Attempt {
        Attempt { mode: "exec", file: file.to_vec(), requested: requested.to_vec(), errno: Errno(libc::EACCES) }
    }

    pub fn on_system(mode: &'static str, requested: &[u8]) -> Answer {
        Answer::Attempt(Attempt { mode, file: Vec::new(), requested: requested.to_vec(), errno: Errno(libc::EPERM) })
    }
}

/// What the policy's author said yes to, as the attempt named it. Nothing else is meant by it: by the time of the
/// verdict the caller may have written another path or address where the first one stood.
#[derive(Clone, PartialEq, Eq)]
pub struct Approval {
    mode: &'static str,
    file: Vec<u8>,
}

impl Approval {
    pub fn of(attempt: &Attempt) -> Approval {
        Approval { mode: attempt.mode, file: attempt.file.clone() }
    }

    /// Whether what needs this access to this path, or asks to connect to this address, is what was shown.
    fn covers(&self, path: &[u8], needed: Access) -> bool {
        let fits = match self.mode {
            "exec" => needed.includes(Access::EXECUTE),
            "read" => needed == Access::CONTENT || needed == Access::NONE,
            "write" | "connect" => !needed.includes(Access::EXECUTE),
            _ => false,
        };
        fits && self.file == path
    }
}

pub enum Answer {
    /// The kernel may perform the call: whatever it must refuse, it refuses itself.
    Proceed,
    Fail(Errno),
    Succeed(i64),
    /// The target gets this descriptor.
    Inject {
        fd: OwnedFd,
        close_on_exec: bool,
    },
    /// The kernel may execute this file, and must be seen to execute no other.
    Verify {
        expected: Identity,
        file: Vec<u8>,
        requested: Vec<u8>,
    },
    /// Somebody else will answer: a thread that may have to wait.
    Later,
    Attempt(Attempt),
}

impl Answer {
    pub fn of(result: Result<()>) -> Answer {
        match result {
            Ok(()) => Answer::Succeed(0),
            Err(errno) => Answer::Fail(errno),
        }
    }
}

/// What the kernel could not read either fails as it would. A program that hides its memory from us (it may be executed,
/// but not read, by its user) cannot be supervised: whatever it asks for is an attempt.
fn unreadable(errno: Errno) -> Answer {
    match errno.0 {
        libc::EFAULT | libc::ENAMETOOLONG => Answer::Fail(errno),
        _ => Attempt::on_system("kernel", b""),
    }
}

/// Ends a call's handling early with an answer.
pub type Step<T> = core::result::Result<T, Answer>;

/// `/proc/<pid>/net` is about the machine: its interfaces and routes may be read, not who is connected to whom.
fn is_harmless_about_network(below: &[u8]) -> bool {
    const HARMLESS: [&[u8]; 9] =
        [b"dev", b"if_inet6", b"route", b"ipv6_route", b"snmp", b"snmp6", b"netstat", b"sockstat", b"sockstat6"];
    let Some(at) = below.windows(5).position(|part| part == b"/net/") else { return true };
    HARMLESS.contains(&&below[at + 5..])
}

pub struct Request<'a> {
    pub jail: &'a Jail,
    pub notification: &'a Notification,
    pub caller: Caller,
    /// What the policy's author said yes to in this one call.
    pub approvals: &'a [Approval],
    /// The paths that were resolved for this call, where the keeper might have more rights than the caller.
    pub walked: RefCell<Vec<Walked>>,
}

impl<'a> Request<'a> {
    pub fn new(jail: &'a Jail, notification: &'a Notification, caller: Caller, approvals: &'a [Approval]) -> Self {
        Request { jail, notification, caller, approvals, walked: RefCell::default() }
    }
}

impl Request<'_> {
    /// Whether the policy's author said yes to this.
    pub fn is_approved(&self, path: &[u8], needed: Access) -> bool {
        self.approvals.iter().any(|approval| approval.covers(path, needed))
    }

    /// Likewise for an address, as attempts show it.
    pub fn may_reach(&self, shown: &[u8]) -> bool {
        self.is_approved(shown, Access::CHANGE)
    }

    pub fn argument(&self, index: usize) -> u64 {
        self.notification.arguments[index]
    }

    /// An argument of which the kernel looks at 32 bits.
    pub fn int(&self, index: usize) -> i32 {
        self.argument(index) as u32 as i32
    }

    /// A string of the target. Unreadable is not allowed: the call fails as the kernel would have it fail.
    pub fn string(&self, index: usize) -> Step<Vec<u8>> {
        memory::read_string(self.notification.pid, self.argument(index)).map_err(unreadable)
    }

    pub fn bytes(&self, address: u64, length: usize) -> Step<Vec<u8>> {
        let mut bytes = vec![0; length];
        memory::read_exact(self.notification.pid, address, &mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }

    pub fn directory_of(&self, at: At) -> i32 {
        at.directory.map_or(libc::AT_FDCWD, |index| self.int(index))
    }

    pub fn flags_of(&self, at: At) -> i32 {
        at.flags.map_or(0, |index| self.int(index))
    }

    pub fn base(&self, at: At, path: &[u8]) -> Step<Base> {
        self.jail.resolver.base(&self.caller, self.directory_of(at), path).map_err(Answer::Fail)
    }

    pub fn place(&self, base: &Base, path: &[u8], follow: bool) -> core::result::Result<Place, Nowhere> {
        let placed = self.jail.resolver.place(&self.jail.tree, &self.caller, base, path, follow)?;
        if !self.jail.own.is_ordinary() {
            self.walked.borrow_mut().push(Walked::of(base, path, follow, &placed));
        }
        Ok(placed)
    }

    /// The name that a call creates, removes or replaces; see `Resolver::name`.
    pub fn name(&self, base: &Base, path: &[u8]) -> core::result::Result<Option<Named>, Nowhere> {
        let named = self.jail.resolver.name(&self.jail.tree, &self.caller, base, path)?;
        if let (false, Some(named)) = (self.jail.own.is_ordinary(), &named) {
            self.walked.borrow_mut().push(Walked::to(base, path, named));
        }
        Ok(named)
    }

    /// The rules' word on a canonical path, `/proc` included.
    pub fn judge(&self, path: &[u8], needed: Access) -> Judgement {
        let judgement = match self.judge_process_directory(path, needed) {
            Some(judgement) => judgement,
            None => self.jail.rules.judge(path, needed),
        };
        match judgement {
            Judgement::Refused if self.is_approved(path, needed) => Judgement::Performed,
            Judgement::Performed if !self.jail.enforcing => Judgement::Granted,
            judgement => judgement,
        }
    }

    /// `/proc/<pid>/…` of the jail's own processes is theirs to read; of it they may write what programs write about
    /// themselves. `/proc` can be listed. Nothing else there is anybody's.
    fn judge_process_directory(&self, path: &[u8], needed: Access) -> Option<Judgement> {
        const WRITABLE: [&[u8]; 8] = [
            b"/comm",
            b"/oom_score_adj",
            b"/mem",
            b"/clear_refs",
            b"/coredump_filter",
            b"/timerslack_ns",
            b"/autogroup",
            b"/loginuid",
        ];
        if self.jail.rules.is_denied(path) {
            return Some(Judgement::Refused);
        }
        let rest = path.strip_prefix(b"/proc")?;
        if rest.is_empty() {
            return (needed == Access::CONTENT).then_some(Judgement::Performed);
        }
        let first = rest[1..].split(|&byte| byte == b'/').next().unwrap_or_default();
        let pid: u32 = core::str::from_utf8(first).ok()?.parse().ok()?;
        let own = self.jail.tree.holds(pid);
        let below = &rest[1 + first.len()..];
        let changes = needed.includes(Access::CHANGE) || needed.includes(Access::ALTER);
        let allowed =
            own && is_harmless_about_network(below) && (!changes || WRITABLE.iter().any(|name| below.ends_with(name)));
        let judgement = if allowed { Judgement::Performed } else { Judgement::Refused };
        Some(if self.jail.rules.judge(path, needed) == Judgement::Granted { Judgement::Granted } else { judgement })
    }

    /// Whether the path exists for the caller, where the policy hides what is outside: it is allowed in any way, or leads
    /// to what is.
    pub fn is_visible(&self, path: &[u8]) -> bool {
        if !self.jail.hides {
            return true;
        }
        match self.judge_process_directory(path, Access::CONTENT) {
            Some(judgement) => judgement != Judgement::Refused,
            None => self.jail.rules.shows(path),
        }
    }

    /// What a path that leads nowhere fails with: where what is outside is hidden, nothing of it shows.
    pub fn failure(&self, nowhere: &Nowhere) -> Answer {
        Answer::Fail(if self.is_visible(&nowhere.path) { nowhere.errno } else { Errno(libc::ENOENT) })
    }

    /// The caller's credentials; without them nothing is performed for it.
    pub fn credentials(&self) -> Result<&Credentials> {
        self.caller.status().map(|status| &status.credentials).ok_or(Errno(libc::EACCES))
    }

    /// Whether the caller may walk the paths that we have walked for it: directories that it may not search hide from it
    /// what is in them, however well we can see it.
    pub fn reach(&self) -> Result<()> {
        if self.walked.borrow().is_empty() {
            return Ok(());
        }
        self.perform(|| Ok(()))
    }

    /// Asked while we have the caller's rights. Who has no more than those has walked as the caller would.
    fn reaches_at_once(&self, credentials: &Credentials) -> bool {
        let Jail { own, resolver, .. } = self.jail;
        own.is(credentials) || self.walked.borrow().iter().all(|walked| resolver.leads_at_once(walked))
    }

    /// Component by component, where the way leads through /proc or is barred.
    fn walk_again(&self, credentials: &Credentials) -> Result<()> {
        self.walked.borrow().iter().try_for_each(|walked| {
            let again = |action: &mut dyn FnMut() -> Result<OwnedFd>| self.jail.own.act_as(credentials, action);
            self.jail.resolver.walk_again(&self.jail.tree, &self.caller, walked, &again)
        })
    }

    /// Performs an action with exactly the caller's rights, if the caller may walk to what it is about.
    pub fn perform<T>(&self, action: impl FnOnce() -> Result<T>) -> Result<T> {
        let credentials = self.credentials()?;
        self.is_current()?;
        let own = &self.jail.own;
        let mut waiting = Some(action);
        let performed = own.act_as(credentials, || match self.reaches_at_once(credentials) {
            true => waiting.take().map(|action| action()).transpose(),
            false => Ok(None),
        })?;
        match (performed, waiting) {
            (Some(value), _) => Ok(value),
            (None, Some(action)) => {
                self.walk_again(credentials)?;
                self.is_current()?;
                own.act_as(credentials, action)
            }
            (None, None) => Err(Errno(libc::EACCES)),
        }
    }

    /// Whoever died meanwhile may have left its number to somebody else: then what was read of it is not the caller's.
    pub fn is_current(&self) -> Result<()> {
        if self.jail.waiting.still_waits(self.notification.id) { Ok(()) } else { Err(Errno(libc::ESRCH)) }
    }

    /// A path through which a pinned object is reached whatever happens to its names.
    pub fn pinned_path(&self, fd: i32) -> Vec<u8> {
        [b"/proc/self/fd/".as_slice(), &number(fd as u64)].concat()
    }
}
