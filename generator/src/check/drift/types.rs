//! Types that only one side knows, base types, and what the annotations of pages say of types.

use super::{Ctx, Documented};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Page, Resource};
use crate::model::{Role, Structure, TypeId, TypeKind};
use crate::source::Span;

pub(super) fn check(ctx: &mut Ctx<'_>, documented: &Documented<'_>) {
    for (id, resources) in documented {
        for (page, resource) in resources {
            undeclared(ctx, *id, resource);
            let Some(structure) = ctx.def(*id).structure().filter(|_| ctx.def(*id).declared().is_some()) else {
                continue;
            };
            base(ctx, *id, page, resource, structure);
            flags(ctx, *id, resource, structure);
        }
    }
    undocumented(ctx, documented);
}

/// A type that only pages know.
fn undeclared(ctx: &mut Ctx<'_>, id: TypeId, resource: &Resource) {
    if ctx.def(id).declared().is_some() {
        return;
    }
    let message = format!("the metadata declares no type `{}`", ctx.def(id).name.value);
    let report = Diagnostic::new(Code::TypeUndeclared, resource.name.span, message)
        .symbol(ctx.short(id))
        .label("documented here")
        .note("the model has it as it is documented");
    ctx.diagnostics.report(report);
}

/// Types that only the metadata knows.
fn undocumented(ctx: &mut Ctx<'_>, documented: &Documented<'_>) {
    for (idx, def) in ctx.model.types.iter().enumerate() {
        let is_documented = documented.contains_key(&TypeId(idx as u32)) || def.docs.page.is_some();
        let is_structured = !matches!(def.kind, TypeKind::Enum(_));
        let Some(span) = def.declared().filter(|_| !is_documented && is_structured && def.role == Role::Definition)
        else {
            continue;
        };
        let message = format!("no page describes `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeUndocumented, span, message)
            .symbol(&def.name.value.name)
            .help(format!("add a page `resources/{}.md`", def.name.value.name.to_lowercase()));
        ctx.diagnostics.report(report);
    }
}

fn base(ctx: &mut Ctx<'_>, id: TypeId, page: &Page, resource: &Resource, structure: &Structure<TypeId>) {
    let declared = structure.base;
    let Some(written) = &resource.base else {
        if let Some(base) = declared.filter(|it| !is_root(ctx, *it)) {
            let message = format!("the page does not say that `{}` derives from `{}`", ctx.short(id), ctx.short(base));
            let report = Diagnostic::new(Code::BaseUndocumented, resource.name.span, message)
                .symbol(ctx.short(id))
                .also(ctx.def(id).declared().unwrap_or(resource.name.span), "declared here")
                .note("the model follows the metadata")
                .help(format!("say *Inherits from …*, or add `\"baseType\": \"{}\"`", ctx.def(base).name.value));
            ctx.diagnostics.report(report);
        }
        return;
    };
    let found = ctx.find(page, &written.value);
    if found.is_some() && found == declared {
        return;
    }
    let is_ancestor = found.is_some_and(|it| ctx.model.bases(id).contains(&it));
    let actual = declared.map_or("no type".to_owned(), |it| format!("`{}`", ctx.def(it).name.value));
    let message = if is_ancestor {
        format!("`{}` derives from `{}` only over {actual}", ctx.short(id), written.value)
    } else {
        format!("the metadata derives `{}` from {actual}", ctx.short(id))
    };
    let report = Diagnostic::new(Code::BaseDiffers, written.span, message)
        .symbol(ctx.short(id))
        .label(format!("documented as `{}`", written.value))
        .also(ctx.def(id).declared().unwrap_or(written.span), "declared here")
        .note("the model follows the metadata");
    let remedy = declared.map(|it| format!("write `{}`", ctx.def(it).name.value));
    ctx.diagnostics.report(report.help(remedy.unwrap_or_else(|| "name no base type".to_owned())));
}

/// A base type of (nearly) everything, which pages need not name.
fn is_root(ctx: &Ctx<'_>, id: TypeId) -> bool {
    ctx.def(id).structure().is_some_and(|it| it.base.is_none() && it.is_abstract && it.keys == ["id"])
}

/// What the annotation says that the metadata does not.
fn flags(ctx: &mut Ctx<'_>, id: TypeId, resource: &Resource, structure: &Structure<TypeId>) {
    let inherited: Vec<_> = ctx.model.lineage(id).into_iter().filter_map(|it| ctx.def(it).structure()).collect();
    if resource.is_open && !inherited.iter().any(|it| it.is_open) {
        facet(ctx, id, "an open type", resource.name.span);
    }
    if resource.is_abstract && !structure.is_abstract {
        facet(ctx, id, "abstract", resource.name.span);
    }
    let Some(key) = &resource.key else { return };
    match inherited.iter().find(|it| !it.keys.is_empty()) {
        Some(declared) if declared.keys == [key.value.clone()] => {}
        Some(declared) => {
            let what = format!("a type with the key `{}` (it is `{}`)", key.value, declared.keys.join("`, `"));
            facet(ctx, id, &what, key.span);
        }
        None => facet(ctx, id, "a type with a key", key.span),
    }
}

fn facet(ctx: &mut Ctx<'_>, id: TypeId, what: &str, span: Span) {
    let message = format!("the page calls `{}` {what}, the metadata does not", ctx.short(id));
    let report = Diagnostic::new(Code::TypeFacet, span, message)
        .symbol(ctx.short(id))
        .also(ctx.def(id).declared().unwrap_or(span), "declared here")
        .note("the model follows the metadata");
    ctx.diagnostics.report(report);
}
