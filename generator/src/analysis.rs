//! What follows from a resolved model: what its URLs address, and what belongs to which area.

pub mod areas;
pub mod paths;
