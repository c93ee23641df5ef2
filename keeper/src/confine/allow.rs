//! Filters for the keeper's own processes: they make the calls of a table and no other. Compiled when the keeper is
//! built, and short, because the kernel translates them at every start.

use super::instructions::{ANY_BIT, ARCHITECTURE, AT_LEAST, EQUAL, LOAD, NUMBER, RETURN, low, plain, test};
use crate::sys::seccomp::{AUDIT_ARCH_X86_64, Instruction, RET_ALLOW, RET_KILL_PROCESS};

/// What an argument must be. The kernel looks at 32 bits of all that are named here.
pub enum Condition {
    OneOf(usize, &'static [u32]),
    NoBits(usize, u32),
}

/// A call that may be made when all conditions hold. Without conditions the kernel does not even run the filter for it.
pub struct Allowed {
    pub number: u32,
    pub conditions: &'static [Condition],
}

/// The reason is for the reader.
pub const fn call(number: libc::c_long, _reason: &str) -> Allowed {
    Allowed { number: number as u32, conditions: &[] }
}

pub const fn call_when(number: libc::c_long, conditions: &'static [Condition], _reason: &str) -> Allowed {
    Allowed { number: number as u32, conditions }
}

/// As many calls are compared one by one at the end of the search.
const LEAF: usize = 8;

/// Conditional jumps reach 255 instructions, and the two answers stand at the end.
const LONGEST: usize = 255;

/// How many instructions the filter of a table has.
pub const fn length(table: &[Allowed]) -> usize {
    const BEFORE: usize = 3;
    const ANSWERS: usize = 2;
    let length = BEFORE + searching(table, 0, table.len()) + ANSWERS;
    assert!(length <= LONGEST, "longer than a conditional jump");
    length
}

const fn searching(table: &[Allowed], first: usize, end: usize) -> usize {
    if end - first > LEAF {
        let middle = first + (end - first) / 2;
        return 1 + searching(table, first, middle) + searching(table, middle, end);
    }
    let (mut length, mut index) = (0, first);
    while index < end {
        length += 1 + comparing(table[index].conditions);
        index += 1;
    }
    length
}

const fn comparing(conditions: &[Condition]) -> usize {
    let (mut length, mut index) = (0, 0);
    while index < conditions.len() {
        length += match &conditions[index] {
            Condition::OneOf(_, values) => 1 + values.len(),
            Condition::NoBits(..) => 2,
        };
        index += 1;
    }
    length
}

/// The filter of a table, which is sorted by number. Whatever is not in it kills the process.
pub const fn compile<const N: usize>(table: &[Allowed]) -> [Instruction; N] {
    let mut code = [plain(RETURN, RET_KILL_PROCESS); N];
    code[0] = plain(LOAD, ARCHITECTURE);
    code[1] = test(EQUAL, AUDIT_ARCH_X86_64, 0, to_kill(1, N));
    code[2] = plain(LOAD, NUMBER);
    let end = search(table, &mut code, 3, 0, table.len());
    assert!(end == N - 2, "the length is another");
    code[N - 1] = plain(RETURN, RET_ALLOW);
    code
}

const fn to_kill(at: usize, length: usize) -> u8 {
    (length - 2 - (at + 1)) as u8
}

const fn to_allow(at: usize, length: usize) -> u8 {
    (length - 1 - (at + 1)) as u8
}

const fn search(table: &[Allowed], code: &mut [Instruction], at: usize, first: usize, end: usize) -> usize {
    if end - first > LEAF {
        let middle = first + (end - first) / 2;
        let above = search(table, code, at + 1, first, middle);
        code[at] = test(AT_LEAST, table[middle].number, (above - (at + 1)) as u8, 0);
        return search(table, code, above, middle, end);
    }
    let (mut at, mut index) = (at, first);
    while index < end {
        assert!(index == 0 || table[index - 1].number < table[index].number, "the table is not sorted");
        let Allowed { number, conditions } = &table[index];
        let body = comparing(conditions);
        let otherwise = if index + 1 == end { to_kill(at, code.len()) } else { body as u8 };
        let matched = if body == 0 { to_allow(at, code.len()) } else { 0 };
        code[at] = test(EQUAL, *number, matched, otherwise);
        at = compare(conditions, code, at + 1);
        index += 1;
    }
    at
}

const fn compare(conditions: &[Condition], code: &mut [Instruction], start: usize) -> usize {
    let (mut at, mut index) = (start, 0);
    while index < conditions.len() {
        let is_last = index + 1 == conditions.len();
        match &conditions[index] {
            Condition::OneOf(argument, values) => {
                code[at] = low(*argument);
                at += 1;
                let mut place = 0;
                while place < values.len() {
                    let behind = values.len() - place - 1;
                    let holds = if is_last { to_allow(at, code.len()) } else { behind as u8 };
                    let fails = if behind == 0 { to_kill(at, code.len()) } else { 0 };
                    code[at] = test(EQUAL, values[place], holds, fails);
                    at += 1;
                    place += 1;
                }
            }
            Condition::NoBits(argument, bits) => {
                code[at] = low(*argument);
                let holds = if is_last { to_allow(at + 1, code.len()) } else { 0 };
                code[at + 1] = test(ANY_BIT, *bits, to_kill(at + 1, code.len()), holds);
                at += 2;
            }
        }
        index += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confine::instructions::run;

    const TABLE: &[Allowed] = &[
        call(1, ""),
        call_when(5, &[Condition::OneOf(1, &[7, 8])], ""),
        call_when(6, &[Condition::NoBits(0, 4), Condition::OneOf(2, &[9])], ""),
        call_when(7, &[Condition::OneOf(0, &[1, 2]), Condition::NoBits(1, 1)], ""),
        call(20, ""),
        call(21, ""),
        call(22, ""),
        call(23, ""),
        call(24, ""),
        call_when(400, &[Condition::NoBits(5, 0x8000_0000)], ""),
    ];
    static CODE: [Instruction; length(TABLE)] = compile(TABLE);

    fn allows(number: u32, arguments: [u64; 6]) -> bool {
        match run(&CODE, number, AUDIT_ARCH_X86_64, arguments) {
            RET_ALLOW => true,
            RET_KILL_PROCESS => false,
            other => panic!("{other:#x}"),
        }
    }

    #[test]
    fn what_is_not_in_the_table_kills() {
        for number in (0..500).chain([u32::MAX, 0x4000_0001]) {
            let listed = TABLE.iter().any(|allowed| allowed.number == number && allowed.conditions.is_empty());
            assert_eq!(allows(number, [u64::MAX; 6]), listed, "{number}");
        }
        assert_eq!(run(&CODE, 1, 0x4000_0003, [0; 6]), RET_KILL_PROCESS);
    }

    #[test]
    fn all_conditions_must_hold() {
        assert!(allows(5, [0, 7, 0, 0, 0, 0]) && allows(5, [0, 8, 0, 0, 0, 0]));
        assert!(!allows(5, [7, 9, 0, 0, 0, 0]));
        assert!(allows(6, [3, 0, 9, 0, 0, 0]));
        assert!(!allows(6, [4, 0, 9, 0, 0, 0]) && !allows(6, [3, 0, 8, 0, 0, 0]));
        assert!(allows(7, [1, 0, 0, 0, 0, 0]) && allows(7, [2, 2, 0, 0, 0, 0]));
        assert!(!allows(7, [2, 1, 0, 0, 0, 0]) && !allows(7, [3, 0, 0, 0, 0, 0]));
        assert!(allows(400, [0, 0, 0, 0, 0, 0x7fff_ffff]) && !allows(400, [0, 0, 0, 0, 0, 0xffff_ffff]));
    }
}
