//! Models of one API → one. [`precedence`] says what wins.
//!
//! Nothing is compared here, but for the names by which types are found: see [`drift`](crate::check::drift).

mod names;
mod parts;
mod precedence;
mod types;
mod unused;
mod versions;

use crate::diagnostics::Diagnostics;
use crate::model::{Fact, Model, Namespaces, Operation, SourceModel, Sources, Unresolved};
use names::Names;
use precedence::{Others, rule};

/// Gives the types of each model the names that stronger ones have for them. The model that decides which types there are comes
/// first.
pub fn align(diagnostics: &mut Diagnostics, mut models: Vec<SourceModel>) -> Vec<SourceModel> {
    models.sort_by_key(|it| rule(Fact::Types).rank(it.kind));
    for idx in 1..models.len() {
        let (before, after) = models.split_at_mut(idx);
        let model = &mut after[0].model;
        for known in before {
            Names::new(diagnostics, model, &known.model).rename(model);
        }
    }
    models
}

/// Merges aligned models.
pub(super) fn merge(mut models: Vec<SourceModel>, version: &str) -> Model<Unresolved> {
    let mut res = Model {
        version: version.to_owned(),
        namespaces: models.iter().fold(Namespaces::default(), |it, of| it.union(&of.model.namespaces)),
        sources: models.iter().fold(Sources::default(), |it, of| it.union(of.model.sources)),
        operations: operations(&mut models),
        odata_operations: all(&mut models, Fact::ODataOperations, |it| &mut it.odata_operations),
        entries: all(&mut models, Fact::Entries, |it| &mut it.entries),
        types: types::merge(models.into_iter().map(|it| (it.kind, it.model.types))),
    };
    if res.sources.declare(Fact::Types) {
        unused::drop_value_lists(&mut res);
    }
    res
}

/// What the models state of a kind of fact, the strongest first: of all of them, or of the first one that states some.
fn all<T>(models: &mut [SourceModel], fact: Fact, list: impl Fn(&mut Model<Unresolved>) -> &mut Vec<T>) -> Vec<T> {
    let rule = rule(fact);
    let mut res = Vec::new();
    for kind in rule.order {
        if rule.others == Others::Kept || res.is_empty() {
            models.iter_mut().filter(|it| it.kind == kind).for_each(|it| res.append(list(&mut it.model)));
        }
    }
    res
}

fn operations(models: &mut [SourceModel]) -> Vec<Operation<Unresolved>> {
    let mut res = all(models, Fact::Operations, |it| &mut it.operations);
    res.sort_by_key(|it| it.page);
    res
}
