//! Request lines that the metadata does not declare, or spells differently.

use super::corrected::Line;
use super::deviating::Deviating;
use super::graph::Graph;
use super::{Deviation, Found, PlaceKind, RequestId, StepKind, literal_keys, undeclared};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::TypeId;
use crate::model::http::{Method, Segment};
use crate::source::SourceMap;

/// Reports every request line whose URL is not declared as it is written.
pub(super) fn report(diagnostics: &mut Diagnostics, sources: &SourceMap, graph: &Graph<'_>) {
    for (RequestId(operation, idx), resolved) in &graph.requests {
        if resolved.deviations.is_empty() {
            continue;
        }
        let operation = graph.model.operation(*operation);
        let request = &operation.requests[*idx as usize];
        let line = Line::read(sources, request);
        let deviating = Deviating { graph, operation, request, resolved, line };
        diagnostics.report_all(deviating.finding().map(|it| it.symbol(&operation.title.value)));
    }
}

impl Deviating<'_, '_> {
    /// A finding about the least certain segment.
    fn finding(&self) -> Option<Diagnostic> {
        // Pages alone do not show what the service declares, but values are keys.
        let is_known = |it: &&Deviation| match it.found {
            Found::LiteralKey => literal_keys::is_reported(self, it),
            _ => self.graph.is_closed,
        };
        // Nothing is declared after a property that is not.
        let declared = self.resolved.deviations.iter().take_while(|it| !self.is_dynamic(it));
        let known: Vec<&Deviation> = declared.filter(is_known).collect();
        if let Some(first) = known.iter().find(|it| literal_keys::is_missing_key(self, it)) {
            return Some(literal_keys::finding(self, first, &known));
        }
        let weakest = known.iter().map(|it| it.found).max()?;
        let first = known.iter().find(|it| it.found == weakest)?;
        Some(match weakest {
            Found::Declared => return None,
            Found::Case => self.case(first)?,
            Found::NoArguments | Found::Arguments => self.arguments(first),
            Found::WithoutCast => undeclared::without_cast(self, first),
            Found::LiteralKey => literal_keys::finding(self, first, &known),
            // The members of a type with a wrong base type are unknown.
            Found::Inferred if self.type_before(first).is_some_and(|it| self.graph.names.is_partial(it)) => {
                return None;
            }
            Found::Inferred => undeclared::finding(self, first),
        })
    }

    /// Whether a segment is a placeholder for the name of a property that an open type need not declare.
    fn is_dynamic(&self, deviation: &Deviation) -> bool {
        let segment = self.request.url.value.segments.get(deviation.segment);
        let PlaceKind::Item(ty) = *self.graph.kind(deviation.from) else { return false };
        let is_open = |it: TypeId| self.graph.model.type_def(it).structure().is_some_and(|it| it.is_open);
        deviation.found == Found::Inferred
            && matches!(segment, Some(Segment::Placeholder(_)))
            && self.graph.model.lineage(ty).into_iter().any(is_open)
    }

    fn case(&self, first: &Deviation) -> Option<Diagnostic> {
        let edits = self.spelled();
        let own = self.line.spelled(first).into_iter().next();
        let (span, written, declared) = match &own {
            Some(it) => (it.span, self.line.original(it), it.replacement.as_str()),
            None => (self.request.url.span, self.line.name(first.segment), name(&first.step)?),
        };
        let message = format!("`{written}` is spelled `{declared}` in the metadata");
        let report = Diagnostic::new(Code::UrlSpelling, span, message).note("the spelling in the metadata is kept");
        Some(if own.is_some() { self.helped(report, self.request.method, &edits).patch(edits) } else { report })
    }

    fn arguments(&self, first: &Deviation) -> Diagnostic {
        let name = self.line.name(first.segment);
        let span = self.line.place(first.segment);
        let report = if first.found == Found::NoArguments {
            let message = format!("`{name}` omits the arguments of a function");
            let note = match self.request.method {
                Method::Get => "the request function takes the declared arguments",
                // OData Protocol 4.01, 11.5.4.
                _ => "functions are called with GET; the request function takes the declared arguments",
            };
            Diagnostic::new(Code::UrlArguments, span, message).note(note)
        } else {
            let message = format!("the arguments of `{name}` do not match the function in the metadata");
            Diagnostic::new(Code::UrlSpelling, span, message).note("the declared arguments are kept")
        };
        let method = if first.found == Found::NoArguments { Method::Get } else { self.request.method };
        self.helped(self.declared_at(first, report), method, &self.spelled())
    }

    fn declared_at(&self, first: &Deviation, report: Diagnostic) -> Diagnostic {
        let is_last = first.segment + 1 == self.request.url.value.segments.len();
        let declared = self.resolved.odata_operation.filter(|_| is_last);
        let span = declared.map(|it| self.graph.model.odata_operation(it).name.span);
        span.into_iter().fold(report, |it, span| it.also(span, "declared here"))
    }
}

fn name(step: &StepKind) -> Option<&str> {
    match step {
        StepKind::Segment(name) | StepKind::Function(name, _) => Some(name),
        StepKind::Key | StepKind::Keys(_) | StepKind::ByPath | StepKind::Values(_) => None,
    }
}
