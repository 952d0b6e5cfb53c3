//! Serialization of unions.

use super::{Tell, Union, VisitVariant};
use crate::model::{has, serialize_with};
use crate::{MemberValue, Model, Untyped};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Serializes a union. A model without the member that determines its variant is written with this member.
///
/// # Errors
/// Fails if the serializer fails.
pub fn serialize<U: Union, S: Serializer>(union: &U, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { tells: U::TELLS, serializer: Some(serializer), result: None };
    union.visit(&mut writer);
    writer.result.unwrap_or_else(|| Err(S::Error::custom("the union has no value")))
}

struct Writer<S: Serializer> {
    tells: &'static [(Tell, usize)],
    serializer: Option<S>,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<'a, S: Serializer> VisitVariant<'a> for Writer<S> {
    fn model<T: Model>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        let first = mark(self.tells, variant).filter(|(name, _)| !has(value, name));
        let first = first.as_ref().map(|(name, value)| (*name, value));
        self.result = self.serializer.take().map(|it| serialize_with(value, first, it));
    }

    fn value<T: MemberValue>(&mut self, _: usize, _: &'static str, value: &'a T) {
        self.result = self.serializer.take().map(|it| value.serialize(it));
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.result = self.serializer.take().map(|it| value.serialize(it));
    }
}

/// The member that determines a variant, and its first value.
fn mark(tells: &[(Tell, usize)], variant: usize) -> Option<(&'static str, Value)> {
    tells.iter().filter(|(_, it)| *it == variant).find_map(|(tell, _)| match tell {
        Tell::Member(name, [first, ..]) => Some((*name, Value::from(*first))),
        Tell::Constant(name, [first, ..]) => Some((*name, serde_json::from_str(first).ok()?)),
        _ => None,
    })
}
