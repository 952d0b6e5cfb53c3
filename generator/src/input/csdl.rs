//! OData CSDL, the metadata of a service: XML → a syntax tree, the counterpart of [`markdown`](crate::input::markdown).
//!
//! Supports CSDL 4.0 and 4.01. Names are kept as written; lowering resolves them. Content that is not CSDL is reported and
//! ignored. Elements and attributes of other namespaces are allowed anywhere and skipped.

mod edm;
mod parse;
pub mod schema;
#[cfg(test)]
mod tests;
mod xml;

pub use edm::primitive;
pub use parse::parse;
pub use schema::{Document, Schema, TypeRef};
