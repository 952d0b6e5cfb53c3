//! Source texts, and places in them.

use hashbrown::HashMap;
use memchr::{memchr, memchr_iter, memrchr};
use serde::{Deserialize, Serialize};
use std::ops::{Index, Range};
use std::sync::OnceLock;

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A range of bytes in one file. Both ends are on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    #[inline]
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let at = |offset: usize| u32::try_from(offset).expect("`read` refuses files of 4 GiB");
        Span { file, start: at(range.start), end: at(range.end) }
    }

    /// The byte range in the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span from the start of `self` to the end of `other`, in the same file.
    pub fn to(self, other: Span) -> Span {
        debug_assert_eq!(self.file, other.file);
        Span { file: self.file, start: self.start, end: other.end.max(self.start) }
    }

    /// A part of this span, by offsets relative to its start.
    #[inline]
    pub fn part(self, range: Range<usize>) -> Span {
        let start = self.start as usize;
        Span::new(self.file, start + range.start..start + range.end)
    }
}

/// A value, and the place of the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value with its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// Another value read from the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl Spanned<String> {
    /// Borrows the value.
    pub fn as_deref(&self) -> Spanned<&str> {
        Spanned { value: &self.value, span: self.span }
    }
}

/// The role of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A page of the documentation.
    Page,
    /// A file that pages include.
    Include,
    /// CSDL.
    Metadata,
    /// A table of contents.
    Toc,
    /// Permissions by path and method.
    Permissions,
    /// An OpenAPI description.
    Description,
    /// A file that OpenAPI descriptions refer to.
    Fragment,
    /// A baseline of known findings.
    Baseline,
    /// An image. Only its path is relevant; the text is empty.
    Image,
}

/// Why a text differs from the file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Some bytes do not belong to the encoding; each is U+FFFD in the text.
    NotDecoded {
        /// The offset of the first one in the text.
        offset: u32,
        /// The encoding.
        encoding: &'static str,
    },
    /// The file declares an encoding that is not supported; it was read as UTF-8.
    UnknownEncoding(String),
    /// The file cannot be read, for this reason. The text is empty.
    Unreadable(String),
}

/// One text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path in diagnostics: relative if possible, with forward slashes.
    pub path: String,
    /// The path below the documentation folder (`api/user-get.md`). Output may depend on it.
    pub name: String,
    /// The role of the file.
    pub kind: FileKind,
    /// The whole text, decoded.
    pub text: String,
    /// Why the text differs from the file on disk.
    pub problem: Option<Problem>,
    /// The number of line breaks before each [`BLOCK`], computed on first use: most files have no findings.
    breaks: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// Creates a file from its text.
    pub fn new(path: String, name: String, kind: FileKind, text: String) -> SourceFile {
        SourceFile { path, name, kind, text, problem: None, breaks: OnceLock::new() }
    }

    /// The name of a page without its folder and extension: `user-get`.
    pub fn stem(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name).trim_end_matches(".md")
    }

    /// Whether the file was read, so that it has a text.
    pub fn is_readable(&self) -> bool {
        !matches!(self.problem, Some(Problem::Unreadable(_)))
    }

    /// Line and column (in characters) of a byte offset, both from 1.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let offset = offset as usize;
        let block = offset / BLOCK;
        let before = self.breaks.get_or_init(|| breaks_before_blocks(&self.text))[block] as usize;
        let within = n_breaks(&self.text.as_bytes()[block * BLOCK..offset]);
        (before + within + 1, column(&self.text, offset))
    }

    /// The whole lines that a range touches.
    pub fn lines_of(&self, range: Range<usize>) -> Range<usize> {
        let end = memchr(b'\n', &self.text.as_bytes()[range.end..]).map_or(self.text.len(), |it| range.end + it + 1);
        line_start(&self.text, range.start)..end
    }
}

/// All texts of a run, sorted by name: ids do not depend on reading order.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// The first file of each [`SourceFile::path`]. Iteration order is never observable.
    by_path: HashMap<String, FileId>,
}

impl SourceMap {
    /// Creates a map of `files`, which are sorted.
    pub fn new(mut files: Vec<SourceFile>) -> SourceMap {
        files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        let mut res =
            SourceMap { by_path: HashMap::with_capacity(files.len()), files: Vec::with_capacity(files.len()) };
        for file in files {
            res.push(file);
        }
        res
    }

    /// Appends a file: existing ids stay valid.
    pub fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.by_path.entry(file.path.clone()).or_insert(id);
        self.files.push(file);
        id
    }

    /// Every file, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(idx, file)| (FileId(idx as u32), file))
    }

    /// The file with this [`SourceFile::path`].
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// One file.
    #[inline]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text of a span.
    #[inline]
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.range()]
    }

    /// The part of a span up to the end of its first line.
    pub fn first_line(&self, span: Span) -> Span {
        let line = self.text(span).lines().next().unwrap_or_default();
        span.part(0..line.trim_end().len())
    }

    /// `path:line:column` of the start of a span.
    pub fn position(&self, span: Span) -> String {
        let file = self.file(span.file);
        let (line, column) = file.line_column(span.start);
        format!("{}:{line}:{column}", file.path)
    }

    /// The span of `part`, which must be borrowed from the text of `file`.
    pub fn span_of(&self, file: FileId, part: &str) -> Span {
        let text = &self.file(file).text;
        let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        assert!(start <= text.len() && start + part.len() <= text.len(), "`part` is not borrowed from this file");
        Span::new(file, start..start + part.len())
    }
}

impl Index<Span> for SourceMap {
    type Output = str;

    #[inline]
    fn index(&self, span: Span) -> &str {
        self.text(span)
    }
}

/// The number of bytes after which line breaks are counted anew: counting them in a few bytes for each place is faster than
/// a table of all lines.
const BLOCK: usize = 1024;

/// Line and column (in characters) of a byte offset in a text that is in no map, both from 1.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    (n_breaks(&text.as_bytes()[..offset]) + 1, column(text, offset))
}

/// The number of line breaks before each block of a text, and in all of it.
fn breaks_before_blocks(text: &str) -> Vec<u32> {
    let mut res = vec![0];
    let mut sum = 0;
    res.extend(text.as_bytes().chunks(BLOCK).map(|block| {
        sum += n_breaks(block) as u32;
        sum
    }));
    res
}

fn n_breaks(text: &[u8]) -> usize {
    memchr_iter(b'\n', text).count()
}

fn line_start(text: &str, offset: usize) -> usize {
    memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |it| it + 1)
}

fn column(text: &str, offset: usize) -> usize {
    text[line_start(text, offset)..offset].chars().count() + 1
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, FileKind, SourceFile};

    fn file(text: String) -> SourceFile {
        SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text)
    }

    #[test]
    fn columns_count_characters() {
        let file = file("é|x\nab".to_owned());
        assert_eq!(file.line_column(3), (1, 3));
        assert_eq!(file.line_column(4), (1, 4));
        assert_eq!(file.line_column(5), (2, 1));
        assert_eq!(file.lines_of(3..4), 0..5);
        assert_eq!(file.lines_of(3..5), 0..7);
    }

    #[test]
    fn lines_are_counted_over_blocks() {
        let file = file("a\n".repeat(BLOCK));
        let end = BLOCK as u32 * 2;
        assert_eq!(file.line_column(end), (BLOCK + 1, 1));
        assert_eq!(file.line_column(end - 1), (BLOCK, 2));
        assert_eq!(file.lines_of(BLOCK..BLOCK + 1), BLOCK..BLOCK + 2);
    }
}
