//! The model for other tools.

mod json;

pub use json::{FORMAT_VERSION, json};
