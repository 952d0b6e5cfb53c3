//! `[!INCLUDE [text](target)]`.

use super::Ctx;
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::topic::{BlockKind, NodeKind};
use crate::source::{FileId, Span};
use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter, memchr2, memrchr};
use std::ops::Range;
use std::sync::LazyLock;

/// The limit of includes in a page: if each file includes another one twice, their number doubles at each level.
pub(crate) const MAX_INCLUDED: usize = 1_000;

/// An include and its target.
pub(super) struct Target {
    /// The whole include.
    pub(super) span: Span,
    /// The path, as written.
    pub(super) path: Span,
}

/// The positions of `[!` in a text, with which includes and notes begin.
pub(super) fn marks(text: &str) -> Vec<usize> {
    START.find_iter(text.as_bytes()).collect()
}

static START: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("[!"));

type Ranges = (Range<usize>, Range<usize>);

/// The includes in a text: the whole range of each, and its path. An include must end before the next `[!`, on
/// its line.
pub(crate) fn find(text: &str) -> Vec<Ranges> {
    starting_at(text, &marks(text))
}

fn starting_at(text: &str, marks: &[usize]) -> Vec<Ranges> {
    let ends = marks.iter().skip(1).copied().chain([text.len()]);
    marks.iter().zip(ends).filter_map(|(start, end)| include_at(text, *start, end)).collect()
}

fn include_at(text: &str, start: usize, end: usize) -> Option<Ranges> {
    let chunk = &text[start..end];
    chunk.get(2..9).filter(|it| it.eq_ignore_ascii_case("include"))?;
    let chunk = &chunk[..memchr2(b'\r', b'\n', chunk.as_bytes()).unwrap_or(chunk.len())];
    let bytes = chunk.as_bytes();
    let path = memchr_iter(b']', bytes).find(|at| bytes.get(at + 1) == Some(&b'('))? + 2;
    let close = path + memchr(b')', &bytes[path..])?;
    let end = memchr(b']', &bytes[close..]).map_or(close + 1, |it| close + it + 1);
    Some((start..start + end, start + path..start + close))
}

/// Whether an include contains language snippets, which are prose and often generated elsewhere.
pub(crate) fn is_snippet(path: &str) -> bool {
    path.contains("/snippets/")
        || path.contains("snippets_sdk")
        || path.contains("sdk-documentation")
        || path.contains("snippets-sdk")
}

/// The path of an include in `file`, without `.` and `..`; `None` if it leaves the folder that `file` is relative to.
pub(crate) fn join(file: &str, target: &str) -> Option<String> {
    let target = &target[..memchr(b'#', target.as_bytes()).unwrap_or(target.len())];
    let folder = memrchr(b'/', file.as_bytes()).map(|end| &file[..end]);
    let mut res = String::with_capacity(file.len() + target.len());
    res += folder.unwrap_or_default();
    // The folder of an absolute path may be one empty part.
    let mut has_parts = folder.is_some();
    let mut start = 0;
    for end in slashes(target).chain([target.len()]) {
        match &target[std::mem::replace(&mut start, end + 1)..end] {
            "." | "" => {}
            ".." if has_parts && res != ".." && !res.ends_with("/..") => {
                let parent = memrchr(b'/', res.as_bytes());
                has_parts = parent.is_some();
                res.truncate(parent.unwrap_or(0));
            }
            part => {
                if has_parts {
                    res.push('/');
                }
                res += part;
                has_parts = true;
            }
        }
    }
    (!res.is_empty() && (file.starts_with('/') || !res.starts_with('/'))).then_some(res)
}

/// The positions of slashes. Paths are short: searching with vectors would take longer.
fn slashes(path: &str) -> impl Iterator<Item = usize> {
    path.bytes().enumerate().filter(|(_, it)| *it == b'/').map(|(at, _)| at)
}

impl Ctx<'_> {
    /// Handles the includes in a part of the current file.
    pub(super) fn targets(&self, span: Span) -> Vec<Target> {
        let Range { start, end } = span.range();
        let marks = self.files.last().map_or(&[][..], |it| &it.marks);
        let marks = &marks[marks.partition_point(|it| *it < start)..marks.partition_point(|it| *it < end)];
        // Few blocks contain any.
        if marks.is_empty() {
            return Vec::new();
        }
        let marks: Vec<usize> = marks.iter().map(|it| it - start).collect();
        let found = starting_at(&self.sources[span], &marks).into_iter();
        found.map(|(all, path)| Target { span: span.part(all), path: span.part(path) }).collect()
    }

    pub(super) fn includes(&mut self, includes: impl IntoIterator<Item = Target>) {
        for include in includes {
            self.include(&include);
        }
    }

    pub(super) fn include(&mut self, include: &Target) {
        let id = self.node(NodeKind::Include, include.span);
        self.push(BlockKind::Include(id), include.span);
        let path = &self.sources[include.path];
        if is_snippet(path) {
            self.topic.prose.push(id);
            return;
        }
        let Some(target) = self.file_of(include) else {
            let report =
                Diagnostic::new(Code::IncludeMissing, include.path, format!("included file `{path}` does not exist"))
                    .note("the include is ignored");
            self.diagnostics.report(report);
            self.topic.unreadable.push(id);
            return;
        };
        if self.is_open(target) {
            let report = Diagnostic::new(Code::IncludeCycle, include.path, format!("`{path}` includes itself"))
                .note("the include is ignored");
            self.diagnostics.report(report);
            self.topic.unreadable.push(id);
            return;
        }
        self.n_included += 1;
        if self.n_included > MAX_INCLUDED {
            if self.n_included == MAX_INCLUDED + 1 {
                let report = Diagnostic::new(Code::IncludeLimit, include.path, "this page includes too many files")
                    .label(format!("the limit is {MAX_INCLUDED}"))
                    .note("this include and all others after it are ignored");
                self.diagnostics.report(report);
            }
            self.topic.unreadable.push(id);
            return;
        }
        // The include does not affect a pending annotation or an open tab outside of it.
        let (pending, tab) = (self.pending.take(), self.tab.take());
        self.file(target);
        (self.pending, self.tab) = (pending, tab);
    }

    /// The file that an include names, if it exists.
    pub(super) fn file_of(&self, include: &Target) -> Option<FileId> {
        let file = &self.sources.file(include.span.file).path;
        join(file, &self.sources[include.path]).and_then(|it| self.sources.find(&it))
    }

    /// Whether a file is being parsed.
    pub(super) fn is_open(&self, file: FileId) -> bool {
        self.files.iter().any(|it| it.id == file)
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_relative_to_the_folder_of_the_file() {
        let joined = |file, target| join(file, target).unwrap_or_default();
        assert_eq!(joined("docs/api/a.md", "../resources/./b.md#c"), "docs/resources/b.md");
        assert_eq!(joined("a.md", "b//c.md"), "b/c.md");
        assert_eq!(joined("api/a.md", "../../../b.md"), "../../b.md");
        assert_eq!(joined("/a.md", "b.md"), "/b.md");
        assert_eq!(joined("/docs/a.md", "../b.md"), "/b.md");
        assert_eq!(join("docs/a.md", ".."), None);
    }
}
