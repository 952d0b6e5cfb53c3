//! Responses of collections.

use crate::Additional;
use crate::list::{List, Nulls, Reader};
use crate::number::Read;
use crate::raw::MemberName;
use crate::secret::WithoutQuery;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// One page of a collection (OData JSON Format 4.01, 13).
///
/// `Debug` shows links without their queries, which are tokens.
#[derive(Clone, PartialEq)]
pub struct Collection<T> {
    /// The items.
    pub value: Vec<T>,
    /// The URL of the next page, if there is one.
    pub next_link: Option<String>,
    /// The delta link, for later changes.
    pub delta_link: Option<String>,
    /// The number of items on all pages; only if it was requested.
    pub count: Option<u64>,
    /// All other members.
    pub additional: Additional,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Collection { value: Vec::new(), next_link: None, delta_link: None, count: None, additional: Additional::new() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collection")
            .field("value", &self.value)
            .field("next_link", &self.next_link.as_deref().map(WithoutQuery))
            .field("delta_link", &self.delta_link.as_deref().map(WithoutQuery))
            .field("count", &self.count)
            .field("additional", &self.additional)
            .finish()
    }
}

impl<T> IntoIterator for Collection<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<T: Serialize + 'static> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let set = [true, self.count.is_some(), self.next_link.is_some(), self.delta_link.is_some()];
        let declared = set.iter().filter(|it| **it).count();
        let is_binary = !serializer.is_human_readable();
        let mut map = serializer.serialize_map(Some(declared + self.additional.len()))?;
        for (name, value) in self.additional.iter() {
            match self.additional.raw(name) {
                Some(text) if !is_binary => map.serialize_entry(name, text)?,
                _ => map.serialize_entry(name, value)?,
            }
        }
        if let Some(count) = &self.count {
            map.serialize_entry("@odata.count", count)?;
        }
        if let Some(link) = &self.next_link {
            map.serialize_entry("@odata.nextLink", link)?;
        }
        if let Some(link) = &self.delta_link {
            map.serialize_entry("@odata.deltaLink", link)?;
        }
        map.serialize_entry("value", &List { items: &self.value, nulls: self.additional.all_nulls("value") })?;
        map.end()
    }
}

impl<'de, T: Deserialize<'de> + 'static> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CollectionVisitor(PhantomData))
    }
}

struct CollectionVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + 'static> Visitor<'de> for CollectionVisitor<T> {
    type Value = Collection<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the items of a collection in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Collection<T>, A::Error> {
        let mut res = Collection::default();
        let (mut has_value, mut has_nulls) = (false, false);
        while let Some(MemberName(name)) = map.next_key()? {
            match &*name {
                "value" => {
                    let (mut list, mut nulls) = (None, Nulls::default());
                    map.next_value_seed(Reader { list: &mut list, nulls: &mut nulls })?;
                    res.value = list.unwrap_or_default();
                    // An empty list of nulls is also stored, because a previous list may have had some.
                    if has_nulls || !nulls.is_empty() {
                        has_nulls = true;
                        res.additional.put_nulls("value", nulls);
                    }
                    has_value = true;
                }
                // The names without `odata.` are those of OData 4.01.
                "@odata.nextLink" | "@nextLink" => res.next_link = link(map.next_value()?),
                "@odata.deltaLink" | "@deltaLink" => res.delta_link = link(map.next_value()?),
                "@odata.count" | "@count" => res.count = map.next_value::<Option<Read<_>>>()?.map(|it| it.0),
                _ => res.additional.read(&name, map.next_value()?).map_err(A::Error::custom)?,
            }
        }
        // An object without `value` is something else: an error, or a page of a proxy.
        if has_value { Ok(res) } else { Err(A::Error::missing_field("value")) }
    }
}

/// An empty link is treated as no link.
fn link(link: Option<String>) -> Option<String> {
    link.filter(|it| !it.is_empty())
}
