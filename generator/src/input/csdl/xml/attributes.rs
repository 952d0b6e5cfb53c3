//! Start tags → attributes.

use super::Attribute;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{FileId, SourceMap, Span};
use memchr::memchr;
use quick_xml::escape::{self, EscapeError};
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;
use std::borrow::Cow;

/// A start tag.
#[derive(Debug)]
pub(super) struct StartTag<'a> {
    /// The name, with prefix.
    pub(super) name: &'a str,
    /// The place of the name.
    pub(super) name_span: Span,
    /// Attributes, also those of other namespaces.
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// The reason that a file is not well-formed.
pub(super) type Problem = Box<Diagnostic>;

/// Reads a start tag that was borrowed from `file`.
pub(super) fn start_tag<'a>(
    sources: &'a SourceMap,
    file: FileId,
    tag: &BytesStart<'_>,
) -> Result<StartTag<'a>, Problem> {
    // The methods of the tag return borrows of the tag, so its parts are looked up in the text.
    let tag_span = sources.span_of(file, tag);
    let text = &sources[tag_span];
    let own = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + part.len();
        (&text[range.clone()], tag_span.part(range))
    };
    let (name, name_span) = own(tag.name().0);
    let mut res = StartTag { name, name_span, attributes: Vec::new() };
    let has_entities = memchr(b'&', text.as_bytes()).is_some();
    for attribute in tag.attributes() {
        match attribute {
            Ok(it) => {
                let ((name, name_span), (raw, span)) = (own(it.key.0), own(&it.value));
                let value = if has_entities { unescaped(raw, span)? } else { Cow::Borrowed(raw) };
                res.attributes.push(Attribute { name, name_span, value, span });
            }
            Err(err @ AttrError::Duplicated(..)) => return Err(problem(sources, tag_span, &err)),
            Err(err) => {
                return Err(unquoted(&res.attributes).unwrap_or_else(|| problem(sources, tag_span, &err)));
            }
        }
    }
    Ok(res)
}

/// A value that extends into the next attribute (`Name="n Type="`): its closing quote is missing.
fn unquoted(attributes: &[Attribute<'_>]) -> Option<Problem> {
    let last = attributes.last().filter(|it| it.value.trim_end().ends_with('='))?;
    let report = Diagnostic::new(Code::MetadataMalformed, last.span, format!("unterminated value of `{}`", last.name));
    Some(report.label("missing closing quote").into())
}

/// Text with `&amp;` and the like replaced.
pub(super) fn unescaped(raw: &str, span: Span) -> Result<Cow<'_, str>, Problem> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(raw));
    }
    escape::unescape(raw).map_err(|err| {
        let start = match &err {
            // These errors contain the range of the name.
            EscapeError::UnrecognizedEntity(range, _) | EscapeError::UnterminatedEntity(range) => range.start,
            EscapeError::InvalidCharRef(_) => raw.find("&#").unwrap_or(0),
            _ => 0,
        };
        let start = raw.as_bytes().iter().take(start + 1).rposition(|it| *it == b'&').unwrap_or(0);
        let len = raw[start..].find(';').map_or(1, |it| it + 1);
        let report = Diagnostic::new(Code::MetadataMalformed, span.part(start..start + len), "invalid XML entity");
        report.help("write `&amp;` for `&`").into()
    })
}

fn problem(sources: &SourceMap, tag: Span, err: &AttrError) -> Problem {
    let at = |offset: usize, len: usize| {
        let text = &sources[tag];
        let start = (0..=offset.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
        let end = (start + len..).take_while(|it| *it < text.len()).find(|it| text.is_char_boundary(*it));
        tag.part(start..end.unwrap_or(text.len()).max(start))
    };
    let word = |offset: usize| {
        let rest = sources[tag].get(offset..).unwrap_or_default();
        at(offset, rest.find(['=', ' ', '\t', '\r', '\n']).unwrap_or(rest.len()))
    };
    let report = |span, message: &str| Diagnostic::new(Code::MetadataMalformed, span, message);
    let report = match *err {
        AttrError::ExpectedEq(offset) => report(at(offset, 1), "attribute without a value").label("expected `=`"),
        AttrError::ExpectedValue(offset) => {
            report(at(offset, 1), "attribute without a value").label("expected a value")
        }
        AttrError::UnquotedValue(offset) => report(word(offset), "attribute value without quotes"),
        AttrError::ExpectedQuote(offset, _) => {
            report(at(offset, 1), "unterminated attribute value").label("expected a quote")
        }
        AttrError::Duplicated(offset, first) => {
            let name = word(offset);
            report(name, &format!("duplicate attribute `{}`", &sources[name])).also(word(first), "first given here")
        }
    };
    report.into()
}
