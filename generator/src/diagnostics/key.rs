//! What a finding is recognized by when lines move: its code, its file, and what it is about.

use super::Diagnostic;
use crate::source::{FileId, FileKind, SourceMap};

/// What stays the same when a file is edited elsewhere. Sorts by file first, as people read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The file, below the documentation folder.
    pub(super) file: String,
    /// The code's number.
    pub(super) code: String,
    /// What the finding is about.
    pub(super) subject: Subject,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Something with a name.
    Symbol(String),
    /// What its message says.
    Message(String),
}

/// Makes keys. Names of files are below the documentation folder: where it lies does not matter.
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

    /// Included files may lie outside of the documentation folder, and are named from there.
    fn file(&self, id: FileId) -> String {
        let file = self.sources.file(id);
        if file.kind == FileKind::Page { file.name.clone() } else { relative(self.root, &file.path) }
    }
}

/// The way from a folder to a file, both as seen from one place.
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
