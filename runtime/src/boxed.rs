//! Errors of other crates: their types are not part of this one's interface.

use std::error::Error;
use std::sync::Arc;

/// Why there is no token, or no response: any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Such an error, for everybody who has waited for the result.
pub(crate) type SharedError = Arc<dyn Error + Send + Sync>;
