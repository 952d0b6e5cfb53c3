//! YAML → a tree with spans.

use crate::source::{FileId, SourceMap, Span, Spanned};
use saphyr_parser::{Event, Parser, ScanError};

/// A node of the tree. Anchors are not followed: tables of contents and front matter do not use them.
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

pub(crate) enum Kind {
    /// Text, without quotes.
    Scalar(String),
    Sequence(Vec<Node>),
    /// Members with a text key.
    Mapping(Vec<(Spanned<String>, Node)>),
}

/// A YAML syntax error.
pub(crate) struct Error {
    pub(crate) message: String,
    pub(crate) span: Span,
}

/// The first document of a text; `None` if there is none.
pub(crate) fn parse(sources: &SourceMap, span: Span) -> Result<Option<Node>, Error> {
    let text = sources[span].trim_start_matches('\u{feff}');
    let (file, first) = (span.file, span.end as usize - text.len());
    let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(offset, _)| offset).collect());
    let mut reader = Reader { file, first, len: text.len(), offsets, events: Parser::new_from_str(text) };
    let res = reader.document();
    res.map_err(|err| {
        let at = reader.offset(err.marker().index());
        let span = Span::new(file, at..span.end as usize);
        Error { message: err.info().to_owned(), span: sources.first_line(span) }
    })
}

struct Reader<'a> {
    file: FileId,
    /// The position of the text in its file, and its length.
    first: usize,
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
        self.first + found.unwrap_or(self.len).min(self.len)
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
