//! Bytes in base64url.

use crate::Binary;
use base64::engine::{Engine, general_purpose};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Bytes, written as base64url in JSON (RFC 4648, 5): with padding if they were read with padding, else without. Reads
/// what [`Binary`] reads, and keeps other text.
#[derive(Clone)]
pub struct Base64Url {
    value: Binary,
    is_padded: bool,
}

impl Base64Url {
    /// Creates a value from base64url or base64, with or without padding. Other text is kept, and has no bytes.
    pub fn from_base64(text: &str) -> Base64Url {
        Base64Url { value: Binary::from_base64(text), is_padded: text.ends_with('=') }
    }

    /// Returns the bytes; `None` if the service sent text that is not base64.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.value.as_bytes()
    }

    /// Returns the bytes, shared with this value; `None` if the service sent text that is not base64.
    pub fn to_bytes(&self) -> Option<Bytes> {
        self.value.to_bytes()
    }
}

impl PartialEq for Base64Url {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Base64Url {}

impl<T: Into<Binary>> From<T> for Base64Url {
    fn from(bytes: T) -> Self {
        Base64Url { value: bytes.into(), is_padded: false }
    }
}

impl fmt::Display for Base64Url {
    /// Base64url, or the text that is not base64.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) if self.is_padded => f.write_str(&general_purpose::URL_SAFE.encode(bytes)),
            Some(bytes) => f.write_str(&general_purpose::URL_SAFE_NO_PAD.encode(bytes)),
            None => self.value.fmt(f),
        }
    }
}

impl fmt::Debug for Base64Url {
    /// Only the length: the content may be large and confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

impl Serialize for Base64Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(super::TextVisitor("base64url")).map(|it| Base64Url::from_base64(&it))
    }
}

#[cfg(test)]
mod tests {
    use super::Base64Url;

    #[test]
    fn texts_are_written_as_they_were_read() {
        for text in ["\"-_8\"", "\"-_8=\"", "\"YQ==\"", "\"YQ\"", "\"\"", "\"no base64!\""] {
            let value: Base64Url = serde_json::from_str(text).expect("a string");
            assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
        }
        let value = Base64Url::from(vec![0xfb, 0xff]);
        assert_eq!((value.to_string(), value.clone()), ("-_8".to_owned(), Base64Url::from_base64("-_8=")));
        assert_eq!(format!("{value:?}"), "2 bytes");
    }
}
