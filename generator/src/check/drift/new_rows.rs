//! Where the row of a member that no page lists belongs.

use super::Ctx;
use super::groups::{self, Grouped};
use super::pages::{self, stem};
use super::sides::Described;
use crate::model::{ItemType, MemberStatement, Property, TypeId, TypeStatement, Unresolved};
use crate::source::Span;

/// The place for a new row on a page.
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) label: Option<&'static str>,
    pub(super) help: &'static str,
}

impl Place {
    /// After the last row of the table of this kind or of a group in it, else below its heading, else after the other
    /// table.
    pub(super) fn on(
        ctx: &Ctx<'_>,
        described: &Described<'_>,
        statement: &TypeStatement,
        property: &Property<Unresolved>,
    ) -> Place {
        let is_navigation = property.kind.is_navigation();
        let rows: Vec<_> = statement.members.iter().filter(|it| it.is_navigation == is_navigation).collect();
        if let Some(last) = rows.last() {
            return match groups::place(ctx, described, statement, &rows, property) {
                None => Place::after(last, is_navigation),
                Some(it) => Place::in_group(it, statement, is_navigation),
            };
        }
        if let Some(span) = heading(statement, is_navigation) {
            let help = match is_navigation {
                true => "add a table with the columns Relationship, Type and Description",
                false => "add a table with the columns Property, Type and Description",
            };
            return Place { span, label: Some("no table in this section"), help };
        }
        if !is_navigation {
            let (span, help) = (statement.name.span, "add a section Properties with a table");
            return Place { span, label: None, help };
        }
        let help = "add a section Relationships with a table after the Properties table";
        let row = statement.members.last();
        let label = row.map(|_| "last row of the Properties table");
        Place { span: row.map_or(statement.name.span, |it| it.name.span), label, help }
    }

    fn after(row: &MemberStatement, is_navigation: bool) -> Place {
        let help = match is_navigation {
            true => "add a row to the Relationships table",
            false => "add a row to the Properties table",
        };
        Place { span: row.name.span, label: Some("last row of the table"), help }
    }

    fn in_group(group: Grouped<'_>, statement: &TypeStatement, is_navigation: bool) -> Place {
        match group {
            Grouped::After(row) => {
                let help = match is_navigation {
                    true => "add a row to this group of the Relationships table",
                    false => "add a row to this group of the Properties table",
                };
                Place { span: row.name.span, label: Some("last row of the group"), help }
            }
            Grouped::Unclear(first) => {
                let help = match is_navigation {
                    true => "add a row to the group of the Relationships table that it belongs to",
                    false => "add a row to the group of the Properties table that it belongs to",
                };
                match heading(statement, is_navigation) {
                    Some(span) => Place { span, label: None, help },
                    None => Place { span: first, label: Some("first group of the table"), help },
                }
            }
        }
    }
}

/// The heading of the section that lists members of this kind.
fn heading(statement: &TypeStatement, is_navigation: bool) -> Option<Span> {
    if is_navigation { statement.relationships } else { statement.properties }
}

/// The page for the row of a member: the type's own page, else the page in the same area as the page of the member's type,
/// else the only page. `None` if there are several and the page is not clear, or the only one is about another part of the
/// API. Only pages that list members are considered.
pub(super) fn page<'a>(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    id: TypeId,
    statements: &[&'a TypeStatement],
    property: &Property<Unresolved>,
) -> Option<&'a TypeStatement> {
    let sources = ctx.sources;
    let all = || statements.iter().copied().filter(|it| !it.members.is_empty());
    let own = all().find(|it| stem(sources, it).eq_ignore_ascii_case(ctx.types.short(id)));
    let of_area = || {
        let ItemType::Named(ty) = ctx.types.resolve(&property.ty).item else { return None };
        let area = pages::area(sources, described.get(&ty)?.first()?)?;
        all().find(|it| pages::area(sources, it) == Some(area))
    };
    let is_only = |it: &&TypeStatement| all().all(|other| other.name.span.file == it.name.span.file);
    let is_own = |it: &&TypeStatement| !is_of_other_part(ctx, described, it, property);
    own.or_else(of_area).or_else(|| all().rev().max_by_key(|it| it.members.len()).filter(is_only).filter(is_own))
}

/// Whether a page without relationships is about one area, and the type of a relationship is described outside of all areas:
/// the print reports are not relationships of the report root for device management.
fn is_of_other_part(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    page: &TypeStatement,
    property: &Property<Unresolved>,
) -> bool {
    let ItemType::Named(ty) = ctx.types.resolve(&property.ty).item else { return false };
    let is_without = property.kind.is_navigation() && !page.members.iter().any(|it| it.is_navigation);
    let of_type = described.get(&ty).map_or(&[][..], |it| &it[..]);
    is_without
        && pages::area(ctx.sources, page).is_some()
        && !of_type.is_empty()
        && of_type.iter().all(|it| pages::area(ctx.sources, it).is_none())
}
