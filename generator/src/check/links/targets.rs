//! What links can name: pages, their sections, and images.

use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::parse::include;
use crate::input::markdown::{BlockKind, Link, Topic};
use crate::source::{FileId, FileKind, SourceMap};
use crate::spelling::{did_you_mean, nearest};
use hashbrown::HashMap;
use memchr::{memchr, memchr2, memrchr};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The targets of links, by the folder of the page and the path in the link: pages link to the same targets again and again.
/// Iteration order is never observable.
pub(super) type Known<'a> = HashMap<(&'a str, &'a str), Target>;

/// The page that a link names.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Exact(FileId),
    InOtherCase(FileId),
    /// The page was not read. `is_read`: other pages of its folder were.
    Missing {
        is_read: bool,
    },
}

/// All targets.
pub(super) struct Targets<'a> {
    pub(super) sources: &'a SourceMap,
    /// The pages and images of each folder, by names. Iteration order is never observable.
    folders: HashMap<&'a str, BTreeSet<&'a str>>,
    /// Paths of pages in lower case.
    spellings: HashMap<String, FileId>,
    topics: BTreeMap<FileId, (&'a Topic, OnceLock<BTreeSet<String>>)>,
    pub(super) requested: &'a Requested,
}

impl<'a> Targets<'a> {
    pub(super) fn new(sources: &'a SourceMap, topics: &'a [Topic], requested: &'a Requested) -> Targets<'a> {
        let mut folders: HashMap<_, BTreeSet<_>> = HashMap::new();
        let mut spellings = HashMap::new();
        for (id, file) in sources.iter().filter(|(_, it)| matches!(it.kind, FileKind::Page | FileKind::Image)) {
            let (folder, name) = folder_and_name(&file.path);
            folders.entry(folder).or_default().insert(name);
            if file.kind == FileKind::Page {
                spellings.entry(file.path.to_lowercase()).or_insert(id);
            }
        }
        let topics = topics.iter().map(|it| (it.file, (it, OnceLock::new()))).collect();
        Targets { sources, folders, spellings, topics, requested }
    }

    /// Whether there are images.
    pub(super) fn has_images(&self) -> bool {
        self.sources.iter().any(|(_, it)| it.kind == FileKind::Image)
    }

    /// The name of a page.
    pub(super) fn name(&self, file: FileId) -> &'a str {
        folder_and_name(&self.sources.file(file).path).1
    }

    /// The path that a link names, as written.
    pub(super) fn path_of(&self, link: &Link) -> &'a str {
        let target = &self.sources[link.target];
        &target[..memchr2(b'#', b'?', target.as_bytes()).unwrap_or(target.len())]
    }

    /// The page that a link names.
    pub(super) fn find(&self, known: &mut Known<'a>, link: &Link) -> Target {
        let path = self.path_of(link);
        if path.is_empty() {
            return Target::Exact(link.target.file);
        }
        let folder = folder_and_name(&self.sources.file(link.target.file).path).0;
        *known.entry((folder, path)).or_insert_with(|| self.target(link, path))
    }

    fn target(&self, link: &Link, path: &str) -> Target {
        let Some(joined) = self.joined(link, path) else { return Target::Missing { is_read: false } };
        let in_other_case = || self.spellings.get(&joined.to_lowercase()).copied().map(Target::InOtherCase);
        let exact = self.sources.find(&joined).map(Target::Exact);
        let is_read = || self.folders.contains_key(folder_and_name(&joined).0);
        exact.or_else(in_other_case).unwrap_or_else(|| Target::Missing { is_read: is_read() })
    }

    fn joined(&self, link: &Link, path: &str) -> Option<String> {
        include::join(&self.sources.file(link.target.file).path, path)
    }

    /// A page that was not read: reported if others of its folder were (`is_read`), or if it is outside of the documentation.
    /// Also the page that is probably meant.
    pub(super) fn missing(&self, link: &Link, is_read: bool) -> Option<(Diagnostic, Option<FileId>)> {
        let path = self.path_of(link);
        if self.is_outside(link, path) {
            return Some(self.outside(link, path));
        }
        if !is_read {
            return None;
        }
        let file = self.joined(link, path)?;
        let (folder, name) = folder_and_name(&file);
        let beside = self.folders.get(folder)?;
        let report = Diagnostic::new(Code::LinkMissing, link.target, format!("linked page `{path}` does not exist"));
        let Some(near) = nearest(name, beside.iter().copied()) else { return Some((report, None)) };
        let meant = self.sources.find(&format!("{}{near}", &file[..file.len() - name.len()]));
        Some((report.help(format!("did you mean `{near}`?")), meant))
    }

    /// Whether a path leaves the folder of the documentation. Included files may be outside themselves.
    fn is_outside(&self, link: &Link, path: &str) -> bool {
        let file = self.sources.file(link.target.file);
        // Most paths have fewer steps up, of two dots each, than the page has folders around it.
        let count = |text: &str, byte: u8| text.bytes().filter(|it| *it == byte).count();
        file.kind == FileKind::Page
            && count(path, b'.') / 2 > count(&file.name, b'/')
            && include::join(&file.name, path).is_some_and(|it| it.starts_with("../"))
    }

    fn outside(&self, link: &Link, path: &str) -> (Diagnostic, Option<FileId>) {
        let message = format!("`{path}` is outside of the documentation");
        let report = Diagnostic::new(Code::LinkMissing, link.target, message);
        let below = path.trim_start_matches("../");
        let near = ["../", ""].map(|it| format!("{it}{below}"));
        let found = |it: String| Some((self.sources.find(&self.joined(link, &it)?)?, it));
        match near.into_iter().find_map(found) {
            Some((meant, near)) => (report.help(format!("did you mean `{near}`?")), Some(meant)),
            None => (report, None),
        }
    }

    /// An image without a file in the folder of the documentation. Folders of included files are not listed.
    pub(super) fn image(&self, link: &Link) -> Option<Diagnostic> {
        let path = self.path_of(link);
        let file = self.joined(link, path)?;
        let is_elsewhere = self.is_outside(link, path) || file.split('/').any(|it| it == "includes");
        let is_page = self.sources.file(link.target.file).kind == FileKind::Page;
        if is_elsewhere || !is_page || self.sources.find(&file).is_some() {
            return None;
        }
        let (folder, name) = folder_and_name(&file);
        let report = Diagnostic::new(Code::LinkMissing, link.target, format!("image `{path}` does not exist"));
        let beside = self.folders.get(folder).into_iter().flatten();
        Some(did_you_mean(name, beside.copied()).into_iter().fold(report, Diagnostic::help))
    }

    /// A section that its page does not have.
    pub(super) fn anchor(&self, file: FileId, link: &Link) -> Option<Diagnostic> {
        let target = &self.sources[link.target];
        let anchor = &target[memchr(b'#', target.as_bytes())? + 1..];
        let (topic, slugs) = self.topics.get(&file)?;
        if anchor.is_empty() || anchor.contains(['/', '%', '=']) {
            return None;
        }
        let slugs = slugs.get_or_init(|| slugs_of(topic));
        let is_html = || self.sources.file(file).text.contains(&format!("\"{anchor}\""));
        if slugs.contains(&anchor.to_lowercase()) || is_html() {
            return None;
        }
        let name = self.name(file);
        let report = Diagnostic::new(Code::LinkAnchor, link.target, format!("`{name}` has no section `#{anchor}`"));
        let help = did_you_mean(anchor, slugs.iter().map(String::as_str));
        Some(help.into_iter().fold(report, Diagnostic::help))
    }
}

fn folder_and_name(path: &str) -> (&str, &str) {
    memrchr(b'/', path.as_bytes()).map_or(("", path), |at| (&path[..at], &path[at + 1..]))
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
