//! Links that the service returns, to be followed later.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A URL that returns the changes since it was issued. It can be stored, and used much later or on another machine.
///
/// `Debug` shows only the host: the rest contains a token.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeltaLink(String);

impl DeltaLink {
    /// Creates a link from its URL.
    pub fn new(url: impl Into<String>) -> DeltaLink {
        DeltaLink(url.into())
    }

    /// Returns the URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for DeltaLink {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeltaLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The path may also contain a token: `…/delta(token='…')`.
        let host = self.0.split("://").nth(1).and_then(|it| it.split(['/', '?']).next());
        write!(f, "DeltaLink({}/…)", host.unwrap_or_default())
    }
}
