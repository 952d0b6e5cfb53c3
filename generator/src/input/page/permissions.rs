//! Reads permission tables.

mod cell;
mod names;
mod subject;

pub use subject::{of_heading, of_paragraph};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::{Table, inline};
use crate::model::permission::{Caller, Permissions, Requirement};
use crate::service::Callers;
use crate::source::{SourceMap, Span, Spanned};

/// Reads a permissions table of any shape and adds it to `permissions`. Returns the indexes of the used rows, or
/// `None`, without a report, if the table has none of these shapes. Unrecognized rows are reported. `header` is the header
/// row in lower case, `subject` is what the whole table is for.
pub fn permissions(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    labels: &Callers,
    table: &Table,
    header: &[String],
    subject: Option<&Spanned<String>>,
    permissions: &mut Permissions,
) -> Option<Vec<usize>> {
    let header: Vec<_> = header.iter().map(|it| it.replace('\u{a0}', " ")).collect();
    let shape = shape(labels, &header)?;
    let mut reader = Reader { diagnostics, sources, labels, subject, permissions, used: Vec::new() };
    match shape {
        Shape::Vertical { lists, order } => reader.vertical(table, &lists, order),
        Shape::Horizontal { callers } => reader.horizontal(table, &callers),
    }
    Some(reader.used)
}

/// The layout of a table.
enum Shape {
    /// A row for each caller.
    Vertical {
        /// The columns with permissions.
        lists: Vec<usize>,
        order: Order,
    },
    /// A row for each resource, a column for each caller.
    Horizontal { callers: Vec<(usize, Caller)> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    LeastFirst,
    MostFirst,
    Unknown,
}

fn shape(labels: &Callers, header: &[String]) -> Option<Shape> {
    let callers: Vec<_> = header.iter().enumerate().filter_map(|(idx, it)| Some((idx, caller(labels, it)?))).collect();
    if callers.len() > 1 {
        return Some(Shape::Horizontal { callers });
    }
    let (first, rest) = header.split_first()?;
    let lists: Vec<usize> = (1..header.len())
        .filter(|idx| header[*idx].contains("permission") || header[*idx].contains("privileged"))
        .collect();
    if !first.starts_with("permission type") || lists.len() != rest.len() {
        return None;
    }
    // Current tables have a separate column for the least privileged permissions, before the higher ones.
    let has_columns = rest.iter().any(|it| it.starts_with("least privileged"));
    let order = if has_columns || header.iter().any(|it| it.contains("least to most")) {
        Order::LeastFirst
    } else if header.iter().any(|it| it.contains("most to least")) {
        Order::MostFirst
    } else {
        Order::Unknown
    };
    Some(Shape::Vertical { lists, order })
}

/// The caller that a cell names.
fn caller(labels: &Callers, text: &str) -> Option<Caller> {
    let text = text.trim().to_lowercase();
    // One label may be a prefix of another one.
    let named = labelled(labels).filter(|(_, label)| text.starts_with(&label.to_lowercase()));
    named.max_by_key(|(_, label)| label.len()).map(|(caller, _)| caller).or_else(|| by_format(&text))
}

/// The callers that have a label.
fn labelled(labels: &Callers) -> impl Iterator<Item = (Caller, &str)> {
    let all = [
        (Caller::DelegatedWork, &labels.delegated_work),
        (Caller::DelegatedPersonal, &labels.delegated_personal),
        (Caller::Application, &labels.application),
    ];
    all.into_iter().filter_map(|(caller, label)| Some((caller, label.as_deref()?)))
}

/// The caller that a cell in lower case names in the wording of API Doctor.
fn by_format(text: &str) -> Option<Caller> {
    if text.starts_with("delegated") {
        return Some(if text.contains("personal") { Caller::DelegatedPersonal } else { Caller::DelegatedWork });
    }
    text.starts_with("application").then_some(Caller::Application)
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    labels: &'a Callers,
    subject: Option<&'a Spanned<String>>,
    permissions: &'a mut Permissions,
    used: Vec<usize>,
}

impl Reader<'_> {
    fn vertical(&mut self, table: &Table, lists: &[usize], order: Order) {
        if order == Order::Unknown {
            self.no_order(table, lists);
        }
        let columns: Vec<_> = lists.iter().map(|it| (*it, self.column_subject(table, *it))).collect();
        let mut current = None;
        for (idx, row) in table.rows.iter().enumerate() {
            let Some(first) = row.cells.first() else { continue };
            let label = inline::plain(self.sources, first.span);
            let named = caller(self.labels, &label);
            let Some(caller) = named.or(current.filter(|_| is_part(&self.sources[first.span]))) else {
                self.unknown_row(first.span);
                continue;
            };
            current = Some(caller);
            self.used.push(idx);
            self.permissions.callers.entry(caller).or_default();
            let is_header_of_parts =
                named.is_some() && lists.iter().all(|idx| self.sources[row.cells[*idx].span].trim().is_empty());
            if is_header_of_parts {
                continue;
            }
            let part = named.is_none().then(|| Spanned::new(subject::of_label(&label), first.span));
            let subject = subject::within(self.subject, part);
            for (list, column) in &columns {
                let subject = subject::within(subject.as_ref(), column.clone());
                self.cell(caller, row.cells[*list].span, order, subject.as_ref());
            }
        }
    }

    /// Reports a header that does not state the order, unless no cell has several permissions.
    fn no_order(&mut self, table: &Table, lists: &[usize]) {
        let cells = table.rows.iter().flat_map(|row| lists.iter().filter_map(|idx| row.cells.get(*idx)));
        let is_list = |cell: Span| cell::requirements(self.sources, cell).iter().any(|it| it.alternatives.len() > 1);
        let Some(header) = lists.first().and_then(|idx| table.header.get(*idx)) else { return };
        if !cells.into_iter().any(|it| is_list(it.span)) {
            return;
        }
        let message = "the header does not say which permission is the least privileged";
        let report = Diagnostic::new(Code::PermissionOrder, header.span, message)
            .note("the first one is treated as the least privileged")
            .help("write `Permissions (from least to most privileged)`");
        self.diagnostics.report(report);
    }

    fn column_subject(&self, table: &Table, column: usize) -> Option<Spanned<String>> {
        let cell = table.header.get(column)?.span;
        subject::of_column(&inline::plain_lower(self.sources, cell), cell)
    }

    fn horizontal(&mut self, table: &Table, callers: &[(usize, Caller)]) {
        for (idx, row) in table.rows.iter().enumerate() {
            self.used.push(idx);
            let first = row.cells.first().map(|it| it.span);
            let resource = first.map(|it| Spanned::new(subject::of_label(&self.sources[it]), it));
            let subject = subject::within(self.subject, resource.filter(|it| !it.value.is_empty()));
            for (column, caller) in callers {
                if let Some(cell) = row.cells.get(*column) {
                    self.cell(*caller, cell.span, Order::LeastFirst, subject.as_ref());
                }
            }
        }
    }

    fn unknown_row(&mut self, span: Span) {
        let mut known: Vec<String> = labelled(self.labels).map(|(_, label)| format!("`{label}`")).collect();
        if known.is_empty() {
            known.extend([
                "`Delegated`".to_owned(),
                "`Delegated (personal account)`".to_owned(),
                "`Application`".to_owned(),
            ]);
        }
        let report = Diagnostic::new(Code::PermissionTable, span, "unrecognized permission type")
            .note("the row is ignored")
            .help(format!("write one of {}", known.join(", ")));
        self.diagnostics.report(report);
    }

    /// Adds the permissions in a cell to a caller.
    fn cell(&mut self, caller: Caller, cell: Span, order: Order, subject: Option<&Spanned<String>>) {
        let mut found = cell::requirements(self.sources, cell);
        if found.is_empty() && !says_none(&inline::plain(self.sources, cell)) {
            // A link refers to the permissions of another page.
            if inline::links(self.sources, cell).is_empty() {
                self.no_permissions(cell);
            }
            return;
        }
        if found.is_empty() && subject.is_some() {
            found.push(Requirement::default());
        }
        for mut requirement in found {
            if order == Order::MostFirst {
                requirement.alternatives.reverse();
            }
            requirement.subject = subject::within(subject, requirement.subject);
            self.permissions.add(caller, requirement);
        }
    }

    fn no_permissions(&mut self, cell: Span) {
        let (code, what) = if self.sources[cell].contains("TODO") {
            (Code::PermissionPlaceholder, "placeholder instead of permissions")
        } else {
            (Code::PermissionTable, "this cell has no permissions")
        };
        let report = Diagnostic::new(code, cell, what)
            .note("the permissions of this caller are treated as unknown")
            .help("list the permissions, or write `Not supported.`");
        self.diagnostics.report(report);
    }
}

/// Whether a label is nested below a caller: `&nbsp; **Policy Set**`.
fn is_part(raw: &str) -> bool {
    raw.contains("&nbsp;") || raw.contains('\u{a0}') || raw.contains("**")
}

/// Whether a cell states that the caller is not supported.
fn says_none(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '*']).to_lowercase();
    let none =
        ["not supported", "not applicable", "none", "n/a", "na", "not available", "not yet supported", "no", "-"];
    text.is_empty()
        || none.iter().any(|it| text == *it)
        || text.starts_with("not supported")
        || text.starts_with("not applicable")
}

#[cfg(test)]
mod tests;
