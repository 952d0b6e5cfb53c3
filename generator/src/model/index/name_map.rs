//! Names that are found without regard to case.

use crate::model::QualifiedName;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::borrow::Borrow;
use std::hash::{BuildHasher, Hasher};

/// Values by qualified name, found without regard to case, as pages and metadata differ in the case of names. Of names that
/// differ in case only, an exact match is found, else the last one in the order of names. A lookup does not allocate;
/// iteration order is never observable.
#[derive(Debug)]
pub(crate) struct NameMap<V, K = QualifiedName> {
    entries: HashTable<(K, V)>,
    hasher: DefaultHashBuilder,
}

impl<V, K> Default for NameMap<V, K> {
    fn default() -> NameMap<V, K> {
        NameMap { entries: HashTable::new(), hasher: DefaultHashBuilder::default() }
    }
}

impl<V, K: Borrow<QualifiedName>> NameMap<V, K> {
    /// A map with room for so many names.
    pub(crate) fn with_capacity(count: usize) -> NameMap<V, K> {
        NameMap { entries: HashTable::with_capacity(count), hasher: DefaultHashBuilder::default() }
    }

    /// Adds a name, or replaces the value of the same spelling.
    pub(crate) fn insert(&mut self, name: K, value: V) {
        let hash = hash(&self.hasher, &name.borrow().name);
        match self.entries.find_mut(hash, |(it, _)| it.borrow() == name.borrow()) {
            Some((_, old)) => *old = value,
            None => {
                let NameMap { entries, hasher } = self;
                entries.insert_unique(hash, (name, value), |(it, _)| self::hash(hasher, &it.borrow().name));
            }
        }
    }

    /// Whether there are no names.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of `namespace.name`.
    pub(crate) fn get(&self, namespace: &str, name: &str) -> Option<&V> {
        let is_exact = |it: &QualifiedName| it.name == name && it.namespace == namespace;
        let hash = hash(&self.hasher, name);
        // Most names are found as they are written.
        let exact = self.entries.find(hash, |(it, _)| is_exact(it.borrow()));
        let in_any_case = || {
            let all = self.alike_with(hash, name).filter(|(it, _)| is_alike(&it.borrow().namespace, namespace));
            all.max_by_key(|(it, _)| it.borrow())
        };
        exact.or_else(in_any_case).map(|(_, value)| value)
    }

    /// The value of this name in any namespace, if it is unique.
    pub(crate) fn only(&self, name: &str) -> Option<&V> {
        let (first, _) = self.alike(name).next()?;
        let namespace = &first.borrow().namespace;
        let is_only = self.alike(name).all(|(it, _)| is_alike(&it.borrow().namespace, namespace));
        let found = if is_only { nearest(self.alike(name), |it| it.name == name) } else { None };
        found.map(|(_, value)| value)
    }

    /// The values of this name in all namespaces, unordered.
    pub(crate) fn in_any_namespace(&self, name: &str) -> impl Iterator<Item = &V> {
        self.alike(name).map(|(_, value)| value)
    }

    fn alike(&self, name: &str) -> impl Iterator<Item = &(K, V)> {
        self.alike_with(hash(&self.hasher, name), name)
    }

    fn alike_with(&self, hash: u64, name: &str) -> impl Iterator<Item = &(K, V)> {
        self.entries.iter_hash(hash).filter(move |(it, _)| is_alike(&it.borrow().name, name))
    }
}

impl<V, K: Borrow<QualifiedName>> FromIterator<(K, V)> for NameMap<V, K> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> NameMap<V, K> {
        let all = all.into_iter();
        let mut res = NameMap::with_capacity(all.size_hint().0);
        all.for_each(|(name, value)| res.insert(name, value));
        res
    }
}

/// Names, found without regard to case. A lookup does not allocate; iteration order is never observable.
#[derive(Debug, Default)]
pub(crate) struct NameSet<'a> {
    names: HashTable<&'a str>,
    hasher: DefaultHashBuilder,
}

impl<'a> NameSet<'a> {
    /// Adds a name.
    pub(crate) fn insert(&mut self, name: &'a str) {
        let NameSet { names, hasher } = self;
        let hash = hash(hasher, name);
        if names.find(hash, |it| is_alike(it, name)).is_none() {
            names.insert_unique(hash, name, |it| self::hash(hasher, it));
        }
    }

    /// Whether it has a name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.find(hash(&self.hasher, name), |it| is_alike(it, name)).is_some()
    }

    /// The number of names.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

impl<'a> Extend<&'a str> for NameSet<'a> {
    fn extend<I: IntoIterator<Item = &'a str>>(&mut self, names: I) {
        names.into_iter().for_each(|it| self.insert(it));
    }
}

impl<'a> FromIterator<&'a str> for NameSet<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> NameSet<'a> {
        let mut res = NameSet::default();
        res.extend(names);
        res
    }
}

/// The exact match, else the last one in the order of names.
fn nearest<'a, K: Borrow<QualifiedName>, V>(
    all: impl Iterator<Item = &'a (K, V)>,
    is_exact: impl Fn(&QualifiedName) -> bool,
) -> Option<&'a (K, V)> {
    let mut all = all.peekable();
    let first = all.next()?;
    // Few names differ only in case.
    if all.peek().is_none() {
        return Some(first);
    }
    std::iter::once(first).chain(all).max_by_key(|(it, _)| (is_exact(it.borrow()), it.borrow()))
}

/// The hash of a name without regard to case. Of qualified names, it is that of the last part: few names differ only in
/// their namespaces.
pub(super) fn hash(hasher: &DefaultHashBuilder, name: &str) -> u64 {
    /// The bit that distinguishes capital letters, in eight bytes. Setting it changes other characters as well, which at
    /// worst gives two names the same hash.
    const LOWER: u64 = 0x2020_2020_2020_2020;
    const NOT_ASCII: u64 = 0x8080_8080_8080_8080;
    let of = |name: &str| {
        let (mut state, mut bits) = (hasher.build_hasher(), 0);
        let mut add = |word: u64| {
            bits |= word;
            state.write_u64(word | LOWER);
        };
        let (words, rest) = name.as_bytes().as_chunks::<8>();
        words.iter().for_each(|it| add(u64::from_le_bytes(*it)));
        match name.as_bytes().last_chunk::<8>() {
            // The last word of a long name overlaps the one before it.
            Some(last) if !rest.is_empty() => add(u64::from_le_bytes(*last)),
            Some(_) => {}
            None => add(rest.iter().fold(0, |word, it| word << 8 | u64::from(*it))),
        }
        (state.finish(), bits & NOT_ASCII == 0)
    };
    let (hash, is_ascii) = of(name);
    if is_ascii { hash } else { of(&name.to_lowercase()).0 }
}

/// Whether two texts are equal without regard to case.
pub(crate) fn is_alike(a: &str, b: &str) -> bool {
    a == b || a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::NameMap;
    use crate::model::QualifiedName;

    fn map(names: &[(&str, &str)]) -> NameMap<usize> {
        let name =
            |(namespace, name): &(&str, &str)| QualifiedName { namespace: (*namespace).into(), name: (*name).into() };
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
        let map = map(&[("a", "user"), ("a", "user")]);
        assert_eq!(map.get("a", "user"), Some(&1));
        assert_eq!(map.in_any_namespace("user").count(), 1);
    }

    #[test]
    fn of_names_that_differ_in_case_the_spelled_one_is_found() {
        let map = map(&[("a", "timezone"), ("a", "timeZone"), ("a", "TimeZone")]);
        assert_eq!((map.get("a", "timeZone"), map.get("a", "timezone")), (Some(&1), Some(&0)));
        assert_eq!(map.get("a", "TIMEZONE"), Some(&0), "the last in the order of names");
        assert_eq!((map.only("TimeZone"), map.only("TIMEZONE")), (Some(&2), Some(&0)));
    }

    #[test]
    fn long_names_differ_in_their_ends() {
        let (one, other) = ("x".repeat(70) + "a", "x".repeat(70) + "b");
        let map = map(&[("a", &one), ("a", &other)]);
        assert_eq!((map.get("a", &one.to_uppercase()), map.get("a", &other)), (Some(&0), Some(&1)));
    }
}
