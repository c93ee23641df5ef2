//! The jailbreaks so far. Each attempt that differs is reported once, its repetitions are counted: nothing is dropped,
//! and memory stays bounded.

use crate::prelude::*;
use crate::protocol::report::{self, Jailbreak};
use alloc::collections::BTreeMap;

/// More different attempts than this at a time are not kept apart: the counts so far are reported, and it starts anew.
const MOST_ENTRIES: usize = 1024;

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

#[derive(Default)]
pub struct Ledger {
    entries: BTreeMap<Key, Entry>,
    next_id: u64,
    total: u64,
}

pub enum Noted {
    First(u64),
    Again,
}

impl Ledger {
    /// Notes one attempt. `overflow` gets lines that must be written before it.
    pub fn note(&mut self, attempt: &Jailbreak, overflow: &mut Vec<u8>) -> Noted {
        self.total += 1;
        let key = Key {
            mode: attempt.mode,
            syscall: attempt.syscall,
            file: attempt.file.clone(),
            requested: attempt.requested.clone(),
            pid: attempt.pid,
        };
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.count += 1;
            return Noted::Again;
        }
        if self.entries.len() >= MOST_ENTRIES {
            overflow.extend(self.unreported());
            self.entries.clear();
        }
        self.next_id += 1;
        self.entries.insert(key, Entry { id: self.next_id, count: 1, reported: 1 });
        Noted::First(self.next_id)
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
