//! A thread's registers on arm64: struct user_pt_regs, as PTRACE_GETREGSET gives it, with the number of the system call in
//! x8. Written from the ABI (syscall(2), ptrace(2), arch/arm64/include/uapi/asm/ptrace.h). **It has never been run.**
//!
//! Before a thread stops, the kernel has already put it back in front of a call that was interrupted, so restoring the
//! registers restarts it. One that would go on by restart_syscall(2), such as nanosleep(2), starts anew instead.

/// How many words there are: x0 to x30, sp, pc, pstate.
pub const WORDS: usize = 34;

/// `svc #0`
pub const INSTRUCTION: &[u8] = &[0x01, 0x00, 0x00, 0xd4];

const NUMBER: usize = 8;
const PC: usize = 32;
const PSTATE: usize = 33;

/// PSR_MODE32_BIT: a 32-bit program makes other calls by the same numbers.
const MODE_32: u64 = 1 << 4;

pub fn is_native(registers: &[u64; WORDS]) -> bool {
    registers[PSTATE] & MODE_32 == 0
}

/// Lets a call go on that has failed because we stopped the thread: not here, where what it was is not kept.
pub fn excuse(_registers: &mut [u64; WORDS]) {}

/// Makes the thread's next instruction the system call at `instruction`.
pub fn prepare(registers: &mut [u64; WORDS], instruction: u64, number: u64, arguments: &[u64; 6]) {
    registers[..arguments.len()].copy_from_slice(arguments);
    registers[NUMBER] = number;
    registers[PC] = instruction;
}

/// Whether the thread stands at the entry of this very call.
pub fn enters(registers: &[u64; WORDS], number: u64, arguments: &[u64; 6]) -> bool {
    registers[NUMBER] == number && registers[..arguments.len()] == *arguments
}

pub fn result(registers: &[u64; WORDS]) -> i64 {
    registers[0] as i64
}
