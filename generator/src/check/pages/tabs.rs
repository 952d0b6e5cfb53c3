//! Groups of tabs.

use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::{BlockKind, Topic};
use crate::source::{SourceMap, Spanned};

/// Reports tabs that a group has twice, and groups that are not closed before the next section.
pub(super) fn check(res: &mut Vec<Diagnostic>, sources: &SourceMap, topic: &Topic) {
    let mut group: Vec<&Spanned<String>> = Vec::new();
    for block in &topic.blocks {
        match &block.kind {
            BlockKind::Tab(tab) => {
                if let Some(first) = group.iter().find(|it| it.value == tab.value) {
                    let message = format!("the tab `{}` is in this group twice", tab.value);
                    let report = Diagnostic::new(Code::TabGroup, tab.span, message)
                        .also(first.span, "the first one is here")
                        .help("remove or rename one of them, or close the group between them with a line `---`");
                    res.push(report);
                }
                group.push(tab);
            }
            BlockKind::Rule => group.clear(),
            BlockKind::Heading(heading) if !group.is_empty() && block.span.file == topic.file => {
                let message = format!("the group of tabs before `{}` is not closed", heading.text.value);
                let report = Diagnostic::new(Code::TabGroup, sources.first_line(block.span), message)
                    .also(group[0].span, "the group begins here")
                    .note("readers see this section only in the last tab")
                    .help("insert a line `---` before the heading");
                res.push(report);
                group.clear();
            }
            _ => {}
        }
    }
}
