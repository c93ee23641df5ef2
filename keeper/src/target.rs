//! The target before it is the command: what the forked process does to itself between fork and exec. Each step narrows
//! it; from the filter on, every call that the table names waits for the supervisor.

use crate::confine::{capabilities, filter};
use crate::protocol::order::Order;
use crate::sys::landlock::Ruleset;
use crate::sys::signal::SignalMask;
use crate::sys::{Errno, Result, file, process, seccomp, signal};
use std::ffi::CString;
use std::os::fd::RawFd;

/// Steps of confinement, by the name under which a failure is reported.
const STEPS: [&str; 8] =
    ["prctl(PR_SET_PDEATHSIG)", "setsid", "setpgid", "capset", "prctl(PR_SET_NO_NEW_PRIVS)", "landlock_restrict_self", "seccomp", "close_range"];

/// What the target says on its status pipe; the pipe closes without a word when the command was executed.
pub enum Status {
    /// The listener's number in the table of descriptors that supervisor and target share until exec.
    Listening(RawFd),
    /// The target has its own table of descriptors now, and will execute the command next.
    Separated,
    NotExecuted(Errno),
    NotConfined { step: &'static str, errno: Errno },
}

const MESSAGE: usize = 8;

fn write_status(fd: RawFd, kind: u8, step: u8, value: i32) {
    let number = value.to_ne_bytes();
    let message = [kind, step, 0, 0, number[0], number[1], number[2], number[3]];
    let _ = file::write(fd, &message);
}

/// Reads one message; None when the pipe is closed.
pub fn read_status(fd: RawFd) -> Option<Status> {
    let mut message = [0; MESSAGE];
    loop {
        match file::read(fd, &mut message) {
            Ok(MESSAGE) => break,
            Err(Errno(libc::EINTR)) => {}
            _ => return None,
        }
    }
    let value = i32::from_ne_bytes([message[4], message[5], message[6], message[7]]);
    Some(match message[0] {
        0 => Status::Listening(value),
        1 => Status::Separated,
        3 => Status::NotExecuted(Errno(value)),
        _ => Status::NotConfined {
            step: STEPS.get(usize::from(message[1])).copied().unwrap_or("confine"),
            errno: Errno(value),
        },
    })
}

pub struct Preparation<'a> {
    pub order: &'a Order,
    pub ruleset: Option<Ruleset>,
    pub mask: SignalMask,
    /// The process group that the library's process belongs to: the command's place, as if there were no keeper.
    pub group: i32,
    pub supervisor: i32,
    pub status: RawFd,
}

/// Becomes the command, or says why not and ends.
pub fn become_command(preparation: &Preparation) -> ! {
    if let Err((step, errno)) = confine(preparation) {
        write_status(preparation.status, 2, step, errno.0);
        process::exit(125);
    }
    let order = preparation.order;
    let text = |bytes: &[u8]| CString::new(bytes).unwrap_or_default();
    let arguments: Vec<CString> = order.arguments.iter().map(|argument| text(argument)).collect();
    let file = text(&order.file);
    let _ = signal::restore(&preparation.mask);
    let errno = process::execute(&file, &arguments);
    write_status(preparation.status, 3, 0, errno.0);
    process::exit(127);
}

fn confine(preparation: &Preparation) -> std::result::Result<(), (u8, Errno)> {
    let mut step = 0;
    let mut next = |result: Result<()>| {
        let outcome = result.map_err(|errno| (step, errno));
        step += 1;
        outcome
    };
    next(process::set_parent_death_signal(libc::SIGKILL).and_then(|()| {
        // The supervisor may have died before the line above.
        if process::parent_id() == preparation.supervisor { Ok(()) } else { Err(Errno(libc::ESRCH)) }
    }))?;
    let detached = preparation.order.detached;
    next(if detached { process::new_session() } else { Ok(()) })?;
    next(if detached { Ok(()) } else { process::set_group(preparation.group) })?;
    next(capabilities::reduce())?;
    next(process::set_no_new_privileges())?;
    next(preparation.ruleset.as_ref().map_or(Ok(()), Ruleset::restrict_self))?;
    // close_range is no call that the filter asks about, and write on the status pipe neither.
    let first = descriptors_to_close(&preparation.order.keep);
    let listener = seccomp::install(&filter::compile());
    next(listener.map(|fd| write_status(preparation.status, 0, 0, fd)))?;
    next(first.iter().try_for_each(|&(first, last)| file::close_range_on_exec(first, last)))?;
    write_status(preparation.status, 1, 0, 0);
    Ok(())
}

/// The gaps between the descriptors that the command gets.
fn descriptors_to_close(keep: &[u32]) -> Vec<(u32, u32)> {
    let mut kept = keep.to_vec();
    kept.sort_unstable();
    kept.dedup();
    let mut gaps = Vec::new();
    let mut first = 0;
    for fd in kept {
        if fd > first {
            gaps.push((first, fd - 1));
        }
        first = fd + 1;
    }
    gaps.push((first, u32::MAX));
    gaps
}

#[cfg(test)]
mod tests {
    use super::descriptors_to_close;

    #[test]
    fn closes_all_but_what_is_kept() {
        assert_eq!(descriptors_to_close(&[2, 0, 1]), [(3, u32::MAX)]);
        assert_eq!(descriptors_to_close(&[0, 4]), [(1, 3), (5, u32::MAX)]);
        assert_eq!(descriptors_to_close(&[]), [(0, u32::MAX)]);
    }
}
