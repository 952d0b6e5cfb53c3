//! Errors of other crates, whose types are not part of the interface of this crate.

use std::error::Error;
use std::sync::Arc;

/// An error of another crate, as the source of an error of this crate.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A [`BoxError`] that is shared by all requests that waited for the result.
pub(crate) type SharedError = Arc<dyn Error + Send + Sync>;
