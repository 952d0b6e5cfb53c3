//! OData CSDL, the metadata of a service: XML → a syntax tree, the counterpart of [`markdown`](crate::input::markdown).
//!
//! Understood is CSDL 4.0 and 4.01. Names are kept as written: looking them up is for lowering. What is not CSDL is reported
//! and left out; elements and attributes of other namespaces may stand anywhere and say nothing here.

mod edm;
mod parse;
pub mod schema;
#[cfg(test)]
mod tests;
mod xml;

pub use edm::primitive;
pub use parse::parse;
pub use schema::{Document, Schema, TypeRef};
