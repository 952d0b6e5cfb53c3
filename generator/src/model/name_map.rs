//! Names that are found without regard to case.

use super::QualifiedName;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

/// Values by qualified name, found without regard to case, as pages and metadata differ in the case of names. Nothing is
/// allocated to look one up; the order shows nowhere.
pub(crate) struct NameMap<V> {
    entries: HashTable<(QualifiedName, V)>,
    hasher: DefaultHashBuilder,
}

impl<V> Default for NameMap<V> {
    fn default() -> NameMap<V> {
        NameMap { entries: HashTable::new(), hasher: DefaultHashBuilder::default() }
    }
}

impl<V> NameMap<V> {
    /// Adds a name, or replaces the value of the one that is there.
    pub(crate) fn insert(&mut self, name: QualifiedName, value: V) {
        let hash = hash(&self.hasher, &name.name);
        match self.entries.find_mut(hash, |(it, _)| is_same(it, &name.namespace, &name.name)) {
            Some((_, old)) => *old = value,
            None => {
                let NameMap { entries, hasher } = self;
                entries.insert_unique(hash, (name, value), |(it, _)| self::hash(hasher, &it.name));
            }
        }
    }

    /// The value of `namespace.name`.
    pub(crate) fn get(&self, namespace: &str, name: &str) -> Option<&V> {
        let found = self.entries.find(hash(&self.hasher, name), |(it, _)| is_same(it, namespace, name));
        found.map(|(_, value)| value)
    }

    /// The value of this name in whatever namespace, if only one has it.
    pub(crate) fn only(&self, name: &str) -> Option<&V> {
        let mut all = self.in_any_namespace(name);
        all.next().filter(|_| all.next().is_none())
    }

    /// The values of this name in every namespace that has it, in no order.
    pub(crate) fn in_any_namespace(&self, name: &str) -> impl Iterator<Item = &V> {
        let all = self.entries.iter_hash(hash(&self.hasher, name));
        all.filter(move |(it, _)| is_alike(&it.name, name)).map(|(_, value)| value)
    }
}

impl<V> FromIterator<(QualifiedName, V)> for NameMap<V> {
    fn from_iter<I: IntoIterator<Item = (QualifiedName, V)>>(all: I) -> NameMap<V> {
        let mut res = NameMap::default();
        all.into_iter().for_each(|(name, value)| res.insert(name, value));
        res
    }
}

/// Of the last part alone: few names differ only in their namespaces.
fn hash(hasher: &DefaultHashBuilder, name: &str) -> u64 {
    let name = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) };
    let mut state = hasher.build_hasher();
    let mut part = [0; 32];
    for bytes in name.as_bytes().chunks(part.len()) {
        let part = &mut part[..bytes.len()];
        part.copy_from_slice(bytes);
        part.make_ascii_lowercase();
        state.write(part);
    }
    state.finish()
}

pub(super) fn is_same(it: &QualifiedName, namespace: &str, name: &str) -> bool {
    is_alike(&it.name, name) && is_alike(&it.namespace, namespace)
}

/// Whether two texts differ in nothing but case.
fn is_alike(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::NameMap;
    use crate::model::QualifiedName;

    fn map(names: &[(&str, &str)]) -> NameMap<usize> {
        let name = |(namespace, name): &(&str, &str)| QualifiedName {
            namespace: (*namespace).to_owned(),
            name: (*name).to_owned(),
        };
        names.iter().enumerate().map(|(idx, it)| (name(it), idx)).collect()
    }

    #[test]
    fn case_does_not_matter() {
        let map =
            map(&[("microsoft.graph", "user"), ("microsoft.graph", "ÄrztlicheNotiz"), ("graph", "\u{212a}elvin")]);
        assert_eq!(map.get("Microsoft.Graph", "USER"), Some(&0));
        assert_eq!(map.get("microsoft.graph", "äRZTLICHEnOTIZ"), Some(&1));
        assert_eq!(map.get("graph", "kelvin"), Some(&2), "U+212A, the Kelvin sign, is a k in lower case");
        assert_eq!(map.get("microsoft.graph", "users"), None);
    }

    #[test]
    fn namespaces_do() {
        let map = map(&[("microsoft.graph", "user"), ("microsoft.graph.termStore", "User"), ("a", "group")]);
        assert_eq!(map.get("a", "user"), None);
        let mut found: Vec<usize> = map.in_any_namespace("uSER").copied().collect();
        found.sort_unstable();
        assert_eq!(found, [0, 1]);
        assert_eq!((map.only("USER"), map.only("GROUP"), map.only("device")), (None, Some(&2), None));
    }

    #[test]
    fn the_last_value_of_a_name_counts() {
        let map = map(&[("a", "user"), ("A", "User")]);
        assert_eq!(map.get("a", "user"), Some(&1));
        assert_eq!(map.in_any_namespace("user").count(), 1);
    }

    #[test]
    fn long_names_differ_in_their_ends() {
        let (one, other) = ("x".repeat(70) + "a", "x".repeat(70) + "b");
        let map = map(&[("a", &one), ("a", &other)]);
        assert_eq!((map.get("a", &one.to_uppercase()), map.get("a", &other)), (Some(&0), Some(&1)));
    }
}
