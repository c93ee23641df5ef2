//! Closing the door: from a stopped process to a jailed one, in calls that the process makes itself.
//!
//! Up to the filter everything can be taken back, but for `no_new_privs`. Behind it a failure is the end of the process:
//! half a jail is none.

use super::inherited::{self, Inherited};
use super::remote::{Scratch, Worker, find_instruction};
use super::threads::Threads;
use crate::confine::capabilities;
use crate::prelude::*;
use crate::sys::fd::RawFd;
use crate::sys::seccomp::{
    FILTER_FLAG_TSYNC, FILTER_FLAG_TSYNC_ESRCH, INSTALL_FLAGS, Instruction, Listener, bytes_of_filter,
};
use crate::sys::{Errno, Result, capability, file, socket};
use core::time::Duration;

/// What goes through the door.
pub struct Lock<'a> {
    pub filter: &'a [Instruction],
    /// None in log mode.
    pub ruleset: Option<RawFd>,
    pub inherited: &'a [Inherited],
    pub closes_outside: bool,
}

pub struct Failure {
    pub step: &'static str,
    pub errno: Errno,
    /// The process has the filter by now.
    pub is_too_late: bool,
}

/// How long the kernel may take to ask about a call that has been made.
const ASKED_WITHIN: Duration = Duration::from_secs(5);

const FAILED: u64 = u64::MAX;

struct Step {
    name: &'static str,
    is_too_late: bool,
}

impl Step {
    fn of<T>(&self, result: Result<T>) -> core::result::Result<T, Failure> {
        result.map_err(|errno| Failure { step: self.name, errno, is_too_late: self.is_too_late })
    }
}

fn early(name: &'static str) -> Step {
    Step { name, is_too_late: false }
}

fn late(name: &'static str) -> Step {
    Step { name, is_too_late: true }
}

/// Jails a process whose threads are all stopped. Afterwards they stand where they stood.
pub fn close(threads: &Threads, lock: &Lock) -> core::result::Result<Listener, Failure> {
    let instruction = early("find").of(find_instruction(threads.process))?;
    let mut workers = Vec::new();
    for &thread in threads.all() {
        match Worker::hire(thread, instruction) {
            Ok(worker) => workers.push(worker),
            Err(errno) => {
                dismiss_all(workers, &early("ptrace"))?;
                return early("ptrace").of(Err(errno));
            }
        }
    }
    if !workers.iter().all(Worker::is_native) {
        dismiss_all(workers, &early("ptrace"))?;
        return early("32-bit").of(Err(Errno(libc::ENOEXEC)));
    }
    let outcome = work(threads, &workers, lock);
    let is_too_late = match &outcome {
        Ok(_) => true,
        Err(failure) => failure.is_too_late,
    };
    let dismissed = dismiss_all(workers, &Step { name: "ptrace", is_too_late });
    let listener = outcome?;
    dismissed.map(|()| listener)
}

fn dismiss_all(workers: Vec<Worker>, step: &Step) -> core::result::Result<(), Failure> {
    let mut outcome = Ok(());
    for worker in workers {
        if let Err(errno) = worker.dismiss() {
            // Whatever it has in its registers now is not its own.
            outcome = Err(Failure { step: step.name, errno, is_too_late: true });
        }
    }
    outcome
}

fn work(threads: &Threads, workers: &[Worker], lock: &Lock) -> core::result::Result<Listener, Failure> {
    let first = &workers[0];
    let scratch = early("mmap").of(Scratch::make(first))?;
    let worked = shut(threads, workers, &scratch, lock);
    let is_too_late = worked.as_ref().map_or_else(|failure| failure.is_too_late, |_| true);
    let removed = Step { name: "munmap", is_too_late }.of(scratch.remove(first));
    let listener = worked?;
    removed.map(|()| listener)
}

fn shut(
    threads: &Threads,
    workers: &[Worker],
    scratch: &Scratch,
    lock: &Lock,
) -> core::result::Result<Listener, Failure> {
    let first = &workers[0];
    if lock.closes_outside {
        early("dup3").of(inherited::close_outside(first, scratch, threads, lock.inherited))?;
    }
    let listener = install(threads, first, scratch, lock)?;
    if let Some(ruleset) = lock.ruleset {
        let step = late("landlock_restrict_self");
        let number = late("openat").of(hand_over(first, &listener, ruleset))?;
        for worker in workers {
            step.of(worker.call(libc::SYS_landlock_restrict_self, [number, 0, 0, 0, 0, 0]))?;
        }
        late("close").of(first.call(libc::SYS_close, [number, 0, 0, 0, 0, 0]))?;
    }
    let step = late("capset");
    if let Some(halves) = step.of(reduction(threads.process))? {
        let header = step.of(scratch.write(threads, 0, &capability::HEADER))?;
        let data = step.of(scratch.write(threads, 64, &halves))?;
        for worker in workers {
            step.of(worker.call(libc::SYS_capset, [header, data, 0, 0, 0, 0]))?;
        }
    }
    Ok(listener)
}

/// The filter, in every thread at once, and its listener.
fn install(
    threads: &Threads,
    worker: &Worker,
    scratch: &Scratch,
    lock: &Lock,
) -> core::result::Result<Listener, Failure> {
    const SET_MODE_FILTER: u64 = 1;
    const CODE: u64 = 64;
    let step = early("seccomp");
    let code = step.of(scratch.write(threads, CODE, &bytes_of_filter(lock.filter)))?;
    let program = [(lock.filter.len() as u64).to_ne_bytes(), code.to_ne_bytes()].concat();
    let program = step.of(scratch.write(threads, 0, &program))?;
    let no_new_privileges = [libc::PR_SET_NO_NEW_PRIVS as u64, 1, 0, 0, 0, 0];
    early("prctl").of(worker.call(libc::SYS_prctl, no_new_privileges))?;
    let mut number = Err(Errno(libc::EINVAL));
    for flags in INSTALL_FLAGS {
        if number == Err(Errno(libc::EINVAL)) {
            let flags = flags | FILTER_FLAG_TSYNC | FILTER_FLAG_TSYNC_ESRCH;
            number = worker.call(libc::SYS_seccomp, [SET_MODE_FILTER, flags, program, 0, 0, 0]);
        }
    }
    let number = step.of(number)?;
    let listener = late("pidfd_getfd").of(socket::copy_descriptor(threads.process, number as RawFd))?;
    late("close").of(worker.call(libc::SYS_close, [number, 0, 0, 0, 0, 0]))?;
    Ok(Listener::new(listener))
}

/// Gives the process a descriptor of ours, as the answer to a call that its new filter asks about.
fn hand_over(worker: &Worker, listener: &Listener, ruleset: RawFd) -> Result<u64> {
    let answer = || {
        let [asked] = file::poll([(listener.fd(), libc::POLLIN)], ASKED_WITHIN.as_millis() as i32)?;
        if asked.events & libc::POLLIN == 0 {
            return Err(Errno(libc::ETIMEDOUT));
        }
        let notification = listener.receive()?;
        listener.inject(notification.id, ruleset, true)
    };
    let path = [libc::AT_FDCWD as u64, FAILED, 0, 0, 0, 0];
    worker.call_and(libc::SYS_openat, path, answer).map(|(number, ())| number)
}

/// What is left of the capabilities of a process that has too many: the words of capset(2).
fn reduction(process: i32) -> Result<Option<Vec<u8>>> {
    let path = [b"/proc/".as_slice(), &file::number(process as u64), b"/status"].concat();
    let text = file::read_whole(libc::AT_FDCWD, &path, 16 << 10)?;
    let set = |field: &[u8]| {
        let line = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(field));
        let word = line.and_then(|rest| core::str::from_utf8(rest.trim_ascii()).ok());
        word.and_then(|word| u64::from_str_radix(word, 16).ok()).ok_or(Errno(libc::EIO))
    };
    let held =
        capability::Sets { effective: set(b"CapEff:")?, permitted: set(b"CapPrm:")?, inheritable: set(b"CapInh:")? };
    let kept = capabilities::reduced(held);
    let words = kept.halves().concat();
    Ok((kept != held).then(|| words.iter().flat_map(|word| word.to_ne_bytes()).collect()))
}
