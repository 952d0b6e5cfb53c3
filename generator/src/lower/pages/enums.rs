//! Enum types: from tables of members, and from lists of values in descriptions.

use super::{Ctx, Names, cell_docs, markdown, spanned, stated};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::type_name::ItemText;
use crate::input::page::{EnumTable, Member as MemberRow, Page, Property};
use crate::lower::case::lower_first;
use crate::model::{
    Docs, Enumeration, Member, Primitive, QualifiedName, Role, SourceKind, TypeDef, TypeKind, Unresolved,
};
use crate::source::{SourceMap, Span, Spanned};

/// An enum that a table describes.
pub(super) struct Draft {
    def: TypeDef<Unresolved>,
    /// Whether another source declares it.
    is_declared: bool,
    /// Whether the table lists the values of a property.
    is_of_property: bool,
}

/// Reads a table.
pub(super) fn draft(sources: &SourceMap, names: &Names<'_>, page: &Page, table: &EnumTable) -> Draft {
    let mut name = names.of_enum(page, &table.name.value);
    name.name = lower_first(&name.name).into();
    let is_declared = names.declarations.find(&name).is_some();
    let is_of_property = is_of_property(names, page, &table.name.value);
    let kind = TypeKind::Enum(Enumeration::new(table.is_flags, members(sources, page, table)));
    let docs = table_docs(sources, page, table);
    let mut def = TypeDef::new(SourceKind::Pages, spanned(name, table.name.span), docs, kind);
    if is_of_property && !is_declared {
        // The values belong to the property. The enum exists if another property has this type.
        def.role = Role::ValueList;
    }
    Draft { def, is_declared, is_of_property }
}

/// Adds the enum that a table describes. Returns its name.
pub(super) fn from_table(ctx: &mut Ctx<'_>, draft: Draft) -> QualifiedName {
    let Draft { def, is_declared, is_of_property } = draft;
    let Spanned { value: name, span } = def.name.clone();
    if matches!(&def.kind, TypeKind::Enum(it) if it.members.is_empty()) {
        let message = format!("enum `{}` has no members", name.name);
        ctx.diagnostics.report(Diagnostic::new(Code::EnumEmpty, span, message).symbol(name.name.as_str()));
    }
    // Each table is compared with the declaration.
    let is_compared = |it: &Diagnostic| it.code == Code::EnumConflict && is_declared;
    let report = define(ctx, def).filter(|it| !is_compared(it) && !is_of_property);
    ctx.diagnostics.report_all(report);
    name
}

/// Replaces the documentation of an enum and of its members by that of one table, as far as it has any.
pub(super) fn describe(ctx: &mut Ctx<'_>, name: &QualifiedName, page: &Page, table: &EnumTable) {
    let (mut docs, mut described) = (table_docs(ctx.sources, page, table), members(ctx.sources, page, table));
    let Some(def) = ctx.types.find(&name.namespace, &name.name) else { return };
    let def = ctx.types.get_mut(def);
    let TypeKind::Enum(known) = &mut def.kind else { return };
    if docs.paragraphs.is_empty() {
        docs.paragraphs = std::mem::take(&mut def.docs.paragraphs);
    }
    def.docs = docs;
    described.retain(|it| !it.docs.paragraphs.is_empty());
    for member in &mut known.members {
        if let Some(it) = described.iter().find(|it| it.name.value == member.name.value) {
            member.docs.clone_from(&it.docs);
        }
    }
}

/// The members in a table.
fn members(sources: &SourceMap, page: &Page, table: &EnumTable) -> Vec<Member> {
    let member = |it: &MemberRow| Member {
        name: it.name.clone(),
        docs: cell_docs(sources, page, it.description, false),
        value: it.value.as_ref().map(|it| it.value),
        provenance: stated(&it.name),
    };
    table.members.iter().map(member).collect()
}

fn table_docs(sources: &SourceMap, page: &Page, table: &EnumTable) -> Docs {
    Docs { paragraphs: markdown(sources, &table.description), page: Some(page.file), deprecated: None }
}

/// The values of a property: in its description, else in the table of its page that is named after it.
pub(super) fn listed(page: &Page, row: &Property) -> Vec<Spanned<String>> {
    if !row.values.is_empty() {
        return row.values.clone();
    }
    table_of(page, row).map_or_else(Vec::new, |it| it.members.iter().map(|it| it.name.clone()).collect())
}

/// The table of a page that is named after a property: *State enumeration*.
fn table_of<'a>(page: &'a Page, row: &Property) -> Option<&'a EnumTable> {
    page.enums.iter().find(|it| it.name.value.eq_ignore_ascii_case(&row.name.value))
}

/// Whether a page lists the values of a property with a named type: in its description, or in the table of its page that is
/// named after it if nothing defines the type.
pub(super) fn lists_values(names: &Names<'_>, page: &Page, row: &Property, ty: &Unresolved) -> bool {
    let has_table = || table_of(page, row).is_some_and(|it| !it.members.is_empty());
    !row.values.is_empty() || has_table() && !names.is_known(ty)
}

/// Whether a table lists the values of a property of its page: of a string, or of a type that nothing defines. Properties of
/// other types may have the same name.
fn is_of_property(names: &Names<'_>, page: &Page, name: &str) -> bool {
    let rows = page.resources.iter().flat_map(|it| &it.properties);
    let types = rows.filter(|it| it.name.value.eq_ignore_ascii_case(name)).filter_map(|it| it.ty.as_ref());
    types.into_iter().any(|it| match &it.value.item {
        ItemText::Primitive(Primitive::String) => true,
        ItemText::Named(name) => !names.is_known(&names.reference(page, name, it.span)),
        _ => false,
    })
}

/// An enum for a list of values.
pub(super) fn from_values(ctx: &mut Ctx<'_>, page: &Page, name: QualifiedName, span: Span, values: &[Spanned<String>]) {
    let member =
        |it: &Spanned<String>| Member { name: it.clone(), docs: Docs::default(), value: None, provenance: stated(it) };
    let members = values.iter().map(member).collect();
    let docs = Docs { paragraphs: Vec::new(), page: Some(page.file), deprecated: None };
    let def =
        TypeDef::new(SourceKind::Pages, spanned(name, span), docs, TypeKind::Enum(Enumeration::new(false, members)));
    let report = define(ctx, TypeDef { role: Role::ValueList, ..def });
    ctx.diagnostics.report_all(report);
}

/// Adds a definition, or merges it with the one of the same name. Returns a finding about other members.
fn define(ctx: &mut Ctx<'_>, mut new: TypeDef<Unresolved>) -> Option<Diagnostic> {
    if let TypeKind::Enum(enumeration) = &mut new.kind {
        dedup(ctx, &new.name.value, enumeration);
    }
    let Some(old) = ctx.types.find(&new.name.value.namespace, &new.name.value.name) else {
        ctx.types.add(new);
        return None;
    };
    let old = ctx.types.get_mut(old);
    let TypeDef { name, docs, kind: TypeKind::Enum(enumeration), role, .. } = new else { return None };
    if role == Role::Definition {
        old.role = role;
    }
    let TypeKind::Enum(known) = &mut old.kind else {
        let message = format!("`{}` is defined both as an enum and as a structured type", name.value.name);
        let report = Diagnostic::new(Code::TypeConflict, name.span, message)
            .symbol(name.value.name.as_str())
            .also(old.name.span, "defined as a structured type here")
            .note("the members are ignored");
        return Some(report);
    };
    if old.docs.paragraphs.is_empty() {
        old.docs.paragraphs = docs.paragraphs;
    }
    known.is_flags |= enumeration.is_flags;
    complete(&mut known.members, &enumeration.members);
    let is_known = |it: &Member| known.members.iter().any(|old| old.name.value == it.name.value);
    let extra: Vec<Member> = enumeration.members.into_iter().filter(|it| !is_known(it)).collect();
    let first = extra.first()?;
    let message =
        format!("enum `{}` has a member `{}` here, but not in its definition", old.name.value.name, first.name.value);
    let report = Diagnostic::new(Code::EnumConflict, first.name.span, message)
        .symbol(format!("{}.{}", old.name.value.name, first.name.value))
        .also(old.name.span, "defined here without it")
        .note("the members of both are kept")
        .help("list the same members in both places");
    known.members.extend(extra);
    Some(report)
}

/// Adds the numbers and descriptions of another list of members.
fn complete(known: &mut [Member], others: &[Member]) {
    for member in known {
        let Some(other) = others.iter().find(|it| it.name.value == member.name.value) else { continue };
        member.value = member.value.or(other.value);
        if member.docs.paragraphs.is_empty() {
            member.docs.paragraphs.clone_from(&other.docs.paragraphs);
        }
    }
}

/// Removes members that are listed twice.
fn dedup(ctx: &mut Ctx<'_>, name: &QualifiedName, enumeration: &mut Enumeration) {
    let mut seen: Vec<(String, Span)> = Vec::new();
    enumeration.members.retain(|member| {
        let old = seen.iter().find(|(it, _)| *it == member.name.value).map(|(_, span)| *span);
        if let Some(old) = old {
            let message = format!("duplicate member `{}`", member.name.value);
            let report = Diagnostic::new(Code::EnumMember, member.name.span, message)
                .symbol(format!("{}.{}", name.name, member.name.value))
                .also(old, "first listed here")
                .note("the second one is ignored");
            ctx.diagnostics.report(report);
            return false;
        }
        seen.push((member.name.value.clone(), member.name.span));
        true
    });
}

/// Whether an enum of this name with just these values is defined already.
pub(super) fn has_same_values(ctx: &Ctx<'_>, name: &QualifiedName, values: &[Spanned<String>]) -> bool {
    ctx.types.find(&name.namespace, &name.name).is_some_and(|it| match &ctx.types.get(it).kind {
        TypeKind::Enum(known) => {
            known.members.len() == values.len()
                && values.iter().all(|value| known.members.iter().any(|it| it.name.value == value.value))
        }
        _ => false,
    })
}
