//! The syntax tree of one page, before interpretation.
//!
//! Text is not copied: nodes contain spans, and `sources[span]` is the text.

use super::annotation::Annotation;
use crate::source::{FileId, SourceMap, Span, Spanned};

/// One page, with includes expanded.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The page.
    pub file: FileId,
    /// The text between the first two `---` lines.
    pub front_matter: Option<FrontMatter>,
    /// Everything else, in order. Headings are not nested: real pages skip levels.
    pub blocks: Vec<Block>,
    /// Every node in the accounts, by its id.
    pub nodes: Vec<Node>,
    /// Malformed annotations, which are comments in the tree.
    pub unreadable: Vec<NodeId>,
    /// Includes of prose: language snippets.
    pub prose: Vec<NodeId>,
    /// Links to pages, sections and images.
    pub links: Vec<Link>,
}

/// A link whose target is relative to the file that contains it.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// What it refers to.
    pub kind: LinkKind,
    /// The target, as written: `../resources/user.md#properties`. The whole link if it has no target.
    pub target: Span,
}

/// The kind of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// To a page or a section.
    Page,
    /// An image.
    Image,
    /// To a label without a definition: `[text][label]`.
    Undefined,
}

/// `key: value` lines.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The whole text, with the `---` lines.
    pub span: Span,
    /// The places of keys, and of values without quotes.
    pub entries: Vec<(Span, Span)>,
}

impl FrontMatter {
    /// The value of a key, if it is present and not empty.
    pub fn get<'a>(&self, sources: &'a SourceMap, key: &str) -> Option<&'a str> {
        self.values(sources, key).map(|it| &sources[it]).find(|it| !it.is_empty())
    }

    /// The first value of a key, which may be empty.
    pub(crate) fn value(&self, sources: &SourceMap, key: &str) -> Option<Span> {
        self.values(sources, key).next()
    }

    fn values(&self, sources: &SourceMap, key: &str) -> impl Iterator<Item = Span> {
        let is_key = move |it: Span| it.range().len() == key.len() && sources[it] == *key;
        self.entries.iter().filter(move |(it, _)| is_key(*it)).map(|(_, value)| *value)
    }

    /// The product that the page belongs to; the key was renamed in 2024.
    pub(crate) fn product<'a>(&self, sources: &'a SourceMap) -> Option<Spanned<&'a str>> {
        let value = |key: &str| self.values(sources, key).find(|it| !sources[*it].trim().is_empty());
        let span = value("ms.subservice").or_else(|| value("ms.prod"))?;
        Some(Spanned::new(sources[span].trim(), span))
    }
}

/// The id of a node: an index into [`Topic::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A node in the accounts.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its kind.
    pub kind: NodeKind,
    /// Its place.
    pub span: Span,
}

/// The kinds of nodes in the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A heading (tab headings excluded).
    Heading,
    /// A table.
    Table,
    /// A body row of a table.
    Row,
    /// A fenced or indented code block.
    CodeBlock,
    /// A comment that contains JSON with a block or page annotation.
    Annotation,
    /// An `[!INCLUDE …]`.
    Include,
}

impl NodeKind {
    /// Every kind, in the order of the accounts.
    pub const ALL: [NodeKind; 6] = [
        NodeKind::Heading,
        NodeKind::Table,
        NodeKind::Row,
        NodeKind::CodeBlock,
        NodeKind::Annotation,
        NodeKind::Include,
    ];
}

/// A block of a page and its extent.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// The whole block. Blocks of an included file have spans in that file.
    pub span: Span,
}

/// The kind of a block.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// `## HTTP request`.
    Heading(Heading),
    /// A paragraph (its text is the block's span).
    Paragraph,
    /// A list, with nested blocks.
    List,
    /// A block quote, including `> [!NOTE]`.
    Quote,
    /// Raw HTML that is not a comment.
    Html,
    /// A table, including malformed tables that GFM treats as text.
    Table(Box<Table>),
    /// A code block, with the annotation that belongs to it.
    Code(Box<CodeBlock>),
    /// An annotation that no code block follows: a page annotation, or a stray one.
    Annotation(NodeId, Box<Annotation>),
    /// Any other comment (`uuid: …`, disabled Markdown).
    Comment,
    /// `[!INCLUDE [text](target)]`; the included blocks follow.
    Include(NodeId),
    /// `# [HTTP](#tab/http)`: the tab's id.
    Tab(Spanned<String>),
    /// `---`: also the end of a group of tabs.
    Rule,
    /// A list of link reference definitions, or other invisible blocks.
    Definition,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The id for the accounts.
    pub id: NodeId,
    /// 1 to 6.
    pub level: u8,
    /// The text without markup, entities decoded, whitespace collapsed; the span is that of the raw text.
    pub text: Spanned<String>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The id for the accounts.
    pub id: NodeId,
    /// The header row.
    pub header: Vec<Cell>,
    /// The body rows, repaired: each has as many cells as the header, and broken lines are joined.
    pub rows: Vec<Row>,
}

/// A body row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The id for the accounts.
    pub id: NodeId,
    /// The whole row.
    pub span: Span,
    /// As many cells as the header has; missing ones are empty.
    pub cells: Vec<Cell>,
    /// Whether it divides the table into parts: only the first cell has text, and it is bold.
    pub is_divider: bool,
}

/// A cell: its raw text, trimmed. `sources[cell.span]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The raw text.
    pub span: Span,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// The id for the accounts.
    pub id: NodeId,
    /// The info string (`http`, `json`, `msgraph-interactive`), lower case; empty if there is none.
    pub language: String,
    /// The lines between the fences.
    pub body: Span,
    /// The annotation before it, if any.
    pub annotation: Option<(NodeId, Box<Annotation>)>,
    /// Whether there is prose between the annotation and the block.
    pub annotation_is_far: bool,
    /// The id of the tab that contains it.
    pub tab: Option<String>,
}
