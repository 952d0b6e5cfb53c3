//! Places, their steps and their calls.

use super::paging::PagingView;
use super::permissions::CallerView;
use super::view::{At, Ctx, TypeView};
use crate::analysis::paths::{Call, CallPermissions, Outcome, Payload, Place, PlaceKind, Step, StepKind, Tail, Verb};
use crate::model::http::Argument;
use crate::model::{Piece, TypeId};
use serde::Serialize;

/// A place.
#[derive(Serialize)]
pub(super) struct PlaceView<'a> {
    id: usize,
    #[serde(flatten)]
    kind: PlaceKindView<'a>,
    steps: Vec<StepView<'a>>,
    calls: Vec<CallView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum PlaceKindView<'a> {
    Root,
    Item {
        #[serde(rename = "type")]
        ty: String,
    },
    Collection {
        #[serde(rename = "type")]
        ty: String,
    },
    Segment {
        owner: u32,
        name: &'a str,
        item: bool,
    },
}

#[derive(Serialize)]
struct StepView<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<ArgumentView<'a>>,
    target: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<PropertyRef<'a>>,
}

#[derive(Serialize)]
struct PropertyRef<'a> {
    #[serde(rename = "type")]
    ty: String,
    name: &'a str,
    at: At<'a>,
}

#[derive(Serialize)]
struct ArgumentView<'a> {
    name: &'a str,
    value: &'a str,
    quoted: bool,
}

#[derive(Serialize)]
struct CallView<'a> {
    verb: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    method: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tail: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<ArgumentView<'a>>,
    body: PayloadView,
    result: PayloadView,
    operations: Vec<At<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    permissions: Vec<PermissionsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paging: Option<PagingView<'a>>,
}

#[derive(Serialize)]
struct PermissionsView<'a> {
    urls: Vec<String>,
    callers: Vec<CallerView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum PayloadView {
    None,
    Type(TypeView),
    Reference,
    Bytes,
    Count,
    Json,
    /// JSON without the envelope of OData.
    Value(TypeView),
    Form(TypeView),
    Multipart,
    Text,
    /// Members that change.
    Changes(TypeName),
    /// Server-sent events.
    Events(TypeView),
    ByStatus {
        responses: Vec<OutcomeView>,
    },
}

#[derive(Serialize)]
struct TypeName {
    #[serde(rename = "type")]
    name: String,
}

#[derive(Serialize)]
struct OutcomeView {
    status: String,
    content: PayloadView,
}

impl<'a> Ctx<'a> {
    pub(super) fn place(self, id: usize, place: &'a Place) -> PlaceView<'a> {
        let kind = match &place.kind {
            PlaceKind::Root => PlaceKindView::Root,
            PlaceKind::Item(id) => PlaceKindView::Item { ty: self.type_name(*id) },
            PlaceKind::Collection(id) => PlaceKindView::Collection { ty: self.type_name(*id) },
            PlaceKind::Segment { owner, name, is_item } => {
                PlaceKindView::Segment { owner: owner.0, name, item: *is_item }
            }
        };
        let steps = place.steps.iter().map(|it| self.step(it)).collect();
        PlaceView { id, kind, steps, calls: place.calls.iter().map(|it| self.call(it)).collect() }
    }

    fn step(self, step: &'a Step) -> StepView<'a> {
        let (kind, name, arguments) = match &step.kind {
            StepKind::Segment(name) => ("segment", Some(&**name), Vec::new()),
            StepKind::Key => ("key", None, Vec::new()),
            StepKind::Keys(names) => ("keys", None, names.iter().map(|it| key_argument(it)).collect()),
            StepKind::ByPath => ("byPath", None, Vec::new()),
            StepKind::Function(name, all) => ("function", Some(&**name), arguments(all)),
            StepKind::Values(all) => ("values", None, values(all)),
        };
        let property = step.property.and_then(|it| self.property_ref(it));
        StepView { kind, name, arguments, target: step.target.0, property }
    }

    fn property_ref(self, property: (TypeId, u32)) -> Option<PropertyRef<'a>> {
        let found = self.model.property(property)?;
        Some(PropertyRef { ty: self.type_name(property.0), name: &found.name.value, at: self.at(found.name.span) })
    }

    fn call(self, call: &'a Call) -> CallView<'a> {
        let (tail, arguments) = match &call.tail {
            Tail::None => (None, Vec::new()),
            Tail::Segment(name) => (Some(&**name), Vec::new()),
            Tail::Function(name, all) => (Some(&**name), arguments(all)),
        };
        let (verb, name) = verb(&call.verb);
        CallView {
            verb,
            name,
            method: call.method.to_string(),
            tail,
            arguments,
            body: self.payload(&call.body),
            result: self.payload(&call.result),
            operations: call.operations.iter().map(|it| self.at(self.model.operation(*it).title.span)).collect(),
            permissions: call.permissions.iter().map(|it| self.permissions_of(it)).collect(),
            paging: call.paging.as_deref().map(|it| self.paging(it)),
        }
    }

    fn permissions_of(self, it: &'a CallPermissions) -> PermissionsView<'a> {
        let urls = it.urls.iter().map(ToString::to_string).collect();
        PermissionsView { urls, callers: self.permissions(&it.permissions) }
    }

    fn payload(self, payload: &Payload) -> PayloadView {
        match payload {
            Payload::None => PayloadView::None,
            Payload::Type(ty) => PayloadView::Type(self.ty(ty)),
            Payload::Value(ty) => PayloadView::Value(self.ty(ty)),
            Payload::Form(ty) => PayloadView::Form(self.ty(ty)),
            Payload::Multipart => PayloadView::Multipart,
            Payload::Text => PayloadView::Text,
            Payload::Changes(id) => PayloadView::Changes(TypeName { name: self.type_name(*id) }),
            Payload::Events(ty) => PayloadView::Events(self.ty(ty)),
            Payload::ByStatus(all) => {
                PayloadView::ByStatus { responses: all.iter().map(|it| self.outcome(it)).collect() }
            }
            Payload::Reference => PayloadView::Reference,
            Payload::Bytes => PayloadView::Bytes,
            Payload::Count => PayloadView::Count,
            Payload::Json => PayloadView::Json,
        }
    }

    fn outcome(self, outcome: &Outcome) -> OutcomeView {
        OutcomeView { status: outcome.statuses.to_string(), content: self.payload(&outcome.content) }
    }
}

fn arguments(all: &[Argument]) -> Vec<ArgumentView<'_>> {
    all.iter().map(|it| ArgumentView { name: &it.name, value: &it.value, quoted: it.is_quoted }).collect()
}

/// The variables of segments.
fn values(segments: &[Vec<Piece>]) -> Vec<ArgumentView<'_>> {
    let names = segments.iter().flatten().filter_map(|it| if let Piece::Value(it) = it { Some(it) } else { None });
    names.map(|it| key_argument(it)).collect()
}

fn key_argument(name: &str) -> ArgumentView<'_> {
    ArgumentView { name, value: name, quoted: false }
}

/// The verb of a call, and the name of an action or function.
fn verb(verb: &Verb) -> (&'static str, Option<&str>) {
    match verb {
        Verb::Invoke(name) => (verb.word(), Some(name)),
        _ => (verb.word(), None),
    }
}
