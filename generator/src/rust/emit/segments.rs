//! Emits paths with the values of variables.

use crate::model::{Input, Piece, Style, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// The path after `base` with these segments. `inputs` are the parameters of the variables, and `values` the expressions.
pub(super) fn path(
    base: TokenStream,
    segments: &[Vec<Piece>],
    inputs: &[Option<&Input<TypeId>>],
    values: &[TokenStream],
) -> TokenStream {
    let mut rest = inputs.iter().zip(values);
    segments.iter().fold(base, |base, pieces| {
        let (mut template, mut values) = (String::new(), Vec::new());
        for piece in pieces {
            match piece {
                Piece::Text(text) => template += text,
                Piece::Value(name) => {
                    let (input, value) = rest.next().expect("each variable has a value");
                    template += &variable(name, *input);
                    values.push(value);
                }
            }
        }
        match values[..] {
            [] => quote!(#base.segment(#template)),
            _ => quote!(#base.values(#template, &[#(#values),*])),
        }
    })
}

/// A variable as a template of RFC 6570.
fn variable(name: &str, input: Option<&Input<TypeId>>) -> String {
    let style = input.map(|it| (it.style, it.allows_reserved, it.explode));
    let (operator, explode) = match style {
        Some((Style::Label, _, explode)) => (".", explode),
        Some((Style::Matrix, _, explode)) => (";", explode),
        Some((_, true, explode)) => ("+", explode),
        Some((_, false, explode)) => ("", explode),
        None => ("", false),
    };
    let explode = if explode { "*" } else { "" };
    format!("{{{operator}{name}{explode}}}")
}
