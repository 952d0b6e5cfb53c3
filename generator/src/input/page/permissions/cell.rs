//! Reads the permissions in a cell: alternatives, conjunctions, and the subjects that they are for.

use super::names::names;
use super::subject;
use crate::model::permission::{Alternative, Requirement};
use crate::source::{FileId, SourceMap, Span, Spanned};

/// More alternatives than this are not distributed: `A, B plus C, D` are four.
const MAX_DISTRIBUTED: usize = 64;

/// The requirements in a cell, from its first permission to its last one. Prose, links and footnotes are ignored.
pub(super) fn requirements(sources: &SourceMap, cell: Span) -> Vec<Requirement> {
    let mut res: Vec<Requirement> = Vec::new();
    let has_names = || !names(sources, cell.file, &sources[cell]).is_empty();
    for line in lines(&sources[cell]) {
        let (label, list) = subject::split(line);
        let mut found = alternatives(sources, cell.file, list);
        let after = || found.last().and_then(|it| subject::after(sources, line, it));
        let text = label.map(subject::of_label).or_else(after).filter(|_| has_names());
        if let Some(text) = text {
            let span = sources.span_of(cell.file, line);
            res.push(Requirement { subject: Some(Spanned::new(text, span)), alternatives: Vec::new() });
        } else if found.is_empty() {
            continue;
        } else if res.is_empty() {
            res.push(Requirement::default());
        }
        if let Some(last) = res.last_mut() {
            found.drain(..).for_each(|it| last.add(it));
        }
    }
    res
}

/// The lines of a cell.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let is_break = |it: &str| {
        let name = it.trim_matches(['/', ' ']);
        name.eq_ignore_ascii_case("br")
    };
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let ends = text.match_indices('<').filter_map(|(start, _)| {
            let end = start + text[start..].find('>')?;
            is_break(&text[start + 1..end]).then_some((start, end + 1))
        });
        let line = match ends.into_iter().next() {
            Some((start, end)) => {
                rest = Some(&text[end..]);
                &text[..start]
            }
            None => {
                rest = None;
                text
            }
        };
        Some(line)
    })
}

/// How a permission is connected to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Connection {
    /// `A, B`, `A or B`, `A, B, and C`: one of them is enough.
    Or,
    /// `A and B`: both are required.
    And,
    /// `A, B plus C`: everything before requires what follows.
    Plus,
}

fn alternatives(sources: &SourceMap, file: FileId, text: &str) -> Vec<Alternative> {
    // Every list requires one of the next list as well.
    let mut lists: Vec<Vec<Alternative>> = Vec::new();
    let mut end = 0;
    for word in names(sources, file, text) {
        let start = (word.span.start - sources.span_of(file, text).start) as usize;
        let connection = connection(&text[end..start]);
        end = start + word.value.len();
        let name = Alternative { names: vec![word] };
        match (lists.last_mut(), connection) {
            (Some(list), Connection::And) => {
                let last = list.last_mut().expect("a list begins with its first permission");
                *last = last.and(&name);
            }
            (Some(list), Connection::Or) => list.push(name),
            _ => lists.push(vec![name]),
        }
    }
    lists.into_iter().reduce(both).unwrap_or_default()
}

/// Distributes: `(A or B) and (C or D)`.
fn both(first: Vec<Alternative>, second: Vec<Alternative>) -> Vec<Alternative> {
    if first.len() * second.len() > MAX_DISTRIBUTED {
        return first;
    }
    first.iter().flat_map(|it| second.iter().map(|other| it.and(other))).collect()
}

fn connection(between: &str) -> Connection {
    let has = |word: &str| between.split(|it: char| !it.is_ascii_alphabetic()).any(|it| it.eq_ignore_ascii_case(word));
    if has("plus") {
        Connection::Plus
    } else if has("and") && !has("or") && !between.contains(',') {
        Connection::And
    } else {
        Connection::Or
    }
}
