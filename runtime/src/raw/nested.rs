//! Values that are read from a text that is a part of another one.

use super::{Raw, string_end};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;

/// The maximum depth of such a text. serde_json counts anew for each text, so nested ones would exhaust the stack.
const MAX_DEPTH: usize = 128;

impl Raw<'_> {
    /// Returns the JSON text.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Raw::Text(text) => Cow::Borrowed(text),
            Raw::Value(value) => Cow::Owned(value.to_string()),
        }
    }

    /// Returns whether the value is null.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Raw::Value(Value::Null)) || matches!(self, Raw::Text(text) if text == "null")
    }

    /// Reads the value as another type; `None` if it does not match, or is nested too deeply.
    pub(crate) fn read_as<T: DeserializeOwned>(&self) -> Option<T> {
        read_as(&self.text())
    }
}

/// Reads a text as another type; `None` if it does not match, or is nested too deeply.
pub(crate) fn read_as<T: DeserializeOwned>(text: &str) -> Option<T> {
    if is_deep(text) { None } else { serde_json::from_str(text).ok() }
}

/// Whether objects and arrays are nested too deeply.
fn is_deep(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut idx, mut depth) = (0, 0_usize);
    while idx < bytes.len() {
        match bytes[idx] {
            b'"' => idx = string_end(bytes, idx + 1) - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
        idx += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, is_deep};

    #[test]
    fn brackets_in_strings_do_not_count() {
        assert!(!is_deep(&format!("\"{}\\\"{}\"", "[".repeat(500), "{".repeat(500))));
        assert!(!is_deep(&"[{}],".repeat(500)));
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(!is_deep(&nested(MAX_DEPTH)) && is_deep(&nested(MAX_DEPTH + 1)));
    }
}
