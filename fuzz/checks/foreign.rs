//! Bytes that strangers wrote: the heads of programs and scripts, addresses of sockets, command lines, records.

use super::choices::Choices;
use crate::protocol::record::{self, Record};
use crate::protocol::report;
use crate::supervise::caller::{parse_arguments, parse_status};
use crate::supervise::calls::execute::{interpreter, loader};
use crate::supervise::calls::network::shown;

pub fn foreign(bytes: &[u8]) {
    let mut choices = Choices::of(bytes);
    let kind = choices.below(6);
    let bytes = choices.rest();
    match kind {
        0 => program(bytes),
        1 => script(bytes),
        2 => address(bytes),
        3 => records(bytes),
        4 => values(bytes),
        _ => process(bytes),
    }
}

/// What is named as the loader stands in the file, where a header of the right type says (elf(5)).
fn program(head: &[u8]) {
    let Some(named) = loader(head) else { return };
    assert!(head.starts_with(b"\x7fELF\x02") && !named.contains(&0));
    assert!(head.windows(named.len().max(1)).any(|part| part.starts_with(&named)));
}

/// Where the kernel would find the interpreter: `load_script` of fs/binfmt_script.c, step by step, on 256 bytes that are
/// filled up with NULs. None where it refuses the file.
fn interpreter_of_kernel(line: &[u8]) -> Option<Vec<u8>> {
    let is_space = |byte: u8| byte == b' ' || byte == b'\t';
    let mut buffer = line.to_vec();
    buffer.truncate(254);
    let is_cut = buffer.len() == 254 && !buffer.contains(&b'\n');
    let line = buffer.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let start = line.iter().position(|&byte| !is_space(byte))?;
    let rest = &line[start..];
    let end = rest.iter().position(|&byte| is_space(byte) || byte == 0);
    // Without an end the name may go on beyond what was read.
    if is_cut && end.is_none() {
        return None;
    }
    let name = &rest[..end.unwrap_or(rest.len())];
    (!name.is_empty()).then(|| name.to_vec())
}

fn script(line: &[u8]) {
    let line = &line[..line.len().min(254)];
    if let Some(expected) = interpreter_of_kernel(line) {
        let found = interpreter(line);
        assert_eq!(found, Some(expected), "{}", line.escape_ascii());
    }
}

fn address(bytes: &[u8]) {
    const LONGEST_ADDRESS: usize = 128;
    let bytes = &bytes[..bytes.len().min(LONGEST_ADDRESS)];
    if bytes.len() < 2 {
        return;
    }
    let shown = shown(bytes);
    match i32::from(u16::from_ne_bytes([bytes[0], bytes[1]])) {
        libc::AF_UNIX if bytes.get(2) == Some(&0) => assert_eq!(shown, [b"@", &bytes[3..]].concat()),
        libc::AF_UNIX => assert!(bytes[2..].starts_with(&shown) && !shown.contains(&0)),
        libc::AF_INET if bytes.len() >= 8 => {
            let [high, low, a, b, c, d] = bytes[2..8] else { panic!("six bytes") };
            let port = u16::from(high) << 8 | u16::from(low);
            assert_eq!(shown, format!("{a}.{b}.{c}.{d}:{port}").into_bytes());
        }
        _ => assert!(shown.is_ascii() && !shown.is_empty()),
    }
}

/// What is read is what would be written, and nothing else is read.
fn records(bytes: &[u8]) {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if let Ok(Record { name, fields }) = record::read(line) {
        let fields: Vec<(&str, &[u8])> = fields.iter().map(|(key, value)| (*key, &**value)).collect();
        assert_eq!(record::write(name, &fields), [line, b"\n"].concat());
    }
    if let Ok((id, _)) = report::read_verdict(line) {
        assert!(line.starts_with(b"verdict ") && line.windows(3).any(|part| part == b"id="), "{id}");
    }
}

/// Whatever a value holds, its record is one line of printable ASCII, and is read as it was.
fn values(bytes: &[u8]) {
    let values: Vec<&[u8]> = bytes.split(|&byte| byte == b'|').collect();
    let fields: Vec<(&str, &[u8])> = values.iter().map(|value| ("argument", *value)).collect();
    let line = record::write("jailbreak", &fields);
    let Some((b'\n', text)) = line.split_last() else { panic!("a record is a line") };
    assert!(text.iter().all(|byte| (0x20..=0x7e).contains(byte)));
    let read = record::read(text).expect("it was just written");
    assert!(read.fields.iter().map(|(key, value)| (*key, &**value)).eq(fields));
}

fn process(bytes: &[u8]) {
    let arguments = parse_arguments(bytes);
    assert!(arguments.iter().all(|argument| !argument.contains(&0)));
    if !bytes.is_empty() {
        let whole = bytes.strip_suffix(b"\0").unwrap_or(bytes);
        assert_eq!(arguments.join(&0), whole);
    }
    // The kernel escapes the one line that a process can choose, its name: it starts no other.
    let name: Vec<u8> = bytes.iter().copied().filter(|byte| !matches!(byte, b'\n' | 0)).take(15).collect();
    let rest = b"Umask:\t0022\nTgid:\t7\nPPid:\t5\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t9 10 \nCapEff:\t00000000a80425fb\n";
    let status = parse_status(&[b"Name:\t", name.as_slice(), b"\n", rest].concat()).expect("a status");
    assert_eq!((status.process, status.parent), (7, 5));
    let credentials = status.credentials;
    assert_eq!((credentials.user, credentials.group, credentials.umask), (4, 8, 0o22));
    assert_eq!((credentials.groups, credentials.effective_capabilities), (vec![9, 10], 0xa804_25fb));
}
