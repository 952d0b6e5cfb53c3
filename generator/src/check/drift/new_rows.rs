//! Where the row of a member that no page lists belongs.

use super::Ctx;
use super::sides::Described;
use crate::model::{ItemType, Property, TypeId, TypeStatement, Unresolved};
use crate::source::{SourceMap, Span};

/// The place for a new row on a page.
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) label: Option<&'static str>,
    pub(super) help: &'static str,
}

impl Place {
    /// After the last row of the table of this kind, else below its heading, else after the other table.
    pub(super) fn on(statement: &TypeStatement, is_navigation: bool) -> Place {
        let last = |is_navigation| statement.members.iter().rfind(|it| it.is_navigation == is_navigation);
        let row = |is_navigation| last(is_navigation).map(|it| it.name.span);
        if let Some(span) = row(is_navigation) {
            let help = if is_navigation {
                "add a row to the Relationships table"
            } else {
                "add a row to the Properties table"
            };
            return Place { span, label: Some("last row of the table"), help };
        }
        if !is_navigation {
            let (span, help) = (statement.name.span, "add a section Properties with a table");
            return Place { span, label: None, help };
        }
        if let Some(span) = statement.relationships {
            let help = "add a table with the columns Relationship, Type and Description";
            return Place { span, label: Some("no table in this section"), help };
        }
        let help = "add a section Relationships with a table after the Properties table";
        let label = row(false).map(|_| "last row of the Properties table");
        Place { span: row(false).unwrap_or(statement.name.span), label, help }
    }
}

/// The page for the row of a member: the type's own page, else the page in the same area as the page of the member's type,
/// else the only page. `None` if there are several and the page is not clear. Only pages that list members are considered.
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
        let area = area(sources, described.get(&ty)?.first()?)?;
        all().find(|it| self::area(sources, it) == Some(area))
    };
    let is_only = |it: &&TypeStatement| all().all(|other| other.name.span.file == it.name.span.file);
    own.or_else(of_area).or_else(|| all().rev().max_by_key(|it| it.members.len()).filter(is_only))
}

/// The name of the page that makes a statement.
pub(super) fn stem<'a>(sources: &'a SourceMap, statement: &TypeStatement) -> &'a str {
    sources.file(statement.name.span.file).stem()
}

/// The first part of a page's name: `intune-devices` of `intune-devices-manageddevice.md`.
fn area<'a>(sources: &'a SourceMap, statement: &TypeStatement) -> Option<&'a str> {
    stem(sources, statement).rsplit_once('-').map(|(area, _)| area)
}
