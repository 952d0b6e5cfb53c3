//! Pages that nothing links: no other page, or no table of contents.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::parse::include;
use crate::input::markdown::{BlockKind, Topic};
use crate::input::toc::{Entry, Toc};
use crate::source::{FileId, SourceMap, Span};
use crate::spelling;
use std::collections::{BTreeSet, HashSet};

/// Reports pages that no other page links.
pub(super) fn orphaned(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    topics: &[Topic],
    linked: &BTreeSet<FileId>,
) {
    for topic in topics.iter().filter(|it| !linked.contains(&it.file) && !is_start(sources, it)) {
        let name = &sources.file(topic.file).name;
        let report = Diagnostic::new(Code::PageOrphaned, title(topic), format!("no other page links `{name}`"));
        diagnostics.report(report.help("link it from the page of its type, or remove it"));
    }
}

/// Reports pages that no table of contents lists, if there is one.
pub(super) fn unlisted(diagnostics: &mut Diagnostics, sources: &SourceMap, topics: &[Topic], tocs: &[Toc]) {
    if tocs.is_empty() {
        return;
    }
    let mut listed = HashSet::new();
    for toc in tocs {
        let path = &sources.file(toc.file).path;
        toc.entries.iter().for_each(|it| add(&mut listed, path, it));
    }
    let pages: Vec<String> = topics.iter().map(|it| sources.file(it.file).path.to_lowercase()).collect();
    let mut missing = listed.clone();
    for page in &pages {
        missing.remove(page);
    }
    for (topic, path) in topics.iter().zip(&pages).filter(|(it, _)| !is_start(sources, it)) {
        // An entry with a misspelled name is reported itself.
        if listed.contains(path) || missing.iter().any(|it| is_misspelled(it, path)) {
            continue;
        }
        let message = format!("no table of contents lists `{}`", sources.file(topic.file).name);
        let report = Diagnostic::new(Code::PageUnlisted, title(topic), message);
        diagnostics.report(report.help("add an entry with its path to `toc.yml`"));
    }
}

/// Whether a path that does not exist is that of a page with a misspelled name.
fn is_misspelled(written: &str, page: &str) -> bool {
    let at = written.rfind('/').map_or(0, |it| it + 1);
    page.get(..at) == Some(&written[..at]) && spelling::nearest(&written[at..], [&page[at..]]).is_some()
}

/// Adds the paths of an entry and of those below it, in lower case.
fn add(listed: &mut HashSet<String>, toc: &str, entry: &Entry) {
    let href = entry.href.as_ref().and_then(|it| it.value.split(['?', '#']).next());
    listed.extend(href.and_then(|it| include::join(toc, it)).map(|it| it.to_lowercase()));
    entry.entries.iter().for_each(|it| add(listed, toc, it));
}

/// Whether readers come to a page without a link.
fn is_start(sources: &SourceMap, topic: &Topic) -> bool {
    ["index", "readme", "toc", "overview"].iter().any(|it| sources.file(topic.file).stem().eq_ignore_ascii_case(it))
}

/// The title of a page, or its start.
fn title(topic: &Topic) -> Span {
    let headings = topic.blocks.iter().filter(|it| matches!(it.kind, BlockKind::Heading(_)));
    headings.map(|it| it.span).next().unwrap_or(Span::new(topic.file, 0..0))
}
