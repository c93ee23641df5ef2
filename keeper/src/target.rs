//! The target before it is the command: what the new process does to itself until exec. Each step narrows it; from the
//! filter on, every call that the table names waits for the supervisor.
//!
//! It shares the supervisor's memory until it executes. So everything is prepared before it starts, and it makes its
//! calls through `sys::bare` alone.

use crate::prelude::*;
use crate::confine::capabilities::{self, Reduction};
use crate::confine::filter;
use crate::protocol::order::Order;
use crate::sys::seccomp::{INSTALL_FLAGS, Instruction};
use crate::sys::{Errno, Result, bare, file, process, startup};
use alloc::ffi::CString;
use core::ffi::CStr;
use crate::sys::fd::RawFd;

/// Steps of confinement, by the name under which a failure is reported.
const STEPS: [&str; 8] = [
    "prctl(PR_SET_PDEATHSIG)",
    "setsid",
    "setpgid",
    "capset",
    "prctl(PR_SET_NO_NEW_PRIVS)",
    "landlock_restrict_self",
    "seccomp",
    "close_range",
];

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
const LISTENING: u8 = 0;
const SEPARATED: u8 = 1;
const NOT_CONFINED: u8 = 2;
const NOT_EXECUTED: u8 = 3;

fn write_status(fd: RawFd, kind: u8, step: u8, value: i32) {
    let number = value.to_ne_bytes();
    let message = [kind, step, 0, 0, number[0], number[1], number[2], number[3]];
    let _ = bare::write(fd, &message);
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
        LISTENING => Status::Listening(value),
        SEPARATED => Status::Separated,
        NOT_EXECUTED => Status::NotExecuted(Errno(value)),
        _ => Status::NotConfined {
            step: STEPS.get(usize::from(message[1])).copied().unwrap_or("confine"),
            errno: Errno(value),
        },
    })
}

/// A command as execvp(3) would try it, in one go.
struct Command {
    /// The files to try, in order.
    candidates: Vec<CString>,
    /// Owns what the pointers lead to.
    _arguments: Vec<CString>,
    pointers: Vec<*const libc::c_char>,
    /// `/bin/sh FILE ARGUMENTS`, for a file without a magic number. The second pointer is set to the candidate.
    script_pointers: Vec<*const libc::c_char>,
    environment: *const *const libc::c_char,
}

const SHELL: &CStr = c"/bin/sh";

/// Where a command without a slash is looked for (execvp(3)).
fn candidates(file: &[u8], search_path: Option<&[u8]>) -> Vec<CString> {
    let text = |bytes: &[u8]| CString::new(bytes).unwrap_or_default();
    if file.is_empty() || file.contains(&b'/') {
        return vec![text(file)];
    }
    let search_path = search_path.unwrap_or(b"/bin:/usr/bin");
    search_path
        .split(|&byte| byte == b':')
        .map(|directory| match directory {
            b"" => text(file),
            directory => text(&[directory, b"/", file].concat()),
        })
        .collect()
}

fn search_path() -> Option<Vec<u8>> {
    startup::variable(b"PATH").map(<[u8]>::to_vec)
}

impl Command {
    fn of(order: &Order) -> Command {
        let arguments: Vec<CString> =
            order.arguments.iter().map(|argument| CString::new(argument.as_slice()).unwrap_or_default()).collect();
        let mut pointers: Vec<_> = arguments.iter().map(|argument| argument.as_ptr()).collect();
        pointers.push(core::ptr::null());
        let mut script_pointers = vec![SHELL.as_ptr(), core::ptr::null()];
        script_pointers.extend_from_slice(&pointers[1..]);
        Command {
            candidates: candidates(&order.file, search_path().as_deref()),
            _arguments: arguments,
            pointers,
            script_pointers,
            environment: startup::environment(),
        }
    }

    /// Returns only when nothing could be executed.
    fn execute(&mut self) -> Errno {
        let searches = self.candidates.len() > 1;
        let (mut denied, mut last) = (false, Errno(libc::ENOENT));
        for candidate in &self.candidates {
            last = bare::execute(candidate, &self.pointers, self.environment);
            if last.0 == libc::ENOEXEC {
                self.script_pointers[1] = candidate.as_ptr();
                last = bare::execute(SHELL, &self.script_pointers, self.environment);
            }
            match last.0 {
                libc::EACCES => denied = true,
                libc::ENOENT | libc::ESTALE | libc::ENOTDIR | libc::ENODEV | libc::ETIMEDOUT => {}
                _ => return last,
            }
        }
        if denied && searches { Errno(libc::EACCES) } else { last }
    }
}

/// Everything that the target needs, made by the supervisor beforehand.
pub struct Preparation {
    command: Command,
    filter: Vec<Instruction>,
    gaps: Vec<(u32, u32)>,
    capabilities: Reduction,
    /// None in log mode.
    ruleset: Option<RawFd>,
    detached: bool,
    mask: u64,
    group: i32,
    supervisor: i32,
    status: RawFd,
}

/// What the supervisor knows besides the order.
pub struct Surroundings {
    pub ruleset: Option<RawFd>,
    /// The signals that were blocked when the keeper was started.
    pub mask: u64,
    /// The process group that the library's process belongs to: the command's place, as if there were no keeper.
    pub group: i32,
    pub status: RawFd,
}

impl Preparation {
    pub fn new(order: &Order, surroundings: &Surroundings) -> Result<Preparation> {
        Ok(Preparation {
            command: Command::of(order),
            filter: filter::compile(),
            gaps: descriptors_to_close(&order.keep),
            capabilities: capabilities::plan()?,
            ruleset: surroundings.ruleset,
            detached: order.detached,
            mask: surroundings.mask,
            group: surroundings.group,
            supervisor: process::id(),
            status: surroundings.status,
        })
    }

    /// Runs in the target: becomes the command, or says why not and ends.
    pub fn become_command(&mut self) -> ! {
        if let Err((step, errno)) = self.confine() {
            write_status(self.status, NOT_CONFINED, step, errno.0);
            bare::exit(125);
        }
        let _ = bare::set_signal_mask(self.mask);
        let errno = self.command.execute();
        write_status(self.status, NOT_EXECUTED, 0, errno.0);
        bare::exit(127);
    }

    fn confine(&self) -> core::result::Result<(), (u8, Errno)> {
        const CLOSE_RANGE_UNSHARE: u32 = 1 << 1;
        const CLOSE_RANGE_CLOEXEC: u32 = 1 << 2;
        let mut step = 0;
        let mut next = |result: Result<()>| {
            let outcome = result.map_err(|errno| (step, errno));
            step += 1;
            outcome
        };
        next(bare::control(libc::PR_SET_PDEATHSIG, libc::SIGKILL as usize).and_then(|_| {
            // The supervisor may have died before the line above.
            if bare::parent_id() == self.supervisor { Ok(()) } else { Err(Errno(libc::ESRCH)) }
        }))?;
        next(if self.detached { bare::new_session() } else { Ok(()) })?;
        next(if self.detached { Ok(()) } else { bare::set_group(self.group) })?;
        next(self.capabilities.apply())?;
        next(bare::control(libc::PR_SET_NO_NEW_PRIVS, 1).map(drop))?;
        next(self.ruleset.map_or(Ok(()), bare::restrict_self))?;
        // close_range is no call that the filter asks about, and write on the status pipe neither.
        let listener = match bare::install_filter(&self.filter, INSTALL_FLAGS[0]) {
            Err(Errno(libc::EINVAL)) => bare::install_filter(&self.filter, INSTALL_FLAGS[1]),
            outcome => outcome,
        };
        next(listener.map(|fd| write_status(self.status, LISTENING, 0, fd)))?;
        let flags = CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC;
        next(self.gaps.iter().try_for_each(|&(first, last)| bare::close_range(first, last, flags)))?;
        write_status(self.status, SEPARATED, 0, 0);
        Ok(())
    }
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
    use super::*;

    #[test]
    fn closes_all_but_what_is_kept() {
        assert_eq!(descriptors_to_close(&[2, 0, 1]), [(3, u32::MAX)]);
        assert_eq!(descriptors_to_close(&[0, 4]), [(1, 3), (5, u32::MAX)]);
        assert_eq!(descriptors_to_close(&[]), [(0, u32::MAX)]);
    }

    #[test]
    fn searches_as_execvp_does() {
        let found = candidates(b"ls", Some(b"/usr/bin::/bin"));
        assert_eq!(found, [c"/usr/bin/ls".to_owned(), c"ls".to_owned(), c"/bin/ls".to_owned()]);
        assert_eq!(candidates(b"./ls", Some(b"/usr/bin")), [c"./ls".to_owned()]);
        assert_eq!(candidates(b"ls", None), [c"/bin/ls".to_owned(), c"/usr/bin/ls".to_owned()]);
    }
}
