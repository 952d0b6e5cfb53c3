//! The identity of a finding, independent of lines: its code, its file and its subject.

use super::Diagnostic;
use crate::source::{FileId, FileKind, SourceMap};

/// The part of a finding that does not change when the file is edited elsewhere. Sorted by file first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The file, below the documentation folder.
    pub(super) file: String,
    /// The code's number.
    pub(super) code: String,
    /// The subject of the finding.
    pub(super) subject: Subject,
}

/// The subject of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A name.
    Symbol(String),
    /// The message, for findings without a name.
    Message(String),
}

/// Creates keys. Names of files are relative to the documentation folder.
pub(super) struct Keys<'a> {
    sources: &'a SourceMap,
    root: &'a str,
}

impl<'a> Keys<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Keys<'a> {
        let mut pages = sources.iter().map(|(_, it)| it).filter(|it| it.kind == FileKind::Page);
        let root = pages.next().and_then(|it| it.path.strip_suffix(&*it.name)).unwrap_or_default();
        Keys { sources, root }
    }

    pub(super) fn of(&self, it: &Diagnostic) -> Key {
        let subject = it.symbol.clone().map_or_else(|| Subject::Message(it.message.clone()), Subject::Symbol);
        Key { file: self.file(it.primary.span.file), code: it.code.number().to_owned(), subject }
    }

    /// Included files may be outside of the documentation folder; their names are relative to it.
    fn file(&self, id: FileId) -> String {
        let file = self.sources.file(id);
        if file.kind == FileKind::Page { file.name.clone() } else { relative(self.root, &file.path) }
    }
}

/// The relative path from a folder to a file.
fn relative(folder: &str, file: &str) -> String {
    let folder: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    let file: Vec<&str> = file.split('/').filter(|it| !it.is_empty()).collect();
    let n_common = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let up = folder[n_common..].iter().map(|_| "..");
    up.chain(file[n_common..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn ways_go_up_and_down() {
        assert_eq!(relative("a/v1.0/", "a/v1.0/api/x.md"), "api/x.md");
        assert_eq!(relative("a/v1.0/", "a/includes/x.md"), "../includes/x.md");
        assert_eq!(relative("", "api/x.md"), "api/x.md");
    }
}
