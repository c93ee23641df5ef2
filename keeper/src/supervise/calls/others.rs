//! What is done to other processes of the jail, where the kernel tells those from outsiders by nothing but the number that
//! the caller names. Whoever had it may have ended by the time the kernel looks, and somebody else begun. So the keeper does
//! it, to a process that it holds: by a descriptor, or traced for that moment, because who is traced cannot be reaped
//! (ptrace(2)) and keeps its number.

use super::process::is_own;
use crate::supervise::caller::{read_process, read_state};
use crate::supervise::impersonate::become_caller;
use crate::supervise::request::{Answer, Request};
use crate::sys::pid::{self, Limit, SIGNAL_INFORMATION};
use crate::sys::{Errno, Result, memory, trace};

/// In a thread, as the caller.
fn perform<T: Send>(request: &Request, action: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let credentials = request.credentials()?;
    request.is_current()?;
    request.jail.waiting.apart(|| become_caller(credentials).and_then(|()| action()))?
}

/// Whether this is the caller itself, or its process: both keep their numbers while it waits.
pub fn is_caller(request: &Request, pid: i32) -> bool {
    pid as u32 == request.notification.pid || pid as u32 == request.caller.process()
}

/// Does something to a thread (or the process that it leads) that keeps its number meanwhile.
fn hold<T: Send>(request: &Request, thread: i32, action: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let (credentials, tree) = (request.credentials()?, &request.jail.tree);
    request.is_current()?;
    request.jail.waiting.apart_to_its_end(|| {
        trace::hold(thread)?;
        // Only now it cannot be another one.
        if !tree.holds(thread as u32) {
            return Err(Errno(libc::ESRCH));
        }
        become_caller(credentials)?;
        action()
    })?
}

/// A signal for a whole process, to which the number belongs.
pub fn signal(request: &Request, number: i32, signal: i32, information: Option<[u8; SIGNAL_INFORMATION]>) -> Answer {
    let outcome = (|| {
        let process = read_process(number as u32)? as i32;
        let held = pid::open(process)?;
        // What has this number now is what was opened, or that is dead and hears nothing.
        if !is_own(request, process as u32) {
            return Err(Errno(libc::ESRCH));
        }
        perform(request, || pid::signal(held.as_raw_fd(), signal, information.as_ref()))
    })();
    Answer::of(outcome)
}

/// What the caller says with its signal.
pub fn information(
    request: &Request,
    address: u64,
    signal: i32,
) -> core::result::Result<[u8; SIGNAL_INFORMATION], Answer> {
    let bytes = request.bytes(address, SIGNAL_INFORMATION)?;
    let mut information: [u8; SIGNAL_INFORMATION] = bytes.try_into().map_err(|_| Answer::Fail(Errno(libc::EFAULT)))?;
    // Which signal it is, the register says.
    information[..4].copy_from_slice(&signal.to_ne_bytes());
    Ok(information)
}

pub fn signal_thread(request: &Request, thread: i32, signal: i32) -> Answer {
    done(thread, hold(request, thread, || pid::signal_thread(thread, signal)))
}

/// Who has ended and was not waited for cannot be traced, and takes everything without effect.
fn done(pid: i32, outcome: Result<()>) -> Answer {
    match outcome {
        Err(Errno(libc::EPERM)) if read_state(pid as u32) == Some(b'Z') => Answer::Succeed(0),
        outcome => Answer::of(outcome),
    }
}

/// prlimit64(2)
pub fn change_limit(request: &Request, process: i32) -> core::result::Result<Answer, Answer> {
    let (resource, new, old) = (request.int(1), request.argument(2), request.argument(3));
    let new: Option<Limit> = match new {
        0 => None,
        address => request.bytes(address, size_of::<Limit>())?.try_into().ok(),
    };
    Ok(match hold(request, process, || pid::change_limit(process, resource, new.as_ref())) {
        Ok(limit) if old != 0 => Answer::of(memory::write(request.notification.pid, old, &limit)),
        outcome => done(process, outcome.map(drop)),
    })
}

/// setpriority(2) and ioprio_set(2): which, who, priority.
pub fn change_priority(request: &Request, who: i32) -> Answer {
    let (which, priority) = (request.int(0), request.int(2));
    let change = match i64::from(request.notification.number) {
        libc::SYS_setpriority => pid::change_priority,
        _ => pid::change_io_priority,
    };
    done(who, hold(request, who, || change(which, who, priority)))
}

/// sched_setparam(2) and its kin.
pub fn schedule(request: &Request, thread: i32) -> core::result::Result<Answer, Answer> {
    let int = |address: u64| {
        let bytes = request.bytes(address, 4)?;
        Ok(i32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    };
    let outcome = match i64::from(request.notification.number) {
        libc::SYS_sched_setparam => {
            let parameters = int(request.argument(1))?;
            hold(request, thread, || pid::change_parameters(thread, parameters))
        }
        libc::SYS_sched_setscheduler => {
            let (policy, parameters) = (request.int(1), int(request.argument(2))?);
            hold(request, thread, || pid::change_scheduler(thread, policy, parameters))
        }
        libc::SYS_sched_setattr => {
            /// SCHED_ATTR_SIZE_VER0, which 0 stands for, and what the kernel takes at most.
            const SIZES: core::ops::RangeInclusive<usize> = 48..=4096;
            let (address, flags) = (request.argument(1), request.int(2) as u32);
            let size = match int(address)? as usize {
                0 => *SIZES.start(),
                size => size,
            };
            if !SIZES.contains(&size) {
                return Ok(Answer::Fail(Errno(libc::E2BIG)));
            }
            let mut attributes = request.bytes(address, size)?;
            hold(request, thread, || pid::change_attributes(thread, &mut attributes, flags))
        }
        libc::SYS_sched_setaffinity => {
            /// For more processors than Linux has.
            const LONGEST: u64 = 8192;
            let length = (request.argument(1) & u64::from(u32::MAX)).min(LONGEST);
            let mask = request.bytes(request.argument(2), length as usize)?;
            hold(request, thread, || pid::change_processors(thread, &mask))
        }
        _ => Err(Errno(libc::EPERM)),
    };
    Ok(done(thread, outcome))
}
