//! Turns API reference pages into Rust.

pub mod diagnostics;
pub mod emit;
pub mod examples;
pub mod json;
pub mod lower;
pub mod markdown;
pub mod model;
pub mod names;
pub mod output;
pub mod page;
pub mod paths;
pub mod pipeline;
pub mod read;
pub mod resolve;
pub mod source;
