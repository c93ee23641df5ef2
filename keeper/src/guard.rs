//! The guard: the process that the library starts and waits for. It starts the supervisor and does three things only:
//! passes signals on to the command, kills the jail when the supervisor is killed or stopped from outside, and ends as
//! the command ended. Whatever outlives the supervisor falls to the guard, as the next subreaper.
//!
//! It shares the supervisor's memory, whose heap it must not touch: the supervisor may die at any point. So it keeps to
//! `sys::bare`, and confines itself as soon as it has started the supervisor.

use crate::confine;
use crate::sys::bare;
use crate::sys::fd::RawFd;
use crate::sys::process::{Change, Ending, listed};
use core::sync::atomic::{AtomicI32, Ordering};

/// How the supervisor tells the guard what became of it.
pub const FINISHED: i32 = 0;
pub const NOT_EXECUTED: i32 = 127;
pub const REFUSED: i32 = 125;

/// The command's pid, as soon as there is one.
pub static TARGET: AtomicI32 = AtomicI32::new(0);

const KILLED: &[u8] = b"lost cause=the%20supervisor%20was%20killed\n";
const ASTRAY: &[u8] = b"lost cause=a%20pattern%20of%20the%20policy%20took%20too%20long%20on%20a%20path\n";
const UNCONFINED: &[u8] = b"lost cause=the%20guard%20could%20not%20confine%20itself\n";
const STOPPED: &[u8] = b"lost cause=the%20supervisor%20was%20stopped\n";

/// More than this, and what is ended is a bomb. Only the top of the tree is seen each time, so all of it is new once.
const MANY: usize = 1024;

pub struct Guard {
    pub supervisor: i32,
    pub channel: RawFd,
    /// The list of our children.
    children: RawFd,
}

impl Guard {
    /// Runs in the process that has started the supervisor.
    pub fn run(supervisor: i32, channel: RawFd) -> ! {
        // Signals from the terminal are the command's. A group of our own would do for that, but as the only link between
        // its session and the command's group, whose end the kernel answers with SIGHUP for everybody when one is stopped.
        let _ = bare::new_session();
        // The command's own ends of its pipes must not stay open here.
        let number = channel as u32;
        if number > 0 {
            let _ = bare::close_range(0, number - 1, 0);
        }
        let _ = bare::close_range(number + 1, u32::MAX, 0);
        // Of this process's only thread.
        let children = bare::open(c"/proc/thread-self/children").unwrap_or(-1);
        let guard = Guard { supervisor, channel, children };
        if confine::guard::confine().is_err() {
            let _ = bare::send_signal(supervisor, libc::SIGKILL);
            guard.lose(UNCONFINED);
        }
        loop {
            match bare::wait_signal(None) {
                libc::SIGCHLD => guard.look_after_supervisor(),
                number if number > 0 => guard.pass_on(number),
                _ => {}
            }
        }
    }

    fn pass_on(&self, number: i32) {
        let _ = match TARGET.load(Ordering::Acquire) {
            // It passes it on as soon as there is a command.
            0 => bare::send_signal(self.supervisor, number),
            target => bare::send_signal(target, number),
        };
    }

    fn look_after_supervisor(&self) {
        match bare::look(Some(self.supervisor), true) {
            Ok(Some(Change::Ended(_, Ending::Code(FINISHED)))) => end_as_command(),
            Ok(Some(Change::Ended(_, Ending::Code(code)))) => bare::exit(code),
            Ok(Some(Change::Ended(_, Ending::Signal(libc::SIGVTALRM)))) => self.lose(ASTRAY),
            Ok(Some(Change::Ended(_, Ending::Signal(_)))) => self.lose(KILLED),
            Ok(Some(Change::Stopped(_))) => {
                let _ = bare::send_signal(self.supervisor, libc::SIGKILL);
                self.lose(STOPPED);
            }
            _ => {}
        }
    }

    /// Fails closed: nothing of the jail survives its supervisor. What a dead process leaves behind becomes our child, so
    /// in the end everything does.
    fn lose(&self, report: &[u8]) -> ! {
        // Two lists of children: those found before, and those found now.
        let mut lists = [[0u8; 4096]; 2];
        let (mut known, mut newcomers) = (0, 0);
        loop {
            let [before, now] = &mut lists;
            core::mem::swap(before, now);
            // A long list is read again in the next round.
            let length = bare::read_beginning(self.children, now).unwrap_or(0);
            let (before, now) = (&before[..known], &now[..length]);
            known = length;
            for pid in listed(now) {
                if !listed(before).any(|other| other == pid) {
                    newcomers += 1;
                    // See `Tree::end`.
                    if newcomers > MANY {
                        bare::make_idle(pid);
                    }
                }
                let _ = bare::send_signal(pid, libc::SIGKILL);
            }
            match bare::look(None, false) {
                Ok(Some(_)) => {}
                Ok(None) => drop(bare::wait_signal(Some(1))),
                Err(_) => break,
            }
        }
        let _ = bare::write(self.channel, report);
        bare::die_of(libc::SIGKILL)
    }
}

/// The supervisor left the command's zombie to us.
fn end_as_command() -> ! {
    match bare::look(Some(TARGET.load(Ordering::Acquire)), false) {
        Ok(Some(Change::Ended(_, Ending::Code(code)))) => bare::exit(code),
        Ok(Some(Change::Ended(_, Ending::Signal(number)))) => bare::die_of(number),
        _ => bare::exit(REFUSED),
    }
}
