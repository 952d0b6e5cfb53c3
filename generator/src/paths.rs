//! What URLs address: a graph of places, found out by walking every documented URL over the model.
//!
//! A place is what a prefix of a URL addresses. All prefixes that address the same type are one place: `/me` and
//! `/users/{id}` are both *a user*. What no page describes gets a place of its own, named after its segment.

mod calls;
mod evidence;
mod graph;
mod walk;

use crate::diagnostics::Diagnostics;
use crate::model::{Model, OperationId, TypeId};
use crate::page::http::{Argument, Method};
use crate::source::SourceMap;

/// Finds out what every documented URL addresses.
pub fn paths(diagnostics: &mut Diagnostics, _sources: &SourceMap, model: &Model<TypeId>) -> Paths {
    let mut graph = graph::Graph::new(model);
    evidence::settle(diagnostics, &mut graph);
    calls::collect(diagnostics, &mut graph);
    graph.add_declared();
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
}

/// What a URL says between two places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// `/messages`: also casts (`/microsoft.graph.user`).
    Segment(String),
    /// `/{id}`.
    Key,
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
    /// The pages that document it, sorted; never empty.
    pub operations: Vec<OperationId>,
}

/// What a call does: its name, before anything is decided about Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// GET of a collection.
    List,
    /// GET of an item.
    Get,
    /// POST to a collection.
    Create,
    /// PATCH.
    Update,
    /// PUT.
    Replace,
    /// DELETE.
    Delete,
    /// GET `$count`.
    Count,
    /// GET `$ref`.
    ListRefs,
    /// POST `$ref`.
    AddRef,
    /// PUT or PATCH `$ref`.
    SetRef,
    /// DELETE `$ref`.
    RemoveRef,
    /// GET of a stream.
    Content,
    /// PUT of a stream.
    Upload,
    /// DELETE of a stream.
    DeleteContent,
    /// An action or function, by its name.
    Invoke(String),
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
