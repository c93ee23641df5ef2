//! The jailbreaks so far. Each attempt that differs is reported once, its repetitions are counted: nothing is dropped,
//! and memory stays bounded, whatever a program does.
//!
//! A library that reads while the jail runs gets every different attempt as a line of its own: it holds the jail back
//! when it is slow. A file is read when everything is over, so a report in a file has a limit. Beyond it, what differs is
//! counted by mode and system call alone.

use crate::prelude::*;
use crate::protocol::report::{self, Jailbreak};
use alloc::collections::BTreeMap;

/// More different attempts than this at a time are not kept apart: the counts so far are reported, and it starts anew.
const MOST_ENTRIES: usize = 1024;

/// How much a report in a file may grow by lines that describe an attempt.
pub const MOST_BYTES_IN_FILE: usize = 16 << 20;

struct Entry {
    id: u64,
    count: u64,
    reported: u64,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    mode: &'static str,
    syscall: &'static str,
    file: Vec<u8>,
    requested: Vec<u8>,
    pid: u32,
}

impl Key {
    fn of(attempt: &Jailbreak) -> Key {
        Key {
            mode: attempt.mode,
            syscall: attempt.syscall,
            file: attempt.file.clone(),
            requested: attempt.requested.clone(),
            pid: attempt.pid,
        }
    }
}

pub struct Ledger {
    entries: BTreeMap<Key, Entry>,
    next_id: u64,
    total: u64,
    /// What may still be written about attempts that differ; None where somebody reads.
    room: Option<usize>,
}

impl Ledger {
    /// With `room` for so many bytes, or without a limit.
    pub fn new(room: Option<usize>) -> Ledger {
        Ledger { entries: BTreeMap::new(), next_id: 0, total: 0, room }
    }

    /// Notes one attempt, and gives the lines that must be written now.
    pub fn note(&mut self, attempt: &Jailbreak, verdict: &str) -> Vec<u8> {
        self.total += 1;
        let key = Key::of(attempt);
        if self.count(&key) {
            return Vec::new();
        }
        if self.room == Some(0) {
            let summary = attempt.without_particulars();
            let key = Key::of(&summary);
            return if self.count(&key) { Vec::new() } else { self.enter(key, &summary, verdict) };
        }
        let mut lines = Vec::new();
        if self.entries.len() >= MOST_ENTRIES {
            lines = self.unreported();
            self.entries.clear();
        }
        lines.extend(self.enter(key, attempt, verdict));
        self.room = self.room.map(|room| room.saturating_sub(lines.len()));
        lines
    }

    /// Whether it was a repetition, which is counted now.
    fn count(&mut self, key: &Key) -> bool {
        match self.entries.get_mut(key) {
            Some(entry) => {
                entry.count += 1;
                true
            }
            None => false,
        }
    }

    fn enter(&mut self, key: Key, attempt: &Jailbreak, verdict: &str) -> Vec<u8> {
        self.next_id += 1;
        self.entries.insert(key, Entry { id: self.next_id, count: 1, reported: 1 });
        report::jailbreak(self.next_id, attempt, verdict)
    }

    /// Notes an attempt about which the library is asked: each is a question of its own.
    pub fn ask(&mut self) -> u64 {
        self.total += 1;
        self.next_id += 1;
        self.next_id
    }

    /// A `repeated` line for each attempt that was repeated since the last time.
    pub fn unreported(&mut self) -> Vec<u8> {
        let mut lines = Vec::new();
        for entry in self.entries.values_mut().filter(|entry| entry.count > entry.reported) {
            entry.reported = entry.count;
            lines.extend(report::repeated(entry.id, entry.count));
        }
        lines
    }

    pub fn total(&self) -> u64 {
        self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(name: usize) -> Jailbreak {
        Jailbreak {
            mode: "read",
            file: format!("/{name}").into_bytes(),
            requested: Vec::new(),
            syscall: "open",
            pid: 7,
            ppid: 1,
            executable: b"/bin/cat".to_vec(),
            arguments: Vec::new(),
            cwd: b"/".to_vec(),
            time_us: 0,
        }
    }

    /// What a reader adds up: each attempt once, and the last count of those that were repeated.
    fn add_up(lines: &[u8]) -> u64 {
        let mut counts = BTreeMap::new();
        for line in String::from_utf8_lossy(lines).lines() {
            let number = |key: &str| {
                let word = line.split(' ').find_map(|word| word.strip_prefix(key)).expect(key);
                word.parse::<u64>().expect("a number")
            };
            let count = if line.starts_with("repeated ") { number("count=") } else { 1 };
            counts.insert(number("id="), count);
        }
        counts.values().sum()
    }

    #[test]
    fn whatever_is_tried_adds_up() {
        for room in [None, Some(1000), Some(1 << 20)] {
            let mut ledger = Ledger::new(room);
            let mut lines = Vec::new();
            for round in 0..3 * MOST_ENTRIES {
                for name in [round, 0, round % 7, MOST_ENTRIES + round % 3000] {
                    lines.extend(ledger.note(&attempt(name), "deny"));
                }
            }
            lines.extend(ledger.unreported());
            assert_eq!(
                (add_up(&lines), ledger.total()),
                (12 * MOST_ENTRIES as u64, 12 * MOST_ENTRIES as u64),
                "{room:?}"
            );
            assert!(ledger.entries.len() <= MOST_ENTRIES + 1);
        }
    }

    #[test]
    fn a_report_that_nobody_reads_yet_has_a_limit() {
        const ROOM: usize = 100_000;
        let mut ledger = Ledger::new(Some(ROOM));
        let written: usize = (0..100_000).map(|name| ledger.note(&attempt(name), "deny").len()).sum();
        assert!(written < ROOM + 1000, "{written}");
        assert!(ledger.unreported().len() < 50 * MOST_ENTRIES);
        assert_eq!(ledger.total(), 100_000);
    }

    #[test]
    fn a_question_has_a_number_that_no_other_attempt_has() {
        let mut ledger = Ledger::new(None);
        ledger.note(&attempt(1), "deny");
        assert_eq!((ledger.ask(), ledger.ask(), ledger.total()), (2, 3, 3));
        assert!(ledger.unreported().is_empty());
    }
}
