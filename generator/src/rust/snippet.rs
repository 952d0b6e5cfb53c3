//! Converts examples of pages to Rust: the code for the request that an example shows.
//!
//! [`requests`](crate::analysis::requests) resolves an example; this module writes it with the names of a generated
//! crate. If a request cannot be expressed, the [`Error`] names the part.

mod body;
mod error;
mod filter;
mod headers;
mod members;
mod path;
mod payload;
mod print;
mod program;
mod query;
mod tally;
mod tokens;
mod uses;
mod values;
mod variables;
mod writer;

pub use error::{Error, Problem};
pub use program::Snippet;
pub use tally::Tally;

use crate::analysis::paths::{Paths, PlaceId};
use crate::analysis::requests::{Request, Requests};
use crate::model::example::RequestMessage;
use crate::model::{Index, Model, OperationId, TypeId};
use crate::rust::names::Names;
use crate::source::SourceMap;
use members::Members;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Writes requests with the names of one crate.
pub struct Snippets<'a> {
    sources: &'a SourceMap,
    model: &'a Model<TypeId>,
    paths: &'a Paths,
    names: &'a Names,
    /// The name of the crate in programs.
    krate: String,
    requests: Requests<'a>,
    index: Index<'a>,
    /// The runtime items at the crate's root.
    reexports: BTreeSet<&'static str>,
    /// By type.
    members: Vec<OnceLock<Members<'a>>>,
}

/// The example of each call, by place and index.
pub type Examples = BTreeMap<(PlaceId, usize), Snippet>;

impl<'a> Snippets<'a> {
    /// Creates a writer for the crate `krate` with these names.
    pub fn new(
        sources: &'a SourceMap,
        model: &'a Model<TypeId>,
        paths: &'a Paths,
        names: &'a Names,
        krate: &str,
    ) -> Snippets<'a> {
        Snippets {
            sources,
            model,
            paths,
            names,
            krate: krate.replace('-', "_"),
            requests: Requests::new(model, paths),
            index: Index::new(model),
            reexports: names.reexports().collect(),
            members: model.types.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The code for the request on the page of an operation.
    ///
    /// # Errors
    /// Fails if a part of the request cannot be expressed.
    pub fn write(&self, operation: OperationId, message: &RequestMessage) -> Result<Snippet, Error> {
        let request = self.requests.resolve(operation, message)?;
        writer::write(self, message, &request)
    }

    /// For each call, the code for the first request on its pages that can be expressed.
    pub fn examples(&self) -> Examples {
        let all = self.model.operations.par_iter().enumerate().flat_map_iter(|(idx, operation)| {
            let id = OperationId(idx as u32);
            let messages = operation.example_requests();
            messages.filter_map(move |message| {
                let request = self.requests.resolve(id, message).ok()?;
                request.line.is_some_and(|it| it.0 == id).then_some((message, request))
            })
        });
        let mut by_call: BTreeMap<(PlaceId, usize), Vec<(&RequestMessage, Request<'_>)>> = BTreeMap::new();
        for (message, request) in all.collect::<Vec<_>>() {
            by_call.entry((request.place, request.call)).or_default().push((message, request));
        }
        let first = |requests: &[(&RequestMessage, Request<'_>)]| {
            requests.iter().find_map(|(message, request)| writer::write(self, message, request).ok())
        };
        by_call.into_par_iter().filter_map(|(call, requests)| Some((call, first(&requests)?))).collect()
    }

    fn members(&self, id: TypeId) -> &Members<'a> {
        self.members[id.0 as usize].get_or_init(|| Members::new(self.model, self.names, id))
    }
}
