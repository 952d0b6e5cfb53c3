//! Bytes in JSON.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// `Edm.Binary`. Read from base64 or base64url, padded or not; written as padded base64. Text that is neither is kept as
/// it came and written back.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Binary(Content);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Content {
    Bytes(Bytes),
    Other(Box<str>),
}

impl Binary {
    /// The bytes; `None` if the service sent text that is not base64.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Other(_) => None,
        }
    }

    /// The value of this base64 text.
    pub fn from_base64(text: &str) -> Binary {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let decoded = [STANDARD, URL_SAFE].iter().find_map(|it| GeneralPurpose::new(it, config).decode(text).ok());
        Binary(decoded.map_or_else(|| Content::Other(text.into()), |it| Content::Bytes(it.into())))
    }

    pub(crate) fn to_base64url(&self) -> String {
        match &self.0 {
            Content::Bytes(bytes) => base64::engine::general_purpose::URL_SAFE.encode(bytes),
            Content::Other(text) => text.to_string(),
        }
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Binary(Content::Bytes(bytes.into()))
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Binary(Content::Bytes(bytes))
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Content::Other(text) => fmt::Debug::fmt(text, f),
        }
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Content::Bytes(bytes) => serializer
                .collect_str(&base64::display::Base64Display::new(bytes, &base64::engine::general_purpose::STANDARD)),
            Content::Other(text) => text.serialize(serializer),
        }
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
        f.write_str("base64")
    }

    fn visit_str<E>(self, text: &str) -> Result<Binary, E> {
        Ok(Binary::from_base64(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Binary;

    #[test]
    fn all_alphabets_are_read() {
        for text in ["-_8=", "-_8", "+/8=", "+/8"] {
            assert_eq!(Binary::from_base64(text).as_bytes(), Some(&[0xfb, 0xff][..]), "{text}");
        }
        let value: Binary = serde_json::from_str("\"-_8\"").expect("a string");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), "\"+/8=\"");
        let value: Binary = serde_json::from_str("\"binary content\"").expect("a string");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), "\"binary content\"");
    }
}
