//! How each kind of call is answered.

pub mod execute;
mod metadata;
mod names;
pub mod network;
mod open;
mod others;
mod process;
mod tell;
mod watch;

use super::request::{Answer, Attempt, Request};
use crate::sys::Errno;
use crate::sys::seccomp::AUDIT_ARCH_X86_64;
use crate::syscalls::{self, Action, Kind};

/// The name under which a call is reported.
pub fn name_of(architecture: u32, number: i32) -> &'static str {
    if architecture != AUDIT_ARCH_X86_64 {
        return "i386";
    }
    match syscalls::find(number as u32) {
        Some(call) => call.name,
        None => "x32",
    }
}

/// Decides about one call.
pub fn answer(request: &Request) -> Answer {
    match decide(request).unwrap_or_else(|early| early) {
        // Nothing of the kind is known; if there is, it must not be the one barrier.
        Answer::Proceed if request.jail.is_alone() && takes_path(request) => Answer::Fail(Errno(libc::EACCES)),
        answer => answer,
    }
}

/// Whether the call means what its path in memory says when the kernel reads it. Calls that only tell do no harm, and
/// neither does a descriptor that gives no access (O_PATH, where the flag is in a register).
fn takes_path(request: &Request) -> bool {
    let entry = syscalls::find(request.notification.number as u32);
    match entry.map(|call| call.action) {
        Some(Action::Ask(_, Kind::Open { flags, .. })) => request.int(flags) & libc::O_PATH == 0,
        Some(Action::Ask(_, kind)) => matches!(
            kind,
            Kind::Create { .. }
                | Kind::OpenHow { .. }
                | Kind::Execute { .. }
                | Kind::MakeDirectory { .. }
                | Kind::MakeNode { .. }
                | Kind::Remove { .. }
                | Kind::Rename { .. }
                | Kind::Link { .. }
                | Kind::Symlink { .. }
                | Kind::Truncate { .. }
                | Kind::ChangeMode { .. }
                | Kind::ChangeOwner { .. }
                | Kind::ChangeTimes { .. }
                | Kind::SetAttribute { .. }
                | Kind::RemoveAttribute { .. }
                | Kind::Watch { .. }
                | Kind::Bind
        ),
        _ => false,
    }
}

fn decide(request: &Request) -> Result<Answer, Answer> {
    let notification = request.notification;
    if !request.jail.enforcing && is_telling(notification.number) {
        return Ok(Answer::Proceed);
    }
    let native = notification.architecture == AUDIT_ARCH_X86_64;
    let entry = syscalls::find(notification.number as u32).filter(|_| native);
    let Some(Action::Ask(_, kind)) = entry.map(|call| call.action) else {
        return Ok(foreign(request));
    };
    match kind {
        Kind::Open { at, flags, mode } => open::open(request, at, request.int(flags), request.int(mode) as u32),
        Kind::Create { at, mode } => {
            open::open(request, at, libc::O_CREAT | libc::O_WRONLY | libc::O_TRUNC, request.int(mode) as u32)
        }
        Kind::OpenHow { at, how, size } => open::open_how(request, at, request.argument(how), request.argument(size)),
        Kind::Execute { at } => execute::execute(request, at),
        Kind::MakeDirectory { at, mode } => names::make_directory(request, at, request.int(mode) as u32),
        Kind::MakeNode { at, mode, device } => {
            names::make_node(request, at, request.int(mode) as u32, request.argument(device))
        }
        Kind::Remove { at, directory } => names::remove(request, at, directory),
        Kind::Rename { from, to, flags } => {
            names::rename(request, from, to, flags.map_or(0, |flags| request.int(flags) as u32))
        }
        Kind::Link { from, to, flags } => names::link(request, from, to, flags.map_or(0, |flags| request.int(flags))),
        Kind::Symlink { target, at } => names::symlink(request, target, at),
        Kind::Truncate { at, length } => names::truncate(request, at, request.argument(length) as i64),
        Kind::ChangeMode { object, mode } => metadata::change_mode(request, object, request.int(mode) as u32),
        Kind::ChangeOwner { object, user, group } => {
            metadata::change_owner(request, object, request.int(user) as u32, request.int(group) as u32)
        }
        Kind::ChangeTimes { object, times } => metadata::change_times(request, object, times),
        Kind::SetAttribute { object, name } => metadata::set_attribute(request, object, name),
        Kind::RemoveAttribute { object, name } => metadata::remove_attribute(request, object, name),
        Kind::Status { object, into } => tell::status(request, object, into),
        Kind::StatusExtended { object, flags, mask, into } => tell::status_extended(request, object, flags, mask, into),
        Kind::Access { object, mode } => tell::access(request, object, mode),
        Kind::ReadLink { at, into, size } => tell::read_link(request, at, into, size),
        Kind::FileSystemStatus { object, into } => tell::file_system_status(request, object, into),
        Kind::GetAttribute { object, name } => tell::get_attribute(request, object, name),
        Kind::ListAttributes { object, into } => tell::list_attributes(request, object, into),
        Kind::ChangeDirectory { at } => tell::change_directory(request, at),
        Kind::Watch { at, mask } => watch::add(request, at, mask),
        Kind::ChangeFlags => metadata::change_flags(request),
        Kind::Newer => Ok(Answer::Fail(Errno(libc::ENOSYS))),
        Kind::Namespace => Ok(process::namespace()),
        Kind::Kill => Ok(process::kill(request)),
        Kind::SignalProcess { pid, signal } => process::signal(request, pid, signal),
        Kind::ByPid { pid } => Ok(process::by_pid(request, pid)),
        Kind::Schedule => process::schedule(request),
        Kind::SetLimit => process::set_limit(request),
        Kind::ByPidfd { fd } => Ok(process::by_pidfd(request, fd)),
        Kind::Priority { process } => Ok(process::priority(request, process)),
        Kind::Ptrace => Ok(process::ptrace(request)),
        Kind::SetOwner => Ok(process::set_owner(request)),
        Kind::Socket => Ok(network::socket(request)),
        Kind::SocketPair => Ok(network::socket_pair(request)),
        Kind::SocketOption => Ok(network::socket_option(request)),
        Kind::Connect => network::connect(request),
        Kind::Bind => network::bind(request),
        Kind::Listen => network::listen(request),
        Kind::SendTo => network::send_to(request),
        Kind::SendMessage => network::send_message(request),
        Kind::SendMessages => network::send_messages(request),
        Kind::Kernel => Ok(Attempt::on_system("kernel", b"")),
    }
}

fn is_telling(number: i32) -> bool {
    syscalls::TELLING_CALLS.iter().any(|call| call.number as i32 == number)
}

/// Another ABI: what its numbers mean, no filter of ours knows.
fn foreign(_request: &Request) -> Answer {
    match Attempt::on_system("kernel", b"") {
        Answer::Attempt(attempt) => Answer::Attempt(Attempt { errno: Errno(libc::ENOSYS), ..attempt }),
        answer => answer,
    }
}
