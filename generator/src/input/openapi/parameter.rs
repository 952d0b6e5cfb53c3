//! Parameters.

use super::{Field, Text};
use crate::model::Location;
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
