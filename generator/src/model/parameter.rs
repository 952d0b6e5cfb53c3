//! Parameters of requests.

use super::{Docs, Type};
use crate::source::Spanned;

/// A parameter, a query option, a header.
#[derive(Clone, Debug)]
pub struct Parameter<R> {
    /// The name.
    pub name: Spanned<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Its type; string by default.
    pub ty: Type<R>,
    /// Whether it is required.
    pub is_required: bool,
    /// The only allowed value, if the page names one.
    pub fixed: Option<String>,
}
