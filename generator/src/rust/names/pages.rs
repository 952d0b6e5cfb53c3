//! The names of the constants of pages.

use super::ident::constant;
use super::module::module;
use crate::model::{Model, TypeId};
use crate::source::SourceMap;
use std::collections::BTreeSet;

/// Where the constant of a page stands: a module by the first word of the page's name, and a constant named after the rest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageName {
    /// The module in that of all pages, which is also its file.
    pub module: String,
    /// The constant.
    pub constant: String,
}

/// Names the constants of the pages of all operations.
pub(super) fn pages(sources: &SourceMap, model: &Model<TypeId>) -> Vec<PageName> {
    let mut taken: BTreeSet<PageName> = BTreeSet::new();
    let pages = model.operations.iter().map(|operation| {
        let name = &sources.file(operation.page).name;
        let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".md");
        let (first, rest) = stem.split_once(['-', '_']).unwrap_or((stem, "page"));
        let base = constant(rest);
        let mut res = PageName { module: module(&first.to_lowercase()), constant: base.clone() };
        let mut number = 1;
        while !taken.insert(res.clone()) {
            number += 1;
            res.constant = format!("{base}_{number}");
        }
        res
    });
    pages.collect()
}
