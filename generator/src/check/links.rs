//! Links between pages: their targets, and the sections that they name.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, and_more};
use crate::input::markdown::parse::include;
use crate::input::markdown::{BlockKind, Link, Topic};
use crate::source::{FileId, FileKind, SourceMap};
use crate::spelling::did_you_mean;
use hashbrown::HashMap;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Checks the links of all pages, in parallel.
///
/// If many links have no target, only a part of the documentation was read: then a link is wrong only if its name is similar
/// to that of another page.
pub fn check(diagnostics: &mut Diagnostics, sources: &SourceMap, topics: &[Topic]) {
    let ctx = &Ctx::new(sources, topics);
    let all: Vec<Findings> = topics.par_iter().map_init(Known::new, |known, it| ctx.findings(known, it)).collect();
    let n_links: usize = topics.iter().map(|it| it.links.len()).sum();
    let n_missing: usize = all.iter().map(|it| it.missing.len()).sum();
    let is_complete = n_missing * MOST_MISSING <= n_links;
    for mut it in all {
        it.missing.retain(|it| is_complete || it.help.is_some());
        diagnostics.report_all(it.missing.into_iter().chain(it.others));
    }
}

/// A tenth of all links can be wrong.
const MOST_MISSING: usize = 10;

/// The findings about one page.
#[derive(Default)]
struct Findings {
    /// Links without a target.
    missing: Vec<Diagnostic>,
    others: Vec<Diagnostic>,
}

/// The targets of links, by the folder of the page and the path in the link: pages link to the same targets again and again.
/// Iteration order is never observable.
type Known<'a> = HashMap<(&'a str, &'a str), Option<FileId>>;

/// What links can name.
struct Ctx<'a> {
    sources: &'a SourceMap,
    /// The pages of each folder, by names. Iteration order is never observable.
    folders: HashMap<&'a str, BTreeSet<&'a str>>,
    /// Paths in lower case.
    spellings: HashMap<String, FileId>,
    topics: BTreeMap<FileId, (&'a Topic, OnceLock<BTreeSet<String>>)>,
}

impl<'a> Ctx<'a> {
    fn new(sources: &'a SourceMap, topics: &'a [Topic]) -> Ctx<'a> {
        let mut folders: HashMap<_, BTreeSet<_>> = HashMap::new();
        let mut spellings = HashMap::new();
        for (id, file) in sources.iter().filter(|(_, it)| it.kind == FileKind::Page) {
            let (folder, name) = folder_and_name(&file.path);
            folders.entry(folder).or_default().insert(name);
            spellings.entry(file.path.to_lowercase()).or_insert(id);
        }
        let topics = topics.iter().map(|it| (it.file, (it, OnceLock::new()))).collect();
        Ctx { sources, folders, spellings, topics }
    }

    /// Links in another case are one finding per page.
    fn findings(&self, known: &mut Known<'a>, topic: &Topic) -> Findings {
        let (mut res, mut cases) = (Findings::default(), Vec::new());
        for link in &topic.links {
            let target = &self.sources[link.target];
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = path.split('?').next().unwrap_or_default();
            let file = if path.is_empty() { Some(link.target.file) } else { self.file(known, link, path) };
            match file {
                Some(file) => res.others.extend(self.anchor(file, link, anchor)),
                None => match self.in_other_case(link, path) {
                    Some(name) => cases.push((link.target, path, name)),
                    None => res.missing.extend(self.missing(link, path)),
                },
            }
        }
        if let Some((span, path, name)) = cases.first() {
            let more = and_more(cases.len() - 1);
            let message = format!("`{path}`{more} is spelled with different case than the file");
            let report = Diagnostic::new(Code::LinkCase, *span, message).help(format!("the file is named `{name}`"));
            res.others.push(report);
        }
        res
    }

    /// The path of a target.
    fn path(&self, link: &Link, path: &str) -> Option<String> {
        include::join(&self.sources.file(link.target.file).path, path)
    }

    fn file(&self, known: &mut Known<'a>, link: &Link, path: &'a str) -> Option<FileId> {
        let folder = folder_and_name(&self.sources.file(link.target.file).path).0;
        *known.entry((folder, path)).or_insert_with(|| self.sources.find(&self.path(link, path)?))
    }

    /// The name of the page that has the path in another case.
    fn in_other_case(&self, link: &Link, path: &str) -> Option<&'a str> {
        let other = self.spellings.get(&self.path(link, path)?.to_lowercase())?;
        Some(folder_and_name(&self.sources.file(*other).path).1)
    }

    /// A file that was not read: reported if others of its folder were.
    fn missing(&self, link: &Link, path: &str) -> Option<Diagnostic> {
        let file = self.path(link, path)?;
        let (folder, name) = folder_and_name(&file);
        let beside = self.folders.get(folder)?;
        let report = Diagnostic::new(Code::LinkMissing, link.target, format!("linked page `{path}` does not exist"));
        let help = did_you_mean(name, beside.iter().copied());
        Some(help.into_iter().fold(report, Diagnostic::help))
    }

    /// A section of a page.
    fn anchor(&self, file: FileId, link: &Link, anchor: &str) -> Option<Diagnostic> {
        if anchor.is_empty() || anchor.contains(['/', '%', '=']) {
            return None;
        }
        let (topic, slugs) = self.topics.get(&file)?;
        let slugs = slugs.get_or_init(|| slugs_of(topic));
        let is_html = || self.sources.file(file).text.contains(&format!("\"{anchor}\""));
        if slugs.contains(&anchor.to_lowercase()) || is_html() {
            return None;
        }
        let name = folder_and_name(&self.sources.file(file).path).1;
        let report = Diagnostic::new(Code::LinkAnchor, link.target, format!("`{name}` has no section `#{anchor}`"));
        let help = did_you_mean(anchor, slugs.iter().map(String::as_str));
        Some(help.into_iter().fold(report, Diagnostic::help))
    }
}

fn folder_and_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The names of the sections of a page in links.
fn slugs_of(topic: &Topic) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut res = BTreeSet::new();
    for block in &topic.blocks {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let slug = slug(&heading.text.value);
        let count = counts.entry(slug.clone()).or_default();
        res.insert(if *count == 0 { slug } else { format!("{slug}-{count}") });
        *count += 1;
    }
    res
}

/// `HTTP request (v1.0)` → `http-request-v10`.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|it| if it == ' ' { '-' } else { it }).collect()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs() {
        assert_eq!(slug("HTTP request (v1.0)"), "http-request-v10");
        assert_eq!(slug("Example 1: get a user"), "example-1-get-a-user");
    }
}
