//! Inputs that are derived from samples by random edits.

use fastrand::Rng;

/// An endless series of texts.
pub(crate) struct Inputs {
    random: Rng,
    samples: &'static [&'static str],
}

/// Fragments that parsers often handle incorrectly.
const WORDS: [&str; 40] = [
    "",
    "0",
    "-",
    "+",
    ".",
    "e",
    "E",
    "9",
    "00",
    "-0",
    "1e400",
    "1E-400",
    "18446744073709551616",
    "-9223372036854775808",
    "NaN",
    "INF",
    "-INF",
    "null",
    "true",
    "[]",
    "{}",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "\u{0}",
    "\u{feff}",
    "ü",
    "🐙",
    "/",
    "//",
    "..",
    "?",
    "#",
    "%",
    "%2f",
    "@",
    ":",
    "|",
];

/// The maximum number of edits of an input.
const EDITS: usize = 6;

/// The maximum length of an input.
const LENGTH: usize = 4096;

impl Inputs {
    pub(crate) fn new(seed: u64, samples: &'static [&'static str]) -> Inputs {
        Inputs { random: Rng::with_seed(seed), samples }
    }

    pub(crate) fn next(&mut self) -> String {
        let mut text: Vec<char> = self.sample().chars().collect();
        // One in eight inputs gets many more edits.
        let edits = if self.random.u8(..8) == 0 { EDITS * 8 } else { self.random.usize(..=EDITS) };
        for _ in 0..edits {
            self.edit(&mut text);
        }
        text.truncate(LENGTH);
        text.into_iter().collect()
    }

    fn sample(&mut self) -> &'static str {
        self.samples[self.random.usize(..self.samples.len())]
    }

    fn edit(&mut self, text: &mut Vec<char>) {
        let at = self.random.usize(..=text.len());
        let end = (at + self.random.usize(..8)).min(text.len());
        match self.random.u8(..8) {
            0 => drop(text.drain(at..end)),
            1 => {
                let again: Vec<char> = text[at..end].to_vec();
                text.splice(at..at, again);
            }
            2 => {
                let word = WORDS[self.random.usize(..WORDS.len())];
                text.splice(at..end, word.chars());
            }
            3 => {
                let word = WORDS[self.random.usize(..WORDS.len())];
                text.splice(at..at, word.chars());
            }
            4 => {
                let other: Vec<char> = self.sample().chars().collect();
                let from = self.random.usize(..=other.len());
                text.splice(at.., other[from..].iter().copied());
            }
            5 => text.insert(at, self.random.char('0'..='9')),
            6 => text.insert(at, self.random.char(' '..='~')),
            _ => text.insert(at, self.random.char(..)),
        }
    }
}
