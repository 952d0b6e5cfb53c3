//! Information about an API: title, base URLs, groups.

use super::{Extensions, Text};
use crate::model::json::Name;
use crate::source::Span;

/// Information about the API.
#[derive(Clone, Debug)]
pub struct Info {
    /// Its place.
    pub span: Span,
    /// The name of the API.
    pub title: Option<Text>,
    /// A short description.
    pub summary: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// The URL of the terms of service.
    pub terms_of_service: Option<Text>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// The license of the API.
    pub license: Option<License>,
    /// The version of the API.
    pub version: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A person or an organization.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The name.
    pub name: Option<Text>,
    /// The URL.
    pub url: Option<Text>,
    /// The email address.
    pub email: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A license.
#[derive(Clone, Debug)]
pub struct License {
    /// The name.
    pub name: Option<Text>,
    /// The SPDX expression.
    pub identifier: Option<Text>,
    /// The URL.
    pub url: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL, with variables in braces; may be relative.
    pub url: Text,
    /// The description.
    pub description: Option<Text>,
    /// The variables by name.
    pub variables: Vec<(Name, Variable)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A variable of a base URL.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The value if no other is chosen.
    pub default: Option<Text>,
    /// The allowed values; any value if there are none.
    pub values: Vec<Text>,
    /// The description.
    pub description: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name.
    pub name: Text,
    /// The description.
    pub description: Option<Text>,
    /// More documentation.
    pub external_docs: Option<ExternalDocs>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A link to documentation.
#[derive(Clone, Debug)]
pub struct ExternalDocs {
    /// The URL.
    pub url: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}
