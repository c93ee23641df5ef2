//! The rules judge as their description does: read from the top, rule by rule, with no index and no shortcut. And nothing
//! that is denied lies where Landlock was told to allow.

use super::choices::Choices;
use super::expression::{Expression, Flags};
use crate::policy::access::Access;
use crate::policy::rules::{Judgement, Rules};
use crate::protocol::order::{Enforcement, OnJailbreak, Order, Pattern};

const NAMES: [&[u8]; 10] = [b"a", b"b", b"ab", b"aa", b"a.b", b".", b"\xff", "é".as_bytes(), b"A", b"-"];
const ACCESSES: [Access; 5] = [Access::READ, Access::WRITE, Access::DEVICE, Access::CONTENT, Access::LIST];
const MOST_RULES: usize = 4;
const MOST_PATHS: usize = 4;
const DEPTH: usize = 3;

/// A canonical path. A name that is a dot alone is none, but rules on letters do not know.
fn path(choices: &mut Choices) -> Vec<u8> {
    let parts = choices.below(5);
    if parts == 0 {
        return b"/".to_vec();
    }
    (0..parts).flat_map(|_| [b"/".as_slice(), choices.one_of(&NAMES)].concat()).collect()
}

struct Model {
    allowed: Vec<(Access, Vec<u8>)>,
    allowed_patterns: Vec<(Access, Expression, Flags)>,
    denied: Vec<Vec<u8>>,
    denied_patterns: Vec<(Expression, Flags)>,
}

fn parts(path: &[u8]) -> Vec<&[u8]> {
    path.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).collect()
}

fn is_at_or_below(path: &[u8], directory: &[u8]) -> bool {
    parts(path).starts_with(&parts(directory))
}

/// The path itself and every directory above it.
fn upwards(path: &[u8]) -> Vec<Vec<u8>> {
    let parts = parts(path);
    let above = |count: usize| match count {
        0 => b"/".to_vec(),
        count => parts[..count].iter().flat_map(|part| [b"/".as_slice(), *part].concat()).collect(),
    };
    (0..=parts.len()).map(above).collect()
}

impl Model {
    fn denies(&self, path: &[u8]) -> bool {
        let by_pattern = |path: &[u8]| {
            let text = String::from_utf8_lossy(path);
            self.denied_patterns.iter().any(|(expression, flags)| expression.matches(&text, *flags))
        };
        self.denied.iter().any(|denied| is_at_or_below(path, denied))
            || upwards(path).iter().any(|path| by_pattern(path))
    }

    fn allows(&self, path: &[u8], needed: Access) -> bool {
        let text = String::from_utf8_lossy(path);
        let by_path = self.allowed.iter().filter(|(access, rule)| {
            if *access == Access::LIST { parts(path) == parts(rule) } else { is_at_or_below(path, rule) }
        });
        let by_pattern = self.allowed_patterns.iter().filter(|(_, rule, flags)| rule.matches(&text, *flags));
        let held = by_path.map(|rule| rule.0).chain(by_pattern.map(|rule| rule.0));
        let held = held.fold(Access::NONE, |held, access| held | access);
        let lists = needed == Access::CONTENT && held.includes(Access::LIST);
        !self.denies(path) && (held.includes(needed) || lists)
    }

    fn shows(&self, path: &[u8]) -> bool {
        let text = String::from_utf8_lossy(path);
        let leads = |rule: &[u8]| is_at_or_below(path, rule) || is_at_or_below(rule, path);
        let by_pattern = self.allowed_patterns.iter().any(|(_, rule, flags)| rule.matches(&text, *flags));
        !self.denies(path) && (self.allowed.iter().any(|(_, rule)| leads(rule)) || by_pattern)
    }
}

/// A pattern as users write them: often bound to the beginning of a path.
fn expression(choices: &mut Choices) -> Expression {
    let free = Expression::choose(choices, DEPTH);
    if choices.flag() {
        return free;
    }
    let path = String::from_utf8_lossy(&path(choices)).into_owned();
    let letters = path.chars().map(Expression::Letter);
    Expression::Row(core::iter::once(Expression::Start).chain(letters).chain([free]).collect())
}

fn pattern(expression: &Expression, flags: Flags) -> Pattern {
    Pattern { source: expression.source(), flags: flags.text() }
}

pub fn rules(bytes: &[u8]) {
    let mut choices = Choices::of(bytes);
    let mut model =
        Model { allowed: Vec::new(), allowed_patterns: Vec::new(), denied: Vec::new(), denied_patterns: Vec::new() };
    for _ in 0..choices.below(MOST_RULES) {
        model.allowed.push((choices.one_of(&ACCESSES), path(&mut choices)));
    }
    for _ in 0..choices.below(MOST_RULES) {
        model.denied.push(path(&mut choices));
    }
    for _ in 0..choices.below(3) {
        let access = choices.one_of(&[Access::READ, Access::WRITE, Access::CONTENT]);
        model.allowed_patterns.push((access, expression(&mut choices), Flags::choose(&mut choices)));
    }
    for _ in 0..choices.below(3) {
        model.denied_patterns.push((expression(&mut choices), Flags::choose(&mut choices)));
    }
    let order = Order {
        attach: None,
        file: b"/a".to_vec(),
        arguments: vec![b"a".to_vec()],
        keep: Vec::new(),
        on_jailbreak: OnJailbreak::Deny,
        detached: false,
        network: false,
        hide_metadata: false,
        enforcement: Enforcement::Full,
        landlock_abi: None,
        allow: Vec::new(),
        allow_patterns: model.allowed_patterns.iter().map(|rule| (rule.0, pattern(&rule.1, rule.2))).collect(),
        deny: model.denied.clone(),
        deny_patterns: model.denied_patterns.iter().map(|rule| pattern(&rule.0, rule.1)).collect(),
    };
    let mut rules = Rules::of(&order).expect("patterns that were made to be compiled");
    let mut granted = Vec::new();
    for (access, path) in &model.allowed {
        // As `confine::landlock::build` decides it.
        let grants = !matches!(*access, Access::CONTENT | Access::LIST) && !rules.has_holes(path);
        rules.allow(path, *access, grants);
        if grants {
            granted.push(path);
        }
    }
    let needs =
        [Access::CONTENT, Access::EXECUTE, Access::CHANGE, Access::ALTER, Access::READ, Access::WRITE, Access::DEVICE];
    for _ in 0..MOST_PATHS {
        let path = path(&mut choices);
        let shown = path.escape_ascii().to_string();
        for needed in needs {
            let judgement = rules.judge(&path, needed);
            let allowed = judgement != Judgement::Refused;
            assert_eq!(allowed, model.allows(&path, needed), "{shown} {needed:?} of {order:?} and {:?}", model.allowed);
            let held = granted.iter().any(|granted| is_at_or_below(&path, granted));
            assert!(judgement != Judgement::Granted || held, "{shown} is not Landlock's");
            assert!(!(held && model.denies(&path)), "{shown} is denied, and Landlock allows it: {order:?}");
        }
        assert_eq!(rules.shows(&path), model.shows(&path), "{shown} of {order:?} and {:?}", model.allowed);
        assert_eq!(rules.is_denied(&path), model.denies(&path), "{shown} of {order:?}");
        let holds = model.denies(&path) || model.denied.iter().any(|denied| is_at_or_below(denied, &path));
        assert_eq!(rules.holds_denied(&path), holds, "{shown} of {order:?}");
        for directory in upwards(&path) {
            assert!(!model.denies(&path) || rules.has_holes(&directory), "{shown} is a hole: {order:?}");
        }
    }
}
