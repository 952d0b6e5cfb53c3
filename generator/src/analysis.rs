//! What follows from a resolved model: what its URLs address, what example requests ask for, and what belongs to which area.

pub mod areas;
pub mod paths;
pub mod requests;
