//! Emits how requests are authorized, where they are sent, and whether they can be repeated.

use super::Ctx;
use crate::analysis::paths::Call;
use crate::model::http::Method;
use crate::model::{Contract, Location, SchemeUse, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

impl Ctx<'_> {
    /// The call that states the security schemes of a request. It is not needed if all requests have the same scheme.
    pub(super) fn security(&self, call: &Call) -> Option<TokenStream> {
        let alternatives = self.contract(call)?.security.as_ref()?;
        if alternatives.iter().all(Vec::is_empty) {
            return Some(quote!(.anonymous()));
        }
        let text = alternatives.iter().map(|it| together(it)).collect::<Vec<_>>().join(" ");
        (self.usage.schemes.len() > 1).then(|| quote!(.security(#text)))
    }
}

impl Ctx<'_> {
    /// The call that states the server of a request, if it has one of its own.
    pub(super) fn server(&self, call: &Call) -> Option<TokenStream> {
        let url = &self.contract(call)?.server.as_ref()?.default_url();
        Some(quote!(.server(#url)))
    }

    /// The call that makes a POST repeatable, if the API has a header by which it recognizes repeated requests.
    pub(super) fn idempotency_key(&self, call: &Call) -> Option<TokenStream> {
        let mut headers = self.contract(call)?.inputs(Location::Header).map(|it| &it.parameter.name.value);
        let key = headers.find(|it| it.to_lowercase().replace(['-', '_'], "").ends_with("idempotencykey"))?;
        (call.method == Method::Post).then(|| quote!(.idempotency_key(#key)))
    }
}

/// Schemes that are used together; `-` for none.
fn together(all: &[SchemeUse]) -> String {
    let names: Vec<String> = all.iter().map(|it| word(&it.name)).collect();
    if names.is_empty() { "-".to_owned() } else { names.join("+") }
}

/// A name without the characters that separate names.
fn word(name: &str) -> String {
    name.replace([' ', '+', ':', '\n'], "_")
}

/// The scopes of each scheme as `runtime::Page` reads them: `~scheme:a+b c`.
pub(super) fn scopes(contract: &Contract<TypeId>) -> Vec<String> {
    let mut res: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in contract.security.iter().flatten().flatten().filter(|it| !it.scopes.is_empty()) {
        let scopes = it.scopes.iter().map(|it| word_of_scope(it)).collect::<Vec<_>>().join("+");
        res.entry(word(&it.name)).or_default().push(scopes);
    }
    res.into_iter().map(|(name, alternatives)| format!("~{name}:{}", alternatives.join(" "))).collect()
}

fn word_of_scope(scope: &str) -> String {
    scope.replace([' ', '+', '\n'], "_")
}
