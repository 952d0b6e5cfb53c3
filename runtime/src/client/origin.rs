//! The origin of a URL.

use http::uri::Uri;
use std::fmt;

/// Scheme, host and port (RFC 6454, 4).
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

    /// Describes the first part in which the origin of another URL differs.
    pub(crate) fn difference(&self, other: &Origin) -> String {
        if self.host != other.host {
            return format!("its host is `{}`", other.host);
        }
        if self.scheme != other.scheme {
            return format!("its scheme is `{}`", other.scheme);
        }
        format!("its port is {}", other.port)
    }

    /// Whether the connection is encrypted or local.
    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == "https" || matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.scheme, self.host, self.port)
    }
}

/// The origin of an absolute URL. URLs with user information are refused: no API uses it, and it can disguise the host.
pub(crate) fn origin(uri: &Uri) -> Option<Origin> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let (authority, host) = (uri.authority()?.as_str(), uri.host()?);
    let port = match (authority.strip_prefix(host)?, scheme.as_str()) {
        ("" | ":", "https") => 443,
        ("" | ":", "http") => 80,
        // A port that is not valid is refused: other parsers could read it differently.
        (port, _) => port.strip_prefix(':').filter(|it| !it.starts_with('+'))?.parse().ok()?,
    };
    let is_host = !host.is_empty() && !authority.contains('@');
    is_host.then(|| Origin { host: host.to_ascii_lowercase(), scheme, port })
}

#[cfg(test)]
mod tests {
    use super::origin;
    use http::uri::Uri;

    const OWN: &str = "https://graph.microsoft.com";

    fn is_own(url: &str) -> bool {
        let of = |url: &str| url.parse::<Uri>().ok().and_then(|it| origin(&it));
        of(url).is_some_and(|it| Some(it) == of(OWN))
    }

    #[test]
    fn what_looks_like_the_own_host_is_not() {
        for url in [
            "https://graph.microsoft.com",
            "HTTPS://GRAPH.microsoft.com/v1.0",
            "https://graph.microsoft.com:443/v1.0",
            "https://graph.microsoft.com:/v1.0",
            "https://graph.microsoft.com/@evil.com",
            "https://graph.microsoft.com?@evil.com",
        ] {
            assert!(is_own(url), "{url}");
        }
        for url in [
            "http://graph.microsoft.com/",
            "https://graph.microsoft.com./",
            "https://graph.microsoft.com.evil.com/",
            "https://graph.microsoft.com:8443/",
            "https://graph.microsoft.com:99999/",
            "https://graph.microsoft.com:-443/",
            "https://graph.microsoft.com:+443/",
            "https://graph.microsoft.com@evil.com/",
            "https://graph.microsoft.com:443@evil.com/",
            "https://evil.com@graph.microsoft.com/",
            "https://@graph.microsoft.com/",
            "https://graph%2Emicrosoft.com/",
            "https://graph.microsoft.com\\@evil.com/",
            "https://graph.microsoft.com\\.evil.com/",
            "https:\\\\graph.microsoft.com/",
            "https:/graph.microsoft.com/",
            "https:graph.microsoft.com",
            "//graph.microsoft.com/",
            "https://graph.microsoft.com\u{3002}evil.com/",
            "https://ｇraph.microsoft.com/",
            "https://graph.microsoft.com\t/",
            "https://graph.microsoft.com\n.evil.com/",
            "https://[::ffff:graph.microsoft.com]/",
            "https:///graph.microsoft.com/",
            "",
        ] {
            assert!(!is_own(url), "{url}");
        }
    }

    /// The client decides by its own parser whether a token is sent; reqwest decides by another parser where it is
    /// sent.
    #[cfg(feature = "reqwest")]
    #[test]
    fn the_transport_reads_the_same_host() {
        let pieces =
            ["", ":", "443", "@", "\\", "/", "//", "?", "#", "%2e", "%40", "[", "]", ".", "evil.com", "..", "::1"];
        let all = pieces.iter().flat_map(|a| pieces.iter().map(move |b| [*a, *b]));
        for [a, b] in all {
            for c in pieces {
                for url in [format!("{OWN}{a}{b}{c}"), format!("https://{a}{b}{c}graph.microsoft.com{a}")] {
                    let Ok(uri) = url.parse::<Uri>() else { continue };
                    let Ok(sent) = reqwest::Url::parse(&uri.to_string()) else { continue };
                    let leads_home = sent.host_str() == Some("graph.microsoft.com")
                        && sent.port_or_known_default() == Some(443)
                        && sent.username().is_empty();
                    assert!(leads_home || !is_own(&url), "{url} leads to {sent}");
                }
            }
        }
    }
}
