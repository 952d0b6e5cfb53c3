//! Members of open types that no source lists.

use super::Ctx;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::TypeId;
use crate::model::json::Name;

/// The least number of members of a type whose other members are rare.
const MANY: usize = 8;

impl Ctx<'_, '_> {
    /// Reports a member that may be misspelled: its name is similar to that of a declared member, or it is the only one that
    /// neither the type nor the table of the body has. `n_known` is the number of other members in the object.
    pub(super) fn dynamic_members(&mut self, ty: TypeId, unknown: &[&Name], n_known: usize) {
        let is_rare = self.is_request || self.index.n_members(ty) >= MANY;
        let is_only = unknown.len() == 1 && n_known > 0 && is_rare;
        let is_below = |name: &str| self.index.derived_with(ty, name).next().is_some();
        let unknown: Vec<&Name> =
            unknown.iter().filter(|it| is_plain(&it.value) && !is_below(&it.value)).copied().collect();
        for name in unknown {
            let nearest = self.index.nearest_member(ty, &name.value);
            if self.is_listed(&name.value) || (nearest.is_none() && !is_only) {
                continue;
            }
            let def = self.index.def(ty);
            let message = format!("`{}` is not a declared member of the open type `{}`", name.value, def.name.value);
            let mut report = Diagnostic::new(Code::ExampleMemberDynamic, name.span, message)
                .label("not declared")
                .also(def.declared().unwrap_or(def.name.span), "the type is open: it allows other members");
            report.help = nearest.map(|it| format!("did you mean `{it}`?"));
            self.diagnostics.report(report);
        }
    }

    /// Whether the table of the body lists a member.
    fn is_listed(&self, name: &str) -> bool {
        self.rows.iter().any(|it| it.name.value.eq_ignore_ascii_case(name))
    }
}

/// Names of extensions have an underscore or a full stop.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|it| it.is_ascii_alphanumeric())
}
