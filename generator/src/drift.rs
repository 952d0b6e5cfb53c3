//! Pages against metadata: where the two say different things, in both directions.
//!
//! Both stand in one model already ([`lower`](crate::lower) says what wins); here is only reported what disagrees.

mod callables;
mod enums;
mod members;
mod names;
mod results;
mod types;
mod value_types;

use crate::diagnostics::Diagnostics;
use crate::model::{Model, TypeDef, TypeId};
use crate::page::{Page, Resource};
use crate::paths::Paths;
use crate::source::SourceMap;
use names::Names;
use std::collections::BTreeMap;

/// Compares all pages with the metadata. Says nothing where there is none, or where there are no pages.
pub fn check(diagnostics: &mut Diagnostics, sources: &SourceMap, pages: &[Page], model: &Model<TypeId>, paths: &Paths) {
    if !model.has_metadata() || pages.is_empty() {
        return;
    }
    let names = Names::new(pages, model);
    let mut ctx = Ctx { diagnostics, sources, pages, model, names: &names };
    let resources = ctx.resources();
    types::check(&mut ctx, &resources);
    members::check(&mut ctx, &resources);
    enums::check(&mut ctx);
    callables::check(&mut ctx, paths);
    results::check(&mut ctx, paths);
}

/// What the comparisons look things up in.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    pages: &'a [Page],
    model: &'a Model<TypeId>,
    names: &'a Names,
}

/// What pages say of a type that metadata declares: by the type, in the order of the pages.
type Documented<'a> = BTreeMap<TypeId, Vec<(&'a Page, &'a Resource)>>;

impl<'a> Ctx<'a> {
    fn resources(&self) -> Documented<'a> {
        let mut res: Documented<'a> = BTreeMap::new();
        for page in self.pages {
            for resource in &page.resources {
                if let Some(id) = self.names.find(page, &resource.name.value) {
                    res.entry(id).or_default().push((page, resource));
                }
            }
        }
        res
    }

    fn def(&self, id: TypeId) -> &'a TypeDef<TypeId> {
        self.model.type_def(id)
    }

    /// The name of a type without its namespace.
    fn short(&self, id: TypeId) -> &'a str {
        &self.def(id).name.value.name
    }

    /// A type and its bases, nearest first.
    fn with_bases(&self, id: TypeId) -> Vec<TypeId> {
        let mut res = vec![id];
        res.extend(self.model.bases(id));
        res
    }
}
