//! The names of the constants of servers.

use super::ident::{constant, unique};
use super::letters::Case;
use crate::model::{Model, Server, TypeId};
use std::collections::BTreeSet;

/// A longer description is no name.
const MAX_WORDS: usize = 4;

/// The constants of all servers, in the order of [`Model::all_servers`]; empty if there is only one URL.
pub(super) fn servers(model: &Model<TypeId>) -> Vec<String> {
    let all = model.all_servers();
    let mut taken = BTreeSet::new();
    if all.len() < 2 && all.iter().all(|it| it.variables.is_empty()) {
        return Vec::new();
    }
    all.into_iter().map(|it| unique(&mut taken, Case::Shouty, wanted(it), &it.url).0).collect()
}

/// A short description, and the words of the URL.
fn wanted(server: &Server) -> Vec<String> {
    let text = server.docs.paragraphs.first().map_or("", |it| it.text.trim());
    let is_name = !text.is_empty()
        && text.split_whitespace().count() <= MAX_WORDS
        && text.chars().all(|it| it.is_alphanumeric() || it.is_whitespace() || "-_.()".contains(it));
    let url = server.url.split_once("://").map_or(&*server.url, |it| it.1);
    is_name.then(|| constant(text)).into_iter().chain([constant(url)]).collect()
}
