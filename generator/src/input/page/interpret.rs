//! A syntax tree → the interpretation of the page.

mod code;
mod prose;
mod request;
mod tables;

use super::sections::{self, Section, SectionKind, sections};
use super::{Disposition, EnumTable, Operation, Page, RequestBody, Resource, Response, base, mark, sentences};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::{Block, BlockKind, NodeId, NodeKind, Topic, inline};
use crate::service::Callers;
use crate::source::{FileKind, SourceMap, Span, Spanned};
use std::sync::Arc;

/// Interprets one page. Every node of its tree gets a disposition. `callers` are the labels in permission tables.
pub fn interpret(diagnostics: &mut Diagnostics, sources: &SourceMap, topic: &Topic, callers: &Callers) -> Page {
    let mut own = Diagnostics::default();
    let sections = sections(topic);
    let page = empty_page(&mut own, sources, topic, &sections);
    let is_api = is_api(sources, topic, &sections);
    let mut ctx = Ctx {
        diagnostics: &mut own,
        sources,
        topic,
        callers,
        dispositions: vec![None; topic.nodes.len()],
        page,
        is_api,
        is_overview: !is_api && is_overview(&sections, topic),
        has_request_section: sections.iter().any(|it| it.kind == SectionKind::HttpRequest),
        messages: Vec::new(),
        broken: Vec::new(),
    };
    if is_api {
        ctx.page.operation = Some(Operation {
            requests: Vec::new(),
            permissions: Default::default(),
            clouds: Vec::new(),
            parameters: Vec::new(),
            query: Vec::new(),
            options: Vec::new(),
            headers: Vec::new(),
            body: RequestBody::default(),
            response: Response::default(),
            examples: Arc::default(),
        });
    }
    for idx in 0..sections.len() {
        ctx.section(&sections, idx);
    }
    ctx.finish(&sections);
    let page = ctx.close();
    diagnostics.extend(own);
    page
}

/// The part of a page before its sections.
fn empty_page(diagnostics: &mut Diagnostics, sources: &SourceMap, topic: &Topic, sections: &[Section<'_>]) -> Page {
    let first = topic.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some(heading.text.clone()),
        _ => None,
    });
    let title = first.unwrap_or_else(|| {
        let start = Span::new(topic.file, 0..0);
        if !redirects(sources, topic) {
            diagnostics.report(Diagnostic::new(Code::TitleMissing, start, "this page has no title"));
        }
        Spanned::new(String::new(), start)
    });
    let mut page = Page {
        file: topic.file,
        title,
        namespace: None,
        description: Vec::new(),
        product: topic.front_matter.as_ref().and_then(|it| it.product(sources)).map(|it| it.map(str::to_owned)),
        notices: Vec::new(),
        deprecated: None,
        headings: sections::announced(sections),
        properties: None,
        relationships: None,
        resources: Vec::new(),
        enums: Vec::new(),
        operation: None,
        dispositions: Vec::new(),
    };
    if let Some(first) = sections.first() {
        for block in &topic.blocks[first.start..first.end] {
            introduce(sources, topic, block, &mut page);
        }
    }
    page
}

/// Whether a page only redirects to another one.
fn redirects(sources: &SourceMap, topic: &Topic) -> bool {
    topic.front_matter.as_ref().is_some_and(|it| it.get(sources, "redirect_url").is_some())
}

/// Reads a block between the title and the next heading: namespace, description, deprecation.
fn introduce(sources: &SourceMap, topic: &Topic, block: &Block, page: &mut Page) {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote) {
        return;
    }
    let text = &sources[block.span];
    if let Some(rest) = text.trim().strip_prefix("Namespace:") {
        let rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        page.namespace = Some(Spanned::new(name.to_owned(), sources.span_of(block.span.file, name)));
        // The description, if no blank line separates it from the namespace.
        let description = rest[end..].trim();
        if !description.is_empty() {
            page.description.push(sources.span_of(block.span.file, description));
        }
        return;
    }
    if page.deprecated.is_none() && calls_deprecated(text) {
        page.deprecated = Some(block.span);
    }
    // Included files (disclaimers) do not describe this page.
    let is_foreign = block.span.file != topic.file;
    if is_foreign && matches!(block.kind, BlockKind::Quote) {
        page.notices.push(block.span);
    } else if !is_foreign && !text.trim_start().starts_with("[!INCLUDE") {
        page.description.push(block.span);
    }
}

/// Whether a paragraph is a deprecation notice. The word alone is not enough, because states and groups contain it.
fn calls_deprecated(text: &str) -> bool {
    let text = text.trim_start_matches(['>', '*', '_', ' ']).to_lowercase();
    let says = ["is deprecated", "are deprecated", "been deprecated", "was deprecated", "be deprecated"];
    text.contains("deprecated") && (text.starts_with("deprecated") || says.iter().any(|it| text.contains(it)))
}

/// Whether the page documents an operation: determined by its folder, else by its contents and `doc_type`.
fn is_api(sources: &SourceMap, topic: &Topic, sections: &[Section<'_>]) -> bool {
    let name = &sources.file(topic.file).name;
    let folder = name.rsplit('/').nth(1).unwrap_or_default();
    match folder {
        "api" => true,
        "resources" => false,
        _ => {
            let has_request = sections.iter().any(|it| it.kind == SectionKind::HttpRequest);
            let doc_type = topic.front_matter.as_ref().and_then(|it| it.get(sources, "doc_type"));
            has_request || doc_type.is_some_and(|it| it.trim_matches('\'') == "apiPageType")
        }
    }
}

/// Whether a page of the resources folder is an overview without definitions.
fn is_overview(sections: &[Section<'_>], topic: &Topic) -> bool {
    let defines = |kind| matches!(kind, SectionKind::Properties | SectionKind::Json | SectionKind::Members);
    let has_resource = topic.blocks.iter().any(|block| match &block.kind {
        BlockKind::Code(code) => code::is_resource(code),
        _ => false,
    });
    let is_named = sections.first().is_some_and(|it| {
        let title = sections::without_qualifier(it.title);
        title.ends_with(" type") || title.ends_with(" facet")
    });
    !has_resource && !is_named && !sections.iter().any(|it| defines(it.kind))
}

/// One page being interpreted.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    topic: &'a Topic,
    callers: &'a Callers,
    dispositions: Vec<Option<Disposition>>,
    page: Page,
    is_api: bool,
    is_overview: bool,
    /// Whether the page has a section for request lines. Without one, they may be anywhere before the examples.
    has_request_section: bool,
    messages: Vec<code::Found>,
    broken: Vec<request::Broken>,
}

impl Ctx<'_> {
    fn mark(&mut self, id: NodeId, disposition: Disposition) {
        mark(&mut self.dispositions, id, disposition);
    }

    /// Reads one section.
    fn section(&mut self, sections: &[Section<'_>], idx: usize) {
        let section = sections[idx];
        self.heading(section);
        if self.is_overview {
            return;
        }
        self.facts_in_prose(section);
        for block in &self.topic.blocks[section.start..section.end] {
            match &block.kind {
                BlockKind::Paragraph | BlockKind::List | BlockKind::Quote => self.prose(section, block),
                BlockKind::Table(table) => self.table(sections, idx, table),
                BlockKind::Code(code) => self.code(section, code),
                _ => {}
            }
        }
    }

    fn heading(&mut self, section: Section<'_>) {
        let is_prose = section.is_inherited || self.is_overview || section.kind == SectionKind::Prose;
        let disposition = match section.kind {
            _ if is_prose => Disposition::Prose,
            SectionKind::Unknown if self.property_with_options(section).is_some() => Disposition::Used,
            SectionKind::Unknown => self.unknown_heading(section),
            _ => Disposition::Used,
        };
        self.mark(section.id, disposition);
        let first = match section.kind {
            SectionKind::Properties => &mut self.page.properties,
            SectionKind::Relationships => &mut self.page.relationships,
            _ => return,
        };
        if !section.is_inherited {
            first.get_or_insert(self.topic.nodes[section.id.0 as usize].span);
        }
    }

    /// A heading without a known name is prose, unless it is a misspelt name.
    fn unknown_heading(&mut self, section: Section<'_>) -> Disposition {
        let Some(remedy) = sections::did_you_mean(section.title) else { return Disposition::Prose };
        let span = self.topic.nodes[section.id.0 as usize].span;
        let report = Diagnostic::new(Code::SectionUnknown, span, format!("unknown section `{}`", section.title))
            .note("ignored, except for tables and requests in a known format")
            .help(remedy);
        self.diagnostics.report(report);
        Disposition::Reported
    }

    fn prose(&mut self, section: Section<'_>, block: &Block) {
        let is_own = !section.is_inherited;
        let Some(operation) = &mut self.page.operation else { return };
        match section.kind {
            SectionKind::Body if is_own => sentences::body(self.sources, block.span, &mut operation.body),
            SectionKind::Response if is_own && block.span.file == self.topic.file => {
                sentences::response(self.sources, block.span, &mut operation.response);
            }
            SectionKind::Response => {
                sentences::nested_response(self.sources, block.span, &mut operation.response);
            }
            _ => {}
        }
    }

    /// Completes the page after all sections were read.
    fn finish(&mut self, sections: &[Section<'_>]) {
        self.pair_messages();
        self.name_resource(sections);
        self.settle_base();
        self.settle_requests();
        if let Some(operation) = &mut self.page.operation {
            Arc::make_mut(&mut operation.permissions).settle();
        }
        // Of two equal statements, readers see the one in the text.
        let stated = self.page.namespace.as_ref().map(|it| &it.value);
        if let Some(namespace) = self.annotated_namespace().filter(|it| Some(&it.value) != stated) {
            self.page.namespace = Some(namespace);
        }
    }

    fn annotated_namespace(&self) -> Option<Spanned<String>> {
        self.topic.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Annotation(_, annotation) => annotation.namespace.clone(),
            _ => None,
        })
    }

    /// Names the tables of a resource page without a JSON representation after the title.
    fn name_resource(&mut self, sections: &[Section<'_>]) {
        let has_table = sections.iter().any(|it| matches!(it.kind, SectionKind::Properties | SectionKind::Json));
        if self.is_api || self.is_overview || !self.page.resources.is_empty() || !has_table {
            return;
        }
        let _ = self.resource();
    }

    /// The base type in a sentence, if the annotation does not name one: in the description, else where the text is about
    /// the type.
    fn settle_base(&mut self) {
        let [resource] = &mut self.page.resources[..] else { return };
        if self.is_api || resource.base.is_some() {
            return;
        }
        let (sources, name) = (self.sources, resource.name.value.as_str());
        let prose = self.topic.blocks.iter().filter(|it| matches!(it.kind, BlockKind::Paragraph | BlockKind::Quote));
        let own =
            prose.map(|it| it.span).filter(|it| it.file == self.topic.file && base::is_about(&sources[*it], name));
        let mut found = self.page.description.iter().copied().chain(own).filter_map(|it| base::base(sources, it));
        let base = found.find(|it| !base::is_same(&it.value, name));
        resource.inherits = base.is_some() || self.page.description.iter().any(|it| base::inherits(&sources[*it]));
        resource.base = base;
    }

    /// Sets the missing dispositions, and returns the page.
    fn close(mut self) -> Page {
        let reported: Vec<Span> = self.diagnostics.iter().map(|it| it.primary.span).collect();
        self.topic.unreadable.iter().for_each(|it| self.mark(*it, Disposition::Reported));
        self.topic.prose.iter().for_each(|it| self.mark(*it, Disposition::Prose));
        for (idx, node) in self.topic.nodes.iter().enumerate() {
            if self.dispositions[idx].is_some() {
                continue;
            }
            let is_foreign = self.sources.file(node.span.file).kind == FileKind::Include;
            let disposition = match node.kind {
                _ if reported.iter().any(|span| overlaps(*span, node.span)) => Disposition::Reported,
                // Nodes in an overview or in an included text are prose.
                _ if self.is_overview || is_foreign => Disposition::Prose,
                NodeKind::Include => Disposition::Used,
                NodeKind::Annotation => Disposition::Used,
                _ => Disposition::Prose,
            };
            self.mark(NodeId(idx as u32), disposition);
        }
        self.page.dispositions = self.dispositions.into_iter().flatten().collect();
        self.page
    }
}

fn overlaps(a: Span, b: Span) -> bool {
    a.file == b.file && a.start < b.end && b.start < a.end
}

fn empty_resource(name: Spanned<String>) -> Resource {
    Resource {
        name,
        base: None,
        inherits: false,
        no_base: None,
        key: None,
        open_at: None,
        abstract_at: None,
        properties: Vec::new(),
        relationships: Vec::new(),
        has_table: false,
        methods: Vec::new(),
        json: None,
    }
}

/// The enum that a section describes, named by its heading, the heading around it, or the title of the page. The title of
/// a page that describes a structured type names that type, and not a table of values on it (*Visibility options*).
fn section_enum(sections: &[Section<'_>], idx: usize) -> Option<(String, NodeId)> {
    let is_structured = sections
        .iter()
        .any(|it| matches!(it.kind, SectionKind::Properties | SectionKind::Relationships | SectionKind::Json));
    let mut at = Some(idx);
    while let Some(idx) = at {
        let section = sections[idx];
        let name = match section.level {
            1 if is_structured && !section.title.to_lowercase().contains("enum") => None,
            1 => sections::type_name(section.title),
            _ => sections::enum_name(section.title),
        };
        if let Some(name) = name {
            return Some((name.to_owned(), section.id));
        }
        at = section.parent;
    }
    None
}

/// An enum without members yet.
fn empty_enum(sources: &SourceMap, topic: &Topic, section: Section<'_>, name: Spanned<String>) -> EnumTable {
    let blocks = &topic.blocks[section.start..section.end];
    let description =
        blocks.iter().filter(|it| matches!(it.kind, BlockKind::Paragraph | BlockKind::List)).map(|it| it.span);
    let description: Vec<Span> =
        description.filter(|it| !sources[*it].trim_start().starts_with("Namespace:")).collect();
    let is_flags = section.title.to_lowercase().contains("flags")
        || description.iter().any(|it| inline::plain(sources, *it).to_lowercase().contains("multi-valued enum"));
    EnumTable { name, is_flags, description, members: Vec::new() }
}
