//! Calls that reach another process, by its number or by a descriptor of it.

use super::bare::{call, numbers};
use super::fd::{OwnedFd, RawFd};
use super::process::Ending;
use super::{Errno, Result, file};
use crate::prelude::*;

/// sizeof(siginfo_t)
pub const SIGNAL_INFORMATION: usize = 128;

/// struct rlimit64: soft, hard.
pub type Limit = [u8; 16];

/// pidfd_open(2)
pub fn open(process: i32) -> Result<OwnedFd> {
    numbers(libc::SYS_pidfd_open, [process as usize, 0, 0, 0, 0, 0]).map(|fd| OwnedFd::adopt(fd as RawFd))
}

/// pidfd_send_signal(2)
pub fn signal(process: RawFd, number: i32, information: Option<&[u8; SIGNAL_INFORMATION]>) -> Result<()> {
    let information = information.map_or(0, |bytes| bytes.as_ptr() as usize);
    // SAFETY: the kernel reads a siginfo_t, or nothing.
    unsafe { call(libc::SYS_pidfd_send_signal, [process as usize, number as usize, information, 0, 0, 0]) }.map(drop)
}

/// tkill(2)
pub fn signal_thread(thread: i32, number: i32) -> Result<()> {
    numbers(libc::SYS_tkill, [thread as usize, number as usize, 0, 0, 0, 0]).map(drop)
}

/// prlimit64(2); returns the limit as it was.
pub fn change_limit(process: i32, resource: i32, new: Option<&Limit>) -> Result<Limit> {
    let (new, mut old) = (new.map_or(0, |limit| limit.as_ptr() as usize), [0; 16]);
    let arguments = [process as usize, resource as usize, new, old.as_mut_ptr() as usize, 0, 0];
    // SAFETY: both are a struct rlimit64, the new one may be absent.
    unsafe { call(libc::SYS_prlimit64, arguments) }?;
    Ok(old)
}

/// setpriority(2)
pub fn change_priority(which: i32, who: i32, priority: i32) -> Result<()> {
    numbers(libc::SYS_setpriority, [which as usize, who as usize, priority as usize, 0, 0, 0]).map(drop)
}

/// ioprio_set(2)
pub fn change_io_priority(which: i32, who: i32, priority: i32) -> Result<()> {
    numbers(libc::SYS_ioprio_set, [which as usize, who as usize, priority as usize, 0, 0, 0]).map(drop)
}

/// sched_setparam(2); struct sched_param is one int.
pub fn change_parameters(thread: i32, parameters: i32) -> Result<()> {
    // SAFETY: the kernel reads one int.
    unsafe { call(libc::SYS_sched_setparam, [thread as usize, (&raw const parameters) as usize, 0, 0, 0, 0]) }.map(drop)
}

/// sched_setscheduler(2)
pub fn change_scheduler(thread: i32, policy: i32, parameters: i32) -> Result<()> {
    let arguments = [thread as usize, policy as usize, (&raw const parameters) as usize, 0, 0, 0];
    // SAFETY: the kernel reads one int.
    unsafe { call(libc::SYS_sched_setscheduler, arguments) }.map(drop)
}

/// sched_setattr(2): a struct sched_attr, which begins with its own size.
pub fn change_attributes(thread: i32, attributes: &mut [u8], flags: u32) -> Result<()> {
    let size = (attributes.len() as u32).to_ne_bytes();
    attributes.get_mut(..4).ok_or(Errno(libc::EINVAL))?.copy_from_slice(&size);
    let arguments = [thread as usize, attributes.as_mut_ptr() as usize, flags as usize, 0, 0, 0];
    // SAFETY: the kernel reads as much as the size says, and may write another size.
    unsafe { call(libc::SYS_sched_setattr, arguments) }.map(drop)
}

/// sched_setaffinity(2)
pub fn change_processors(thread: i32, mask: &[u8]) -> Result<()> {
    let arguments = [thread as usize, mask.len(), mask.as_ptr() as usize, 0, 0, 0];
    // SAFETY: the kernel reads the mask, as long as it is.
    unsafe { call(libc::SYS_sched_setaffinity, arguments) }.map(drop)
}

/// How a process ended that is not our child: of a zombie proc_pid_stat(5) tells it, of one that its parent has asked about
/// PIDFD_GET_INFO (Linux 6.15). Unknown otherwise.
pub fn ending(pid: i32, process: RawFd) -> Ending {
    ending_of_zombie(pid).or_else(|| ending_of_reaped(process)).map_or(Ending::Unknown, |status| match status & 0x7f {
        0 => Ending::Code(status >> 8 & 0xff),
        signal => Ending::Signal(signal),
    })
}

/// The fields of proc_pid_stat(5) from the state on.
fn fields<T>(pid: i32, read: impl FnOnce(&[&str]) -> Option<T>) -> Option<T> {
    let path = [b"/proc/".as_slice(), &file::number(pid as u64), b"/stat"].concat();
    let text = file::read_whole(libc::AT_FDCWD, &path, 4096).ok()?;
    let end = text.iter().rposition(|&byte| byte == b')')?;
    let fields: Vec<&str> = core::str::from_utf8(&text[end + 1..]).ok()?.split_ascii_whitespace().collect();
    read(&fields)
}

/// When a process was started, in ticks since boot: with its number that is which process it is.
pub fn start_time(pid: i32) -> Option<u64> {
    const START_TIME: usize = 19;
    fields(pid, |fields| fields.get(START_TIME)?.parse().ok())
}

fn ending_of_zombie(pid: i32) -> Option<i32> {
    const STATE: usize = 0;
    const EXIT_CODE: usize = 49;
    fields(pid, |fields| match fields.get(STATE) {
        Some(&"Z") => fields.get(EXIT_CODE)?.parse().ok(),
        _ => None,
    })
}

/// `PIDFD_GET_INFO` of linux/pidfd.h, with the struct of its first version.
pub const GET_INFORMATION: u32 = 0xc040_ff0b;

fn ending_of_reaped(process: RawFd) -> Option<i32> {
    const WORDS: usize = 16;
    const EXIT: u32 = 1 << 3;
    let mut information = [0u32; WORDS];
    information[0] = EXIT;
    let arguments = [process as usize, GET_INFORMATION as usize, information.as_mut_ptr() as usize, 0, 0, 0];
    // SAFETY: the kernel writes as much as the size in the command says, which is that of the array.
    unsafe { call(libc::SYS_ioctl, arguments) }.ok()?;
    (information[0] & EXIT != 0).then(|| information[WORDS - 1] as i32)
}
