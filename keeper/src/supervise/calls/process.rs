//! Calls that act on processes. Who is meant is in a register, but a number may pass on to another process: only what the
//! kernel judges by itself (Landlock's scopes, its rule about tracing) may go on; see `others`.

use super::others;
use crate::confine::landlock::since;
use crate::mark;
use crate::prelude::*;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::sys::{Errno, file};

/// The pid in an attempt's `requested`.
fn outsider(pid: i64) -> Answer {
    Attempt::on_system("process", pid.to_string().as_bytes())
}

fn exists(pid: u32) -> bool {
    file::stat_at(libc::AT_FDCWD, &[b"/proc/".as_slice(), &file::number(pid.into())].concat(), 0).is_ok()
}

/// Whether the caller may act on this process or thread: itself, or any other of the jail.
pub fn is_own(request: &Request, pid: u32) -> bool {
    pid == request.notification.pid || request.jail.tree.holds(pid)
}

pub fn namespace() -> Answer {
    Attempt::on_system("kernel", b"namespace")
}

pub fn kill(request: &Request) -> Answer {
    let pid = request.int(0);
    match pid {
        1.. => match whoever(request, pid, request.int(1)) {
            Some(answer) => answer,
            None => others::signal(request, pid, request.int(1), None),
        },
        // The caller's own group may hold processes outside; the kernel passes over them where Landlock has scopes.
        0 => kill_group(request),
        -1 => outsider(-1),
        group => {
            let leader = group.unsigned_abs();
            if request.jail.tree.holds(leader) {
                kill_group(request)
            } else if exists(leader) {
                outsider(group.into())
            } else {
                Answer::Fail(Errno(libc::ESRCH))
            }
        }
    }
}

fn kill_group(request: &Request) -> Answer {
    if request.jail.lets_kernel_judge(since::SCOPES) {
        return Answer::Proceed;
    }
    let wanted = match request.int(0) {
        0 => crate::sys::process::group_of(request.caller.process() as i32),
        group => Ok(group.wrapping_neg()),
    };
    let Ok(wanted) = wanted else { return Answer::Fail(Errno(libc::ESRCH)) };
    let mut reached = false;
    for pid in request.jail.tree.members() {
        if crate::sys::process::group_of(pid) == Ok(wanted) {
            reached |= matches!(others::signal(request, pid, request.int(1), None), Answer::Succeed(_));
        }
    }
    if reached { Answer::Succeed(0) } else { Answer::Fail(Errno(libc::ESRCH)) }
}

/// The calls on a thread, and rt_sigqueueinfo(2), which says more than which signal.
pub fn signal(request: &Request, pid: usize, signal: usize) -> Step<Answer> {
    let (pid, signal) = (request.int(pid), request.int(signal));
    if pid <= 0 {
        return Ok(Answer::Proceed);
    }
    if let Some(answer) = whoever(request, pid, signal) {
        return Ok(answer);
    }
    Ok(match i64::from(request.notification.number) {
        libc::SYS_tkill => others::signal_thread(request, pid, signal),
        libc::SYS_tgkill => others::signal_thread(request, request.int(1), signal),
        libc::SYS_rt_sigqueueinfo => {
            let information = others::information(request, request.argument(2), signal)?;
            others::signal(request, pid, signal, Some(information))
        }
        // Threads of another process are nobody's to speak to.
        _ => Answer::Fail(Errno(libc::EPERM)),
    })
}

/// The answer, unless it is a signal for another process or thread of the jail, which the kernel would not judge.
fn whoever(request: &Request, pid: i32, number: i32) -> Option<Answer> {
    if others::is_caller(request, pid) || is_own(request, pid as u32) && request.jail.lets_kernel_judge(since::SCOPES) {
        return Some(Answer::Proceed);
    }
    if is_own(request, pid as u32) {
        return None;
    }
    if !exists(pid as u32) {
        return Some(Answer::Fail(Errno(libc::ESRCH)));
    }
    // Signal 0 only asks whether it is there.
    let asks = number == 0 && request.jail.enforcing;
    Some(if asks { Answer::Fail(Errno(libc::EPERM)) } else { outsider(pid.into()) })
}

/// What the kernel lets nobody do who may not trace the process: where there is Landlock, it judges that by itself.
pub fn by_pid(request: &Request, pid: usize) -> Answer {
    let pid = request.int(pid);
    match refuse_outsider(request, pid) {
        Some(answer) if pid != 0 => answer,
        _ if request.jail.is_alone() && !is_certain(request, pid) => Answer::Fail(Errno(libc::EPERM)),
        _ => Answer::Proceed,
    }
}

/// The answer to whoever means a process outside of the jail, or none.
fn refuse_outsider(request: &Request, pid: i32) -> Option<Answer> {
    match pid {
        pid if pid < 0 => Some(Answer::Fail(Errno(libc::ESRCH))),
        pid if is_own(request, pid as u32) => None,
        pid if !exists(pid as u32) => Some(Answer::Fail(Errno(libc::ESRCH))),
        pid => Some(outsider(pid.into())),
    }
}

/// Whether nobody else can be meant by the time the kernel looks, or nothing is refused anyway.
fn is_certain(request: &Request, pid: i32) -> bool {
    pid == 0 || others::is_caller(request, pid) || !request.jail.enforcing
}

pub fn schedule(request: &Request) -> Step<Answer> {
    let pid = request.int(0);
    match refuse_outsider(request, pid) {
        Some(answer) if pid != 0 => Ok(answer),
        _ if is_certain(request, pid) => Ok(Answer::Proceed),
        _ => others::schedule(request, pid),
    }
}

/// The mark of the jail is not the jail's to change.
pub fn set_limit(request: &Request) -> Step<Answer> {
    let (pid, changes) = (request.int(0), request.argument(2) != 0);
    if changes && request.int(1) as u32 == mark::RESOURCE {
        return Ok(Answer::Fail(Errno(libc::EPERM)));
    }
    match refuse_outsider(request, pid) {
        Some(answer) if pid != 0 => Ok(answer),
        _ if is_certain(request, pid) => Ok(Answer::Proceed),
        _ => others::change_limit(request, pid),
    }
}

/// Another descriptor may stand at that number by the time the kernel looks. Landlock refuses what must not be reached
/// through it, but signals only from ABI 6 on: before that the keeper sends them, to the process that it has seen.
fn on_own(request: &Request, pid: i32) -> Answer {
    let signals = request.notification.number == libc::SYS_pidfd_send_signal as i32;
    if !signals && request.jail.is_alone() {
        return Answer::Fail(Errno(libc::EPERM));
    }
    if !signals || request.jail.lets_kernel_judge(since::SCOPES) {
        return Answer::Proceed;
    }
    others::signal(request, pid, request.int(1), None)
}

/// The process behind a pidfd, from its fdinfo (proc_pid_fdinfo(5)).
pub fn by_pidfd(request: &Request, fd: usize) -> Answer {
    let fd = request.int(fd);
    if fd < 0 {
        return Answer::Fail(Errno(libc::EBADF));
    }
    let path = request.caller.proc_path(&[b"/fdinfo/".as_slice(), &file::number(fd as u64)].concat());
    let Ok(text) = file::read_whole(libc::AT_FDCWD, &path, 4096) else { return Answer::Fail(Errno(libc::EBADF)) };
    let text = String::from_utf8_lossy(&text);
    let pid = text.lines().find_map(|line| line.strip_prefix("Pid:")).and_then(|word| word.trim().parse::<i64>().ok());
    match pid {
        None => Answer::Fail(Errno(libc::EBADF)),
        Some(pid) if pid <= 0 => Answer::Fail(Errno(libc::ESRCH)),
        Some(pid) if is_own(request, pid as u32) => on_own(request, pid as i32),
        Some(pid) => outsider(pid),
    }
}

/// `which` says whether `who` is a process, a group or a user.
pub fn priority(request: &Request, process: u64) -> Answer {
    let (which, who) = (request.int(0), request.int(1));
    if which as u64 == process && (who == 0 || is_own(request, who as u32)) {
        return if is_certain(request, who) { Answer::Proceed } else { others::change_priority(request, who) };
    }
    if which as u64 == process && !exists(who as u32) {
        return Answer::Fail(Errno(libc::ESRCH));
    }
    outsider(who.into())
}

pub fn ptrace(request: &Request) -> Answer {
    const TRACEME: u64 = 0;
    const ATTACH: u64 = 16;
    const SEIZE: u64 = 0x4206;
    match request.argument(0) {
        // The command itself would be traced by the keeper.
        TRACEME if request.caller.process() == request.jail.tree.target as u32 => Answer::Fail(Errno(libc::EPERM)),
        ATTACH | SEIZE => by_pid(request, 1),
        // Everything else needs a tracee, which only the calls above can make.
        _ => Answer::Proceed,
    }
}

/// O_ASYNC and FIOASYNC: a terminal sends its signals to the group in its foreground, which the caller's processes may be
/// in too, and F_SETSIG chooses which. From ABI 6 on the kernel passes over those.
pub fn signal_at_input(request: &Request) -> Answer {
    if request.jail.lets_kernel_judge(since::SCOPES) { Answer::Proceed } else { Answer::Fail(Errno(libc::EPERM)) }
}

/// fcntl: F_SETOWN names a process in a register; F_SETOWN_EX and leases are not for jailed programs.
pub fn set_owner(request: &Request) -> Answer {
    if request.int(1) == libc::F_SETFL {
        return signal_at_input(request);
    }
    if request.int(1) != libc::F_SETOWN {
        return if request.jail.enforcing { Answer::Fail(Errno(libc::EPERM)) } else { Answer::Proceed };
    }
    match request.int(2) {
        0 => Answer::Proceed,
        pid if pid > 0 && is_own(request, pid as u32) => Answer::Proceed,
        pid => outsider(pid.into()),
    }
}
