//! An order that is accepted is one that the library could have written, and means what it says.

use crate::policy::access::Access;
use crate::protocol::order::{self, Enforcement, OnJailbreak, Order, Pattern};
use crate::protocol::record;

fn word_of(access: Access) -> &'static str {
    let words = ["read", "write", "device", "content", "list"];
    words.into_iter().find(|word| Access::from_word(word) == Some(access)).expect("an access of the protocol")
}

fn flag(value: bool) -> &'static [u8] {
    if value { b"1" } else { b"0" }
}

fn pattern_line(name: &str, access: Option<Access>, pattern: &Pattern) -> Vec<u8> {
    let mut fields: Vec<(&str, &[u8])> =
        vec![("source", pattern.source.as_bytes()), ("flags", pattern.flags.as_bytes())];
    if let Some(access) = access {
        fields.insert(0, ("access", word_of(access).as_bytes()));
    }
    record::write(name, &fields)
}

/// The order as the library writes it: the twin of `encodeWholeOrder`.
fn written(order: &Order) -> Vec<u8> {
    let on_jailbreak = match order.on_jailbreak {
        OnJailbreak::Kill => "kill",
        OnJailbreak::Deny => "deny",
        OnJailbreak::Log => "log",
        OnJailbreak::Ask => "ask",
    };
    let enforcement = match order.enforcement {
        Enforcement::Full => "full",
        Enforcement::Partial => "partial",
        Enforcement::Nested => "nested",
    };
    let metadata = if order.hide_metadata { "deny" } else { "allow" };
    let option = |name: &str, value: &[u8]| record::write("option", &[("name", name.as_bytes()), ("value", value)]);
    let mut lines = vec![b"order version=1\n".to_vec(), record::write("command", &[("file", &order.file)])];
    lines.extend(order.arguments.iter().map(|value| record::write("argument", &[("value", value)])));
    lines.extend(order.keep.iter().map(|fd| record::write("keep", &[("fd", fd.to_string().as_bytes())])));
    lines.push(option("on-jailbreak", on_jailbreak.as_bytes()));
    lines.push(option("detached", flag(order.detached)));
    lines.push(option("network", flag(order.network)));
    lines.push(option("metadata", metadata.as_bytes()));
    lines.push(option("enforcement", enforcement.as_bytes()));
    lines.extend(order.landlock_abi.map(|abi| option("landlock-abi", abi.to_string().as_bytes())));
    lines.extend(order.allow.iter().map(|rule| {
        let access = word_of(rule.access).as_bytes();
        record::write("allow", &[("access", access), ("path", &rule.path), ("optional", flag(rule.optional))])
    }));
    lines.extend(order.allow_patterns.iter().map(|(access, rule)| pattern_line("allow-pattern", Some(*access), rule)));
    lines.extend(order.deny.iter().map(|path| record::write("deny", &[("path", path)])));
    lines.extend(order.deny_patterns.iter().map(|rule| pattern_line("deny-pattern", None, rule)));
    lines.push(b"end\n".to_vec());
    lines.concat()
}

/// A rule under another name would never be found: `/a/../b`, `/a/`, `//a`.
fn is_plain_path(path: &[u8]) -> bool {
    let parts = || path[1..].split(|&byte| byte == b'/');
    path.first() == Some(&b'/')
        && !path.contains(&0)
        && (path == b"/" || parts().all(|part| !matches!(part, b"" | b"." | b"..")))
}

pub fn order(bytes: &[u8]) {
    let Ok(order) = Order::read(bytes) else { return };
    assert!(order::is_complete(bytes), "the keeper would have gone on waiting for this order");
    assert!(bytes.iter().all(|byte| matches!(byte, b'\n' | 0x20..=0x7e)), "the library writes printable ASCII");
    let lines = |name: &[u8]| bytes.split(|&byte| byte == b'\n').filter(|line| line.starts_with(name)).count();
    assert_eq!(lines(b"allow "), order.allow.len());
    assert_eq!(lines(b"allow-pattern "), order.allow_patterns.len());
    assert_eq!(lines(b"deny "), order.deny.len());
    assert_eq!(lines(b"deny-pattern "), order.deny_patterns.len());
    assert_eq!(lines(b"argument "), order.arguments.len());
    assert!(!order.arguments.is_empty());
    assert!(!order.file.contains(&0) && order.arguments.iter().all(|argument| !argument.contains(&0)));
    for path in order.allow.iter().map(|rule| &rule.path).chain(&order.deny) {
        assert!(is_plain_path(path), "{}", String::from_utf8_lossy(path));
    }
    let again = Order::read(&written(&order));
    assert_eq!(again.as_ref(), Ok(&order));
}
