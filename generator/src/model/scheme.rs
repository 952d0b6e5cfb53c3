//! Security schemes of an API, as OpenAPI descriptions state them.

use super::{Docs, Location};
use crate::source::FileId;

/// A way to authenticate requests.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The description, in which names are unique.
    pub file: FileId,
    /// Its name in the description.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its kind.
    pub kind: SchemeKind,
}

/// The kind of a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// User name and password (RFC 7617).
    Basic,
    /// An access token (RFC 6750), from wherever: OpenID Connect, or a flow of OAuth 2.0 with a user.
    Bearer,
    /// A key.
    Key {
        /// The part of the request.
        location: Location,
        /// The name of the header, the parameter or the cookie.
        name: String,
    },
    /// OAuth 2.0 for a program without a user (RFC 6749, 4.4).
    ClientCredentials {
        /// The absolute URL of tokens.
        token_url: String,
    },
    /// Another one: a certificate, or another scheme of HTTP.
    Other,
}
