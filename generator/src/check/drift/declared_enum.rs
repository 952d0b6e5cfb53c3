//! Declared enum types.

use super::sides::Sides;
use crate::model::{Member, QualifiedName, TypeId, TypeKind};
use crate::source::Spanned;

/// A declared enum type.
#[derive(Clone, Copy)]
pub(super) struct DeclaredEnum<'a> {
    pub(super) id: TypeId,
    pub(super) name: &'a Spanned<QualifiedName>,
    pub(super) members: &'a [Member],
}

impl<'a> DeclaredEnum<'a> {
    /// `None` if the type is not a declared enum.
    pub(super) fn new(sides: &Sides<'a>, id: TypeId) -> Option<DeclaredEnum<'a>> {
        let def = sides.def(id)?;
        match &def.kind {
            TypeKind::Enum(it) => Some(DeclaredEnum { id, name: &def.name, members: &it.members }),
            _ => None,
        }
    }

    pub(super) fn short(self) -> &'a str {
        &self.name.value.name
    }

    /// `importance.low`
    pub(super) fn symbol(self, member: &str) -> String {
        format!("{}.{member}", self.short())
    }
}
