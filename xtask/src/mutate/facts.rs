//! Names of the metadata and of the pages that errors are made of.

use graphwright::source::{FileKind, SourceMap};
use std::collections::{BTreeMap, BTreeSet};

/// What the kinds of errors know about their inputs.
#[derive(Default)]
pub(super) struct Facts {
    /// Names of functions.
    pub(super) functions: BTreeSet<String>,
    /// Names of actions.
    pub(super) actions: BTreeSet<String>,
    /// Names of open types.
    pub(super) open: BTreeSet<String>,
    /// The nearest abstract base type of types that have one.
    pub(super) abstract_bases: BTreeMap<String, String>,
    /// How often pages link each file name.
    pub(super) links: BTreeMap<String, usize>,
}

impl Facts {
    /// The facts of some inputs.
    pub(super) fn of(sources: &SourceMap) -> Facts {
        let mut res = Facts::default();
        for (_, file) in sources.iter() {
            match file.kind {
                FileKind::Metadata => res.add_metadata(&file.text),
                FileKind::Page => res.add_links(&file.text),
                _ => {}
            }
        }
        res
    }

    fn add_metadata(&mut self, text: &str) {
        let (mut bases, mut abstracts) = (BTreeMap::new(), BTreeSet::new());
        for line in text.lines().map(str::trim) {
            let Some(name) = attribute(line, "Name") else { continue };
            match line.split(' ').next() {
                Some("<Function") => drop(self.functions.insert(name.to_owned())),
                Some("<Action") => drop(self.actions.insert(name.to_owned())),
                Some("<EntityType" | "<ComplexType") => {
                    if let Some(base) = attribute(line, "BaseType") {
                        bases.insert(name, base.rsplit('.').next().unwrap_or(base));
                    }
                    if line.contains("OpenType=\"true\"") {
                        self.open.insert(name.to_owned());
                    }
                    if line.contains("Abstract=\"true\"") {
                        abstracts.insert(name);
                    }
                }
                _ => {}
            }
        }
        for name in bases.keys() {
            let mut chain = std::iter::successors(bases.get(name), |it| bases.get(*it)).take(9);
            // Every entity derives from `entity`; authors do not confuse their types with it.
            if let Some(base) = chain.find(|it| abstracts.contains(*it) && **it != "entity") {
                self.abstract_bases.insert((*name).to_owned(), (*base).to_owned());
            }
        }
    }

    fn add_links(&mut self, text: &str) {
        for (at, _) in text.match_indices(".md)") {
            let start = text[..at].rfind(['/', '(']).map_or(0, |it| it + 1);
            *self.links.entry(text[start..at + 3].to_owned()).or_default() += 1;
        }
    }
}

/// The value of an attribute in a line of metadata.
pub(super) fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}
