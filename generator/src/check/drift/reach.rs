//! Types whose actions and functions need documentation.

use super::{Ctx, Requests};
use crate::model::{EntryKind, ItemType, Type, TypeId};
use hashbrown::HashSet;

/// Types that URLs address, and types that are documented.
pub(super) struct Relevant {
    /// With whether they are collections.
    addressed: HashSet<(TypeId, bool)>,
    documented: HashSet<TypeId>,
}

impl Relevant {
    pub(super) fn new(ctx: &Ctx<'_>, requests: &Requests<'_>) -> Relevant {
        let mut res = Relevant { addressed: HashSet::new(), documented: HashSet::new() };
        res.add_addressed(ctx, requests);
        res.add_documented(ctx, requests);
        res
    }

    /// Whether a URL can address values of a type that a page describes, or that is in a documented URL. An undocumented type
    /// is reported itself.
    pub(super) fn contains(&self, binding: &Type<TypeId>) -> bool {
        let ItemType::Named(id) = binding.item else { return true };
        self.documented.contains(&id) && self.addressed.contains(&(id, binding.is_collection))
    }

    fn add_addressed(&mut self, ctx: &Ctx<'_>, requests: &Requests<'_>) {
        let model = requests.model;
        let properties = model.types.iter().filter_map(|it| it.structure()).flat_map(|it| &it.properties);
        let results = model.odata_operations.iter().filter_map(|it| it.result.as_ref());
        let mut all: HashSet<(TypeId, bool)> = properties
            .map(|it| &it.ty)
            .chain(results)
            .filter_map(|it| Some((*it.item.named()?, it.is_collection)))
            .collect();
        all.extend(model.entries.iter().filter_map(|it| match it.kind {
            EntryKind::EntitySet(ty) => Some((ty, true)),
            EntryKind::Singleton(ty) => Some((ty, false)),
            EntryKind::Import(_) => None,
        }));
        // A key addresses an item.
        let items: Vec<_> = all.iter().map(|(id, _)| (*id, false)).collect();
        all.extend(items);
        // A value of a type may be one of a derived type, and is one of its base types.
        let types: Vec<TypeId> = (0..model.types.len() as u32).map(TypeId).collect();
        for id in types {
            for is_collection in [false, true] {
                if ctx.types.with_bases(id).any(|it| all.contains(&(it, is_collection))) {
                    add_with_bases(ctx, id, |it| self.addressed.insert((it, is_collection)));
                }
            }
        }
    }

    /// Types with documentation, and their base types.
    fn add_documented(&mut self, ctx: &Ctx<'_>, requests: &Requests<'_>) {
        let types = (0..).map(TypeId).zip(&requests.model.types);
        let described = types.filter(|(_, it)| it.provenance.place(requests.kind).is_some()).map(|(id, _)| id);
        for id in described.chain(requests.types_in_urls()) {
            add_with_bases(ctx, id, |it| self.documented.insert(it));
        }
    }
}

/// Adds a type and its base types. Those of a type that is known are known as well. `insert` returns whether a type is new.
fn add_with_bases(ctx: &Ctx<'_>, id: TypeId, mut insert: impl FnMut(TypeId) -> bool) {
    for it in ctx.types.with_bases(id) {
        if !insert(it) {
            return;
        }
    }
}
