//! The mark of a jail: the guard's number, written into a limit that everything in the jail inherits. Should both keepers
//! be killed at once, nobody is left whose children the orphans could become; by their mark the library finds them.
//!
//! The limit is RLIMIT_MSGQUEUE, which means nothing here: no jail can make a message queue. A jail cannot change it
//! either: setrlimit(2) and prlimit(2) are asked about, or refused, where they name it.

use crate::sys::process;

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

#[cfg(test)]
mod tests {
    use super::limits;

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
}
