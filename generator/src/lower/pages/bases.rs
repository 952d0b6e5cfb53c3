//! The base types of the definitions of pages.

use super::{Ctx, DefId};
use crate::input::page::{Page, Resource};
use crate::model::{MAX_BASES, Structure, Unresolved};

/// A resource of a page, and its type.
pub(super) type Described<'a> = (&'a Page, &'a Resource, DefId);

/// The definition of a structured type.
pub(super) fn structure<'a>(ctx: &'a Ctx<'_>, id: DefId) -> Option<&'a Structure<Unresolved>> {
    ctx.types.get(id).structure()
}

/// The base of every type.
pub(super) struct Bases(pub(super) Vec<Option<DefId>>);

impl Bases {
    /// The bases of a type, nearest first, as many as are allowed.
    pub(super) fn chain(&self, id: DefId) -> Vec<DefId> {
        let mut res = Vec::new();
        let mut at = self.0[id];
        while let Some(base) = at.filter(|it| *it != id && res.len() < MAX_BASES && !res.contains(it)) {
            at = self.0[base];
            res.push(base);
        }
        res
    }
}

/// Whether a base of the type declares a member of this name.
pub(super) fn is_inherited(ctx: &Ctx<'_>, bases: &[DefId], member: &str) -> bool {
    let declares =
        |it: &DefId| structure(ctx, *it).is_some_and(|it| it.properties.iter().any(|it| it.name.value == member));
    bases.iter().any(declares)
}
