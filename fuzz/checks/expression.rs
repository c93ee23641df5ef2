//! Regular expressions made from choices, and a plain matcher for them: the set of all ends that a start can have. It
//! knows neither greed nor backtracking, so it cannot go astray in them.

use super::choices::Choices;
use std::collections::BTreeSet;

#[derive(Debug)]
pub enum Expression {
    Letter(char),
    AnyLetter,
    Class { negated: bool, ranges: Vec<(char, char)> },
    Row(Vec<Expression>),
    Either(Box<Expression>, Box<Expression>),
    Repeated { what: Box<Expression>, least: usize, most: Option<usize>, lazy: bool },
    Start,
    End,
    WordBoundary { negated: bool },
    Ahead { what: Box<Expression>, negated: bool },
}

#[derive(Clone, Copy, Debug)]
pub struct Flags {
    pub any_case: bool,
    pub multiline: bool,
    pub dot_all: bool,
    pub unicode: bool,
}

impl Flags {
    pub fn choose(choices: &mut Choices) -> Flags {
        let bits = choices.byte();
        Flags { any_case: bits & 1 != 0, multiline: bits & 2 != 0, dot_all: bits & 4 != 0, unicode: bits & 8 != 0 }
    }

    pub fn text(self) -> String {
        let all = [(self.any_case, 'i'), (self.multiline, 'm'), (self.dot_all, 's'), (self.unicode, 'u')];
        all.into_iter().filter(|(set, _)| *set).map(|(_, letter)| letter).collect()
    }
}

pub const LETTERS: [char; 12] = ['a', 'b', 'A', '/', '.', '-', '_', '0', 'é', '\n', ' ', '*'];

const SYNTAX: &str = "\\^$.*+?()[]{}|/";

fn literal(letter: char) -> String {
    if SYNTAX.contains(letter) { format!("\\{letter}") } else { letter.into() }
}

impl Expression {
    pub fn choose(choices: &mut Choices, depth: usize) -> Expression {
        let boxed = |choices: &mut Choices| Box::new(Expression::choose(choices, depth - 1));
        match choices.below(if depth == 0 { 8 } else { 16 }) {
            0..=4 => Expression::Letter(choices.one_of(&LETTERS)),
            5 => Expression::AnyLetter,
            6 => Expression::class(choices),
            7 => match choices.below(4) {
                0 => Expression::Start,
                1 => Expression::End,
                number => Expression::WordBoundary { negated: number == 3 },
            },
            8..=11 => Expression::Row((0..choices.below(5)).map(|_| Expression::choose(choices, depth - 1)).collect()),
            12 => Expression::Either(boxed(choices), boxed(choices)),
            13 => Expression::Ahead { what: boxed(choices), negated: choices.flag() },
            _ => {
                let least = choices.below(3);
                let (what, lazy) = (boxed(choices), choices.flag());
                // Where nothing at all is repeated without a limit the engine may go on for ever; the keeper bounds its time.
                let limited = choices.below(4) == 0 || what.may_be_empty();
                let most = limited.then(|| least + choices.below(2));
                Expression::Repeated { what, least, most, lazy }
            }
        }
    }

    fn class(choices: &mut Choices) -> Expression {
        let negated = choices.flag();
        let ranges = (0..choices.below(3)).map(|_| {
            let first = choices.one_of(&LETTERS);
            let last = if choices.flag() { choices.one_of(&LETTERS) } else { first };
            (first.min(last), first.max(last))
        });
        Expression::Class { negated, ranges: ranges.collect() }
    }

    fn may_be_empty(&self) -> bool {
        match self {
            Expression::Letter(_) | Expression::AnyLetter | Expression::Class { .. } => false,
            Expression::Row(all) => all.iter().all(Expression::may_be_empty),
            Expression::Either(left, right) => left.may_be_empty() || right.may_be_empty(),
            Expression::Repeated { what, least, .. } => *least == 0 || what.may_be_empty(),
            Expression::Start | Expression::End | Expression::WordBoundary { .. } | Expression::Ahead { .. } => true,
        }
    }

    pub fn source(&self) -> String {
        match self {
            Expression::Letter(letter) => literal(*letter),
            Expression::AnyLetter => ".".into(),
            Expression::Class { negated, ranges } => {
                let member = |letter: char| {
                    if letter == '-' || SYNTAX.contains(letter) { format!("\\{letter}") } else { letter.into() }
                };
                let ranges = ranges.iter().map(|&(first, last)| format!("{}-{}", member(first), member(last)));
                format!("[{}{}]", if *negated { "^" } else { "" }, ranges.collect::<String>())
            }
            Expression::Row(all) => all.iter().map(Expression::source).collect(),
            Expression::Either(left, right) => format!("(?:{}|{})", left.source(), right.source()),
            Expression::Repeated { what, least, most, lazy } => {
                let count = match most {
                    Some(most) => format!("{{{least},{most}}}"),
                    None => match least {
                        0 => "*".into(),
                        1 => "+".into(),
                        least => format!("{{{least},}}"),
                    },
                };
                format!("(?:{}){count}{}", what.source(), if *lazy { "?" } else { "" })
            }
            Expression::Start => "^".into(),
            Expression::End => "$".into(),
            Expression::WordBoundary { negated } => if *negated { "\\B" } else { "\\b" }.into(),
            Expression::Ahead { what, negated } => {
                format!("(?{}{})", if *negated { '!' } else { '=' }, what.source())
            }
        }
    }

    /// Whether it matches anywhere in `text`.
    pub fn matches(&self, text: &str, flags: Flags) -> bool {
        let text: Vec<char> = text.chars().collect();
        (0..=text.len()).any(|start| !self.ends(&text, start, flags).is_empty())
    }

    fn ends(&self, text: &[char], start: usize, flags: Flags) -> BTreeSet<usize> {
        let step = |fits: bool| if fits { BTreeSet::from([start + 1]) } else { BTreeSet::new() };
        let stay = |fits: bool| if fits { BTreeSet::from([start]) } else { BTreeSet::new() };
        let here = text.get(start).copied();
        let before = start.checked_sub(1).map(|at| text[at]);
        let is_line_end = |letter: Option<char>| letter.is_none() || flags.multiline && letter == Some('\n');
        match self {
            Expression::Letter(letter) => step(here.is_some_and(|here| same(here, *letter, flags))),
            Expression::AnyLetter => step(here.is_some_and(|here| flags.dot_all || here != '\n')),
            Expression::Class { negated, ranges } => {
                step(here.is_some_and(|here| ranges.iter().any(|&range| is_in(here, range, flags)) != *negated))
            }
            Expression::Row(all) => all.iter().fold(stay(true), |starts, part| {
                starts.into_iter().flat_map(|start| part.ends(text, start, flags)).collect()
            }),
            Expression::Either(left, right) => {
                left.ends(text, start, flags).union(&right.ends(text, start, flags)).copied().collect()
            }
            Expression::Repeated { what, least, most, .. } => repeated(what, *least, *most, text, start, flags),
            Expression::Start => stay(is_line_end(before)),
            Expression::End => stay(is_line_end(here)),
            Expression::WordBoundary { negated } => stay((is_word(before) != is_word(here)) != *negated),
            Expression::Ahead { what, negated } => stay(what.ends(text, start, flags).is_empty() == *negated),
        }
    }
}

fn repeated(
    what: &Expression,
    least: usize,
    most: Option<usize>,
    text: &[char],
    start: usize,
    flags: Flags,
) -> BTreeSet<usize> {
    let again = |starts: &BTreeSet<usize>| -> BTreeSet<usize> {
        starts.iter().flat_map(|&start| what.ends(text, start, flags)).collect()
    };
    let mut reached = BTreeSet::from([start]);
    for _ in 0..least {
        reached = again(&reached);
    }
    let mut ends = reached.clone();
    // Each further round goes on from what is new: what was reached before had more rounds left.
    for _ in 0..most.map_or(text.len() + 1, |most| most - least) {
        reached = again(&reached).difference(&ends).copied().collect();
        ends.extend(&reached);
    }
    ends
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

fn other_case(letter: char) -> char {
    let other = if letter.is_lowercase() { letter.to_uppercase().next() } else { letter.to_lowercase().next() };
    other.unwrap_or(letter)
}

fn same(here: char, letter: char, flags: Flags) -> bool {
    here == letter || flags.any_case && other_case(here) == letter
}

fn is_in(here: char, (first, last): (char, char), flags: Flags) -> bool {
    let holds = |letter: char| (first..=last).contains(&letter);
    holds(here) || flags.any_case && holds(other_case(here))
}
