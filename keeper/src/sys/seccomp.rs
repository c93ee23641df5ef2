//! seccomp(2) and seccomp_unotify(2).

use super::fd::{OwnedFd, RawFd};
use super::{Errno, Result, bare};
use crate::prelude::*;

pub const AUDIT_ARCH_X86_64: u32 = 0xc000_003e;
pub const RET_USER_NOTIF: u32 = 0x7fc0_0000;
pub const RET_ALLOW: u32 = 0x7fff_0000;
pub const RET_ERRNO: u32 = 0x0005_0000;
pub const RET_KILL_PROCESS: u32 = 0x8000_0000;
pub const FILTER_FLAG_NEW_LISTENER: u64 = 1 << 3;
/// Before 5.16 a filter without this flag slows the process down.
pub const FILTER_FLAG_SPEC_ALLOW: u64 = 1 << 2;
const FILTER_FLAG_WAIT_KILLABLE_RECV: u64 = 1 << 5;
const NOTIF_FLAG_CONTINUE: u32 = 1;
const ADDFD_FLAG_SEND: u32 = 1 << 1;
const NOTIF_RECV: u64 = 0xc050_2100;
const NOTIF_SEND: u64 = 0xc018_2101;
const NOTIF_ID_VALID: u64 = 0x4008_2102;
const NOTIF_ADDFD: u64 = 0x4018_2103;
const NOTIF_SET_FLAGS: u64 = 0x4008_2104;
const NOTIF_FD_SYNC_WAKE_UP: u64 = 1;

/// What is asked of a listener while a jail runs.
pub const LISTENER_COMMANDS: [u32; 4] =
    [NOTIF_RECV as u32, NOTIF_SEND as u32, NOTIF_ID_VALID as u32, NOTIF_ADDFD as u32];

pub const FILTER_FLAG_TSYNC: u64 = 1 << 0;
/// When threads cannot be given the filter, an error instead of the number of one of them (5.7).
pub const FILTER_FLAG_TSYNC_ESRCH: u64 = 1 << 4;

/// struct sock_filter: one instruction of classic BPF.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub code: u16,
    pub jump_true: u8,
    pub jump_false: u8,
    pub value: u32,
}

/// struct seccomp_notif. `pid` is the id of the calling thread.
#[repr(C)]
#[derive(Clone, Copy, Default, Debug)]
pub struct Notification {
    pub id: u64,
    pub pid: u32,
    flags: u32,
    pub number: i32,
    pub architecture: u32,
    pub instruction_pointer: u64,
    pub arguments: [u64; 6],
}

#[repr(C)]
struct Response {
    id: u64,
    value: i64,
    error: i32,
    flags: u32,
}

#[repr(C)]
struct AddFd {
    id: u64,
    flags: u32,
    source: u32,
    target: u32,
    target_flags: u32,
}

/// WAIT_KILLABLE_RECV (5.19) keeps signals from restarting a call that was received; older kernels do without.
pub const INSTALL_FLAGS: [u64; 2] =
    [FILTER_FLAG_NEW_LISTENER | FILTER_FLAG_WAIT_KILLABLE_RECV, FILTER_FLAG_NEW_LISTENER];

/// A filter as it lies in memory.
pub fn bytes_of_filter(instructions: &[Instruction]) -> Vec<u8> {
    let bytes = |instruction: &Instruction| {
        let Instruction { code, jump_true, jump_false, value } = *instruction;
        let [code, value] = [code.to_ne_bytes().to_vec(), value.to_ne_bytes().to_vec()];
        [code, vec![jump_true, jump_false], value].concat()
    };
    instructions.iter().flat_map(bytes).collect()
}

/// The descriptor on which the kernel asks.
pub struct Listener(OwnedFd);

impl Listener {
    pub fn new(fd: OwnedFd) -> Listener {
        Self::with_synchronous_wake_up(fd).0
    }

    /// And whether it wakes who waits on the same processor. Kernels before 6.6 refuse; then answers are only slower.
    pub fn with_synchronous_wake_up(fd: OwnedFd) -> (Listener, Result<()>) {
        // By value.
        let arguments = [fd.as_raw_fd() as usize, NOTIF_SET_FLAGS as usize, NOTIF_FD_SYNC_WAKE_UP as usize, 0, 0, 0];
        let wakes = bare::numbers(libc::SYS_ioctl, arguments).map(drop);
        (Listener(fd), wakes)
    }

    /// Stands where the kernel asks nobody.
    pub fn none() -> Listener {
        Listener(OwnedFd::adopt(-1))
    }

    pub fn fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    /// One of the listener's ioctls.
    ///
    /// # Safety
    /// `argument` must point to what the command reads or writes.
    unsafe fn control<T>(&self, command: u64, argument: *mut T) -> Result<usize> {
        // SAFETY: as the caller promises.
        unsafe { bare::call(libc::SYS_ioctl, [self.fd() as usize, command as usize, argument as usize, 0, 0, 0]) }
    }

    /// ENOENT when the target died in between.
    pub fn receive(&self) -> Result<Notification> {
        let mut notification = Notification::default();
        // SAFETY: the kernel fills a zeroed struct of its own size.
        unsafe { self.control(NOTIF_RECV, &raw mut notification) }?;
        Ok(notification)
    }

    /// Whether the thread still waits for this answer, so that its pid was not given to another.
    pub fn is_valid(&self, id: u64) -> bool {
        let mut id = id;
        // SAFETY: the kernel reads one u64.
        unsafe { self.control(NOTIF_ID_VALID, &raw mut id) }.is_ok()
    }

    fn send(&self, mut response: Response) -> Result<()> {
        // SAFETY: response is a seccomp_notif_resp.
        unsafe { self.control(NOTIF_SEND, &raw mut response) }.map(drop)
    }

    /// Lets the kernel perform the call. Only right where the kernel itself refuses what must be refused.
    pub fn proceed(&self, id: u64) -> Result<()> {
        self.send(Response { id, value: 0, error: 0, flags: NOTIF_FLAG_CONTINUE })
    }

    pub fn fail(&self, id: u64, errno: Errno) -> Result<()> {
        self.send(Response { id, value: 0, error: -errno.0, flags: 0 })
    }

    pub fn succeed(&self, id: u64, value: i64) -> Result<()> {
        self.send(Response { id, value, error: 0, flags: 0 })
    }

    /// Gives the target a copy of `source` and makes its number the result of the call.
    /// Before 5.14 there is no ADDFD_FLAG_SEND: then in two steps.
    pub fn inject(&self, id: u64, source: RawFd, close_on_exec: bool) -> Result<()> {
        let target_flags = if close_on_exec { libc::O_CLOEXEC as u32 } else { 0 };
        let add = |flags: u32| {
            let mut request = AddFd { id, flags, source: source as u32, target: 0, target_flags };
            // SAFETY: request is a seccomp_notif_addfd.
            unsafe { self.control(NOTIF_ADDFD, &raw mut request) }
        };
        match add(ADDFD_FLAG_SEND) {
            Err(Errno(libc::EINVAL)) => {
                let fd = add(0)?;
                self.succeed(id, fd as i64)
            }
            outcome => outcome.map(drop),
        }
    }
}
