//! Strings, including the quotes and line breaks that pages contain.

use super::{Problem, Reader};
use memchr::{memchr, memchr3};
use smol_str::SmolStr;

/// Whether a string may begin with this character.
pub(super) fn is_quote(it: char) -> bool {
    matches!(it, '"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}')
}

/// Whether all characters of a text are ASCII and none is a carriage return.
pub(super) fn is_simple(text: &str) -> bool {
    text.is_ascii() && memchr(b'\r', text.as_bytes()).is_none()
}

/// The quotes that end a string that began with this one.
fn closing(open: char) -> &'static [char] {
    match open {
        '"' => &['"'],
        '\'' => &['\''],
        '\u{201c}' | '\u{201d}' => &['"', '\u{201c}', '\u{201d}'],
        _ => &['\'', '\u{2018}', '\u{2019}'],
    }
}

impl<'a> Reader<'a> {
    /// Reads a string; the opening quote is next.
    pub(super) fn string(&mut self) -> Result<SmolStr, Problem> {
        if let Some(text) = self.simple() {
            self.at += text.len() + 2;
            return Ok(SmolStr::new(text));
        }
        let start = self.at;
        let open = self.peek().unwrap_or('"');
        self.bump();
        if open != '"' {
            self.repair(start, open.len_utf8(), "a quote that is not `\"`");
        }
        let mut res = String::new();
        loop {
            res.push_str(self.plain());
            let Some(it) = self.peek() else { break };
            if closing(open).contains(&it) || (open == '"' && it == '\u{201d}' && self.ends_after(it)) {
                self.bump();
                return Ok(res.into());
            }
            match it {
                '\\' => self.escape(&mut res)?,
                '\n' | '\r' if self.is_unclosed() => return Ok(self.close_at_line_end(start, res).into()),
                '\n' | '\r' => {
                    self.repair(self.at, 1, super::LINE_BREAK);
                    self.at += if self.rest().starts_with("\r\n") { 2 } else { 1 };
                    res.push('\n');
                }
                _ => {
                    self.bump();
                    res.push(it);
                }
            }
        }
        self.at = start;
        self.fail("unterminated string")
    }

    /// The text of a string of ASCII characters, without escapes and line breaks. Most strings need no more.
    fn simple(&self) -> Option<&'a str> {
        let rest = self.rest().strip_prefix('"')?;
        let end = memchr3(b'"', b'\\', b'\n', rest.as_bytes())?;
        let text = &rest[..end];
        (rest.as_bytes()[end] == b'"' && (self.is_simple || is_simple(text))).then_some(text)
    }

    /// Reads characters that are not quotes, escapes or line breaks.
    fn plain(&mut self) -> &'a str {
        let is_plain = |it: &u8| it.is_ascii() && !matches!(it, b'"' | b'\'' | b'\\' | b'\n' | b'\r');
        let rest = self.rest();
        let len = rest.bytes().take_while(is_plain).count();
        self.at += len;
        &rest[..len]
    }

    /// Whether the text after `quote` can follow a value.
    fn ends_after(&self, quote: char) -> bool {
        let after = self.rest()[quote.len_utf8()..].trim_start();
        after.is_empty() || after.starts_with([',', '}', ']', ':'])
    }

    /// At a line break in a string: whether the closing quote is missing, because the next line begins a member or ends an
    /// object.
    fn is_unclosed(&self) -> bool {
        let next = self.rest().trim_start();
        if next.starts_with(['}', ']', '{']) {
            return true;
        }
        let Some(name) = next.strip_prefix('"') else { return false };
        name.find('"').is_some_and(|end| name[end + 1..].trim_start().starts_with(':') && !name[..end].contains('\n'))
    }

    fn close_at_line_end(&mut self, start: usize, mut text: String) -> String {
        let len = self.at - start;
        self.repair(start, len, "a missing closing quote");
        // The comma that ends the member was read as part of the string.
        if text.trim_end().ends_with(',') {
            text.truncate(text.trim_end().len() - 1);
            let line = &self.text[..self.at];
            self.at = line.trim_end().len() - 1;
        }
        text
    }

    fn escape(&mut self, res: &mut String) -> Result<(), Problem> {
        self.bump();
        let Some(it) = self.peek() else { return self.fail("unterminated string") };
        let start = self.at;
        self.bump();
        match it {
            '"' | '\\' | '/' => res.push(it),
            'n' => res.push('\n'),
            't' => res.push('\t'),
            'r' => res.push('\r'),
            'b' => res.push('\u{8}'),
            'f' => res.push('\u{c}'),
            'u' => self.unicode(start, res),
            _ => {
                self.repair(start - 1, 1 + it.len_utf8(), "an invalid escape sequence");
                res.push('\\');
                res.push(it);
            }
        }
        Ok(())
    }

    /// `\u0041`, or a surrogate pair.
    fn unicode(&mut self, start: usize, res: &mut String) {
        let unit = |text: &str| text.get(..4).and_then(|it| u16::from_str_radix(it, 16).ok());
        let Some(first) = unit(self.rest()) else {
            self.repair(start - 1, 2, "an invalid escape sequence");
            res.push_str("\\u");
            return;
        };
        self.at += 4;
        let second = self.rest().strip_prefix("\\u").and_then(unit);
        let pair =
            second.and_then(|second| char::decode_utf16([first, second]).next()?.ok().filter(|it| it.len_utf16() == 2));
        if let Some(it) = pair {
            self.at += 6;
            res.push(it);
        } else {
            res.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}
