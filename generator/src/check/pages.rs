//! The form of pages: front matter, sections, annotations, tabs and headers.
//!
//! What a page must have is what nearly all pages of the same kind have.

mod annotations;
mod front_matter;
mod headers;
mod outline;
mod sections;
mod tabs;
mod usual;

use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::Topic;
use crate::input::page::Page;
use crate::source::SourceMap;
use rayon::prelude::*;
use sections::{Heading, headings};
use usual::Usual;

/// Checks all pages, in parallel.
pub fn check(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    topics: &[Topic],
    pages: &[Page],
    requested: &Requested,
) {
    let headings = topics.par_iter().zip(pages).map(|(topic, page)| headings(sources, topic, page));
    let headings: Vec<Vec<Heading<'_>>> = headings.collect();
    let usual = &Usual::new(sources, topics, pages, &headings, requested);
    let all = topics.par_iter().zip(pages).zip(&headings);
    let all = all.map(|((topic, page), headings)| findings(sources, usual, topic, page, headings, requested));
    let all: Vec<Vec<Diagnostic>> = all.collect();
    all.into_iter().for_each(|it| diagnostics.report_all(it));
}

fn findings(
    sources: &SourceMap,
    usual: &Usual<'_>,
    topic: &Topic,
    page: &Page,
    headings: &[Heading<'_>],
    requested: &Requested,
) -> Vec<Diagnostic> {
    let mut res = Vec::new();
    front_matter::check(&mut res, sources, usual, topic, page, headings);
    outline::check(&mut res, sources, usual, topic, page, headings);
    annotations::check(&mut res, sources, topic);
    if requested.has(Code::ExampleUnannotated) {
        annotations::missing(&mut res, sources, topic, page);
    }
    tabs::check(&mut res, sources, topic);
    headers::check(&mut res, sources, usual, page, headings);
    res
}
