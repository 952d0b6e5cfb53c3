//! A fast path for text with simple markup, like most cells and paragraphs of pages, without a Markdown parser.
//!
//! The result is the same as in CommonMark; pulldown-cmark reads all other text.

#[cfg(test)]
mod tests;

use memchr::memchr;
use std::ops::Range;

/// A text without its markup, and its links.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Simple {
    /// The text, trimmed.
    pub(super) text: String,
    /// The links, in order.
    pub(super) links: Vec<SimpleLink>,
}

/// The places of the parts of `[label](target)`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SimpleLink {
    pub(super) all: Range<usize>,
    pub(super) label: Range<usize>,
    pub(super) target: Range<usize>,
}

/// Reads a line whose only markup is code spans (`` `name` ``), links (`[user](user.md)`) without nested markup, and
/// `&lt;` and `&gt;`. `None` if there may be any other markup.
pub(super) fn read(text: &str) -> Option<Simple> {
    if has_folded_blanks(text) { None } else { read_unfolded(text) }
}

/// [`read`] for a text without [folded blanks](has_folded_blanks).
pub(super) fn read_unfolded(text: &str) -> Option<Simple> {
    if begins_block(text) {
        return None;
    }
    let mut res = Simple { text: String::with_capacity(text.len()), links: Vec::new() };
    let mut at = 0;
    while let Some(len) = text[at..].bytes().position(is_mark) {
        let mark = at + len;
        res.text.push_str(&text[at..mark]);
        at = match text.as_bytes()[mark] {
            b'`' => code(&mut res, text, mark)?,
            b'&' => entity(&mut res, text, mark)?,
            b'[' if !text[..mark].ends_with('!') => link(&mut res, text, mark)?,
            _ => return None,
        };
    }
    res.text.push_str(&text[at..]);
    res.text.truncate(res.text.trim_end().len());
    Some(res)
}

/// Whether a character can be markup in a line, or must be collapsed.
fn is_mark(it: u8) -> bool {
    MARKS[it as usize]
}

const MARKS: [bool; 256] = {
    let marks = b"*_`[<&\\\n\r\t";
    let mut res = [false; 256];
    let mut idx = 0;
    while idx < marks.len() {
        res[marks[idx] as usize] = true;
        idx += 1;
    }
    res
};

/// Whether a text contains characters that can be markup.
pub(super) fn has_marks(text: &str) -> bool {
    // Without an early return: texts are short.
    text.bytes().fold(false, |found, it| found | is_mark(it))
}

/// Whether a text contains whitespace that is collapsed or removed.
pub(super) fn has_folded_blanks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (ones, rest) = bytes[..bytes.len().saturating_sub(1)].as_chunks();
    let (nexts, next_rest) = bytes.get(1..).unwrap_or_default().as_chunks();
    let is_pair = |(one, next): (&Block, &Block)| {
        one.iter().zip(next).fold(false, |found, (one, next)| found | ((*one == b' ') & (*next == b' ')))
    };
    ones.iter().zip(nexts).any(is_pair)
        || is_pair((&padded(rest), &padded(next_rest)))
        || !text.is_ascii() && text.contains(['\u{a0}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{feff}'])
}

/// A number of bytes that the compiler compares at once.
type Block = [u8; 16];

/// The rest of a text after its last whole block, with letters after it.
fn padded(rest: &[u8]) -> Block {
    let mut res = [b'a'; size_of::<Block>()];
    res[..rest.len()].copy_from_slice(rest);
    res
}

/// Whether a heading, a list, a quote, or code may begin here.
fn begins_block(text: &str) -> bool {
    let number = text.trim_start_matches(|it: char| it.is_ascii_digit());
    text.starts_with([' ', '#', '-', '+', '>', '~', '=', '|'])
        || number.len() < text.len() && number.starts_with(['.', ')'])
}

/// The end of the entity of a bracket.
fn entity(res: &mut Simple, text: &str, start: usize) -> Option<usize> {
    let (entity, bracket) = [("&lt;", '<'), ("&gt;", '>')].into_iter().find(|(it, _)| text[start..].starts_with(it))?;
    res.text.push(bracket);
    Some(start + entity.len())
}

/// The end of a code span.
fn code(res: &mut Simple, text: &str, start: usize) -> Option<usize> {
    let inner = start + 1..start + 1 + text[start + 1..].find('`')?;
    let content = &text[inner.clone()];
    // Two backticks are a different delimiter.
    if !is_tight(content) || content.contains(['\n', '\r', '\t']) || text[inner.end + 1..].starts_with('`') {
        return None;
    }
    res.text.push_str(content);
    Some(inner.end + 1)
}

/// The end of a link.
fn link(res: &mut Simple, text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let label = start + 1..start + 1 + memchr(b']', &bytes[start + 1..])?;
    if bytes.get(label.end + 1) != Some(&b'(') {
        return None;
    }
    let target = label.end + 2..label.end + 2 + memchr(b')', &bytes[label.end + 2..])?;
    let content = &text[label.clone()];
    if !is_tight(content) || has_marks(content) {
        return None;
    }
    let is_target = |it: u8| it.is_ascii_graphic() && !matches!(it, b'(' | b'<' | b'>' | b'\\' | b'&' | b'`');
    if target.is_empty() || !text[target.clone()].bytes().all(is_target) {
        return None;
    }
    res.text.push_str(content);
    let end = target.end + 1;
    res.links.push(SimpleLink { all: start..end, label, target });
    Some(end)
}

/// Whether a text is not empty, and has no whitespace at its ends, which Markdown may remove.
fn is_tight(content: &str) -> bool {
    !content.is_empty() && !content.starts_with(' ') && !content.ends_with(' ')
}
