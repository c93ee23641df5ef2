//! capabilities(7) and the credentials with which the file system is asked.

use super::{Result, check};

#[repr(C)]
struct Header {
    version: u32,
    pid: i32,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Half {
    effective: u32,
    permitted: u32,
    inheritable: u32,
}

/// Sets of capabilities of the calling thread, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sets {
    pub effective: u64,
    pub permitted: u64,
    pub inheritable: u64,
}

const VERSION_3: u32 = 0x2008_0522;

pub fn get() -> Result<Sets> {
    let mut header = Header { version: VERSION_3, pid: 0 };
    let mut halves = [Half::default(); 2];
    // SAFETY: version 3 takes two halves.
    check(unsafe { libc::syscall(libc::SYS_capget, &raw mut header, halves.as_mut_ptr()) })?;
    let join = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
    Ok(Sets {
        effective: join(halves[0].effective, halves[1].effective),
        permitted: join(halves[0].permitted, halves[1].permitted),
        inheritable: join(halves[0].inheritable, halves[1].inheritable),
    })
}

pub fn set(sets: Sets) -> Result<()> {
    let mut header = Header { version: VERSION_3, pid: 0 };
    let half = |shift: u32| Half {
        effective: (sets.effective >> shift) as u32,
        permitted: (sets.permitted >> shift) as u32,
        inheritable: (sets.inheritable >> shift) as u32,
    };
    let halves = [half(0), half(32)];
    // SAFETY: version 3 takes two halves.
    check(unsafe { libc::syscall(libc::SYS_capset, &raw mut header, halves.as_ptr()) }).map(drop)
}

/// setfsuid(2), setfsgid(2) and setgroups(2) of this thread alone; says whether they took.
pub fn set_file_system_ids(user: u32, group: u32, groups: Option<&[u32]>) -> Result<()> {
    const ASK: u32 = u32::MAX;
    // SAFETY: raw system calls on this thread's credentials; groups is readable for its length.
    unsafe {
        if let Some(groups) = groups {
            check(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()))?;
        }
        libc::syscall(libc::SYS_setfsgid, group);
        libc::syscall(libc::SYS_setfsuid, user);
        let taken = libc::syscall(libc::SYS_setfsgid, ASK) as u32 == group
            && libc::syscall(libc::SYS_setfsuid, ASK) as u32 == user;
        if taken { Ok(()) } else { Err(super::Errno(libc::EPERM)) }
    }
}

pub fn groups() -> Result<Vec<u32>> {
    // SAFETY: the first call only asks for the count; the second has that much room.
    unsafe {
        let count = check(libc::getgroups(0, std::ptr::null_mut()).into())? as usize;
        let mut groups = vec![0; count];
        check(libc::getgroups(count as i32, groups.as_mut_ptr()).into())?;
        Ok(groups)
    }
}

/// umask(2): returns the one before.
pub fn set_umask(mask: u32) -> u32 {
    // SAFETY: always succeeds.
    unsafe { libc::umask(mask) }
}

pub fn effective_ids() -> (u32, u32) {
    // SAFETY: always succeed.
    unsafe { (libc::geteuid(), libc::getegid()) }
}
