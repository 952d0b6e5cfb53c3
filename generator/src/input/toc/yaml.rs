//! YAML → a tree with spans.

use crate::source::{FileId, SourceMap, Span, Spanned};
use saphyr_parser::{Event, Parser, ScanError};

/// A node of the tree. Anchors are not followed: tables of contents do not use them.
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

pub(super) enum Kind {
    /// Text, without quotes.
    Scalar(String),
    Sequence(Vec<Node>),
    /// Members with a text key.
    Mapping(Vec<(Spanned<String>, Node)>),
}

/// A YAML syntax error.
pub(super) struct Error {
    pub(super) message: String,
    pub(super) span: Span,
}

/// The first document of a file; `None` if there is none.
pub(super) fn parse(sources: &SourceMap, file: FileId) -> Result<Option<Node>, Error> {
    let text = &sources.file(file).text;
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let text = &text[bom..];
    let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(offset, _)| offset).collect());
    let mut reader = Reader { file, bom, len: text.len(), offsets, events: Parser::new_from_str(text) };
    let res = reader.document();
    res.map_err(|err| {
        let at = reader.offset(err.marker().index());
        let span = Span::new(file, at..bom + text.len());
        Error { message: err.info().to_owned(), span: sources.first_line(span) }
    })
}

struct Reader<'a> {
    file: FileId,
    /// The length of the byte order mark before the text, and of the text.
    bom: usize,
    len: usize,
    /// The byte offset of every character, since the parser counts characters; `None` if each is one byte.
    offsets: Option<Vec<usize>>,
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Option<Node>, ScanError> {
        while let Some((event, span)) = self.next()? {
            if !matches!(event, Event::StreamStart | Event::DocumentStart(_)) {
                return self.node(event, span);
            }
        }
        Ok(None)
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, saphyr_parser::Span)>, ScanError> {
        self.events.next().transpose()
    }

    /// The node that begins with an event; `None` if the event does not begin one.
    fn node(&mut self, event: Event<'a>, start: saphyr_parser::Span) -> Result<Option<Node>, ScanError> {
        let (kind, end) = match event {
            Event::Scalar(text, ..) => (Kind::Scalar(text.into_owned()), start),
            Event::Alias(_) => (Kind::Scalar(String::new()), start),
            Event::SequenceStart(..) => {
                let (nodes, end) = self.nodes(start)?;
                (Kind::Sequence(nodes), end)
            }
            Event::MappingStart(..) => {
                let (nodes, end) = self.nodes(start)?;
                (Kind::Mapping(members(nodes)), end)
            }
            _ => return Ok(None),
        };
        let (start, end) = (self.offset(start.start.index()), self.offset(end.end.index()));
        Ok(Some(Node { kind, span: Span::new(self.file, start..end.max(start)) }))
    }

    /// Nodes up to the end of the collection, and the position of that end.
    fn nodes(&mut self, start: saphyr_parser::Span) -> Result<(Vec<Node>, saphyr_parser::Span), ScanError> {
        let (mut res, mut last) = (Vec::new(), start);
        while let Some((event, span)) = self.next()? {
            last = span;
            match self.node(event, span)? {
                Some(node) => res.push(node),
                None => break,
            }
        }
        Ok((res, last))
    }

    fn offset(&self, index: usize) -> usize {
        let found = self.offsets.as_ref().map_or(Some(index), |it| it.get(index).copied());
        self.bom + found.unwrap_or(self.len).min(self.len)
    }
}

/// Keys and values, alternating.
fn members(nodes: Vec<Node>) -> Vec<(Spanned<String>, Node)> {
    let mut res = Vec::new();
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        if let Kind::Scalar(text) = key.kind {
            res.push((Spanned::new(text, key.span), value));
        }
    }
    res
}
