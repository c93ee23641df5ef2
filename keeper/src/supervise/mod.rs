//! The supervisor: answers the jail's calls, one at a time, until the command has ended.
//!
//! Every wait is in one poll(2): the listener (a call waits for an answer), and all others behind one descriptor
//! (`others.rs`): the channel (a verdict, or the library's end), signals (a process ended), the time, and at first the
//! status pipe of the command that is being executed.

pub mod caller;
pub mod calls;
mod channel;
mod familiar;
mod grounds;
mod impersonate;
mod ledger;
mod network;
mod others;
mod request;
pub mod resolve;
mod settled;
pub mod tree;
pub mod verify;
mod waiting;

pub use channel::Channel;
pub use familiar::Familiar;
pub use grounds::Grounds;
pub use impersonate::Own;
pub use network::{AbstractHolder, Network};
pub use others::{News, Others};
pub use request::Jail;
pub use resolve::{Resolver, join};
pub use tree::Tree;
pub use waiting::Waiting;

use crate::confine;
use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::prelude::*;
use crate::protocol::order::OnJailbreak;
use crate::protocol::report::{self, Areas, Jailbreak, Verdict};
use crate::sys::fd::RawFd;
use crate::sys::process::{self, Ending};
use crate::sys::seccomp::{Listener, Notification};
use crate::sys::{Errno, file, signal};
use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use caller::Caller;
use ledger::{Ledger, MOST_BYTES_IN_FILE};
use request::{Answer, Approval, Attempt, Request};
use verify::Verified;

/// So many calls are taken in before the first of them is answered.
const MOST_RECEIVED: usize = 64;
/// No call names more things than a rename, but one that changes its mind is asked about anew.
const MOST_APPROVALS: usize = 8;

/// So many questions may be open at a time. Who asks more is refused.
const MOST_ASKED: usize = 1024;

/// What the supervisor is started with.
pub struct Setting {
    pub jail: Jail,
    pub listener: Arc<Listener>,
    /// Whether the kernel asks about calls at all.
    pub is_asked: bool,
    pub channel: Channel,
    pub others: Others,
    pub on_jailbreak: OnJailbreak,
    pub detached: bool,
    /// Whether the channel is a socket, which is read while the jail runs, and on which the library can end.
    pub connected: bool,
    pub areas: Areas,
    pub guard: i32,
}

/// How the supervisor's work ended.
pub enum Outcome {
    Ended,
    /// The command could not be executed; nothing ran.
    Failed(Errno, Channel),
}

/// An attempt that waits for a verdict.
struct Question {
    notification: Notification,
    errno: Errno,
    /// What the call may do if the answer is yes; the last of them is what this question is about.
    approvals: Vec<Approval>,
}

pub struct Supervisor {
    setting: Setting,
    ledger: Ledger,
    /// Attempts that wait for a verdict, by report id.
    asked: BTreeMap<u64, Question>,
    started: bool,
    listening: bool,
    killed: bool,
    lost: bool,
    /// Calls that were received and not answered yet.
    received: VecDeque<Notification>,
    last_caller: u32,
}

impl Supervisor {
    pub fn new(setting: Setting) -> Supervisor {
        Supervisor {
            ledger: Ledger::new((!setting.connected).then_some(MOST_BYTES_IN_FILE)),
            asked: BTreeMap::new(),
            started: false,
            listening: setting.is_asked,
            setting,
            killed: false,
            lost: false,
            received: VecDeque::new(),
            last_caller: 0,
        }
    }

    pub fn run(mut self) -> Outcome {
        // While the command is being executed, which takes as long.
        if confine::supervisor::confine(&mut self.needed()).is_err() {
            self.lose("the supervisor could not confine itself");
            self.kill();
        }
        loop {
            let listener = if self.listening { self.setting.listener.fd() } else { -1 };
            let others = self.setting.others.as_raw_fd();
            let [calls, others] = match file::poll([(listener, libc::POLLIN), (others, libc::POLLIN)], -1) {
                Ok(ready) => ready,
                Err(Errno(libc::EINTR)) => continue,
                // Not even two descriptors are allowed.
                Err(_) => process::leave_to_guard(),
            };
            let mut ended = false;
            if others.events != 0 {
                let news = self.setting.others.look();
                if news.status
                    && let Some(errno) = self.executed()
                {
                    return Outcome::Failed(errno, self.setting.channel);
                }
                ended = news.signals;
                self.attend(&news);
            }
            if calls.events & libc::POLLIN != 0 {
                self.answer_waiting();
            } else if calls.events != 0 {
                // Hung up: no process with our filter is left.
                self.listening = false;
            }
            if self.setting.channel.is_broken() && !self.setting.detached {
                self.kill();
            }
            if self.killed {
                self.setting.jail.tree.end();
            }
            if (self.killed || ended)
                && let Some(ending) = self.setting.jail.tree.reap()
            {
                self.end(ending);
                return Outcome::Ended;
            }
        }
    }

    fn attend(&mut self, news: &News) {
        if news.signals {
            self.take_signals();
        }
        if news.channel {
            self.take_verdicts();
            if self.setting.channel.is_broken() {
                self.setting.others.forget_channel();
            }
        }
        // Also in a jail that never lets us rest.
        if news.tick {
            // Nobody reads a file before the end.
            if self.setting.connected {
                let lines = self.ledger.unreported();
                self.setting.channel.write(&lines);
            }
            self.setting.jail.familiar.doubt();
            self.setting.jail.grounds.forget();
            self.setting.jail.waiting.release_dead();
            self.watch_guard();
        }
    }

    /// The status pipe spoke: the command was executed (it closed), or could not be. Nothing that the command itself asked
    /// for has been looked at yet.
    fn executed(&mut self) -> Option<Errno> {
        let status = self.setting.others.take_status()?;
        match crate::target::read_status(status.as_raw_fd()) {
            Some(crate::target::Status::NotExecuted(errno)) => return Some(errno),
            _ => self.report_started(),
        }
        drop(status);
        self.setting.jail.grounds.forget();
        if confine::supervisor::close_memory().is_err() {
            self.lose("the supervisor could not confine itself");
            self.kill();
        }
        None
    }

    /// The descriptors that are needed until the end; what is pinned or copied for a call comes and goes.
    fn needed(&self) -> Vec<RawFd> {
        let Setting { jail, listener, channel, others, .. } = &self.setting;
        let mut needed = vec![listener.fd(), channel.fd()];
        needed.extend(others.needed());
        needed.extend(jail.resolver.needed());
        needed.extend(jail.network.needed());
        needed.extend(jail.tree.needed());
        needed
    }

    fn report_started(&mut self) {
        if !core::mem::replace(&mut self.started, true) {
            let jail = &self.setting.jail;
            let line = report::started(jail.tree.target, jail.landlock_abi, &self.setting.areas);
            self.setting.channel.write(&line);
        }
    }

    /// A signal for the keeper is meant for the command; the guard's death says SIGTERM too.
    fn take_signals(&mut self) {
        while let Some(number) = signal::take(self.setting.others.signals()) {
            match number {
                // What our own children, writes and limits say.
                libc::SIGCHLD | libc::SIGPIPE | libc::SIGXFSZ | libc::SIGXCPU => {}
                _ if self.is_alone() => self.kill(),
                number => drop(signal::send(self.setting.jail.tree.target, number)),
            }
        }
    }

    /// Whether the guard is dead.
    fn is_alone(&mut self) -> bool {
        let alone = process::parent_id() != self.setting.guard;
        if alone {
            self.lose("the guard was killed");
        }
        alone
    }

    /// A guard that is dead or stopped could not end the jail: then we do. Its death is not signalled if we have performed
    /// a call as another user meanwhile: that forgets the parent death signal (prctl(2)).
    fn watch_guard(&mut self) {
        if self.is_alone() {
            return self.kill();
        }
        if matches!(caller::read_state(self.setting.guard as u32), Some(b'T' | b't')) {
            self.lose("the guard was stopped");
            self.kill();
        }
    }

    fn lose(&mut self, cause: &str) {
        if !core::mem::replace(&mut self.lost, true) {
            self.setting.channel.write(&report::lost(cause));
        }
    }

    /// Receives what waits before it answers the first: only a call that was received is safe from signals, which would
    /// make it fail with EINTR. Where one thread calls again and again there is nothing else to receive.
    fn answer_waiting(&mut self) {
        while let Ok(notification) = self.setting.listener.receive() {
            let others = core::mem::replace(&mut self.last_caller, notification.pid) != notification.pid;
            self.received.push_back(notification);
            let waiting = others
                && file::poll([(self.setting.listener.fd(), libc::POLLIN)], 0)
                    .is_ok_and(|[listener]| listener.events & libc::POLLIN != 0);
            if !waiting || self.received.len() >= MOST_RECEIVED {
                break;
            }
        }
        while let Some(notification) = self.received.pop_front() {
            if self.killed {
                // No call of a jail that is being killed is answered.
                self.received.clear();
                return;
            }
            self.answer(&notification, Vec::new());
        }
    }

    fn answer(&mut self, notification: &Notification, approvals: Vec<Approval>) {
        let id = notification.id;
        let caller = Caller::new(notification.pid);
        let request = Request::new(&self.setting.jail, notification, caller, &approvals);
        let answer = calls::answer(&request);
        let listener = &self.setting.listener;
        let sent = match answer {
            Answer::Proceed => listener.proceed(id),
            Answer::Fail(errno) => listener.fail(id, errno),
            Answer::Succeed(value) => listener.succeed(id, value),
            Answer::Later => Ok(()),
            Answer::Verify { expected, file, requested } => {
                let (thread, process) = (notification.pid, request.caller.process());
                let before = record(&request, &Attempt::exec(&file, &requested));
                let tree = &self.setting.jail.tree;
                let allows = |path: &[u8]| request.judge(path, Access::EXECUTE) != Judgement::Refused;
                match verify::execute(tree, thread, process, expected, allows, || listener.proceed(id)) {
                    Ok(Verified::Fine) => Ok(()),
                    Ok(Verified::Swapped) => {
                        self.report_swapped(notification, before);
                        Ok(())
                    }
                    Err(_) => listener.fail(id, Errno(libc::EACCES)),
                }
            }
            Answer::Inject { fd, close_on_exec } => listener.inject(id, fd.as_raw_fd(), close_on_exec),
            // What was said yes to already, but nobody can do for the caller: the kernel's own business, other processes.
            Answer::Attempt(attempt) if approvals.contains(&Approval::of(&attempt)) => listener.fail(id, attempt.errno),
            Answer::Attempt(attempt) => {
                let record = record(&request, &attempt);
                // A pid that was given to another meanwhile would blame the wrong one.
                if self.setting.listener.is_valid(id) {
                    self.attempted(notification, &attempt, &record, approvals);
                }
                Ok(())
            }
        };
        if let Err(errno) = sent
            && errno.0 != libc::ENOENT
        {
            // An answer that cannot be given is a refusal.
            let _ = self.setting.listener.fail(id, errno);
        }
    }

    fn attempted(
        &mut self,
        notification: &Notification,
        attempt: &Attempt,
        record: &Jailbreak,
        mut approvals: Vec<Approval>,
    ) {
        self.report_started();
        if self.setting.on_jailbreak == OnJailbreak::Ask && self.asked.len() < MOST_ASKED {
            approvals.push(Approval::of(attempt));
            let question = Question { notification: *notification, errno: attempt.errno, approvals };
            let id = self.ledger.ask();
            self.asked.insert(id, question);
            self.setting.channel.write(&report::jailbreak(id, record, "ask"));
            return;
        }
        let verdict = match self.setting.on_jailbreak {
            // Too many questions are open already.
            OnJailbreak::Deny | OnJailbreak::Ask => "deny",
            OnJailbreak::Log => "log",
            _ => "kill",
        };
        if verdict == "kill" {
            // Before anything else. The call is never answered: it does not happen.
            self.kill();
        }
        let lines = self.ledger.note(record, verdict);
        self.setting.channel.write(&lines);
        let listener = &self.setting.listener;
        let _ = match verdict {
            // Where what is outside is hidden, a refusal must not tell that it is there.
            "deny" if self.setting.jail.hides && attempt.mode != "write" && attempt.file.first() == Some(&b'/') => {
                listener.fail(notification.id, Errno(libc::ENOENT))
            }
            "deny" => listener.fail(notification.id, attempt.errno),
            "log" => listener.proceed(notification.id),
            _ => Ok(()),
        };
    }

    /// Another program than the judged one was loaded, and killed before it began.
    fn report_swapped(&mut self, notification: &Notification, mut record: Jailbreak) {
        let caller = Caller::new(notification.pid);
        record.file = caller.executable();
        let attempt = Attempt::exec(&record.file, &record.requested);
        self.attempted(notification, &attempt, &record, Vec::new());
    }

    fn take_verdicts(&mut self) {
        let mut verdicts = Vec::new();
        self.setting.channel.receive(|line| verdicts.push(report::read_verdict(line)));
        for verdict in verdicts {
            match verdict {
                Ok((id, verdict)) => self.decide(id, verdict),
                // A library that speaks nonsense cannot be trusted with the jail.
                Err(_) => self.kill(),
            }
        }
    }

    fn decide(&mut self, id: u64, verdict: Verdict) {
        let Some(Question { notification, errno, approvals }) = self.asked.remove(&id) else { return };
        match verdict {
            Verdict::Kill => self.kill(),
            Verdict::Log if approvals.len() <= MOST_APPROVALS => self.answer(&notification, approvals),
            Verdict::Log | Verdict::Deny => {
                let _ = self.setting.listener.fail(notification.id, errno);
            }
        }
    }

    fn kill(&mut self) {
        if !core::mem::replace(&mut self.killed, true) {
            self.setting.jail.tree.kill_all();
        }
    }

    /// The command has ended, and with it everything it started.
    fn end(mut self, ending: Ending) {
        // The kernel says that nobody is left to ask as soon as the last one begins to end.
        if self.listening || !self.setting.is_asked || self.setting.jail.tree.has_others() {
            self.setting.jail.tree.end();
        }
        self.report_started();
        let mut lines = self.ledger.unreported();
        if !self.lost {
            lines.extend(report::ended(ending, self.ledger.total()));
        }
        self.setting.channel.write(&lines);
        if self.lost && process::parent_id() == self.setting.guard {
            // It is stopped, and whoever started it waits for its end.
            let _ = signal::send(self.setting.guard, libc::SIGKILL);
        }
    }
}

fn record(request: &Request, attempt: &Attempt) -> Jailbreak {
    let notification = request.notification;
    let caller = &request.caller;
    let time_us = process::time_us();
    Jailbreak {
        mode: attempt.mode,
        file: attempt.file.clone(),
        requested: attempt.requested.clone(),
        syscall: calls::name_of(notification.architecture, notification.number),
        pid: caller.process(),
        ppid: caller.status().map_or(0, |status| status.parent),
        executable: caller.executable(),
        arguments: caller.arguments(),
        cwd: caller.cwd(),
        time_us,
    }
}
