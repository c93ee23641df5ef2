//! All threads of a process, stopped.

use crate::prelude::*;
use crate::supervise::caller::{read_process, read_state};
use crate::sys::tracee::{self, Halt};
use crate::sys::{Errno, Result, directory, file, process};

/// A thread that does not stop in this time waits for something that no signal ends (a child of vfork(2), a disk).
const PATIENCE_US: u64 = 2_000_000;

pub struct Threads {
    pub process: i32,
    /// Stopped, and traced by us.
    stopped: Vec<i32>,
}

impl Threads {
    /// Stops one thread after the other. Those that still run may start new ones, until a round finds none.
    pub fn stop(process: i32) -> Result<Threads> {
        let mut threads = Threads { process, stopped: Vec::new() };
        let until_us = process::time_us() + PATIENCE_US;
        match threads.stop_all(until_us) {
            Ok(()) if threads.stopped.is_empty() => Err(Errno(libc::ESRCH)),
            Ok(()) => Ok(threads),
            Err(errno) => {
                threads.release();
                Err(errno)
            }
        }
    }

    fn stop_all(&mut self, until_us: u64) -> Result<()> {
        loop {
            let found = self.seize_newcomers()?;
            if found.is_empty() {
                return Ok(());
            }
            // Threads that start others and end may be faster than we are.
            if process::time_us() > until_us {
                found.iter().for_each(|&thread| tracee::let_go(thread));
                return Err(Errno(libc::ETIMEDOUT));
            }
            let mut slow = None;
            for thread in found {
                match stop(thread, until_us) {
                    Ok(true) => self.stopped.push(thread),
                    Ok(false) => {}
                    // The others are traced by now, and must be let go too.
                    Err(errno) => {
                        tracee::let_go(thread);
                        slow = Some(errno);
                    }
                }
            }
            slow.map_or(Ok(()), Err)?;
        }
    }

    fn seize_newcomers(&self) -> Result<Vec<i32>> {
        let mut found = Vec::new();
        for name in tasks(self.process)? {
            let Some(thread) = core::str::from_utf8(&name).ok().and_then(|name| name.parse().ok()) else { continue };
            if self.stopped.contains(&thread) {
                continue;
            }
            match tracee::seize(thread) {
                Ok(()) => found.push(thread),
                Err(Errno(libc::ESRCH)) => {}
                Err(_) if is_nobody(thread) => {}
                Err(errno) => {
                    found.iter().for_each(|&thread| tracee::let_go(thread));
                    return Err(errno);
                }
            }
        }
        Ok(found)
    }

    pub fn all(&self) -> &[i32] {
        &self.stopped
    }

    /// Lets them go on from where they stopped.
    pub fn release(&self) {
        self.stopped.iter().for_each(|&thread| tracee::let_go(thread));
    }
}

fn tasks(process: i32) -> Result<Vec<Vec<u8>>> {
    directory::names(&[b"/proc/".as_slice(), &file::number(process as u64), b"/task"].concat())
        .map_err(|_| Errno(libc::ESRCH))
}

/// A thread that has ended, the first one of a process for example, which waits for the others to end.
fn is_nobody(thread: i32) -> bool {
    matches!(read_state(thread as u32), None | Some(b'Z' | b'X'))
}

/// False: it has ended instead. A signal that came first is delivered first.
fn stop(thread: i32, until_us: u64) -> Result<bool> {
    loop {
        match tracee::wait(thread, until_us)? {
            Halt::Interrupted => return Ok(true),
            Halt::Ended => return Ok(false),
            Halt::Signal(signal) => tracee::go_on(thread, signal)?,
            Halt::Call => tracee::go_on(thread, 0)?,
        }
    }
}

/// The process of that number, and not a thread of another.
pub fn is_process(pid: i32) -> bool {
    read_process(pid as u32) == Ok(pid as u32)
}
