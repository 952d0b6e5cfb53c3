//! Tables of contents whose entries know their pages.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::parse::include;
use crate::input::toc::{Entry, Toc};
use crate::source::{FileId, FileKind, SourceMap, Spanned};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An entry of a table of contents, with its page.
pub(super) struct Shelf {
    pub(super) title: String,
    pub(super) page: Option<FileId>,
    pub(super) below: Vec<Shelf>,
}

impl Shelf {
    /// All pages of the entry and of those below it.
    pub(super) fn pages(&self) -> BTreeSet<FileId> {
        let below = self.below.iter().flat_map(Shelf::pages);
        self.page.into_iter().chain(below).collect()
    }
}

/// The entries of all tables of contents. One that is named by another stands where it is named.
pub(super) fn shelves(diagnostics: &mut Diagnostics, sources: &SourceMap, tocs: &[Toc]) -> Vec<Shelf> {
    let files = sources.iter().filter(|(_, it)| matches!(it.kind, FileKind::Page | FileKind::Toc));
    let mut shelver = Shelver {
        sources,
        tocs: tocs.iter().map(|it| (it.file, it)).collect(),
        files: files.map(|(id, it)| (it.path.to_lowercase(), id)).collect(),
        open: Vec::new(),
    };
    let named = shelver.named();
    let roots = tocs.iter().filter(|it| !named.contains(&it.file));
    roots.flat_map(|it| shelver.toc(diagnostics, it)).collect()
}

struct Shelver<'a> {
    sources: &'a SourceMap,
    tocs: BTreeMap<FileId, &'a Toc>,
    /// Pages and tables of contents, by path in lower case: links are not case-sensitive where pages are published.
    files: HashMap<String, FileId>,
    /// The tables that are being read: one must not lead to itself.
    open: Vec<FileId>,
}

impl<'a> Shelver<'a> {
    /// The tables of contents that others name.
    fn named(&self) -> BTreeSet<FileId> {
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

    fn toc(&mut self, diagnostics: &mut Diagnostics, toc: &'a Toc) -> Vec<Shelf> {
        if self.open.contains(&toc.file) {
            return Vec::new();
        }
        self.open.push(toc.file);
        let res = toc.entries.iter().map(|it| self.shelf(diagnostics, toc.file, it)).collect();
        self.open.pop();
        res
    }

    fn shelf(&mut self, diagnostics: &mut Diagnostics, toc: FileId, entry: &'a Entry) -> Shelf {
        let file = entry.href.as_ref().and_then(|href| self.target(diagnostics, toc, href));
        let mut below: Vec<Shelf> = entry.entries.iter().map(|it| self.shelf(diagnostics, toc, it)).collect();
        let nested = file.and_then(|it| self.tocs.get(&it).copied());
        if let Some(nested) = nested {
            below.extend(self.toc(diagnostics, nested));
        }
        Shelf { title: entry.name.value.clone(), page: file.filter(|_| nested.is_none()), below }
    }

    /// The file that a link names; one of the pages here that is not there is reported.
    fn target(&self, diagnostics: &mut Diagnostics, toc: FileId, href: &Spanned<String>) -> Option<FileId> {
        let is_elsewhere = href.value.starts_with('/') || href.value.contains("://");
        let file = self.file(toc, &href.value);
        if file.is_none() && !is_elsewhere && path(&href.value).ends_with(".md") {
            let message = format!("`{}` is not there", href.value);
            diagnostics.report(
                Diagnostic::new(Code::TocEntry, href.span, message).symbol(&href.value).note("the entry was ignored"),
            );
        }
        file
    }

    fn file(&self, toc: FileId, href: &str) -> Option<FileId> {
        let path = include::join(&self.sources.file(toc).path, path(href))?;
        self.files.get(&path.to_lowercase()).copied()
    }
}

/// A link without query and fragment.
fn path(href: &str) -> &str {
    href.split(['?', '#']).next().unwrap_or_default()
}
