//! The engine for regular expressions finds what the expression means: a deny pattern that does not match what it should
//! is an open door.

use super::choices::Choices;
use super::expression::{Expression, Flags, LETTERS};
use crate::policy::rules::{compile, matches};
use crate::protocol::order::Pattern;

const DEPTH: usize = 4;
/// Long enough for every way to match, short enough for all ways to go astray.
const MOST_LETTERS: usize = 9;
const MOST_TEXTS: usize = 6;
const LONGEST_SOURCE: usize = 48;

pub fn text(choices: &mut Choices) -> String {
    (0..choices.below(MOST_LETTERS)).map(|_| choices.one_of(&LETTERS)).collect()
}

pub fn patterns(bytes: &[u8]) {
    let mut choices = Choices::of(bytes);
    if choices.below(4) == 0 {
        return written_by_hand(choices);
    }
    let flags = Flags::choose(&mut choices);
    let expression = Expression::choose(&mut choices, DEPTH);
    let pattern = Pattern { source: expression.source(), flags: flags.text() };
    let regex = compile(&pattern).unwrap_or_else(|error| panic!("{pattern:?}: {error}"));
    for _ in 0..MOST_TEXTS {
        let text = text(&mut choices);
        assert_eq!(matches(&regex, &text), expression.matches(&text, flags), "{pattern:?} on {text:?}");
    }
}

/// Any source at all: it compiles or is refused, and does not bring the keeper down.
fn written_by_hand(mut choices: Choices) {
    let (flags, text) = (Flags::choose(&mut choices), text(&mut choices));
    let rest = choices.rest();
    let Ok(source) = std::str::from_utf8(&rest[..rest.len().min(LONGEST_SOURCE)]) else { return };
    // Repetitions of repetitions take their time in any engine, which the keeper bounds.
    if source.matches(['*', '+', '{']).count() > 1 {
        return;
    }
    if let Ok(regex) = compile(&Pattern { source: source.into(), flags: flags.text() }) {
        matches(&regex, &text);
    }
}
