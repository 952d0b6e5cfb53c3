//! Members of JSON objects that a model does not declare.

use crate::list::Nulls;
use crate::raw::Raw;
use crate::secret::Shown;
use serde_json::Value;
use serde_json::value::RawValue;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::{fmt, mem};

/// The members of a JSON object that its model does not declare, including control information (`@odata.type`). They
/// are kept unchanged and written back. An empty value does not allocate.
///
/// Numbers that a [`Value`] cannot represent keep all digits: the `Value` is the nearest number (a string beyond the
/// range of `f64`), [`Additional::text`] returns the original text, and serialization writes it back.
///
/// `Debug` shows names and kinds of values; within [`Model::show_values`](crate::Model::show_values) it also shows
/// values, except passwords, keys, tokens and pre-authenticated URLs.
#[derive(Clone, Default)]
pub struct Additional(Option<Box<Inner>>);

#[derive(Clone, Default)]
struct Inner {
    members: Members,
    /// Data that is rarely needed.
    kept: Option<Box<Kept>>,
}

#[derive(Clone, Default)]
struct Kept {
    /// The JSON text of members whose values are not exact.
    texts: BTreeMap<Name, Box<RawValue>>,
    /// The nulls in lists of declared members.
    nulls: BTreeMap<Name, Nulls>,
}

/// Most objects have one or two, which are stored in the box itself. A map keeps access fast if a service sends many.
#[derive(Clone)]
#[allow(
    clippy::large_enum_variant,
    reason = "it is always in a box; whether it is large depends on features of serde_json"
)]
enum Members {
    /// Sorted by name.
    Few(SmallVec<[Member; 3]>),
    Many(BTreeMap<Name, Value>),
}

type Member = (Name, Value);

/// Borrowed if the name is one of [`KNOWN`].
type Name = Cow<'static, str>;

impl Default for Members {
    fn default() -> Self {
        Members::Few(SmallVec::new())
    }
}

/// The maximum number of members that are kept in a list.
const FEW: usize = 16;

/// Members that services add to most objects; their names are not allocated.
const KNOWN: [&str; 5] = ["@odata.etag", "@odata.type", "@odata.id", "@odata.context", "@odata.editLink"];

impl Members {
    /// The list or the map.
    #[inline]
    fn parts(&self) -> (&[Member], Option<&BTreeMap<Name, Value>>) {
        match self {
            Members::Few(list) => (list, None),
            Members::Many(map) => (&[], Some(map)),
        }
    }

    fn insert(&mut self, name: Name, value: Value) -> Option<Value> {
        let list = match self {
            Members::Few(list) => list,
            Members::Many(map) => return map.insert(name, value),
        };
        match find(list, &name) {
            Ok(idx) => return Some(mem::replace(&mut list[idx].1, value)),
            Err(idx) => list.insert(idx, (name, value)),
        }
        if list.len() > FEW {
            *self = Members::Many(mem::take(list).into_iter().collect());
        }
        None
    }

    fn remove(&mut self, name: &str) -> Option<Value> {
        match self {
            Members::Few(list) => find(list, name).ok().map(|idx| list.remove(idx).1),
            Members::Many(map) => map.remove(name),
        }
    }
}

/// The position of a name, or where to insert it.
fn find(list: &[Member], name: &str) -> Result<usize, usize> {
    list.binary_search_by(|(it, _)| it.as_ref().cmp(name))
}

impl Inner {
    /// Removes the text or the nulls of a member whose value changes.
    #[inline]
    fn forget(&mut self, name: &str) {
        if let Some(kept) = &mut self.kept {
            kept.texts.remove(name);
            kept.nulls.remove(name);
        }
    }
}

impl Additional {
    /// No members. In generated code, a constant is cheaper to compile than a call, which might panic.
    pub const EMPTY: Additional = Additional(None);

    /// Creates an empty value.
    pub const fn new() -> Additional {
        Additional::EMPTY
    }

    /// Returns the value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self.0.as_ref()?.members.parts() {
            (list, None) => find(list, name).ok().map(|idx| &list[idx].1),
            (_, Some(map)) => map.get(name),
        }
    }

    /// Returns the value of control information (OData JSON Format 4.01, 4.6): of `@odata.type`, or of `@type` as in
    /// OData 4.01.
    pub(crate) fn control(&self, name: &str) -> Option<&Value> {
        let short = || self.get(&name.replacen("odata.", "", 1));
        if self.is_empty() { None } else { self.get(name).or_else(short) }
    }

    /// Sets a member, and returns the previous value. [`Value::Null`] sends null for a declared member that is not set.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.put(Cow::Owned(name.into()), value.into())
    }

    /// Returns the original JSON of a member with numbers that a [`Value`] cannot represent: `18446744073709551616`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.raw(name).map(|it| it.get())
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept().flat_map(|it| &it.texts).map(|(name, text)| (name.as_ref(), text.get()))
    }

    fn lists(&self) -> impl Iterator<Item = (&Name, &Nulls)> {
        self.kept().flat_map(|it| &it.nulls)
    }

    fn kept(&self) -> impl Iterator<Item = &Kept> {
        self.0.iter().filter_map(|it| it.kept.as_deref())
    }

    /// Returns the positions of nulls in a list that the service sent, counted from 0. The declared member contains the
    /// other items.
    ///
    /// They are written back at the same positions, or at the end if the list has become shorter, unless it has been
    /// emptied. [`Additional::remove`] removes them.
    ///
    /// ```
    /// use msgraph::User;
    /// use msgraph::runtime::serde_json;
    ///
    /// # fn example() -> Result<(), serde_json::Error> {
    /// let mut user: User = serde_json::from_str(r#"{"businessPhones":["1",null]}"#)?;
    /// assert_eq!(user.additional.nulls("businessPhones"), [1]);
    /// user.business_phones.get_or_insert_default().push("2".to_owned());
    /// assert_eq!(serde_json::to_string(&user)?, r#"{"businessPhones":["1",null,"2"]}"#);
    /// # Ok(()) }
    /// # example().unwrap();
    /// ```
    pub fn nulls(&self, name: &str) -> &[usize] {
        self.all_nulls(name).positions()
    }

    /// Returns `self` if lists may have nulls.
    #[inline]
    pub(crate) fn with_nulls(&self) -> Option<&Additional> {
        self.0.as_ref()?.kept.as_ref().map(|_| self)
    }

    pub(crate) fn all_nulls(&self, name: &str) -> &Nulls {
        self.kept().find_map(|it| it.nulls.get(name)).unwrap_or(Nulls::NONE)
    }

    /// Keeps the nulls of a list that was read, replacing earlier ones of the same name.
    #[cold]
    pub(crate) fn put_nulls(&mut self, name: &str, nulls: Nulls) {
        let inner = self.0.get_or_insert_default();
        inner.forget(name);
        if !nulls.is_empty() {
            inner.kept.get_or_insert_default().nulls.insert(Cow::Owned(name.to_owned()), nulls);
        }
    }

    #[inline]
    pub(crate) fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.as_ref()?.kept.as_ref()?.texts.get(name).map(|it| &**it)
    }

    /// The name of control information that most objects have. Its value is a string.
    #[inline]
    pub(crate) fn known(name: &str) -> Option<&'static str> {
        KNOWN.iter().copied().find(|it| *it == name)
    }

    /// Sets a member of [`Additional::known`] that was read.
    pub(crate) fn read_known(&mut self, name: &'static str, value: Value) {
        self.put(Cow::Borrowed(name), value);
    }

    /// Sets a member that was read.
    pub(crate) fn read(&mut self, name: &str, raw: Raw<'_>) -> Result<(), serde_json::Error> {
        let name = Additional::known(name).map_or_else(|| Cow::Owned(name.to_owned()), Cow::Borrowed);
        let (value, text) = raw.into_value()?;
        if let Some(text) = text {
            self.put(name.clone(), value);
            self.0.get_or_insert_default().kept.get_or_insert_default().texts.insert(name, text);
        } else {
            self.put(name, value);
        }
        Ok(())
    }

    fn put(&mut self, name: Name, value: Value) -> Option<Value> {
        let inner = self.0.get_or_insert_default();
        inner.forget(&name);
        inner.members.insert(name, value)
    }

    /// Removes a member, and the nulls of a list of this name.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let inner = self.0.as_mut()?;
        inner.forget(name);
        inner.members.remove(name)
    }

    /// The members, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (list, map) = self.0.as_ref().map_or((&[][..], None), |it| it.members.parts());
        let list = list.iter().map(|(name, value)| (name.as_ref(), value));
        list.chain(map.into_iter().flatten().map(|(name, value)| (name.as_ref(), value)))
    }

    /// Calls a function for every member, sorted by name. Optimized for a short list.
    #[inline]
    pub(crate) fn for_each<'a>(&'a self, mut action: impl FnMut(&'a str, &'a Value)) {
        let Some(inner) = &self.0 else { return };
        let (list, map) = inner.members.parts();
        list.iter().for_each(|(name, value)| action(name, value));
        if let Some(map) = map {
            map.iter().for_each(|(name, value)| action(name, value));
        }
    }

    /// Returns the number of members.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |it| match it.members.parts() {
            (list, None) => list.len(),
            (_, Some(map)) => map.len(),
        })
    }

    /// Returns `false` only if there are neither members nor nulls of lists.
    #[inline]
    pub(crate) fn is_used(&self) -> bool {
        self.0.is_some()
    }

    /// Returns whether there are no members.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_none() || self.len() == 0
    }
}

impl PartialEq for Additional {
    fn eq(&self, other: &Additional) -> bool {
        self.iter().eq(other.iter()) && self.texts().eq(other.texts()) && self.lists().eq(other.lists())
    }
}

impl Eq for Additional {}

impl Hash for Additional {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|it| it.hash(state));
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, value)| (name, Shown { name, value }))).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Additional {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut res = Additional::new();
        for (name, value) in members {
            res.insert(name, value);
        }
        res
    }
}

impl<N: Into<String>, V: Into<Value>, const COUNT: usize> From<[(N, V); COUNT]> for Additional {
    /// `Additional::from([("theme", "dark")])`
    fn from(members: [(N, V); COUNT]) -> Self {
        members.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Additional, FEW};
    use serde_json::Value;

    #[test]
    fn any_number_of_members_is_alike() {
        let mut res = Additional::new();
        let names: Vec<String> = (0..FEW + 4).map(|idx| format!("m{:02}", idx * 7 % (FEW + 4))).collect();
        for (idx, name) in names.iter().enumerate() {
            assert_eq!((res.insert(name, 1), res.insert(name, 2)), (None, Some(Value::from(1))));
            assert_eq!((res.len(), res.get(name), res.get("n")), (idx + 1, Some(&Value::from(2)), None));
            assert!(res.iter().map(|(name, _)| name).is_sorted());
        }
        for (idx, name) in names.iter().enumerate() {
            let same: Additional = names[idx..].iter().map(|it| (it, 2)).collect();
            assert_eq!(res, same);
            assert_eq!((res.remove("n"), res.remove(name)), (None, Some(Value::from(2))));
            assert_ne!(res, same);
        }
        assert!(res.is_empty());
        assert_eq!(res, Additional::new());
        assert_eq!(Additional::from([("m", 1)]).remove("m"), Some(Value::from(1)));
    }
}
