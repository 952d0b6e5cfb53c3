//! Facts that whole sections state in prose.

use super::super::codes::codes;
use super::super::options::options;
use super::super::sections::{Section, SectionKind};
use super::Ctx;
use crate::input::markdown::{Block, BlockKind};
use crate::source::Span;

impl Ctx<'_> {
    /// Reads the query options and the status codes that a section names.
    pub(super) fn facts_in_prose(&mut self, section: Section<'_>) {
        let Some(operation) = &mut self.page.operation else { return };
        let blocks = &self.topic.blocks[section.start..section.end];
        match section.kind {
            SectionKind::Query => {
                let prose: Vec<Span> = blocks.iter().filter(|it| is_prose(it)).map(|it| it.span).collect();
                if prose.iter().any(|it| self.sources[*it].contains('$')) {
                    options(self.sources, &prose, &mut operation.options);
                }
            }
            SectionKind::Response => {
                if !section.is_inherited && !blocks.iter().any(is_prose) {
                    operation.response.first.get_or_insert(self.topic.nodes[section.id.0 as usize].span);
                }
                texts(blocks).for_each(|it| codes(self.sources, it, &mut operation.response.codes));
            }
            SectionKind::Examples => {
                let prose = blocks.iter().filter(|it| is_prose(it));
                prose.for_each(|it| codes(self.sources, it.span, &mut operation.response.codes));
            }
            SectionKind::Prose if section.title.to_ascii_lowercase().starts_with("error") => {
                texts(blocks).for_each(|it| codes(self.sources, it, &mut operation.response.codes));
            }
            _ => {}
        }
    }
}

fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote)
}

/// The paragraphs and cells of a section.
fn texts(blocks: &[Block]) -> impl Iterator<Item = Span> {
    blocks.iter().flat_map(|block| {
        let rows = match &block.kind {
            BlockKind::Table(table) => &table.rows[..],
            _ => &[],
        };
        let paragraph = is_prose(block).then_some(block.span);
        paragraph.into_iter().chain(rows.iter().flat_map(|it| it.cells.iter().map(|it| it.span)))
    })
}
