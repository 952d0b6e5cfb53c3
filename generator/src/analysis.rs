//! Analyses of a resolved model: what URLs address, what example requests mean, and which area each item belongs to.

pub mod areas;
pub mod paths;
pub mod requests;
