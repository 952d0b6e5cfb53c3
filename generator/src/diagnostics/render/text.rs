//! Diagnostics as text, in rustc's form.

use crate::diagnostics::{Diagnostic, Edit, Label, Patch, Severity};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

/// The whole report of one diagnostic, with the lines it points at. `color` is for terminals.
pub fn render(sources: &SourceMap, diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.number());
    let mut group = Group::with_title(title).elements(snippets(sources, diagnostic));
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(&**note));
    }
    let mut groups = Vec::new();
    match (&diagnostic.help, &diagnostic.patch) {
        (help, Some(patch)) => groups.push(patched(sources, help.as_deref().unwrap_or("change this"), patch)),
        (Some(help), None) => group = group.element(Level::HELP.message(&**help)),
        (None, None) => {}
    }
    groups.insert(0, group);
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&groups)
}

/// The lines of each file: the primary one first, the others in the order of their names.
fn snippets<'a>(sources: &'a SourceMap, diagnostic: &'a Diagnostic) -> Vec<Snippet<'a, Annotation<'a>>> {
    let primary = diagnostic.primary.span.file;
    let mut res: BTreeMap<(bool, FileId), Vec<(AnnotationKind, &'a Label)>> = BTreeMap::new();
    let mut add = |kind: AnnotationKind, label: &'a Label| {
        let file = label.span.file;
        res.entry((file != primary, file)).or_default().push((kind, label));
    };
    add(AnnotationKind::Primary, &diagnostic.primary);
    diagnostic.secondary.iter().for_each(|it| add(AnnotationKind::Context, it));
    let snippet = |((_, id), labels): ((bool, FileId), Vec<(AnnotationKind, &'a Label)>)| {
        let window = Window::of(sources.file(id), labels.iter().map(|(_, it)| it.span));
        let annotations = labels.into_iter().map(|(kind, Label { span, text })| {
            let text = (!text.is_empty()).then_some(text.as_str());
            kind.span(window.range(*span)).label(text)
        });
        window.snippet().annotations(annotations)
    };
    res.into_iter().map(snippet).collect()
}

/// The lines after the patch.
fn patched<'a>(sources: &'a SourceMap, help: &'a str, patch: &'a Patch) -> Group<'a> {
    let mut files: BTreeMap<FileId, Vec<&'a Edit>> = BTreeMap::new();
    for edit in &patch.edits {
        files.entry(edit.span.file).or_default().push(edit);
    }
    let snippets = files.into_iter().map(|(id, edits)| {
        let window = Window::of(sources.file(id), edits.iter().map(|it| it.span));
        let edits = edits.iter().map(|it| annotate_snippets::Patch::new(window.range(it.span), &*it.replacement));
        window.snippet().patches(edits)
    });
    Group::with_title(Level::HELP.secondary_title(help)).elements(snippets)
}

/// The part of a file that contains all labels: finding lines reads the whole text, and metadata files have megabytes.
struct Window<'a> {
    file: &'a SourceFile,
    lines: Range<usize>,
}

impl<'a> Window<'a> {
    fn of(file: &'a SourceFile, spans: impl Iterator<Item = Span>) -> Window<'a> {
        let union = |one: Range<usize>, other: Range<usize>| one.start.min(other.start)..one.end.max(other.end);
        let all = spans.map(Span::range).reduce(union).unwrap_or_default();
        Window { file, lines: file.lines_of(all) }
    }

    /// The position of a span within the part.
    fn range(&self, span: Span) -> Range<usize> {
        span.range().start - self.lines.start..span.range().end - self.lines.start
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        let (line, _) = self.file.line_column(self.lines.start as u32);
        Snippet::source(&self.file.text[self.lines.clone()]).line_start(line).path(&self.file.path)
    }
}

/// One line: `file:line:column: severity[code]: message (help)`.
pub fn render_short(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let position = sources.position(diagnostic.primary.span);
    let (severity, code) = (diagnostic.severity, diagnostic.code.number());
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" (help: {help})"));
    format!("{position}: {severity}[{code}]: {}{help}", diagnostic.message)
}
