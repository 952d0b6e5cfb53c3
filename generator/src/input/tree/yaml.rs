//! YAML 1.2 → a tree.

use super::{MAX_DEPTH, anchors::Anchors, scalar};
use crate::model::json::{Json, Member, Value};
use crate::source::{FileId, SourceMap, Span, Spanned};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

/// A place that cannot be read, or that is read in a special way.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) what: String,
    pub(crate) span: Span,
}

/// A text that was read.
pub(crate) struct Read {
    /// The first document; `None` if there is none.
    pub(crate) root: Option<Json>,
    /// What was ignored.
    pub(crate) ignored: Vec<Problem>,
}

/// Reads the first document of a text, or returns its first error.
pub(crate) fn read(sources: &SourceMap, span: Span) -> Result<Read, Problem> {
    let text = sources[span].trim_start_matches('\u{feff}');
    let (file, first) = (span.file, span.end as usize - text.len());
    let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(offset, _)| offset as u32).collect());
    let mut reader = Reader {
        file,
        first,
        len: text.len(),
        offsets,
        events: Parser::new_from_str(text),
        anchors: Anchors::default(),
        depth: 0,
        ignored: Vec::new(),
    };
    let root = reader.document().map_err(|it| Problem { span: sources.first_line(it.span), ..it })?;
    Ok(Read { root, ignored: reader.ignored })
}

struct Reader<'a> {
    file: FileId,
    /// The position of the text in its file, and its length.
    first: usize,
    len: usize,
    /// The byte offset of every character, since the parser counts characters; `None` if each is one byte.
    offsets: Option<Vec<u32>>,
    events: Parser<'a, StrInput<'a>>,
    anchors: Anchors,
    depth: usize,
    ignored: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Option<Json>, Problem> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::DocumentStart(_) if root.is_some() => {
                    let span = Span { end: (self.first + self.len) as u32, ..self.span(span, span) };
                    self.ignored.push(Problem { what: "a second document".to_owned(), span });
                    break;
                }
                Event::StreamStart | Event::DocumentStart(_) => {}
                event => root = root.or(self.node(event, span)?),
            }
        }
        Ok(root)
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, saphyr_parser::Span)>, Problem> {
        self.events.next().transpose().map_err(|err| self.problem(&err))
    }

    fn problem(&self, err: &ScanError) -> Problem {
        let at = self.offset(err.marker().index());
        Problem { what: err.info().to_owned(), span: Span::new(self.file, at..self.first + self.len) }
    }

    /// The node that begins with an event; `None` if the event does not begin one.
    fn node(&mut self, event: Event<'a>, start: saphyr_parser::Span) -> Result<Option<Json>, Problem> {
        let (value, end, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text =
                    style != ScalarStyle::Plain || tag.is_some_and(|it| it.is_yaml_core_schema() && it.suffix == "str");
                (if is_text { Value::String(text.into()) } else { scalar::plain(&text) }, start, anchor)
            }
            Event::Alias(anchor) => return self.alias(anchor, start).map(Some),
            Event::SequenceStart(anchor, _) => {
                let (nodes, end) = self.nodes(start)?;
                (Value::Array(nodes), end, anchor)
            }
            Event::MappingStart(anchor, _) => {
                let (members, end) = self.members(start)?;
                (Value::Object(members), end, anchor)
            }
            _ => return Ok(None),
        };
        let res = Spanned::new(value, self.span(start, end));
        self.anchors.define(anchor, &res);
        Ok(Some(res))
    }

    fn alias(&mut self, anchor: usize, at: saphyr_parser::Span) -> Result<Json, Problem> {
        let copy = self.anchors.copy(anchor, self.depth);
        copy.map_err(|what| Problem { what: what.to_owned(), span: self.span(at, at) })
    }

    /// Enters a list or a map that begins at `start`.
    fn enter(&mut self, start: saphyr_parser::Span) -> Result<(), Problem> {
        self.depth += 1;
        let is_too_deep = self.depth > MAX_DEPTH;
        if is_too_deep {
            Err(Problem { what: "nested too deeply".to_owned(), span: self.span(start, start) })
        } else {
            Ok(())
        }
    }

    /// Nodes up to the end of the list, and the position of that end.
    fn nodes(&mut self, start: saphyr_parser::Span) -> Result<(Vec<Json>, saphyr_parser::Span), Problem> {
        self.enter(start)?;
        let (mut res, mut last) = (Vec::new(), start);
        while let Some((event, span)) = self.next()? {
            last = span;
            match self.node(event, span)? {
                Some(node) => res.push(node),
                None => break,
            }
        }
        self.depth -= 1;
        Ok((res, last))
    }

    /// Members up to the end of the map, and the position of that end.
    fn members(&mut self, start: saphyr_parser::Span) -> Result<(Vec<Member>, saphyr_parser::Span), Problem> {
        self.enter(start)?;
        let (mut res, mut merged, mut last) = (Vec::new(), Vec::new(), start);
        while let Some((event, span)) = self.next()? {
            last = span;
            let key = match &event {
                Event::Scalar(text, style, ..) => Some((text.clone(), *style == ScalarStyle::Plain)),
                _ => None,
            };
            let Some(node) = self.node(event, span)? else { break };
            let Some((event, span)) = self.next()? else { break };
            let value = self.node(event, span)?.unwrap_or(Spanned::new(Value::Null, node.span));
            match key {
                Some((text, true)) if text == "<<" => merged.push(value),
                Some((text, _)) => res.push((Spanned::new(text.into(), node.span), value)),
                None => self.ignored.push(Problem { what: "a key that is not text".to_owned(), span: node.span }),
            }
        }
        self.depth -= 1;
        merged.into_iter().for_each(|it| merge(&mut res, it));
        Ok((res, last))
    }

    fn span(&self, start: saphyr_parser::Span, end: saphyr_parser::Span) -> Span {
        let (start, end) = (self.offset(start.start.index()), self.offset(end.end.index()));
        Span::new(self.file, start..end.max(start))
    }

    fn offset(&self, index: usize) -> usize {
        let found = self.offsets.as_ref().map_or(Some(index), |it| it.get(index).map(|it| *it as usize));
        self.first + found.unwrap_or(self.len).min(self.len)
    }
}

/// The merge key of YAML 1.1, `<<`: adds the members of a map, or of each map of a list, that `members` does not have.
fn merge(members: &mut Vec<Member>, from: Json) {
    match from.value {
        Value::Object(others) => {
            for other in others {
                if !members.iter().any(|it| it.0.value == other.0.value) {
                    members.push(other);
                }
            }
        }
        Value::Array(items) => items.into_iter().for_each(|it| merge(members, it)),
        _ => {}
    }
}
