//! Tables: interpreted by section and header row.

use super::super::clouds::clouds;
use super::super::permissions::{of_heading, of_paragraph, permissions};
use super::super::rows;
use super::super::sections::{Section, SectionKind, enum_name, property_with_options};
use super::super::type_name::ItemText;
use super::super::{Disposition, Operation, Property, Resource};
use super::code::is_resource;
use super::{Ctx, empty_enum, empty_resource, section_enum};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::{Block, BlockKind, Row, Table, inline};
use crate::model::Primitive;
use crate::model::http::{Method, Segment};
use crate::source::Spanned;
use std::sync::Arc;

/// A string, as the type of a property.
const STRING: ItemText = ItemText::Primitive(Primitive::String);

impl Ctx<'_> {
    pub(super) fn table(&mut self, sections: &[Section<'_>], idx: usize, table: &Table) {
        let header = rows::header(self.sources, table);
        let section = sections[idx];
        let is_used = match section.kind {
            _ if self.permissions(section, &header, table) => true,
            _ if self.clouds(table) => true,
            SectionKind::Unknown | SectionKind::Properties if self.options(section, &header, table) => true,
            SectionKind::Properties if section.is_inherited && self.describes_text(section) => {
                return self.set_aside(table);
            }
            SectionKind::Members => self.members(sections, idx, &header, table),
            SectionKind::Properties | SectionKind::Title if !self.is_api && is_members(&header) => {
                self.members(sections, idx, &header, table)
            }
            _ if is_methods(&header) && !self.holds_properties(section, table) => self.methods(&header, table),
            _ if is_members(&header) && enum_name(section.title).is_some() => {
                self.members(sections, idx, &header, table)
            }
            SectionKind::Examples | SectionKind::Prose => return self.set_aside(table),
            // `Attribute | Supported operators`: what `$filter` supports. The rows are not query options.
            SectionKind::Query if header.last().is_some_and(|it| it.ends_with("operators")) => {
                return self.set_aside(table);
            }
            _ if explains_values(&header) => return self.set_aside(table),
            _ => self.named_rows(section, &header, table),
        };
        if is_used {
            self.mark(table.id, Disposition::Used);
        } else if self.seems_to_matter(section, &header, table) {
            self.unknown_table(section.kind, &header, table);
        } else {
            self.set_aside(table);
        }
    }

    /// Whether an unrecognized table probably is one that should be read: a column has a misspelt name, or a section of
    /// properties, parameters or headers has no other table before it. Authors add other tables on purpose.
    fn seems_to_matter(&self, section: Section<'_>, header: &[String], table: &Table) -> bool {
        use SectionKind::{Arguments, Body, Headers, Parameters, Permissions, Properties, Relationships};
        if rows::did_you_mean(header).is_some() {
            return true;
        }
        let is_own = !section.is_inherited;
        match section.kind {
            Properties | Relationships | Parameters | Arguments | Body if rows::has_types(header) => is_own,
            Properties | Relationships | Parameters | Arguments | Headers | Permissions => {
                let has_owner = self.is_api || !self.page.resources.is_empty();
                let first = self.topic.blocks[section.start..section.end].iter().find_map(|block| match &block.kind {
                    BlockKind::Table(it) => Some(it.id),
                    _ => None,
                });
                is_own && has_owner && first == Some(table.id)
            }
            _ => false,
        }
    }

    /// Marks a table in a section of prose.
    fn set_aside(&mut self, table: &Table) {
        self.mark(table.id, Disposition::Prose);
        for row in &table.rows {
            self.mark(row.id, Disposition::Prose);
        }
    }

    fn unknown_table(&mut self, kind: SectionKind, header: &[String], table: &Table) {
        let span = self.topic.nodes[table.id.0 as usize].span;
        let first = table.header.first().map_or(span, |cell| cell.span);
        let last = table.header.last().map_or(span, |cell| cell.span);
        let report =
            Diagnostic::new(Code::TableUnknown, first.to(last), "unrecognized table").note("the table is ignored");
        let report = match rows::did_you_mean(header) {
            _ if rows::columns(header).is_some() && self.page.operation.is_none() && self.resource().is_none() => {
                report
                    .label("the page does not name a type with these members")
                    .help("describe the type on a page of its own")
            }
            Some(help) => report.label("no column of names").help(help),
            None => {
                report.label("no column of names").help(format!("name the first column `{}`", column_of_names(kind)))
            }
        };
        self.diagnostics.report(report);
        self.mark(table.id, Disposition::Reported);
        for row in &table.rows {
            self.mark(row.id, Disposition::Reported);
        }
    }

    fn permissions(&mut self, section: Section<'_>, header: &[String], table: &Table) -> bool {
        let is_permissions = section.kind == SectionKind::Permissions
            || header.first().is_some_and(|it| it.starts_with("permission type"));
        if !is_permissions {
            return false;
        }
        let subject = self.permission_subject(section, table);
        let Some(operation) = &mut self.page.operation else { return false };
        let into = Arc::make_mut(&mut operation.permissions);
        let (diagnostics, subject) = (&mut *self.diagnostics, subject.as_ref());
        let used = permissions(diagnostics, self.sources, self.callers, table, header, subject, into);
        let Some(used) = used else { return false };
        for (idx, row) in table.rows.iter().enumerate() {
            self.mark(row.id, if used.contains(&idx) { Disposition::Used } else { Disposition::Reported });
        }
        true
    }

    /// Reads a table of national clouds. On a page without an operation it is prose.
    fn clouds(&mut self, table: &Table) -> bool {
        let Some(clouds) = clouds(self.sources, table) else { return false };
        let disposition = match &mut self.page.operation {
            Some(operation) => {
                operation.clouds = clouds;
                Disposition::Used
            }
            None => Disposition::Prose,
        };
        table.rows.iter().for_each(|it| self.mark(it.id, disposition));
        true
    }

    /// What a permissions table is for: the paragraph before it or the heading says so.
    fn permission_subject(&self, section: Section<'_>, table: &Table) -> Option<Spanned<String>> {
        let blocks = &self.topic.blocks[section.start..section.end];
        let is_this = |it: &Block| matches!(&it.kind, BlockKind::Table(it) if std::ptr::eq(&**it, table));
        let idx = blocks.iter().position(is_this)?;
        let before = idx.checked_sub(1).map(|it| &blocks[it]).filter(|it| matches!(it.kind, BlockKind::Paragraph));
        let heading = || {
            let is_below = section.kind == SectionKind::Permissions;
            let span = self.topic.nodes[section.id.0 as usize].span;
            is_below.then(|| of_heading(section.title, span)).flatten()
        };
        before.and_then(|it| of_paragraph(self.sources, it.span)).or_else(heading)
    }

    /// Whether a table with the header `Method | Return type` lists properties: it is in a properties section, and no row
    /// has a link.
    fn holds_properties(&self, section: Section<'_>, table: &Table) -> bool {
        let has_link = |row: &Row| row.cells.first().is_some_and(|it| !inline::links(self.sources, it.span).is_empty());
        matches!(section.kind, SectionKind::Properties | SectionKind::Relationships) && !table.rows.iter().any(has_link)
    }

    fn methods(&mut self, header: &[String], table: &Table) -> bool {
        let returns = header.iter().position(|it| it.ends_with("return type") || it == "returns");
        let description = header.iter().position(|it| it == "description");
        for row in &table.rows {
            let method = rows::method(self.sources, row, returns, description);
            self.mark(row.id, if method.is_some() { Disposition::Used } else { Disposition::Prose });
            if let (Some(method), Some(resource)) = (method, self.resource()) {
                resource.methods.push(method);
            }
        }
        true
    }

    fn members(&mut self, sections: &[Section<'_>], idx: usize, header: &[String], table: &Table) -> bool {
        let Some((name, id)) = section_enum(sections, idx) else { return false };
        let Some(columns) = rows::member_columns(header) else { return false };
        let span = self.topic.nodes[id.0 as usize].span;
        let section = sections.iter().find(|it| it.id == id).copied().unwrap_or(sections[idx]);
        let mut res = empty_enum(self.sources, self.topic, section, Spanned::new(name, span));
        for row in &table.rows {
            let member = rows::member(self.diagnostics, self.sources, row, columns);
            self.mark(row.id, row_disposition(row, member.is_some()));
            res.members.extend(member);
        }
        self.page.enums.push(res);
        true
    }

    /// Reads a table of the values of a string: a property above, which the heading names (*Type options*). Values in its
    /// description come first.
    fn options(&mut self, section: Section<'_>, header: &[String], table: &Table) -> bool {
        let Some((resource, property)) = self.property_with_options(section) else { return false };
        let is_list = header.first().is_some_and(|it| it == "value" || it == "values" || it.ends_with(" value"));
        let Some(columns) = rows::member_columns(header).filter(|_| is_list) else { return false };
        let mut values = Vec::new();
        for row in &table.rows {
            let member = rows::member(self.diagnostics, self.sources, row, columns);
            self.mark(row.id, row_disposition(row, member.is_some()));
            values.extend(member.map(|it| it.name));
        }
        let known = &mut self.page.resources[resource].properties[property].values;
        if known.is_empty() {
            *known = values;
        }
        true
    }

    /// The string whose values a section lists: the indexes of its type and of the property.
    pub(super) fn property_with_options(&self, section: Section<'_>) -> Option<(usize, usize)> {
        let name = property_with_options(section.title)?;
        let is_string = |it: &Property| it.ty.as_ref().is_some_and(|it| it.value.item == STRING);
        let is_this = |it: &Property| it.name.value.eq_ignore_ascii_case(name) && is_string(it);
        let mut resources = self.page.resources.iter().enumerate();
        resources.find_map(|(idx, it)| Some((idx, it.properties.iter().position(is_this)?)))
    }

    /// Whether a section describes the JSON text that a string property above contains: the last word of the heading names
    /// the property (*Properties of a policy definition*), and a paragraph says so.
    fn describes_text(&self, section: Section<'_>) -> bool {
        let name = section.title.rsplit(' ').next().unwrap_or_default();
        let is_string = |it: &Property| it.ty.as_ref().is_some_and(|it| it.value.item == STRING);
        let is_this = |it: &Property| it.name.value.eq_ignore_ascii_case(name) && is_string(it);
        let says_so = |it: &Block| {
            let text = &self.sources[it.span];
            matches!(it.kind, BlockKind::Paragraph) && text.contains("JSON") && text.contains("string")
        };
        self.page.resources.last().is_some_and(|it| it.properties.iter().any(is_this))
            && self.topic.blocks[section.start..section.end].iter().any(says_so)
    }

    /// A table whose rows are properties, relationships or parameters.
    fn named_rows(&mut self, section: Section<'_>, header: &[String], table: &Table) -> bool {
        let Some(mut columns) = rows::columns(header) else { return false };
        if section.kind == SectionKind::Headers {
            // The values of headers are strings. Rows often put the value into the column of the type.
            columns.ty = None;
        }
        let is_known = match section.kind {
            SectionKind::Properties | SectionKind::Relationships | SectionKind::Json => {
                !self.is_api || columns.ty.is_some()
            }
            SectionKind::Title | SectionKind::Unknown | SectionKind::Methods => {
                columns.ty.is_some() && columns.description.is_some()
            }
            SectionKind::HttpRequest | SectionKind::Permissions => false,
            _ => self.is_api,
        };
        if !is_known {
            return false;
        }
        // Rows without an owner are not used; the table is reported.
        if self.page.operation.is_none() && self.resource().is_none() {
            return false;
        }
        let mut properties = Vec::new();
        let mut group = table.header.first().map(|it| it.span).filter(|_| !self.is_first_table(section, table));
        for row in &table.rows {
            group = if row.is_divider { Some(row.span) } else { group };
            let property = rows::property(self.diagnostics, self.sources, row, columns);
            let property =
                property.and_then(|it| if is_control(section.kind, &it) { Err(Disposition::Prose) } else { Ok(it) });
            self.mark(row.id, property.as_ref().err().copied().unwrap_or(Disposition::Used));
            properties.extend(property.map(|it| Property { group, ..it }));
        }
        self.add(section.kind, header, properties);
        true
    }

    /// Whether no other table of its section is before a table.
    fn is_first_table(&self, section: Section<'_>, table: &Table) -> bool {
        let first = self.topic.blocks[section.start..section.end].iter().find_map(|it| match &it.kind {
            BlockKind::Table(it) => Some(it.id),
            _ => None,
        });
        first == Some(table.id)
    }

    /// Adds rows to the part of the page that their section describes.
    fn add(&mut self, kind: SectionKind, header: &[String], rows: Vec<Property>) {
        let is_relationship = header.first().is_some_and(|it| it.starts_with("relationship"));
        let Some(operation) = &mut self.page.operation else {
            let Some(resource) = self.resource() else { return };
            // The section decides; below its first table, a header may begin a table of the other kind.
            let is_first = kind == SectionKind::Properties && resource.properties.is_empty();
            let is_relationship = kind == SectionKind::Relationships || is_relationship && !is_first;
            let list = if is_relationship { &mut resource.relationships } else { &mut resource.properties };
            list.extend(rows);
            resource.has_table |= matches!(kind, SectionKind::Properties | SectionKind::Relationships);
            return;
        };
        match kind {
            SectionKind::Arguments if calls_action(operation) => {
                operation.body.is_parameters = true;
                operation.body.properties.extend(rows);
            }
            SectionKind::Parameters | SectionKind::Arguments => operation.parameters.extend(rows),
            SectionKind::Query => operation.query.extend(rows),
            SectionKind::Headers => operation.headers.extend(rows),
            SectionKind::Response => operation.response.properties.extend(rows),
            _ => operation.body.properties.extend(rows),
        }
    }

    /// The resource that the next rows belong to: named by the title, and renamed by a later annotation. If the title does
    /// not name one (*Configuring the invitation message*), that annotation does.
    pub(super) fn resource(&mut self) -> Option<&mut Resource> {
        if self.page.resources.is_empty() {
            let title = &self.page.title;
            let name = super::sections::type_name(&title.value).map(|it| Spanned::new(it.to_owned(), title.span));
            let name = name.or_else(|| self.annotated_resource())?;
            self.page.resources.push(empty_resource(name));
        }
        self.page.resources.last_mut()
    }

    /// The name in the first annotation of a JSON representation.
    fn annotated_resource(&self) -> Option<Spanned<String>> {
        self.topic.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Code(code) if is_resource(code) => code.annotation.as_ref()?.1.type_name.clone(),
            _ => None,
        })
    }
}

/// The usual name of the first column of a table in a section.
fn column_of_names(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Permissions => "Permission type",
        SectionKind::Headers => "Header",
        SectionKind::Parameters | SectionKind::Arguments => "Parameter",
        SectionKind::Relationships => "Relationship",
        _ => "Property",
    }
}

/// Whether the first request sends parameters in its body: a POST of a name without parentheses.
fn calls_action(operation: &Operation) -> bool {
    operation.requests.first().is_some_and(|it| {
        it.method.value == Method::Post && matches!(it.url.value.segments.last(), Some(Segment::Literal(_)))
    })
}

/// Whether a row of properties describes control information (`@odata.type`, `group@odata.bind`), which is part of no
/// type. Other tables, such as those of headers, may contain any name.
fn is_control(kind: SectionKind, row: &Property) -> bool {
    use SectionKind::{Arguments, Headers, Parameters, Query, Response};
    let is_free = matches!(kind, Parameters | Arguments | Query | Headers | Response);
    !is_free && row.name.value.contains('@')
}

fn row_disposition(row: &Row, is_understood: bool) -> Disposition {
    match (is_understood, row.is_divider) {
        (true, _) => Disposition::Used,
        (false, true) => Disposition::Prose,
        (false, false) => Disposition::Reported,
    }
}

fn is_methods(header: &[String]) -> bool {
    let first = header.first().map(String::as_str);
    matches!(first, Some("method" | "function" | "methods" | "common task")) && header.len() > 1
}

/// Whether a table explains values: `Value | Description`, `Type value | Link | Description`.
fn explains_values(header: &[String]) -> bool {
    let is_description = |it: &String| matches!(it.as_str(), "description" | "meaning");
    header.len() <= 4
        && header.first().is_some_and(|it| it == "value" || it == "values" || it.ends_with(" value"))
        && header[1..].iter().any(is_description)
}

fn is_members(header: &[String]) -> bool {
    let first = header.first().map(String::as_str);
    matches!(first, Some("member" | "members")) || (matches!(first, Some("value" | "values")) && header.len() <= 2)
}
