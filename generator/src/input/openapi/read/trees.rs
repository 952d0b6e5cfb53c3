//! The trees of all files that descriptions consist of.

use crate::diagnostics::Diagnostics;
use crate::input::tree;
use crate::model::json::Json;
use crate::source::{FileId, FileKind, SourceMap};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The trees of descriptions and of the files that they refer to. A file is read when it is first needed.
#[derive(Debug)]
pub struct Trees<'a> {
    pub(super) sources: &'a SourceMap,
    files: BTreeMap<FileId, OnceLock<(Option<Json>, Diagnostics)>>,
}

impl<'a> Trees<'a> {
    /// The trees of some files.
    pub fn new(sources: &'a SourceMap) -> Trees<'a> {
        let is_meant = |kind| matches!(kind, FileKind::Description | FileKind::Fragment);
        let files = sources.iter().filter(|(_, it)| is_meant(it.kind) && it.is_readable());
        Trees { sources, files: files.map(|(id, _)| (id, OnceLock::new())).collect() }
    }

    /// The tree of a file, if the file is well-formed and part of a description.
    pub(super) fn get(&self, file: FileId) -> Option<&Json> {
        self.read(file)?.0.as_ref()
    }

    fn read(&self, file: FileId) -> Option<&(Option<Json>, Diagnostics)> {
        let read = || {
            let mut diagnostics = Diagnostics::default();
            (tree::parse(&mut diagnostics, self.sources, file), diagnostics)
        };
        Some(self.files.get(&file)?.get_or_init(read))
    }

    /// Moves the reports about the files that were needed.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        let read = self.files.into_values().filter_map(OnceLock::into_inner);
        read.for_each(|(_, it)| diagnostics.extend(it));
    }
}
