//! Documented enums that are not declared.

use super::Ctx;
use super::sides::Sides;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::index::{NameSet, is_alike};
use crate::model::{EnumStatement, ItemType, Primitive, Property, TypeDef, TypeId, TypeKind, Unresolved};
use crate::source::Spanned;
use crate::spelling;

/// Handles a list of members whose enum is not declared. A list of the values of a property that is an enum describes that
/// enum, which is the result.
pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, list: &EnumStatement, id: TypeId) -> Option<TypeId> {
    for property in properties(ctx, sides, list) {
        match &property.ty.item {
            ItemType::Primitive(Primitive::String) => return None,
            ItemType::Named(_) => match ctx.types.resolve(&property.ty).item {
                ItemType::Named(id) if ctx.types.is_enum(id) && sides.def(id).is_some() => return Some(id),
                _ => {}
            },
            ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => {}
        }
    }
    // The page of an operation lists values of its parameters, whose types may be strings. A list on another page describes
    // the values of strings as well.
    let is_of_operation = sides.statements.operations.contains_key(&list.name.span.file);
    if is_of_operation || sides.are_strings(&list.name.name.name) {
        return None;
    }
    let message = format!("the metadata does not declare an enum `{}`", ctx.types.name(id));
    let mut report = Diagnostic::new(Code::EnumUndeclared, list.name.span, message)
        .symbol(ctx.types.short(id))
        .label("documented here")
        .note("kept as documented");
    report.help = with_same_members(ctx, sides, list)
        .map(|it| format!("an enum with the same members is declared: `{}`", it.name.value))
        .or_else(|| with_similar_name(ctx, sides, list, id).map(|it| format!("did you mean `{it}`?")));
    ctx.diagnostics.report(report);
    None
}

/// The properties of this name of the types that the same page describes.
fn properties<'a>(ctx: &Ctx<'_>, sides: &Sides<'a>, list: &EnumStatement) -> Vec<&'a Property<Unresolved>> {
    let same_page = sides.statements.types.iter().filter(|it| it.name.span.file == list.name.span.file);
    let owners = same_page.filter_map(|it| ctx.types.find(&it.name));
    owners.filter_map(|it| sides.find_property(it, &list.name.name.name)).collect()
}

/// The declared enums.
fn enums<'a>(sides: &Sides<'a>) -> impl Iterator<Item = (TypeId, &'a TypeDef<Unresolved>)> {
    sides.all().filter(|(_, it)| matches!(it.kind, TypeKind::Enum(_)))
}

/// The only declared enum with the members of a list, apart from the placeholder for later ones. One that a page documents
/// under another name has these members by chance.
fn with_same_members<'a>(ctx: &Ctx<'_>, sides: &Sides<'a>, list: &EnumStatement) -> Option<&'a TypeDef<Unresolved>> {
    let listed = own(&list.members);
    let name = list.name.name.name.to_lowercase();
    let is_same = |(id, it): &(TypeId, &TypeDef<Unresolved>)| {
        // The first member of nearly all enums is not listed.
        members(it).all(|it| is_sentinel(it) || listed.contains(&it.value))
            && own(members(it)).len() == listed.len()
            && (!sides.is_defined(*id) || ctx.types.short(*id).to_lowercase().contains(&name))
    };
    let mut same = enums(sides).filter(is_same).map(|(_, it)| it);
    same.next().filter(|_| listed.len() > 1 && same.next().is_none())
}

/// The names of the members of an enum.
fn members(def: &TypeDef<Unresolved>) -> impl Iterator<Item = &Spanned<String>> {
    let members = match &def.kind {
        TypeKind::Enum(it) => &it.members[..],
        _ => &[],
    };
    members.iter().map(|it| &it.name)
}

/// Whether a member is the placeholder for later ones.
fn is_sentinel(name: &Spanned<String>) -> bool {
    name.value.eq_ignore_ascii_case("unknownFutureValue")
}

/// The names of members without the placeholder for later ones.
fn own<'a>(names: impl IntoIterator<Item = &'a Spanned<String>>) -> NameSet<'a> {
    names.into_iter().filter(|it| !is_sentinel(it)).map(|it| &*it.value).collect()
}

/// The declared enum with a similar name: a plural, or one with `Type` at its end, that has most of the members; or one
/// that a misspelt name may mean because no page documents it.
fn with_similar_name<'a>(ctx: &Ctx<'_>, sides: &Sides<'a>, list: &EnumStatement, id: TypeId) -> Option<&'a str> {
    let name = ctx.types.short(id);
    let short = |it: &'a TypeDef<Unresolved>| &*it.name.value.name;
    let listed = own(&list.members);
    let n_listed = |it: &TypeDef<Unresolved>| {
        let names: NameSet<'_> = members(it).map(|it| &*it.value).filter(|it| listed.contains(it)).collect();
        names.len()
    };
    let is_similar =
        |it: &&'a TypeDef<Unresolved>| is_alike(stem(short(it)), stem(name)) && 2 * n_listed(it) >= listed.len();
    let is_listed = |id: TypeId| sides.statements.enums.iter().any(|it| ctx.types.find(&it.name) == Some(id));
    let undocumented = enums(sides).filter(|(id, _)| !sides.is_defined(*id)).map(|(_, it)| short(it));
    let similar = enums(sides).find(|(id, it)| is_similar(it) && !is_listed(*id)).map(|(_, it)| short(it));
    similar.or_else(|| spelling::nearest(name, undocumented))
}

/// `riskEventTypes` → `riskEvent`.
fn stem(name: &str) -> &str {
    let singular = name.strip_suffix(['s', 'S']).unwrap_or(name);
    let (stem, end) = singular.split_at_checked(singular.len().saturating_sub(4)).unwrap_or((singular, ""));
    if end.eq_ignore_ascii_case("type") { stem } else { singular }
}
