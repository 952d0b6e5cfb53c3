//! Parameters.

use super::{Field, Text};
use crate::source::Spanned;

/// A parameter of a request.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Text,
    /// The part of the request that contains it.
    pub location: Spanned<Location>,
    /// The value.
    pub field: Field,
}

/// The part of a request that contains a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The header `Cookie`.
    Cookie,
}
