//! Members of enums: tables, and lists of values in descriptions.

use super::declared_enum::DeclaredEnum;
use super::renamed::Renamed;
use super::sides::Sides;
use super::uses::Uses;
use super::{Ctx, enum_case, undeclared_enums};
use crate::diagnostics::{Code, Diagnostic, listing};
use crate::model::{EnumStatement, ItemType, MemberStatement, Statements, TypeId, TypeKind};
use crate::source::{Span, Spanned};
use crate::spelling;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The placeholder for members of later versions.
const SENTINEL: &str = "unknownFutureValue";

pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, uses: &Uses, renamed: &Renamed) {
    let pages = &enum_case::Lazy::new();
    let Statements { types, enums, .. } = sides.statements;
    let of_tables = ctx.each(enums.par_iter(), |ctx, list| check_enum(ctx, sides, pages, list));
    let of_lists = ctx.each(types.par_iter(), |ctx, statement| {
        let lists: Vec<_> = statement.members.iter().filter(|it| !it.values.is_empty()).collect();
        let owner = lists.first().and_then(|_| ctx.types.find(&statement.name));
        let listed = owner.into_iter().flat_map(|owner| lists.iter().map(move |it| (owner, *it)));
        listed.filter_map(|(owner, it)| check_list(ctx, sides, pages, owner, it)).collect::<Vec<_>>()
    });
    let listed = of_tables.into_iter().flatten().chain(of_lists.into_iter().flatten()).collect();
    undocumented(ctx, sides, &listed, uses, renamed);
}

fn check_enum<'a>(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'a>,
    pages: &enum_case::Lazy<'a>,
    list: &EnumStatement,
) -> Option<TypeId> {
    let id = ctx.types.find(&list.name)?;
    let id = if sides.def(id).is_some() { id } else { undeclared_enums::check(ctx, sides, list, id)? };
    let declared = DeclaredEnum::new(sides, id)?;
    enum_case::check(ctx, sides, pages, declared, &list.members);
    members(ctx, declared, &list.members, Place::Table(list.name.span));
    numbers(ctx, declared, list);
    Some(id)
}

/// Compares the numbers of members. A list with several wrong numbers is one finding: usually all are shifted.
fn numbers(ctx: &mut Ctx<'_>, declared: DeclaredEnum<'_>, list: &EnumStatement) {
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
            match numbered(list, name, actual) {
                // Two members of the list would have the same number.
                Some(other) => {
                    format!("compare the members of both lists: the page gives the number {actual} to `{other}`")
                }
                None => format!("write {actual}"),
            },
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

/// Another member of a list that has this number.
fn numbered<'a>(list: &'a EnumStatement, name: &str, number: i64) -> Option<&'a str> {
    let mut all = list.members.iter().zip(&list.values);
    let is_other = |(it, value): &(&Spanned<String>, &Option<Spanned<i64>>)| {
        it.value != name && value.as_ref().is_some_and(|it| it.value == number)
    };
    all.find(is_other).map(|(it, _)| &*it.value)
}

/// A list of values of a property whose type is an enum. Lists of values of strings are ignored.
fn check_list<'a>(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'a>,
    pages: &enum_case::Lazy<'a>,
    owner: TypeId,
    member: &MemberStatement,
) -> Option<TypeId> {
    let property = sides.find_property(owner, &member.name.value)?;
    let ItemType::Named(id) = ctx.types.resolve(&property.ty).item else { return None };
    let declared = DeclaredEnum::new(sides, id)?;
    let last = member.values.last().map_or(member.name.span, |it| it.span);
    enum_case::check(ctx, sides, pages, declared, &member.values);
    members(ctx, declared, &member.values, Place::List(last));
    Some(id)
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
fn members(ctx: &mut Ctx<'_>, declared: DeclaredEnum<'_>, documented: &[Spanned<String>], place: Place) {
    let is = |it: &str, name: &Spanned<String>| it.eq_ignore_ascii_case(&name.value);
    let find = |name: &Spanned<String>| declared.members.iter().find(|it| is(&it.name.value, name));
    let unknown: Vec<&Spanned<String>> = documented.iter().filter(|it| find(it).is_none()).collect();
    let all = declared.members.iter().map(|it| &*it.name.value);
    let missing: Vec<&str> = all.filter(|it| !documented.iter().any(|name| is(it, name))).collect();
    let misspelt = report_unknown(ctx, declared, &unknown, &missing);
    undocumented_members(ctx, declared, missing.into_iter().filter(|it| !misspelt.contains(it)).collect(), place);
}

/// Reports the declared members that a page omits.
fn undocumented_members(ctx: &mut Ctx<'_>, declared: DeclaredEnum<'_>, mut missing: Vec<&str>, place: Place) {
    if let Place::List(last) = place {
        let (before, after) = ctx.sources.file(last.file).text.split_at(last.end as usize);
        let (before, after) =
            (before.rsplit('\n').next().unwrap_or_default(), after.lines().next().unwrap_or_default());
        // *Supports a subset of the values* is on purpose.
        if before.contains("subset of") {
            return;
        }
        missing.retain(|it| !is_marked(after, it));
    }
    if missing.is_empty() {
        return;
    }
    let is_sentinel = missing == [SENTINEL];
    // A description lists the values that clients use. The sentinel is none of them.
    if is_sentinel && matches!(place, Place::List(_)) {
        return;
    }
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

/// Whether a description contains a name as code, in quotes or in bold: *`a` is not supported*.
fn is_marked(text: &str, name: &str) -> bool {
    let is_mark = |it: Option<char>| it.is_some_and(|it| matches!(it, '`' | '*' | '"' | '\''));
    text.match_indices(name)
        .any(|(at, _)| is_mark(text[..at].chars().next_back()) && is_mark(text[at + name.len()..].chars().next()))
}

/// Above this number, unknown names are one finding, because the list probably describes something else.
const MANY: usize = 5;

/// Reports names that the enum does not declare. The result is the missing members that they misspell.
fn report_unknown<'a>(
    ctx: &mut Ctx<'_>,
    declared: DeclaredEnum<'_>,
    names: &[&Spanned<String>],
    missing: &[&'a str],
) -> Vec<&'a str> {
    let nearest: Vec<Option<&str>> =
        names.iter().map(|it| spelling::nearest(&it.value, missing.iter().copied())).collect();
    let shown = if names.len() > MANY { &names[..1] } else { names };
    for (name, near) in shown.iter().zip(&nearest) {
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
        report.help = near.map(|it| format!("did you mean `{it}`?"));
        ctx.diagnostics.report(report);
    }
    // The help of names that are not shown is not shown either.
    nearest.into_iter().take(shown.len()).flatten().collect()
}

/// Declared enums that something documented uses, and whose members are not documented in a table or a list.
fn undocumented(ctx: &mut Ctx<'_>, sides: &Sides<'_>, listed: &BTreeSet<TypeId>, uses: &Uses, renamed: &Renamed) {
    for (id, def) in sides.all().filter(|(_, it)| matches!(it.kind, TypeKind::Enum(_))) {
        let Some(place) =
            uses.of(id).filter(|_| !listed.contains(&id) && !sides.is_defined(id) && !renamed.is_documented(id))
        else {
            continue;
        };
        let message = format!("no page lists the members of `{}`", def.name.value);
        let report = Diagnostic::new(Code::TypeUndocumented, def.name.span, message).also(place, "used here");
        let name = def.name.value.name.as_str();
        ctx.diagnostics
            .report(report.symbol(name).help(format!("add a table of members below a heading `{name} values`")));
    }
}
