//! Numbers, strings and JSON as tokens.

use crate::model::Primitive;
use crate::model::json::{Json, Value};
use proc_macro2::TokenStream;
use quote::quote;

/// The expected type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Exactly this type: in a field.
    Exact,
    /// Any type that converts to it: for `impl Into<…>`.
    Converted,
}

/// A number; `None` if the type cannot represent it. It has a suffix unless the context determines its type.
pub(super) fn number(primitive: Primitive, text: &str, wanted: Wanted) -> Option<TokenStream> {
    let (low, high, suffix) = match primitive {
        Primitive::Byte => (0, i64::from(u8::MAX), "_u8"),
        Primitive::SByte => (i64::from(i8::MIN), i64::from(i8::MAX), "_i8"),
        Primitive::Int16 => (i64::from(i16::MIN), i64::from(i16::MAX), "_i16"),
        Primitive::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX), ""),
        Primitive::Int64 => (i64::MIN, i64::MAX, "_i64"),
        Primitive::Double => return Some(signed(&shown(text.parse::<f64>().ok()?))),
        Primitive::Single => {
            let suffix = if wanted == Wanted::Converted { "_f32" } else { "" };
            return Some(signed(&(shown(text.parse::<f32>().ok()?) + suffix)));
        }
        _ => return None,
    };
    let value = text.parse::<i64>().ok().or_else(|| {
        let number = text.parse::<f64>().ok().filter(|it| it.fract() == 0.0 && it.abs() < 1e15)?;
        Some(number as i64)
    })?;
    let fits_32_bits = i32::try_from(value).is_ok();
    let needs_suffix = wanted == Wanted::Converted && (primitive != Primitive::Int64 || !fits_32_bits);
    let suffix = if needs_suffix { suffix } else { "" };
    (low..=high).contains(&value).then(|| signed(&format!("{value}{suffix}")))
}

/// A string literal, raw if escapes would make it hard to read.
pub(super) fn string(text: &str) -> proc_macro2::Literal {
    let is_raw = text.contains(['"', '\\']) && !text.contains(char::is_control);
    if !is_raw {
        return proc_macro2::Literal::string(text);
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}").parse().expect("no quote in the text ends it")
}

/// The content of `json!`.
pub(super) fn json_tokens(json: &Json) -> TokenStream {
    match &json.value {
        Value::Null => quote!(null),
        Value::Bool(it) => quote!(#it),
        Value::Number(text) => json_number(text),
        Value::String(text) => {
            let text = string(text);
            quote!(#text)
        }
        Value::Array(items) => {
            let items = items.iter().map(json_tokens);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let (name, value) = (string(&name.value), json_tokens(value));
                quote!(#name: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

/// Integers keep their type, all other numbers are floating-point.
fn json_number(text: &str) -> TokenStream {
    let whole = number(Primitive::Int64, text, Wanted::Converted).filter(|_| text.parse::<i64>().is_ok());
    whole.or_else(|| number(Primitive::Double, text, Wanted::Exact)).unwrap_or_else(|| quote!(null))
}

/// A floating-point number as Rust writes it.
fn shown(number: impl std::fmt::Debug) -> String {
    format!("{number:?}")
}

/// A number, with its sign as a separate token.
fn signed(text: &str) -> TokenStream {
    text.parse().expect("a number is a token, and so is its sign")
}
