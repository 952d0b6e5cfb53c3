//! Types of one side only, base types, and other facts about types.

use super::Ctx;
use super::renamed::Renamed;
use super::sides::{Described, Sides};
use super::uses::Uses;
use super::value_types::written;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::{Role, TypeDef, TypeId, TypeStatement, Unresolved};
use crate::source::Span;

pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, described: &Described<'_>, uses: &Uses, renamed: &Renamed) {
    for (id, statements) in described {
        for statement in statements {
            match sides.def(*id) {
                None => undeclared(ctx, sides, *id, statement, renamed),
                Some(def) if def.structure().is_some() => {
                    base(ctx, sides, *id, def, statement);
                    flags(ctx, sides, *id, def, statement);
                }
                Some(_) => {}
            }
        }
    }
    undocumented(ctx, sides, described, uses, renamed);
}

/// A type that is documented only.
fn undeclared(ctx: &mut Ctx<'_>, sides: &Sides<'_>, id: TypeId, statement: &TypeStatement, renamed: &Renamed) {
    let message = format!("the metadata does not declare a type `{}`", ctx.types.name(id));
    let mut report = Diagnostic::new(Code::TypeUndeclared, statement.name.span, message)
        .symbol(ctx.types.short(id))
        .label("documented here")
        .note("kept as documented");
    if let Some(def) = renamed.declared(id).and_then(|it| sides.def(it)) {
        let name = &def.name.value.name;
        report =
            report.also(def.name.span, format!("`{name}` is declared here")).help(format!("did you mean `{name}`?"));
    }
    ctx.diagnostics.report(report);
}

/// Types that are declared only, but that something documented uses.
fn undocumented(ctx: &mut Ctx<'_>, sides: &Sides<'_>, described: &Described<'_>, uses: &Uses, renamed: &Renamed) {
    for (id, def) in sides.all() {
        // A wrong name is reported where it is written.
        let is_documented = described.contains_key(&id) || sides.is_defined(id) || renamed.is_documented(id);
        let needs_page = def.role == Role::Definition && def.structure().is_some_and(|it| !it.is_abstract);
        let Some(place) = uses.of(id).filter(|_| needs_page && !is_documented) else { continue };
        let message = format!("no page describes `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeUndocumented, def.name.span, message)
            .symbol(def.name.value.name.as_str())
            .also(place, "used here")
            .help(format!("add a page `resources/{}.md`", def.name.value.name.to_lowercase()));
        ctx.diagnostics.report(report);
    }
}

fn base(ctx: &mut Ctx<'_>, sides: &Sides<'_>, id: TypeId, def: &TypeDef<Unresolved>, statement: &TypeStatement) {
    let declared = ctx.types.base(id);
    let Some(stated) = &statement.base else { return base_undocumented(ctx, sides, id, def, statement) };
    let found = ctx.types.find(stated);
    if found.is_some() && found == declared {
        return;
    }
    let is_ancestor = found.is_some_and(|it| ctx.types.bases(id).any(|base| base == it));
    let actual = declared.map_or("no type".to_owned(), |it| format!("`{}`", ctx.types.name(it)));
    let message = if is_ancestor {
        format!("`{}` derives from `{}` indirectly, through {actual}", ctx.types.short(id), written(stated))
    } else {
        format!("`{}` derives from {actual} in the metadata", ctx.types.short(id))
    };
    let report = Diagnostic::new(Code::BaseDiffers, stated.span, message)
        .symbol(ctx.types.short(id))
        .label(format!("documented as `{}`", written(stated)))
        .also(def.name.span, "declared here")
        .note("the declaration in the metadata is kept");
    ctx.diagnostics.report(report.help(match declared.map(|it| ctx.types.name(it)) {
        Some(base) if is_ancestor => format!("write `{base}`"),
        Some(base) => format!("write `{base}`, or correct the base type in the metadata"),
        None => "remove the base type, or declare it in the metadata".to_owned(),
    }));
}

/// Reports a place that omits the base type.
fn base_undocumented(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'_>,
    id: TypeId,
    def: &TypeDef<Unresolved>,
    statement: &TypeStatement,
) {
    let Some(base) = ctx.types.base(id).filter(|it| !is_root(ctx, sides, *it)) else { return };
    let message =
        format!("the page does not say that `{}` derives from `{}`", ctx.types.short(id), ctx.types.short(base));
    let base = ctx.types.name(base);
    let report = Diagnostic::new(Code::BaseUndocumented, statement.no_base.unwrap_or(statement.name.span), message)
        .symbol(ctx.types.short(id))
        .also(def.name.span, "declared here")
        .note("the declaration in the metadata is kept");
    ctx.diagnostics.report(match statement.no_base {
        Some(null) => {
            let edit = Edit::replace(null, format!("\"{base}\""));
            report.help(format!("write `\"baseType\": \"{base}\"`")).patch([edit])
        }
        None => report.help(format!("write *Inherits from …*, or add `\"baseType\": \"{base}\"`")),
    });
}

/// A base type of (nearly) all types, which places may omit.
fn is_root(ctx: &Ctx<'_>, sides: &Sides<'_>, id: TypeId) -> bool {
    ctx.types.base(id).is_none() && sides.structure(id).is_some_and(|it| it.is_abstract && it.keys == ["id"])
}

/// Facts about a type that the declaration does not state.
fn flags(ctx: &mut Ctx<'_>, sides: &Sides<'_>, id: TypeId, def: &TypeDef<Unresolved>, statement: &TypeStatement) {
    let span = statement.name.span;
    if statement.is_open && !sides.structures(id).any(|it| it.is_open) {
        facet(ctx, def, "an open type", span);
    }
    if statement.is_abstract && !def.structure().is_some_and(|it| it.is_abstract) {
        facet(ctx, def, "abstract", span);
    }
    let Some(key) = &statement.key else { return };
    match sides.structures(id).find(|it| !it.keys.is_empty()) {
        Some(declared) if declared.keys == [key.value.clone()] => {}
        Some(declared) => {
            let what = format!("a type with the key `{}` (declared: `{}`)", key.value, declared.keys.join("`, `"));
            facet(ctx, def, &what, key.span);
        }
        None => facet(ctx, def, "a type with a key", key.span),
    }
}

fn facet(ctx: &mut Ctx<'_>, def: &TypeDef<Unresolved>, what: &str, span: Span) {
    let name = &def.name.value.name;
    let message = format!("the page describes `{name}` as {what}, but the metadata does not");
    let report = Diagnostic::new(Code::TypeFacet, span, message)
        .symbol(name.as_str())
        .also(def.name.span, "declared here")
        .note("the declaration in the metadata is kept");
    ctx.diagnostics.report(report);
}
