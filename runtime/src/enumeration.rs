//! Open enums, and sets of their members.

pub(crate) mod integer;

pub use integer::IntegerEnum;

use crate::{Literal, ToLiteral};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// An enum type of the API. Members that are added to the API later are kept unchanged.
///
/// Generated code implements it; [`string_enum!`](crate::string_enum!) implements serde's traits and literals.
pub trait StringEnum: Clone + PartialEq + fmt::Debug + 'static {
    /// The qualified name: `shelf.genre`. Empty if the service has no name for the type.
    const TYPE_NAME: &'static str = "";
    /// Whether names that only differ in case are different members.
    const IS_CASE_SENSITIVE: bool = false;
    /// The documented members.
    const MEMBERS: &'static [Self];

    /// Creates the member for a name that is not documented.
    fn unrecognized(name: Box<str>) -> Self;

    /// The name in JSON.
    fn as_str(&self) -> &str;

    /// The member with this name; falls back to a match that ignores case, unless members are case-sensitive.
    #[inline]
    fn from_name(name: &str) -> Self {
        let same = Self::MEMBERS.iter().find(|it| it.as_str() == name);
        let is_alike = |it: &&Self| !Self::IS_CASE_SENSITIVE && it.as_str().eq_ignore_ascii_case(name);
        let alike = || Self::MEMBERS.iter().find(is_alike);
        same.or_else(alike).cloned().unwrap_or_else(|| Self::unrecognized(name.into()))
    }
}

/// Implements serde's traits, `Debug`, `Display`, `PartialEq`, `Eq`, `Hash`, `From<&str>` and literals for a
/// [`StringEnum`], based on the member's name in JSON.
///
/// The expansion uses names of Rust's prelude, such as `Result`: they must not be shadowed at the call site.
#[macro_export]
macro_rules! string_enum {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::deserialize_enum(deserializer)
            }
        }

        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::macros::serialize_enum(self, serializer)
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::macros::show(self, f)
            }
        }

        impl PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::macros::eq_enum(self, other)
            }
        }

        impl Eq for $ty {}

        impl core::hash::Hash for $ty {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                $crate::macros::hash(self, state);
            }
        }

        impl core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::macros::show(self, f)
            }
        }

        impl From<&str> for $ty {
            #[inline]
            fn from(name: &str) -> Self {
                $crate::StringEnum::from_name(name)
            }
        }

        impl $crate::ToLiteral for $ty {
            #[inline]
            fn write(&self, out: &mut String) {
                $crate::macros::write(self, out);
            }
        }

        impl $crate::Literal<$ty> for $ty {
            #[inline]
            fn to_literal(&self) -> String {
                $crate::macros::to_literal(self)
            }
        }
    };
}

/// Serializes a member.
///
/// # Errors
/// Fails if the serializer fails.
pub fn serialize<E: StringEnum, S: Serializer>(member: &E, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(member.as_str())
}

/// Shows the name of a member.
///
/// # Errors
/// Fails if the formatter fails.
pub fn show<E: StringEnum>(member: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(member.as_str())
}

/// Hashes a member by its name.
pub fn hash<E: StringEnum, H: Hasher>(member: &E, state: &mut H) {
    member.as_str().hash(state);
}

/// Writes the literal of a member.
pub fn write<E: StringEnum>(member: &E, out: &mut String) {
    ToLiteral::write(member.as_str(), out);
}

/// Returns the literal of a member.
pub fn to_literal<E: StringEnum>(member: &E) -> String {
    Literal::<String>::to_literal(member.as_str())
}

/// Returns whether two members have the same name.
pub fn eq<E: StringEnum>(one: &E, other: &E) -> bool {
    one.as_str() == other.as_str()
}

/// Deserializes a member.
///
/// # Errors
/// Fails if the input is not a string.
pub fn deserialize<'de, E: StringEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

/// The name of the type in messages.
fn shown<E: StringEnum>() -> &'static str {
    if E::TYPE_NAME.is_empty() { "an enum" } else { E::TYPE_NAME }
}

struct EnumVisitor<E>(PhantomData<E>);

impl<E: StringEnum> Visitor<'_> for EnumVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", shown::<E>())
    }

    fn visit_str<X>(self, name: &str) -> Result<E, X> {
        Ok(E::from_name(name))
    }
}

/// The maximum number of members for a linear search. A service can send more members than any enum has.
const FEW: usize = 64;

/// A value of an enum type whose values are sets of members: `"read,write"` in JSON. Members keep their order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Flags<E>(Vec<E>);

impl<E: StringEnum> Flags<E> {
    /// Creates an empty set.
    pub const fn new() -> Flags<E> {
        Flags(Vec::new())
    }

    /// Returns whether a member is in the set.
    pub fn contains(&self, member: &E) -> bool {
        self.0.contains(member)
    }

    /// Adds a member; returns false if it was in the set already.
    pub fn insert(&mut self, member: E) -> bool {
        let is_new = !self.contains(&member);
        if is_new {
            self.0.push(member);
        }
        is_new
    }

    /// Removes a member; returns false if it was not in the set.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.0.len();
        self.0.retain(|it| it != member);
        self.0.len() < before
    }

    /// Returns the members.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.0.iter()
    }

    /// Parses a comma-separated list.
    pub fn from_names(names: &str) -> Flags<E> {
        names.split(',').map(str::trim).filter(|it| !it.is_empty()).map(E::from_name).collect()
    }
}

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Flags(Vec::new())
    }
}

impl<E: StringEnum> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut res = Flags::new();
        let mut names = HashSet::new();
        for member in members {
            if res.0.len() < FEW {
                res.insert(member);
                continue;
            }
            if names.is_empty() {
                names.extend(res.iter().map(|it| it.as_str().to_owned()));
            }
            if names.insert(member.as_str().to_owned()) {
                res.0.push(member);
            }
        }
        res
    }
}

impl<E: StringEnum> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Flags(vec![member])
    }
}

impl<E> IntoIterator for Flags<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, E> IntoIterator for &'a Flags<E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<E: StringEnum> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, member) in self.0.iter().enumerate() {
            write!(f, "{}{}", if idx > 0 { "," } else { "" }, member.as_str())?;
        }
        Ok(())
    }
}

impl<E: StringEnum> ToLiteral for Flags<E> {
    fn write(&self, out: &mut String) {
        ToLiteral::write(self.to_string().as_str(), out);
    }
}

impl<E: fmt::Debug> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}

impl<E: StringEnum> Serialize for Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, E: StringEnum> Deserialize<'de> for Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FlagsVisitor(PhantomData))
    }
}

struct FlagsVisitor<E>(PhantomData<E>);

impl<E: StringEnum> Visitor<'_> for FlagsVisitor<E> {
    type Value = Flags<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a comma-separated list of members of {}", shown::<E>())
    }

    fn visit_str<X>(self, names: &str) -> Result<Flags<E>, X> {
        Ok(Flags::from_names(names))
    }
}

#[cfg(test)]
mod tests {
    use super::{Flags, StringEnum};

    #[derive(Clone, Debug, PartialEq)]
    struct Name(Box<str>);

    impl StringEnum for Name {
        const TYPE_NAME: &'static str = "test.name";
        const MEMBERS: &'static [Name] = &[];

        fn unrecognized(name: Box<str>) -> Name {
            Name(name)
        }

        fn as_str(&self) -> &str {
            &self.0
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Order {
        Asc,
        Other(Box<str>),
    }

    impl StringEnum for Order {
        const IS_CASE_SENSITIVE: bool = true;
        const MEMBERS: &'static [Order] = &[Order::Asc];

        fn unrecognized(name: Box<str>) -> Order {
            Order::Other(name)
        }

        fn as_str(&self) -> &str {
            match self {
                Order::Asc => "asc",
                Order::Other(name) => name,
            }
        }
    }

    #[test]
    fn members_may_be_case_sensitive() {
        assert_eq!((Order::from_name("asc"), Order::from_name("ASC")), (Order::Asc, Order::Other("ASC".into())));
    }

    #[test]
    fn lists_may_be_long() {
        let names: Vec<String> = (0..300_000).map(|it| (it % 200_000).to_string()).collect();
        let flags = Flags::<Name>::from_names(&names.join(","));
        assert_eq!(flags.to_string(), names[..200_000].join(","));
    }
}
