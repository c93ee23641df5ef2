//! The target before it is the command: what the new process does to itself until exec. Each step narrows it; from the
//! filter on, every call that the table names waits for the supervisor. What does not depend on the order is done before
//! the order has arrived.
//!
//! It shares the supervisor's memory until it executes. So everything is prepared before it starts, and it makes its
//! calls through `sys::bare` alone.

use crate::confine::capabilities::{self, Reduction};
use crate::confine::filter;
use crate::prelude::*;
use crate::protocol::order::{OnJailbreak, Order};
use crate::sys::fd::RawFd;
use crate::sys::seccomp::{INSTALL_FLAGS, Instruction};
use crate::sys::{Errno, Result, bare, file, process, startup};
use alloc::ffi::CString;
use core::ffi::CStr;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// Steps of confinement, by the name under which a failure is reported.
const STEPS: [&str; 8] = [
    "prctl(PR_SET_PDEATHSIG)",
    "setsid",
    "capset",
    "prctl(PR_SET_NO_NEW_PRIVS)",
    "landlock_restrict_self",
    "seccomp",
    "close_range",
    "setrlimit(RLIMIT_CORE)",
];

/// What the target says on its status pipe; the pipe closes without a word when the command was executed.
pub enum Status {
    /// The listener's number in the table of descriptors that supervisor and target share until exec.
    Listening(RawFd),
    /// Somebody else listens already; the filter is not installed yet.
    Unlistened,
    /// The target has its own table of descriptors now, and will execute the command next.
    Separated,
    NotExecuted(Errno),
    NotConfined {
        step: &'static str,
        errno: Errno,
    },
}

const MESSAGE: usize = 8;
const LISTENING: u8 = 0;
const SEPARATED: u8 = 1;
const NOT_CONFINED: u8 = 2;
const NOT_EXECUTED: u8 = 3;
const UNLISTENED: u8 = 4;

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
        UNLISTENED => Status::Unlistened,
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

/// What the target does while the order is still on its way. Made by the supervisor beforehand.
pub struct Beginning {
    filter: Vec<Instruction>,
    capabilities: Reduction,
    mask: u64,
    supervisor: i32,
    status: RawFd,
}

/// What it does when the order has been read.
pub struct Continuation {
    command: Command,
    gaps: Vec<(u32, u32)>,
    /// None in log mode, and where there is no Landlock.
    ruleset: Option<RawFd>,
    /// For a jail that nobody is asked about: instead of the one with a listener.
    filter: Option<Vec<Instruction>>,
    detached: bool,
    /// The kernel writes a core file where the working directory is, and only Landlock would hinder it.
    dumps_core: bool,
}

impl Continuation {
    pub fn new(order: &Order, ruleset: Option<RawFd>, filter: Option<Vec<Instruction>>) -> Continuation {
        let dumps_core = ruleset.is_some() || order.on_jailbreak == OnJailbreak::Log;
        Continuation {
            command: Command::of(order),
            gaps: descriptors_to_close(&order.keep),
            ruleset,
            filter,
            detached: order.detached,
            dumps_core,
        }
    }
}

/// Where the supervisor leaves the continuation for the target.
static CONTINUATION: AtomicPtr<Continuation> = AtomicPtr::new(core::ptr::null_mut());
static IS_READY: AtomicU32 = AtomicU32::new(0);

/// Runs in the supervisor: lets the target go on.
pub fn hand_over(continuation: Continuation) {
    CONTINUATION.store(Box::into_raw(Box::new(continuation)), Ordering::Release);
    IS_READY.store(1, Ordering::Release);
    bare::wake(&IS_READY);
}

type Step = core::result::Result<(), (u8, Errno)>;

fn step(number: u8, result: Result<()>) -> Step {
    result.map_err(|errno| (number, errno))
}

impl Beginning {
    pub fn new(mask: u64, status: RawFd, hides: bool) -> Result<Beginning> {
        Ok(Beginning {
            filter: filter::compile(hides),
            capabilities: capabilities::plan()?,
            mask,
            supervisor: process::id(),
            status,
        })
    }

    /// Runs in the target: becomes the command, or says why not and ends.
    pub fn become_command(&self) -> ! {
        let confined = self.begin().and_then(|()| {
            while IS_READY.load(Ordering::Acquire) == 0 {
                bare::wait_while(&IS_READY, 0);
            }
            // Left by hand_over() for us alone.
            let continuation = process::take_leaked(&CONTINUATION);
            self.go_on(continuation).map(|()| continuation)
        });
        let errno = match confined {
            Ok(continuation) => {
                let _ = bare::set_signal_mask(self.mask);
                continuation.command.execute()
            }
            Err((step, errno)) => {
                write_status(self.status, NOT_CONFINED, step, errno.0);
                bare::exit(125);
            }
        };
        write_status(self.status, NOT_EXECUTED, 0, errno.0);
        bare::exit(127);
    }

    fn begin(&self) -> Step {
        step(
            0,
            bare::control(libc::PR_SET_PDEATHSIG, libc::SIGKILL as usize).and_then(|_| {
                // The supervisor may have died before the line above.
                if bare::parent_id() == self.supervisor { Ok(()) } else { Err(Errno(libc::ESRCH)) }
            }),
        )?;
        step(2, self.capabilities.apply())?;
        step(3, bare::control(libc::PR_SET_NO_NEW_PRIVS, 1).map(drop))?;
        // Nothing that the target does from here to exec is a call that the filter asks about.
        let listener = match bare::install_filter(&self.filter, INSTALL_FLAGS[0]) {
            Err(Errno(libc::EINVAL)) => bare::install_filter(&self.filter, INSTALL_FLAGS[1]),
            outcome => outcome,
        };
        match listener {
            Err(Errno(libc::EBUSY)) => write_status(self.status, UNLISTENED, 0, 0),
            listener => step(5, listener.map(|fd| write_status(self.status, LISTENING, 0, fd)))?,
        }
        Ok(())
    }

    fn go_on(&self, continuation: &Continuation) -> Step {
        const CLOSE_RANGE_UNSHARE: u32 = 1 << 1;
        const CLOSE_RANGE_CLOEXEC: u32 = 1 << 2;
        step(1, if continuation.detached { bare::new_session() } else { Ok(()) })?;
        step(4, continuation.ruleset.map_or(Ok(()), bare::restrict_self))?;
        let filter = continuation.filter.as_ref();
        step(5, filter.map_or(Ok(()), |filter| bare::install_filter(filter, 0).map(drop)))?;
        step(7, if continuation.dumps_core { Ok(()) } else { bare::forbid_core_files() })?;
        let flags = CLOSE_RANGE_UNSHARE | CLOSE_RANGE_CLOEXEC;
        let mut gaps = continuation.gaps.iter();
        step(6, gaps.try_for_each(|&(first, last)| bare::close_range(first, last, flags)))?;
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
