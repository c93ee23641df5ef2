//! The golden vectors in `protocol/vectors`, which the library's tests read too.

use super::order::{Enforcement, OnJailbreak, Order, Pattern};
use super::record;
use super::report::{self, Jailbreak};
use crate::attach::Inherited;
use crate::policy::access::Access;
use crate::sys::process::Ending;
use serde_json::Value;

fn read(name: &str) -> Value {
    let path = format!("{}/../protocol/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).expect("golden vectors")).expect("JSON")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// A string stands for its UTF-8, an object for what its base64 says.
fn bytes(value: &Value) -> Vec<u8> {
    match value["base64"].as_str() {
        None => text(value).as_bytes().to_vec(),
        Some(encoded) => decode_base64(encoded),
    }
}

fn decode_base64(encoded: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut decoded) = (0u32, 0, Vec::new());
    for digit in encoded.chars().filter_map(|character| DIGITS.find(character)) {
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
        }
    }
    decoded
}

#[test]
fn records_are_written_and_read_as_the_vectors_say() {
    let vectors = read("records");
    for vector in list(&vectors["valid"]) {
        let fields: Vec<(String, Vec<u8>)> =
            list(&vector["fields"]).map(|field| (text(&field[0]).to_owned(), bytes(&field[1]))).collect();
        let borrowed: Vec<(&str, &[u8])> = fields.iter().map(|(key, value)| (key.as_str(), value.as_slice())).collect();
        let (name, line) = (text(&vector["name"]), bytes(&vector["line"]));
        assert_eq!(record::write(name, &borrowed), line, "{}", vector["title"]);
        let read = record::read(line.strip_suffix(b"\n").expect("a line")).expect("valid");
        let read_fields: Vec<(&str, &[u8])> = read.fields.iter().map(|(key, value)| (*key, &**value)).collect();
        assert_eq!((read.name, read_fields), (name, borrowed), "{}", vector["title"]);
    }
    for vector in list(&vectors["invalid"]) {
        let line = bytes(&vector["line"]);
        let Some(line) = line.strip_suffix(b"\n") else { continue };
        assert!(record::read(line).is_err(), "{}", vector["title"]);
    }
}

fn pattern(value: &Value) -> Pattern {
    Pattern { source: text(&value["source"]).to_owned(), flags: text(&value["flags"]).to_owned() }
}

#[test]
fn orders_to_attach_are_read_as_the_vectors_say() {
    for vector in list(&read("order")["attach"]) {
        let expected = &vector["attach"];
        let order = Order::read(&bytes(&vector["text"])).expect("an order");
        let attach = order.attach.expect("it attaches");
        let number = |name: &str| text(&expected[name]).parse::<u64>().expect("a number");
        assert_eq!((i64::from(attach.pid), attach.start), (expected["pid"].as_i64().expect("pid"), number("start")));
        let flags = [attach.kills_on_failure, attach.closes_outside].map(Some);
        assert_eq!(flags, ["kill", "close"].map(|name| expected[name].as_bool()));
    }
}

#[test]
fn orders_are_read_as_the_vectors_say() {
    let vectors = read("order");
    for vector in list(&vectors["valid"]) {
        let expected = &vector["order"];
        let order =
            Order::read(&bytes(&vector["text"])).unwrap_or_else(|error| panic!("{}: {error:?}", vector["title"]));
        let options = &expected["options"];
        assert_eq!(order.file, bytes(&expected["file"]));
        assert_eq!(order.arguments, list(&expected["argv"]).map(bytes).collect::<Vec<_>>());
        assert_eq!(order.keep, list(&expected["keep"]).map(|fd| fd.as_u64().expect("fd") as u32).collect::<Vec<_>>());
        let on_jailbreak = match text(&options["onJailbreak"]) {
            "kill" => OnJailbreak::Kill,
            "deny" => OnJailbreak::Deny,
            "log" => OnJailbreak::Log,
            _ => OnJailbreak::Ask,
        };
        let enforcement = match text(&options["enforcement"]) {
            "full" => Enforcement::Full,
            "partial" => Enforcement::Partial,
            _ => Enforcement::Nested,
        };
        assert_eq!((order.on_jailbreak, order.enforcement), (on_jailbreak, enforcement));
        assert_eq!(Some(order.detached), options["detached"].as_bool());
        assert_eq!(Some(order.network), options["network"].as_bool());
        assert_eq!(order.hide_metadata, text(&options["metadata"]) == "deny");
        assert_eq!(order.landlock_abi, options["landlockAbi"].as_u64().map(|abi| abi as u32));
        let allow: Vec<_> = list(&expected["allow"])
            .map(|rule| {
                let access = Access::from_word(text(&rule["access"])).expect("access");
                (access, bytes(&rule["path"]), rule["optional"].as_bool().unwrap_or(false))
            })
            .collect();
        let read: Vec<_> = order.allow.into_iter().map(|rule| (rule.access, rule.path, rule.optional)).collect();
        assert_eq!(read, allow);
        let patterns: Vec<_> = list(&expected["allowPatterns"])
            .map(|rule| (Access::from_word(text(&rule["access"])).expect("access"), pattern(rule)))
            .collect();
        assert_eq!(order.allow_patterns, patterns);
        assert_eq!(order.deny, list(&expected["deny"]).map(bytes).collect::<Vec<_>>());
        assert_eq!(order.deny_patterns, list(&expected["denyPatterns"]).map(pattern).collect::<Vec<_>>());
    }
    for vector in list(&vectors["invalid"]) {
        assert!(Order::read(&bytes(&vector["text"])).is_err(), "{}", vector["title"]);
    }
}

/// The areas are leaked: in the keeper they are constants.
fn constant(value: &str) -> &'static str {
    Box::leak(value.to_owned().into_boxed_str())
}

fn written(record: &Value) -> Option<Vec<u8>> {
    let number = |key: &str| record[key].as_u64().expect("a number");
    let word = |key: &str| constant(text(&record[key]));
    Some(match text(&record["name"]) {
        "started" => {
            let areas = record["areas"].as_object().into_iter().flatten();
            let areas = areas.map(|(area, extent)| (constant(area), constant(text(extent)))).collect();
            report::started(number("pid") as i32, number("landlock") as u32, &areas)
        }
        "failed" => report::failed(word("syscall"), number("errno") as i32),
        "refused" => report::refused(word("reason"), &bytes(&record["detail"])),
        "jailbreak" => {
            let exact = &record["bytes"];
            let attempt = Jailbreak {
                mode: word("mode"),
                file: bytes(&exact["file"]),
                requested: bytes(&exact["requested"]),
                syscall: word("syscall"),
                pid: number("pid") as u32,
                ppid: number("ppid") as u32,
                executable: bytes(&exact["executable"]),
                arguments: list(&exact["argv"]).map(bytes).collect(),
                cwd: bytes(&exact["cwd"]),
                time_us: number("timeMicroseconds"),
            };
            report::jailbreak(number("id"), &attempt, word("verdict"))
        }
        "repeated" => report::repeated(number("id"), number("count")),
        "inherited" => {
            const MODES: [&str; 5] = ["read", "write", "read-write", "path", "map"];
            let is = |name: &str| record[name].as_bool().expect("a boolean");
            let inherited = Inherited {
                fd: record["fd"].as_i64().map(|fd| fd as i32),
                path: bytes(&record["path"]),
                mode: MODES.into_iter().find(|mode| *mode == word("mode")).expect("a mode"),
                is_outside: is("isOutside"),
            };
            report::inherited(&inherited, is("isClosed"))
        }
        "ended" => {
            let ending = match (record["code"].as_i64(), record["signal"].as_i64()) {
                (Some(code), _) => Ending::Code(code as i32),
                (None, Some(signal)) => Ending::Signal(signal as i32),
                (None, None) => Ending::Unknown,
            };
            report::ended(ending, number("jailbreaks"))
        }
        "lost" => report::lost(word("cause")),
        _ => return None,
    })
}

#[test]
fn reports_are_written_as_the_vectors_say() {
    for vector in list(&read("report")["valid"]) {
        let line = written(&vector["record"]).unwrap_or_else(|| panic!("{}", vector["title"]));
        assert_eq!(
            String::from_utf8_lossy(&line),
            String::from_utf8_lossy(&bytes(&vector["line"])),
            "{}",
            vector["title"]
        );
    }
}

#[test]
fn examinations_are_written_as_the_vectors_say() {
    for vector in list(&read("examination")["valid"]) {
        let feature = &vector["feature"];
        let value = feature["value"].as_u64().map(|value| value as u32);
        let line = report::feature(text(&feature["name"]), feature["errno"].as_i64().expect("a number") as i32, value);
        assert_eq!(line, bytes(&vector["line"]), "{}", vector["title"]);
    }
}

#[test]
fn verdicts_are_read() {
    assert_eq!(report::read_verdict(b"verdict id=7 value=deny"), Ok((7, report::Verdict::Deny)));
    assert!(report::read_verdict(b"verdict id=7 value=allow").is_err());
    assert!(report::read_verdict(b"end").is_err());
}
