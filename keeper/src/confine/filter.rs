//! The seccomp filter, compiled from the table of system calls.

use super::instructions::{
    AND, ANY_BIT, ARCHITECTURE, AT_LEAST, EQUAL, JUMP, LOAD, NUMBER, RETURN, high, low, plain, test,
};
use crate::prelude::*;
use crate::sys::seccomp::{AUDIT_ARCH_X86_64, Instruction, RET_ALLOW, RET_ERRNO, RET_USER_NOTIF};
use crate::syscalls::{Action, LAST, SYSTEM_CALLS, SystemCall, TELLING_CALLS, When};

/// Numbers of the x32 ABI have this bit.
const X32: u32 = 0x4000_0000;

/// Ends in a return on every way. The accumulator holds the call's number when it starts.
pub fn decide(when: When, action: u32) -> Vec<Instruction> {
    let (act, allow) = (plain(RETURN, action), plain(RETURN, RET_ALLOW));
    match when {
        When::Always => vec![act],
        When::Argument(index) => {
            vec![low(index), test(EQUAL, 0, 0, 2), high(index), test(EQUAL, 0, 1, 0), act, allow]
        }
        When::Limit(resource) => {
            let own = [low(0), test(EQUAL, 0, 0, 8), high(0), test(EQUAL, 0, 0, 6)];
            let new =
                [low(1), test(EQUAL, resource, 0, 5), low(2), test(EQUAL, 0, 0, 2), high(2), test(EQUAL, 0, 1, 0)];
            [own.as_slice(), &new, &[act, allow]].concat()
        }
        When::Bits(index, bits) => vec![low(index), test(ANY_BIT, bits, 0, 1), act, allow],
        When::Ioctl { commands, types } => {
            let mut code = vec![low(1)];
            let total = commands.len() + types.len() + 1;
            for &command in commands {
                code.push(test(EQUAL, command, (total - code.len() + 1) as u8, 0));
            }
            code.push(plain(AND, 0xff00));
            for &kind in types {
                code.push(test(EQUAL, kind, (total - code.len() + 1) as u8, 0));
            }
            code.extend([allow, act]);
            code
        }
        When::Control { commands, flags } => {
            let mut code = vec![low(1)];
            for position in 0..commands.len() {
                code.push(test(EQUAL, commands[position], (commands.len() - position + 3) as u8, 0));
            }
            code.extend([test(EQUAL, libc::F_SETFL as u32, 0, 2), low(2), test(ANY_BIT, flags, 1, 0), allow, act]);
            code
        }
        When::OneOf(index, values) => {
            let mut code = vec![low(index)];
            for (position, &value) in values.iter().enumerate() {
                code.push(test(EQUAL, value, (values.len() - position) as u8, 0));
            }
            code.extend([allow, act]);
            code
        }
    }
}

/// From `first` on, up to the next run's: what to do with a call of that number.
struct Run {
    first: u32,
    body: Vec<Instruction>,
}

fn body(call: &SystemCall) -> Vec<Instruction> {
    match call.action {
        Action::Ask(when, _) => decide(when, RET_USER_NOTIF),
        Action::Answer(when, errno) => decide(when, RET_ERRNO | errno as u32),
    }
}

/// Neighbours that are treated alike are one run: each instruction costs at every installation.
fn runs(hides: bool, foreign: u32, body: impl Fn(&SystemCall) -> Vec<Instruction>) -> Vec<Run> {
    let mut calls: Vec<&SystemCall> = SYSTEM_CALLS.iter().collect();
    if hides {
        calls.extend(TELLING_CALLS);
        calls.sort_unstable_by_key(|call| call.number);
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut add = |first: u32, body: Vec<Instruction>| {
        if runs.last().is_none_or(|last| last.body != body) {
            runs.push(Run { first, body });
        }
    };
    let mut next = 0;
    for call in calls {
        if call.number > next {
            add(next, vec![plain(RETURN, RET_ALLOW)]);
        }
        add(call.number, body(call));
        next = call.number + 1;
    }
    if next <= LAST {
        add(next, vec![plain(RETURN, RET_ALLOW)]);
    }
    add(LAST + 1, vec![plain(RETURN, RET_ERRNO | libc::ENOSYS as u32)]);
    add(X32, vec![plain(RETURN, foreign)]);
    runs
}

/// So many runs share their answers: a conditional jump reaches 255 instructions.
const MOST_RUNS_TOGETHER: usize = 72;

/// A search by halves: the kernel runs the filter once for every number when it is installed.
fn search(runs: &[Run], code: &mut Vec<Instruction>) {
    if runs.len() <= MOST_RUNS_TOGETHER {
        return search_together(runs, code);
    }
    let (below, above) = runs.split_at(runs.len() / 2);
    let at = code.len();
    code.push(test(AT_LEAST, above[0].first, 0, 0));
    search(below, code);
    let length = code.len() - at - 1;
    match u8::try_from(length) {
        Ok(length) => code[at].jump_true = length,
        Err(_) => {
            code[at].jump_false = 1;
            code.insert(at + 1, plain(JUMP, length as u32));
        }
    }
    search(above, code);
}

/// A jump to an answer whose place is not known yet.
struct Pending {
    at: usize,
    is_taken: bool,
    answer: Instruction,
}

/// Each answer stands once, behind the search: the kernel translates every instruction at every start.
fn search_together(runs: &[Run], code: &mut Vec<Instruction>) {
    let (mut pending, mut answers) = (Vec::new(), Vec::new());
    halve(runs, code, &mut pending);
    for Pending { at, is_taken, answer } in pending {
        let place = answers.iter().position(|&other| other == answer).unwrap_or_else(|| {
            answers.push(answer);
            answers.len() - 1
        });
        let distance = u8::try_from(code.len() + place - at - 1).expect("too many runs together");
        if is_taken {
            code[at].jump_true = distance;
        } else {
            code[at].jump_false = distance;
        }
    }
    code.extend(answers);
}

fn halve(runs: &[Run], code: &mut Vec<Instruction>, pending: &mut Vec<Pending>) {
    if let [run] = runs {
        code.extend_from_slice(&run.body);
        return;
    }
    let (below, above) = runs.split_at(runs.len() / 2);
    let at = code.len();
    code.push(test(AT_LEAST, above[0].first, 0, 0));
    match only_answer(below) {
        Some(answer) => pending.push(Pending { at, is_taken: false, answer }),
        None => halve(below, code, pending),
    }
    match only_answer(above) {
        Some(answer) => pending.push(Pending { at, is_taken: true, answer }),
        None => {
            code[at].jump_true = u8::try_from(code.len() - at - 1).expect("too many runs together");
            halve(above, code, pending);
        }
    }
}

/// What is done with all of these calls, if it does not depend on their arguments.
fn only_answer(runs: &[Run]) -> Option<Instruction> {
    match runs {
        [Run { body, .. }] if body.len() == 1 => Some(body[0]),
        _ => None,
    }
}

/// The whole filter; with `hides` also for calls that only tell about a path. Other architectures' calls (i386, x32) are
/// asked about, and refused by whoever answers.
pub fn compile(hides: bool) -> Vec<Instruction> {
    assemble(hides, RET_USER_NOTIF, body)
}

/// `body` says what to do with a call of the table, `foreign` with one of another architecture.
pub fn assemble(hides: bool, foreign: u32, body: impl Fn(&SystemCall) -> Vec<Instruction>) -> Vec<Instruction> {
    let mut code = vec![
        plain(LOAD, ARCHITECTURE),
        test(EQUAL, AUDIT_ARCH_X86_64, 1, 0),
        plain(RETURN, foreign),
        plain(LOAD, NUMBER),
    ];
    search(&runs(hides, foreign, body), &mut code);
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confine::instructions::run;

    fn here(number: u32, arguments: [u64; 6]) -> u32 {
        run(&compile(false), number, AUDIT_ARCH_X86_64, arguments)
    }

    #[test]
    fn it_stays_cheap_to_install() {
        let length = compile(false).len();
        assert!(length < 300, "{length} instructions");
    }

    #[test]
    fn what_only_tells_is_asked_about_where_it_is_hidden() {
        for call in TELLING_CALLS {
            let hidden = run(&compile(true), call.number, AUDIT_ARCH_X86_64, [0; 6]);
            assert_ne!(hidden, RET_ALLOW, "{}", call.name);
            assert_eq!(here(call.number, [0; 6]), RET_ALLOW, "{}", call.name);
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TELLING_CALLS.windows(2).all(|pair| pair[0].number < pair[1].number));
        assert!(SYSTEM_CALLS.windows(2).all(|pair| pair[0].number < pair[1].number));
        assert!(SYSTEM_CALLS.iter().all(|call| call.number <= LAST));
    }

    #[test]
    fn every_call_gets_to_its_own_part() {
        let code = compile(true);
        for call in SYSTEM_CALLS.iter().chain(TELLING_CALLS) {
            for value in [0, 1, 2, 3, 4, 0x5412, 0x8902, u64::MAX, 1 << 40] {
                let (own, arguments) = (body(call), [value; 6]);
                let expected = run(&own, call.number, AUDIT_ARCH_X86_64, arguments);
                assert_eq!(run(&code, call.number, AUDIT_ARCH_X86_64, arguments), expected, "{} {value:#x}", call.name);
            }
        }
    }

    #[test]
    fn every_call_that_is_always_asked_about_is() {
        for call in SYSTEM_CALLS {
            let expected = match call.action {
                Action::Ask(When::Always, _) => RET_USER_NOTIF,
                Action::Answer(When::Always, errno) => RET_ERRNO | errno as u32,
                _ => continue,
            };
            assert_eq!(here(call.number, [0; 6]), expected, "{}", call.name);
        }
    }

    #[test]
    fn calls_outside_the_table_go_on() {
        let listed = |number: &u32| SYSTEM_CALLS.iter().any(|call| call.number == *number);
        for number in (0..=LAST).filter(|number| !listed(number)) {
            assert_eq!(here(number, [u64::MAX; 6]), RET_ALLOW, "{number}");
        }
    }

    #[test]
    fn unknown_numbers_do_not_exist_and_other_abis_are_asked_about() {
        assert_eq!(here(LAST + 1, [0; 6]), RET_ERRNO | libc::ENOSYS as u32);
        assert_eq!(here(X32 | 2, [0; 6]), RET_USER_NOTIF);
        assert_eq!(run(&compile(false), 5, 0x4000_0003, [0; 6]), RET_USER_NOTIF);
    }

    #[test]
    fn arguments_are_compared_as_the_kernel_compares_them() {
        let ioctl = libc::SYS_ioctl as u32;
        assert_eq!(here(ioctl, [0, 0x5412, 0, 0, 0, 0]), RET_USER_NOTIF);
        assert_eq!(here(ioctl, [0, 0xdead_0000_0000_5412, 0, 0, 0, 0]), RET_USER_NOTIF);
        assert_eq!(here(ioctl, [0, 0x5401, 0, 0, 0, 0]), RET_ALLOW);
        for command in [0x541c, 0x8902, 0x4008_6602, 0x5000_9401, 0xc004_5877] {
            assert_eq!(here(ioctl, [0, command, 0, 0, 0, 0]), RET_USER_NOTIF, "{command:#x}");
        }
        for command in [0x5413, 0x8903, 0x8921] {
            assert_eq!(here(ioctl, [0, command, 0, 0, 0, 0]), RET_ALLOW, "{command:#x}");
        }
        let control = libc::SYS_fcntl as u32;
        for (command, argument) in [(8, 0), (15, 0), (1024, 0), (1040, 0), (4, 0x2000), (4, 0x2802)] {
            assert_eq!(here(control, [0, command, argument, 0, 0, 0]), RET_USER_NOTIF, "{command}");
        }
        for (command, argument) in [(4, 0x802), (3, 0x2000), (0, 8), (1030, 0)] {
            assert_eq!(here(control, [0, command, argument, 0, 0, 0]), RET_ALLOW, "{command}");
        }
        let clone = libc::SYS_clone as u32;
        assert_eq!(here(clone, [libc::CLONE_THREAD as u64, 0, 0, 0, 0, 0]), RET_ALLOW);
        assert_eq!(here(clone, [17, 0, 0, 0, 0, 0]), RET_ALLOW);
        let both = (libc::CLONE_THREAD | libc::CLONE_NEWUSER) as u64;
        assert_eq!(here(clone, [both, 0, 0, 0, 0, 0]), RET_USER_NOTIF);
        let limit = |arguments| here(libc::SYS_prlimit64 as u32, arguments);
        let mark = u64::from(crate::mark::RESOURCE);
        assert_eq!(limit([0, 7, 8, 8, 0, 0]), RET_ALLOW);
        assert_eq!(limit([0, mark, 0, 8, 0, 0]), RET_ALLOW);
        assert_eq!(limit([0, mark, 8, 0, 0, 0]), RET_USER_NOTIF);
        assert_eq!(limit([0, mark | 1 << 40, 1 << 40, 0, 0, 0]), RET_USER_NOTIF);
        assert_eq!(limit([1, 7, 0, 8, 0, 0]), RET_USER_NOTIF);
        assert_eq!(limit([1 << 40, 7, 0, 8, 0, 0]), RET_USER_NOTIF);
        let send = libc::SYS_sendto as u32;
        assert_eq!(here(send, [0; 6]), RET_ALLOW);
        assert_eq!(here(send, [0, 0, 0, 0, 1 << 40, 0]), RET_USER_NOTIF);
        assert_eq!(here(send, [0, 0, 0, 0, 8, 0]), RET_USER_NOTIF);
    }
}
