//! Limits of lengths and ranges of numbers. All texts are in lower case.

use super::text::{number, sentences};

/// Words directly before the greatest number of characters.
const BEFORE: [&str; 16] = [
    "maximum of",
    "maximum",
    "max",
    "not exceed",
    "can't exceed",
    "cannot exceed",
    "up to",
    "limited to",
    "at most",
    "longer than",
    "more than",
    "limit of",
    "maximum length is",
    "maximum length of",
    "maximum length",
    "maximum length:",
];

/// Words directly after it.
const AFTER: [&str; 5] = ["limit", "maximum", "or less", "or fewer", "max"];

/// Words that state a length without `characters`.
const LENGTHS: [&str; 5] =
    ["maximum length is", "maximum length of", "maximum length:", "max length:", "maximum allowed length is"];

/// *Maximum length is 64 characters.*
pub(super) fn max_length(lower: &str) -> Option<u64> {
    sentences(lower).find_map(|sentence| {
        if sentence.contains("able to exceed") || sentence.contains("minimum") || sentence.contains(" first ") {
            return None;
        }
        numbers(sentence).find_map(|(before, value, after)| {
            let before = before.trim_end();
            let of_characters = after.trim_start_matches([' ', '-']);
            let rest = ["characters", "character", "chars"].iter().find_map(|it| of_characters.strip_prefix(it));
            let is_limit = match rest {
                Some(rest) => {
                    ends_with(before, &BEFORE)
                        || before.ends_with("size is")
                        || AFTER.iter().any(|it| rest.trim_start().starts_with(it))
                }
                None => after.is_empty() && ends_with(before, &LENGTHS),
            };
            u64::try_from(value).ok().filter(|it| is_limit && *it > 0)
        })
    })
}

/// *This collection can contain a maximum of 500 elements.*
pub(super) fn max_items(lower: &str) -> Option<u64> {
    sentences(lower).find_map(|sentence| {
        numbers(sentence).find_map(|(before, value, after)| {
            let is_limit = before.trim_end().ends_with("can contain a maximum of")
                && ["elements", "items"].iter().any(|it| after.trim_start().starts_with(it));
            u64::try_from(value).ok().filter(|_| is_limit)
        })
    })
}

/// *Valid values 1 to 365.* *It must be between 0 and 50, inclusive.* *The maximum value is 10.*
pub(super) fn range(lower: &str) -> (Option<i64>, Option<i64>) {
    let pair = sentences(lower).find_map(|sentence| {
        numbers(sentence).find_map(|(before, first, after)| {
            let before = before.trim_end();
            let between = before.strip_suffix("between");
            let is_between = between.is_some_and(|it| {
                ends_with(it.trim_end(), &["must be", "should be", "value", "set", "number", "valid values are"])
            });
            let is_valid = ["valid values", "valid values are", "valid values:"].iter().any(|it| before.ends_with(it));
            let separator = if between.is_some() { "and " } else { "to " };
            let (last, rest) = number(after.trim_start().strip_prefix(separator)?)?;
            let has_unit =
                rest.trim_start().starts_with(|it: char| it.is_ascii_alphabetic()) && !rest.contains("inclusive");
            ((is_between && !has_unit || is_valid) && first <= last).then_some((first, last))
        })
    });
    // The range of the type limits nothing.
    if pair == Some((i64::from(i32::MIN), i64::from(i32::MAX))) {
        return (None, None);
    }
    if let Some((minimum, maximum)) = pair {
        return (Some(minimum), Some(maximum));
    }
    (bound(lower, "minimum"), bound(lower, "maximum"))
}

/// `The minimum value is 5`.
fn bound(lower: &str, word: &str) -> Option<i64> {
    let ends = [" value is", " allowed value is", " is", " valid value is"];
    sentences(lower).find_map(|sentence| {
        numbers(sentence).find_map(|(before, value, after)| {
            let before = before.trim_end();
            let is_bound = ends.iter().any(|it| before.strip_suffix(it).is_some_and(|it| it.ends_with(word)));
            (is_bound && (after.is_empty() || after.starts_with([',', ';', ')', '.']))).then_some(value)
        })
    })
}

fn ends_with(text: &str, all: &[&str]) -> bool {
    all.iter().any(|it| text.strip_suffix(it).is_some_and(|it| !it.ends_with(|it: char| it.is_alphanumeric())))
}

/// The numbers of a sentence, each with the texts before and after it.
fn numbers(sentence: &str) -> impl Iterator<Item = (&str, i64, &str)> {
    let starts = sentence.char_indices().filter(|(at, it)| {
        let before = sentence[..*at].chars().next_back();
        (it.is_ascii_digit() || *it == '-') && before.is_none_or(|it| it == ' ' || it == '(')
    });
    starts.filter_map(|(at, _)| {
        let (value, rest) = number(&sentence[at..])?;
        Some((&sentence[..at], value, rest))
    })
}
