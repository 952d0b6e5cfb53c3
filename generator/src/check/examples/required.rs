//! Members of request bodies that pages call required.

use super::Ctx;
use super::bodies::Expected;
use super::json::head;
use crate::diagnostics::{Code, Diagnostic, listing};
use crate::model::example::{Body, Example};
use crate::model::json::{Json, Value};
use crate::model::{Operation, Role, SourceKind, TypeId};
use crate::source::Spanned;

impl Ctx<'_, '_> {
    /// Reports an example without a required member of its body.
    pub(super) fn required(&mut self, operation: &Operation<TypeId>, expected: &Expected, example: &Example) {
        let Some(request) = example.request.as_ref().filter(|it| !it.is_ignored && expected.is_found) else { return };
        let Body::Json(json) = &request.body else { return };
        if !matches!(json.value, Value::Object(_)) {
            return;
        }
        let body = expected.sent.as_ref().or(operation.body.as_ref()).and_then(|it| self.structure(it));
        let is_member = |name: &str| body.is_none_or(|it| self.index.member_folded(it, name).is_some());
        let required = self.required_names(operation);
        let is_missing = |it: &&Spanned<String>| is_member(&it.value) && !is_sent(json, &it.value);
        let missing: Vec<&Spanned<String>> = required.iter().filter(is_missing).collect();
        let Some(first) = missing.first() else { return };
        let names: Vec<&str> = missing.iter().map(|it| &*it.value).collect();
        let message = format!("the example does not send {}, which the page calls required", listing(&names));
        let report = Diagnostic::new(Code::ExampleRequired, head(json), message)
            .symbol(&operation.title.value)
            .also(first.span, "required here")
            .help("add the member to the example, or correct the description");
        self.diagnostics.report(report);
    }

    /// The rows of the body, or the parameters of the action, that the page calls required.
    fn required_names(&self, operation: &Operation<TypeId>) -> Vec<Spanned<String>> {
        let rows = operation.body_rows.iter().filter(|it| it.is_required == Some(true)).map(|it| it.name.clone());
        let body = operation.body.as_ref().and_then(|it| it.item.named()).map(|it| self.index.def(*it));
        let structure = body.filter(|it| it.role == Role::Parameters).and_then(|it| it.structure());
        // Other pages may describe the same action.
        let parameters =
            structure.into_iter().flat_map(|it| &it.properties).filter(|it| it.is_required).filter_map(|it| {
                let place = it.provenance.place(SourceKind::Pages).filter(|place| place.file == operation.page)?;
                Some(Spanned::new(it.name.value.clone(), place))
            });
        rows.chain(parameters).collect()
    }
}

/// Whether an object or one in it has a member, or its annotation (`members@odata.bind`).
fn is_sent(json: &Json, name: &str) -> bool {
    match &json.value {
        Value::Object(members) => members.iter().any(|(it, value)| {
            let own = it.value.split('@').next().unwrap_or_default();
            own.eq_ignore_ascii_case(name) || is_sent(value, name)
        }),
        Value::Array(items) => items.iter().any(|it| is_sent(it, name)),
        _ => false,
    }
}
