//! What URLs address: a graph of places, found out by walking every documented URL over the model.
//!
//! A place is what a prefix of a URL addresses. All prefixes that address the same type are one place: `/me` and
//! `/users/{id}` are both *a user*. What no page describes gets a place of its own, named after its segment.

mod calls;
mod declared;
mod evidence;
mod findings;
mod graph;
mod overloads;
mod reach;
mod required;
mod siblings;
mod types;
mod undocumented;
mod used;
mod verb;
pub(crate) mod walk;

use crate::diagnostics::Diagnostics;
use crate::model::http::{Argument, Method, UrlTemplate};
use crate::model::{Docs, Index, Model, ODataOperationId, OperationId, TypeId};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
pub use verb::Verb;

/// Which requests there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operations {
    /// Those that pages document.
    #[default]
    Documented,
    /// Also those that only metadata declares.
    All,
}

/// Finds out what every documented URL addresses.
pub fn paths(diagnostics: &mut Diagnostics, index: &Index<'_>, operations: Operations) -> Paths {
    let mut graph = graph::Graph::new(index);
    let ended = evidence::infer(diagnostics, &mut graph);
    calls::collect(diagnostics, &mut graph, ended);
    findings::report(diagnostics, &graph);
    graph.add_declared(operations);
    if operations == Operations::All {
        undocumented::add(&mut graph);
    }
    graph.finish()
}

/// A place, by its index in [`Paths::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// The graph. The first place is the service root.
#[derive(Clone, Debug)]
pub struct Paths {
    /// In an order that depends on the model only.
    pub places: Vec<Place>,
    /// What became of every documented request line.
    pub requests: BTreeMap<RequestId, Resolved>,
    /// The types that programs can meet: all definitions, and what was made for something that is used.
    pub types: BTreeSet<TypeId>,
}

/// A request line: an operation, and the index in [`Operation::requests`](crate::model::Operation::requests).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub OperationId, pub u32);

/// What became of a request line.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// How the weakest of its steps was found.
    pub found: Found,
    /// The URL as the model spells it, with names for all that stands for a value: `/users/{user-id}/find(name={name})`.
    pub template: UrlTemplate,
    /// The action or function that it calls.
    pub odata_operation: Option<ODataOperationId>,
    /// The last place of the URL.
    pub at: PlaceId,
    /// The places before it, in order; not the root.
    pub through: Vec<PlaceId>,
    /// What stands behind it.
    pub tail: Tail,
    /// What the call does there.
    pub verb: Verb,
}

/// How it is known where a step of a URL leads, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// The model declares it as written.
    Declared,
    /// The model declares it in another case.
    Case,
    /// The model declares it as a function with arguments, and none are written.
    NoArguments,
    /// The arguments are not those of any overload.
    Arguments,
    /// Only a derived type declares it, and the URL has no cast.
    WithoutCast,
    /// A key is written out, where there should be a placeholder.
    LiteralKey,
    /// Only what pages send and receive tells.
    Inferred,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Where URLs go on from here, sorted.
    pub steps: Vec<Step>,
    /// What can be requested here, sorted.
    pub calls: Vec<Call>,
}

/// What a place is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// The service root.
    Root,
    /// One item of a structured type.
    Item(TypeId),
    /// A collection of items of a structured type.
    Collection(TypeId),
    /// What a segment that no page describes addresses. `owner` is the place before it.
    Segment {
        /// The place before.
        owner: PlaceId,
        /// The segment, as written.
        name: String,
        /// Whether it is an item of what the segment names: reached by a key.
        is_item: bool,
    },
}

/// A way from one place to another.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the URL says.
    pub kind: StepKind,
    /// Where it leads.
    pub target: PlaceId,
    /// The navigation or structural property it is, if the model declares one (of the place's type or a base type).
    pub property: Option<(TypeId, u32)>,
    /// The function it is, if metadata declares one.
    pub odata_operation: Option<ODataOperationId>,
}

/// What a URL says between two places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// `/messages`: also casts (`/microsoft.graph.user`).
    Segment(String),
    /// `/{id}`.
    Key,
    /// `(code='{code}',number={number})`: the key properties where there are several, or an alternate key.
    Keys(Vec<String>),
    /// `:/{path}:`.
    ByPath,
    /// `/range(address='{address}')`: a composable function.
    Function(String, Vec<Argument>),
}

/// Something that can be requested at a place: a method of its path type.
#[derive(Clone, Debug)]
pub struct Call {
    /// What it does.
    pub verb: Verb,
    /// What stands after the place's URL.
    pub tail: Tail,
    /// The HTTP method.
    pub method: Method,
    /// What is sent.
    pub body: Payload,
    /// What comes back.
    pub result: Payload,
    /// The action or function that metadata declares.
    pub odata_operation: Option<ODataOperationId>,
    /// The pages that document it, sorted; empty if only metadata declares it.
    pub operations: Vec<OperationId>,
}

impl Call {
    /// What calls it deprecated: all pages that document it, or the metadata.
    pub fn deprecation<'a>(&self, model: &'a Model<TypeId>) -> Option<&'a Docs> {
        let pages: Vec<&Docs> = self.operations.iter().map(|it| &model.operation(*it).docs).collect();
        let by_pages = pages.first().filter(|_| pages.iter().all(|it| it.deprecated.is_some())).copied();
        let declared =
            self.odata_operation.map(|it| &model.odata_operation(it).docs).filter(|it| it.deprecated.is_some());
        by_pages.or(declared)
    }
}

impl Step {
    /// What is said of where it leads: of the property, the function, or the entity set or singleton.
    pub fn docs<'a>(&self, model: &'a Model<TypeId>, from: &PlaceKind) -> Option<&'a Docs> {
        let property = self.property.and_then(|it| model.property(it)).map(|it| &it.docs);
        let odata_operation = || self.odata_operation.map(|it| &model.odata_operation(it).docs);
        let entry = || match (from, &self.kind) {
            (PlaceKind::Root, StepKind::Segment(name)) => {
                model.entries.iter().find(|it| it.name.value == *name).map(|it| &it.docs)
            }
            _ => None,
        };
        property.or_else(odata_operation).or_else(entry)
    }
}

/// What stands in the URL after the place of a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tail {
    /// Nothing.
    None,
    /// `/sendMail`, `/$ref`, `/content`, `/photo/$value`: with its slashes inside, without the first one.
    Segment(String),
    /// `/getByPath(path='{path}')`.
    Function(String, Vec<Argument>),
}

/// What a request sends or a response brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    None,
    /// A value of a type, as JSON. Collections of it as `{"value": […]}`.
    Type(crate::model::Type<TypeId>),
    /// `{"@odata.id": "…"}`.
    Reference,
    /// Bytes of any media type.
    Bytes,
    /// A number as text (`$count`).
    Count,
    /// JSON that no page describes.
    Json,
}
