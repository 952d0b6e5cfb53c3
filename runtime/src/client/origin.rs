//! Which service a URL belongs to.

use http::uri::Uri;
use std::fmt;

/// Scheme, host and port; two URLs of one origin are of one service (RFC 6454, 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Whether nobody on the way can read what is sent.
    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == "https" || matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.scheme, self.host, self.port)
    }
}

/// The origin of an absolute URL without user information, which no API has and which hides the host from readers.
pub(crate) fn origin(uri: &Uri) -> Option<Origin> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    if uri.authority()?.as_str().contains('@') {
        return None;
    }
    let port = uri.port_u16().or(match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    })?;
    Some(Origin { host: uri.host()?.to_ascii_lowercase(), scheme, port })
}
