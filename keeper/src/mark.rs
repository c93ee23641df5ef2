//! The mark of a jail: the guard's number, written into a limit that everything in the jail inherits. Should both keepers
//! be killed at once, nobody is left whose children the orphans could become; by their mark the library finds them. The
//! processes of a jail that was attached have no common ancestor of ours at all: there it says who belongs to it.
//!
//! The limit is RLIMIT_MSGQUEUE, which means nothing here: no jail can make a message queue. A jail cannot change it
//! either: setrlimit(2) and prlimit(2) are asked about, or refused, where they name it.

use crate::sys::pid::{self, Limit};
use crate::sys::{Result, file, process};

/// The limit that carries the mark.
pub const RESOURCE: u32 = libc::RLIMIT_MSGQUEUE;

const LOW_BITS: u32 = 11;

/// Both limits are small numbers, which nearly every caller's own limit allows. Where it does not, there is no mark.
fn limits(guard: i32) -> (u64, u64) {
    let guard = guard as u64;
    (guard & ((1 << LOW_BITS) - 1), (1 << LOW_BITS) + (guard >> LOW_BITS))
}

/// Runs in the guard, before there is anybody else.
pub fn set(guard: i32) {
    let (soft, hard) = limits(guard);
    let _ = process::set_limit(RESOURCE, soft, hard);
}

/// Marks a process that runs already. Returns what to take it off with.
pub fn put_on(process: i32, guard: i32) -> Result<Limit> {
    let (soft, hard) = limits(guard);
    let mut limit = [0; size_of::<Limit>()];
    limit[..8].copy_from_slice(&soft.to_ne_bytes());
    limit[8..].copy_from_slice(&hard.to_ne_bytes());
    pid::change_limit(process, RESOURCE as i32, Some(&limit))
}

/// Fails where a limit may not be raised again, which nobody will notice.
pub fn take_off(process: i32, unmarked: &Limit) -> Result<()> {
    pid::change_limit(process, RESOURCE as i32, Some(unmarked)).map(drop)
}

/// Whether a process carries the mark of this guard, by proc_pid_limits(5).
pub fn is_on(process: u32, guard: i32) -> bool {
    const LONGEST: usize = 4096;
    let path = [b"/proc/".as_slice(), &file::number(process.into()), b"/limits"].concat();
    file::read_whole(libc::AT_FDCWD, &path, LONGEST).is_ok_and(|text| read(&text) == Some(limits(guard)))
}

fn read(text: &[u8]) -> Option<(u64, u64)> {
    let line = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(b"Max msgqueue size"))?;
    let mut words = core::str::from_utf8(line).ok()?.split_ascii_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_process_has_its_own_mark() {
        assert_eq!(limits(1), (1, 2048));
        assert_eq!(limits(2048), (0, 2049));
        assert_eq!(limits(4_194_304), (0, 4096));
        for guard in [1, 2047, 2048, 32_768, 4_194_303] {
            let (soft, hard) = limits(guard);
            assert_eq!((soft + ((hard - 2048) << 11)) as i32, guard);
            assert!(soft <= hard);
        }
    }

    #[test]
    fn a_mark_is_read_as_the_kernel_writes_it() {
        let text = b"Max pending signals       95925                95925                signals   \n\
            Max msgqueue size         819200               unlimited            bytes     \n";
        assert_eq!(read(text), None);
        let text = b"Max msgqueue size         17                   2049                 bytes     \n";
        assert_eq!(read(text), Some((17, 2049)));
        assert!(!is_on(process::id() as u32, 1));
    }
}
