//! System calls made by a process for us, in one of its stopped threads. Each is checked at its entry: whatever lies in the
//! memory of the process, the kernel performs the call that we asked for, with these arguments, or we notice.

use super::threads::Threads;
use crate::prelude::*;
use crate::sys::tracee::{self, Halt, Kept};
use crate::sys::{Errno, Result, file, memory, process, registers};

/// None of these calls waits for anything.
const PATIENCE_US: u64 = 5_000_000;

/// A thread at work.
pub struct Worker {
    thread: i32,
    instruction: u64,
    kept: Kept,
}

impl Worker {
    /// `instruction`: where in its memory a system call is made.
    pub fn hire(thread: i32, instruction: u64) -> Result<Worker> {
        let kept = tracee::keep(thread)?;
        Ok(Worker { thread, instruction, kept })
    }

    /// Whether its calls are those of our table.
    pub fn is_native(&self) -> bool {
        registers::is_native(self.kept.registers())
    }

    pub fn call(&self, number: libc::c_long, arguments: [u64; 6]) -> Result<u64> {
        self.enter(number, arguments)?;
        self.leave()
    }

    /// Makes a call as far as its entry, and then whatever `answer` does while the thread waits in it.
    pub fn call_and<T>(
        &self,
        number: libc::c_long,
        arguments: [u64; 6],
        answer: impl FnOnce() -> Result<T>,
    ) -> Result<(u64, T)> {
        self.enter(number, arguments)?;
        tracee::go_to_call(self.thread)?;
        let answered = answer();
        let returned = self.await_call().and_then(|()| tracee::result(self.thread));
        Ok((returned?, answered?))
    }

    fn enter(&self, number: libc::c_long, arguments: [u64; 6]) -> Result<()> {
        tracee::prepare(self.thread, &self.kept, self.instruction, number, &arguments)?;
        tracee::go_to_call(self.thread)?;
        self.await_call()?;
        if tracee::enters(self.thread, number, &arguments)? { Ok(()) } else { Err(Errno(libc::EPROTO)) }
    }

    fn leave(&self) -> Result<u64> {
        tracee::go_to_call(self.thread)?;
        self.await_call()?;
        tracee::result(self.thread)
    }

    /// Signals are held back; a SIGSTOP for the whole process shows between two calls, and takes effect in the end.
    fn await_call(&self) -> Result<()> {
        let until_us = process::time_us() + PATIENCE_US;
        loop {
            match tracee::wait(self.thread, until_us)? {
                Halt::Call => return Ok(()),
                Halt::Interrupted => tracee::go_to_call(self.thread)?,
                Halt::Signal(_) => return Err(Errno(libc::EPROTO)),
                Halt::Ended => return Err(Errno(libc::ESRCH)),
            }
        }
    }

    /// Gives it back what it had, and stops it once more on its way out of the kernel: that is where a call that we have
    /// interrupted is restarted.
    pub fn dismiss(self) -> Result<()> {
        tracee::restore(self.thread, &self.kept)?;
        tracee::interrupt(self.thread)?;
        tracee::go_on(self.thread, 0)?;
        let until_us = process::time_us() + PATIENCE_US;
        match tracee::wait(self.thread, until_us)? {
            Halt::Interrupted => Ok(()),
            Halt::Ended => Err(Errno(libc::ESRCH)),
            _ => Err(Errno(libc::EPROTO)),
        }
    }
}

/// A page in the process, for what the calls read.
pub struct Scratch {
    pub address: u64,
}

const SCRATCH_BYTES: u64 = 16 << 10;

impl Scratch {
    pub fn make(worker: &Worker) -> Result<Scratch> {
        let protection = (libc::PROT_READ | libc::PROT_WRITE) as u64;
        let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as u64;
        let address = worker.call(libc::SYS_mmap, [0, SCRATCH_BYTES, protection, flags, u64::MAX, 0])?;
        Ok(Scratch { address })
    }

    pub fn write(&self, threads: &Threads, offset: u64, bytes: &[u8]) -> Result<u64> {
        if offset + bytes.len() as u64 > SCRATCH_BYTES {
            return Err(Errno(libc::E2BIG));
        }
        memory::write(threads.process as u32, self.address + offset, bytes)?;
        Ok(self.address + offset)
    }

    pub fn remove(self, worker: &Worker) -> Result<()> {
        worker.call(libc::SYS_munmap, [self.address, SCRATCH_BYTES, 0, 0, 0, 0]).map(drop)
    }
}

/// An executable mapping: where it begins and ends.
struct Code {
    start: u64,
    end: u64,
    is_vdso: bool,
}

fn code_of(line: &str) -> Option<Code> {
    let mut words = line.split_ascii_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let permissions = words.next()?;
    let name = words.nth(3).unwrap_or_default();
    if permissions.as_bytes().get(2) != Some(&b'x') || name == "[vsyscall]" {
        return None;
    }
    let number = |word| u64::from_str_radix(word, 16).ok();
    Some(Code { start: number(start)?, end: number(end)?, is_vdso: name == "[vdso]" })
}

/// Where in its memory the process makes a system call: in the code that the kernel gives everybody, or in its own.
pub fn find_instruction(pid: i32) -> Result<u64> {
    const MOST: usize = 16 << 20;
    let path = [b"/proc/".as_slice(), &file::number(pid as u64), b"/maps"].concat();
    let text = file::read_whole(libc::AT_FDCWD, &path, MOST)?;
    let text = String::from_utf8_lossy(&text);
    let mut mappings: Vec<Code> = text.lines().filter_map(code_of).collect();
    mappings.sort_by_key(|mapping| !mapping.is_vdso);
    mappings.iter().find_map(|mapping| find_in(pid, mapping)).ok_or(Errno(libc::ENOEXEC))
}

fn find_in(pid: i32, mapping: &Code) -> Option<u64> {
    const PAGE: usize = 4096;
    let mut page = [0u8; PAGE];
    let mut address = mapping.start;
    while address < mapping.end {
        let length = memory::read(pid as u32, address, &mut page).ok()?;
        let instruction = registers::INSTRUCTION;
        if let Some(at) = page[..length].windows(instruction.len()).position(|bytes| bytes == instruction) {
            return Some(address + at as u64);
        }
        address += PAGE as u64;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_code_in_a_list_of_mappings() {
        let vdso = code_of("7ffd1000-7ffd3000 r-xp 00000000 00:00 0                          [vdso]").expect("code");
        assert_eq!((vdso.start, vdso.end, vdso.is_vdso), (0x7ffd_1000, 0x7ffd_3000, true));
        assert!(code_of("7ffd1000-7ffd3000 r--p 00000000 00:00 0                          [vvar]").is_none());
        assert!(code_of("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]").is_none());
        assert!(
            code_of("00400000-00452000 r-xp 00000000 08:02 173521 /usr/bin/dbus-daemon").is_some_and(|c| !c.is_vdso)
        );
    }

    #[test]
    fn every_program_makes_system_calls_somewhere() {
        let address = find_instruction(process::id()).expect("an instruction");
        let mut bytes = vec![0; registers::INSTRUCTION.len()];
        memory::read_exact(process::id() as u32, address, &mut bytes).expect("memory");
        assert_eq!(bytes, registers::INSTRUCTION);
    }
}
