//! Differences between two models of one API, in both directions.
//!
//! One model documents what the other one declares. Differences are only reported here; [`lower`](crate::lower) resolves
//! them.

mod bodies;
mod declared_enum;
mod deprecation;
mod entries;
mod enum_case;
mod enums;
mod groups;
mod members;
mod new_rows;
mod odata_operations;
mod other_names;
mod pages;
mod reach;
mod renamed;
mod results;
mod shown;
mod sides;
#[cfg(test)]
mod tests;
mod types;
mod uncalled;
mod undeclared_enums;
mod unlisted;
mod uses;
mod value_types;

use crate::analysis::paths::{Paths, RequestId, Resolved};
use crate::diagnostics::{Diagnostics, collect_reports};
use crate::model::{Fact, Index, Model, Operation, OperationStatements, SourceKind, SourceModel, TypeId};
use crate::source::SourceMap;
use rayon::prelude::*;
use renamed::Renamed;
use sides::{Sides, Types};
use uses::Uses;

/// Compares each model with those before it: types, members and entry points.
pub fn models(diagnostics: &mut Diagnostics, sources: &SourceMap, aligned: &[SourceModel]) {
    for (idx, documented) in aligned.iter().enumerate() {
        aligned[..idx].iter().for_each(|declared| types(diagnostics, sources, documented, declared));
    }
}

/// Compares types, members and entry points. Facts that only one model states are reported if the other one is exhaustive.
fn types(diagnostics: &mut Diagnostics, sources: &SourceMap, documented: &SourceModel, declared: &SourceModel) {
    if documented.is_empty() || !documented.kind.has_types() || !declared.model.sources.declare(Fact::Types) {
        return;
    }
    let statements = &*documented.statements();
    let known = &Types::of_sides(&documented.model, &declared.model);
    let sides = &Sides::new(known, &documented.model, &declared.model, statements);
    let described = &sides.described();
    let uses = &Uses::new(known, sides, described);
    let renamed = &Renamed::new(sources, known, sides, described);
    let mut of_enums = Diagnostics::default();
    rayon::join(
        || {
            let mut ctx = Ctx { diagnostics, sources, types: known };
            types::check(&mut ctx, sides, described, uses, renamed);
            members::check(&mut ctx, sides, described);
        },
        || {
            let mut ctx = Ctx { diagnostics: &mut of_enums, sources, types: known };
            enums::check(&mut ctx, sides, uses, renamed);
        },
    );
    diagnostics.extend(of_enums);
}

/// Compares the operations of each model with the actions, functions and types that their URLs address.
pub fn requests(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    aligned: &[SourceModel],
    index: &Index<'_>,
    paths: &Paths,
) {
    let model = index.model;
    if !model.sources.declare(Fact::Types) {
        return;
    }
    for documented in aligned.iter().filter(|it| !it.is_empty()) {
        let Some(statements) = &documented.statements else { continue };
        let types = &Types::of_model(model);
        let mut ctx = Ctx { diagnostics, sources, types };
        let requests = &Requests { kind: documented.kind, statements: &statements.operations, model, paths };
        odata_operations::check(&mut ctx, requests);
        results::check(&mut ctx, requests);
        entries::check(&mut ctx, requests);
        bodies::check(&mut ctx, requests, index);
    }
}

/// The requests of one kind of source, and their targets.
struct Requests<'a> {
    kind: SourceKind,
    statements: &'a OperationStatements,
    model: &'a Model<TypeId>,
    paths: &'a Paths,
}

impl<'a> Requests<'a> {
    /// Every request line of this kind of source.
    fn all(&self) -> impl Iterator<Item = (RequestId, &'a Operation<TypeId>, &'a Resolved)> {
        let Requests { kind, model, paths, .. } = *self;
        let requests = paths.requests.iter().map(|(id, resolved)| (*id, model.operation(id.0), resolved));
        requests.filter(move |(_, operation, _)| operation.provenance.place(kind).is_some())
    }

    /// The types of the items and collections in their URLs.
    fn types_in_urls(&self) -> impl Iterator<Item = TypeId> {
        let places = self.all().flat_map(|(_, _, resolved)| resolved.places());
        places.filter_map(|it| self.paths.places[it.0 as usize].kind.ty())
    }
}

/// The context of comparisons.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    types: &'a Types<'a>,
}

impl Ctx<'_> {
    /// The results of a check for each item, in parallel. Reports keep the order of the items.
    fn each<T: Send, R: Send>(
        &mut self,
        items: impl ParallelIterator<Item = T>,
        check: impl Fn(&mut Ctx<'_>, T) -> R + Sync + Send,
    ) -> Vec<R> {
        let (sources, types) = (self.sources, self.types);
        let work = |item| Diagnostics::of(|diagnostics| check(&mut Ctx { diagnostics, sources, types }, item));
        collect_reports(self.diagnostics, items.map(work))
    }
}
