//! The shape of responses: an item or a collection, a body or none.

use super::Ctx;
use super::bodies::{Expected, returns};
use super::json::{head, is_control};
use super::subject::{ExpectedType, Subject};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::{Body, Example, ResponseMessage};
use crate::model::http::{Method, Segment};
use crate::model::json::{Json, Member, Name, Value};
use crate::model::{ItemType, Operation, Primitive, Type, TypeId, TypeKind};

impl Ctx<'_, '_> {
    /// Checks the status of an example against its method and its body.
    pub(super) fn status(&mut self, operation: &Operation<TypeId>, expected: &Expected, example: &Example) {
        let Some(response) = &example.response else { return };
        let Some(status) = &response.status else { return };
        let has_body = !matches!(response.body, Body::None);
        if matches!(status.value, 204 | 205 | 304) && has_body {
            let message = format!("unexpected body in a response with status {}", status.value);
            let report = Diagnostic::new(Code::ExampleBodyUnexpected, status.span, message)
                .label("this status means that there is no body")
                .help("remove the body, or use status 200");
            self.diagnostics.report(report);
        }
        if matches!(status.value, 200 | 201) && !has_body && returns(operation, expected) && !self.goes_on(response) {
            let message = "the example has no body, but the call returns one";
            let mut report = Diagnostic::new(Code::ExampleBodyMissing, status.span, message);
            if let Some(id) = expected.received.as_ref().and_then(|it| self.structure(it)) {
                report = report.label(format!("expected a body of type `{}`", self.index.short_name(id)));
            }
            self.diagnostics.report(report);
        }
        let method = example.request.as_ref().map(|it| it.method.value);
        let is_documented = operation.status.as_ref().is_none_or(|it| it.value == status.value);
        if method == Some(Method::Get) && status.value == 201 && is_documented {
            let report = Diagnostic::new(Code::OperationContradiction, status.span, "a GET request returns status 201")
                .label("means that an item was created")
                .help("use status 200");
            self.diagnostics.report(report);
        }
    }

    /// The body of a response that succeeds.
    pub(super) fn response(
        &mut self,
        operation: &Operation<TypeId>,
        expected: &Expected,
        response: &ResponseMessage,
        json: &Json,
    ) {
        if expected.is_untyped {
            return self.untyped(json);
        }
        let content = content(json);
        self.compare(operation, expected, response, content);
        let said = self.said(response);
        // An example that matches no request of the page has the type of its annotation.
        let claimed = said.map(|it| use_of(it, is_array(content)));
        let documented = operation.response.as_ref().filter(|it| {
            // Ignores a sentence that mentions a primitive type while the annotation names a structured one.
            expected.is_found && (self.structure(it).is_some() || said.is_none())
        });
        let Some(ty) = expected.received.as_ref().or(documented).or(claimed.as_ref()) else {
            return self.untyped(json);
        };
        // The URL of the example determines the context, not the page or the annotation.
        if let Some(received) = &expected.received {
            self.context(json, received);
        }
        let said = said.or_else(|| documented.and_then(|it| self.structure(it)));
        let is_sure = expected.is_sure && expected.received.is_some();
        let suspect = is_sure.then(|| suspect(operation, expected, ty));
        let expected_type =
            self.structure(ty).map(|it| ExpectedType { is_sure, ..self.expected_type(content, it, said) });
        if expected_type.is_some_and(|it| !is_sure && self.is_foreign(content, it.shown)) {
            return self.untyped(json);
        }
        if ty.is_collection {
            self.many(json, ty, expected_type, suspect)
        } else {
            self.one(json, ty, expected_type, suspect)
        }
    }

    /// Whether the body is in a separate block after the status.
    fn goes_on(&self, response: &ResponseMessage) -> bool {
        let text = &self.sources.file(response.span.file).text;
        let rest = text[response.span.end as usize..].trim_start_matches(['`', '~']).trim_start();
        let comment = rest.strip_prefix("<!--").and_then(|it| it.split_once("-->"));
        comment.map_or(rest, |(_, rest)| rest.trim_start()).starts_with("```json")
    }

    /// The body of a response with a collection.
    fn many(&mut self, json: &Json, ty: &Type<TypeId>, expected_type: Option<ExpectedType>, suspect: Option<Suspect>) {
        let item = Type { is_collection: false, ..ty.clone() };
        match (&json.value, json.value.get("value")) {
            (Value::Array(items), _) => {
                self.shape(json, suspect, ty, "an array outside of `value`");
                items.iter().for_each(|it| self.content(it, &item, expected_type));
            }
            (_, Some(value)) => match &value.value {
                // If no item is an object, only the first one is checked.
                Value::Array(items) if expected_type.is_some() && items.iter().all(|it| !is_object(it)) => {
                    items.iter().take(1).for_each(|it| self.content(it, &item, expected_type));
                }
                Value::Array(items) => items.iter().for_each(|it| self.content(it, &item, expected_type)),
                Value::Object(_) => {
                    self.shape(value, suspect, ty, "a single object in `value`");
                    self.content(value, &item, expected_type);
                }
                _ => {}
            },
            (Value::Object(members), None) if let Some((name, items)) = self.other_value(members, ty) => {
                self.renamed_value(name, suspect, ty);
                items.iter().for_each(|it| self.content(it, &item, expected_type));
            }
            (Value::Object(members), None) => {
                if members.iter().any(|(name, _)| !is_control(&name.value)) {
                    self.shape(json, suspect, ty, "a single object");
                }
                self.content(json, &item, expected_type);
            }
            _ => {}
        }
    }

    /// The only array of objects in a response with a collection, under another name than `value`.
    fn other_value<'j>(&self, members: &'j [Member], ty: &Type<TypeId>) -> Option<(&'j Name, &'j [Json])> {
        let mut plain = members.iter().filter(|(name, _)| !is_control(&name.value));
        let (name, value) = plain.next()?;
        let Value::Array(items) = &value.value else { return None };
        let is_member = self.structure(ty).is_some_and(|it| self.index.member_folded(it, &name.value).is_some());
        let is_meant = plain.next().is_none() && items.iter().all(is_object) && !is_member;
        is_meant.then_some((name, items))
    }

    fn renamed_value(&mut self, name: &Name, suspect: Option<Suspect>, ty: &Type<TypeId>) {
        if suspect.is_none() {
            return;
        }
        let what = ty.item.named().map_or("", |it| self.index.short_name(*it));
        let message =
            format!("the call returns a collection of `{what}` in `value`, but the example has `{}`", name.value);
        let report = Diagnostic::new(Code::ExampleShape, name.span, message).label("expected `value`");
        self.diagnostics.report(report.help("write `value`"));
    }

    /// The body of a response with a single item.
    fn one(&mut self, json: &Json, ty: &Type<TypeId>, expected_type: Option<ExpectedType>, suspect: Option<Suspect>) {
        let own = expected_type.and_then(|it| self.index.member(it.shown, "value"));
        let is_wrapped = |it: &Json, own: &Type<TypeId>| is_untyped(own) && self.is_wrapped(json, it, expected_type);
        let is_own = |it: &Json| own.is_some_and(|own| is_value_of(it, &own.ty) && !is_wrapped(it, &own.ty));
        let value = json.value.get("value").filter(|it| !is_own(it));
        match (&json.value, value.map(|it| (it, &it.value))) {
            (Value::Array(items), _) => {
                self.shape(json, suspect, ty, "an array");
                items.iter().for_each(|it| self.content(it, ty, expected_type));
            }
            (_, Some((value, Value::Array(items)))) => {
                self.shape(value, suspect, ty, "an array in `value`");
                items.iter().for_each(|it| self.content(it, ty, expected_type));
            }
            (_, Some((value, Value::Object(_)))) if expected_type.is_some() => {
                let noun = if self.is_entity(ty) { "entity" } else { "object" };
                let message = format!("the {noun} is wrapped in `value`, but the service returns it unwrapped");
                let report = Diagnostic::new(Code::ExampleWrapped, head(value), message)
                    .label(format!("the {noun}"))
                    .note(format!("treated as the {noun} without its wrapper"))
                    .help("remove `\"value\": {` and its closing brace");
                self.diagnostics.report(report);
                self.content(value, ty, expected_type);
            }
            (_, Some((value, _))) if expected_type.is_none() => self.content(value, ty, expected_type),
            _ if expected_type.is_none() => self.untyped(json),
            _ => self.content(json, ty, expected_type),
        }
    }

    /// Whether the only member of a response is an object of the type of the response itself, as its content shows.
    fn is_wrapped(&self, json: &Json, value: &Json, expected_type: Option<ExpectedType>) -> bool {
        let (Value::Object(outer), Value::Object(inner)) = (&json.value, &value.value) else { return false };
        let is_member = |name: &str| expected_type.is_some_and(|it| self.index.member(it.shown, name).is_some());
        let is_alone = outer.iter().all(|(name, _)| name.value == "value" || is_control(&name.value));
        is_alone && inner.iter().any(|(name, _)| name.value == "@odata.type" || is_member(&name.value))
    }

    fn is_entity(&self, ty: &Type<TypeId>) -> bool {
        ty.item.named().is_some_and(|it| matches!(self.index.def(*it).kind, TypeKind::Entity(_)))
    }

    fn content(&mut self, json: &Json, ty: &Type<TypeId>, expected_type: Option<ExpectedType>) {
        match (expected_type, &json.value) {
            (Some(expected_type), Value::Object(_)) => {
                let name = self.index.short_name(expected_type.place);
                self.structured(json, expected_type, Subject::body(name));
            }
            (Some(expected_type), _) => self.value(json, ty, Subject::body(self.index.short_name(expected_type.place))),
            (None, _) => self.value(json, ty, Subject::body("value")),
        }
    }

    fn shape(&mut self, json: &Json, suspect: Option<Suspect>, ty: &Type<TypeId>, shown: &str) {
        let Some(suspect) = suspect else { return };
        let name = match ty.item {
            ItemType::Named(id) => self.index.short_name(id),
            ItemType::Primitive(it) => it.name(),
            ItemType::List(_) | ItemType::Map(_) => Primitive::Untyped.name(),
        };
        let declared =
            if ty.is_collection { format!("a collection of `{name}`") } else { format!("a single `{name}`") };
        let report = match suspect {
            Suspect::Example => {
                let message = format!("the call returns {declared}, but the example shows {shown}");
                Diagnostic::new(Code::ExampleShape, head(json), message).label(format!("expected {declared}"))
            }
            Suspect::Either => {
                let message = format!("the call is declared to return {declared}, but the example shows {shown}");
                Diagnostic::new(Code::ExampleShape, head(json), message)
                    .label(format!("declared as {declared}"))
                    .help("correct the example, or the declaration")
            }
        };
        self.diagnostics.report(report);
    }
}

/// What is wrong if an example has another shape than the result.
#[derive(Clone, Copy)]
enum Suspect {
    Example,
    /// The page does not confirm the declaration.
    Either,
}

/// The declaration of a result can be wrong if the page states another shape: that of an action or function, or of a single
/// related item. An item with a key is always a single one.
fn suspect(operation: &Operation<TypeId>, expected: &Expected, ty: &Type<TypeId>) -> Suspect {
    let is_confirmed = operation.response.as_ref().is_some_and(|it| it.is_collection == ty.is_collection);
    let last = expected.line.and_then(|it| operation.requests.get(it)).filter(|it| it.method == Method::Get);
    let last = last.and_then(|it| it.url.value.segments.last());
    let is_declared = match last {
        Some(Segment::Call(..)) => true,
        Some(Segment::Literal(_)) => !ty.is_collection,
        _ => false,
    };
    if !is_confirmed && (expected.is_call || is_declared) { Suspect::Either } else { Suspect::Example }
}

/// The part of a response with the result: the first item, the wrapped entity, or the body.
fn content(json: &Json) -> &Json {
    match json.value.get("value") {
        Some(value) if matches!(value.value, Value::Array(_) | Value::Object(_)) => value,
        _ => json,
    }
}

fn is_object(json: &Json) -> bool {
    matches!(json.value, Value::Object(_))
}

fn is_array(json: &Json) -> bool {
    matches!(json.value, Value::Array(_))
}

fn use_of(id: TypeId, is_collection: bool) -> Type<TypeId> {
    Type { item: ItemType::Named(id), is_collection, is_nullable: None }
}

/// Whether a value is valid for a declared member `value`, and not a wrapper.
fn is_value_of(json: &Json, ty: &Type<TypeId>) -> bool {
    match &json.value {
        Value::Array(_) => ty.is_collection || is_untyped(ty),
        Value::Object(_) => !ty.is_collection && (is_untyped(ty) || matches!(ty.item, ItemType::Named(_))),
        _ => true,
    }
}

/// Whether any JSON is valid.
fn is_untyped(ty: &Type<TypeId>) -> bool {
    ty.item == ItemType::Primitive(Primitive::Untyped)
}
