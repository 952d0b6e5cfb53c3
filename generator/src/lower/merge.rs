//! Several models of one API → one model. [`precedence`] determines which source wins.
//!
//! Only names of types are compared here; see [`drift`](crate::check::drift) for everything else.

mod names;
mod parts;
mod permissions;
mod precedence;
mod types;
mod unused;
mod versions;

use crate::diagnostics::Diagnostics;
use crate::model::{Fact, Model, Namespaces, Operation, SourceModel, Sources, Unresolved};
use crate::service::Service;
use crate::source::SourceMap;
use names::Names;
use precedence::{Others, rule};

/// Renames the types of each model to the names in stronger models. The model that determines which types exist comes
/// first.
pub fn align(diagnostics: &mut Diagnostics, sources: &SourceMap, mut models: Vec<SourceModel>) -> Vec<SourceModel> {
    models.sort_by_key(|it| rule(Fact::Types).rank(it.kind));
    for idx in 1..models.len() {
        let (before, after) = models.split_at_mut(idx);
        if !after[0].kind.has_types() {
            continue;
        }
        let model = &mut after[0].model;
        for known in before {
            Names::new(diagnostics, sources, model, &known.model).rename(model);
        }
    }
    models
}

/// Merges aligned models.
pub(super) fn merge(models: &[SourceModel], service: Service) -> Model<Unresolved> {
    let (types, (operations, odata_operations)) = rayon::join(
        || types::merge(models.iter().map(|it| (it.kind, it.model.types.as_slice()))),
        || (operations(models), all(models, Fact::ODataOperations, |it| &it.odata_operations)),
    );
    let permissions = all(models, Fact::Permissions, |it| &it.permissions);
    let mut res = Model {
        version: service.version.clone().unwrap_or_default(),
        service,
        namespaces: models.iter().fold(Namespaces::default(), |it, of| it.union(&of.model.namespaces)),
        sources: models.iter().fold(Sources::default(), |it, of| it.union(of.model.sources)),
        operations,
        // Shared with the models of the sources.
        pages: models.iter().flat_map(|it| it.model.pages.clone()).collect(),
        odata_operations,
        entries: all(models, Fact::Entries, |it| &it.entries),
        permissions,
        servers: models.iter().flat_map(|it| it.model.servers.clone()).collect(),
        schemes: models.iter().flat_map(|it| it.model.schemes.clone()).collect(),
        types,
    };
    permissions::fill(&mut res.operations, &res.permissions);
    if res.sources.declare(Fact::Types) {
        unused::drop_value_lists(&mut res);
    }
    res
}

/// The facts of a kind, the strongest model first: of all models, or of the first model that states any.
fn all<T: Clone>(models: &[SourceModel], fact: Fact, list: impl Fn(&Model<Unresolved>) -> &[T]) -> Vec<T> {
    let rule = rule(fact);
    let mut res = Vec::new();
    for kind in rule.order {
        if rule.others == Others::Kept || res.is_empty() {
            models.iter().filter(|it| it.kind == kind).for_each(|it| res.extend_from_slice(list(&it.model)));
        }
    }
    res
}

fn operations(models: &[SourceModel]) -> Vec<Operation<Unresolved>> {
    let mut res = all(models, Fact::Operations, |it| &it.operations);
    res.sort_by_key(|it| it.page);
    res
}
