//! How far each area is enforced: by what was really installed, not by what was asked for. And what must be there so
//! that there can be a jail at all.

use crate::confine::landlock::since;
use crate::policy::access::Access;
use crate::prelude::*;
use crate::protocol::order::{OnJailbreak, Order};
use crate::protocol::report::Areas;
use crate::sys::{Errno, capability, file, memory, process, trace};

/// What a jail is made of on this machine.
pub struct Means {
    /// 0: the keeper is the only barrier.
    pub landlock_abi: u32,
    /// Whether the kernel asks the keeper about calls, so that attempts are seen.
    pub is_asked: bool,
}

/// Each area once, in the order of `protocol/PROTOCOL.md`. What the policy leaves open is `none`: nothing is refused there.
pub fn areas(order: &Order, means: &Means) -> Areas {
    let refuses = order.on_jailbreak != OnJailbreak::Log;
    let of = |closed: bool, extent: &'static str| if refuses && closed { extent } else { "none" };
    let with_landlock = if means.landlock_abi > 0 { "full" } else { "partial" };
    vec![
        ("files", of(true, with_landlock)),
        ("execution", of(true, with_landlock)),
        ("attributes", of(true, "full")),
        ("metadata", of(order.hide_metadata, "full")),
        ("processes", of(true, with_landlock)),
        ("sockets", of(true, "full")),
        ("internet", of(!order.network, "full")),
        ("kernel", of(true, "full")),
        ("reporting", if means.is_asked { "full" } else { "none" }),
    ]
}

/// What a policy wants that nobody can do in a jail that nobody is asked about (inside of another one): the reason and the
/// detail of a refusal. `content` is the word of the library's own rules, without which programs still run.
pub fn needs_keeper(order: &Order, abi: Option<u32>) -> Option<(&'static str, &'static str)> {
    let patterned = order.allow_patterns.iter().any(|(access, _)| *access != Access::CONTENT);
    if abi.is_none_or(|abi| abi < since::SCOPES) {
        // Signals and abstract names: no filter can tell whose they are.
        return Some(("feature", "landlock-6"));
    }
    match order.on_jailbreak {
        OnJailbreak::Deny => {}
        OnJailbreak::Kill => return Some(("nested", "on-jailbreak=kill")),
        OnJailbreak::Log => return Some(("nested", "on-jailbreak=log")),
        OnJailbreak::Ask => return Some(("nested", "on-jailbreak=ask")),
    }
    if order.hide_metadata {
        return Some(("nested", "metadata=deny"));
    }
    if !order.deny.is_empty() || !order.deny_patterns.is_empty() {
        return Some(("nested", "deny"));
    }
    patterned.then_some(("nested", "allow-pattern"))
}

/// The feature without which no target can be supervised, if this machine lacks one.
pub fn lacking() -> Option<&'static str> {
    if !is_proc_ours() {
        return Some("proc");
    }
    if !may_read_memory() {
        return Some("process_vm_readv");
    }
    None
}

/// Whether /proc is there and numbers processes as we do: after unshare(CLONE_NEWPID) the one that is mounted may be that
/// of the namespace outside, where our targets' numbers are other people's.
pub fn is_proc_ours() -> bool {
    file::read_link(libc::AT_FDCWD, b"/proc/self").is_ok_and(|name| name == file::number(process::id() as u64))
}

fn may_read_memory() -> bool {
    let (source, mut copy) = ([1u8], [0u8]);
    let read = memory::read(process::id() as u32, source.as_ptr() as u64, &mut copy);
    if matches!(read, Err(Errno(libc::EPERM | libc::ENOSYS))) {
        return false;
    }
    let scope = file::read_whole(libc::AT_FDCWD, b"/proc/sys/kernel/yama/ptrace_scope", 16).unwrap_or_default();
    let is_privileged = capability::get().is_ok_and(|sets| sets.effective & capability::SYS_PTRACE != 0);
    yama_permits(&scope, is_privileged)
}

/// Yama (Documentation/admin-guide/LSM/Yama.rst): up to 1 an ancestor may, at 2 only with CAP_SYS_PTRACE, at 3 nobody.
fn yama_permits(scope: &[u8], is_privileged: bool) -> bool {
    match scope.trim_ascii() {
        b"2" => is_privileged,
        b"3" => false,
        _ => true,
    }
}

/// Whether ptrace(2) is there at all: nobody has the number -1, so nobody is traced.
pub fn may_trace() -> bool {
    matches!(trace::seize(-1), Err(Errno(libc::ESRCH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yama_is_read_as_it_is_written() {
        assert!(yama_permits(b"", false) && yama_permits(b"0\n", false) && yama_permits(b"1\n", false));
        assert!(!yama_permits(b"2\n", false) && yama_permits(b"2\n", true));
        assert!(!yama_permits(b"3\n", true));
    }

    #[test]
    fn this_machine_can_supervise() {
        assert_eq!(lacking(), None);
        assert!(may_trace());
    }
}
