//! Tables of contents as a tree of entries with their pages.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::parse::include;
use crate::input::toc::{Entry, Toc};
use crate::source::{FileId, FileKind, SourceMap, Spanned};
use crate::spelling;
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of a table of contents, with its page.
#[derive(Debug)]
pub struct TocNode {
    pub(super) title: String,
    pub(super) page: Option<FileId>,
    pub(super) children: Vec<TocNode>,
}

impl TocNode {
    /// Whether the entry, or one below it, has a page.
    pub(super) fn has_pages(&self) -> bool {
        self.page.is_some() || self.children.iter().any(TocNode::has_pages)
    }

    /// Calls `f` for the pages of the entry and of those below it. A page can have several entries.
    pub(super) fn for_each_page(&self, f: &mut impl FnMut(FileId)) {
        self.page.into_iter().for_each(&mut *f);
        self.children.iter().for_each(|it| it.for_each_page(f));
    }
}

/// The entries of all tables of contents. A nested table is inserted where it is referenced.
pub fn toc_tree(diagnostics: &mut Diagnostics, sources: &SourceMap, tocs: &[Toc]) -> Vec<TocNode> {
    let files = sources.iter().filter(|(_, it)| matches!(it.kind, FileKind::Page | FileKind::Toc));
    let mut reader = Reader {
        sources,
        tocs: tocs.iter().map(|it| (it.file, it)).collect(),
        files: files.map(|(id, it)| (it.path.to_lowercase(), id)).collect(),
        open: Vec::new(),
    };
    let named = reader.named();
    let roots = tocs.iter().filter(|it| !named.contains(&it.file));
    roots.flat_map(|it| reader.toc(diagnostics, it)).collect()
}

struct Reader<'a> {
    sources: &'a SourceMap,
    tocs: BTreeMap<FileId, &'a Toc>,
    /// Pages and tables of contents, by path in lower case: links are not case-sensitive where pages are published.
    files: HashMap<String, FileId>,
    /// The tables that are being read, to detect cycles.
    open: Vec<FileId>,
}

impl<'a> Reader<'a> {
    /// The tables of contents that others reference.
    fn named(&self) -> BTreeSet<FileId> {
        if self.tocs.len() < 2 {
            return BTreeSet::new();
        }
        let mut open: Vec<(FileId, &Entry)> =
            self.tocs.values().flat_map(|toc| toc.entries.iter().map(|it| (toc.file, it))).collect();
        let mut res = BTreeSet::new();
        while let Some((toc, entry)) = open.pop() {
            open.extend(entry.entries.iter().map(|it| (toc, it)));
            let file = entry.href.as_ref().and_then(|it| self.file(toc, &it.value));
            res.extend(file.filter(|it| *it != toc && self.tocs.contains_key(it)));
        }
        res
    }

    fn toc(&mut self, diagnostics: &mut Diagnostics, toc: &'a Toc) -> Vec<TocNode> {
        if self.open.contains(&toc.file) {
            return Vec::new();
        }
        self.open.push(toc.file);
        let res = toc.entries.iter().map(|it| self.node(diagnostics, toc.file, it)).collect();
        self.open.pop();
        res
    }

    fn node(&mut self, diagnostics: &mut Diagnostics, toc: FileId, entry: &'a Entry) -> TocNode {
        let file = entry.href.as_ref().and_then(|href| self.target(diagnostics, toc, href));
        let mut children: Vec<TocNode> = entry.entries.iter().map(|it| self.node(diagnostics, toc, it)).collect();
        let nested = file.and_then(|it| self.tocs.get(&it).copied());
        if let Some(nested) = nested {
            children.extend(self.toc(diagnostics, nested));
        }
        TocNode { title: entry.name.value.clone(), page: file.filter(|_| nested.is_none()), children }
    }

    /// The target of a link. A link to a local page that does not exist is reported.
    fn target(&self, diagnostics: &mut Diagnostics, toc: FileId, href: &Spanned<String>) -> Option<FileId> {
        let is_elsewhere = href.value.starts_with('/') || href.value.contains("://");
        let file = self.file(toc, &href.value);
        if file.is_none() && !is_elsewhere && path(&href.value).ends_with(".md") {
            self.missing(diagnostics, toc, href);
        }
        file
    }

    /// Reports a page that does not exist, unless its folder is not among those that were read.
    fn missing(&self, diagnostics: &mut Diagnostics, toc: FileId, href: &Spanned<String>) {
        let Some(target) = include::join(&self.sources.file(toc).path, path(&href.value)) else { return };
        let (folder, name) = folder_and_name(&target);
        let pages = self.sources.iter().filter(|(_, it)| it.kind == FileKind::Page);
        let pages: Vec<(&str, &str)> = pages.map(|(_, it)| folder_and_name(&it.path)).collect();
        let beside = || pages.iter().filter(|it| it.0.eq_ignore_ascii_case(folder)).map(|it| it.1);
        let near = match spelling::nearest(name, beside()) {
            Some(near) => Some(href.value.replacen(name, near, 1)),
            None => {
                let of_this_name = pages.iter().filter(|it| it.1.eq_ignore_ascii_case(name)).map(|it| it.0);
                spelling::nearest(folder, of_this_name).map(|it| format!("{it}/{name}"))
            }
        };
        if near.is_none() && beside().next().is_none() {
            return;
        }
        let message = format!("page `{}` does not exist", href.value);
        let mut report =
            Diagnostic::new(Code::TocEntry, href.span, message).symbol(&href.value).note("the entry is ignored");
        report.help = near.map(|it| format!("did you mean `{it}`?"));
        diagnostics.report(report);
    }

    fn file(&self, toc: FileId, href: &str) -> Option<FileId> {
        let path = include::join(&self.sources.file(toc).path, path(href))?;
        self.files.get(&path.to_lowercase()).copied()
    }
}

/// `api/user-get.md` → `api`, `user-get.md`.
fn folder_and_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A link without query and fragment.
fn path(href: &str) -> &str {
    href.split(['?', '#']).next().unwrap_or_default()
}
