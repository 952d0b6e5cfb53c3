//! Pages → syntax trees.

mod comment;
pub(super) mod front_matter;
pub(super) mod heading;
pub(crate) mod include;
mod link;
mod table;

use super::annotation::{Annotation, AnnotationKind};
use super::topic::{Block, BlockKind, CodeBlock, Node, NodeId, NodeKind, Topic};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};
use memchr::{memchr, memchr2, memrchr};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Parses one page, with includes expanded. Never fails: problems are reported.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId) -> Topic {
    let topic = Topic {
        file,
        front_matter: None,
        blocks: Vec::new(),
        nodes: Vec::new(),
        unreadable: Vec::new(),
        prose: Vec::new(),
        links: Vec::new(),
    };
    let mut ctx = Ctx { diagnostics, sources, topic, files: Vec::new(), pending: None, tab: None, n_included: 0 };
    ctx.file(file);
    let mut topic = ctx.topic;
    // Trees of all pages are kept.
    topic.blocks.shrink_to_fit();
    topic.nodes.shrink_to_fit();
    topic
}

/// A page while it is parsed.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    topic: Topic,
    /// The stack of files being parsed, from the page to the current include.
    files: Vec<Open>,
    /// The pending annotation, if any.
    pending: Option<Pending>,
    /// The open tab.
    tab: Option<String>,
    /// The number of files that were included, repeatedly or not.
    n_included: usize,
}

/// A file being parsed.
struct Open {
    id: FileId,
    /// Possible starts of includes.
    marks: Vec<usize>,
}

/// An annotation whose code block was not found yet.
struct Pending {
    id: NodeId,
    annotation: Box<Annotation>,
    /// Whether prose follows the annotation.
    is_far: bool,
}

impl Ctx<'_> {
    /// Parses a file: the page itself or one that it includes.
    fn file(&mut self, file: FileId) {
        let text = &self.sources.file(file).text;
        self.files.push(Open { id: file, marks: include::marks(text) });
        let front_matter = front_matter::front_matter(self.diagnostics, self.sources, file);
        let start = front_matter.as_ref().map_or_else(|| bom(text), |it| it.span.end as usize);
        if self.files.len() == 1 {
            if front_matter.is_none() {
                let span = Span::new(file, start..start);
                let report = Diagnostic::new(Code::FrontMatter, span, "this page has no front matter")
                    .help("begin the page with `---`, `title: …` and `doc_type: …` lines, `---`");
                self.diagnostics.report(report);
            }
            self.topic.front_matter = front_matter;
        }
        self.blocks(file, start);
        self.flush();
        self.tab = None;
        self.files.pop();
    }

    /// Parses the text after the front matter.
    fn blocks(&mut self, file: FileId, start: usize) {
        let sources = self.sources;
        let text = &sources.file(file).text[start..];
        let at = |range: Range<usize>| Span::new(file, start + range.start..start + range.end);
        let mut undefined = Vec::new();
        let mut broken = |it: BrokenLink<'_>| {
            undefined.extend(link::undefined(&it));
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(&mut broken));
        let mut events = parser.into_offset_iter();
        // Blocks in lists and quotes: tables, code and comments in them are separate blocks.
        let mut depth = 0;
        let mut nested = Vec::new();
        while let Some((event, range)) = events.next() {
            let span = at(range);
            match event {
                Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => {
                    if depth == 0 {
                        let is_list = matches!(event, Event::Start(Tag::List(_)));
                        self.container(span, if is_list { BlockKind::List } else { BlockKind::Quote });
                    }
                    depth += 1;
                }
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                    depth -= 1;
                    if depth == 0 {
                        self.container_includes(span, &std::mem::take(&mut nested));
                    }
                }
                Event::Start(Tag::Paragraph) if depth > 0 && !table::looks_like_table(&sources[span]) => {}
                Event::Start(tag) if is_leaf(&tag) => {
                    let inner = self.inner(&mut events, &tag.to_end(), at);
                    self.leaf(span, &tag, inner.text.map(at));
                    inner.comments.into_iter().for_each(|it| self.inline_comment(at(it)));
                    if depth > 0 {
                        nested.push(span);
                    }
                }
                Event::Start(tag) => self.link(span, &tag),
                Event::InlineHtml(_) if sources[span].starts_with("<!--") => self.inline_comment(span),
                Event::Rule => {
                    self.flush();
                    self.tab = None;
                    self.push(BlockKind::Rule, span);
                }
                _ => {}
            }
        }
        drop(events);
        undefined.into_iter().for_each(|it| self.undefined_link(at(it)));
    }

    /// Skips events up to the end of the block that has just begun, except for links.
    fn inner<'a>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
        end: &TagEnd,
        at: impl Fn(Range<usize>) -> Span,
    ) -> Inner {
        let mut res = Inner::default();
        for (event, range) in events {
            match event {
                Event::End(it) if it == *end => break,
                Event::Text(_) => res.text = Some(res.text.map_or(range.start, |it| it.start)..range.end),
                Event::InlineHtml(html) if html.starts_with("<!--") => res.comments.push(range),
                Event::Start(tag) => self.link(at(range), &tag),
                _ => {}
            }
        }
        res
    }

    /// A leaf block. `text` is the range of its text.
    fn leaf(&mut self, span: Span, tag: &Tag<'_>, text: Option<Span>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(span, *level as u8),
            Tag::CodeBlock(kind) => self.code(span, kind, text),
            Tag::Table(_) => self.table(span),
            Tag::HtmlBlock => self.html(span),
            _ => self.paragraph(span),
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.topic.blocks.push(Block { kind, span });
    }

    fn node(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let id = NodeId(self.topic.nodes.len() as u32);
        self.topic.nodes.push(Node { kind, span });
        id
    }

    fn code(&mut self, span: Span, kind: &CodeBlockKind<'_>, body: Option<Span>) {
        let span = trim_end(self.sources, span);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_lowercase(),
            CodeBlockKind::Indented => String::new(),
        };
        let first_line = memchr(b'\n', self.sources[span].as_bytes()).map_or(span.end, |it| span.start + it as u32 + 1);
        let body = body.unwrap_or(Span { start: first_line, end: first_line, ..span });
        self.stray_fence(span, body, matches!(kind, CodeBlockKind::Fenced(_)));
        let pending = self.pending.take();
        let annotation_is_far = pending.as_ref().is_some_and(|it| it.is_far);
        let annotation = pending.map(|it| (it.id, it.annotation));
        let id = self.node(NodeKind::CodeBlock, span);
        let tab = self.tab.clone();
        let block = CodeBlock { id, language, body, annotation, annotation_is_far, tab };
        self.push(BlockKind::Code(Box::new(block)), span);
    }

    /// Reports a block that is not closed, or that contains the opening fence of another one.
    fn stray_fence(&mut self, span: Span, body: Span, is_fenced: bool) {
        if !is_fenced {
            return;
        }
        let is_fence = |line: &str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        // Few blocks contain a character of fences.
        let has_mark = |text: &&str| memchr2(b'`', b'~', text.as_bytes()).is_some();
        let mut body = Some(&self.sources[body]).filter(has_mark).into_iter().flat_map(str::lines);
        if let Some(line) = body.find(|line| is_fence(line)) {
            let at = self.sources.span_of(span.file, line);
            let before = &self.sources[span][..at.start as usize - span.start as usize];
            let report = match self.sources[span].lines().next().filter(|_| leaves_code(before)) {
                Some(first) => {
                    let first = self.sources.span_of(span.file, first);
                    Diagnostic::new(Code::FenceStray, first, "unclosed code block")
                        .also(at, "the next code block begins here")
                        .help("close it before the text that follows the code")
                }
                None => Diagnostic::new(Code::FenceStray, at, "stray fence line in a code block")
                    .help("close the block before this line, or remove the line"),
            };
            self.diagnostics.report(report.note("the following lines are treated as part of the block"));
        }
        let text = &self.sources[span];
        let last = memrchr(b'\n', text.as_bytes()).map(|it| &text[it + 1..]);
        if !last.is_some_and(is_fence) {
            let first = text.lines().next().map_or(span, |it| self.sources.span_of(span.file, it));
            let report = Diagnostic::new(Code::FenceStray, first, "unclosed code block")
                .note("the rest of the page is treated as part of the block");
            self.diagnostics.report(report);
        }
    }

    fn paragraph(&mut self, span: Span) {
        let span = trim_end(self.sources, span);
        self.move_away();
        if table::looks_like_table(&self.sources[span]) {
            return self.refused_table(span);
        }
        if let Some(line) = heading::missed(&self.sources[span]) {
            return self.missed_heading(self.sources.span_of(span.file, line), span);
        }
        let includes = self.targets(span);
        if includes.is_empty() {
            return self.push(BlockKind::Paragraph, span);
        }
        let covered: usize = includes.iter().map(|it| it.span.range().len()).sum();
        let is_include = covered > 0 && covered + 4 * includes.len() >= self.sources[span].trim().len();
        if !is_include {
            self.push(BlockKind::Paragraph, span);
        }
        self.includes(includes);
    }

    /// A list or a quote.
    fn container(&mut self, span: Span, kind: BlockKind) {
        let span = trim_end(self.sources, span);
        self.move_away();
        self.push(kind, span);
    }

    /// The includes of a list or a quote; its nested blocks handle their own includes.
    fn container_includes(&mut self, span: Span, nested: &[Span]) {
        let mut includes = self.targets(span);
        includes.retain(|it| nested.iter().all(|block| it.span.start < block.start || it.span.start >= block.end));
        self.includes(includes);
    }

    /// Records that prose follows the pending annotation.
    fn move_away(&mut self) {
        if let Some(pending) = &mut self.pending {
            pending.is_far = true;
        }
    }

    /// Reports a pending annotation without a code block.
    fn flush(&mut self) {
        let Some(Pending { id, annotation, .. }) = self.pending.take() else { return };
        let span = annotation.span;
        // Annotations for other tools, or for ignored content, are allowed before tables and includes.
        if !matches!(annotation.kind, AnnotationKind::Other | AnnotationKind::Ignored) {
            let at = first_line(self.sources, span);
            let report = Diagnostic::new(Code::AnnotationWithoutBlock, at, "no code block follows this annotation")
                .note("the annotation is ignored")
                .help("move it directly before the code block that it describes");
            self.diagnostics.report(report);
            self.topic.unreadable.push(id);
        }
        self.push(BlockKind::Annotation(id, annotation), span);
    }

    /// Handles an annotation.
    fn annotation(&mut self, span: Span, annotation: Box<Annotation>) {
        let id = self.node(NodeKind::Annotation, span);
        if annotation.kind == AnnotationKind::Page {
            self.push(BlockKind::Annotation(id, annotation), span);
            return;
        }
        self.flush();
        self.pending = Some(Pending { id, annotation, is_far: false });
    }
}

/// Whether a code block continues with a heading or an annotation, so that its closing fence is missing.
fn leaves_code(block: &str) -> bool {
    let is_heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with("##");
    block.lines().any(|line| is_heading(line) || line.starts_with("<!--"))
}

/// Whether a block is a leaf.
fn is_leaf(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock | Tag::Paragraph)
}

/// The content of a leaf block.
#[derive(Default)]
struct Inner {
    /// The range from the first text to the last; `None` without text.
    text: Option<Range<usize>>,
    /// Comments in running text.
    comments: Vec<Range<usize>>,
}

pub(super) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn trim_end(sources: &SourceMap, span: Span) -> Span {
    let text = &sources[span];
    Span { end: span.start + text.trim_end().len() as u32, ..span }
}

fn first_line(sources: &SourceMap, span: Span) -> Span {
    let text = &sources[span];
    span.part(0..text.find(['\r', '\n']).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests;
