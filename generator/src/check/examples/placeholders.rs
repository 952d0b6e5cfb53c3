//! Placeholders in bodies: one finding for each body.

use super::Ctx;
use super::subject::Subject;
use crate::diagnostics::{Code, Diagnostic, listing};
use crate::model::json::{Json, Value};

impl Ctx<'_, '_> {
    /// A placeholder for a value.
    pub(super) fn placeholder(&mut self, json: &Json, subject: Subject<'_>) {
        let is_empty = matches!(&json.value, Value::String(it) if it.trim().is_empty());
        let (what, label) = if is_empty { ("an empty string", "empty") } else { ("a placeholder", "placeholder") };
        let message = format!("{} has {what} instead of a value", subject.noun());
        let report = Diagnostic::new(Code::ExamplePlaceholder, json.span, message).label(label);
        self.placeholders.push((subject.name.to_owned(), subject.point(report)));
    }

    /// Reports the placeholders of a body, at the first one: templates have one for each member.
    pub(super) fn report_placeholders(&mut self) {
        let mut all = std::mem::take(&mut self.placeholders);
        all.sort_by_key(|(_, it)| it.primary.span);
        let mut names: Vec<String> = Vec::new();
        let mut first = None;
        for (name, report) in all {
            if !names.contains(&name) {
                names.push(name);
            }
            first.get_or_insert(report);
        }
        let Some(mut report) = first else { return };
        if names.len() > 1 {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            report.message = format!("placeholders instead of values: {}", listing(&names));
        }
        self.diagnostics.report(report);
    }
}
