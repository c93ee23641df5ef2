//! A target that runs as root keeps what an ordinary program of root needs below its own directory, and nothing that
//! reaches for the machine (capabilities(7)). So do guard and supervisor: the supervisor performs what its targets may, with
//! their capabilities, and needs few of its own.

use crate::prelude::*;
use crate::sys::{Result, bare, capability};

const KILL: u64 = 1 << 5;
const SYS_NICE: u64 = 1 << 23;

/// CAP_CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, NET_BIND_SERVICE: installing files, changing to
/// another user, listening on a low port. `/` is guarded by Landlock in any case.
const KEPT: u64 = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 10;

/// To perform what a target may, its capabilities; SYS_PTRACE to read arguments of a target that became another user;
/// SYS_NICE to starve what it kills, whoever runs it.
pub const OF_SUPERVISOR: u64 = KEPT | capability::SYS_PTRACE | SYS_NICE;

/// To signal a command that became another user, and to starve what it kills.
pub const OF_GUARD: u64 = KILL | SYS_NICE;

/// Gives up all others, for good. Without the heap.
pub fn keep(kept: u64) -> Result<()> {
    let held = capability::get()?;
    if held.permitted | held.inheritable == 0 {
        return Ok(());
    }
    let sets = capability::Sets { effective: held.effective & kept, permitted: held.permitted & kept, inheritable: 0 };
    capability::set(sets)
}

/// What a target does with its capabilities; decided before it is started.
pub struct Reduction {
    /// Removed from the bounding set, so also for every program that it will execute.
    dropped: Vec<u32>,
    halves: Option<[[u32; 3]; 2]>,
}

pub fn plan() -> Result<Reduction> {
    const SETPCAP: u64 = 1 << 8;
    let held = capability::get()?;
    if held.permitted == 0 {
        return Ok(Reduction { dropped: Vec::new(), halves: None });
    }
    let may_drop = held.effective & SETPCAP != 0;
    let dropped = (0..64).filter(|number| may_drop && KEPT & (1 << number) == 0).collect();
    Ok(Reduction { dropped, halves: Some(reduced(held).halves()) })
}

/// What a target keeps of what it has.
pub fn reduced(held: capability::Sets) -> capability::Sets {
    capability::Sets {
        effective: held.effective & KEPT,
        permitted: held.permitted & KEPT,
        inheritable: held.inheritable & KEPT,
    }
}

impl Reduction {
    /// Runs in the target.
    pub fn apply(&self) -> Result<()> {
        for &number in &self.dropped {
            // The list ends at the kernel's last capability.
            if bare::control(libc::PR_CAPBSET_DROP, number as usize).is_err() {
                break;
            }
        }
        self.halves.as_ref().map_or(Ok(()), bare::set_capabilities)
    }
}
