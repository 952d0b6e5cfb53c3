//! What nearly all pages of a set have.

use super::sections::{Heading, PARTS};
use crate::diagnostics::Code;
use crate::diagnostics::policy::Requested;
use crate::input::markdown::Topic;
use crate::input::page::sections::SectionKind;
use crate::input::page::{Operation, Page};
use crate::source::{FileId, SourceMap, Spanned};
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer pages are not enough to know what is usual.
const ENOUGH: usize = 10;

/// One heading in so many with a spelling is wrong, even if the others have different spellings.
const RARE: usize = 50;

/// Counts of all pages.
pub(super) struct Usual<'a> {
    /// The keys that nearly all front matter has, sorted.
    pub(super) keys: Vec<&'a str>,
    /// The sections that nearly all pages with a `doc_type` have.
    pub(super) parts: BTreeMap<&'a str, Vec<SectionKind>>,
    /// The usual spelling of headings that are rarely spelled so, by their texts.
    pub(super) spellings: HashMap<&'a str, &'a str>,
    /// The titles of pages, in lower case, if titles are compared.
    pub(super) titles: Option<BTreeSet<String>>,
    /// Whether nearly all tables of request headers list `Authorization`.
    pub(super) lists_authorization: bool,
    /// How many pages send a header, by its name in lower case.
    pub(super) headers: HashMap<String, usize>,
}

impl<'a> Usual<'a> {
    pub(super) fn new(
        sources: &'a SourceMap,
        topics: &'a [Topic],
        pages: &'a [Page],
        headings: &[Vec<Heading<'a>>],
        requested: &Requested,
    ) -> Usual<'a> {
        let titles = || pages.iter().map(|it| it.title.value.to_lowercase()).collect();
        Usual {
            keys: keys(sources, topics),
            parts: parts(sources, topics, headings),
            spellings: spellings(headings),
            titles: requested.has(Code::TitleDiffers).then(titles),
            lists_authorization: do_list_authorization(pages),
            headers: headers(pages),
        }
    }
}

/// Whether the table of headers lists `Authorization`.
pub(super) fn lists_authorization(operation: &Operation) -> bool {
    operation.headers.iter().any(|it| it.name.value.to_lowercase().contains("authorization"))
}

/// The names of all headers of examples and tables.
pub(super) fn header_names(operation: &Operation) -> impl Iterator<Item = &Spanned<String>> {
    let messages = operation.examples.iter().flat_map(|it| {
        let request = it.request.iter().flat_map(|it| &it.headers);
        request.chain(it.response.iter().flat_map(|it| &it.headers))
    });
    operation.headers.iter().map(|it| &it.name).chain(messages.map(|(name, _)| name))
}

/// Whether all but a few have something: all but one in `one_in`.
fn is_usual(count: usize, all: usize, one_in: usize) -> bool {
    all >= ENOUGH && (all - count) * one_in <= all
}

fn keys<'a>(sources: &'a SourceMap, topics: &'a [Topic]) -> Vec<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let all: Vec<_> = topics.iter().filter_map(|it| it.front_matter.as_ref()).collect();
    for (key, _) in all.iter().flat_map(|it| &it.entries) {
        *counts.entry(&sources[*key]).or_default() += 1;
    }
    let usual = counts.into_iter().filter(|(_, count)| is_usual((*count).min(all.len()), all.len(), 10));
    let mut keys: Vec<&str> = usual.map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys
}

fn parts<'a>(
    sources: &'a SourceMap,
    topics: &'a [Topic],
    headings: &[Vec<Heading<'a>>],
) -> BTreeMap<&'a str, Vec<SectionKind>> {
    let mut counts: BTreeMap<&str, (usize, [usize; PARTS.len()])> = BTreeMap::new();
    for (topic, headings) in topics.iter().zip(headings) {
        let front_matter = topic.front_matter.as_ref();
        let Some(kind) = front_matter.and_then(|it| it.get(sources, "doc_type")) else { continue };
        let (all, of_parts) = counts.entry(kind).or_default();
        *all += 1;
        for (count, (part, _)) in of_parts.iter_mut().zip(PARTS) {
            *count += usize::from(headings.iter().any(|it| it.part == Some(part)));
        }
    }
    let usual = |(all, of_parts): (usize, [usize; PARTS.len()])| {
        let parts = PARTS.into_iter().zip(of_parts).filter(|(_, count)| *count > 0 && is_usual(*count, all, 10));
        parts.map(|((part, _), _)| part).collect()
    };
    counts.into_iter().map(|(kind, it)| (kind, usual(it))).collect()
}

fn spellings<'a>(headings: &[Vec<Heading<'a>>]) -> HashMap<&'a str, &'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for heading in headings.iter().flatten().filter(|it| it.part.is_some()) {
        *counts.entry(heading.text).or_default() += 1;
    }
    let mut by_letters: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for (text, count) in counts {
        by_letters.entry(text.to_lowercase()).or_default().push((count, text));
    }
    let rare = |mut spellings: Vec<(usize, &'a str)>| {
        let all = spellings.iter().map(|it| it.0).sum();
        spellings.sort();
        let (count, usual) = spellings.pop().unwrap_or_default();
        let is_usual = is_usual(count, all, 10);
        // Of several usual spellings, the others are not wrong.
        spellings.retain(|(count, _)| is_usual || (all >= ENOUGH && count * RARE <= all));
        spellings.into_iter().map(move |(_, text)| (text, usual))
    };
    by_letters.into_values().flat_map(rare).collect()
}

fn do_list_authorization(pages: &[Page]) -> bool {
    let tables: Vec<_> =
        pages.iter().filter_map(|it| it.operation.as_ref()).filter(|it| !it.headers.is_empty()).collect();
    let count = tables.iter().filter(|it| lists_authorization(it)).count();
    is_usual(count, tables.len(), 10)
}

fn headers(pages: &[Page]) -> HashMap<String, usize> {
    // The number of pages, and the last one.
    let mut res: HashMap<String, (usize, FileId)> = HashMap::new();
    for (page, operation) in pages.iter().filter_map(|it| Some((it.file, it.operation.as_ref()?))) {
        for name in header_names(operation) {
            let (count, last) = res.entry(name.value.to_lowercase()).or_insert((0, page));
            if *count == 0 || *last != page {
                (*count, *last) = (*count + 1, page);
            }
        }
    }
    res.into_iter().map(|(name, (count, _))| (name, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Heading, spellings};
    use crate::input::page::sections::SectionKind;
    use crate::source::{FileId, Span};

    /// So many headings of each text.
    fn usual(counts: &[(&'static str, usize)]) -> Vec<(&'static str, &'static str)> {
        let (span, part) = (Span::new(FileId(0), 0..1), Some(SectionKind::Headers));
        let heading = |text| Heading { level: 2, text, span, part, shows_message: false };
        let all = counts.iter().map(|(text, count)| vec![heading(*text); *count]).collect::<Vec<_>>();
        spellings(&all).into_iter().collect()
    }

    #[test]
    fn rare_spellings_are_wrong() {
        assert_eq!(usual(&[("Request headers", 9), ("Request Headers", 1)]), [("Request Headers", "Request headers")]);
        assert_eq!(usual(&[("Request headers", 30), ("Request Headers", 20)]), []);
        let three = [("Request headers", 30), ("Request Headers", 20), ("REQUEST HEADERS", 1)];
        assert_eq!(usual(&three), [("REQUEST HEADERS", "Request headers")]);
        assert_eq!(usual(&[("Request headers", 1), ("Request Headers", 1)]), [], "too few to know");
    }
}
