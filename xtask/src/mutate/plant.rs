//! One planted error: a change of one text.

use super::facts::Facts;
use super::page::Page;
use super::set::Set;
use std::ops::Range;

/// A kind of error that authors make.
pub(super) struct Kind {
    /// Its name on the command line.
    pub(super) name: &'static str,
    /// What it is, for readers.
    pub(super) what: &'static str,
    /// The inputs that it is planted into.
    pub(super) set: Set,
    /// The files that it is planted into.
    pub(super) files: Files,
    /// All such errors that can be planted into a text.
    pub(super) plants: fn(&Page<'_>, &Facts) -> Vec<Plant>,
}

/// Which files an error is planted into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Files {
    /// Pages that document a request.
    Operations,
    /// Pages that document a type.
    Resources,
    /// All pages.
    Pages,
    /// The table of contents.
    Toc,
    /// The metadata.
    Metadata,
}

/// A change of a text.
#[derive(Clone)]
pub(super) struct Plant {
    /// The replaced part.
    pub(super) range: Range<usize>,
    /// What replaces it.
    pub(super) text: String,
    /// Texts, at least one of which a finding about the error contains.
    pub(super) words: Vec<String>,
    /// Where its finding is expected.
    pub(super) place: Place,
}

/// Where the finding about an error is expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At one of the changed lines.
    Lines,
    /// Anywhere in the file, if it names the error: a missing part has no line.
    File,
    /// Anywhere, if it names the error.
    Anywhere,
}

impl Plant {
    /// A changed part, named by `word`.
    pub(super) fn new(range: Range<usize>, text: impl Into<String>, word: impl Into<String>) -> Plant {
        Plant { range, text: text.into(), words: vec![word.into()], place: Place::Lines }
    }

    /// A removed part, named by `word`.
    pub(super) fn removed(range: Range<usize>, word: impl Into<String>) -> Plant {
        Plant { place: Place::File, ..Plant::new(range, "", word) }
    }

    /// Another word that names it.
    pub(super) fn also(mut self, word: impl Into<String>) -> Plant {
        self.words.push(word.into());
        self
    }

    /// The place where its finding is expected.
    pub(super) fn at(self, place: Place) -> Plant {
        Plant { place, ..self }
    }

    /// The text after the change.
    pub(super) fn apply(&self, text: &str) -> String {
        [&text[..self.range.start], &self.text, &text[self.range.end..]].concat()
    }
}

/// A misspelt name: two inner letters are swapped, or one is dropped if both are equal.
pub(super) fn misspelt(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    let letters = |pair: &[char]| pair.iter().all(|it| it.is_ascii_alphabetic()) && pair[0] != pair[1];
    let mid = chars.len() / 2;
    let order = (mid..chars.len().saturating_sub(1)).chain(1..mid.max(1));
    match order.into_iter().find(|at| *at + 1 < chars.len() && letters(&chars[*at..*at + 2])) {
        Some(at) => chars.swap(at, at + 1),
        None => drop(chars.pop()),
    }
    chars.into_iter().collect()
}

/// A name in another case.
pub(super) fn other_case(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower != name {
        return lower;
    }
    let mut chars = name.chars();
    chars.next().map(|it| it.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Plant, misspelt, other_case};

    #[test]
    fn names_change() {
        assert_eq!(misspelt("displayName"), "displyaName");
        assert_ne!(misspelt("id"), "id");
        assert_eq!(other_case("displayName"), "displayname");
        assert_eq!(other_case("name"), "Name");
    }

    #[test]
    fn a_plant_replaces_a_part() {
        assert_eq!(Plant::new(2..3, "x", "x").apply("abc"), "abx");
    }
}
