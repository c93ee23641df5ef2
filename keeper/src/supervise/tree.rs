//! The processes of the jail: who belongs to it, and how all of them end.

use super::caller::read_parent;
use crate::prelude::*;
use crate::sys::process::{self, Change, Ending};
use crate::sys::{Result, directory, file, signal};
use alloc::collections::BTreeSet;

/// More newcomers than this, and what is ended is a bomb.
const MANY: usize = 64;

/// The supervisor's own pid: every process of the jail descends from it, orphans are adopted by it.
pub struct Tree {
    supervisor: i32,
    pub target: i32,
}

impl Tree {
    pub fn new(target: i32) -> Tree {
        Tree { supervisor: process::id(), target }
    }

    /// Whether the process (or thread) with this number descends from us.
    pub fn holds(&self, pid: u32) -> bool {
        /// An ancestor that ends while we look has given its children to another: then from the beginning.
        const ATTEMPTS: usize = 8;
        (0..ATTEMPTS).find_map(|_| self.climbs_to_us(pid)).unwrap_or(false)
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
        Self::children_of(self.supervisor).as_deref() != Ok(&[self.target])
    }

    /// Every process below us, the nearest first. Who may not even look for them cannot end them: the guard can.
    pub fn members(&self) -> Vec<i32> {
        let Ok(mut found) = Self::children_of(self.supervisor) else { process::leave_to_guard() };
        let mut known: BTreeSet<i32> = found.iter().copied().collect();
        let mut next = 0;
        while next < found.len() {
            let children = Self::children_of(found[next]).unwrap_or_default();
            found.extend(children.into_iter().filter(|&child| known.insert(child)));
            next += 1;
        }
        found
    }

    /// Takes the orphans that have ended. Says how the target itself ended, and leaves it a zombie: its pid stays its own.
    pub fn reap(&self) -> Option<Ending> {
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
            for pid in self.members() {
                match process::look(Some(pid), true) {
                    Ok(Some(Change::Ended(..))) if pid == self.target => {}
                    Ok(Some(Change::Ended(..))) => drop(process::wait_for_one(pid)),
                    // Not ended yet, not our child yet, or stopped because we trace it.
                    _ => {
                        if doomed.as_ref().is_some_and(|doomed| !doomed.contains(&pid)) {
                            newcomers += 1;
                            if newcomers > MANY {
                                process::make_idle(pid);
                            }
                        }
                        let _ = signal::send(pid, libc::SIGKILL);
                        alive.insert(pid);
                    }
                }
            }
            if alive.is_empty() {
                return;
            }
            doomed = Some(alive);
            // Any child's end wakes us: SIGCHLD is blocked and pending.
            signal::wait_briefly();
        }
    }

    /// Signals every process of the jail once.
    pub fn kill_all(&self) {
        for pid in self.members() {
            let _ = signal::send(pid, libc::SIGKILL);
        }
    }
}
