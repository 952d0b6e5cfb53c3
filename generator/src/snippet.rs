//! Examples of pages → Rust: what a program writes to make the request that an example shows.

pub mod literal;
pub mod request;
