//! Models with maps, members of one type, unions and integer enums, as the generator writes them.

mod maps;
mod rest;
mod tags;
mod unions;

use graphwright_runtime::serde_json;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads and writes a value.
fn written<T: Serialize + DeserializeOwned>(text: &str) -> String {
    let value: T = serde_json::from_str(text).unwrap_or_else(|err| panic!("{text}: {err}"));
    serde_json::to_string(&value).expect("JSON")
}

/// A text in which one text is nested in another one.
fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}
