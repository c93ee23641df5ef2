//! The guard: the process that the library starts and waits for. It forks the supervisor and does three things only:
//! passes signals on to the command, kills the jail when the supervisor is killed or stopped from outside, and ends as
//! the command ended. Whatever outlives the supervisor falls to the guard, as the next subreaper.

use crate::protocol::report;
use crate::supervise::{Channel, Tree};
use crate::sys::process::{self, Change, Ending};
use crate::sys::{Errno, file, signal};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicI32, Ordering};

/// How the supervisor tells the guard what became of it.
pub const FINISHED: i32 = 0;
pub const NOT_EXECUTED: i32 = 127;
pub const REFUSED: i32 = 125;

pub struct Guard {
    pub supervisor: i32,
    pub channel: Channel,
    /// The command's pid, as soon as there is one.
    pub target: &'static AtomicI32,
}

impl Guard {
    pub fn run(mut self) -> ! {
        // The command's own ends of its pipes must not stay open here.
        let channel = self.channel.fd().as_raw_fd() as u32;
        if channel > 0 {
            let _ = file::close_range(0, channel - 1);
        }
        let _ = file::close_range(channel + 1, u32::MAX);
        loop {
            match signal::wait() {
                libc::SIGCHLD => self.look_after_supervisor(),
                number if number > 0 => self.pass_on(number),
                _ => {}
            }
        }
    }

    fn pass_on(&self, number: i32) {
        match self.target.load(Ordering::Acquire) {
            0 => drop(signal::send(self.supervisor, libc::SIGTERM)),
            target => drop(signal::send(target, number)),
        }
    }

    fn look_after_supervisor(&mut self) {
        match process::look(Some(self.supervisor), false, true) {
            Ok(Some(Change::Ended(_, Ending::Code(FINISHED)))) => self.end_as_command(),
            Ok(Some(Change::Ended(_, Ending::Code(code)))) => process::exit(code),
            Ok(Some(Change::Ended(_, Ending::Signal(number)))) => {
                self.lose(&format!("the supervisor was killed by signal {number}"));
            }
            Ok(Some(Change::Stopped)) => {
                let _ = signal::send(self.supervisor, libc::SIGKILL);
                let _ = process::wait_for_one(self.supervisor);
                self.lose("the supervisor was stopped");
            }
            _ => {}
        }
    }

    /// The supervisor left the command's zombie to us.
    fn end_as_command(&self) -> ! {
        let target = self.target.load(Ordering::Acquire);
        match process::look(Some(target), false, false) {
            Ok(Some(Change::Ended(_, Ending::Code(code)))) => process::exit(code),
            Ok(Some(Change::Ended(_, Ending::Signal(number)))) => signal::die_of(number),
            _ => process::exit(REFUSED),
        }
    }

    /// Fails closed: nothing of the jail survives its supervisor.
    fn lose(&mut self, cause: &str) -> ! {
        loop {
            let tree = Tree::new(0);
            tree.kill_all();
            match process::look(None, false, false) {
                Ok(Some(_)) => {}
                Err(Errno(libc::ECHILD)) => break,
                _ => signal::wait_briefly(),
            }
        }
        self.channel.write(&report::lost(cause));
        signal::die_of(libc::SIGKILL)
    }
}
