//! Parameters that are set.

use crate::parameter::Location;

/// A query parameter or a cookie.
#[derive(Clone)]
pub(super) struct Set {
    pub(super) name: &'static str,
    pub(super) location: Location,
    /// Encoded names and values.
    pub(super) pairs: Vec<(String, String)>,
}
