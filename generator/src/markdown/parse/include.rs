//! `[!INCLUDE [text](target)]`.

use super::Ctx;
use crate::diagnostics::{Code, Diagnostic};
use crate::markdown::topic::{BlockKind, NodeKind};
use crate::source::{SourceMap, Span};

/// An include and what it includes.
pub(super) struct Target {
    /// All of it.
    pub(super) span: Span,
    /// The path, as written.
    pub(super) path: Span,
}

/// The includes in a text.
pub(super) fn targets(sources: &SourceMap, span: Span) -> Vec<Target> {
    find(&sources[span]).into_iter().map(|(all, path)| Target { span: span.part(all), path: span.part(path) }).collect()
}

type Ranges = (std::ops::Range<usize>, std::ops::Range<usize>);

/// The includes in a text: all of each, and its path.
pub(crate) fn find(text: &str) -> Vec<Ranges> {
    let mut res = Vec::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find("[!") {
        let start = rest + at;
        rest = start + 2;
        let is_include = text[rest..].get(..7).is_some_and(|it| it.eq_ignore_ascii_case("include"));
        let Some(open) = text[rest..].find("](").filter(|_| is_include) else { continue };
        let path = rest + open + 2;
        let Some(close) = text[path..].find(')') else { continue };
        let end = text[path + close..].find(']').map_or(path + close + 1, |it| path + close + it + 1);
        res.push((start..end, path..path + close));
        rest = end;
    }
    res
}

/// Whether an include brings language snippets: they are for people, and often generated elsewhere.
pub(crate) fn is_snippet(path: &str) -> bool {
    path.contains("/snippets/")
        || path.contains("snippets_sdk")
        || path.contains("sdk-documentation")
        || path.contains("snippets-sdk")
}

/// The path that an include in `file` means, without `.` and `..`; `None` if it climbs out of what `file` is relative to.
pub(crate) fn join(file: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." if matches!(parts.last(), None | Some(&"..")) => parts.push(".."),
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let is_absolute = file.starts_with('/');
    let joined = parts.join("/");
    (!joined.is_empty() && (is_absolute || !joined.starts_with('/'))).then_some(joined)
}

impl Ctx<'_> {
    pub(super) fn includes(&mut self, includes: Vec<Target>) {
        for include in includes {
            self.include(&include);
        }
    }

    fn include(&mut self, include: &Target) {
        let id = self.node(NodeKind::Include, include.span);
        self.push(BlockKind::Include(id), include.span);
        let path = &self.sources[include.path];
        if is_snippet(path) {
            self.topic.prose.push(id);
            return;
        }
        let file = &self.sources.file(include.span.file).path;
        let Some(target) = join(file, path).and_then(|it| self.sources.find(&it)) else {
            let report = Diagnostic::new(
                Code::IncludeMissing,
                include.path,
                format!("the included file `{path}` does not exist"),
            )
            .note("nothing is included");
            self.diagnostics.report(report);
            self.topic.unreadable.push(id);
            return;
        };
        if self.files.contains(&target) {
            let report = Diagnostic::new(Code::IncludeCycle, include.path, format!("`{path}` includes itself"))
                .note("it is not included again");
            self.diagnostics.report(report);
            self.topic.unreadable.push(id);
            return;
        }
        // An annotation and a tab outside of the include stay as they are.
        let (pending, tab) = (self.pending.take(), self.tab.take());
        self.file(target);
        (self.pending, self.tab) = (pending, tab);
    }
}
