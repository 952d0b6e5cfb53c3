//! Errors of reading a response, without its values.

use crate::raw::without_mark;
use std::fmt;

/// Where and how a response differs from the API description. Shows only the kind of a value, which may be
/// confidential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    expected: Option<String>,
    found: &'static str,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The error of reading `body`.
    pub(crate) fn new(body: &[u8], source: &serde_json::Error) -> DecodeError {
        let body = without_mark(body);
        let (line, column) = (source.line(), source.column());
        let place = Place::find(body, offset(body, line, column));
        let expected = match source.classify() {
            serde_json::error::Category::Data => expected(&source.to_string()),
            _ => None,
        };
        let found = if source.is_data() { place.found } else { "text that is not JSON" };
        DecodeError { path: place.path, expected, found, line, column }
    }

    /// The path of the value: `value[3].receivedDateTime`; empty for the whole response.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The expected type: `a string`, `i32`. Unknown if the response is not JSON.
    pub fn expected(&self) -> Option<&str> {
        self.expected.as_deref()
    }

    /// The kind of the value that was found: `a number`.
    pub fn found(&self) -> &'static str {
        self.found
    }

    /// The line in the body, starting at 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in the line, in bytes, starting at 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str("the response")?,
            path => write!(f, "`{path}`")?,
        }
        match &self.expected {
            Some(expected) => write!(f, ": expected {expected}, found {}", self.found)?,
            None => write!(f, ": found {}", self.found)?,
        }
        write!(f, " at line {} column {}", self.line, self.column)
    }
}

impl std::error::Error for DecodeError {}

/// The type that serde expected. The message shows the value first, which may contain the word `expected`: the last
/// occurrence is serde's.
fn expected(message: &str) -> Option<String> {
    let text = message.rsplit_once(" at line ").map_or(message, |(text, _)| text);
    let is_of_serde = ["invalid ", "unknown "].iter().any(|it| text.starts_with(it));
    if let Some((_, expected)) = text.rsplit_once(", expected ").filter(|_| is_of_serde) {
        return Some(expected.to_owned());
    }
    // The message has the name of a declared member, and no value.
    text.starts_with("missing field").then(|| text.replace("missing field", "a member"))
}

fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(idx) => body
            .iter()
            .enumerate()
            .filter(|(_, it)| **it == b'\n')
            .nth(idx)
            .map_or(body.len(), |(offset, _)| offset + 1),
    };
    (start + column).min(body.len())
}

/// The maximum depth of a path. Reading values fails at this depth; skipping them could go deeper, with memory use
/// controlled by the service.
const MAX_DEPTH: usize = 128;

/// The path to an offset in a document.
struct Place {
    path: String,
    found: &'static str,
}

enum Step {
    /// In an object, with the name of the member.
    Member(String),
    /// In an array, with the index of the item.
    Item(usize),
}

impl Place {
    /// Reads tokens up to `end`, the offset after the last byte that serde read.
    fn find(body: &[u8], end: usize) -> Place {
        let mut steps: Vec<Step> = Vec::new();
        let (mut idx, mut found, mut is_name, mut is_due) = (0, "nothing", false, true);
        let mut n_deeper = 0;
        while idx < end {
            let start = idx;
            idx += 1;
            is_due = matches!(body[start], b'[' | b',' | b':') || is_due && body[start].is_ascii_whitespace();
            match body[start] {
                b'{' | b'[' if steps.len() == MAX_DEPTH => n_deeper += 1,
                b'{' => {
                    steps.push(Step::Member(String::new()));
                    is_name = true;
                }
                b'[' => steps.push(Step::Item(0)),
                // An error at the closing bracket refers to the whole value.
                b'}' | b']' if idx >= end => found = kind(body[start]),
                b'}' | b']' if n_deeper > 0 => n_deeper -= 1,
                b'}' | b']' => {
                    steps.pop();
                }
                b',' if n_deeper > 0 => {}
                b',' => match steps.last_mut() {
                    Some(Step::Item(number)) => *number += 1,
                    Some(Step::Member(_)) => is_name = true,
                    None => {}
                },
                b':' => is_name = false,
                b'"' => {
                    idx = string_end(body, start);
                    match steps.last_mut() {
                        Some(Step::Member(name)) if is_name && n_deeper == 0 => {
                            *name = serde_json::from_slice(&body[start..idx]).unwrap_or_default();
                        }
                        _ => found = kind(b'"'),
                    }
                }
                byte if !byte.is_ascii_whitespace() => (idx, found) = (word_end(body, start), kind(byte)),
                _ => {}
            }
        }
        if is_due {
            // Serde rejected the value by its first byte.
            let next = body[idx.min(body.len())..].iter().find(|it| !it.is_ascii_whitespace());
            found = next.map_or("nothing", |it| kind(*it));
        }
        Place { path: path(&steps), found }
    }
}

/// The kind of value that begins or ends with this byte.
fn kind(byte: u8) -> &'static str {
    match byte {
        b'{' | b'}' => "an object",
        b'[' | b']' => "an array",
        b'"' => "a string",
        b't' | b'f' => "a boolean",
        b'n' => "null",
        _ => "a number",
    }
}

fn path(steps: &[Step]) -> String {
    let mut res = String::new();
    for step in steps {
        match step {
            Step::Member(name) if name.is_empty() => {}
            Step::Member(name) => {
                res.push_str(if res.is_empty() { "" } else { "." });
                res.push_str(name);
            }
            Step::Item(number) => res.push_str(&format!("[{number}]")),
        }
    }
    res
}

/// The offset after the closing quote.
fn string_end(body: &[u8], start: usize) -> usize {
    let mut idx = start + 1;
    while idx < body.len() {
        match body[idx] {
            b'\\' => idx += 2,
            b'"' => return idx + 1,
            _ => idx += 1,
        }
    }
    body.len()
}

fn word_end(body: &[u8], start: usize) -> usize {
    let is_part = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.');
    body[start + 1..].iter().position(|it| !is_part(it)).map_or(body.len(), |it| start + 1 + it)
}

#[cfg(test)]
mod tests {
    use super::DecodeError;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize)]
    struct Item {
        #[expect(dead_code, reason = "only read")]
        size: Option<i32>,
        #[expect(dead_code, reason = "only read")]
        tags: Option<Vec<bool>>,
        #[expect(dead_code, reason = "only read")]
        more: Option<BTreeMap<String, Item>>,
    }

    fn failure(body: &str) -> DecodeError {
        let err = serde_json::from_str::<BTreeMap<String, Vec<Item>>>(body).expect_err("something is wrong");
        DecodeError::new(body.as_bytes(), &err)
    }

    #[test]
    fn errors_say_where_and_never_what() {
        let cases = [
            (
                r#"{"value":[{"size":1},{"size":"my secret, expected nothing"}]}"#,
                "`value[1].size`: expected i32, found a string",
            ),
            (r#"{"value":[{"tags":[true,false,5]}]}"#, "`value[0].tags[2]`: expected a boolean, found a number"),
            (
                "{\"value\":[{\"more\":\n{\"a\":{\"size\":1},\"b\\\"\":{\"size\":\n  {\"x\":1}}}}]}",
                "`value[0].more.b\".size`: expected i32, found an object",
            ),
            (r#"{"value":{"size":1}}"#, "`value`: expected a sequence, found an object"),
            (r#"{"value":[{"size":true}]}"#, "`value[0].size`: expected i32, found a boolean"),
            (r#"{"value":[{"size":99999999999}]}"#, "`value[0].size`: expected i32, found a number"),
            (r#"[1]"#, "the response: expected a map, found an array"),
        ];
        for (body, message) in cases {
            let text = failure(body).to_string();
            assert!(text.starts_with(message), "{text}\n{message}");
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn places_are_told_to_a_depth() {
        #[derive(Debug, Deserialize)]
        struct Nothing {}
        for open in ["[", "{\"a\":"] {
            let body = format!("{{\"x\":{}!", open.repeat(1_000_000));
            let err = serde_json::from_str::<Nothing>(&body).expect_err("it is not JSON");
            let err = DecodeError::new(body.as_bytes(), &err);
            assert!(err.path().len() < 1000, "{} bytes", err.path().len());
        }
        let body = format!("{{\"x\":{}{},\"y\":!", "[".repeat(1000), "]".repeat(1000));
        let err = serde_json::from_str::<Nothing>(&body).expect_err("it is not JSON");
        assert_eq!(DecodeError::new(body.as_bytes(), &err).path(), "y");
    }

    #[test]
    fn text_that_is_not_json_is_said_to_be_so() {
        for body in ["", "<html>secret</html>", r#"{"value":[{"size":1"#, r#"{"value":[{"size":1},]}"#] {
            let text = failure(body).to_string();
            assert!(text.contains("not JSON") && !text.contains("html"), "{text}");
        }
    }
}
