//! Instructions of filters: the few of classic BPF that all of ours are made of.

use crate::sys::seccomp::Instruction;

pub const LOAD: u16 = 0x20; // BPF_LD | BPF_W | BPF_ABS
pub const AND: u16 = 0x54; // BPF_ALU | BPF_AND | BPF_K
pub const JUMP: u16 = 0x05; // BPF_JMP | BPF_JA
pub const EQUAL: u16 = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
pub const AT_LEAST: u16 = 0x35; // BPF_JMP | BPF_JGE | BPF_K
pub const ANY_BIT: u16 = 0x45; // BPF_JMP | BPF_JSET | BPF_K
pub const RETURN: u16 = 0x06; // BPF_RET | BPF_K

/// Offsets in struct seccomp_data.
pub const NUMBER: u32 = 0;
pub const ARCHITECTURE: u32 = 4;
const ARGUMENTS: u32 = 16;

pub const fn plain(code: u16, value: u32) -> Instruction {
    Instruction { code, jump_true: 0, jump_false: 0, value }
}

pub const fn test(code: u16, value: u32, jump_true: u8, jump_false: u8) -> Instruction {
    Instruction { code, jump_true, jump_false, value }
}

/// The lower half of an argument: what the kernel looks at where the argument is an int.
pub const fn low(argument: usize) -> Instruction {
    plain(LOAD, ARGUMENTS + 8 * argument as u32)
}

pub const fn high(argument: usize) -> Instruction {
    plain(LOAD, ARGUMENTS + 8 * argument as u32 + 4)
}

/// A small interpreter of these instructions.
#[cfg(test)]
pub fn run(code: &[Instruction], number: u32, architecture: u32, arguments: [u64; 6]) -> u32 {
    let load = |offset: u32| match offset {
        NUMBER => number,
        ARCHITECTURE => architecture,
        _ => {
            let argument = arguments[(offset - ARGUMENTS) as usize / 8];
            if (offset - ARGUMENTS) % 8 == 0 { argument as u32 } else { (argument >> 32) as u32 }
        }
    };
    let (mut accumulator, mut at) = (0, 0usize);
    loop {
        let instruction = code[at];
        at += 1;
        let jump = |condition| usize::from(if condition { instruction.jump_true } else { instruction.jump_false });
        match instruction.code {
            LOAD => accumulator = load(instruction.value),
            AND => accumulator &= instruction.value,
            JUMP => at += instruction.value as usize,
            EQUAL => at += jump(accumulator == instruction.value),
            AT_LEAST => at += jump(accumulator >= instruction.value),
            ANY_BIT => at += jump(accumulator & instruction.value != 0),
            RETURN => return instruction.value,
            other => panic!("instruction {other:#x}"),
        }
    }
}
