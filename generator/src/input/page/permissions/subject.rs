//! The subjects that permissions are for: resources, callers' own data, workflows.

use super::names::is_name;
use crate::input::markdown::inline;
use crate::model::permission::Alternative;
use crate::source::{SourceMap, Span, Spanned};

/// A longer text before a colon is a sentence.
const MAX_LABEL: usize = 60;

/// The subject of all tables below a heading: `Permissions for channel`, `For applications:`. The heading of the section
/// itself, `Permissions`, names none.
pub fn of_heading(heading: &str, span: Span) -> Option<Spanned<String>> {
    let text = inline::plain_text(heading);
    let text = text.trim_end_matches([':', ' ']);
    let lower = text.to_ascii_lowercase();
    let own = ["permissions", "permission", "prerequisites"].iter().find(|it| lower.starts_with(**it));
    let rest = own.map_or(text, |it| text[it.len()..].trim_start());
    let is_subject = own.is_none() || ["for ", "acting "].iter().any(|it| rest.starts_with(it));
    (is_subject && !rest.is_empty()).then(|| Spanned::new(of_label(rest), span))
}

/// The subject of the table after a paragraph: `For applications:`.
pub fn of_paragraph(sources: &SourceMap, span: Span) -> Option<Spanned<String>> {
    let text = sources[span].trim();
    let is_label = text.ends_with(':') && is_introduced(text) && text.len() <= MAX_LABEL && !text.contains('\n');
    is_label.then(|| Spanned::new(of_label(text), span))
}

/// The subject of a column: `permissions acting on self (from least to most privileged)`. `header` is in lower case.
pub(super) fn of_column(header: &str, span: Span) -> Option<Spanned<String>> {
    let text = header.split('(').next().unwrap_or_default().trim();
    let rest = text.strip_prefix("permissions").or_else(|| text.strip_prefix("permission"))?.trim();
    (!rest.is_empty()).then(|| Spanned::new(of_label(rest), span))
}

/// A subject within another one.
pub(super) fn within(outer: Option<&Spanned<String>>, inner: Option<Spanned<String>>) -> Option<Spanned<String>> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(Spanned::new(format!("{}, {}", outer.value, inner.value), inner.span)),
        (outer, inner) => inner.or_else(|| outer.cloned()),
    }
}

/// Splits `For **user** resource: A, B` at the colon, if the text before it is a label.
pub(super) fn split(line: &str) -> (Option<&str>, &str) {
    let Some((label, rest)) = line.split_once(':') else { return (None, line) };
    let has_names = label.split([' ', ',', '*', '`', '(', ')']).any(|it| is_name(it.trim_matches('.')));
    let is_label = !has_names
        && label.len() <= MAX_LABEL
        && label.contains(|it: char| it.is_alphabetic())
        && !label.contains("rivilege")
        && !label.contains(['[', '.'])
        && (is_introduced(label) || label.contains("**"));
    if is_label { (Some(label), rest) } else { (None, line) }
}

/// The subject after the last permission of a line: `Chat.Read for a chat message.`
pub(super) fn after(sources: &SourceMap, line: &str, last: &Alternative) -> Option<String> {
    let name = last.names.last()?;
    let start = sources.span_of(name.span.file, line).start;
    let rest = line.get((name.span.end - start) as usize..)?.trim();
    let subject = rest.strip_prefix("for a ").or_else(|| rest.strip_prefix("for an "))?;
    let subject = subject.trim_end_matches(['.', ' ', ',']);
    (!subject.is_empty() && subject.len() <= MAX_LABEL && !subject.contains(['.', '('])).then(|| of_label(subject))
}

/// The name of a subject, without markup and without the words around it.
pub(super) fn of_label(label: &str) -> String {
    let text = inline::plain_text(label);
    let text = text.trim_end_matches([':', ' ']);
    let text = INTRODUCTIONS
        .iter()
        .find(|it| {
            text.len() > it.len() && text.is_char_boundary(it.len()) && text[..it.len()].eq_ignore_ascii_case(it)
        })
        .map_or(text, |it| &text[it.len()..]);
    let text = text.strip_suffix(" resource").unwrap_or(text);
    text.trim().to_owned()
}

const INTRODUCTIONS: [&str; 4] = ["for the ", "for ", "in the ", "in "];

fn is_introduced(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    INTRODUCTIONS.iter().any(|it| text.starts_with(it))
}
