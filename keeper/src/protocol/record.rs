//! One line: a name and fields, percent-encoded.

use crate::prelude::*;
use alloc::borrow::Cow;

/// A record with its values decoded. An order has a hundred of them, and few values are encoded: nothing is copied that
/// stands there as it is.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Record<'a> {
    pub name: &'a str,
    pub fields: Vec<(&'a str, Cow<'a, [u8]>)>,
}

/// Why a line is no record.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Malformed(pub String);

impl Malformed {
    pub fn because<T>(reason: impl Into<String>) -> Result<T, Malformed> {
        Err(Malformed(reason.into()))
    }
}

fn is_plain(byte: u8) -> bool {
    (0x21..=0x7e).contains(&byte) && byte != b'%'
}

/// Writes one record, line feed included.
pub fn write(name: &str, fields: &[(&str, &[u8])]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut line = name.as_bytes().to_vec();
    for (key, value) in fields {
        line.push(b' ');
        line.extend_from_slice(key.as_bytes());
        line.push(b'=');
        for &byte in *value {
            if is_plain(byte) {
                line.push(byte);
            } else {
                line.extend_from_slice(&[b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
        }
    }
    line.push(b'\n');
    line
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn decode(value: &[u8]) -> Result<Cow<'_, [u8]>, Malformed> {
    if value.iter().copied().all(is_plain) {
        return Ok(Cow::Borrowed(value));
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.iter().copied();
    while let Some(byte) = rest.next() {
        if is_plain(byte) {
            bytes.push(byte);
            continue;
        }
        let pair = (byte == b'%').then(|| (rest.next().and_then(digit), rest.next().and_then(digit)));
        let Some((Some(high), Some(low))) = pair else {
            return Malformed::because("badly written value");
        };
        let byte = high << 4 | low;
        if is_plain(byte) {
            return Malformed::because("needlessly encoded byte");
        }
        bytes.push(byte);
    }
    Ok(Cow::Owned(bytes))
}

fn word(bytes: &[u8]) -> Option<&str> {
    let is_word = bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-');
    core::str::from_utf8(bytes).ok().filter(|_| is_word)
}

/// Reads one record; `line` has no line feed any more.
pub fn read(line: &[u8]) -> Result<Record<'_>, Malformed> {
    let mut parts = line.split(|&byte| byte == b' ');
    let Some(name) = word(parts.next().unwrap_or_default()) else {
        return Malformed::because("bad record name");
    };
    let mut fields = Vec::new();
    for part in parts {
        let Some(equals) = part.iter().position(|&byte| byte == b'=') else {
            return Malformed::because("field without value");
        };
        let Some(key) = word(&part[..equals]) else {
            return Malformed::because("bad key");
        };
        fields.push((key, decode(&part[equals + 1..])?));
    }
    Ok(Record { name, fields })
}

/// Takes the fields of a record one by one, and at the end insists that none is left.
pub struct Fields<'a>(Record<'a>);

impl<'a> Fields<'a> {
    pub fn of(record: Record<'a>) -> Fields<'a> {
        Fields(record)
    }

    pub fn optional(&mut self, key: &str) -> Result<Option<Cow<'a, [u8]>>, Malformed> {
        let Record { name, fields } = &mut self.0;
        let mut found = None;
        let mut index = 0;
        while index < fields.len() {
            if fields[index].0 != key {
                index += 1;
                continue;
            }
            if found.replace(fields.remove(index).1).is_some() {
                return Malformed::because(format!("{name}: {key} twice"));
            }
        }
        Ok(found)
    }

    pub fn bytes(&mut self, key: &str) -> Result<Cow<'a, [u8]>, Malformed> {
        match self.optional(key)? {
            Some(value) => Ok(value),
            None => Malformed::because(format!("{}: {key} is missing", self.0.name)),
        }
    }

    pub fn text(&mut self, key: &str) -> Result<Cow<'a, str>, Malformed> {
        let text = match self.bytes(key)? {
            Cow::Borrowed(value) => core::str::from_utf8(value).map(Cow::Borrowed).ok(),
            Cow::Owned(value) => String::from_utf8(value).map(Cow::Owned).ok(),
        };
        text.map_or_else(|| Malformed::because(format!("{}: {key} is not UTF-8", self.0.name)), Ok)
    }

    pub fn number(&mut self, key: &str) -> Result<u64, Malformed> {
        let text = self.text(key)?;
        let canonical = text == "0" || (!text.starts_with('0') && !text.is_empty());
        match text.parse() {
            Ok(number) if canonical && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(number),
            _ => Malformed::because(format!("{}: {key} is not a number", self.0.name)),
        }
    }

    pub fn end(self) -> Result<(), Malformed> {
        match self.0.fields.first() {
            None => Ok(()),
            Some((key, _)) => Malformed::because(format!("{}: unknown key {key}", self.0.name)),
        }
    }
}
