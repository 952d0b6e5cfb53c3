//! Types in the annotations of responses.

use super::Ctx;
use super::bodies::Expected;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::ResponseMessage;
use crate::model::index::Relation;
use crate::model::json::Json;
use crate::model::{Fact, Operation, TypeId};
use crate::source::{Span, Spanned};

impl Ctx<'_, '_> {
    /// The type that the annotation of a response names.
    pub(super) fn said(&self, response: &ResponseMessage) -> Option<TypeId> {
        let said = self.find(&response.type_name.as_ref()?.value)?;
        self.index.def(said).structure().map(|_| said)
    }

    /// Compares the type in the annotation of a response with the addressed type, or else with the documented one.
    pub(super) fn compare(
        &mut self,
        operation: &Operation<TypeId>,
        expected: &Expected,
        response: &ResponseMessage,
        json: &Json,
    ) {
        let Some(claimed) = response.type_name.as_ref().filter(|_| !response.is_ignored) else { return };
        let Some(said) = self.said(response) else { return self.unknown_claim(operation, claimed) };
        let addressed = expected.received.as_ref().filter(|_| expected.is_sure).and_then(|it| self.structure(it));
        let documented = || {
            let is_open = expected.is_found && expected.received.is_none();
            operation.response.as_ref().filter(|_| is_open).and_then(|it| self.structure(it))
        };
        let Some(place) = addressed.or_else(documented) else { return };
        let is_declared = self.index.def(place).declared().is_some() || !self.index.model.sources.declare(Fact::Types);
        if self.index.model.relation(said, place) != Relation::Unrelated || !is_declared {
            return;
        }
        let place_name = self.index.short_name(place);
        let line = expected.line.map(|it| operation.requests[it].url.span);
        let place = (place, addressed.and(line));
        let report = self.other_claim(claimed.span, said, place, json);
        self.diagnostics.report(match line {
            Some(line) if addressed.is_some() => report.also(line, format!("returns `{place_name}`")),
            _ => report,
        });
    }

    /// A claimed type that is not the type of the place. If its line is unknown, only the page documents the type.
    fn other_claim(&self, span: Span, said: TypeId, (place, line): (TypeId, Option<Span>), json: &Json) -> Diagnostic {
        let (said_name, place_name) = (self.index.short_name(said), self.index.short_name(place));
        let cause = if line.is_some() { "the request line or the metadata" } else { "the Response section" };
        let note = match self.misfits(json, said).cmp(&self.misfits(json, place)) {
            std::cmp::Ordering::Less => {
                format!("the body has the members of `{said_name}`: {cause} is probably wrong")
            }
            std::cmp::Ordering::Greater => {
                format!("the body has the members of `{place_name}`: the annotation is probably wrong")
            }
            std::cmp::Ordering::Equal => "the members of the body fit both types".to_owned(),
        };
        let what = if line.is_some() { "the URL addresses" } else { "the page documents" };
        let message = format!("the annotation names `{said_name}`, but {what} `{place_name}`");
        Diagnostic::new(Code::ExampleAnnotation, span, message).note(note)
    }

    /// A claimed type that is not declared. It is reported with the page if it is the only type that the page names.
    fn unknown_claim(&mut self, operation: &Operation<TypeId>, claimed: &Spanned<String>) {
        let is_named = operation.response.as_ref().is_some_and(|it| it.item.named().is_some());
        let is_known = self.find(&claimed.value).is_some() || claimed.value.starts_with("Edm.");
        if !is_named || is_known || !claimed.value.contains('.') || !self.index.model.sources.declare(Fact::Types) {
            return;
        }
        let message = format!("cannot find type `{}`", claimed.value);
        let mut report = Diagnostic::new(Code::ExampleTypeUnknown, claimed.span, message)
            .label("unknown type")
            .note("the annotation is ignored");
        if let Some(meant) = self.index.similar(&claimed.value) {
            report = report.help(format!("did you mean `{}`?", self.index.def(meant).name.value));
        }
        self.diagnostics.report(report);
    }
}
