//! Types in the annotations of responses.

use super::Ctx;
use super::bodies::Expected;
use super::json::is_control;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::ResponseMessage;
use crate::model::index::Relation;
use crate::model::json::{Json, Value};
use crate::model::{Fact, Operation, TypeId};
use crate::source::{Span, Spanned};

/// Bodies of fewer members do not show their type.
const ENOUGH: usize = 2;

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
        let received = expected.received.as_ref().and_then(|it| self.structure(it));
        let addressed = received.filter(|_| expected.is_sure);
        let documented = || {
            let found = operation.response.as_ref().filter(|_| expected.is_found).and_then(|it| self.structure(it))?;
            // The type of an uncertain URL and that of the page confirm each other.
            let is_confirmed = |it| self.index.model.relation(found, it) != Relation::Unrelated;
            (expected.received.is_none() || received.is_some_and(is_confirmed)).then_some(found)
        };
        let Some(place) = addressed.or_else(documented) else {
            return self.foreign_claim(operation, claimed, said, json);
        };
        let is_declared = self.index.def(place).declared().is_some() || !self.index.model.sources.declare(Fact::Types);
        if self.index.model.relation(said, place) != Relation::Unrelated {
            // The annotation may be all that documents the type.
            if addressed.is_none() {
                self.foreign_claim(operation, claimed, said, json);
            }
            return;
        }
        if !is_declared {
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

    /// Compares the type in the annotation with the declared result of a call whose response is not JSON. The result of a
    /// composable function is the type that its URL addresses.
    pub(super) fn untyped_claim(
        &mut self,
        operation: &Operation<TypeId>,
        expected: &Expected,
        response: &ResponseMessage,
    ) {
        let addressed = || expected.received.as_ref().and_then(|it| self.structure(it));
        let Some(claimed) = &response.type_name else { return };
        let Some(declared) = expected.declared.or_else(addressed) else { return };
        let Some(said) = self.said(response) else { return };
        let is_structure = self.index.def(declared).structure().is_some();
        if !is_structure || !expected.is_sure || self.index.model.relation(said, declared) != Relation::Unrelated {
            return;
        }
        let (said, declared) = (self.index.short_name(said), self.index.short_name(declared));
        let message = format!("the annotation names `{said}`, but the URL addresses `{declared}`");
        let report = Diagnostic::new(Code::ExampleAnnotation, claimed.span, message)
            .symbol(&operation.title.value)
            .help(format!("write `{declared}`"));
        self.diagnostics.report(report);
    }

    /// A claimed type that has none of the members of the body, if nothing else determines the type.
    fn foreign_claim(&mut self, operation: &Operation<TypeId>, claimed: &Spanned<String>, said: TypeId, json: &Json) {
        let Value::Object(members) = &json.value else { return };
        let names: Vec<&str> = members.iter().map(|(it, _)| &*it.value).filter(|it| !is_control(it)).collect();
        let is_known = |name: &str| self.index.member_folded(said, name).is_some();
        let below = |name: &str| self.index.derived_with(said, name).next().is_some();
        let is_closed = self.index.def(said).declared().is_some() && !self.index.is_open(said);
        let is_foreign = names.len() >= ENOUGH && !names.iter().any(|it| is_known(it) || below(it));
        if !is_closed || !is_foreign || self.index.n_members(said) == 0 {
            return;
        }
        let message =
            format!("the annotation names `{}`, which has no member of the body", self.index.short_name(said));
        let report = Diagnostic::new(Code::ExampleAnnotation, claimed.span, message)
            .symbol(&operation.title.value)
            .also(members[0].0.span, "first member of the body")
            .help("name the type of the body");
        self.diagnostics.report(report);
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
