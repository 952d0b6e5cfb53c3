//! GUIDs.

use super::{Key, ValueError, text_value};
use std::str::FromStr;
use uuid::Uuid;

/// The length of a GUID with hyphens and without braces.
const HYPHENATED_LENGTH: usize = 36;

text_value! {
    /// `Edm.Guid`: `6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0`. The original text is kept; comparison ignores case.
    pub struct Guid, "a GUID"
}

impl Guid {
    /// Parses the GUID; `None` if the service sent text that is not a GUID.
    pub fn as_uuid(&self) -> Option<Uuid> {
        Uuid::try_parse(&self.0).ok()
    }

    /// The GUID as written in a URL, without braces and prefix.
    pub(crate) fn to_hyphenated(&self) -> Option<String> {
        let uuid = self.as_uuid()?;
        Some(if self.0.len() == HYPHENATED_LENGTH { self.0.to_string() } else { uuid.to_string() })
    }

    fn key(&self) -> Key<Uuid, String> {
        self.as_uuid().map_or_else(|| Key::Text(self.0.to_ascii_lowercase()), Key::Value)
    }
}

impl From<Uuid> for Guid {
    fn from(value: Uuid) -> Self {
        Guid::from_text(value.to_string())
    }
}

impl FromStr for Guid {
    type Err = ValueError;

    /// Accepts the text if it is a GUID. Braces and prefixes are removed, missing hyphens are added.
    fn from_str(text: &str) -> Result<Guid, ValueError> {
        let hyphenated = Guid::from_text(text).to_hyphenated();
        hyphenated.map(Guid::from_text).ok_or_else(|| ValueError::malformed("Edm.Guid", text))
    }
}
