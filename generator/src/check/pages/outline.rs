//! The sections of a page: missing, in another order or case, and text before the title.

use super::sections::{Heading, Part};
use super::usual::Usual;
use crate::diagnostics::{Code, Diagnostic, Edit, listing};
use crate::input::markdown::{BlockKind, Topic};
use crate::input::page::Page;
use crate::model::http::Method;
use crate::source::SourceMap;
use crate::spelling;

pub(super) fn check(
    res: &mut Vec<Diagnostic>,
    sources: &SourceMap,
    usual: &Usual<'_>,
    topic: &Topic,
    page: &Page,
    headings: &[Heading<'_>],
) {
    res.extend(before_title(sources, topic));
    let kind = topic.front_matter.as_ref().and_then(|it| it.get(sources, "doc_type"));
    if let Some(parts) = kind.and_then(|it| usual.parts.get(it)) {
        // Readers do not miss the body of a request that has none.
        let parts: Vec<Part> = parts.iter().copied().filter(|it| *it != Part::Body || has_body(page)).collect();
        res.extend(missing(&parts, headings));
    }
    res.extend(order(headings));
    res.extend(headings.iter().filter_map(|it| case(usual, it)));
}

/// Text before the first heading.
fn before_title(sources: &SourceMap, topic: &Topic) -> Option<Diagnostic> {
    let title = topic.blocks.iter().position(|it| matches!(it.kind, BlockKind::Heading(_)))?;
    let is_text = |kind: &BlockKind| {
        matches!(kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Table(_) | BlockKind::Code(_))
    };
    let block = topic.blocks[..title].iter().find(|it| is_text(&it.kind) && it.span.file == topic.file)?;
    let report = Diagnostic::new(Code::TextBeforeTitle, sources.first_line(block.span), "text before the title");
    Some(report.also(topic.blocks[title].span, "the title is here").help("move the text below the title"))
}

/// Whether a request of the page can have a body.
fn has_body(page: &Page) -> bool {
    let requests = page.operation.iter().flat_map(|it| &it.requests);
    requests.into_iter().any(|it| !matches!(it.method.value, Method::Get | Method::Delete | Method::Head))
}

/// The sections that nearly all pages with the same `doc_type` have, and this page does not.
fn missing(parts: &[Part], headings: &[Heading<'_>]) -> Option<Diagnostic> {
    // A page with none of them is of another kind.
    if !headings.iter().any(|it| it.part.is_some_and(|it| parts.contains(&it))) {
        return None;
    }
    let is_near = |it: &Heading<'_>, title| it.part.is_none() && spelling::nearest(it.text, [title]).is_some();
    let has = |part: Part| headings.iter().any(|it| it.part == Some(part) || is_near(it, part.title()));
    let missing: Vec<Part> = parts.iter().copied().filter(|it| !it.is_reported() && !has(*it)).collect();
    let first = missing.first()?;
    let after = headings.iter().find(|it| it.part.is_some_and(|it| it > *first));
    let (at, place) = after.map(|it| (it.span, "before")).or(headings.last().map(|it| (it.span, "after")))?;
    let titles: Vec<&str> = missing.iter().map(|it| it.title()).collect();
    let report = Diagnostic::new(Code::SectionMissing, at, format!("this page has no section {}", listing(&titles)))
        .label(format!("expected {place} this section"))
        .note("nearly all pages of this kind have it")
        .help(format!("add a section `## {}`", first.title()));
    Some(report)
}

/// The first section that comes after one that it usually precedes.
fn order(headings: &[Heading<'_>]) -> Option<Diagnostic> {
    let top = headings.iter().map(|it| it.level).min()?;
    let parts = headings.iter().filter(|it| it.level == top);
    let parts: Vec<(&Heading<'_>, Part)> =
        parts.filter_map(|it| Some((it, it.part.filter(|it| it.has_place())?))).collect();
    let (before, after) = parts.windows(2).find(|it| it[0].1 > it[1].1).map(|it| (it[0], it[1]))?;
    let message = format!("the section `{}` comes after `{}`", after.0.text, before.0.text);
    let report = Diagnostic::new(Code::SectionOrder, after.0.span, message)
        .also(before.0.span, "expected before this section")
        .help(format!("move its text before `{}`; examples can stay", before.0.text));
    Some(report)
}

/// A heading that nearly all pages spell with other capital letters.
fn case(usual: &Usual<'_>, heading: &Heading<'_>) -> Option<Diagnostic> {
    heading.part?;
    let spelling = *usual.spellings.get(&heading.text.to_lowercase())?;
    if spelling == heading.text {
        return None;
    }
    let message = format!("nearly all pages spell `{}` as `{spelling}`", heading.text);
    let report = Diagnostic::new(Code::SectionCase, heading.span, message).help(format!("write `{spelling}`"));
    let is_plain = heading.span.range().len() == heading.text.len();
    Some(if is_plain { report.patch([Edit::replace(heading.span, spelling)]) } else { report })
}
