//! Headers: `.if_match("…")`, `.prefer_time_zone("…")`, `.header("…", "…")`.

use super::tokens::string;
use crate::analysis::paths::{Call, Verb};
use crate::analysis::requests::Header;
use crate::model::http::Method;
use crate::source::Spanned;
use proc_macro2::TokenStream;
use quote::quote;

/// The call that sends a header with a request.
pub(super) fn of_request((name, value): &Header, sets_consistency: bool) -> Vec<TokenStream> {
    let value = value.value.as_str();
    let text = string(value);
    match &*name.value.to_ascii_lowercase() {
        "if-match" => vec![quote!(.if_match(#text))],
        "if-none-match" => vec![quote!(.if_none_match(#text))],
        "consistencylevel" if value.eq_ignore_ascii_case("eventual") => {
            // Requests that require this header set it themselves.
            if sets_consistency { Vec::new() } else { vec![quote!(.eventual())] }
        }
        "prefer" => preferences(value).into_iter().map(preference).collect(),
        _ => {
            let name = string(&name.value);
            vec![quote!(.header(#name, #text))]
        }
    }
}

/// The call that sends a header with an update.
pub(super) fn of_update((name, value): &Header) -> TokenStream {
    let text = string(&value.value);
    if name.value.eq_ignore_ascii_case("if-match") {
        return quote!(.if_match(#text));
    }
    let name = string(&name.value);
    quote!(.header(#name, #text))
}

/// Whether a request sets `ConsistencyLevel` itself: it searches or counts.
pub(super) fn sets_consistency(call: &Call, query: &[(Spanned<String>, Spanned<String>)]) -> bool {
    let asks = |(name, value): &(Spanned<String>, Spanned<String>)| {
        let name = name.value.trim_start_matches('$').to_lowercase();
        name == "search" || name == "count" && value.value == "true"
    };
    call.method == Method::Get && (query.iter().any(asks) || call.verb == Verb::Count)
}

/// Splits preferences at commas outside of quotes.
fn preferences(value: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (idx, it) in value.char_indices() {
        match it {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                res.push(value[start..idx].trim());
                start = idx + 1;
            }
            _ => {}
        }
    }
    res.push(value[start..].trim());
    res.retain(|it| !it.is_empty());
    res
}

fn preference(text: &str) -> TokenStream {
    let option = text.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
    let zone = option.filter(|(name, _)| *name == "outlook.timezone").map(|(_, it)| it);
    let zone = zone.and_then(|it| it.strip_prefix('"')?.strip_suffix('"')).filter(|it| !it.contains(['"', '\\']));
    if let Some(zone) = zone {
        let zone = string(zone);
        return quote!(.prefer_time_zone(#zone));
    }
    let size = option.filter(|(name, _)| *name == "odata.maxpagesize").and_then(|(_, it)| it.parse::<u32>().ok());
    if let Some(size) = size {
        let size = proc_macro2::Literal::u32_unsuffixed(size);
        return quote!(.prefer_page_size(#size));
    }
    if text == "include-unknown-enum-members" {
        return quote!(.prefer_unknown_enum_members());
    }
    let text = string(text);
    quote!(.prefer(#text))
}
