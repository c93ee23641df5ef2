//! The order: what to run, and what it may touch.

use super::VERSION;
use super::record::{self, Fields, Malformed};
use crate::policy::access::Access;
use crate::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnJailbreak {
    Kill,
    Deny,
    Log,
    Ask,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enforcement {
    Full,
    Partial,
    Nested,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    pub access: Access,
    pub path: Vec<u8>,
    pub optional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pub source: String,
    pub flags: String,
}

/// A process that runs already, to be jailed instead of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attach {
    pub pid: i32,
    /// When it was started (proc_pid_stat(5)): another process may get its number.
    pub start: u64,
    /// Whether it is killed when it cannot be jailed; otherwise it goes on as it was, where that is possible.
    pub kills_on_failure: bool,
    /// Whether descriptors that lead outside are closed.
    pub closes_outside: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub attach: Option<Attach>,
    pub file: Vec<u8>,
    pub arguments: Vec<Vec<u8>>,
    pub keep: Vec<u32>,
    pub on_jailbreak: OnJailbreak,
    pub detached: bool,
    pub network: bool,
    pub hide_metadata: bool,
    pub enforcement: Enforcement,
    pub landlock_abi: Option<u32>,
    pub allow: Vec<Allowed>,
    pub allow_patterns: Vec<(Access, Pattern)>,
    pub deny: Vec<Vec<u8>>,
    pub deny_patterns: Vec<Pattern>,
}

/// Largest order that is read.
pub const LIMIT: usize = 64 << 20;

/// Whether `bytes` holds a whole order: it ends with the line `end`.
pub fn is_complete(bytes: &[u8]) -> bool {
    bytes == b"end\n" || bytes.ends_with(b"\nend\n")
}

fn flag(text: &str) -> Result<bool, Malformed> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Malformed::because("a boolean is 0 or 1"),
    }
}

fn absolute(fields: &mut Fields) -> Result<Vec<u8>, Malformed> {
    let path = fields.bytes("path")?;
    if is_plain(&path) {
        Ok(path.into_owned())
    } else {
        Malformed::because("a rule's path is absolute and without detours")
    }
}

/// Absolute, without `.`, `..` and empty names: a rule for `/a/` or `/a/../b` would never be found by its name.
fn is_plain(path: &[u8]) -> bool {
    let Some(names) = path.strip_prefix(b"/") else { return false };
    let mut names = names.split(|&byte| byte == b'/');
    path == b"/" || (!path.contains(&0) && names.all(|name| !matches!(name, b"" | b"." | b"..")))
}

fn pattern(fields: &mut Fields) -> Result<Pattern, Malformed> {
    Ok(Pattern { source: fields.text("source")?.into_owned(), flags: fields.text("flags")?.into_owned() })
}

fn access(fields: &mut Fields) -> Result<Access, Malformed> {
    let word = fields.text("access")?;
    Access::from_word(&word).map_or_else(|| Malformed::because("unknown access"), Ok)
}

impl Order {
    fn set_option(&mut self, name: &str, value: &str) -> Result<(), Malformed> {
        match (name, value) {
            ("on-jailbreak", "kill") => self.on_jailbreak = OnJailbreak::Kill,
            ("on-jailbreak", "deny") => self.on_jailbreak = OnJailbreak::Deny,
            ("on-jailbreak", "log") => self.on_jailbreak = OnJailbreak::Log,
            ("on-jailbreak", "ask") => self.on_jailbreak = OnJailbreak::Ask,
            ("detached", value) => self.detached = flag(value)?,
            ("network", value) => self.network = flag(value)?,
            ("metadata", "allow") => self.hide_metadata = false,
            ("metadata", "deny") => self.hide_metadata = true,
            ("enforcement", "full") => self.enforcement = Enforcement::Full,
            ("enforcement", "partial") => self.enforcement = Enforcement::Partial,
            ("enforcement", "nested") => self.enforcement = Enforcement::Nested,
            ("landlock-abi", value) => match value.parse() {
                Ok(abi) if value.bytes().all(|byte| byte.is_ascii_digit()) => self.landlock_abi = Some(abi),
                _ => return Malformed::because("landlock-abi is a number"),
            },
            _ => return Malformed::because(format!("unknown option {name}={value}")),
        }
        Ok(())
    }

    /// Reads a whole order. Anything unknown, missing or out of place is an error.
    pub fn read(bytes: &[u8]) -> Result<Order, Malformed> {
        let Some(body) = bytes.strip_suffix(b"\n") else {
            return Malformed::because("the order does not end with a line feed");
        };
        let mut lines = body.split(|&byte| byte == b'\n');
        let mut header = Fields::of(record::read(lines.next().unwrap_or_default())?);
        let version = header.text("version")?;
        header.end()?;
        if !body.starts_with(b"order ") || version != VERSION {
            return Malformed::because(format!("this keeper speaks version {VERSION}"));
        }
        let mut order = Order {
            attach: None,
            file: Vec::new(),
            arguments: Vec::new(),
            keep: Vec::new(),
            on_jailbreak: OnJailbreak::Kill,
            detached: false,
            network: false,
            hide_metadata: false,
            enforcement: Enforcement::Full,
            landlock_abi: None,
            allow: Vec::new(),
            allow_patterns: Vec::new(),
            deny: Vec::new(),
            deny_patterns: Vec::new(),
        };
        let (mut commands, mut options) = (0, Vec::new());
        while let Some(line) = lines.next() {
            let record = record::read(line)?;
            let name = record.name;
            let mut fields = Fields::of(record);
            match name {
                "command" => {
                    order.file = fields.bytes("file")?.into_owned();
                    commands += 1;
                }
                "attach" => {
                    let pid = fields.number("pid")?;
                    let Some(pid) = i32::try_from(pid).ok().filter(|&pid| pid > 0) else {
                        return Malformed::because("attach: no such process");
                    };
                    let start = fields.number("start")?;
                    let kills_on_failure = flag(&fields.text("kill")?)?;
                    order.attach =
                        Some(Attach { pid, start, kills_on_failure, closes_outside: flag(&fields.text("close")?)? });
                    commands += 1;
                }
                "argument" => order.arguments.push(fields.bytes("value")?.into_owned()),
                "keep" => {
                    let fd = fields.number("fd")?;
                    if fd > 1 << 20 {
                        return Malformed::because("keep: no such descriptor");
                    }
                    order.keep.push(fd as u32);
                }
                "option" => {
                    let option = fields.text("name")?;
                    order.set_option(&option, &fields.text("value")?)?;
                    if options.contains(&option) {
                        return Malformed::because(format!("option {option} twice"));
                    }
                    options.push(option);
                }
                "allow" => {
                    let access = access(&mut fields)?;
                    let path = absolute(&mut fields)?;
                    let optional = match fields.optional("optional")? {
                        None => false,
                        Some(value) => flag(&String::from_utf8_lossy(&value))?,
                    };
                    order.allow.push(Allowed { access, path, optional });
                }
                "allow-pattern" => {
                    let access = access(&mut fields)?;
                    if !matches!(access, Access::READ | Access::WRITE | Access::CONTENT) {
                        return Malformed::because("a pattern's access is read, write or content");
                    }
                    order.allow_patterns.push((access, pattern(&mut fields)?));
                }
                "deny" => order.deny.push(absolute(&mut fields)?),
                "deny-pattern" => order.deny_patterns.push(pattern(&mut fields)?),
                "end" => {
                    fields.end()?;
                    if lines.next().is_some() {
                        return Malformed::because("records after the end");
                    }
                    return order.validated(commands);
                }
                _ => return Malformed::because(format!("unknown record {name}")),
            }
            fields.end()?;
        }
        Malformed::because("the order has no end")
    }

    fn validated(self, commands: usize) -> Result<Order, Malformed> {
        if commands != 1 {
            return Malformed::because("an order has one command");
        }
        if self.attach.is_some() {
            let is_alone = self.arguments.is_empty() && self.keep.is_empty();
            return if is_alone { Ok(self) } else { Malformed::because("arguments for a process that runs already") };
        }
        if self.arguments.is_empty() {
            return Malformed::because("an order has at least one argument");
        }
        if self.file.contains(&0) || self.arguments.iter().any(|argument| argument.contains(&0)) {
            return Malformed::because("a NUL in the command");
        }
        Ok(self)
    }
}
