//! Links for polling.

use crate::client::{Endpoint, origin};
use crate::url::{is_absolute, join, parse};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A URL that reports the status of an operation. It can be stored, and polled by another process.
///
/// `Debug` shows only the host: the rest of the URL may be a secret.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonitorLink(String);

impl MonitorLink {
    /// Creates a link from an absolute URL.
    pub fn new(url: impl Into<String>) -> MonitorLink {
        MonitorLink(url.into())
    }

    /// Returns the URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for MonitorLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = parse(&self.0).and_then(|it| origin(&it));
        write!(f, "MonitorLink({}/…)", host.map(|it| it.to_string()).unwrap_or_default())
    }
}

/// Whether a URL belongs to the client's own service.
pub(super) fn is_own(endpoint: &Endpoint, url: &str) -> bool {
    parse(url).and_then(|it| origin(&it)).is_some_and(|it| it == endpoint.origin)
}

/// Returns the absolute URL of a link in the response from `url`.
///
/// Teams returns links without host and version, relative to the version of the request: `/teams('…')`. On other hosts,
/// links are relative to the host's root.
pub(super) fn resolve(endpoint: &Endpoint, url: &str, link: &str) -> String {
    if is_absolute(link) || link.starts_with("//") || link.starts_with(['.', '?']) {
        return join(url, link);
    }
    if !is_own(endpoint, url) {
        let root = parse(url).and_then(|it| origin(&it));
        return root.map_or_else(|| link.to_owned(), |it| format!("{it}/{}", link.trim_start_matches('/')));
    }
    let version = url.strip_prefix(&endpoint.base).and_then(|it| it.split(['/', '?']).nth(1)).unwrap_or_default();
    let path = link.trim_start_matches('/');
    let has_version = path.split('/').next() == Some(version);
    if has_version || version.is_empty() {
        format!("{}/{path}", endpoint.base)
    } else {
        format!("{}/{version}/{path}", endpoint.base)
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::client::{Endpoint, origin};
    use crate::path::KeyStyle;

    #[test]
    fn links_are_resolved() {
        let base = "https://graph.example.com";
        let origin = origin(&base.parse().expect("a URL")).expect("an origin");
        let endpoint = Endpoint { base: base.to_owned(), origin, keys: KeyStyle::default(), servers: Vec::new() };
        let from = "https://graph.example.com/v1.0/teams";
        for (link, url) in [
            ("https://other.example.com/x?y", "https://other.example.com/x?y"),
            ("/teams('1')/operations('2')", "https://graph.example.com/v1.0/teams('1')/operations('2')"),
            ("teams('1')", "https://graph.example.com/v1.0/teams('1')"),
            ("/v1.0/teams/1", "https://graph.example.com/v1.0/teams/1"),
            ("HTTPS://other.example.com/x", "HTTPS://other.example.com/x"),
            ("../operations/2", "https://graph.example.com/operations/2"),
            ("?operation=2", "https://graph.example.com/v1.0/teams?operation=2"),
        ] {
            assert_eq!(resolve(&endpoint, from, link), url);
        }
        let other = resolve(&endpoint, "https://other.example.com/monitor/1", "/items/2");
        assert_eq!(other, "https://other.example.com:443/items/2");
    }
}
