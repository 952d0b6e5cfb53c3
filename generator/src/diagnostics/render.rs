//! Diagnostics as text, in rustc's form.

use super::{Diagnostic, Label, Patch, Severity};
use crate::source::{FileId, SourceMap, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;

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
    let mut res: BTreeMap<(bool, FileId), Vec<Annotation<'a>>> = BTreeMap::new();
    let mut add = |kind: AnnotationKind, Label { span, text }: &'a Label| {
        let text = (!text.is_empty()).then_some(text.as_str());
        res.entry((span.file != primary, span.file)).or_default().push(kind.span(span.range()).label(text));
    };
    add(AnnotationKind::Primary, &diagnostic.primary);
    diagnostic.secondary.iter().for_each(|it| add(AnnotationKind::Context, it));
    let snippet = |((_, id), annotations): ((bool, FileId), Vec<Annotation<'a>>)| {
        let file = sources.file(id);
        Snippet::source(&file.text).path(&file.path).annotations(annotations)
    };
    res.into_iter().map(snippet).collect()
}

/// The lines as they should be.
fn patched<'a>(sources: &'a SourceMap, help: &'a str, patch: &'a Patch) -> Group<'a> {
    let mut files: BTreeMap<FileId, Vec<annotate_snippets::Patch<'a>>> = BTreeMap::new();
    for edit in &patch.edits {
        let Span { file, .. } = edit.span;
        files.entry(file).or_default().push(annotate_snippets::Patch::new(edit.span.range(), &*edit.replacement));
    }
    let snippets = files.into_iter().map(|(id, edits)| {
        let file = sources.file(id);
        Snippet::source(&file.text).path(&file.path).patches(edits)
    });
    Group::with_title(Level::HELP.secondary_title(help)).elements(snippets)
}

/// One line: `file:line:column: severity[code]: message (help)`.
pub fn render_short(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let position = sources.position(diagnostic.primary.span);
    let (severity, code) = (diagnostic.severity, diagnostic.code.number());
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" (help: {help})"));
    format!("{position}: {severity}[{code}]: {}{help}", diagnostic.message)
}
