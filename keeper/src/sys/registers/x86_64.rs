//! A thread's registers on x86-64: struct user_regs_struct of sys/user.h, as PTRACE_GETREGSET gives it.

/// How many words there are.
pub const WORDS: usize = 27;

/// The instruction that makes a system call.
pub const INSTRUCTION: &[u8] = &[0x0f, 0x05];

const R10: usize = 7;
const R9: usize = 8;
const R8: usize = 9;
const RAX: usize = 10;
const RDX: usize = 12;
const RSI: usize = 13;
const RDI: usize = 14;
const ORIG_RAX: usize = 15;
const RIP: usize = 16;
const CS: usize = 17;

/// Code segments of 64-bit programs; a 32-bit program would make other calls by the same numbers.
const USER_CS_64: u64 = 0x33;

const ARGUMENTS: [usize; 6] = [RDI, RSI, RDX, R10, R8, R9];

pub fn is_native(registers: &[u64; WORDS]) -> bool {
    registers[CS] == USER_CS_64
}

/// Calls that fail with EINTR when the thread is only stopped, and that no handler had a part in (signal(7)).
const NOT_RESTARTED: [i64; 3] = [libc::SYS_epoll_wait, libc::SYS_epoll_pwait, libc::SYS_epoll_pwait2];

const EINTR: i64 = -(libc::EINTR as i64);

/// What the kernel itself uses for calls that go on unless a handler runs.
const ERESTARTNOHAND: i64 = -514;

/// Lets a call go on that has failed because we stopped the thread. With a signal that has a handler it fails all the same.
pub fn excuse(registers: &mut [u64; WORDS]) {
    if NOT_RESTARTED.contains(&(registers[ORIG_RAX] as i64)) && registers[RAX] as i64 == EINTR {
        registers[RAX] = ERESTARTNOHAND as u64;
    }
}

/// Makes the thread's next instruction the system call at `instruction`. A call that was interrupted is not restarted then:
/// the kernel looks at what is in `orig_rax`, and so it does when the thread has its own registers again.
pub fn prepare(registers: &mut [u64; WORDS], instruction: u64, number: u64, arguments: &[u64; 6]) {
    registers[RAX] = number;
    registers[ORIG_RAX] = u64::MAX;
    registers[RIP] = instruction;
    for (place, &argument) in ARGUMENTS.iter().zip(arguments) {
        registers[*place] = argument;
    }
}

/// Whether the thread stands at the entry of this very call.
pub fn enters(registers: &[u64; WORDS], number: u64, arguments: &[u64; 6]) -> bool {
    registers[ORIG_RAX] == number && ARGUMENTS.iter().zip(arguments).all(|(&place, &value)| registers[place] == value)
}

pub fn result(registers: &[u64; WORDS]) -> i64 {
    registers[RAX] as i64
}
