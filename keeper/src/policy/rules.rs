//! The rules, and the one question that every call asks them.
//!
//! A rule is *granted* when Landlock holds it: then the kernel refuses whatever we misjudge, and a call that we find
//! allowed may simply go on. Every other allowed path (a pattern, a path that did not exist at the start, a tree with a
//! denied place in it) is unknown to Landlock: the keeper performs the call itself, on what it has pinned.

use super::access::Access;
use crate::prelude::*;
use crate::protocol::order::{Order, Pattern};
use crate::sys::process;
use alloc::collections::BTreeMap;
use core::fmt::{self, Write};
use regress::{Flags, Regex};

/// Of computing, not of the clock. An ordinary path takes microseconds, the deepest possible a tenth of a second for a
/// usual glob.
const LONGEST_SEARCH_SECONDS: i64 = 2;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// Allowed, and Landlock knows: the kernel may go on.
    Granted,
    /// Allowed, but Landlock does not know: the keeper performs it.
    Performed,
    Refused,
}

#[derive(Default)]
pub struct Rules {
    granted: BTreeMap<Vec<u8>, Access>,
    performed: BTreeMap<Vec<u8>, Access>,
    patterns: Vec<(Access, Regex)>,
    denied: BTreeMap<Vec<u8>, ()>,
    denied_patterns: Vec<Regex>,
    /// Where each denied pattern can match at all.
    denied_below: Vec<Vec<u8>>,
}

/// The directories above `path`, itself first, `/` last.
pub fn ancestors(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut end = Some(path.len());
    core::iter::from_fn(move || {
        let here = end?;
        let current = if here == 0 { &b"/"[..] } else { &path[..here] };
        end = match here {
            0 | 1 => None,
            _ => path[..here].iter().rposition(|&byte| byte == b'/').filter(|_| current != b"/"),
        };
        Some(current)
    })
}

pub fn is_beneath(path: &[u8], directory: &[u8]) -> bool {
    directory == b"/" || path.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
}

/// The directory below which an anchored pattern can match: as much of it as is plain letters. `/` when in doubt.
fn literal_directory(pattern: &Pattern) -> Vec<u8> {
    const ANYWHERE: &[u8] = b"/";
    let Some(rest) = pattern.source.strip_prefix('^') else { return ANYWHERE.to_vec() };
    if pattern.flags.contains(['i', 'm', 'v']) || rest.contains('|') {
        return ANYWHERE.to_vec();
    }
    let mut literal = Vec::new();
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        let plain = match character {
            '\\' => characters.next().filter(char::is_ascii_punctuation),
            '/' | '_' | '-' | ' ' | ',' | '@' | '%' | '~' | ':' => Some(character),
            character if character.is_alphanumeric() => Some(character),
            _ => None,
        };
        let repeated = matches!(characters.peek(), Some('*' | '+' | '?' | '{'));
        let Some(plain) = plain.filter(|_| !repeated) else { break };
        literal.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
    }
    match literal.iter().rposition(|&byte| byte == b'/') {
        Some(end) if end > 0 && literal[0] == b'/' => literal[..end].to_vec(),
        _ => ANYWHERE.to_vec(),
    }
}

/// Whether a step of the program that the engine made can never match, as `[]` cannot.
fn has_impossible_step(regex: &Regex) -> bool {
    struct Search(bool);
    impl Write for Search {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 |= text == "JustFail";
            Ok(())
        }
    }
    let mut search = Search(false);
    write!(search, "{regex:?}").is_err() || search.0
}

pub fn compile(pattern: &Pattern) -> Result<Regex, String> {
    let mut flags = Flags::from(pattern.flags.as_str());
    let make = |flags| Regex::with_flags(&pattern.source, flags).map_err(|error| error.to_string());
    let regex = make(flags)?;
    if !has_impossible_step(&regex) {
        return Ok(regex);
    }
    // Where such a step is repeated the engine's optimized program panics.
    flags.no_opt = true;
    make(flags)
}

pub fn matches(regex: &Regex, path: &str) -> bool {
    regex.find(path).is_some()
}

/// Bounds the time of what `search` matches. The engine tries one way after the other, for some patterns and paths longer
/// than anybody waits: who chooses the path could make the keeper hang. When the time is up the supervisor dies, and with
/// it the jail.
fn bounded<T>(search: impl FnOnce() -> T) -> T {
    if cfg!(fuzzing) {
        return search();
    }
    process::limit_time(LONGEST_SEARCH_SECONDS);
    let found = search();
    process::limit_time(0);
    found
}

impl Rules {
    /// The rules that need no descriptor. The paths follow with `allow` as they are opened.
    pub fn of(order: &Order) -> Result<Rules, String> {
        let mut rules = Rules::default();
        for (access, pattern) in &order.allow_patterns {
            rules.patterns.push((*access, compile(pattern)?));
        }
        for pattern in &order.deny_patterns {
            rules.denied_patterns.push(compile(pattern)?);
            rules.denied_below.push(literal_directory(pattern));
        }
        for path in &order.deny {
            rules.denied.insert(path.clone(), ());
        }
        Ok(rules)
    }

    /// Adds the canonical form of a denied path beside the one that was written.
    pub fn deny(&mut self, path: &[u8]) {
        self.denied.insert(path.to_vec(), ());
    }

    /// Whether something inside the subtree may be denied, so that Landlock must not hold it as a whole.
    pub fn has_holes(&self, directory: &[u8]) -> bool {
        let mut denied = self.denied.keys().chain(&self.denied_below);
        denied.any(|denied| is_beneath(denied, directory) || is_beneath(directory, denied))
    }

    pub fn allow(&mut self, path: &[u8], access: Access, granted: bool) {
        let table = if granted { &mut self.granted } else { &mut self.performed };
        let entry = table.entry(path.to_vec()).or_insert(Access::NONE);
        *entry = *entry | access;
    }

    /// Whether `path` itself, or a directory above it, is denied.
    pub fn is_denied(&self, path: &[u8]) -> bool {
        if !self.denied.is_empty() && ancestors(path).any(|ancestor| self.denied.contains_key(ancestor)) {
            return true;
        }
        if self.denied_patterns.is_empty() {
            return false;
        }
        // A pattern that matches a directory denies what is in it.
        bounded(|| {
            ancestors(path).any(|ancestor| {
                let text = String::from_utf8_lossy(ancestor);
                self.denied_patterns.iter().any(|regex| matches(regex, &text))
            })
        })
    }

    /// Whether something denied lies at `path` or below it: then it must not be moved or removed as a whole.
    pub fn holds_denied(&self, path: &[u8]) -> bool {
        self.is_denied(path) || self.denied.keys().any(|denied| is_beneath(denied, path))
    }

    /// Whether the way to a denied place leads through `path`: a link made there would lead around what is denied.
    pub fn leads_to_denied(&self, path: &[u8]) -> bool {
        self.denied.keys().chain(&self.denied_below).any(|denied| is_beneath(denied, path))
    }

    /// Whether patterns deny: then what is in a directory cannot be known from its name.
    pub fn denies_by_pattern(&self) -> bool {
        !self.denied_patterns.is_empty()
    }

    /// Whether a rule allows anything at this path, or at something below it.
    pub fn shows(&self, path: &[u8]) -> bool {
        if self.is_denied(path) {
            return false;
        }
        let tables = [&self.granted, &self.performed];
        let allowed = |path: &[u8]| tables.iter().any(|table| table.contains_key(path));
        let text = String::from_utf8_lossy(path);
        ancestors(path).any(allowed)
            || tables.iter().any(|table| table.keys().any(|rule| is_beneath(rule, path)))
            || bounded(|| self.patterns.iter().any(|(_, regex)| matches(regex, &text)))
    }

    /// What Landlock grants by a rule with exactly this path.
    pub fn granted_at(&self, path: &[u8]) -> Option<Access> {
        self.granted.get(path).copied()
    }

    /// Whether any rule lets names in this directory be made, moved or removed.
    pub fn lets_names_change_in(&self, directory: &[u8]) -> bool {
        let tables = [&self.granted, &self.performed];
        let alters = |path: &[u8]| {
            tables.iter().any(|table| table.get(path).is_some_and(|access| access.includes(Access::ALTER)))
        };
        ancestors(directory).any(alters) || self.patterns.iter().any(|(access, _)| access.includes(Access::ALTER))
    }

    pub fn judge(&self, path: &[u8], needed: Access) -> Judgement {
        if self.is_denied(path) {
            return Judgement::Refused;
        }
        let mut held = Access::NONE;
        for ancestor in ancestors(path) {
            if let Some(&access) = self.granted.get(ancestor) {
                held = held | access;
                if held.includes(needed) {
                    return Judgement::Granted;
                }
            }
        }
        for ancestor in ancestors(path) {
            if let Some(&access) = self.performed.get(ancestor) {
                held = held | if ancestor == path { access } else { access.without_list() };
            }
        }
        if held.includes(needed) || (needed == Access::CONTENT && held.includes(Access::LIST)) {
            return Judgement::Performed;
        }
        if !self.patterns.is_empty() {
            let text = String::from_utf8_lossy(path);
            let matching = || self.patterns.iter().filter(|(_, regex)| matches(regex, &text));
            held = bounded(|| matching().fold(held, |held, (access, _)| held | *access));
        }
        if held.includes(needed) { Judgement::Performed } else { Judgement::Refused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str) -> Pattern {
        Pattern { source: source.into(), flags: String::new() }
    }

    #[test]
    fn ancestors_end_at_the_root() {
        let all: Vec<_> = ancestors(b"/a/b").collect();
        assert_eq!(all, [&b"/a/b"[..], b"/a", b"/"]);
        assert_eq!(ancestors(b"/").collect::<Vec<_>>(), [&b"/"[..]]);
    }

    #[test]
    fn a_subtree_is_not_its_namesake() {
        let mut rules = Rules::default();
        rules.allow(b"/a", Access::READ, true);
        assert_eq!(rules.judge(b"/a/b", Access::CONTENT), Judgement::Granted);
        assert_eq!(rules.judge(b"/ab", Access::CONTENT), Judgement::Refused);
        assert_eq!(rules.judge(b"/a/b", Access::CHANGE), Judgement::Refused);
    }

    #[test]
    fn deny_is_stronger_and_reaches_below() {
        let mut rules = Rules::default();
        rules.allow(b"/a", Access::WRITE, true);
        rules.deny(b"/a/secret");
        assert_eq!(rules.judge(b"/a/secret/x", Access::CONTENT), Judgement::Refused);
        assert!(rules.has_holes(b"/a") && rules.has_holes(b"/a/secret/x") && !rules.has_holes(b"/b"));
        assert!(rules.holds_denied(b"/a") && !rules.holds_denied(b"/a/other"));
    }

    #[test]
    fn a_listed_directory_is_only_listed() {
        let mut rules = Rules::default();
        rules.allow(b"/a", Access::LIST, false);
        assert_eq!(rules.judge(b"/a", Access::CONTENT), Judgement::Performed);
        assert_eq!(rules.judge(b"/a/b", Access::CONTENT), Judgement::Refused);
    }

    #[test]
    fn patterns_are_bounded_by_their_letters() {
        assert_eq!(literal_directory(&pattern(r"^\/work\/my\.dir\/[^/]*$")), b"/work/my.dir");
        assert_eq!(literal_directory(&pattern(r"^\/work\/s*")), b"/work");
        assert_eq!(literal_directory(&pattern(r"\.pem$")), b"/");
        assert_eq!(literal_directory(&pattern(r"^\/a\/b|c")), b"/");
    }

    #[test]
    fn what_can_never_match_matches_nothing() {
        for source in ["[]*$", "^(?:[^\\s\\S])+", "a[]?b"] {
            let regex = compile(&pattern(source)).expect("an expression");
            assert_eq!(matches(&regex, "ab"), source != "^(?:[^\\s\\S])+", "{source}");
        }
    }
}
