//! Diagnostics as text, in rustc's form.

use super::{Diagnostic, Severity};
use crate::source::SourceMap;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;

/// The whole report of one diagnostic, with the lines it points at. `color` is for terminals.
pub fn render(sources: &SourceMap, diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut snippets = BTreeMap::new();
    let labels = std::iter::once((AnnotationKind::Primary, &diagnostic.primary))
        .chain(diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label)));
    for (idx, (kind, label)) in labels.enumerate() {
        let file = sources.file(label.span.file);
        // The primary file comes first, the others in the order of their names.
        let key = (label.span.file != diagnostic.primary.span.file, label.span.file);
        let snippet = snippets.remove(&key).unwrap_or_else(|| Snippet::source(&file.text).path(&file.path));
        let text = (!label.text.is_empty()).then_some(label.text.as_str());
        snippets.insert(key, snippet.annotation(kind.span(label.span.range()).label(text)));
        debug_assert!(idx == 0 || !snippets.is_empty());
    }
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.number());
    let mut group = Group::with_title(title).elements(snippets.into_values());
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(&**note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// One line: `file:line:column: severity[code]: message (help)`.
pub fn render_short(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let position = sources.position(diagnostic.primary.span);
    let code = diagnostic.code;
    let mut res = format!("{position}: {}[{}]: {}", code.severity(), code.number(), diagnostic.message);
    if let Some(help) = &diagnostic.help {
        res += &format!(" (help: {help})");
    }
    res
}
