//! Types of one side only, base types, and other facts about types.

use super::Ctx;
use super::renamed::Renamed;
use super::sides::{Described, Sides};
use super::uses::Uses;
use super::value_types::written;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::{Role, Structure, TypeDef, TypeId, TypeStatement, Unresolved};
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, described: &Described<'_>, uses: &Uses, renamed: &Renamed) {
    let known = Known { sides, described, renamed };
    ctx.each(described.par_iter(), |ctx, (id, statements)| {
        for statement in statements {
            match sides.def(*id) {
                None => undeclared(ctx, sides, *id, statement, renamed),
                Some(def) if def.structure().is_some() => {
                    let has_base = statements.iter().any(|it| it.has_base);
                    base(ctx, &known, (*id, def), statement, has_base);
                    flags(ctx, sides, *id, def, statement);
                }
                Some(_) => {}
            }
        }
    });
    undocumented(ctx, &known, uses);
}

/// What the other side documents about declared types.
struct Known<'a> {
    sides: &'a Sides<'a>,
    described: &'a Described<'a>,
    renamed: &'a Renamed,
}

impl Known<'_> {
    /// Whether a declared type is documented. A wrong name is reported where it is written.
    fn is_documented(&self, id: TypeId) -> bool {
        self.described.contains_key(&id) || self.sides.is_defined(id) || self.renamed.is_documented(id)
    }
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
fn undocumented(ctx: &mut Ctx<'_>, known: &Known<'_>, uses: &Uses) {
    for (id, def) in known.sides.all() {
        let needs_page = def.role == Role::Definition && def.structure().is_some_and(|it| !it.is_abstract);
        let Some(place) = uses.of(id).filter(|_| needs_page && !known.is_documented(id) && !is_bag(known.sides, id))
        else {
            continue;
        };
        let message = format!("no page describes `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeUndocumented, def.name.span, message)
            .symbol(def.name.value.name.as_str())
            .also(place, "used here")
            .help(format!("add a page `resources/{}.md`", page_name(ctx, known, def)));
        ctx.diagnostics.report(report);
    }
}

/// Whether an open type has no members: there is nothing to describe.
fn is_bag(sides: &Sides<'_>, id: TypeId) -> bool {
    sides.structures(id).any(|it| it.is_open) && sides.structures(id).all(|it| it.properties.is_empty())
}

/// The name for the page of a type, with the prefix that all pages of its namespace have.
fn page_name(ctx: &Ctx<'_>, known: &Known<'_>, def: &TypeDef<Unresolved>) -> String {
    let prefixes: BTreeSet<&str> = known.described.iter().filter_map(|(id, it)| prefix(ctx, *id, it, def)).collect();
    let prefix = if prefixes.len() == 1 { prefixes.first() } else { None };
    format!("{}{}", prefix.unwrap_or(&""), def.name.value.name.to_lowercase())
}

/// The part of a page's name before the name of its type, if the type is in the namespace of another one.
fn prefix<'a>(ctx: &Ctx<'a>, id: TypeId, statements: &[&TypeStatement], def: &TypeDef<Unresolved>) -> Option<&'a str> {
    let name = ctx.types.name(id);
    let first = statements.first().filter(|_| name.namespace == def.name.value.namespace)?;
    let page = &ctx.sources.file(first.name.span.file).name;
    page.rsplit('/').next()?.strip_suffix(".md")?.strip_suffix(&name.name.to_lowercase())
}

/// Compares the base type. `has_base`: whether a place says that the type has one. Others may omit it.
fn base(
    ctx: &mut Ctx<'_>,
    known: &Known<'_>,
    (id, def): (TypeId, &TypeDef<Unresolved>),
    statement: &TypeStatement,
    has_base: bool,
) {
    // A wrong base type is reported in the metadata.
    if known.sides.is_partial(id) {
        return;
    }
    let declared = ctx.types.base(id);
    let Some(stated) = &statement.base else {
        if !has_base || statement.no_base.is_some() {
            base_undocumented(ctx, known, id, def, statement);
        }
        return;
    };
    let found = ctx.types.find(stated);
    if found.is_some() && found == declared {
        return;
    }
    let is_ancestor = found.is_some_and(|it| ctx.types.bases(id).any(|base| base == it));
    if is_ancestor && ctx.types.bases(id).take_while(|it| Some(*it) != found).all(|it| is_hidden(known, statement, it))
    {
        return;
    }
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
    known: &Known<'_>,
    id: TypeId,
    def: &TypeDef<Unresolved>,
    statement: &TypeStatement,
) {
    let Some(base) = ctx.types.base(id).filter(|it| !is_internal(ctx, known, statement, *it)) else { return };
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

/// Whether readers of a place do not miss any of the base types up to the root.
fn is_internal(ctx: &Ctx<'_>, known: &Known<'_>, statement: &TypeStatement, base: TypeId) -> bool {
    ctx.types.with_bases(base).all(|it| is_root(ctx, known.sides, it) || is_hidden(known, statement, it))
}

/// Whether a base type has no page, and a place lists all its members.
fn is_hidden(known: &Known<'_>, statement: &TypeStatement, base: TypeId) -> bool {
    let lists = |name: &str| statement.members.iter().any(|it| it.name.value.eq_ignore_ascii_case(name));
    let is_covered = |it: &Structure<Unresolved>| !it.is_open && it.properties.iter().all(|it| lists(&it.name.value));
    !known.is_documented(base) && known.sides.structure(base).is_some_and(is_covered)
}

/// A base type of (nearly) all types, which places may omit.
fn is_root(ctx: &Ctx<'_>, sides: &Sides<'_>, id: TypeId) -> bool {
    ctx.types.base(id).is_none() && sides.structure(id).is_some_and(|it| it.is_abstract && it.keys == ["id"])
}

/// Facts about a type that the declaration does not state.
fn flags(ctx: &mut Ctx<'_>, sides: &Sides<'_>, id: TypeId, def: &TypeDef<Unresolved>, statement: &TypeStatement) {
    if let Some(span) = statement.open_at.filter(|_| !sides.structures(id).any(|it| it.is_open)) {
        facet(ctx, def, "an open type", span);
    }
    if let Some(span) = statement.abstract_at.filter(|_| !def.structure().is_some_and(|it| it.is_abstract)) {
        facet(ctx, def, "abstract", span);
    }
    let Some(key) = &statement.key else { return };
    match sides.structures(id).find(|it| !it.keys.is_empty()) {
        Some(declared) if declared.keys == [key.value.clone()] => {}
        // A wrong key is reported in the metadata.
        Some(declared) if !declared.keys.iter().all(|it| is_property(sides, id, declared, it)) => {}
        Some(declared) => {
            let what = format!("a type with the key `{}` (declared: `{}`)", key.value, declared.keys.join("`, `"));
            facet(ctx, def, &what, key.span);
        }
        None if sides.is_partial(id) => {}
        None => facet(ctx, def, "a type with a key", key.span),
    }
}

/// Whether a type has the property that a part of its key names.
fn is_property(sides: &Sides<'_>, id: TypeId, declared: &Structure<Unresolved>, key: &str) -> bool {
    let path = declared.key_aliases.iter().find(|(alias, _)| alias == key).map_or(key, |(_, path)| path);
    sides.find_property(id, path.split('/').next().unwrap_or(path)).is_some()
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
