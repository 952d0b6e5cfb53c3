//! The names of page constants.

use super::ident::{constant, unique};
use super::letters::Case;
use super::module::module;
use crate::model::{Contract, Model, Piece, TypeId};
use crate::source::SourceMap;
use std::collections::{BTreeMap, BTreeSet};

/// The constant of a page: the module is the first word of the file name, the constant is derived from the title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageName {
    /// The submodule of `pages`, which is also its file.
    pub module: String,
    /// The constant.
    pub constant: String,
}

/// Names the constants of the pages of all operations.
pub(super) fn pages(sources: &SourceMap, model: &Model<TypeId>) -> Vec<PageName> {
    let mut taken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let pages = model.operations.iter().map(|operation| {
        if let Some(contract) = &operation.contract {
            return of_contract(&mut taken, contract);
        }
        let stem = sources.file(operation.page).stem();
        let (first, rest) = stem.split_once(['-', '_']).unwrap_or((stem, "page"));
        let base = title_name(&operation.title.value, rest).unwrap_or_else(|| constant(rest));
        let module = module(&first.to_lowercase());
        let taken = taken.entry(module.clone()).or_default();
        let (constant, _) = unique(taken, Case::Shouty, [base, constant(rest)], stem);
        PageName { module, constant }
    });
    pages.collect()
}

/// The constant of an operation of a description: the module is its first group, else the first word of its URL.
fn of_contract(taken: &mut BTreeMap<String, BTreeSet<String>>, contract: &Contract<TypeId>) -> PageName {
    let tag = contract.tags.first().map(|it| it.value.as_str());
    let texts = contract.segments.iter().flatten();
    let mut texts = texts.filter_map(|it| if let Piece::Text(it) = it { Some(it.as_str()) } else { None });
    let module = module(tag.or_else(|| texts.next()).unwrap_or("root"));
    let taken = taken.entry(module.clone()).or_default();
    let (constant, _) = unique(taken, Case::Shouty, [constant(&contract.name)], &contract.name);
    PageName { module, constant }
}

/// The words of a title as a constant: those that match the rest of the file name (`assignlicense` in `user:
/// assignLicense`), or else all of them. `None` if there are none.
fn title_name(title: &str, rest: &str) -> Option<String> {
    if !title.contains(char::is_alphanumeric) {
        return None;
    }
    let name = constant(title);
    let words: Vec<&str> = name.split('_').filter(|it| !it.is_empty()).collect();
    let letters: String = rest.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let runs = (0..words.len()).flat_map(|start| (start + 1..=words.len()).map(move |end| start..end));
    let named = runs.map(|it| &words[it]).find(|it| it.concat() == letters);
    Some(named.map_or(name.clone(), |it| constant(&it.join("_"))))
}

#[cfg(test)]
mod tests {
    use super::title_name;

    #[test]
    fn constants_have_the_words_of_titles() {
        for (title, rest, expected) in [
            ("user: assignLicense", "assignlicense", "ASSIGN_LICENSE"),
            ("Get user", "get", "GET"),
            ("List messages", "list-messages", "LIST_MESSAGES"),
            ("Create message", "post-messages", "CREATE_MESSAGE"),
            ("channel: getAllMessages", "getallmessages", "GET_ALL_MESSAGES"),
            ("2 things: do it", "doit", "DO_IT"),
        ] {
            assert_eq!(title_name(title, rest).as_deref(), Some(expected), "{title}");
        }
        assert_eq!(title_name("…", "get"), None);
    }
}
