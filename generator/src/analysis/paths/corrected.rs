//! Request lines as their authors wrote them, and the changes to single segments.

use super::{Deviation, Found, StepKind};
use crate::diagnostics::Edit;
use crate::input::url::{Part, PartKind, Url};
use crate::model::Request;
use crate::model::http::{Argument, Segment};
use crate::source::{SourceMap, Span};
use std::ops::Range;

/// The URL of a request line as written.
pub(super) struct Line<'a> {
    span: Span,
    url: Url<'a>,
    /// The part that each segment was read from, by its index.
    parts: Vec<Option<usize>>,
}

impl<'a> Line<'a> {
    pub(super) fn read(sources: &'a SourceMap, request: &Request) -> Line<'a> {
        let span = request.url.span;
        let url = Url::read(&sources[span]);
        let parts = parts(&url, &request.url.value.segments);
        Line { span, url, parts }
    }

    /// The place of a segment: the whole URL if its text is unknown.
    pub(super) fn place(&self, segment: usize) -> Span {
        self.part(segment).map_or(self.span, |it| self.span.part(it.range.clone()))
    }

    /// The text of a segment.
    pub(super) fn text(&self, segment: usize) -> &'a str {
        self.part(segment).map_or(self.url.text, |it| &self.url.text[it.range.clone()])
    }

    /// The name of a segment, without arguments.
    pub(super) fn name(&self, segment: usize) -> &'a str {
        self.part(segment).map_or(self.url.text, |it| &self.url.text[it.name()])
    }

    /// The text that a change replaces.
    pub(super) fn original(&self, edit: &Edit) -> &'a str {
        let at = |offset: u32| (offset - self.span.start) as usize;
        &self.url.text[at(edit.span.start)..at(edit.span.end)]
    }

    /// The URL with changes, which are sorted.
    pub(super) fn with(&self, edits: &[Edit]) -> String {
        let mut res = String::new();
        let mut end = 0;
        for edit in edits {
            let start = (edit.span.start - self.span.start) as usize;
            res += &self.url.text[end..start];
            res += &edit.replacement;
            end = (edit.span.end - self.span.start) as usize;
        }
        res + &self.url.text[end..]
    }

    /// The changes that spell a segment as the model does. Other text of the author is kept.
    pub(super) fn spelled(&self, deviation: &Deviation) -> Vec<Edit> {
        let Some(part) = self.part(deviation.segment) else { return Vec::new() };
        match &deviation.step {
            StepKind::Segment(name) => self.respelled(part.name(), name).into_iter().collect(),
            StepKind::Function(name, declared) => {
                let own = self.respelled(part.name(), name).into_iter();
                own.chain(self.arguments(part, declared, deviation.found)).collect()
            }
            StepKind::Key | StepKind::Keys(_) | StepKind::ByPath | StepKind::Values(_) => Vec::new(),
        }
    }

    /// Replaces a segment, and `before` bytes before it.
    pub(super) fn replaced(&self, segment: usize, before: usize, text: &str) -> Option<Edit> {
        let range = self.part(segment)?.range.clone();
        Some(self.edit(range.start.checked_sub(before)?..range.end, text))
    }

    /// Inserts a text before a segment.
    pub(super) fn inserted(&self, segment: usize, text: &str) -> Option<Edit> {
        let start = self.part(segment)?.range.start;
        Some(self.edit(start..start, text))
    }

    /// A name in another case. Qualified names keep their namespace, and unqualified ones get none.
    fn respelled(&self, range: Range<usize>, name: &str) -> Option<Edit> {
        let start = range.start + self.url.text[range.clone()].rfind('.').map_or(0, |it| it + 1);
        let name = super::verb::last(name);
        (self.url.text[start..range.end] != *name).then(|| self.edit(start..range.end, name))
    }

    fn arguments(&self, part: &Part, declared: &[Argument], found: Found) -> Vec<Edit> {
        let behind = part.name().end..part.range.end;
        match &part.kind {
            PartKind::Call(_, given) if found == Found::Case => {
                let same = |name: &str| declared.iter().find(|it| it.name.eq_ignore_ascii_case(name));
                let names = given.iter().map(|it| &it.name).filter(|it| !it.is_empty());
                names.filter_map(|it| self.respelled(it.clone(), &same(&self.url.text[it.clone()])?.name)).collect()
            }
            _ if found == Found::Case => Vec::new(),
            _ => {
                let call = Segment::Call(String::new(), declared.to_vec()).to_string();
                vec![self.edit(behind, call.trim_start_matches('/'))]
            }
        }
    }

    fn edit(&self, range: Range<usize>, text: &str) -> Edit {
        Edit::replace(self.span.part(range), text)
    }

    fn part(&self, segment: usize) -> Option<&Part> {
        self.url.parts.get((*self.parts.get(segment)?)?)
    }
}

/// The part that each segment was read from, if the text of the segment is verbatim.
fn parts(url: &Url<'_>, segments: &[Segment]) -> Vec<Option<usize>> {
    let mut next = 0;
    let part = |it: &Segment| {
        let found = match it {
            Segment::Literal(name) | Segment::Call(name, _) => {
                let rest = url.parts.iter().enumerate().skip(next);
                rest.filter(|(_, it)| url.text[it.name()] == **name).map(|(idx, _)| idx).next()
            }
            Segment::Keys(_) => next.checked_sub(1),
            Segment::Placeholder(_) | Segment::ByPath(_) | Segment::Mixed(_) | Segment::Ellipsis => Some(next),
        };
        next = found.map_or(next, |it| it + 1);
        found
    };
    segments.iter().map(part).collect()
}
