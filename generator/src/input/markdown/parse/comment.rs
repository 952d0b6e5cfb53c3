//! HTML blocks: comments, annotations among them, and raw HTML.

use super::{Ctx, first_line, trim_end};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::annotation;
use crate::input::markdown::topic::{BlockKind, NodeKind};
use crate::source::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

static OPEN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<!--"));

static CLOSE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

impl Ctx<'_> {
    pub(super) fn html(&mut self, span: Span) {
        let span = trim_end(self.sources, span);
        let text = &self.sources[span];
        if !text.trim_start().starts_with("<!--") {
            self.move_away();
            self.push(BlockKind::Html, span);
        }
        let mut rest = 0;
        while let Some(at) = OPEN.find(&text.as_bytes()[rest..]) {
            let start = rest + at;
            match CLOSE.find(&text.as_bytes()[start..]) {
                Some(end) => {
                    rest = start + end + "-->".len();
                    self.comment(span.part(start..rest));
                }
                None => {
                    self.unclosed(span.part(start..text.len()));
                    return;
                }
            }
        }
        // Text after a comment on its last line is still text.
        let after = text[rest..].trim();
        if rest > 0 && !after.is_empty() {
            self.paragraph(self.sources.span_of(span.file, after));
        }
    }

    /// A comment in running text. Only annotations are relevant.
    pub(super) fn inline_comment(&mut self, span: Span) {
        if is_annotation(&self.sources[span]) {
            self.comment(span);
        }
    }

    fn unclosed(&mut self, span: Span) {
        let report = Diagnostic::new(Code::CommentUnclosed, first_line(self.sources, span), "unclosed comment")
            .note("the rest of the page is ignored")
            .help("close it with `-->`");
        self.diagnostics.report(report);
        if is_annotation(&self.sources[span]) {
            let id = self.node(NodeKind::Annotation, span);
            self.topic.unreadable.push(id);
        }
        self.push(BlockKind::Comment, span);
    }

    fn comment(&mut self, span: Span) {
        if !is_annotation(&self.sources[span]) {
            self.push(BlockKind::Comment, span);
            return;
        }
        match annotation::annotation(self.diagnostics, self.sources, span) {
            Some(annotation) => self.annotation(span, Box::new(annotation)),
            None => {
                let id = self.node(NodeKind::Annotation, span);
                self.topic.unreadable.push(id);
                self.push(BlockKind::Comment, span);
            }
        }
    }
}

/// Whether a comment contains an object.
pub(super) fn is_annotation(comment: &str) -> bool {
    // Trimming a text of several characters prepares a search, which takes longer.
    let mut inner = comment;
    while let Some(rest) = inner.strip_prefix("<!--") {
        inner = rest;
    }
    inner.trim_start_matches('-').trim_start().starts_with('{')
}
