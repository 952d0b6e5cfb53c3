//! Analyses of a resolved model: the targets of URLs, the meaning of example requests, the exchanges of descriptions, the
//! areas of items, and how the variants of unions are told apart.

pub mod areas;
pub mod corrections;
pub mod exchanges;
pub mod paths;
pub mod requests;
pub mod unions;
