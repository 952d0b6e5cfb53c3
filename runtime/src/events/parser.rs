//! The text of events (HTML, 9.2.5 and 9.2.6).

use std::collections::VecDeque;
use std::mem;

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) name: String,
    pub(super) data: String,
    /// The last id, which may be of an earlier event.
    pub(super) id: String,
}

/// Reads events from pieces of text. A piece may end anywhere.
#[derive(Default)]
pub(super) struct Parser {
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// Whether the last byte was a carriage return: a line feed after it belongs to the same end of line.
    is_after_return: bool,
    /// Whether the first line, which may begin with a byte order mark, has ended.
    has_line: bool,
    /// The event that has not ended yet.
    event: Event,
    ready: VecDeque<Event>,
}

impl Parser {
    /// Reads a piece.
    pub(super) fn push(&mut self, mut piece: &[u8]) {
        if mem::take(&mut self.is_after_return) {
            match piece.first() {
                Some(b'\n') => piece = &piece[1..],
                Some(_) => {}
                None => self.is_after_return = true,
            }
        }
        while let Some(end) = piece.iter().position(|it| matches!(it, b'\r' | b'\n')) {
            self.line.extend_from_slice(&piece[..end]);
            self.end_line();
            let rest = &piece[end + 1..];
            piece = match (piece[end], rest.first()) {
                (b'\r', Some(b'\n')) => &rest[1..],
                (b'\r', None) => {
                    self.is_after_return = true;
                    rest
                }
                _ => rest,
            };
        }
        self.line.extend_from_slice(piece);
    }

    /// Returns the next event that has ended. An event at the end of the response without an empty line is incomplete.
    pub(super) fn next(&mut self) -> Option<Event> {
        self.ready.pop_front()
    }

    /// The number of bytes of the event that has not ended yet.
    pub(super) fn pending(&self) -> usize {
        self.line.len() + self.event.data.len()
    }

    fn end_line(&mut self) {
        let bytes = mem::take(&mut self.line);
        let is_first = !mem::replace(&mut self.has_line, true);
        let mark: &[u8] = if is_first { b"\xef\xbb\xbf" } else { b"" };
        let line = String::from_utf8_lossy(bytes.strip_prefix(mark).unwrap_or(&bytes));
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => self.event.data.extend([value, "\n"]),
            "event" => value.clone_into(&mut self.event.name),
            "id" if !value.contains('\0') => value.clone_into(&mut self.event.id),
            // A comment has an empty field. `retry` is for clients that connect again.
            _ => {}
        }
    }

    fn end_event(&mut self) {
        let mut event = Event { id: self.event.id.clone(), ..Event::default() };
        mem::swap(&mut self.event, &mut event);
        // Without data there is no event, only an id.
        if event.data.pop().is_some() {
            self.ready.push_back(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Parser};

    fn read(pieces: &[&[u8]]) -> Vec<Event> {
        let mut parser = Parser::default();
        pieces.iter().for_each(|it| parser.push(it));
        std::iter::from_fn(|| parser.next()).collect()
    }

    fn event(name: &str, data: &str, id: &str) -> Event {
        Event { name: name.into(), data: data.into(), id: id.into() }
    }

    const TEXT: &str = "\u{feff}: comment\ndata: YHOO\ndata: +2\n\nevent: add\rdata:ü\rid: 1\r\r:\r\n\r\ndata\r\n\r\ndata\r\ndata\r\n\r\nid\ndata:  x\n\nevent: lost\n\nunknown: y\ndata: z: \n\ndata: incomplete\n";

    #[test]
    fn events_are_read_as_the_standard_shows() {
        let expected = [
            event("", "YHOO\n+2", ""),
            event("add", "ü", "1"),
            event("", "", "1"),
            event("", "\n", "1"),
            event("", " x", ""),
            event("", "z: ", ""),
        ];
        assert_eq!(read(&[TEXT.as_bytes()]), expected);
    }

    #[test]
    fn a_piece_may_end_at_any_byte() {
        let all = read(&[TEXT.as_bytes()]);
        for end in 0..=TEXT.len() {
            let (a, b) = TEXT.as_bytes().split_at(end);
            assert_eq!(read(&[a, b"", b]), all, "{end}");
        }
        let bytes: Vec<&[u8]> = TEXT.as_bytes().chunks(1).collect();
        assert_eq!(read(&bytes), all);
    }

    #[test]
    fn what_is_not_text_does_not_end_the_stream() {
        assert_eq!(read(&[b"data: \xff\nid: a\0b\n\n"]), [event("", "\u{fffd}", "")]);
        assert!(read(&[b"data: a\n"]).is_empty() && read(&[b"\n\n\r\r"]).is_empty());
    }
}
