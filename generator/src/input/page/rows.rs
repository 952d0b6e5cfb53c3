//! Rows of tables: properties, parameters, methods, members.

use super::type_name::{certain_type, type_text};
use super::values::possible_values;
use super::{Disposition, Member, MethodRow, Property};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::{Cell, Row, Table, inline};
use crate::model::prose::calls_deprecated;
use crate::source::{SourceMap, Span, Spanned};
use crate::spelling;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The columns of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// The name.
    pub name: usize,
    /// The type.
    pub ty: Option<usize>,
    /// The description.
    pub description: Option<usize>,
    /// `Value` of a member table.
    pub value: Option<usize>,
    /// `Required`.
    pub required: Option<usize>,
    /// Whether the header row says that all rows are required: `Required parameter`.
    pub are_required: bool,
}

/// The lower-case texts of a header row.
pub(super) fn header(sources: &SourceMap, table: &Table) -> Vec<String> {
    table.header.iter().map(|cell| inline::plain_lower(sources, cell.span)).collect()
}

const NAMES: &[&str] = &[
    "property",
    "name",
    "property name",
    "parameter",
    "parameter name",
    "relationship",
    "relationship name",
    "header",
    "header name",
    "query parameter",
    "query option",
    "navigation property",
    "member",
    "attribute",
    "properties",
    "field",
    "method",
];

const TYPES: &[&str] = &["type", "data type", "property type", "return type"];

const DESCRIPTIONS: &[&str] = &["description", "details", "comments", "description and example", "notes"];

/// The columns of a table of named rows; `None` if it has no column of names.
pub(super) fn columns(header: &[String]) -> Option<Columns> {
    let find = |names: &[&str]| header.iter().position(|it| names.contains(&it.as_str()));
    let name = find(NAMES).or_else(|| header.first().filter(|it| is_name_column(it)).map(|_| 0))?;
    let value = find(&["value", "values", "numeric value", "int value"]);
    // `Member | Member | Description`: the second one is the number.
    let second = header.iter().skip(1).position(|it| it == "member").map(|idx| idx + 1);
    Some(Columns {
        name,
        ty: find(TYPES),
        description: find(DESCRIPTIONS),
        value: value.or(second),
        required: header.iter().position(|it| it.starts_with("required")).filter(|it| *it != name),
        are_required: header[name].starts_with("required"),
    })
}

/// Whether the first header names a column of names, in the plural or with *required* or *optional* before it.
fn is_name_column(header: &str) -> bool {
    let qualified = header.strip_prefix("required ").or_else(|| header.strip_prefix("optional "));
    let header = qualified.unwrap_or(header);
    NAMES.contains(&header) || header.strip_suffix('s').is_some_and(|it| NAMES.contains(&it))
}

/// Whether a header row has columns of types and of descriptions, as tables of properties and parameters have.
pub(super) fn has_types(header: &[String]) -> bool {
    let has = |names: &[&str]| header.iter().any(|it| names.contains(&it.as_str()));
    has(TYPES) && has(DESCRIPTIONS)
}

/// The remedy for a header row without a column of names, if its first cell is similar to one.
pub(super) fn did_you_mean(header: &[String]) -> Option<String> {
    let first = header.first().filter(|_| columns(header).is_none())?;
    spelling::did_you_mean(first, NAMES.iter().copied())
}

/// Reads a row of properties, relationships or parameters. Without a name, the result is the disposition of the row.
pub(super) fn property(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    row: &Row,
    columns: Columns,
) -> Result<Property, Disposition> {
    let name = name(diagnostics, sources, row, columns.name)?;
    let cell = |idx: Option<usize>| idx.and_then(|idx| row.cells.get(idx)).map(|it| it.span);
    let end = Span { start: row.span.end, ..row.span };
    let description = cell(columns.description).or(cell(columns.value)).unwrap_or(end);
    let lower = sources[description].to_ascii_lowercase();
    let remarks = remarks(sources, description, &lower);
    let required = cell(columns.required).map(|span| inline::plain_lower(sources, span));
    let is_required =
        required.as_ref().map_or(remarks.is_required, |it| it.starts_with('y') || it.starts_with("required"));
    let is_required = is_required || columns.are_required;
    // `Name | Value | Description`: the values may be types.
    let value = || cell(columns.value.filter(|_| columns.ty.is_none() && columns.description.is_some()));
    let ty = cell(columns.ty).and_then(|span| type_text(diagnostics, sources, span));
    Ok(Property {
        is_deprecated: remarks.is_deprecated || is_marked_deprecated(&sources[row.cells[columns.name].span]),
        name,
        ty: ty.or_else(|| certain_type(sources, value()?)),
        description,
        values: possible_values(sources, description, &lower),
        inherited_from: inherited_from(sources, description),
        is_read_only: remarks.is_read_only,
        is_optional: !is_required && (remarks.is_optional || required.is_some_and(|it| it.starts_with('n'))),
        is_required,
        is_nullable: remarks.is_nullable,
        group: None,
        row: row.span,
    })
}

/// `name (deprecated)`
fn is_marked_deprecated(name: &str) -> bool {
    name.contains('(') && name.to_lowercase().contains("(deprecated)")
}

/// Remarks in the description of a property.
#[derive(Default)]
struct Remarks {
    is_deprecated: bool,
    is_read_only: bool,
    is_required: bool,
    is_optional: bool,
    is_nullable: Option<Spanned<bool>>,
}

/// Every remark contains one of these words.
static REMARKS: LazyLock<[Finder<'static>; 5]> =
    LazyLock::new(|| ["deprecated", "read", "required", "optional", "nullable"].map(Finder::new));

/// Most descriptions contain no remark and are not parsed as Markdown. Markup does not split words.
fn remarks(sources: &SourceMap, description: Span, lower: &str) -> Remarks {
    if REMARKS.iter().all(|it| it.find(lower.as_bytes()).is_none()) {
        return Remarks::default();
    }
    let text = inline::plain_lower(sources, description);
    // Most texts contain one of the words: the longer searches for the others are skipped.
    let [deprecated, read, required, optional, nullable] =
        REMARKS.each_ref().map(|it| it.find(text.as_bytes()).is_some());
    let is_nullable = if nullable { states_nullable(&text) } else { None };
    Remarks {
        is_deprecated: deprecated && calls_deprecated(&text),
        is_read_only: read && (text.contains("read-only") || text.contains("read only")),
        is_required: required && states(&text, "required"),
        is_optional: optional && states(&text, "optional"),
        is_nullable: is_nullable.map(|it| Spanned::new(it, nullable_words(description, lower))),
    }
}

/// Whether a word is a sentence of its own: *The name. Required.* *(Optional) The name.*
fn states(text: &str, word: &str) -> bool {
    let is_word = |it: &str| {
        let it = it.trim().trim_end_matches('.').trim_matches(['(', ')']);
        let rest = it.strip_prefix(word);
        rest.is_some_and(|it| it.is_empty() || it.starts_with([',', ':', ')']) || it.starts_with(" on creat"))
    };
    text.split(". ").any(is_word)
}

fn states_nullable(text: &str) -> Option<bool> {
    if text.contains("not nullable") || text.contains("non-nullable") {
        Some(false)
    } else if text.contains("nullable.") || text.ends_with("nullable") {
        Some(true)
    } else {
        None
    }
}

/// The words *Not nullable* or *Nullable* in a description, or all of it if markup splits them.
fn nullable_words(description: Span, lower: &str) -> Span {
    let find = |words: &str| lower.find(words).map(|at| description.part(at..at + words.len()));
    let words = ["not nullable", "non-nullable"].into_iter().find_map(find);
    words.or_else(|| find("nullable.").or_else(|| find("nullable"))).unwrap_or(description)
}

/// The name in a cell, without markup and `(deprecated)`. A row without a name is reported, unless it is a divider or
/// describes a member of another type by its path.
fn name(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    row: &Row,
    column: usize,
) -> Result<Spanned<String>, Disposition> {
    let cell = row.cells.get(column).filter(|_| !row.is_divider).ok_or(Disposition::Prose)?;
    let text = inline::plain(sources, cell.span);
    // Few names need a search for more than one character.
    let end = if text.contains('(') { text.find(" (") } else { None };
    let text = text[..end.unwrap_or(text.len())].trim_end_matches('*').trim();
    // `$filter with any operator`
    let text = if text.starts_with('$') { text.split(' ').next().unwrap_or_default() } else { text };
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '@' | '.' | '-' | '$' | '{' | '}' | ':');
    // `Prefer: outlook.timezone`: a header with its value.
    let split = if text.contains(':') { text.split_once(": ") } else { None };
    let (head, value) = split.unwrap_or((text, ""));
    if !text.is_empty() && head.chars().chain(value.chars()).all(is_name) {
        return Ok(Spanned::new(text.to_owned(), cell.span));
    }
    if is_path(text) {
        return Err(Disposition::Prose);
    }
    let report = Diagnostic::new(Code::RowUnknown, or_row(*cell, row), "this row has no name")
        .label(if text.is_empty() { "missing name" } else { "not a name" })
        .note("the row is ignored");
    diagnostics.report(report);
    Err(Disposition::Reported)
}

/// `files/fileName`: a member of another type, which its own page lists.
fn is_path(text: &str) -> bool {
    let is_step =
        |it: &str| !it.is_empty() && it.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '{' | '}'));
    text.contains('/') && text.split('/').all(is_step)
}

/// The cell, or the row if the cell is empty.
fn or_row(cell: Cell, row: &Row) -> Span {
    if cell.span.start == cell.span.end { row.span } else { cell.span }
}

static INHERITED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("nherited from "));

/// `Inherited from [entity](entity.md)`.
fn inherited_from(sources: &SourceMap, description: Span) -> Option<Spanned<String>> {
    let at = INHERITED.find(sources[description].as_bytes())?;
    let rest = description.part(at + INHERITED.needle().len()..description.range().len());
    if let Some(link) = inline::links(sources, rest).into_iter().next().filter(|link| link.span.start == rest.start) {
        return Some(link.text);
    }
    let word = sources[rest].split([' ', ',', '.', '<']).next().unwrap_or_default();
    let word = word.trim_matches(['*', '`']);
    (!word.is_empty()).then(|| Spanned::new(word.to_owned(), sources.span_of(rest.file, word)))
}

/// Reads a row of a Methods table.
pub(super) fn method(
    sources: &SourceMap,
    row: &Row,
    returns: Option<usize>,
    description: Option<usize>,
) -> Option<MethodRow> {
    let cell = row.cells.first().filter(|_| !row.is_divider)?;
    let (text, links) = inline::plain_and_links(sources, cell.span);
    let link = links.into_iter().next();
    let name = link.as_ref().map_or_else(|| Spanned::new(text, cell.span), |it| it.text.clone());
    let end = Span { start: row.span.end, ..row.span };
    let returns = returns.and_then(|idx| row.cells.get(idx)).map_or(end, |it| it.span);
    let description = description.and_then(|idx| row.cells.get(idx)).map(|it| it.span);
    Some(MethodRow { name, target: link.and_then(|it| it.target), returns, description })
}

/// Reads a row of a member table. `None` (reported) if it has no member name.
pub(super) fn member(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    row: &Row,
    columns: Columns,
) -> Option<Member> {
    let cell = row.cells.get(columns.name).filter(|_| !row.is_divider)?;
    let text = inline::plain(sources, cell.span);
    // `'JIS B4'` is quoted because of its space.
    let name = text.trim().trim_matches(['\'', '"']).trim();
    if name.is_empty() {
        let report =
            Diagnostic::new(Code::EnumMember, row.span, "this row has no member name").note("the row is ignored");
        diagnostics.report(report);
        return None;
    }
    let value = columns.value.filter(|idx| *idx != columns.name).and_then(|idx| row.cells.get(idx));
    let value = value.and_then(|it| Some(Spanned::new(inline::plain(sources, it.span).trim().parse().ok()?, it.span)));
    let description = columns.description.and_then(|idx| row.cells.get(idx)).map(|it| it.span);
    Some(Member {
        name: Spanned::new(name.to_owned(), cell.span),
        value,
        description: description.filter(|it| it.start < it.end),
    })
}

/// The columns of a member table: `Member | Value | Description`, `Value | Description`, `Member`.
pub(super) fn member_columns(header: &[String]) -> Option<Columns> {
    let mut res = columns(header).or_else(|| {
        let name = header.iter().position(|it| it == "value" || it == "values" || it.ends_with(" value"))?;
        let description = header.iter().position(|it| it == "description");
        Some(Columns { name, description, ..Columns::default() })
    })?;
    if res.value == Some(res.name) {
        res.value = None;
    }
    Some(res)
}
