//! What determines the variant of a union.

use crate::raw::MemberName;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::fmt;

/// A condition for a variant of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The value is of this kind.
    Kind(Kind),
    /// The value is an object, and this member is one of these texts.
    Member(&'static str, &'static [&'static str]),
    /// The value is an object, and this member is one of these numbers or booleans, written as JSON.
    Constant(&'static str, &'static [&'static str]),
    /// The value is an object with this member.
    Has(&'static str),
    /// The value is an array without items, or the condition holds for its first item.
    Items(&'static Tell),
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true`, `false`
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// Whether a JSON text is of this kind.
    fn is_of(self, text: &str) -> bool {
        match (self, text.as_bytes().first()) {
            (Kind::Boolean, Some(b't' | b'f'))
            | (Kind::Number, Some(b'-' | b'0'..=b'9'))
            | (Kind::Text, Some(b'"'))
            | (Kind::List, Some(b'['))
            | (Kind::Object, Some(b'{')) => true,
            (Kind::Integer, Some(b'-' | b'0'..=b'9')) => !text.contains(['.', 'e', 'E']),
            _ => false,
        }
    }
}

/// Returns the variant of the first condition that holds for a JSON text without whitespace around it.
pub(super) fn find(tells: &[(Tell, usize)], text: &str) -> Option<usize> {
    let members = Members::of(tells.iter().filter_map(|(it, _)| it.member()), text);
    tells.iter().find(|(it, _)| it.holds(text, &members)).map(|(_, variant)| *variant)
}

impl Tell {
    /// The member that determines the variant.
    fn member(&self) -> Option<&'static str> {
        match self {
            Tell::Member(name, _) | Tell::Constant(name, _) | Tell::Has(name) => Some(name),
            Tell::Kind(_) | Tell::Items(_) => None,
        }
    }

    fn holds(&self, text: &str, members: &Members<'_>) -> bool {
        match self {
            Tell::Kind(kind) => kind.is_of(text),
            Tell::Member(name, values) => members.get(name).is_some_and(|it| is_text(it, values)),
            Tell::Constant(name, values) => members.get(name).is_some_and(|it| values.contains(&it)),
            Tell::Has(name) => members.get(name).is_some(),
            Tell::Items(tell) => {
                let is_of = |item: &str| find(&[(**tell, 0)], item).is_some();
                Kind::List.is_of(text) && first_item(text).is_none_or(is_of)
            }
        }
    }
}

/// Whether a JSON text is a string with one of these values.
fn is_text(json: &str, values: &[&str]) -> bool {
    serde_json::from_str(json).is_ok_and(|MemberName(text)| values.contains(&&*text))
}

/// The members of an object that conditions name, with their JSON.
struct Members<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Members<'a> {
    fn of(names: impl Iterator<Item = &'static str>, text: &'a str) -> Members<'a> {
        let mut names: Vec<&'static str> = if Kind::Object.is_of(text) { names.collect() } else { Vec::new() };
        names.sort_unstable();
        names.dedup();
        let mut res = Members(Vec::new());
        if !names.is_empty() {
            let visitor = MembersVisitor { names: &names, found: &mut res };
            // The text is JSON.
            let _ = (&mut serde_json::Deserializer::from_str(text)).deserialize_map(visitor);
        }
        res
    }

    /// The last member of this name, as for models.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(it, _)| *it == name).map(|(_, text)| *text)
    }
}

struct MembersVisitor<'n, 'a> {
    names: &'n [&'static str],
    found: &'n mut Members<'a>,
}

impl<'de> Visitor<'de> for MembersVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(MemberName(name)) = map.next_key()? {
            let value: &RawValue = map.next_value()?;
            if let Ok(idx) = self.names.binary_search(&&*name) {
                self.found.0.push((self.names[idx], value.get()));
            }
        }
        Ok(())
    }
}

/// Whether a JSON text has all of these members; a text that is not an object has none.
pub(super) fn has_all(text: &str, names: &[&'static str]) -> bool {
    let members = Members::of(names.iter().copied(), text);
    names.iter().all(|it| members.get(it).is_some())
}

/// The first item of an array.
fn first_item(text: &str) -> Option<&str> {
    let items = text[1..].trim_ascii_start();
    let first: &RawValue = Deserialize::deserialize(&mut serde_json::Deserializer::from_str(items)).ok()?;
    Some(first.get())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tell, find};

    #[test]
    fn the_first_condition_that_holds_determines_the_variant() {
        const TELLS: &[(Tell, usize)] = &[
            (Tell::Kind(Kind::Text), 0),
            (Tell::Kind(Kind::Integer), 1),
            (Tell::Kind(Kind::Number), 2),
            (Tell::Items(&Tell::Kind(Kind::Text)), 3),
            (Tell::Items(&Tell::Items(&Tell::Kind(Kind::Integer))), 4),
            (Tell::Member("type", &["a", "b"]), 5),
            (Tell::Constant("version", &["2", "true"]), 6),
            (Tell::Has("id"), 7),
            (Tell::Kind(Kind::Object), 8),
        ];
        for (text, variant) in [
            ("\"a\"", Some(0)),
            ("-1", Some(1)),
            ("1.0", Some(2)),
            ("1E5", Some(2)),
            ("[]", Some(3)),
            ("[ \"a\" , 1]", Some(3)),
            ("[[1],[2]]", Some(4)),
            ("[[\"1\"]]", None),
            ("[1]", None),
            ("true", None),
            ("null", None),
            (r#"{"type":"b"}"#, Some(5)),
            (r#"{"id":{"type":"a"},"type":"\u0061"}"#, Some(5)),
            (r#"{"type":"a","type":"c"}"#, Some(8)),
            (r#"{"version":2}"#, Some(6)),
            (r#"{"version":true,"type":2}"#, Some(6)),
            (r#"{"version":"2"}"#, Some(8)),
            (r#"{"type":"c","id":null}"#, Some(7)),
            ("{}", Some(8)),
        ] {
            assert_eq!(find(TELLS, text), variant, "{text}");
        }
        assert_eq!(find(&[(Tell::Kind(Kind::Boolean), 0), (Tell::Kind(Kind::List), 1)], "false"), Some(0));
    }
}
