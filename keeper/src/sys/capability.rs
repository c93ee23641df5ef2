//! capabilities(7) and the credentials with which the file system is asked.

use super::{Errno, Result, bare};
use crate::prelude::*;

/// CAP_SYS_PTRACE
pub const SYS_PTRACE: u64 = 1 << 19;

/// struct __user_cap_header_struct for the calling thread: version 3, pid 0.
pub const HEADER: [u8; 8] = [0x22, 0x05, 0x08, 0x20, 0, 0, 0, 0];

/// Sets of capabilities of the calling thread, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sets {
    pub effective: u64,
    pub permitted: u64,
    pub inheritable: u64,
}

pub fn get() -> Result<Sets> {
    let header = [0x2008_0522u32, 0];
    let mut halves = [[0u32; 3]; 2];
    // SAFETY: version 3 takes two halves of three words.
    unsafe { bare::call(libc::SYS_capget, [header.as_ptr() as usize, halves.as_mut_ptr() as usize, 0, 0, 0, 0]) }?;
    let join = |word: usize| u64::from(halves[0][word]) | u64::from(halves[1][word]) << 32;
    Ok(Sets { effective: join(0), permitted: join(1), inheritable: join(2) })
}

impl Sets {
    /// Low and high words of the three sets, as capset(2) takes them.
    pub fn halves(&self) -> [[u32; 3]; 2] {
        [0, 32].map(|shift| [self.effective, self.permitted, self.inheritable].map(|set| (set >> shift) as u32))
    }
}

pub fn set(sets: Sets) -> Result<()> {
    bare::set_capabilities(&sets.halves())
}

/// setfsuid(2), setfsgid(2) and setgroups(2) of this thread alone; says whether they took.
pub fn set_file_system_ids(user: u32, group: u32, groups: Option<&[u32]>) -> Result<()> {
    const ASK: usize = u32::MAX as usize;
    let one = |number: libc::c_long, id: usize| bare::numbers(number, [id, 0, 0, 0, 0, 0]).map(|id| id as u32);
    groups.map_or(Ok(()), set_groups)?;
    one(libc::SYS_setfsgid, group as usize)?;
    one(libc::SYS_setfsuid, user as usize)?;
    let taken = one(libc::SYS_setfsgid, ASK) == Ok(group) && one(libc::SYS_setfsuid, ASK) == Ok(user);
    if taken { Ok(()) } else { Err(Errno(libc::EPERM)) }
}

/// setgroups(2), of this thread alone.
pub fn set_groups(groups: &[u32]) -> Result<()> {
    // SAFETY: groups is readable for its length.
    unsafe { bare::call(libc::SYS_setgroups, [groups.len(), groups.as_ptr() as usize, 0, 0, 0, 0]) }.map(drop)
}

/// Takes on the ids of another user in this thread alone, for good.
pub fn become_user(user: u32, group: u32) -> Result<()> {
    let [user, group] = [user, group].map(|id| id as usize);
    bare::numbers(libc::SYS_setresgid, [group, group, group, 0, 0, 0])?;
    bare::numbers(libc::SYS_setresuid, [user, user, user, 0, 0, 0]).map(drop)
}

pub fn groups() -> Result<Vec<u32>> {
    let count = bare::numbers(libc::SYS_getgroups, [0; 6])?;
    let mut groups = vec![0; count];
    // SAFETY: groups has room for count ids.
    let count = unsafe { bare::call(libc::SYS_getgroups, [count, groups.as_mut_ptr() as usize, 0, 0, 0, 0]) }?;
    groups.truncate(count);
    Ok(groups)
}

pub fn effective_ids() -> (u32, u32) {
    let id = |number: libc::c_long| bare::numbers(number, [0; 6]).unwrap_or(usize::MAX) as u32;
    (id(libc::SYS_geteuid), id(libc::SYS_getegid))
}
