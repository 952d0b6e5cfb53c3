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
    /// Names of properties that have an open type in some type.
    pub(super) of_open: BTreeSet<String>,
    /// The nearest abstract base type of types that have one.
    pub(super) abstract_bases: BTreeMap<String, String>,
    /// The names of properties whose declarations all have the same simple type, with this type. `enum` is any enum.
    pub(super) types: BTreeMap<String, String>,
    /// How many pages name each permission for signed-in users, and for applications.
    pub(super) permissions: BTreeMap<String, [usize; 2]>,
    /// How often pages link each file name.
    pub(super) links: BTreeMap<String, usize>,
}

impl Facts {
    /// The facts of some inputs.
    pub(super) fn of(sources: &SourceMap) -> Facts {
        let mut res = Facts::default();
        for (_, file) in sources.iter() {
            match file.kind {
                FileKind::Metadata => {
                    res.add_metadata(&file.text);
                    res.add_types(&file.text);
                }
                FileKind::Page => {
                    res.add_links(&file.text);
                    res.add_permissions(&file.text);
                }
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

    /// The types of properties by name, if it determines them.
    fn add_types(&mut self, text: &str) {
        let enums: BTreeSet<&str> = text.lines().filter_map(|it| named_of(it, "<EnumType ")).collect();
        let mut types: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for line in text.lines() {
            let (Some(name), Some(ty)) = (named_of(line, "<Property "), attribute(line, "Type")) else { continue };
            let is_enum = ty.strip_prefix("graph.").is_some_and(|it| enums.contains(it));
            types.entry(name).or_default().insert(if is_enum { "enum" } else { ty });
            if self.open.contains(ty.rsplit('.').next().unwrap_or(ty)) {
                self.of_open.insert(name.to_owned());
            }
        }
        for (name, types) in types {
            if let Some(only) = types.first().filter(|_| types.len() == 1) {
                self.types.insert(name.to_owned(), (*only).to_owned());
            }
        }
    }

    fn add_permissions(&mut self, text: &str) {
        let mut named = BTreeSet::new();
        for line in text.lines() {
            let mut cells = line.split('|').skip(1).map(str::trim);
            let (Some(caller), Some(names)) = (cells.next(), cells.next()) else { continue };
            let caller = match caller.to_lowercase() {
                it if it.starts_with("delegated (work") => 0,
                it if it.starts_with("application") => 1,
                _ => continue,
            };
            named.extend(names.split([',', ' ']).filter(|it| it.contains('.')).map(|it| (it, caller)));
        }
        named.into_iter().for_each(|(name, caller)| self.permissions.entry(name.to_owned()).or_default()[caller] += 1);
    }

    fn add_links(&mut self, text: &str) {
        for (at, _) in text.match_indices(".md)") {
            let start = text[..at].rfind(['/', '(']).map_or(0, |it| it + 1);
            *self.links.entry(text[start..at + 3].to_owned()).or_default() += 1;
        }
    }
}

/// The name of an element that begins in a line of metadata.
fn named_of<'a>(line: &'a str, element: &str) -> Option<&'a str> {
    line.trim_start().starts_with(element).then(|| attribute(line, "Name")).flatten()
}

/// The value of an attribute in a line of metadata.
pub(super) fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}
