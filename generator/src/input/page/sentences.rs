//! Sentences of the *Request body* and *Response* sections.

use super::{RequestBody, Response};
use crate::input::markdown::inline::{self, Link};
use crate::source::{SourceMap, Span, Spanned};

/// Reads a paragraph of the Request body section. Facts from earlier paragraphs are kept.
pub(super) fn body(sources: &SourceMap, paragraph: Span, body: &mut RequestBody) {
    let (text, links) = inline::plain_and_links(sources, paragraph);
    let text = inline::lower(text);
    body.span = Some(body.span.unwrap_or(paragraph));
    // A body that is not required may be sent.
    let text = text.replace("no request body is required", "");
    let denies = [
        "do not supply",
        "don't supply",
        "does not require a request body",
        "leave the request body empty",
        "no request body",
    ];
    if denies.iter().any(|it| text.contains(it)) && body.properties.is_empty() && body.ty.is_none() {
        body.is_none = true;
        return;
    }
    if text.contains("parameter") && body.ty.is_none() {
        body.is_parameters = true;
    }
    let supplies = ["representation of", "representation for", "json object", "supply a", "supply the", "provide a"];
    if body.ty.is_none() && !body.is_parameters && supplies.iter().any(|it| text.contains(it)) {
        body.ty = type_link(links).map(|link| link.text).or_else(|| marked_word(sources, paragraph));
    }
}

/// Reads a paragraph of the Response section. Facts from earlier paragraphs are kept.
pub(super) fn response(sources: &SourceMap, paragraph: Span, response: &mut Response) {
    let (text, links) = inline::plain_and_links(sources, paragraph);
    let text = inline::lower(text);
    response.first.get_or_insert(paragraph);
    response.is_raw |= is_raw(&text);
    let is_first = response.statuses.is_empty();
    response.statuses.extend(statuses(sources, paragraph));
    let returns_nothing = [
        "does not return anything",
        "doesn't return anything",
        "no response body",
        "empty response body",
        "not return a response body",
    ];
    if returns_nothing.iter().any(|it| text.contains(it)) {
        response.is_none |= response.ty.is_none();
        return;
    }
    let is_about = is_first && (!response.statuses.is_empty() || text.contains("return"));
    if response.ty.is_some() || response.is_none || !(is_about || text.contains("response body")) {
        return;
    }
    // Without a body, a type is what a header refers to, or what the service works on.
    if response.statuses.first().is_some_and(|it| matches!(it.value, 202 | 204)) && !text.contains("body") {
        return;
    }
    if let Some(link) = type_link(links) {
        let before = sources[Span { end: link.span.start, ..paragraph }].to_lowercase();
        let after = sources[Span { start: link.span.end, ..paragraph }].to_lowercase();
        response.is_collection = is_many(&before, &after);
        response.ty = Some(link.text);
    } else if let Some(word) = marked_word(sources, paragraph).or_else(|| plain_type(sources, paragraph)) {
        let before = sources[Span { end: word.span.start, ..paragraph }].to_lowercase();
        let after = sources[Span { start: word.span.end, ..paragraph }].to_lowercase();
        response.is_collection = is_many(&before, &after);
        response.ty = Some(word);
    }
}

/// Whether a text in lower case says that a result is not JSON with a type.
fn is_raw(text: &str) -> bool {
    let words = ["binary", "octet-stream", "byte stream", "bytes of", "base64", "base-64", "redirect", "a count of"];
    words.iter().any(|it| text.contains(it))
}

/// Reads a paragraph of a section below the Response section.
pub(super) fn nested_response(sources: &SourceMap, paragraph: Span, response: &mut Response) {
    response.statuses.extend(statuses(sources, paragraph));
    response.is_raw |= is_raw(&inline::plain_lower(sources, paragraph));
}

/// Whether the words around a type name indicate a collection.
fn is_many(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '`', '\n', '\r']);
    let many = ["collection of", "list of", "array of", "set of", "collection of the", "collection containing"];
    let after = after.trim_start_matches([' ', '*', '`', '\n', '\r', ')']);
    many.iter().any(|it| before.ends_with(it))
        || after.starts_with("collection")
        || after.starts_with("object collection")
        || after.starts_with("resource collection")
        || ["objects", "resources", "entities"].iter().any(|it| after.starts_with(it))
        || before.rsplit(['.', ',']).next().is_some_and(|it| it.contains("collection of "))
        || (before.ends_with("collection of one or more") || before.ends_with("collection of zero or more"))
}

/// The success codes of a paragraph: `` `201 Created` ``.
fn statuses(sources: &SourceMap, paragraph: Span) -> Vec<Spanned<u16>> {
    let text = &sources[paragraph];
    let digits = text.bytes().enumerate().filter(|(_, it)| it.is_ascii_digit());
    let codes = digits.filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let digits = text[*at..].chars().take_while(char::is_ascii_digit).count();
        // `200-series` is any code that begins with 2.
        let is_series = text[*at..].chars().nth(digits) == Some('-');
        digits == 3 && !is_series && before.is_none_or(|it| matches!(it, '`' | ' ' | '*' | '\n' | '(' | '['))
    });
    let codes = codes.filter_map(|(at, _)| {
        let value: u16 = text[at..at + 3].parse().ok()?;
        (200..400).contains(&value).then(|| Spanned::new(value, paragraph.part(at..at + 3)))
    });
    codes.collect()
}

/// The first link that points at a resource page, or has no target.
fn type_link(links: Vec<Link>) -> Option<Link> {
    links.into_iter().find(|link| {
        let is_name = is_type_name(&link.text.value);
        is_name && link.target.as_ref().is_none_or(|it| it.value.contains("resources/") || !it.value.contains('/'))
    })
}

fn is_type_name(text: &str) -> bool {
    let is_part = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_alphabetic()) && it.chars().all(|it| it.is_alphanumeric() || it == '_')
    };
    !text.is_empty() && text.split('.').all(is_part)
}

/// A bold or code word that is a type name: `**alert** object`.
fn marked_word(sources: &SourceMap, paragraph: Span) -> Option<Spanned<String>> {
    let text = &sources[paragraph];
    let mut rest = text;
    while let Some(at) = rest.find(['*', '`']) {
        let mark = if rest[at..].starts_with("**") { "**" } else { &rest[at..=at] };
        let inner = &rest[at + mark.len()..];
        let end = inner.find(mark)?;
        let (word, after) = (&inner[..end], &inner[end + mark.len()..]);
        let names_type = ["object", "collection", "resource", "entity", "entities", "item"];
        if is_type_name(word) && names_type.iter().any(|it| after.trim_start().to_lowercase().starts_with(it)) {
            return Some(Spanned::new(word.to_owned(), sources.span_of(paragraph.file, word)));
        }
        rest = after;
    }
    None
}

/// `and a String in the response body`, `a Edm.String collection in the response body`.
fn plain_type(sources: &SourceMap, paragraph: Span) -> Option<Spanned<String>> {
    let text = &sources[paragraph];
    let end = text.find(" in the response body")?;
    let phrase = text[..end].rsplit([',', ';']).next()?;
    let mut words = phrase
        .split_whitespace()
        .rev()
        .filter(|it| !matches!(it.to_lowercase().as_str(), "collection" | "object" | "objects" | "value"));
    let word = words.next()?.trim_matches(['*', '`']);
    let introduced = words.next().is_some_and(|it| matches!(it.to_lowercase().as_str(), "a" | "an" | "the" | "of"));
    (introduced && is_type_name(word)).then(|| Spanned::new(word.to_owned(), sources.span_of(paragraph.file, word)))
}
