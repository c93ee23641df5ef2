//! One line: a name and fields, percent-encoded.

use crate::prelude::*;

/// A record with its values decoded.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Record {
    pub name: String,
    pub fields: Vec<(String, Vec<u8>)>,
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

fn decode(value: &[u8]) -> Result<Vec<u8>, Malformed> {
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
    Ok(bytes)
}

fn is_word(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-')
}

/// Reads one record; `line` has no line feed any more.
pub fn read(line: &[u8]) -> Result<Record, Malformed> {
    let mut parts = line.split(|&byte| byte == b' ');
    let name = parts.next().unwrap_or_default();
    if !is_word(name) {
        return Malformed::because("bad record name");
    }
    let mut fields = Vec::new();
    for part in parts {
        let Some(equals) = part.iter().position(|&byte| byte == b'=') else {
            return Malformed::because("field without value");
        };
        let (key, value) = (&part[..equals], &part[equals + 1..]);
        if !is_word(key) {
            return Malformed::because("bad key");
        }
        fields.push((String::from_utf8_lossy(key).into_owned(), decode(value)?));
    }
    Ok(Record { name: String::from_utf8_lossy(name).into_owned(), fields })
}

/// Takes the fields of a record one by one, and at the end insists that none is left.
pub struct Fields {
    name: String,
    fields: Vec<(String, Vec<u8>)>,
}

impl Fields {
    pub fn of(record: Record) -> Fields {
        Fields { name: record.name, fields: record.fields }
    }

    pub fn optional(&mut self, key: &str) -> Result<Option<Vec<u8>>, Malformed> {
        let mut found = None;
        let mut index = 0;
        while index < self.fields.len() {
            if self.fields[index].0 != key {
                index += 1;
                continue;
            }
            if found.replace(self.fields.remove(index).1).is_some() {
                return Malformed::because(format!("{}: {key} twice", self.name));
            }
        }
        Ok(found)
    }

    pub fn bytes(&mut self, key: &str) -> Result<Vec<u8>, Malformed> {
        match self.optional(key)? {
            Some(value) => Ok(value),
            None => Malformed::because(format!("{}: {key} is missing", self.name)),
        }
    }

    pub fn text(&mut self, key: &str) -> Result<String, Malformed> {
        let value = self.bytes(key)?;
        String::from_utf8(value).or_else(|_| Malformed::because(format!("{}: {key} is not UTF-8", self.name)))
    }

    pub fn number(&mut self, key: &str) -> Result<u64, Malformed> {
        let text = self.text(key)?;
        let canonical = text == "0" || (!text.starts_with('0') && !text.is_empty());
        match text.parse() {
            Ok(number) if canonical && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(number),
            _ => Malformed::because(format!("{}: {key} is not a number", self.name)),
        }
    }

    pub fn end(self) -> Result<(), Malformed> {
        match self.fields.first() {
            None => Ok(()),
            Some((key, _)) => Malformed::because(format!("{}: unknown key {key}", self.name)),
        }
    }
}
