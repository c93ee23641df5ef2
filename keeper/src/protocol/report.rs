//! The report: what the keeper says back, one line each, to a channel that holds back the jail when it is full.

use super::VERSION;
use super::record::{self, Fields, Malformed};
use crate::attach::Inherited;
use crate::prelude::*;
use crate::sys::process::Ending;

/// Who enforces how much, by area.
pub type Areas = Vec<(&'static str, &'static str)>;

/// One attempt to leave the jail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jailbreak {
    pub mode: &'static str,
    pub file: Vec<u8>,
    pub requested: Vec<u8>,
    pub syscall: &'static str,
    pub pid: u32,
    pub ppid: u32,
    pub executable: Vec<u8>,
    pub arguments: Vec<Vec<u8>>,
    pub cwd: Vec<u8>,
    pub time_us: u64,
}

impl Jailbreak {
    /// What is said where there is no more room: that there was one more of this mode, by this system call.
    pub fn without_particulars(&self) -> Jailbreak {
        Jailbreak {
            mode: self.mode,
            file: Vec::new(),
            requested: Vec::new(),
            syscall: self.syscall,
            pid: 0,
            ppid: 0,
            executable: Vec::new(),
            arguments: Vec::new(),
            cwd: Vec::new(),
            time_us: self.time_us,
        }
    }
}

pub fn started(pid: i32, landlock: u32, areas: &Areas) -> Vec<u8> {
    let (pid, landlock) = (pid.to_string(), landlock.to_string());
    let areas: Vec<String> = areas.iter().map(|(name, level)| format!("{name}:{level}")).collect();
    let mut fields: Vec<(&str, &[u8])> =
        vec![("version", VERSION.as_bytes()), ("pid", pid.as_bytes()), ("landlock", landlock.as_bytes())];
    fields.extend(areas.iter().map(|area| ("area", area.as_bytes())));
    record::write("started", &fields)
}

/// What a machine can do, in the report of an examination. Without an errno it works.
pub fn feature(name: &str, errno: i32, value: Option<u32>) -> Vec<u8> {
    let (errno, value) = (errno.to_string(), value.map(|value| value.to_string()));
    let mut fields: Vec<(&str, &[u8])> = vec![("name", name.as_bytes()), ("errno", errno.as_bytes())];
    fields.extend(value.as_ref().map(|value| ("value", value.as_bytes())));
    record::write("feature", &fields)
}

/// What an attached process had open. `closes`: whether what is outside was closed.
pub fn inherited(inherited: &Inherited, closes: bool) -> Vec<u8> {
    let fd = inherited.fd.map(|fd| fd.to_string());
    let flag = |value: bool| if value { b"1".as_slice() } else { b"0" };
    let mut fields: Vec<(&str, &[u8])> = Vec::new();
    fields.extend(fd.as_ref().map(|fd| ("fd", fd.as_bytes())));
    fields.push(("path", &inherited.path));
    fields.push(("mode", inherited.mode.as_bytes()));
    fields.push(("outside", flag(inherited.is_outside)));
    fields.push(("closed", flag(closes && inherited.is_outside && inherited.fd.is_some())));
    record::write("inherited", &fields)
}

pub fn failed(syscall: &str, errno: i32) -> Vec<u8> {
    record::write("failed", &[("syscall", syscall.as_bytes()), ("errno", errno.to_string().as_bytes())])
}

pub fn refused(reason: &str, detail: &[u8]) -> Vec<u8> {
    record::write("refused", &[("reason", reason.as_bytes()), ("detail", detail)])
}

pub fn jailbreak(id: u64, attempt: &Jailbreak, verdict: &str) -> Vec<u8> {
    let numbers = [id, attempt.pid.into(), attempt.ppid.into(), attempt.time_us].map(|number| number.to_string());
    let mut fields: Vec<(&str, &[u8])> = vec![
        ("id", numbers[0].as_bytes()),
        ("mode", attempt.mode.as_bytes()),
        ("file", &attempt.file),
        ("requested", &attempt.requested),
        ("syscall", attempt.syscall.as_bytes()),
        ("pid", numbers[1].as_bytes()),
        ("ppid", numbers[2].as_bytes()),
        ("executable", &attempt.executable),
    ];
    fields.extend(attempt.arguments.iter().map(|argument| ("argument", argument.as_slice())));
    fields.push(("cwd", &attempt.cwd));
    fields.push(("time", numbers[3].as_bytes()));
    fields.push(("verdict", verdict.as_bytes()));
    record::write("jailbreak", &fields)
}

pub fn repeated(id: u64, count: u64) -> Vec<u8> {
    record::write("repeated", &[("id", id.to_string().as_bytes()), ("count", count.to_string().as_bytes())])
}

pub fn ended(ending: Ending, jailbreaks: u64) -> Vec<u8> {
    let ending = match ending {
        Ending::Code(code) => Some(("code", code.to_string())),
        Ending::Signal(signal) => Some(("signal", signal.to_string())),
        Ending::Unknown => None,
    };
    let jailbreaks = jailbreaks.to_string();
    let mut fields: Vec<(&str, &[u8])> = Vec::new();
    fields.extend(ending.as_ref().map(|(key, number)| (*key, number.as_bytes())));
    fields.push(("jailbreaks", jailbreaks.as_bytes()));
    record::write("ended", &fields)
}

pub fn lost(cause: &str) -> Vec<u8> {
    record::write("lost", &[("cause", cause.as_bytes())])
}

/// What the library decided about one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Kill,
    Deny,
    Log,
}

/// Reads a `verdict` record; the line has no line feed any more.
pub fn read_verdict(line: &[u8]) -> Result<(u64, Verdict), Malformed> {
    let record = record::read(line)?;
    if record.name != "verdict" {
        return Malformed::because("only verdicts are expected");
    }
    let mut fields = Fields::of(record);
    let id = fields.number("id")?;
    let verdict = match &*fields.text("value")? {
        "kill" => Verdict::Kill,
        "deny" => Verdict::Deny,
        "log" => Verdict::Log,
        _ => return Malformed::because("unknown verdict"),
    };
    fields.end()?;
    Ok((id, verdict))
}
