//! Links between the documentation of items.

use super::Ctx;
use crate::analysis::areas::Gate;
use crate::model::TypeId;

impl Ctx<'_> {
    /// A link to a type from an item with a gate; only its name if it may be disabled.
    pub(super) fn type_link(&self, from: &Gate, to: TypeId) -> String {
        let item = self.names.type_item(to);
        if from.implies(self.areas.of_type(to)) {
            format!("[`{}`](crate::{}::{})", item.ident, item.module, item.ident)
        } else {
            format!("`{}`", item.ident)
        }
    }

    /// A link to the field of a property from an item with a gate, for fields that are compiled with the type of the
    /// property.
    pub(super) fn field_link(&self, from: &Gate, (owner, idx): (TypeId, u32)) -> Option<String> {
        let field = self.names.fields(owner).iter().find(|it| it.property == (owner, idx))?;
        let item = self.names.type_item(owner);
        let name = format!("`{}::{}`", item.ident, field.ident);
        let is_there = from.implies(self.areas.of_type(owner));
        let member = if self.has_constants(owner) { &field.constant } else { &field.ident };
        Some(match is_there {
            true => format!("[{name}](crate::{}::{}::{member})", item.module, item.ident),
            false => name,
        })
    }
}
