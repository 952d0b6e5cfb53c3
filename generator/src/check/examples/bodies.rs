//! The type of a body: addressed by the URL, documented by the page, or named by the annotation.

use super::json::is_control;
use super::subject::{ExpectedType, Subject};
use super::{Ctx, url};
use crate::analysis::paths::{Found, Paths, Payload, RequestId, Resolved, Verb};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::{Body, Example, ResponseMessage, content_type};
use crate::model::http::Method;
use crate::model::index::Relation;
use crate::model::json::{Json, Member, Name, Value};
use crate::model::{ItemType, Model, Operation, OperationId, Type, TypeId};
use crate::source::Spanned;

/// The expected bodies of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    /// The type that the URL determines for the request.
    pub(super) sent: Option<Type<TypeId>>,
    /// The type that the URL determines for the response.
    pub(super) received: Option<Type<TypeId>>,
    /// Whether the response is not JSON, or has no type.
    pub(super) is_untyped: bool,
    /// Whether the model declares the URL, instead of only pages.
    pub(super) is_sure: bool,
    /// Whether it is an action or function.
    pub(super) is_call: bool,
    /// The structured type that the metadata declares as its result, even if the response is not JSON.
    pub(super) declared: Option<TypeId>,
    /// Whether the example matches a request line of the page, so that the page documents it.
    pub(super) is_found: bool,
    /// The request line of the example, or the first one of several.
    pub(super) line: Option<usize>,
}

/// The expectation from the request line of an example; empty if several are possible and differ.
pub(super) fn expected(
    model: &Model<TypeId>,
    paths: &Paths,
    id: OperationId,
    operation: &Operation<TypeId>,
    example: &Example,
) -> Expected {
    let lines = url::lines(operation, example);
    let line = lines.first().copied();
    let resolved =
        lines.into_iter().map(|it| paths.requests.get(&RequestId(id, it as u32)).map(|it| addressed(model, paths, it)));
    let mut all: Vec<Expected> = resolved.map(Option::unwrap_or_default).collect();
    all.dedup();
    if all.len() == 1 { Expected { is_found: true, line, ..all.remove(0) } } else { Expected::default() }
}

fn addressed(model: &Model<TypeId>, paths: &Paths, resolved: &Resolved) -> Expected {
    let place = &paths.places[resolved.at.0 as usize];
    // Without a cast, any of several derived types is possible.
    let is_sure = resolved.found < Found::WithoutCast;
    // A literal key could be an undeclared function.
    if resolved.found == Found::LiteralKey {
        return Expected::default();
    }
    if let Some(id) = resolved.odata_operation {
        let Some(call) = place.calls.iter().find(|it| it.odata_operation == Some(id)) else {
            return Expected::default();
        };
        let is_untyped = !matches!(call.result, Payload::Type(_) | Payload::None);
        let (sent, received) = (payload(&call.body), payload(&call.result));
        let declared = model.odata_operation(id).result.as_ref().and_then(|it| it.item.named().copied());
        return Expected { sent, received, is_untyped, is_sure, is_call: true, declared, is_found: true, line: None };
    }
    let of = |(id, is_collection)| Type { item: ItemType::Named(id), is_collection, is_nullable: None };
    let sent = resolved.verb.sent_to(&place.kind).map(|it| of((it, false)));
    let received = resolved.verb.received_from(&place.kind).map(of);
    let is_untyped = matches!(
        resolved.verb,
        Verb::Count
            | Verb::ListRefs
            | Verb::AddRef
            | Verb::SetRef
            | Verb::Content
            | Verb::Upload
            | Verb::DeleteContent
            | Verb::Head
    );
    Expected { sent, received, is_untyped, is_sure, is_call: false, declared: None, is_found: true, line: None }
}

/// Whether a response only names another URL.
fn redirects(response: &ResponseMessage) -> bool {
    let is_redirect = |status: u16| matches!(status, 301 | 302 | 303 | 307 | 308);
    response.status.as_ref().is_some_and(|it| is_redirect(it.value)) && matches!(response.body, Body::None)
}

fn payload(it: &Payload) -> Option<Type<TypeId>> {
    match it {
        Payload::Type(it) => Some(it.clone()),
        _ => None,
    }
}

impl Ctx<'_, '_> {
    /// Checks the bodies of an example.
    pub(super) fn bodies(&mut self, operation: &Operation<TypeId>, expected: &Expected, example: &Example) {
        if let Some(request) = &example.request
            && let Some(json) = json(&request.body, &request.headers)
        {
            self.is_request = true;
            let exists = matches!(request.method.value, Method::Patch | Method::Put);
            self.request(operation, expected, json, exists);
            self.report_placeholders();
        }
        let has_no_json = |it: &&ResponseMessage| expected.is_untyped || redirects(it);
        if let Some(response) = example.response.as_ref().filter(has_no_json).filter(|it| !it.is_ignored) {
            self.untyped_claim(operation, expected, response);
        }
        if let Some(response) = &example.response
            && let Some(json) = json(&response.body, &response.headers)
            && response.status.as_ref().is_none_or(|it| it.value < 400)
            && !self.error(expected, response, json)
        {
            self.is_request = false;
            self.response(operation, expected, response, json);
            self.report_placeholders();
        }
    }

    fn request(&mut self, operation: &Operation<TypeId>, expected: &Expected, json: &Json, exists: bool) {
        if expected.is_untyped {
            return self.untyped(json);
        }
        let documented = operation.body.as_ref().filter(|_| expected.is_found);
        let said = documented.filter(|_| !expected.is_call);
        let Some(ty) = expected.sent.as_ref().or(said) else { return self.untyped(json) };
        let Some(place) = self.structure(ty) else { return self.value(json, ty, Subject::body("the body")) };
        let expected_type = self.expected_type(json, place, said.and_then(|it| self.structure(it)));
        // Documented but undeclared parameters are reported elsewhere, not for the example.
        let described = documented.and_then(|it| self.structure(it)).filter(|_| expected.is_call);
        let is_sure = expected.is_sure && expected.sent.is_some();
        let expected_type = ExpectedType { described, is_sure, exists, ..expected_type };
        if !is_sure && self.is_foreign(json, expected_type.shown) {
            return self.untyped(json);
        }
        match &json.value {
            Value::Object(_) => {
                self.structured(json, expected_type, Subject::body(self.index.short_name(expected_type.place)))
            }
            _ => self.value(json, ty, Subject::body(self.index.short_name(expected_type.place))),
        }
    }

    /// Whether the body is that of an error. It is reported with a success status, unless a type has such a member.
    fn error(&mut self, expected: &Expected, response: &ResponseMessage, json: &Json) -> bool {
        let Value::Object(members) = &json.value else { return false };
        let is_error = |(name, it): &&Member| name.value == "error" && matches!(it.value, Value::Object(_));
        let Some((name, error)) = members.iter().find(is_error) else { return false };
        let received = expected.received.as_ref().and_then(|it| self.structure(it));
        let is_member = received.is_some_and(|it| self.index.member(it, "error").is_some());
        let is_only = members.iter().filter(|(name, _)| !is_control(&name.value)).count() == 1;
        let is_certain = is_only && !is_member && error.value.get("code").is_some();
        if let Some(status) = response.status.as_ref().filter(|_| is_certain) {
            let message = format!("the example has status {}, but the body of an error", status.value);
            let report = Diagnostic::new(Code::ExampleError, name.span, message)
                .also(status.span, "status of a success")
                .help("write the status of the error, or the body of a success");
            self.diagnostics.report(report);
        }
        true
    }

    /// The structured type of a use of a type.
    pub(super) fn structure(&self, ty: &Type<TypeId>) -> Option<TypeId> {
        ty.item.named().copied().filter(|it| self.index.def(*it).structure().is_some())
    }

    /// The expected type of a body: the documented type if it derives from the addressed type, or if it is unrelated but
    /// matches more members; else the addressed type.
    pub(super) fn expected_type(&self, json: &Json, place: TypeId, said: Option<TypeId>) -> ExpectedType {
        let Some(said) = said else { return ExpectedType::of(place) };
        match self.index.model.relation(said, place) {
            Relation::Same | Relation::Base => ExpectedType::of(place),
            Relation::Derived => ExpectedType { shown: said, ..ExpectedType::of(place) },
            Relation::Unrelated if self.fits_better(json, said, place) => ExpectedType::of(said),
            Relation::Unrelated => ExpectedType::of(place),
        }
    }

    fn fits_better(&self, json: &Json, said: TypeId, place: TypeId) -> bool {
        self.misfits(json, said) < self.misfits(json, place) && !self.is_foreign(json, said)
    }

    /// Whether a body has little in common with a type: the type lacks more than half of its members.
    pub(super) fn is_foreign(&self, json: &Json, ty: TypeId) -> bool {
        let object = match &json.value {
            Value::Array(items) => items.first(),
            _ => Some(json),
        };
        let Some(Value::Object(members)) = object.map(|it| &it.value) else { return false };
        let count = members.iter().filter(|(name, _)| !is_control(&name.value)).count();
        let below = |name: &str| self.index.derived_with(ty, name).next().is_some();
        let has_derived = members.iter().any(|(name, _)| below(&name.value));
        !self.index.is_open(ty) && !has_derived && self.misfits(json, ty) * 2 > count
    }

    /// The number of members of a body that a type lacks.
    pub(super) fn misfits(&self, json: &Json, ty: TypeId) -> usize {
        let members = match &json.value {
            Value::Array(items) => return items.first().map_or(0, |it| self.misfits(it, ty)),
            Value::Object(members) => members,
            _ => return 0,
        };
        let is_unknown = |name: &&Name| !is_control(&name.value) && self.index.member_folded(ty, &name.value).is_none();
        members.iter().map(|(name, _)| name).filter(is_unknown).count()
    }
}

/// Whether the page documents a result, for any method.
pub(super) fn returns(operation: &Operation<TypeId>, expected: &Expected) -> bool {
    let is_get = operation.requests.iter().all(|it| it.method == Method::Get);
    !expected.is_untyped && expected.received.is_some() && (is_get || operation.response.is_some() || expected.is_call)
}

/// The JSON of a body, unless its headers name another media type: a page can show JSON in place of an image.
fn json<'a>(body: &'a Body, headers: &[(Spanned<String>, Spanned<String>)]) -> Option<&'a Json> {
    let Body::Json(json) = body else { return None };
    content_type(headers).is_none_or(|it| it.to_lowercase().contains("json")).then_some(json)
}
