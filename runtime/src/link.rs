//! Links that the service gives, to be followed later.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A URL that returns what has changed since it was given. It can be stored, and be used after years or on another machine.
///
/// `Debug` shows the host: the rest holds a token.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeltaLink(String);

impl DeltaLink {
    /// The link with this URL.
    pub fn new(url: impl Into<String>) -> DeltaLink {
        DeltaLink(url.into())
    }

    /// The URL.
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
        // The path may hold a token, too: `…/delta(token='…')`.
        let host = self.0.split("://").nth(1).and_then(|it| it.split(['/', '?']).next());
        write!(f, "DeltaLink({}/…)", host.unwrap_or_default())
    }
}
