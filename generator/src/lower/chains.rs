//! Chains of base types that are too long: models contain inherited properties, so their size is quadratic in the length.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{MAX_BASES, Model, TypeDef, TypeId, TypeKind};
use crate::source::Span;

/// Ignores the base type of every type that has too many.
pub(super) fn limit(diagnostics: &mut Diagnostics, model: &mut Model<TypeId>) {
    let mut n_bases: Vec<Option<usize>> = vec![None; model.types.len()];
    for start in (0..model.types.len()).map(|it| TypeId(it as u32)) {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|it| n_bases[it.0 as usize].is_none()) {
            // Ends the walk around a cycle.
            n_bases[id.0 as usize] = Some(0);
            path.push(id);
            at = model.type_def(id).structure().and_then(|it| it.base);
        }
        let mut of_base = at.and_then(|it| n_bases[it.0 as usize]);
        for id in path.into_iter().rev() {
            let mut n = of_base.map_or(0, |it| it + 1);
            if n > MAX_BASES {
                n = 0;
                drop_base(diagnostics, &mut model.types[id.0 as usize]);
            }
            n_bases[id.0 as usize] = Some(n);
            of_base = Some(n);
        }
    }
}

fn drop_base(diagnostics: &mut Diagnostics, def: &mut TypeDef<TypeId>) {
    diagnostics.report(report(&def.name.value.name, def.name.span));
    if let TypeKind::Entity(it) | TypeKind::Complex(it) = &mut def.kind {
        it.base = None;
    }
}

/// The finding about a type with too many base types.
pub(super) fn report(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BaseChain, span, format!("`{name}` has more than {MAX_BASES} base types"))
        .symbol(name)
        .note("the base type is ignored")
}
