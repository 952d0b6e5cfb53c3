//! The targets of URLs: a graph of places, built by walking every documented URL over the model.
//!
//! A place is the target of a prefix of a URL. All prefixes that address the same type are one place: `/me` and
//! `/users/{id}` are both *a user*. An unknown segment gets its own place, named after the segment.

mod agreement;
mod calls;
mod conflicts;
mod corrected;
mod declared;
mod deviating;
mod evidence;
mod findings;
mod graph;
pub(crate) mod literal;
mod literal_keys;
mod origins;
mod overloads;
mod paging;
mod payload;
mod permissions;
mod reach;
mod required;
mod routes;
mod siblings;
mod templates;
mod types;
mod undeclared;
mod undocumented;
mod unsupported;
mod used;
mod values;
mod verb;
pub(crate) mod walk;

use crate::diagnostics::Diagnostics;
use crate::model::http::{Argument, Method, UrlTemplate};
use crate::model::permission::Permissions;
use crate::model::{Docs, Index, Model, ODataOperationId, OperationId, Piece, TypeId};
use crate::source::SourceMap;
pub use origins::{Origin, Origins};
pub use paging::{NextPage, PageEnd, Paging};
pub use payload::{Outcome, Payload};
pub use routes::Routes;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub use values::PathParameter;
pub use verb::Verb;

/// Which requests are included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operations {
    /// Requests that pages document.
    #[default]
    Documented,
    /// Also requests that only metadata declares.
    All,
}

/// Determines the target of every documented URL.
pub fn paths(diagnostics: &mut Diagnostics, sources: &SourceMap, index: &Index<'_>, operations: Operations) -> Paths {
    let mut graph = graph::Graph::new(index);
    let ended = evidence::infer(diagnostics, sources, &mut graph);
    calls::collect(diagnostics, &mut graph, ended);
    findings::report(diagnostics, sources, &graph);
    graph.add_declared(operations);
    if operations == Operations::All {
        undocumented::add(&mut graph);
    }
    let mut res = graph.finish();
    permissions::attach(diagnostics, &mut res, index.model);
    if operations == Operations::All {
        unsupported::remove(&mut res, index.model);
    }
    res
}

/// A place, by its index in [`Paths::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// The graph. The first place is the service root.
#[derive(Clone, Debug)]
pub struct Paths {
    /// In an order that depends on the model only.
    pub places: Vec<Place>,
    /// The resolution of every documented request line.
    pub requests: BTreeMap<RequestId, Resolved>,
    /// The types that are emitted: all definitions, and generated types that are used.
    pub types: BTreeSet<TypeId>,
    /// How many of [`Model::permissions`] are for a request of these paths.
    pub permitted: usize,
}

/// A request line: an operation, and the index in [`Operation::requests`](crate::model::Operation::requests).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub OperationId, pub u32);

/// The resolution of a request line.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// How its least certain step was found.
    pub found: Found,
    /// The URL as the model spells it, with named placeholders: `/users/{user-id}/find(name={name})`.
    pub template: UrlTemplate,
    /// The segments that the model does not declare as written, in order.
    pub deviations: Vec<Deviation>,
    /// The action or function that it calls.
    pub odata_operation: Option<ODataOperationId>,
    /// The last place of the URL.
    pub at: PlaceId,
    /// The places before it, in order, without the root.
    pub through: Vec<PlaceId>,
    /// The rest of the URL.
    pub tail: Tail,
    /// The verb of the call.
    pub verb: Verb,
}

impl Resolved {
    /// The places of the URL, in order, without the root.
    pub(crate) fn places(&self) -> impl Iterator<Item = PlaceId> {
        self.through.iter().copied().chain([self.at])
    }
}

/// A segment of a request line that the model does not declare as written.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// Its index in the URL of the request line.
    pub segment: usize,
    /// How its target was found.
    pub found: Found,
    /// The place before it.
    pub from: PlaceId,
    /// The step as the model spells it.
    pub step: StepKind,
}

/// How the target of a step is known, the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// The model declares it as written.
    Declared,
    /// The model declares it in another case.
    Case,
    /// The model declares a function with arguments, and the URL has none.
    NoArguments,
    /// The arguments match no overload.
    Arguments,
    /// A derived type declares it, and the URL has no cast.
    WithoutCast,
    /// A literal key instead of a placeholder.
    LiteralKey,
    /// Inferred from documented bodies.
    Inferred,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// The steps from here, sorted.
    pub steps: Vec<Step>,
    /// The calls at this place, sorted.
    pub calls: Vec<Call>,
    /// The place before it, for places of URL templates: each has only one.
    pub parent: Option<PlaceId>,
}

/// The kind of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// The service root.
    Root,
    /// One item of a structured type.
    Item(TypeId),
    /// A collection of items of a structured type.
    Collection(TypeId),
    /// The target of an unknown segment. `owner` is the place before it.
    Segment {
        /// The place before.
        owner: PlaceId,
        /// The segment, as written.
        name: String,
        /// Whether it is an item, reached by a key.
        is_item: bool,
    },
}

impl PlaceKind {
    /// The type of the item, or of the items of the collection.
    pub(crate) fn ty(&self) -> Option<TypeId> {
        match self {
            PlaceKind::Item(ty) | PlaceKind::Collection(ty) => Some(*ty),
            PlaceKind::Root | PlaceKind::Segment { .. } => None,
        }
    }
}

/// A step from one place to another.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its form in the URL.
    pub kind: StepKind,
    /// Its target.
    pub target: PlaceId,
    /// The declared navigation or structural property (of the place's type or a base type), if any.
    pub property: Option<(TypeId, u32)>,
    /// The declared function, if any.
    pub odata_operation: Option<ODataOperationId>,
    /// The parameters of [`StepKind::Values`], in order; `None` for texts without a parameter.
    pub values: Vec<Option<PathParameter>>,
}

/// The form of a step in a URL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// `/messages`: also casts (`/microsoft.graph.user`).
    Segment(String),
    /// `/{id}`.
    Key,
    /// `(code='{code}',number={number})`: a key of several properties, or an alternate key.
    Keys(Vec<String>),
    /// `:/{path}:`.
    ByPath,
    /// `/range(address='{address}')`: a composable function.
    Function(String, Vec<Argument>),
    /// `/repos/{owner}/{repo}`, `/{base}...{head}`: segments with variables.
    Values(Vec<Vec<Piece>>),
}

/// A request at a place: a method of its path type.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its verb.
    pub verb: Verb,
    /// The rest of the URL after the place.
    pub tail: Tail,
    /// The HTTP method.
    pub method: Method,
    /// The body.
    pub body: Payload,
    /// The result.
    pub result: Payload,
    /// The action or function that metadata declares.
    pub odata_operation: Option<ODataOperationId>,
    /// The pages that document it, sorted; empty if only metadata declares it.
    pub operations: Vec<OperationId>,
    /// The permissions of URLs for which no page states them.
    pub permissions: Vec<CallPermissions>,
    /// How the list that it returns continues, if a description shows it. All collections of OData have links.
    pub paging: Option<Box<Paging>>,
}

/// Permissions that are required for some URLs of a call.
#[derive(Clone, Debug)]
pub struct CallPermissions {
    /// The URLs, as the model spells them.
    pub urls: Vec<UrlTemplate>,
    /// What each caller requires.
    pub permissions: Arc<Permissions>,
}

impl Call {
    /// The deprecation notice: of its pages if all of them have one, else of the metadata.
    pub fn deprecation<'a>(&self, model: &'a Model<TypeId>) -> Option<&'a Docs> {
        let pages: Vec<&Docs> = self.operations.iter().map(|it| &model.operation(*it).docs).collect();
        let by_pages = pages.first().filter(|_| pages.iter().all(|it| it.deprecated.is_some())).copied();
        let declared =
            self.odata_operation.map(|it| &model.odata_operation(it).docs).filter(|it| it.deprecated.is_some());
        by_pages.or(declared)
    }
}

impl Step {
    /// Whether it is a cast to a derived type.
    pub fn is_cast(&self) -> bool {
        let is_declared = self.property.is_some() || self.odata_operation.is_some();
        !is_declared && matches!(&self.kind, StepKind::Segment(name) if name.contains('.'))
    }

    /// The documentation of its target: of the property, the function, the entity set or singleton.
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

/// The rest of a URL after the place of a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tail {
    /// Nothing.
    None,
    /// `/sendMail`, `/$ref`, `/content`, `/photo/$value`: with its slashes inside, without the first one.
    Segment(String),
    /// `/getByPath(path='{path}')`.
    Function(String, Vec<Argument>),
}
