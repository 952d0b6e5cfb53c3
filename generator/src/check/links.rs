//! Links of pages: their targets, and the sections that they name.

mod pages;
mod targets;

use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, and_more};
use crate::input::markdown::{Link, LinkKind, Topic};
use crate::input::toc::Toc;
use crate::source::{FileId, SourceMap};
use rayon::prelude::*;
use std::collections::BTreeSet;
use targets::{Known, Target, Targets};

/// Checks the links of all pages, in parallel, and reports pages that nothing links.
///
/// If many links have no target, only a part of the documentation was read: then a link is wrong only if its name is similar
/// to that of another page.
pub fn check(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    topics: &[Topic],
    tocs: &[Toc],
    requested: &Requested,
) {
    let targets = &Targets::new(sources, topics, requested);
    let all: Vec<Findings> = topics.par_iter().map_init(Known::new, |known, it| findings(targets, known, it)).collect();
    let n_links: usize = topics.iter().map(|it| it.links.len()).sum();
    let n_missing: usize = all.iter().map(|it| it.missing.len()).sum();
    let is_complete = n_missing * MOST_MISSING <= n_links;
    let n_images: usize = all.iter().map(|it| it.images.len()).sum();
    let has_images = targets.has_images() || n_images <= FEW_IMAGES;
    let mut linked = BTreeSet::new();
    for mut it in all {
        linked.extend(it.linked);
        it.missing.retain(|it| is_complete || it.help.is_some());
        diagnostics.report_all(it.missing.into_iter().chain(it.images.into_iter().filter(|_| has_images)));
        diagnostics.report_all(it.others);
    }
    if is_complete && requested.has(Code::PageOrphaned) {
        pages::orphaned(diagnostics, sources, topics, &linked);
    }
    if requested.has(Code::PageUnlisted) {
        pages::unlisted(diagnostics, sources, topics, tocs);
    }
}

/// A tenth of all links can be wrong.
const MOST_MISSING: usize = 10;

/// If more images are missing and there is none, the images were not copied with the pages.
const FEW_IMAGES: usize = 3;

/// The findings about one page.
#[derive(Default)]
struct Findings {
    /// Links without a target.
    missing: Vec<Diagnostic>,
    /// Images without a file.
    images: Vec<Diagnostic>,
    others: Vec<Diagnostic>,
    /// Other pages that it links, if needed.
    linked: Vec<FileId>,
}

/// Links in another case are one finding per page.
fn findings<'a>(targets: &Targets<'a>, known: &mut Known<'a>, topic: &'a Topic) -> Findings {
    let (mut res, mut cases) = (Findings::default(), Vec::new());
    for link in &topic.links {
        match link.kind {
            LinkKind::Page => cases.extend(page(targets, known, topic, link, &mut res)),
            LinkKind::Image => res.images.extend(targets.image(link)),
            LinkKind::Undefined => res.others.push(undefined(targets.sources, link)),
        }
    }
    if let Some((link, name)) = cases.first().filter(|_| targets.requested.has(Code::LinkCase)) {
        let more = and_more(cases.len() - 1);
        let message = format!("`{}`{more} is spelled with different case than the file", targets.path_of(link));
        let report = Diagnostic::new(Code::LinkCase, link.target, message).help(format!("the file is named `{name}`"));
        res.others.push(report);
    }
    res
}

/// Checks a link to a page. The result is the link and the name of its file if they differ in case.
fn page<'a>(
    targets: &Targets<'a>,
    known: &mut Known<'a>,
    topic: &Topic,
    link: &'a Link,
    res: &mut Findings,
) -> Option<(&'a Link, &'a str)> {
    let (file, is_exact) = match targets.find(known, link) {
        Target::Exact(file) => (file, true),
        Target::InOtherCase(file) => (file, false),
        Target::Missing { is_read } => {
            let (report, meant) = targets.missing(link, is_read).unzip();
            res.missing.extend(report);
            // A page whose only link is misspelled is not reported as well.
            res.linked.extend(meant.flatten());
            return None;
        }
    };
    if file != topic.file && targets.requested.has(Code::PageOrphaned) {
        res.linked.push(file);
    }
    if !is_exact {
        return Some((link, targets.name(file)));
    }
    res.others.extend(targets.anchor(file, link));
    None
}

fn undefined(sources: &SourceMap, link: &Link) -> Diagnostic {
    let text = &sources[link.target];
    let message = format!("the label of `{text}` has no definition");
    Diagnostic::new(Code::LinkUndefined, link.target, message)
        .note("readers see the brackets")
        .help("write the target, as in `[text](page.md)`, or add a line `[label]: page.md`")
}
