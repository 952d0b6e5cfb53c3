//! Declared types that documented types and operations use.

use super::sides::{Described, Sides, Types};
use crate::model::{ItemStated, ItemType, MemberStatement, TypeId, TypeStated};
use crate::source::Span;
use hashbrown::HashMap;

/// A documented place that uses each type: the first one. Only these types need a description: others are parts of trees
/// whose root is not documented.
pub(super) struct Uses(HashMap<TypeId, Span>);

impl Uses {
    pub(super) fn new(types: &Types<'_>, sides: &Sides<'_>, described: &Described<'_>) -> Uses {
        let mut res = Uses(HashMap::new());
        for statement in sides.statements.operations.values() {
            let rows = statement.url.iter().chain(&statement.body).filter_map(|it| it.ty.as_ref());
            rows.chain(&statement.result).for_each(|it| res.add_stated(types, &it.value, it.span));
        }
        for (id, statements) in described {
            let rows = || statements.iter().flat_map(|it| &it.members);
            for property in sides.structure(*id).into_iter().flat_map(|it| &it.properties) {
                let ItemType::Named(used) = types.resolve(&property.ty).item else { continue };
                let is_row = |it: &&MemberStatement| it.name.value.eq_ignore_ascii_case(&property.name.value);
                // A property that the page does not list is reported itself, and so is a row with another type.
                if let Some(row) = rows().find(is_row).filter(|it| !names_other(types, it, used)) {
                    res.0.entry(used).or_insert(row.name.span);
                }
            }
        }
        res
    }

    /// The place of a use.
    pub(super) fn of(&self, id: TypeId) -> Option<Span> {
        self.0.get(&id).copied()
    }

    fn add_stated(&mut self, types: &Types<'_>, ty: &TypeStated, span: Span) {
        let ItemStated::Named(name) = &ty.item else { return };
        if let Some(id) = types.find(name) {
            self.0.entry(id).or_insert(span);
        }
    }
}

/// Whether a row names a type that is not the declared one. An unknown name is reported itself.
fn names_other(types: &Types<'_>, row: &MemberStatement, declared: TypeId) -> bool {
    let Some(ItemStated::Named(name)) = row.ty.as_ref().map(|it| &it.value.item) else { return false };
    types.find(name) != Some(declared)
}
