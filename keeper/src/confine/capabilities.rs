//! A target that runs as root keeps what an ordinary program of root needs below its own directory, and nothing that
//! reaches for the machine (capabilities(7)).

use crate::sys::{Result, capability};

/// CAP_CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, NET_BIND_SERVICE: installing files, changing to
/// another user, listening on a low port. `/` is guarded by Landlock in any case.
const KEPT: u64 = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 10;

pub fn reduce() -> Result<()> {
    let held = capability::get()?;
    if held.permitted == 0 {
        return Ok(());
    }
    if held.effective & (1 << 8) != 0 {
        // CAP_SETPCAP: also for every program that it will execute. The loop ends at the kernel's last capability.
        for number in (0..64).filter(|number| KEPT & (1 << number) == 0) {
            if capability::drop_from_bounding_set(number).is_err() {
                break;
            }
        }
    }
    capability::set(capability::Sets {
        effective: held.effective & KEPT,
        permitted: held.permitted & KEPT,
        inheritable: held.inheritable & KEPT,
    })
}
