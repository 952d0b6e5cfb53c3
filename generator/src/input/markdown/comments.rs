//! The comments of a file, and their scopes.

use super::parse::{self, front_matter::front_matter};
use crate::diagnostics::Diagnostics;
use crate::source::{FileId, FileKind, SourceMap, Span};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// A comment, with `<!--` and `-->`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comment {
    pub(crate) span: Span,
    /// The whole file if the comment is before the first section (the title does not begin one); else from the comment to
    /// the next heading. XML has no sections.
    pub(crate) scope: Span,
}

/// The comments of a file. Comments in code are text.
pub(crate) fn comments(sources: &SourceMap, file: FileId) -> Vec<Comment> {
    let source = sources.file(file);
    let whole = Span::new(file, 0..source.text.len());
    match source.kind {
        FileKind::Page | FileKind::Include => of_markdown(sources, whole),
        FileKind::Metadata => spans(sources, whole).map(|span| Comment { span, scope: whole }).collect(),
        FileKind::Baseline
        | FileKind::Toc
        | FileKind::Permissions
        | FileKind::Description
        | FileKind::Fragment
        | FileKind::Image => Vec::new(),
    }
}

fn of_markdown(sources: &SourceMap, whole: Span) -> Vec<Comment> {
    let text = &sources[whole];
    // Errors in the front matter were reported when the page was parsed.
    let front_matter = front_matter(&mut Diagnostics::default(), sources, whole.file);
    let start = front_matter.map_or_else(|| parse::bom(text), |it| it.span.end as usize);
    let (mut headings, mut found) = (Vec::new(), Vec::new());
    for (event, range) in Parser::new_ext(&text[start..], Options::ENABLE_TABLES).into_offset_iter() {
        let span = whole.part(start + range.start..start + range.end);
        match event {
            Event::Start(Tag::Heading { .. }) if parse::heading::tab_of(sources, span).is_none() => {
                headings.push(span.start)
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => found.extend(spans(sources, span)),
            _ => {}
        }
    }
    let scope = |span: &Span| {
        let n_before = headings.partition_point(|it| *it < span.start);
        let end = headings.get(n_before).copied().unwrap_or(whole.end);
        if n_before < 2 { whole } else { Span { end, ..*span } }
    };
    found.into_iter().map(|span| Comment { scope: scope(&span), span }).collect()
}

/// The comments in a piece of HTML or XML.
fn spans(sources: &SourceMap, html: Span) -> impl Iterator<Item = Span> {
    let text = &sources[html];
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find("<!--")?;
        let end = start + text[start..].find("-->")? + "-->".len();
        at = end;
        Some(html.part(start..end))
    })
}
