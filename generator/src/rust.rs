//! The model as Rust: names, signatures, example programs, source text, and the files of a package.

pub mod emit;
pub mod manifest;
pub mod names;
pub mod output;
pub mod package;
pub mod rustdoc;
mod sign_in;
pub mod signature;
pub mod snippet;
