//! Converts examples of pages to Rust: the code for the request that an example shows.
//!
//! [`requests`](crate::analysis::requests) resolves an example; this module writes it with the names of a generated
//! crate. If a request cannot be expressed, the [`Error`] names the part.

mod body;
mod error;
mod exchange;
mod filter;
mod headers;
mod members;
mod nested;
mod path;
mod payload;
mod print;
mod program;
mod query;
mod tally;
mod tokens;
mod told;
mod uses;
mod values;
mod variables;
mod writer;

pub use error::{Error, Problem};
pub use program::Snippet;
pub use tally::Tally;

use crate::analysis::exchanges::{Exchange, Exchanges};
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
    exchanges: Exchanges<'a>,
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
            exchanges: Exchanges::new(model, paths),
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

    /// The exchanges that a description shows for an operation.
    pub fn exchanges(&self, operation: OperationId) -> Vec<Exchange<'a>> {
        self.exchanges.of(operation)
    }

    /// The code for the request of an exchange.
    ///
    /// # Errors
    /// Fails if a part of the request cannot be expressed.
    pub fn write_exchange(&self, exchange: &Exchange<'_>) -> Result<Snippet, Error> {
        exchange::write(self, exchange)
    }

    /// For each call, the code for the first request in its documentation that can be expressed.
    pub fn examples(&self) -> Examples {
        let mut res = self.examples_of_pages();
        res.extend(self.examples_of_descriptions());
        res
    }

    fn examples_of_descriptions(&self) -> Examples {
        let operations = (0..self.model.operations.len() as u32).into_par_iter().map(OperationId);
        let written = operations.flat_map_iter(|id| {
            let mut res = Examples::new();
            for it in self.exchanges(id).into_iter().filter(Exchange::is_stated) {
                let call = (it.place, it.call);
                if !res.contains_key(&call)
                    && let Ok(snippet) = self.write_exchange(&it)
                {
                    res.insert(call, snippet);
                }
            }
            res
        });
        written.collect()
    }

    fn examples_of_pages(&self) -> Examples {
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
