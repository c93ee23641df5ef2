//! What this machine can do for a jail, found out by doing it: `jailkeeper-keeper examine` writes one `feature` record a
//! line to standard output. A child installs a filter as a target does and makes two calls that wait for us; while it
//! waits we try on it what a supervisor does.

use crate::enforcement;
use crate::prelude::*;
use crate::protocol::report;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::seccomp::{INSTALL_FLAGS, Instruction, Listener, Notification, RET_ALLOW, RET_USER_NOTIF};
use crate::sys::trace::{self, Stop};
use crate::sys::{Errno, Result, bare, file, landlock, memory, process, signal, socket};

/// A call without effect: the one that the child's filter asks about. See `bare::parent_id_showing`.
const CALL: libc::c_long = libc::SYS_getppid;
/// What stands in the child's memory.
const MARK: [u8; 8] = *b"examined";
const STACK: usize = 64 << 10;
/// The child answers at once, or something is wrong.
const PATIENCE_MS: i32 = 5000;

const COMPLETE: i32 = 0;
const INCOMPLETE: i32 = 1;

pub fn run() -> ! {
    let mut findings = Findings { lines: Vec::new() };
    let _ = signal::block_all();
    findings.note("proc", if enforcement::is_proc_ours() { Ok(()) } else { Err(Errno(libc::ENOENT)) });
    let abi = landlock::abi();
    findings.lines.extend(report::feature("landlock", errno_of(&abi), abi.ok()));
    let examined = examine_child(&mut findings);
    let written = file::write(1, &findings.lines) == Ok(findings.lines.len());
    process::exit(if examined.is_ok() && written { COMPLETE } else { INCOMPLETE })
}

struct Findings {
    lines: Vec<u8>,
}

impl Findings {
    fn note(&mut self, name: &str, outcome: Result<()>) {
        self.lines.extend(report::feature(name, errno_of(&outcome), None));
    }
}

fn errno_of<T>(outcome: &Result<T>) -> i32 {
    outcome.as_ref().err().map_or(0, |errno| errno.0)
}

/// Asks about one call and lets everything else pass.
fn filter() -> [Instruction; 4] {
    const LOAD_WORD: u16 = 0x20;
    const JUMP_IF_EQUAL: u16 = 0x15;
    const RETURN: u16 = 0x06;
    let plain = |code, value| Instruction { code, jump_true: 0, jump_false: 0, value };
    [
        plain(LOAD_WORD, 0),
        Instruction { code: JUMP_IF_EQUAL, jump_true: 0, jump_false: 1, value: CALL as u32 },
        plain(RETURN, RET_USER_NOTIF),
        plain(RETURN, RET_ALLOW),
    ]
}

/// Runs in the child: says with which flags the filter was installed, as which descriptor (we share the table), and then
/// waits for us twice.
fn be_examined(pipe: RawFd) {
    let _ = bare::control(libc::PR_SET_PDEATHSIG, libc::SIGKILL as usize);
    let _ = bare::control(libc::PR_SET_NO_NEW_PRIVS, 1);
    let filter = filter();
    let mut outcome = Err(Errno(libc::EINVAL));
    let mut flags = 0;
    while flags < INSTALL_FLAGS.len() && outcome == Err(Errno(libc::EINVAL)) {
        outcome = bare::install_filter(&filter, INSTALL_FLAGS[flags]);
        flags += 1;
    }
    let number = outcome.unwrap_or_else(|errno| -errno.0);
    let _ = bare::write(pipe, &[flags as i32, number].map(i32::to_ne_bytes).concat());
    if number >= 0 {
        let mark = MARK;
        for _ in 0..2 {
            bare::parent_id_showing(mark.as_ptr() as usize);
        }
    }
}

fn examine_child(findings: &mut Findings) -> Result<()> {
    let (read_end, write_end) = file::pipe()?;
    let pipe = write_end.as_raw_fd();
    let child = process::start_copy(STACK, move || be_examined(pipe))?;
    let mut message = [0; 8];
    wait_for(read_end.as_raw_fd())?;
    file::read(read_end.as_raw_fd(), &mut message)?;
    let word = |at: usize| i32::from_ne_bytes([message[at], message[at + 1], message[at + 2], message[at + 3]]);
    let (flags, number) = (word(0), word(4));
    if number < 0 {
        findings.note("seccomp-notification", Err(Errno(-number)));
        return process::wait_for_one(child);
    }
    findings.note("seccomp-notification", Ok(()));
    findings.note("wait-killable", if flags == 1 { Ok(()) } else { Err(Errno(libc::EINVAL)) });
    let (listener, wakes) = Listener::with_synchronous_wake_up(OwnedFd::adopt(number));
    findings.note("sync-wake-up", wakes);
    let first = receive(&listener)?;
    findings.note("process_vm_readv", read_mark(&first));
    findings.note("pidfd_getfd", socket::copy_descriptor(child, pipe).map(drop));
    findings.note("add-descriptor", listener.inject(first.id, pipe, true));
    // One that could not be given leaves the call unanswered.
    let _ = listener.fail(first.id, Errno(libc::EPERM));
    let second = receive(&listener)?;
    let traced = trace::seize(child);
    findings.note("ptrace", traced);
    let proceeded = listener.proceed(second.id);
    findings.note("continue", proceeded);
    if traced.is_ok() {
        let_go(child);
    }
    if proceeded.is_err() {
        signal::send(child, libc::SIGKILL)?;
    }
    process::wait_for_one(child)
}

fn wait_for(fd: RawFd) -> Result<()> {
    let [ready] = file::poll([(fd, libc::POLLIN)], PATIENCE_MS)?;
    if ready.events & libc::POLLIN != 0 { Ok(()) } else { Err(Errno(libc::ETIMEDOUT)) }
}

fn receive(listener: &Listener) -> Result<Notification> {
    wait_for(listener.fd())?;
    listener.receive()
}

fn read_mark(notification: &Notification) -> Result<()> {
    let mut copy = [0; MARK.len()];
    memory::read_exact(notification.pid, notification.arguments[0], &mut copy)?;
    if copy == MARK { Ok(()) } else { Err(Errno(libc::EFAULT)) }
}

/// The traced child stops on its way out of the call.
fn let_go(child: i32) {
    for _ in 0..PATIENCE_MS {
        match trace::look(child) {
            Ok(Some(Stop::Other)) => trace::go_on(child),
            Ok(Some(_)) | Err(_) => break,
            Ok(None) => signal::wait_briefly(),
        }
    }
    trace::detach(child);
}
