//! The sections of a page: missing, in another order or case, and text before the title.

use super::sections::{Heading, has_place, is_reported, title};
use super::usual::Usual;
use crate::diagnostics::{Code, Diagnostic, Edit, listing};
use crate::input::markdown::{BlockKind, Topic};
use crate::input::page::Page;
use crate::input::page::sections::SectionKind;
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
        let is_needed = |it: &SectionKind| *it != SectionKind::Body || has_body(page);
        let parts: Vec<SectionKind> = parts.iter().copied().filter(is_needed).collect();
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

/// Whether a request of the page can have a body. If no example has its method, the method is wrong, and reported.
fn has_body(page: &Page) -> bool {
    let Some(operation) = &page.operation else { return false };
    let can_have_body = |it: Method| !matches!(it, Method::Get | Method::Delete | Method::Head);
    let mut shown = operation.examples.iter().filter_map(|it| it.request.as_ref()).map(|it| it.method.value).peekable();
    let is_shown = shown.peek().is_none() || shown.any(can_have_body);
    is_shown && operation.requests.iter().any(|it| can_have_body(it.method.value))
}

/// The sections that nearly all pages with the same `doc_type` have, and this page does not.
fn missing(parts: &[SectionKind], headings: &[Heading<'_>]) -> Option<Diagnostic> {
    // A page with none of them is of another kind.
    if !headings.iter().any(|it| it.part.is_some_and(|it| parts.contains(&it))) {
        return None;
    }
    let is_near = |it: &Heading<'_>, title| it.part.is_none() && spelling::nearest(it.text, [title]).is_some();
    // `## Request` with a request is an example.
    let is = |it: &Heading<'_>, part| it.part == Some(part) && !(part == SectionKind::Body && it.shows_message);
    let has = |part: SectionKind| {
        headings.iter().any(|it| is(it, part)) || headings.iter().any(|it| is_near(it, title(part)))
    };
    let missing: Vec<SectionKind> = parts.iter().copied().filter(|it| !is_reported(*it) && !has(*it)).collect();
    let first = missing.first()?;
    let after = headings.iter().find(|it| it.part.is_some_and(|it| it > *first));
    let (at, place) = after.map(|it| (it.span, "before")).or(headings.last().map(|it| (it.span, "after")))?;
    let titles: Vec<&str> = missing.iter().map(|it| title(*it)).collect();
    let report = Diagnostic::new(Code::SectionMissing, at, format!("this page has no section {}", listing(&titles)))
        .label(format!("expected {place} this section"))
        .note("nearly all pages of this kind have it")
        .help(format!("add a section `## {}`", title(*first)));
    Some(report)
}

/// The first section that comes after one that it usually precedes.
fn order(headings: &[Heading<'_>]) -> Option<Diagnostic> {
    let top = headings.iter().map(|it| it.level).min()?;
    let parts = headings.iter().filter(|it| it.level == top);
    let parts: Vec<(&Heading<'_>, SectionKind)> =
        parts.filter_map(|it| Some((it, it.part.filter(|it| has_place(*it))?))).collect();
    let at = parts.windows(2).position(|it| it[0].1 > it[1].1)?;
    let (before, after) = (parts[at], parts[at + 1]);
    let message = format!("the section `{}` comes after `{}`", after.0.text, before.0.text);
    let report = Diagnostic::new(Code::SectionOrder, after.0.span, message);
    let of_example = of_example(before.1, &parts[at + 1..]);
    if of_example.is_empty() {
        let help = format!("move its text before `{}`; examples can stay", before.0.text);
        return Some(report.also(before.0.span, "expected before this section").help(help));
    }
    let marks = "#".repeat(usize::from(top) + 1);
    let written: Vec<String> = of_example.iter().map(|it| format!("{marks} {}", it.text)).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    Some(report.also(before.0.span, "expected below this section").help(format!("write {}", listing(&written))))
}

/// The requests and responses directly after an example, which are parts of it.
fn of_example<'a, 'b>(before: SectionKind, after: &[(&'b Heading<'a>, SectionKind)]) -> Vec<&'b Heading<'a>> {
    if before != SectionKind::Examples {
        return Vec::new();
    }
    let is_part = |(it, part): &&(&Heading<'_>, SectionKind)| {
        it.shows_message && matches!(part, SectionKind::Body | SectionKind::Response)
    };
    after.iter().take_while(is_part).map(|it| it.0).collect()
}

/// A heading that most pages spell with other capital letters.
fn case(usual: &Usual<'_>, heading: &Heading<'_>) -> Option<Diagnostic> {
    heading.part?;
    let spelling = *usual.spellings.get(heading.text)?;
    let message = format!("most pages spell `{}` as `{spelling}`", heading.text);
    let report = Diagnostic::new(Code::SectionCase, heading.span, message).help(format!("write `{spelling}`"));
    let is_plain = heading.span.range().len() == heading.text.len();
    Some(if is_plain { report.patch([Edit::replace(heading.span, spelling)]) } else { report })
}
