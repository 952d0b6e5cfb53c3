//! A tolerant one-pass reader, hand-written because no crate repairs JSON and keeps places.

mod string;

use crate::diagnostics::Edit;
use crate::model::json::{Json, Member, Name, Value};
use crate::source::{SourceMap, Span, Spanned};
use memchr::memmem;
use smol_str::SmolStr;
use std::ops::Range;

/// The maximum depth, to prevent a stack overflow.
const MAX_DEPTH: usize = 128;

/// The number of open members for which there is space at first.
const USUAL_MEMBERS: usize = 16;

/// A comment, which JSON does not have.
pub(super) const COMMENT: &str = "a comment";

/// `...` in place of members or items.
pub(super) const ELLIPSIS: &str = "an ellipsis";

/// A line break in a string, which JSON has to escape.
pub(super) const LINE_BREAK: &str = "a line break in a string";

/// Text after the value.
pub(super) const TEXT_AFTER_END: &str = "text after the end";

const BLANK: &str = "a non-ASCII space";

const TRAILING_COMMA: &str = "a trailing comma";

/// An error and its place.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) what: &'static str,
    /// The machine-applicable repair, if it is certain.
    pub(super) edit: Option<Edit>,
}

impl Problem {
    /// Whether a reader of the text would call it an error: not a comment, a blank or the like.
    pub(super) fn is_error(&self) -> bool {
        !matches!(self.what, COMMENT | ELLIPSIS | BLANK | TRAILING_COMMA)
    }
}

/// A text being read.
pub(super) struct Reader<'a> {
    text: &'a str,
    span: Span,
    at: usize,
    depth: usize,
    /// Whether all characters are ASCII and none is a carriage return, so that strings need not be searched for them.
    is_simple: bool,
    /// Stacks for the items of open arrays and objects, so that closed ones have no spare capacity.
    items: Vec<Json>,
    members: Vec<Member>,
    /// The repairs, in order.
    pub(super) repairs: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a SourceMap, span: Span) -> Reader<'a> {
        let text = &sources[span];
        Reader {
            text,
            span,
            at: 0,
            depth: 0,
            is_simple: string::is_simple(text),
            items: Vec::new(),
            members: Vec::with_capacity(USUAL_MEMBERS),
            repairs: Vec::new(),
        }
    }

    /// Reads one value and nothing after it.
    pub(super) fn document(&mut self) -> Result<Json, Problem> {
        self.skip();
        if self.rest().is_empty() {
            return self.fail("empty text");
        }
        let res = self.value()?;
        self.skip();
        if !self.rest().is_empty() {
            self.repair(self.at, self.rest().lines().next().map_or(0, |it| it.trim_end().len()), TEXT_AFTER_END);
        }
        Ok(res)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next byte: what JSON consists of is ASCII.
    fn peek_byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Skips an ASCII character if it is next.
    fn eat(&mut self, ascii: u8) -> bool {
        let is_next = self.peek_byte() == Some(ascii);
        self.at += usize::from(is_next);
        is_next
    }

    fn part(&self, start: usize) -> Span {
        self.span.part(start..self.at)
    }

    fn repair(&mut self, start: usize, len: usize, what: &'static str) {
        let span = self.span.part(start..(start + len).min(self.text.len()));
        self.repairs.push(Problem { span, what, edit: None });
    }

    /// A certain repair: `replacement` replaces the text at the place.
    fn repair_with(&mut self, range: Range<usize>, what: &'static str, replacement: String) {
        let span = self.span.part(range);
        self.repairs.push(Problem { span, what, edit: Some(Edit { span, replacement }) });
    }

    fn fail<T>(&self, what: &'static str) -> Result<T, Problem> {
        let len = self.peek().map_or(0, char::len_utf8);
        Err(Problem { span: self.span.part(self.at..self.at + len), what, edit: None })
    }

    /// Skips whitespace and comments.
    fn skip(&mut self) {
        loop {
            self.at += n_blanks(&self.text.as_bytes()[self.at..]);
            if self.peek_byte().is_none_or(is_json) || !self.skip_other() {
                return;
            }
        }
    }

    /// Skips a comment, an ellipsis or a blank that JSON does not have. Returns whether there was one.
    #[cold]
    fn skip_other(&mut self) -> bool {
        let start = self.at;
        match self.peek() {
            Some(it) if it.is_whitespace() || matches!(it, '\u{feff}' | '\u{200b}') => {
                self.bump();
                self.repair(start, it.len_utf8(), BLANK);
            }
            Some('/') if self.rest().starts_with("//") => self.skip_to("\n", COMMENT),
            Some('#') => self.skip_to("\n", COMMENT),
            Some('/') if self.rest().starts_with("/*") => self.skip_to("*/", COMMENT),
            Some('.') if self.rest().starts_with("...") => {
                self.at += 3;
                self.repair(start, 3, ELLIPSIS);
            }
            Some('\u{2026}') => {
                self.bump();
                self.repair(start, self.at - start, ELLIPSIS);
            }
            _ => return false,
        }
        true
    }

    fn skip_to(&mut self, end: &str, what: &'static str) {
        let start = self.at;
        let len = self.rest().find(end).map_or(self.rest().len(), |it| it + end.len());
        self.at += len;
        self.repair(start, self.text[start..start + len].trim_end().len(), what);
    }

    /// Reads a value, which is next.
    fn value(&mut self) -> Result<Json, Problem> {
        let start = self.at;
        let value = match self.peek_byte() {
            Some(b'{') => self.nested(Reader::object)?,
            Some(b'[') => self.nested(Reader::array)?,
            Some(_) if self.peek().is_some_and(string::is_quote) => Value::String(self.string()?),
            Some(_) => self.word()?,
            None => return self.fail("unexpected end of the text"),
        };
        Ok(Spanned::new(value, self.part(start)))
    }

    fn nested(&mut self, read: fn(&mut Reader<'a>) -> Result<Value, Problem>) -> Result<Value, Problem> {
        if self.depth == MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        self.depth += 1;
        self.bump();
        let res = read(self);
        self.depth -= 1;
        res
    }

    fn array(&mut self) -> Result<Value, Problem> {
        let start = self.items.len();
        self.skip();
        loop {
            if self.eat(b']') {
                return Ok(Value::Array(self.items.split_off(start)));
            }
            let item = self.value()?;
            self.items.push(item);
            self.separator(b']', "a missing comma between items")?;
        }
    }

    fn object(&mut self) -> Result<Value, Problem> {
        let start = self.members.len();
        self.skip();
        loop {
            if self.eat(b'}') {
                return Ok(Value::Object(self.members.split_off(start)));
            }
            let name = self.name()?;
            self.skip();
            if !self.eat(b':') {
                if matches!(self.peek_byte(), Some(b',' | b'}')) {
                    self.repair(self.at, 0, "a member without a value");
                    self.members.push((name, Spanned::new(Value::Null, self.part(self.at))));
                    self.separator(b'}', "a missing comma between members")?;
                    continue;
                }
                self.repair(self.at, 0, "a missing colon");
            }
            self.skip();
            let value = self.value()?;
            self.members.push((name, value));
            self.separator(b'}', "a missing comma between members")?;
        }
    }

    /// After an item or member: a comma and what is skipped after it, or the end (which is not consumed).
    fn separator(&mut self, end: u8, what: &'static str) -> Result<(), Problem> {
        self.skip();
        let comma = self.at;
        let (mut commas, first) = (0, self.repairs.len());
        while self.eat(b',') {
            commas += 1;
            self.skip();
        }
        match self.peek_byte() {
            None => self.fail("unexpected end of the text"),
            Some(it) if it == end => {
                // `a, ...]`: the comma separates items that are left out.
                let is_shortened = self.repairs[first..].iter().any(|it| it.what == ELLIPSIS);
                match commas {
                    0 => {}
                    1 if is_shortened => {}
                    1 => self.repair_with(comma..comma + 1, TRAILING_COMMA, String::new()),
                    _ => self.repair(comma, 1, TRAILING_COMMA),
                }
                Ok(())
            }
            Some(b'}' | b']' | b':') => self.fail("unexpected text"),
            Some(_) => {
                match commas {
                    0 => {
                        let before = self.text[..comma].trim_end().len();
                        let span = self.span.part(before..before);
                        self.repairs.push(Problem { span, what, edit: Some(Edit::replace(span, ",")) });
                    }
                    1 => {}
                    2 => self.repair_with(comma..comma + 1, "an extra comma", String::new()),
                    _ => self.repair(comma, 1, "an extra comma"),
                }
                Ok(())
            }
        }
    }

    /// The name of a member.
    fn name(&mut self) -> Result<Name, Problem> {
        let start = self.at;
        let is_word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '@' | '.' | '$' | '-');
        let text = match self.peek() {
            Some(it) if string::is_quote(it) => self.string()?,
            Some(it) if is_word(it) => {
                let len = self.rest().find(|it| !is_word(it)).unwrap_or(self.rest().len());
                self.at += len;
                let name = SmolStr::new(&self.text[start..self.at]);
                self.repair_with(start..self.at, "an unquoted name", format!("\"{name}\""));
                name
            }
            _ => return self.fail("expected a member name"),
        };
        Ok(Spanned::new(text, self.part(start)))
    }

    /// `true`, `null`, a number, or unquoted text.
    fn word(&mut self) -> Result<Value, Problem> {
        let start = self.at;
        let is_end = |it: u8| matches!(it, b',' | b'}' | b']' | b'\n' | b'\r');
        let len = self.rest().bytes().position(is_end).unwrap_or(self.rest().len());
        let text = &self.rest()[..len];
        let text = memmem::find(text.as_bytes(), b" //").map_or(text, |comment| &text[..comment]).trim_end();
        if text.is_empty() {
            return self.fail("expected a value");
        }
        self.at += text.len();
        Ok(match text {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ if is_number(text) => Value::Number(text.into()),
            _ => {
                self.repair(start, text.len(), "an unquoted value");
                match &*text.to_lowercase() {
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    "null" | "none" => Value::Null,
                    _ => Value::String(text.into()),
                }
            }
        })
    }
}

/// The length of the blanks at the start of a text. Most of them are indentation.
fn n_blanks(text: &[u8]) -> usize {
    let mut rest = text;
    loop {
        rest = match rest {
            [b' ', b' ', b' ', b' ', rest @ ..] => rest,
            [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] => rest,
            _ => return text.len() - rest.len(),
        }
    }
}

/// Whether JSON itself can begin with a character: not a comment, an ellipsis, or a blank that JSON does not have.
fn is_json(it: u8) -> bool {
    it.is_ascii_graphic() && !matches!(it, b'/' | b'#' | b'.')
}

/// Whether a text is a JSON number (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(a, b)| (a, Some(b)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(a, b)| (a, Some(b)));
    let exponent = exponent.map(|it| it.strip_prefix(['+', '-']).unwrap_or(it));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
