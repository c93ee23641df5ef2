//! Attaching: a process that already runs becomes the target of a jail. It is stopped with ptrace(2), makes the calls of
//! confinement itself (`door.rs`), and is let go; no tracer stays. From then on the supervisor serves it as any other.
//!
//! What is different afterwards: the target is not our child. Its processes are found by the mark that it gets, its end by a
//! pidfd, and each of its threads has a Landlock domain of its own, so signals and abstract sockets are the keeper's to
//! judge (`landlock_abi` stays below `since::SCOPES`).

mod door;
mod inherited;
mod remote;
mod threads;

pub use inherited::Inherited;

use crate::confine::filter;
use crate::confine::landlock::since;
use crate::enforcement::{self, Means};
use crate::policy::rules::Rules;
use crate::prelude::*;
use crate::protocol::order::{Attach, OnJailbreak, Order};
use crate::protocol::report;
use crate::supervise::{
    Channel, Familiar, Grounds, Jail, Network, Others, Outcome, Own, Resolver, Setting, Supervisor, Tree, Waiting,
};
use crate::sys::fd::OwnedFd;
use crate::sys::landlock::Ruleset;
use crate::sys::seccomp::Listener;
use crate::sys::{Errno, Result, directory, file, pid, process, signal};
use crate::{Origin, TARGET, fail, mark, open_rules, receive_order, refuse, settle};
use alloc::sync::Arc;
use core::sync::atomic::Ordering;
use door::{Failure, Lock};
use threads::Threads;

/// Why a process was not attached, in the words of `protocol/PROTOCOL.md`.
type Refusal = (&'static str, Errno);

/// Runs in the supervisor.
pub fn supervise(mut channel: Channel, origin: &Origin) -> ! {
    let early = (|| {
        let (read_end, write_end) = file::pipe()?;
        let resolver = Resolver::new()?;
        settle(origin)?;
        let others = Others::new(signal::descriptor()?, read_end, &channel, origin.connected)?;
        Ok((others, write_end, resolver, Own::new()?))
    })();
    let (mut others, write_end, resolver, own) = match early {
        Ok(early) => early,
        Err(errno) => fail(&mut channel, "fork", errno),
    };
    let order = receive_order(&mut channel, origin);
    let Some(attach) = &order.attach else { refuse(&mut channel, "protocol", b"started with the word `attach`") };
    let process = match reachable(attach.pid, origin) {
        Ok(process) => process,
        Err(refusal) => give_up(&mut channel, attach, refusal),
    };
    let enforcing = order.on_jailbreak != OnJailbreak::Log;
    let (rules, domain, abi) = open_rules(&mut channel, &order, Some(since::SCOPES - 1));
    let (listener, found) = match jail(&process, origin, &order, attach, &rules, domain.ruleset.as_ref()) {
        Ok((listener, found)) => (Arc::new(listener), found),
        Err(refusal) => give_up(&mut channel, attach, refusal),
    };
    TARGET.store(attach.pid, Ordering::Release);
    for inherited in &found {
        channel.write(&report::inherited(inherited, attach.closes_outside));
    }
    if let Err(errno) = others.watch(process.as_raw_fd()) {
        kill(attach.pid);
        fail(&mut channel, "epoll_ctl", errno);
    }
    channel.outlive_no_guard(origin.guard);
    // What says of a command that it is executed.
    drop(write_end);
    let means = Means { landlock_abi: abi.unwrap_or(0), is_asked: true };
    let jail = Jail {
        rules,
        resolver,
        own,
        familiar: Familiar::new(),
        grounds: Grounds::default(),
        tree: Tree::attached(attach.pid, process, origin.guard),
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
        is_asked: true,
        channel,
        others,
        on_jailbreak: order.on_jailbreak,
        detached: order.detached,
        connected: origin.connected,
        areas: enforcement::areas(&order, &means),
        guard: origin.guard,
    });
    match supervisor.run() {
        Outcome::Ended => process::exit(crate::guard::FINISHED),
        Outcome::Failed(errno, mut channel) => fail(&mut channel, "ptrace", errno),
    }
}

fn kill(pid: i32) {
    let _ = signal::send(pid, libc::SIGKILL);
}

fn give_up(channel: &mut Channel, attach: &Attach, (reason, Errno(errno)): Refusal) -> ! {
    if attach.kills_on_failure {
        kill(attach.pid);
    }
    refuse(channel, "attach", format!("{reason} {errno}").as_bytes())
}

/// A process that lives in the same world as we do: its paths and numbers mean to us what they mean to it.
fn reachable(pid: i32, origin: &Origin) -> core::result::Result<OwnedFd, Refusal> {
    let known = [process::id(), origin.guard];
    if known.contains(&pid) || origin.parent == Some(pid) {
        return Err(("itself", Errno(libc::EINVAL)));
    }
    let opened = pid::open(pid).map_err(|errno| ("gone", errno))?;
    if !threads::is_process(pid) {
        return Err(("gone", Errno(libc::ESRCH)));
    }
    for name in ["ns/mnt", "ns/pid", "ns/user", "ns/net", "root"] {
        let (theirs, ours) = (identity(pid, name), identity(process::id(), name));
        match (theirs, ours) {
            (Ok(theirs), Ok(ours)) if theirs == ours => {}
            (Err(errno), _) => return Err(("permission", errno)),
            _ => return Err(("namespace", Errno(libc::EXDEV))),
        }
    }
    Ok(opened)
}

fn identity(pid: i32, name: &str) -> Result<(u64, u64)> {
    let path = format!("/proc/{pid}/{name}");
    file::stat_at(libc::AT_FDCWD, path.as_bytes(), 0).map(|status| (status.st_dev, status.st_ino))
}

/// What is asked of an io_uring(7) is done with the rights of when it was made, and by threads that no filter sees.
fn has_ring(pid: i32) -> bool {
    const RING: &[u8] = b"anon_inode:[io_uring]";
    let process = format!("/proc/{pid}");
    let is_ring = |name: &Vec<u8>| {
        file::read_link(libc::AT_FDCWD, &[process.as_bytes(), b"/fd/", name].concat()).is_ok_and(|link| link == RING)
    };
    let names = directory::names(format!("{process}/fd").as_bytes()).unwrap_or_default();
    let maps = file::read_to_its_end(format!("{process}/maps").as_bytes()).unwrap_or_default();
    names.iter().any(is_ring) || maps.windows(RING.len()).any(|part| part == RING)
}

/// Stops the process, and lets it go as a jail.
fn jail(
    process: &OwnedFd,
    origin: &Origin,
    order: &Order,
    attach: &Attach,
    rules: &Rules,
    ruleset: Option<&Ruleset>,
) -> core::result::Result<(Listener, Vec<Inherited>), Refusal> {
    let filter = filter::compile(order.hide_metadata);
    if process::parent_id() != origin.guard {
        // Whoever wanted this has been told that it failed.
        process::exit(crate::guard::REFUSED);
    }
    let threads = Threads::stop(attach.pid).map_err(|errno| match errno.0 {
        libc::EPERM => ("permission", errno),
        libc::ETIMEDOUT => ("slow", errno),
        _ => ("gone", errno),
    })?;
    let jailed = look_closer(process, attach).and_then(|()| {
        // Not before it stood still: nothing can be opened any more.
        let found = inherited::find(attach.pid, rules).map_err(|errno| ("permission", errno))?;
        let unmarked = mark::put_on(attach.pid, origin.guard).map_err(|errno| ("prlimit", errno))?;
        let ruleset = ruleset.map(Ruleset::fd);
        let lock = Lock { filter: &filter, ruleset, inherited: &found, closes_outside: attach.closes_outside };
        match door::close(&threads, &lock) {
            Ok(listener) => Ok((listener, found)),
            Err(Failure { step, errno, is_too_late }) => {
                if is_too_late {
                    // Neither as it was nor jailed.
                    kill(attach.pid);
                } else {
                    let _ = mark::take_off(attach.pid, &unmarked);
                }
                Err(if (step, errno.0) == ("seccomp", libc::EBUSY) { ("busy", errno) } else { (step, errno) })
            }
        }
    });
    threads.release();
    jailed
}

/// What a process could have changed until it stood still.
fn look_closer(process: &OwnedFd, attach: &Attach) -> core::result::Result<(), Refusal> {
    let [ended] = file::poll([(process.as_raw_fd(), libc::POLLIN)], 0).map_err(|errno| ("gone", errno))?;
    // The number may be another process's by now, or have been when the descriptor was opened.
    if ended.events != 0 || pid::start_time(attach.pid) != Some(attach.start) {
        return Err(("gone", Errno(libc::ESRCH)));
    }
    if has_ring(attach.pid) {
        return Err(("io-uring", Errno(libc::EOPNOTSUPP)));
    }
    Ok(())
}
