//! References to entities.

use crate::path::KeyStyle;
use crate::{Path, Place};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A reference to an entity (OData JSON Format 4.01, 14): the body of requests and responses for `…/$ref`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference(To);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum To {
    Url(String),
    Path(Path),
}

impl Reference {
    /// Creates a reference to the entity with this absolute URL.
    pub fn new(url: impl Into<String>) -> Reference {
        Reference(To::Url(url.into()))
    }

    /// The URL; for a path, relative to the base URL that the client adds when it sends a request: `/v1/users/adele`.
    pub fn url(&self) -> String {
        self.url_at("", KeyStyle::Segments)
    }

    /// The URL in the service with this base URL.
    pub(crate) fn url_at(&self, base: &str, keys: KeyStyle) -> String {
        match &self.0 {
            To::Url(url) => url.clone(),
            To::Path(path) => format!("{base}{}", path.versioned(keys)),
        }
    }

    pub(crate) fn problem_in(&self, keys: KeyStyle) -> Option<&str> {
        match &self.0 {
            To::Url(_) => None,
            To::Path(path) => path.problem_in(keys),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Wire {
    #[serde(rename = "@odata.id")]
    odata_id: String,
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire { odata_id: self.url() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Wire::deserialize(deserializer).map(|it| Reference::new(it.odata_id))
    }
}

impl<P: Place> From<&P> for Reference {
    /// A reference to the entity with this path, in the service of the client that sends it.
    fn from(place: &P) -> Self {
        Reference(To::Path(place.path().clone()))
    }
}

impl From<&str> for Reference {
    fn from(url: &str) -> Self {
        Reference::new(url)
    }
}

impl From<String> for Reference {
    fn from(url: String) -> Self {
        Reference::new(url)
    }
}
