//! Analyses of a resolved model: the targets of URLs, the meaning of example requests, and the areas of items.

pub mod areas;
pub mod paths;
pub mod requests;
