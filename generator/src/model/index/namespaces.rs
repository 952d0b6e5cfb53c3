//! Namespaces, their aliases, and the resolution rule for names.

use super::name_map::{NameMap, is_alike};
use std::collections::BTreeMap;

/// The namespaces of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namespaces {
    root: String,
    /// Alias and namespace.
    aliases: Vec<(String, String)>,
}

/// A name to look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The written namespace, else the default one.
    pub namespace: &'a str,
    /// The last part.
    pub name: &'a str,
    /// Whether the namespace is written.
    pub is_qualified: bool,
}

impl Namespaces {
    /// Namespaces with their main one. An alias of several namespaces is ambiguous and ignored: aliases are local to a
    /// document (CSDL, 5.1), but names in pages and messages are not in a document.
    pub fn new<'a>(root: &str, aliases: impl IntoIterator<Item = (&'a str, &'a str)>) -> Namespaces {
        let mut all: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (alias, namespace) in aliases {
            let known = all.entry(alias).or_insert(Some(namespace));
            *known = known.filter(|it| *it == namespace);
        }
        let aliases = all.into_iter().filter_map(|(alias, it)| Some((alias.to_owned(), it?.to_owned())));
        Namespaces { root: root.to_owned(), aliases: aliases.collect() }
    }

    /// The main namespace: its names need no qualification in URLs.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Adds an alias, unless it is taken.
    pub(crate) fn with_alias(mut self, alias: &str, namespace: &str) -> Namespaces {
        if self.of_alias(alias).is_none() {
            self.aliases.push((alias.to_owned(), namespace.to_owned()));
        }
        self
    }

    /// Merges two sets: main namespace and aliases of `self` take precedence.
    pub(crate) fn union(self, other: &Namespaces) -> Namespaces {
        let root = if self.root.is_empty() { other.root.clone() } else { self.root };
        let own = Namespaces { root, aliases: self.aliases };
        other.aliases.iter().fold(own, |it, (alias, namespace)| it.with_alias(alias, namespace))
    }

    fn of_alias(&self, alias: &str) -> Option<&str> {
        self.aliases.iter().find(|(it, _)| is_alike(it, alias)).map(|(_, namespace)| namespace.as_str())
    }

    /// Reads a name as pages and messages write it: `book`, `#contoso.shelf.book`, `sv.book`. `own` is the namespace of
    /// unqualified names.
    pub fn read<'a>(&'a self, own: &'a str, text: &'a str) -> Name<'a> {
        match unmarked(text).rsplit_once('.') {
            Some((prefix, name)) => {
                Name { namespace: self.of_alias(prefix).unwrap_or(prefix), name, is_qualified: true }
            }
            None => Name { namespace: own, name: unmarked(text), is_qualified: false },
        }
    }

    /// Resolves a name in its namespace; an unqualified name also in the root, then in the only namespace that has it.
    pub(crate) fn find<'m, V, K: std::borrow::Borrow<crate::model::QualifiedName>>(
        &self,
        names: &'m NameMap<V, K>,
        name: Name<'_>,
    ) -> Option<&'m V> {
        let found = names.get(name.namespace, name.name);
        if found.is_some() || name.is_qualified {
            return found;
        }
        names.get(&self.root, name.name).or_else(|| names.only(name.name))
    }
}

/// The last part of a name.
pub(super) fn short(text: &str) -> &str {
    unmarked(text).rsplit('.').next().unwrap_or_default()
}

/// JSON marks names of types with `#` (OData JSON, 4.5.3).
fn unmarked(text: &str) -> &str {
    text.trim_start_matches('#')
}

#[cfg(test)]
mod tests {
    use super::{NameMap, Namespaces};
    use crate::model::QualifiedName;

    fn names(all: &[&str]) -> NameMap<usize> {
        let qualified = |it: &str| {
            let (namespace, name) = it.rsplit_once('.').expect("names of tests are qualified");
            QualifiedName { namespace: namespace.into(), name: name.into() }
        };
        all.iter().enumerate().map(|(idx, it)| (qualified(it), idx)).collect()
    }

    #[test]
    fn a_namespace_that_is_not_written_is_the_own_one_then_the_root_then_the_only_one() {
        let namespaces = Namespaces::new("contoso", []);
        let names = names(&["contoso.book", "contoso.shelf.book", "contoso.shelf.loan", "other.loan", "other.mood"]);
        let find = |own, text| namespaces.find(&names, namespaces.read(own, text)).copied();
        assert_eq!(find("contoso.shelf", "book"), Some(1));
        assert_eq!(find("other", "book"), Some(0), "of the root");
        assert_eq!(find("contoso.shelf", "Mood"), Some(4), "the only one");
        assert_eq!(find("contoso", "loan"), None, "one of two");
        assert_eq!(find("contoso", "#contoso.mood"), None, "a namespace that is written counts");
    }

    #[test]
    fn aliases_are_namespaces_of_another_name() {
        let aliases = [("sv", "contoso.shelf"), ("sv", "contoso.shelf"), ("self", "contoso"), ("self", "other")];
        let namespaces = Namespaces::new("contoso", aliases).with_alias("sv", "taken").with_alias("o", "other");
        let namespace = |text| namespaces.read("contoso", text).namespace;
        assert_eq!(
            [namespace("#sv.book"), namespace("SV.book"), namespace("o.book")],
            ["contoso.shelf", "contoso.shelf", "other"]
        );
        assert_eq!(namespace("self.book"), "self", "an alias of two namespaces");
        assert_eq!(namespace("book"), "contoso");
    }
}
