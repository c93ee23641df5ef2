//! ptrace(2) of a thread that shall make system calls for us and then go on as if nothing had happened. Only while a
//! process is being attached: the supervisor's filter knows none of these requests.

use super::process::wait_id;
use super::registers::{self, WORDS};
use super::{Errno, Result, bare, memory, process, signal};

const SYSCALL: u32 = 24;
const GET_REGISTERS: u32 = 0x4204;
const SET_REGISTERS: u32 = 0x4205;
const GET_MASK: u32 = 0x420a;
const SET_MASK: u32 = 0x420b;

/// PTRACE_O_TRACESYSGOOD and PTRACE_O_EXITKILL: if we die, nobody is left who could give it its registers back.
const OPTIONS: usize = 1 | 1 << 20;

const EVENT_STOP: i32 = 128;
const SYSCALL_STOP: i32 = libc::SIGTRAP | 0x80;

/// Signals that no mask holds back.
const MASK_BYTES: usize = 8;

type Registers = [u64; WORDS];

/// Why a thread stands still.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Halt {
    /// We wanted it, or its process has been stopped (SIGSTOP).
    Interrupted,
    /// At the entry or the exit of a system call.
    Call,
    /// This signal is about to be delivered.
    Signal(i32),
    /// It is gone.
    Ended,
}

fn request(request: u32, thread: i32, address: usize, data: usize) -> Result<()> {
    bare::numbers(libc::SYS_ptrace, [request as usize, thread as usize, address, data, 0, 0]).map(drop)
}

/// Traces a thread and asks it to stop. EPERM: we may not, or somebody else does already.
pub fn seize(thread: i32) -> Result<()> {
    request(libc::PTRACE_SEIZE, thread, 0, OPTIONS)?;
    interrupt(thread)
}

pub fn interrupt(thread: i32) -> Result<()> {
    request(libc::PTRACE_INTERRUPT, thread, 0, 0)
}

/// Lets it run, delivering a signal (0 for none).
pub fn go_on(thread: i32, signal: i32) -> Result<()> {
    request(libc::PTRACE_CONT, thread, 0, signal as usize)
}

/// Lets it run to the entry or the exit of its next system call.
pub fn go_to_call(thread: i32) -> Result<()> {
    request(SYSCALL, thread, 0, 0)
}

/// Traces it no more. Only a thread that has stopped, or has died, is let go so.
pub fn let_go(thread: i32) {
    let _ = request(libc::PTRACE_DETACH, thread, 0, 0);
}

/// The next stop of a thread that runs. ETIMEDOUT when it has not stopped at this time (`process::time_us`).
pub fn wait(thread: i32, until_us: u64) -> Result<Halt> {
    loop {
        if let Some(halt) = look(thread)? {
            return Ok(halt);
        }
        if process::time_us() > until_us {
            return Err(Errno(libc::ETIMEDOUT));
        }
        signal::wait_briefly();
    }
}

fn look(thread: i32) -> Result<Option<Halt>> {
    let found = match wait_id(Some(thread), libc::WEXITED | libc::WSTOPPED | libc::WNOHANG | libc::__WALL) {
        Err(Errno(libc::ECHILD)) => return Ok(Some(Halt::Ended)),
        found => found?,
    };
    // SAFETY: the union fields read are those of SIGCHLD, or zero.
    let (pid, status) = unsafe { (found.si_pid(), found.si_status()) };
    if pid == 0 {
        return Ok(None);
    }
    if !matches!(found.si_code, libc::CLD_TRAPPED | libc::CLD_STOPPED) {
        return Ok(Some(Halt::Ended));
    }
    Ok(Some(match (status >> 8, status & 0xff) {
        (EVENT_STOP, _) => Halt::Interrupted,
        (0, SYSCALL_STOP) => Halt::Call,
        (_, signal) => Halt::Signal(signal),
    }))
}

/// What a thread had before it was made to work for us.
pub struct Kept {
    registers: Registers,
    mask: u64,
    /// Where in its memory its restartable sequence is named, and which one it is in.
    sequence: Option<(u64, [u8; 8])>,
}

impl Kept {
    pub fn registers(&self) -> &Registers {
        &self.registers
    }
}

fn set_mask(thread: i32, mask: u64) -> Result<()> {
    let arguments = [SET_MASK as usize, thread as usize, MASK_BYTES, (&raw const mask) as usize, 0, 0];
    // SAFETY: the kernel reads a signal set of that size.
    unsafe { bare::call(libc::SYS_ptrace, arguments) }.map(drop)
}

/// NT_PRSTATUS of elf.h.
const GENERAL: usize = 1;

fn get_registers(thread: i32) -> Result<Registers> {
    let mut registers = [0u64; WORDS];
    let vector = libc::iovec { iov_base: registers.as_mut_ptr().cast(), iov_len: size_of::<Registers>() };
    let arguments = [GET_REGISTERS as usize, thread as usize, GENERAL, (&raw const vector) as usize, 0, 0];
    // SAFETY: the vector describes registers, which the kernel fills as far as it goes.
    unsafe { bare::call(libc::SYS_ptrace, arguments) }?;
    Ok(registers)
}

fn set_registers(thread: i32, registers: &Registers) -> Result<()> {
    let vector = libc::iovec { iov_base: registers.as_ptr().cast_mut().cast(), iov_len: size_of::<Registers>() };
    let arguments = [SET_REGISTERS as usize, thread as usize, GENERAL, (&raw const vector) as usize, 0, 0];
    // SAFETY: the kernel only reads what the vector describes.
    unsafe { bare::call(libc::SYS_ptrace, arguments) }.map(drop)
}

/// Notes what a stopped thread has, and holds back its signals.
pub fn keep(thread: i32) -> Result<Kept> {
    let mut mask = 0u64;
    let arguments = [GET_MASK as usize, thread as usize, MASK_BYTES, (&raw mut mask) as usize, 0, 0];
    // SAFETY: the kernel writes a signal set of that size.
    unsafe { bare::call(libc::SYS_ptrace, arguments) }?;
    let mut registers = get_registers(thread)?;
    registers::excuse(&mut registers);
    let sequence = sequence(thread);
    set_mask(thread, u64::MAX)?;
    Ok(Kept { registers, mask, sequence })
}

/// The restartable sequence that a thread is in (rseq, Linux 4.18). Outside of it the kernel forgets it, and so a thread
/// that comes back would not be sent to its beginning. None: it is in none, or the kernel (before 5.13) does not say.
fn sequence(thread: i32) -> Option<(u64, [u8; 8])> {
    const GET_CONFIGURATION: usize = 0x420f;
    /// struct ptrace_rseq_configuration: the address, then sizes and flags.
    const WORDS: usize = 3;
    /// struct rseq: cpu_id_start, cpu_id, rseq_cs.
    const SEQUENCE: u64 = 8;
    let mut configuration = [0u64; WORDS];
    let size = size_of_val(&configuration);
    let address = configuration.as_mut_ptr() as usize;
    // SAFETY: the kernel writes at most as many bytes as it is told.
    unsafe { bare::call(libc::SYS_ptrace, [GET_CONFIGURATION, thread as usize, size, address, 0, 0]) }.ok()?;
    let mut named = [0u8; 8];
    let at = configuration[0].checked_add(SEQUENCE).filter(|_| configuration[0] != 0)?;
    memory::read_exact(thread as u32, at, &mut named).ok()?;
    (named != [0; 8]).then_some((at, named))
}

/// Gives a stopped thread back what it had.
pub fn restore(thread: i32, kept: &Kept) -> Result<()> {
    if let Some((at, named)) = kept.sequence {
        memory::write(thread as u32, at, &named)?;
    }
    set_registers(thread, &kept.registers)?;
    set_mask(thread, kept.mask)
}

/// Puts a stopped thread in front of a system call.
pub fn prepare(thread: i32, kept: &Kept, instruction: u64, number: libc::c_long, arguments: &[u64; 6]) -> Result<()> {
    let mut registers = kept.registers;
    registers::prepare(&mut registers, instruction, number as u64, arguments);
    set_registers(thread, &registers)
}

/// Whether a thread that stopped at an entry enters this very call: the instruction lies in memory that is not ours.
pub fn enters(thread: i32, number: libc::c_long, arguments: &[u64; 6]) -> Result<bool> {
    get_registers(thread).map(|registers| registers::enters(&registers, number as u64, arguments))
}

/// What the call returned that a thread has stopped behind.
pub fn result(thread: i32) -> Result<u64> {
    let returned = registers::result(&get_registers(thread)?);
    if (-4095..0).contains(&returned) { Err(Errno(-returned as i32)) } else { Ok(returned as u64) }
}
