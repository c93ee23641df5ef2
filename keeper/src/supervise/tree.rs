//! The processes of the jail: who belongs to it, and how all of them end.

use super::caller::{read_parent, read_state};
use crate::mark;
use crate::prelude::*;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::process::{self, Change, Ending};
use crate::sys::{Result, directory, file, pid, signal};
use alloc::collections::BTreeSet;

/// More newcomers than this, and what is ended is a bomb.
const MANY: usize = 64;

/// So many are worth waking up for one by one.
const FEW: usize = 8;

/// For so long those that have been killed are only waited for.
const REST_US: u64 = 2000;

/// The supervisor's own pid: every process of the jail descends from it, orphans are adopted by it. Unless the target ran
/// already and was attached: then the jail is who carries its mark.
pub struct Tree {
    supervisor: i32,
    pub target: i32,
    attached: Option<Attached>,
}

struct Attached {
    /// A pidfd of the target.
    process: OwnedFd,
    /// Whose number is the mark.
    guard: i32,
}

impl Tree {
    pub fn new(target: i32) -> Tree {
        Tree { supervisor: process::id(), target, attached: None }
    }

    /// A process that is somebody else's child, with its pidfd.
    pub fn attached(target: i32, process: OwnedFd, guard: i32) -> Tree {
        Tree { supervisor: process::id(), target, attached: Some(Attached { process, guard }) }
    }

    /// Whether the zombie of this process is left for somebody else to reap.
    pub fn keeps_zombie(&self, pid: i32) -> bool {
        self.attached.is_none() && pid == self.target
    }

    /// The descriptor that is needed until the end.
    pub fn needed(&self) -> Option<RawFd> {
        self.attached.as_ref().map(|attached| attached.process.as_raw_fd())
    }

    /// Whether the process (or thread) with this number descends from us.
    pub fn holds(&self, pid: u32) -> bool {
        /// An ancestor that ends while we look has given its children to another: then from the beginning.
        const ATTEMPTS: usize = 8;
        if let Some(Attached { guard, .. }) = self.attached {
            return pid == self.target as u32 || (!self.is_keeper(pid as i32, guard) && mark::is_on(pid, guard));
        }
        (0..ATTEMPTS).find_map(|_| self.climbs_to_us(pid)).unwrap_or(false)
    }

    /// Guard and supervisor carry the mark too.
    fn is_keeper(&self, pid: i32, guard: i32) -> bool {
        pid == guard || pid == self.supervisor
    }

    /// None when an ancestor was gone.
    fn climbs_to_us(&self, pid: u32) -> Option<bool> {
        const DEEPEST: usize = 4096;
        let mut current = pid;
        for _ in 0..DEEPEST {
            if current == self.target as u32 {
                return Some(true);
            }
            if current <= 1 {
                return Some(false);
            }
            match read_parent(current) {
                Ok(parent) if parent == self.supervisor as u32 => return Some(true),
                Ok(parent) => current = parent,
                Err(_) if current == pid => return Some(false),
                Err(_) => return None,
            }
        }
        Some(false)
    }

    fn children_of(pid: i32) -> Result<Vec<i32>> {
        /// A process with more children than fit is read again in the next round.
        const LONGEST_LIST: usize = 64 * 1024;
        let number = file::number(pid as u64);
        let tasks = [b"/proc/".as_slice(), &number, b"/task"].concat();
        let mut children = Vec::new();
        for task in directory::names(&tasks)? {
            let list = [tasks.as_slice(), b"/", &task, b"/children"].concat();
            let text = file::read_whole(libc::AT_FDCWD, &list, LONGEST_LIST).unwrap_or_default();
            children.extend(process::listed(&text));
        }
        Ok(children)
    }

    /// Whether anybody is left beside the command, whose zombie is ours to the end.
    pub fn has_others(&self) -> bool {
        if self.attached.is_some() {
            return self.members().iter().any(|&pid| pid != self.target);
        }
        Self::children_of(self.supervisor).as_deref() != Ok(&[self.target])
    }

    /// Every process below us, the nearest first. Who may not even look for them cannot end them: the guard can.
    pub fn members(&self) -> Vec<i32> {
        if let Some(Attached { guard, .. }) = self.attached {
            return self.marked(guard);
        }
        self.walk(|_| {})
    }

    /// Likewise, and tells each as soon as its own children are known.
    fn walk(&self, mut tell: impl FnMut(i32)) -> Vec<i32> {
        let Ok(mut found) = Self::children_of(self.supervisor) else { process::leave_to_guard() };
        let mut known: BTreeSet<i32> = found.iter().copied().collect();
        let mut next = 0;
        while next < found.len() {
            let children = Self::children_of(found[next]).unwrap_or_default();
            tell(found[next]);
            found.extend(children.into_iter().filter(|&child| known.insert(child)));
            next += 1;
        }
        found
    }

    /// Every process that carries the mark and has not ended.
    fn marked(&self, guard: i32) -> Vec<i32> {
        let Ok(names) = directory::names(b"/proc") else { process::leave_to_guard() };
        let pids = names.iter().filter_map(|name| core::str::from_utf8(name).ok()?.parse::<i32>().ok());
        pids.filter(|&pid| !self.is_keeper(pid, guard) && mark::is_on(pid as u32, guard) && is_alive(pid)).collect()
    }

    /// How a target ended that is not our child. Its parent may have asked already: then the kernel may still know.
    fn ending_of(&self, process: RawFd) -> Option<Ending> {
        let is_over = file::poll([(process, libc::POLLIN)], 0).is_ok_and(|[ready]| ready.events != 0);
        is_over.then(|| pid::ending(self.target, process))
    }

    /// Takes the orphans that have ended. Says how the target itself ended, and leaves it a zombie: its pid stays its own.
    pub fn reap(&self) -> Option<Ending> {
        if let Some(Attached { process, .. }) = &self.attached {
            // Who was killed while we traced it is ours before it is its parent's.
            while let Ok(Some(Change::Ended(pid, _))) = process::look(None, true) {
                let _ = process::wait_for_one(pid);
            }
            return self.ending_of(process.as_raw_fd());
        }
        loop {
            match process::look(None, true) {
                Ok(Some(Change::Ended(pid, ending))) if pid == self.target => return Some(ending),
                Ok(Some(Change::Ended(pid, _))) => drop(process::wait_for_one(pid)),
                // An orphan has made us its tracer (PTRACE_TRACEME): nobody would ever let it go on.
                Ok(Some(Change::Stopped(pid))) if signal::send(pid, libc::SIGKILL).is_ok() => {}
                _ => return None,
            }
        }
    }

    /// Kills what is left and waits until only the target's zombie remains. Where newcomers are found again and again,
    /// it grows faster than it is killed: they may only use a processor that nobody else wants, and so may their children.
    /// A fork bomb cannot outrun this. Nobody else: the dying need a processor, also on a busy machine, and do not fork.
    pub fn end(&self) {
        let (mut doomed, mut newcomers) = (None::<BTreeSet<i32>>, 0);
        loop {
            let mut alive = BTreeSet::new();
            for pid in self.members().into_iter().filter(|&pid| !self.has_ended(pid)) {
                if doomed.as_ref().is_some_and(|doomed| !doomed.contains(&pid)) {
                    newcomers += 1;
                    if newcomers > MANY {
                        process::make_idle(pid);
                    }
                }
                let _ = signal::send(pid, libc::SIGKILL);
                alive.insert(pid);
            }
            if alive.is_empty() {
                return;
            }
            let mut dying: Vec<i32> = alive.iter().copied().collect();
            doomed = Some(alive);
            // To look for newcomers takes a processor from the dying, the longer the more they are.
            let until_us = process::time_us() + REST_US;
            while !dying.is_empty() && process::time_us() < until_us {
                match dying.len() {
                    // Any child's end wakes us: SIGCHLD is blocked and pending.
                    ..FEW => signal::wait_briefly(),
                    _ => signal::rest_briefly(),
                }
                dying.retain(|&pid| !self.has_ended(pid));
            }
        }
    }

    /// Whether a process has ended; reaps it, unless it is the target. False for somebody else's child, which in the end is
    /// ours, and for one that is stopped because we trace it.
    fn has_ended(&self, pid: i32) -> bool {
        match process::look(Some(pid), true) {
            Ok(Some(Change::Ended(..))) if pid == self.target => true,
            Ok(Some(Change::Ended(..))) => process::wait_for_one(pid).is_ok(),
            _ => self.attached.is_some() && !is_alive(pid),
        }
    }

    /// Signals every process of the jail once.
    pub fn kill_all(&self) {
        let kill = |pid| {
            let _ = signal::send(pid, libc::SIGKILL);
        };
        match self.attached {
            Some(_) => self.members().into_iter().for_each(kill),
            None => drop(self.walk(kill)),
        }
    }
}

/// Whether a process is more than what its parent has not asked about yet.
fn is_alive(pid: i32) -> bool {
    !matches!(read_state(pid as u32), None | Some(b'Z' | b'X'))
}
