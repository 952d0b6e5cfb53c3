//! Diagnostics as text, JSON and SARIF.

mod json;
mod sarif;
mod summary;
mod text;

pub use json::{FORMAT_VERSION, render_json};
pub use sarif::sarif;
pub use summary::{by_code, totals};
pub use text::{render, render_short};
