//! Members of enums: tables, and lists of values in descriptions.

use super::Ctx;
use super::sides::Sides;
use super::uses::Uses;
use crate::diagnostics::{Code, Diagnostic, Edit, listing};
use crate::model::{
    EnumStatement, ItemType, Member, MemberStatement, Primitive, QualifiedName, TypeDef, TypeId, TypeKind, Unresolved,
};
use crate::source::{Span, Spanned};
use crate::spelling::did_you_mean;
use std::collections::BTreeSet;

/// The placeholder for members of later versions.
const SENTINEL: &str = "unknownFutureValue";

pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, uses: &Uses) {
    let mut listed: BTreeSet<TypeId> = BTreeSet::new();
    for list in &sides.statements.enums {
        listed.extend(check_enum(ctx, sides, list));
    }
    for statement in &sides.statements.types {
        let mut lists = statement.members.iter().filter(|it| !it.values.is_empty()).peekable();
        let Some(owner) = lists.peek().and_then(|_| ctx.types.find(&statement.name)) else { continue };
        for member in lists {
            listed.extend(check_list(ctx, sides, owner, member));
        }
    }
    undocumented(ctx, sides, &listed, uses);
}

/// Whether a list contains values of a string: a type that the same page describes has a string property of this name.
fn is_of_string(ctx: &Ctx<'_>, sides: &Sides<'_>, list: &EnumStatement) -> bool {
    let same_page = sides.statements.types.iter().filter(|it| it.name.span.file == list.name.span.file);
    let owners = same_page.filter_map(|it| ctx.types.find(&it.name));
    let properties = owners.filter_map(|it| sides.find_property(it, &list.name.name.name));
    properties.into_iter().any(|it| it.ty.item == ItemType::Primitive(Primitive::String))
}

fn check_enum(ctx: &mut Ctx<'_>, sides: &Sides<'_>, list: &EnumStatement) -> Option<TypeId> {
    let id = ctx.types.find(&list.name)?;
    let Some(def) = sides.def(id) else {
        if is_of_string(ctx, sides, list) {
            return None;
        }
        let message = format!("the metadata does not declare an enum `{}`", ctx.types.name(id));
        let report = Diagnostic::new(Code::EnumUndeclared, list.name.span, message)
            .symbol(ctx.types.short(id))
            .label("documented here")
            .note("kept as documented");
        ctx.diagnostics.report(report);
        return None;
    };
    let declared = Declared::new(def)?;
    members(ctx, declared, &list.members, Place::Table(list.name.span));
    numbers(ctx, declared, list);
    Some(id)
}

/// Compares the numbers of members. A list with several wrong numbers is one finding: usually all are shifted.
fn numbers(ctx: &mut Ctx<'_>, declared: Declared<'_>, list: &EnumStatement) {
    let mut wrong: Vec<(&str, i64)> = Vec::new();
    let mut first = None;
    for (member, value) in list.members.iter().zip(&list.values) {
        let same = declared.members.iter().find(|it| it.name.value == member.value);
        let Some((same, actual, value)) = same.and_then(|it| Some((it, it.value?, value.as_ref()?))) else { continue };
        if value.value != actual {
            wrong.push((&member.value, actual));
            first.get_or_insert((value, same.name.span));
        }
    }
    let Some((value, place)) = first else { return };
    let names: Vec<&str> = wrong.iter().map(|it| it.0).collect();
    let (message, symbol, remedy) = match *wrong {
        [(name, actual)] => (
            format!("`{name}` is documented with the number {} but declared with {actual}", value.value),
            declared.symbol(name),
            format!("write {actual}"),
        ),
        _ => (
            format!("members of `{}` with other numbers than declared: {}", declared.short(), listing(&names)),
            declared.short().to_owned(),
            format!(
                "write {}",
                wrong.iter().map(|(name, actual)| format!("{actual} for `{name}`")).collect::<Vec<_>>().join(", ")
            ),
        ),
    };
    let report = Diagnostic::new(Code::EnumValue, value.span, message)
        .symbol(symbol)
        .also(place, "declared here")
        .note("numbers are ignored: JSON contains the names of members")
        .help(remedy);
    ctx.diagnostics.report(report);
}

/// A list of values of a property whose type is an enum. Lists of values of strings are ignored.
fn check_list(ctx: &mut Ctx<'_>, sides: &Sides<'_>, owner: TypeId, member: &MemberStatement) -> Option<TypeId> {
    let property = sides.find_property(owner, &member.name.value)?;
    let ItemType::Named(id) = ctx.types.resolve(&property.ty).item else { return None };
    let declared = Declared::new(sides.def(id)?)?;
    let last = member.values.last().map_or(member.name.span, |it| it.span);
    members(ctx, declared, &member.values, Place::List(last));
    Some(id)
}

/// A declared enum type.
#[derive(Clone, Copy)]
struct Declared<'a> {
    name: &'a Spanned<QualifiedName>,
    members: &'a [Member],
}

impl<'a> Declared<'a> {
    fn new(def: &'a TypeDef<Unresolved>) -> Option<Declared<'a>> {
        match &def.kind {
            TypeKind::Enum(it) => Some(Declared { name: &def.name, members: &it.members }),
            _ => None,
        }
    }

    fn short(self) -> &'a str {
        &self.name.value.name
    }

    /// `importance.low`
    fn symbol(self, member: &str) -> String {
        format!("{}.{member}", self.short())
    }
}

/// The place for members that a page omits.
#[derive(Clone, Copy)]
enum Place {
    /// The name of a table of members.
    Table(Span),
    /// The last value that a description lists.
    List(Span),
}

/// Compares the names of both sides.
fn members(ctx: &mut Ctx<'_>, declared: Declared<'_>, documented: &[Spanned<String>], place: Place) {
    let find =
        |name: &Spanned<String>| declared.members.iter().find(|it| it.name.value.eq_ignore_ascii_case(&name.value));
    for name in documented {
        if let Some(spelled) = find(name).filter(|it| it.name.value != name.value) {
            other_case(ctx, declared, name, &spelled.name.value);
        }
    }
    let unknown: Vec<&Spanned<String>> = documented.iter().filter(|it| find(it).is_none()).collect();
    report_unknown(ctx, declared, &unknown);
    undocumented_members(ctx, declared, documented, place);
}

fn undocumented_members(ctx: &mut Ctx<'_>, declared: Declared<'_>, documented: &[Spanned<String>], place: Place) {
    let is_listed = |name: &str| documented.iter().any(|it| it.value.eq_ignore_ascii_case(name));
    let missing: Vec<&str> = declared.members.iter().map(|it| &*it.name.value).filter(|it| !is_listed(it)).collect();
    if missing.is_empty() {
        return;
    }
    let is_sentinel = missing == [SENTINEL];
    let code = if is_sentinel { Code::EnumSentinel } else { Code::EnumMemberUndocumented };
    let message = format!("missing members of `{}`: `{}`", declared.short(), missing.join("`, `"));
    let report = match place {
        Place::Table(name) => Diagnostic::new(code, name, message),
        Place::List(last) => Diagnostic::new(code, last, message).label("last value of the list"),
    };
    let report = report
        .symbol(declared.short())
        .also(declared.name.span, format!("`{}` is declared here", declared.short()))
        .note("kept without descriptions")
        .help("add the missing members to the list");
    ctx.diagnostics.report(report);
}

fn other_case(ctx: &mut Ctx<'_>, declared: Declared<'_>, name: &Spanned<String>, spelled: &str) {
    let message = format!("the metadata spells the member `{}` as `{spelled}`", name.value);
    let report = Diagnostic::new(Code::EnumMemberCase, name.span, message)
        .symbol(declared.symbol(&name.value))
        .help(format!("write `{spelled}`"))
        .also(declared.name.span, format!("`{}` is declared here", declared.short()))
        .patch([Edit::replace(name.span, spelled)]);
    ctx.diagnostics.report(report);
}

/// Above this number, unknown names are one finding, because the list probably describes something else.
const MANY: usize = 5;

/// Names that the enum does not declare.
fn report_unknown(ctx: &mut Ctx<'_>, declared: Declared<'_>, names: &[&Spanned<String>]) {
    let shown = if names.len() > MANY { &names[..1] } else { names };
    for name in shown {
        let others = names.len() - 1;
        let message = if names.len() > MANY {
            format!("`{}` and {others} other values in this list are not members of `{}`", name.value, declared.short())
        } else {
            format!("`{}` is not a member of `{}`", name.value, declared.short())
        };
        let mut report = Diagnostic::new(Code::EnumMemberUndeclared, name.span, message)
            .symbol(declared.symbol(&name.value))
            .label("not declared")
            .also(declared.name.span, format!("`{}` is declared here", declared.short()))
            .note("ignored: the enum has only declared members, and keeps unknown values at run time");
        report.help = did_you_mean(&name.value, declared.members.iter().map(|it| &*it.name.value));
        ctx.diagnostics.report(report);
    }
}

/// Declared enums that something documented uses, and whose members are not documented in a table or a list.
fn undocumented(ctx: &mut Ctx<'_>, sides: &Sides<'_>, listed: &BTreeSet<TypeId>, uses: &Uses) {
    for (id, def) in sides.all().filter(|(_, it)| matches!(it.kind, TypeKind::Enum(_))) {
        let Some(place) = uses.of(id).filter(|_| !listed.contains(&id) && !sides.is_defined(id)) else { continue };
        let message = format!("no page lists the members of `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeUndocumented, def.name.span, message).also(place, "used here");
        ctx.diagnostics.report(report.symbol(def.name.value.name.as_str()));
    }
}
