//! Pages against metadata: where the two say different things, in both directions.
//!
//! Both stand in one model already ([`lower`](crate::lower) says what wins); here is only reported what disagrees.

mod callables;
mod entries;
mod enums;
mod members;
mod results;
mod types;
mod value_types;

use crate::analysis::paths::Paths;
use crate::diagnostics::Diagnostics;
use crate::input::page::{Page, Resource};
use crate::model::{Fact, Index, Model, TypeDef, TypeId};
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// Pages and metadata that can be compared.
pub struct Drift<'a> {
    sources: &'a SourceMap,
    pages: &'a [Page],
    index: &'a Index<'a>,
}

impl<'a> Drift<'a> {
    /// `None` where there is no metadata, or where there are no pages.
    pub fn new(sources: &'a SourceMap, pages: &'a [Page], index: &'a Index<'a>) -> Option<Drift<'a>> {
        let is_possible = index.model.sources.declare(Fact::Types) && !pages.is_empty();
        is_possible.then_some(Drift { sources, pages, index })
    }

    /// Compares types, their members, and where URLs begin.
    pub fn types(&self, diagnostics: &mut Diagnostics) {
        let mut ctx = self.ctx(diagnostics);
        let resources = ctx.resources();
        types::check(&mut ctx, &resources);
        members::check(&mut ctx, &resources);
        enums::check(&mut ctx);
        entries::check(&mut ctx);
    }

    /// Compares what can be called, and what comes back.
    pub fn requests(&self, diagnostics: &mut Diagnostics, paths: &Paths) {
        let mut ctx = self.ctx(diagnostics);
        callables::check(&mut ctx, paths);
        results::check(&mut ctx, paths);
    }

    fn ctx<'b>(&'b self, diagnostics: &'b mut Diagnostics) -> Ctx<'b> {
        let Drift { sources, pages, index } = self;
        Ctx { diagnostics, sources, pages, model: index.model, index }
    }
}

/// What the comparisons look things up in.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    pages: &'a [Page],
    model: &'a Model<TypeId>,
    index: &'a Index<'a>,
}

/// What pages say of a type that metadata declares: by the type, in the order of the pages.
type Documented<'a> = BTreeMap<TypeId, Vec<(&'a Page, &'a Resource)>>;

impl<'a> Ctx<'a> {
    fn resources(&self) -> Documented<'a> {
        let mut res: Documented<'a> = BTreeMap::new();
        for page in self.pages {
            for resource in &page.resources {
                if let Some(id) = self.find(page, &resource.name.value) {
                    res.entry(id).or_default().push((page, resource));
                }
            }
        }
        res
    }

    /// The type that a page means by a name.
    fn find(&self, page: &Page, text: &str) -> Option<TypeId> {
        let own = page.namespace.as_ref().map_or(self.model.namespaces.root(), |it| &it.value);
        self.index.find_from(own, text).or_else(|| self.index.find_anywhere(text))
    }

    fn def(&self, id: TypeId) -> &'a TypeDef<TypeId> {
        self.model.type_def(id)
    }

    /// The name of a type without its namespace.
    fn short(&self, id: TypeId) -> &'a str {
        &self.def(id).name.value.name
    }
}
