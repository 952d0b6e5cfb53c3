//! Documented types against declared ones.

use super::Ctx;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::{ItemStated, ItemType, MemberStatement, Primitive, Type, TypeId, TypeStated, Unresolved};
use crate::source::{Span, Spanned};

/// How a contradiction is settled.
const KEPT: &str = "the declared type is kept";

/// Reports a member whose type is not the declared one. `owner` is the type or operation that it belongs to; `example` finds
/// an example that shows the member with a type.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    member: &MemberStatement,
    (declared, place): (&Type<TypeId>, Span),
    owner: &str,
    example: impl Fn(TypeId) -> Option<Span>,
) {
    let Some(cell) = &member.ty else { return };
    let what = || format!("{owner}.{}", member.name.value);
    if let Some(problem) = item_problem(ctx, &cell.value, declared) {
        let message = format!("`{}` is {problem} but declared as `{}`", what(), shown(ctx, declared));
        let report = Diagnostic::new(Code::MemberType, cell.span, message).label(problem);
        let report = remedy(ctx, cell, declared, report.also(place, format!("declared as `{}`", shown(ctx, declared))));
        let agreeing = unrelated(ctx, &cell.value.item, declared).and_then(example);
        ctx.diagnostics.report(or_metadata(report.symbol(what()), agreeing));
    } else if is_other_count(cell, declared) {
        let message = if declared.is_collection {
            format!("`{}` is documented as a single value but declared as a collection", what())
        } else {
            format!("`{}` is documented as a collection but declared as a single value", what())
        };
        let report = Diagnostic::new(Code::MemberCollection, cell.span, message)
            .also(place, format!("declared as `{}`", shown(ctx, declared)));
        let report = match word_of_collections(ctx, cell, declared) {
            Some(help) => report.note(KEPT).help(help),
            None => remedy(ctx, cell, declared, report),
        };
        ctx.diagnostics.report(report.symbol(what()));
    }
}

/// Adds the remedy. It is machine-applicable if both the cell and the declared type are plain primitive types.
fn remedy(ctx: &Ctx<'_>, cell: &Spanned<TypeStated>, declared: &Type<TypeId>, report: Diagnostic) -> Diagnostic {
    let spelled = spelled(ctx, declared);
    let is_plain = |text: &str| !text.trim().is_empty() && text.trim().chars().all(|it| it.is_ascii_alphanumeric());
    let is_certain = matches!((&cell.value.item, &declared.item), (ItemStated::Primitive(_), ItemType::Primitive(_)))
        && !cell.value.is_collection
        && is_plain(&ctx.sources[cell.span]);
    let help = if is_derived(ctx, &cell.value.item, declared) {
        format!("write `{spelled}`, and name the derived type in the description")
    } else {
        format!("write `{spelled}`")
    };
    let report = report.note(KEPT).help(help);
    let text = &ctx.sources[cell.span];
    let trimmed = text.len() - text.trim_start().len();
    let span = cell.span.part(trimmed..trimmed + text.trim().len());
    if is_certain { report.patch([Edit::replace(span, spelled)]) } else { report }
}

/// The remedy for the cell of a named type that only lacks the word *collection*, or has it. The name stays as it is written:
/// it may have a namespace.
fn word_of_collections(ctx: &Ctx<'_>, cell: &Spanned<TypeStated>, declared: &Type<TypeId>) -> Option<&'static str> {
    let ItemStated::Named(_) = &cell.value.item else { return None };
    match declared.is_collection {
        true => Some("add `collection` after the type"),
        false => has_word(ctx, cell.span).then_some("remove `collection`"),
    }
}

/// Whether a cell has the word *collection*. The place of a type may be that of a link only.
fn has_word(ctx: &Ctx<'_>, cell: Span) -> bool {
    let text = &ctx.sources.file(cell.file).text[cell.start as usize..];
    let text = text.split(['|', '\n']).next().unwrap_or_default();
    text.split(|it: char| !it.is_alphanumeric()).any(|it| it.eq_ignore_ascii_case("collection"))
}

/// Names the metadata as a second cause if an example agrees with the page.
fn or_metadata(mut report: Diagnostic, agreeing: Option<Span>) -> Diagnostic {
    let Some(span) = agreeing else { return report };
    report.help = report.help.map(|it| it + ", or correct the metadata");
    report.also(span, "this example agrees with the page")
}

/// The named type of a place, if it is not related to the declared one.
fn unrelated(ctx: &Ctx<'_>, documented: &ItemStated, declared: &Type<TypeId>) -> Option<TypeId> {
    let (ItemStated::Named(name), ItemType::Named(actual)) = (documented, &declared.item) else { return None };
    ctx.types.find(name).filter(|it| !ctx.types.are_related(*it, *actual))
}

/// Whether a place names a type that derives from the declared one.
fn is_derived(ctx: &Ctx<'_>, documented: &ItemStated, declared: &Type<TypeId>) -> bool {
    let (ItemStated::Named(name), ItemType::Named(actual)) = (documented, &declared.item) else { return false };
    ctx.types.find(name).is_some_and(|it| ctx.types.bases(it).any(|base| base == *actual))
}

/// Whether the cardinality differs. An unrecognized cell was reported already, and its cardinality is unknown.
fn is_other_count(cell: &Spanned<TypeStated>, declared: &Type<TypeId>) -> bool {
    let is_understood = !matches!(cell.value.item, ItemStated::Unclear);
    // Flags are sets of members: pages write them as collections, too.
    is_understood && cell.value.is_collection != declared.is_collection
}

/// The problem with the type of an item, if any.
fn item_problem(ctx: &Ctx<'_>, documented: &TypeStated, declared: &Type<TypeId>) -> Option<String> {
    if declared.item == ItemType::Primitive(Primitive::Untyped) {
        return None;
    }
    let as_type = |name: &str, relation: &str| {
        let many = if documented.is_collection { " collection" } else { "" };
        format!("documented as `{name}{many}`{relation}")
    };
    match (&documented.item, &declared.item) {
        (ItemStated::Unclear, _) => None,
        (ItemStated::Primitive(a), ItemType::Primitive(b)) => (a != b).then(|| as_type(a.name(), "")),
        (ItemStated::Primitive(a), _) => Some(as_type(a.name(), "")),
        (ItemStated::Enumeration, ItemType::Named(id)) if ctx.types.is_enum(*id) => None,
        (ItemStated::Enumeration, _) => Some("documented as an enumeration".to_owned()),
        (ItemStated::Named(name), _) => match ctx.types.find(name) {
            None => Some(as_type(&written(name), " (an unknown type)")),
            Some(found) if ItemType::Named(found) == declared.item || is_only_type(ctx, found, &declared.item) => None,
            Some(found) => Some(as_type(ctx.types.short(found), relation(ctx, found, &declared.item))),
        },
    }
}

/// Whether a documented type is a base type of the declared one, or derives from it.
fn relation(ctx: &Ctx<'_>, documented: TypeId, declared: &ItemType<TypeId>) -> &'static str {
    let ItemType::Named(actual) = *declared else { return "" };
    if ctx.types.bases(actual).any(|it| it == documented) {
        " (a base type)"
    } else if ctx.types.bases(documented).any(|it| it == actual) {
        " (a derived type)"
    } else {
        ""
    }
}

/// Whether values of the declared type can only have the documented type.
fn is_only_type(ctx: &Ctx<'_>, documented: TypeId, declared: &ItemType<TypeId>) -> bool {
    let ItemType::Named(declared) = *declared else { return false };
    ctx.types.bases(documented).any(|it| it == declared) && ctx.types.is_only_type(documented, declared)
}

/// A name as the source writes it.
pub(super) fn written(it: &Unresolved) -> String {
    if it.is_qualified { it.name.to_string() } else { it.name.name.to_string() }
}

/// A type as CSDL writes it.
pub(super) fn shown(ctx: &Ctx<'_>, ty: &Type<TypeId>) -> String {
    let item = match &ty.item {
        ItemType::Primitive(it) => format!("Edm.{}", it.name()),
        ItemType::List(_) | ItemType::Map(_) => "Edm.Untyped".to_owned(),
        ItemType::Named(id) => ctx.types.name(*id).to_string(),
    };
    if ty.is_collection { format!("Collection({item})") } else { item }
}

/// A type that a place names, as CSDL writes it.
pub(super) fn stated(ctx: &Ctx<'_>, ty: &TypeStated) -> String {
    let item = match &ty.item {
        ItemStated::Named(name) => {
            ctx.types.find(name).map_or_else(|| written(name), |id| ctx.types.name(id).to_string())
        }
        ItemStated::Primitive(it) => format!("Edm.{}", it.name()),
        ItemStated::Enumeration | ItemStated::Unclear => "Edm.Untyped".to_owned(),
    };
    if ty.is_collection { format!("Collection({item})") } else { item }
}

/// A type as pages write it.
fn spelled(ctx: &Ctx<'_>, ty: &Type<TypeId>) -> String {
    let item = match &ty.item {
        ItemType::Primitive(it) => it.name(),
        ItemType::List(_) | ItemType::Map(_) => Primitive::Untyped.name(),
        ItemType::Named(id) => ctx.types.short(*id),
    };
    if ty.is_collection { format!("{item} collection") } else { item.to_owned() }
}
