//! The keeper of JailKeeper: runs one command that nobody trusts.
//!
//! # Theory of operation
//!
//! Started as `jailkeeper-keeper FD` by the library; FD is the channel (`protocol/PROTOCOL.md`). Three processes, which
//! share one memory until the last of them executes (a fork would cost more than everything else they do to start):
//!
//! - the **guard** (`guard.rs`), the one that the library started. It owns the channel's last word. Subreaper.
//! - the **supervisor** (`supervise/`), its child. Reads the order, opens the rules, forks the command, answers its
//!   calls. Owns the listener, the channel and a descriptor for signals. Subreaper: orphans of the jail are its children,
//!   and as their ancestor it may read their memory (Yama).
//! - the **target** (`target.rs`), its child: confines itself and becomes the command.
//!
//! Who dies when: the command ends -> the supervisor kills and reaps the rest, reports `ended`, exits 0 and leaves the
//! command's zombie to the guard, which ends as the command did. The supervisor dies or is stopped -> the guard kills
//! the jail. The guard dies -> the supervisor gets SIGTERM (parent death signal) and kills the jail; it also notices a
//! stopped guard. The library dies -> the channel ends, and the supervisor kills the jail unless it is detached.
//!
//! Started as `jailkeeper-keeper FD attach` there is no command: the target is a process that runs already (`attach/`), and
//! somebody else's child.
//!
//! Rights: all three run as the user that the library chose. The target gives up capabilities, new privileges, and the
//! file system outside its rules. Guard and supervisor give up what they do not need once the command runs: most
//! capabilities, most system calls, descriptors, and the guard all files (`confine/guard.rs`, `confine/supervisor.rs`).
//!
//! There is no libc and no runtime (`sys/startup.rs`): the keeper is this code, `core`, and an engine for the regular
//! expressions of policies.
#![cfg_attr(not(any(test, fuzzing)), no_std)]

extern crate alloc;

mod attach;
#[cfg(any(test, fuzzing))]
#[path = "../../fuzz/checks/mod.rs"]
pub mod checks;
mod confine;
mod enforcement;
mod examine;
mod guard;
mod mark;
mod policy;
mod prelude;
mod protocol;
mod supervise;
mod sys;
mod syscalls;
mod target;

use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use alloc::sync::Arc;
use confine::capabilities;
use confine::landlock::{BadRule, Domain, build, build_unseen, usable_abi};
use confine::unseen;
use core::sync::atomic::Ordering;
use enforcement::Means;
use guard::{FINISHED, Guard, NOT_EXECUTED, REFUSED, TARGET};
use policy::rules::Rules;
use protocol::order::{self, Enforcement, OnJailbreak, Order};
use protocol::report;
use supervise::{
    Channel, Familiar, Grounds, Jail, Network, Others, Outcome, Own, Resolver, Setting, Supervisor, Tree, Waiting,
};
use sys::landlock::Ruleset;
use sys::process;
use sys::seccomp::Listener;
use sys::{Errno, Result, bare, file, signal, startup};
use target::{Beginning, Continuation, Status};

/// Runs first of all, with the stack as the kernel left it.
pub fn run(stack: *mut usize) -> ! {
    startup::remember(stack);
    if startup::argument(1).is_some_and(|word| word.to_bytes() == b"examine") {
        examine::run();
    }
    let number = startup::argument(1).and_then(|word| word.to_str().ok()?.parse::<RawFd>().ok());
    let Some(fd) = number else {
        let _ = file::write(
            2,
            b"jailkeeper-keeper: started by the jailkeeper library, not by hand: see `jailkeeper --help`\n",
        );
        process::exit(REFUSED)
    };
    match file::inherit(fd) {
        Ok(channel) => start(channel),
        Err(_) => process::exit(REFUSED),
    }
}

/// Runs in the process that the library started: starts the supervisor and becomes the guard.
fn start(channel: OwnedFd) -> ! {
    /// Never used up: pages that are not touched are not there.
    const SUPERVISOR_STACK: usize = 4 << 20;
    let connected = file::is_socket(channel.as_raw_fd());
    let words = Words::given();
    let prepared = (|| {
        let mask = signal::block_all()?;
        if !connected {
            // Nobody can hang up on a file: the library's death must reach us otherwise. It may have died already.
            process::set_parent_death_signal(libc::SIGKILL)?;
            if words.parent.is_some_and(|parent| parent != process::parent_id()) {
                return Err(Errno(libc::ESRCH));
            }
        }
        mark::set(process::id());
        process::become_subreaper()?;
        Ok(Origin { connected, mask, hides: words.hides, guard: process::id(), parent: words.parent })
    })();
    let origin = match prepared {
        Ok(origin) => origin,
        Err(Errno(errno)) => refuse(&mut Channel::new(channel), "confine", format!("guard: errno {errno}").as_bytes()),
    };
    let fd = channel.release();
    let supervisor = move || {
        let mut channel = Channel::new(OwnedFd::adopt(fd));
        enter(&mut channel, &origin);
        if words.attaches { attach::supervise(channel, &origin) } else { supervise(channel, &origin) }
    };
    match process::start(false, SUPERVISOR_STACK, supervisor) {
        Ok(supervisor) => Guard::run(supervisor, fd),
        Err(Errno(errno)) => {
            let _ = file::write(fd, &report::failed("fork", errno));
            process::exit(NOT_EXECUTED)
        }
    }
}

/// What the keeper must know before the order has arrived.
struct Words {
    hides: bool,
    /// A process that runs already shall be jailed.
    attaches: bool,
    /// The library's process. Where it does not listen, only its death can tell that it is gone.
    parent: Option<i32>,
}

impl Words {
    fn given() -> Words {
        let mut words = Words { hides: false, attaches: false, parent: None };
        for word in (2..).map_while(startup::argument).filter_map(|word| word.to_str().ok()) {
            words.hides |= word == "metadata";
            words.attaches |= word == "attach";
            words.parent = words.parent.or_else(|| word.strip_prefix("parent=")?.parse().ok());
        }
        words
    }
}

/// What the guard found when it was started.
struct Origin {
    connected: bool,
    mask: u64,
    /// Whether the filter, which is installed before the order has arrived, must ask about calls that only tell.
    hides: bool,
    guard: i32,
    /// The library's process, where it said so.
    parent: Option<i32>,
}

fn refuse(channel: &mut Channel, reason: &str, detail: &[u8]) -> ! {
    channel.write(&report::refused(reason, detail));
    process::exit(REFUSED)
}

/// The target said something else than it should have, or died.
fn not_confined(channel: &mut Channel, status: Option<Status>) -> ! {
    match status {
        // As it would be without a keeper.
        Some(Status::NotConfined { step, errno }) if errno.is_shortage() => fail(channel, step, errno),
        Some(Status::NotConfined { step, errno }) => {
            refuse(channel, "confine", format!("{step}: errno {}", errno.0).as_bytes())
        }
        _ => refuse(channel, "confine", b"the target died"),
    }
}

fn refuse_rule(channel: &mut Channel, BadRule { path, errno }: &BadRule) -> ! {
    if errno.is_shortage() {
        fail(channel, "open", *errno);
    }
    refuse(channel, "rule", &[path.as_slice(), format!(": errno {}", errno.0).as_bytes()].concat())
}

/// Inside of another jail, where the kernel asks the other keeper.
fn build_without_keeper(channel: &mut Channel, order: &Order, abi: Option<u32>) -> Ruleset {
    if let Some((reason, detail)) = enforcement::needs_keeper(order, abi) {
        refuse(channel, reason, detail.as_bytes());
    }
    match build_unseen(order, abi.unwrap_or(0)) {
        Ok(ruleset) => ruleset,
        Err(bad) if bad.errno == Errno(libc::ENOENT) => refuse(channel, "nested", &bad.path),
        Err(bad) => refuse_rule(channel, &bad),
    }
}

fn fail(channel: &mut Channel, syscall: &str, errno: Errno) -> ! {
    channel.write(&report::failed(syscall, errno.0));
    process::exit(NOT_EXECUTED)
}

/// Runs in the supervisor, first of all.
fn enter(channel: &mut Channel, origin: &Origin) {
    let _ = process::set_parent_death_signal(libc::SIGTERM);
    let _ = process::become_subreaper();
    if process::parent_id() != origin.guard {
        process::exit(REFUSED);
    }
    if let Some(feature) = enforcement::lacking() {
        // Not before the library has sent its order and listens.
        let _ = channel.read_order(order::is_complete, order::LIMIT);
        refuse(channel, "feature", feature.as_bytes());
    }
}

/// Makes itself at home: limits, session, signals, capabilities.
fn settle(origin: &Origin) -> Result<()> {
    process::raise_limit(libc::RLIMIT_NOFILE);
    if !origin.connected {
        // The report is written to a file.
        process::raise_limit(libc::RLIMIT_FSIZE);
    }
    // Like the guard: the target stays in the session and the group of the library's process.
    let _ = bare::new_session();
    signal::die_when_time_is_up()?;
    signal::let_waits_end()?;
    capabilities::keep(capabilities::OF_SUPERVISOR)
}

fn receive_order(channel: &mut Channel, origin: &Origin) -> Order {
    let order = match channel.read_order(order::is_complete, order::LIMIT) {
        Ok(bytes) => Order::read(&bytes),
        // The library went away before it said anything.
        Err(_) => process::exit(REFUSED),
    };
    let order = match order {
        Ok(order) => order,
        Err(malformed) => refuse(channel, "protocol", malformed.0.as_bytes()),
    };
    if order.hide_metadata && !origin.hides {
        refuse(channel, "protocol", b"started without the word `metadata`");
    }
    order
}

/// What the order allows, for the keeper and for the kernel, and the Landlock ABI of that: no newer one than `newest`.
fn open_rules(channel: &mut Channel, order: &Order, newest: Option<u32>) -> (Rules, Domain, Option<u32>) {
    let enforcing = order.on_jailbreak != OnJailbreak::Log;
    let cap = match (order.landlock_abi, newest) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let abi = usable_abi(cap);
    if enforcing && abi.is_none() && order.enforcement == Enforcement::Full {
        refuse(channel, "no-landlock", b"landlock_create_ruleset");
    }
    let mut rules = match Rules::of(order) {
        Ok(rules) => rules,
        Err(message) => refuse(channel, "pattern", message.as_bytes()),
    };
    let domain = match build(order, &mut rules, abi.filter(|_| enforcing)) {
        Ok(domain) => domain,
        Err(bad) => refuse_rule(channel, &bad),
    };
    if enforcing && domain.is_wide && !enforcement::may_trace() {
        refuse(channel, "feature", b"ptrace");
    }
    (rules, domain, abi)
}

/// Runs in the supervisor.
fn supervise(mut channel: Channel, origin: &Origin) -> ! {
    const TARGET_STACK: usize = 64 << 10;
    // While the order is on its way: all that does not depend on it.
    let early = (|| {
        let (read_end, write_end) = file::pipe()?;
        let beginning = Beginning::new(origin.mask, write_end.as_raw_fd(), origin.hides)?;
        // The table of descriptors is shared until exec: so the listener gets here without a call that it would ask about.
        let target = process::start(true, TARGET_STACK, move || beginning.become_command())?;
        TARGET.store(target, Ordering::Release);
        // Not before: the limits of the program are its caller's.
        settle(origin)?;
        let others = Others::new(signal::descriptor()?, read_end, &channel, origin.connected)?;
        Ok((others, write_end, target, Resolver::new()?, Own::new()?))
    })();
    let (others, write_end, target, resolver, own) = match early {
        Ok(early) => early,
        Err(errno) => fail(&mut channel, "fork", errno),
    };
    let order = receive_order(&mut channel, origin);
    if order.attach.is_some() {
        refuse(&mut channel, "protocol", b"started without the word `attach`");
    }
    let enforcing = order.on_jailbreak != OnJailbreak::Log;
    let (rules, domain, abi) = open_rules(&mut channel, &order, None);
    channel.outlive_no_guard(origin.guard);
    let (listener, domain, filter) = match target::read_status(others.status()) {
        Some(Status::Listening(fd)) => (Listener::new(OwnedFd::adopt(fd)), domain, None),
        Some(Status::Unlistened) if order.enforcement == Enforcement::Nested => {
            let ruleset = build_without_keeper(&mut channel, &order, abi);
            let domain = Domain { ruleset: Some(ruleset), is_wide: false };
            (Listener::none(), domain, Some(unseen::compile(order.network)))
        }
        Some(Status::Unlistened) => refuse(&mut channel, "busy", b"seccomp"),
        Some(Status::NotConfined { step: "seccomp", errno: Errno(libc::EINVAL) }) => {
            refuse(&mut channel, "no-notification", b"seccomp");
        }
        status => not_confined(&mut channel, status),
    };
    let listener = Arc::new(listener);
    let means = Means { landlock_abi: abi.unwrap_or(0), is_asked: filter.is_none() };
    target::hand_over(Continuation::new(&order, domain.ruleset.as_ref().map(Ruleset::fd), filter));
    // While the table is shared, closing here would close there.
    match target::read_status(others.status()) {
        Some(Status::Separated) => drop(write_end),
        status => not_confined(&mut channel, status),
    }
    let jail = Jail {
        rules,
        resolver,
        own,
        familiar: Familiar::new(),
        grounds: Grounds::default(),
        tree: Tree::new(target),
        enforcing,
        hides: order.hide_metadata && enforcing,
        is_wide: domain.is_wide,
        landlock_abi: means.landlock_abi,
        network: Network::new(order.network, order.on_jailbreak == OnJailbreak::Ask, domain.ruleset),
        waiting: Waiting::new(Arc::clone(&listener)),
    };
    let supervisor = Supervisor::new(Setting {
        jail,
        listener,
        is_asked: means.is_asked,
        channel,
        others,
        on_jailbreak: order.on_jailbreak,
        detached: order.detached,
        connected: origin.connected,
        areas: enforcement::areas(&order, &means),
        guard: origin.guard,
    });
    match supervisor.run() {
        Outcome::Ended => process::exit(FINISHED),
        Outcome::Failed(errno, mut channel) => fail(&mut channel, "execve", errno),
    }
}
