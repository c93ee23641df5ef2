//! System calls, made with the instruction itself.
//!
//! Nothing here allocates or keeps state. The guard beside the supervisor, and the target until it executes, use only
//! this module: they share the supervisor's memory, which may be in the middle of a change, or may have died there.

use super::fd::RawFd;
use super::process::Change;
use super::seccomp::Instruction;
use super::{Errno, Result};
use core::arch::asm;
use core::ffi::CStr;
use core::sync::atomic::AtomicU32;

/// Makes a system call; a result between -4095 and -1 is an errno.
///
/// # Safety
/// The arguments must be what the call expects.
pub(super) unsafe fn call(number: libc::c_long, arguments: [usize; 6]) -> Result<usize> {
    let returned: isize;
    // SAFETY: the x86-64 system call convention; the kernel changes only rax, rcx and r11.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") number as isize => returned,
            in("rdi") arguments[0],
            in("rsi") arguments[1],
            in("rdx") arguments[2],
            in("r10") arguments[3],
            in("r8") arguments[4],
            in("r9") arguments[5],
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
    if (-4095..0).contains(&returned) { Err(Errno(-returned as i32)) } else { Ok(returned as usize) }
}

/// A call that takes only numbers.
pub(super) fn numbers(number: libc::c_long, arguments: [usize; 6]) -> Result<usize> {
    // SAFETY: the callers below pass calls without pointers.
    unsafe { call(number, arguments) }
}

pub fn close(fd: RawFd) {
    let _ = numbers(libc::SYS_close, [fd as usize, 0, 0, 0, 0, 0]);
}

/// The number of this process.
pub fn id() -> i32 {
    numbers(libc::SYS_getpid, [0; 6]).unwrap_or(0) as i32
}

/// Waits while the number is `value` (futex(2)). May return early.
pub fn wait_while(number: &AtomicU32, value: u32) {
    let arguments = [number.as_ptr() as usize, libc::FUTEX_WAIT as usize, value as usize, 0, 0, 0];
    // SAFETY: the kernel only reads the number.
    let _ = unsafe { call(libc::SYS_futex, arguments) };
}

/// Wakes who waits for the number.
pub fn wake(number: &AtomicU32) {
    // SAFETY: the address is only compared.
    let _ = unsafe { call(libc::SYS_futex, [number.as_ptr() as usize, libc::FUTEX_WAKE as usize, 1, 0, 0, 0]) };
}

pub fn exit(code: i32) -> ! {
    loop {
        let _ = numbers(libc::SYS_exit_group, [code as usize, 0, 0, 0, 0, 0]);
    }
}

pub fn parent_id() -> i32 {
    numbers(libc::SYS_getppid, [0; 6]).unwrap_or(0) as i32
}

/// getppid(2) with a word in its first register: the kernel ignores it, a listener sees it.
pub fn parent_id_showing(word: usize) {
    let _ = numbers(libc::SYS_getppid, [word, 0, 0, 0, 0, 0]);
}

pub fn send_signal(pid: i32, signal: i32) -> Result<()> {
    numbers(libc::SYS_kill, [pid as usize, signal as usize, 0, 0, 0, 0]).map(drop)
}

pub fn new_session() -> Result<()> {
    numbers(libc::SYS_setsid, [0; 6]).map(drop)
}

pub fn control(option: i32, value: usize) -> Result<usize> {
    numbers(libc::SYS_prctl, [option as usize, value, 0, 0, 0, 0])
}

pub fn close_range(first: u32, last: u32, flags: u32) -> Result<()> {
    numbers(libc::SYS_close_range, [first as usize, last as usize, flags as usize, 0, 0, 0]).map(drop)
}

pub fn restrict_self(ruleset: RawFd) -> Result<()> {
    numbers(libc::SYS_landlock_restrict_self, [ruleset as usize, 0, 0, 0, 0, 0]).map(drop)
}

/// RLIMIT_CORE, soft and hard, of this process and what it starts.
pub fn forbid_core_files() -> Result<()> {
    let limit = [0u64; 2];
    // SAFETY: limit has the layout of struct rlimit.
    unsafe { call(libc::SYS_setrlimit, [libc::RLIMIT_CORE as usize, limit.as_ptr() as usize, 0, 0, 0, 0]) }.map(drop)
}

/// SCHED_IDLE for the process and what it forks; see `process::make_idle`.
pub fn make_idle(pid: i32) {
    let priority = 0i32;
    // SAFETY: a struct sched_param is one int, which outlives the call.
    let _ = unsafe {
        call(
            libc::SYS_sched_setscheduler,
            [pid as usize, libc::SCHED_IDLE as usize, (&raw const priority) as usize, 0, 0, 0],
        )
    };
}

pub fn write(fd: RawFd, bytes: &[u8]) -> Result<usize> {
    // SAFETY: bytes is readable for its length.
    unsafe { call(libc::SYS_write, [fd as usize, bytes.as_ptr() as usize, bytes.len(), 0, 0, 0]) }
}

/// Opens a file for reading.
pub fn open(path: &CStr) -> Result<RawFd> {
    let flags = (libc::O_RDONLY | libc::O_CLOEXEC) as usize;
    // SAFETY: path is NUL-terminated.
    unsafe { call(libc::SYS_openat, [libc::AT_FDCWD as usize, path.as_ptr() as usize, flags, 0, 0, 0]) }
        .map(|fd| fd as RawFd)
}

/// Reads the beginning of a file, as it is now (pread(2)).
pub fn read_beginning(fd: RawFd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: buffer is writable for its length.
    unsafe { call(libc::SYS_pread64, [fd as usize, buffer.as_mut_ptr() as usize, buffer.len(), 0, 0, 0]) }
}

/// chdir(2) to `/`.
pub fn enter_root() -> Result<()> {
    // SAFETY: the path is NUL-terminated.
    unsafe { call(libc::SYS_chdir, [c"/".as_ptr() as usize, 0, 0, 0, 0, 0]) }.map(drop)
}

/// umask(2): returns the one before.
pub fn set_umask(mask: u32) -> u32 {
    numbers(libc::SYS_umask, [mask as usize, 0, 0, 0, 0, 0]).unwrap_or(0) as u32
}

#[repr(C)]
struct CapabilityHeader {
    version: u32,
    pid: i32,
}

/// Sets the three sets of capabilities: low and high halves of effective, permitted, inheritable (capset(2)).
pub fn set_capabilities(halves: &[[u32; 3]; 2]) -> Result<()> {
    let header = CapabilityHeader { version: 0x2008_0522, pid: 0 };
    // SAFETY: version 3 takes two halves of three words.
    unsafe { call(libc::SYS_capset, [(&raw const header) as usize, halves.as_ptr() as usize, 0, 0, 0, 0]) }.map(drop)
}

/// The kernel's signal sets have 64 bits.
const SIGNAL_SET: usize = 8;

/// Waits for any signal, at most so long; 0 when none came.
pub fn wait_signal(timeout_ms: Option<u32>) -> i32 {
    wait_for_signals(u64::MAX, timeout_ms)
}

/// Waits for a signal of a set.
pub fn wait_for_signals(set: u64, timeout_ms: Option<u32>) -> i32 {
    let timeout = timeout_ms.map(|milliseconds| libc::timespec {
        tv_sec: i64::from(milliseconds / 1000),
        tv_nsec: i64::from(milliseconds % 1000) * 1_000_000,
    });
    let timeout = timeout.as_ref().map_or(0, |timeout| &raw const *timeout as usize);
    // SAFETY: the set has the size that is passed; timeout is null or a timespec.
    unsafe { call(libc::SYS_rt_sigtimedwait, [(&raw const set) as usize, 0, timeout, SIGNAL_SET, 0, 0]) }.unwrap_or(0)
        as i32
}

/// Blocks exactly the signals in `mask`.
pub fn set_signal_mask(mask: u64) -> Result<()> {
    let how = libc::SIG_SETMASK as usize;
    // SAFETY: the set has the size that is passed.
    unsafe { call(libc::SYS_rt_sigprocmask, [how, (&raw const mask) as usize, 0, SIGNAL_SET, 0, 0]) }.map(drop)
}

/// Looks for a change of a child (or of any) without waiting; see `process::look`.
pub fn look(pid: Option<i32>, stops: bool) -> Result<Option<Change>> {
    let options = libc::WEXITED | libc::WNOHANG | libc::__WALL | if stops { libc::WSTOPPED } else { 0 };
    super::process::wait_id(pid, options).map(|found| super::process::change(&found))
}

/// Ends this process by `signal` and leaves no core file. The guard never caught it: unblocking it is enough.
pub fn die_of(signal: i32) -> ! {
    let _ = control(libc::PR_SET_DUMPABLE, 0);
    let _ = send_signal(id(), signal);
    let _ = set_signal_mask(0);
    exit(128 + signal)
}

/// Installs the filter on the calling thread. The result is the listener, where the flags ask for one.
pub fn install_filter(instructions: &[Instruction], flags: u64) -> Result<RawFd> {
    const SET_MODE_FILTER: usize = 1;
    #[repr(C)]
    struct Program {
        length: u16,
        instructions: *const Instruction,
    }
    let program = Program { length: instructions.len() as u16, instructions: instructions.as_ptr() };
    // SAFETY: program describes instructions, which outlive the call.
    unsafe { call(libc::SYS_seccomp, [SET_MODE_FILTER, flags as usize, (&raw const program) as usize, 0, 0, 0]) }
        .map(|fd| fd as RawFd)
}

/// execve(2): returns only when it failed. `arguments` ends with a null pointer.
pub fn execute(file: &CStr, arguments: &[*const libc::c_char], environment: *const *const libc::c_char) -> Errno {
    debug_assert!(arguments.last().is_some_and(|last| last.is_null()));
    let pointers = [file.as_ptr() as usize, arguments.as_ptr() as usize, environment as usize, 0, 0, 0];
    // SAFETY: file is NUL-terminated and both lists end with a null pointer.
    match unsafe { call(libc::SYS_execve, pointers) } {
        Err(errno) => errno,
        Ok(_) => Errno(libc::EIO),
    }
}
