//! Security schemes and requirements.

use super::{Extensions, Text};
use crate::model::Location;
use crate::model::json::Name;
use crate::source::{Span, Spanned};

/// A way to authenticate requests.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its place.
    pub span: Span,
    /// The kind.
    pub kind: SchemeKind,
    /// The description.
    pub description: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// The kind of a security scheme.
#[derive(Clone, Debug)]
pub enum SchemeKind {
    /// A secret in a header, a parameter or a cookie.
    ApiKey {
        /// The name of the header, the parameter or the cookie.
        name: Text,
        /// The part of the request.
        location: Spanned<Location>,
    },
    /// The header `Authorization`.
    Http {
        /// The scheme of the header: `bearer`, `basic`.
        scheme: Text,
        /// The format of tokens, for information.
        bearer_format: Option<Text>,
    },
    /// A certificate of the client.
    MutualTls,
    /// OAuth 2.0.
    OAuth2(Vec<(Name, Flow)>),
    /// OpenID Connect.
    OpenId {
        /// The URL of the settings.
        url: Option<Text>,
    },
    /// A kind that OpenAPI does not define, or one that lacks a part; it was reported.
    Unknown,
}

/// How OAuth 2.0 issues tokens.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The URL where users authorize clients.
    pub authorization_url: Option<Text>,
    /// The URL of tokens.
    pub token_url: Option<Text>,
    /// The URL for new tokens.
    pub refresh_url: Option<Text>,
    /// The scopes with their descriptions.
    pub scopes: Vec<(Name, Text)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// Schemes that a request needs together, with scopes.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The names of the schemes; none if the request needs none.
    pub schemes: Vec<(Name, Vec<Text>)>,
}
