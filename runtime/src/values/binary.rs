//! Bytes.

use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::display::Base64Display;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig, general_purpose};
use bytes::Bytes;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// `Edm.Binary`: bytes, written as base64 in JSON. Reads base64 and base64url, with or without padding; writes padded
/// base64.
///
/// Text that is not base64 does not make the response unreadable: it is kept and written back. So a value may have no
/// bytes, and does not implement `Deref`. Such a value only equals a value with the same text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binary(Content);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Content {
    Bytes(Bytes),
    /// Text that is not base64.
    Text(Box<str>),
}

impl Binary {
    /// Creates a value from base64 or base64url, with or without padding. Other text is kept, and has no bytes.
    pub fn from_base64(text: &str) -> Binary {
        Binary(match decode(text) {
            Some(bytes) => Content::Bytes(bytes.into()),
            None => Content::Text(text.into()),
        })
    }

    /// Returns the bytes; `None` if the service sent text that is not base64.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Text(_) => None,
        }
    }

    /// Returns the bytes, shared with this value; `None` if the service sent text that is not base64.
    pub fn to_bytes(&self) -> Option<Bytes> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.clone()),
            Content::Text(_) => None,
        }
    }

    /// Padded base64url for URLs; or the text that is not base64.
    pub(crate) fn to_base64url(&self) -> String {
        match &self.0 {
            Content::Bytes(bytes) => general_purpose::URL_SAFE.encode(bytes),
            Content::Text(text) => text.to_string(),
        }
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Binary(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Binary::from(Bytes::from(bytes))
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Binary::from(Bytes::copy_from_slice(bytes))
    }
}

impl fmt::Display for Binary {
    /// Padded base64, or the text that is not base64.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => Base64Display::new(bytes, &general_purpose::STANDARD).fmt(f),
            Content::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Binary {
    /// Only the length: the content may be large and confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Content::Text(text) => write!(f, "{} bytes of text that is not base64", text.len()),
        }
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(BinaryVisitor)
    }
}

struct BinaryVisitor;

impl Visitor<'_> for BinaryVisitor {
    type Value = Binary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string with base64")
    }

    fn visit_str<E>(self, text: &str) -> Result<Binary, E> {
        Ok(Binary::from_base64(text))
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let engine = |alphabet: &Alphabet| {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        GeneralPurpose::new(alphabet, config)
    };
    let alphabet = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
    engine(&alphabet).decode(text).ok()
}
