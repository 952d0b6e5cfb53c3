//! Serialization of models.

use crate::list::{List, Nulls};
use crate::model::{MemberValue, Model, Visit};
use crate::number::{Floats, is_finite, is_float};
use crate::{Additional, Map};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// Serializes a model: control information first, since `@odata.type` must precede values that depend on it (OData JSON
/// Format 4.01, 4.5.3); then declared members; then the others.
///
/// # Errors
/// Fails if the serializer fails.
pub fn serialize<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_with(model, None, serializer)
}

/// Serializes a model with a first member that it does not have.
///
/// # Errors
/// Fails if the serializer fails.
pub(crate) fn serialize_with<T: Model, S: Serializer>(
    model: &T,
    first: Option<(&str, &Value)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // Binary formats write the number of members first; JSON does not need it.
    let is_binary = !serializer.is_human_readable();
    let map = serializer.serialize_map(is_binary.then(|| count(model) + usize::from(first.is_some())))?;
    let mut writer = Writer { map, is_binary, result: Ok(()), with_nulls: None, undeclared: None };
    if let Some((name, value)) = first {
        writer.put(name, value);
    }
    model.each(&mut writer);
    writer.write_undeclared();
    writer.result?;
    writer.map.end()
}

/// Counts the members that are set.
fn count<T: Model>(model: &T) -> usize {
    let mut count = Count(0);
    model.each(&mut count);
    count.0
}

struct Count(usize);

impl<'a> Visit<'a> for Count {
    #[inline]
    fn member<T: MemberValue>(&mut self, _: &'static str, member: &'a Option<T>) {
        self.0 += usize::from(member.is_some());
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        self.0 += rest.written();
    }

    #[inline]
    fn additional(&mut self, additional: &'a Additional) {
        self.0 += additional.len();
    }
}

/// Writes members; writes nothing after an error.
struct Writer<'a, M: SerializeMap> {
    map: M,
    /// Whether the format has no JSON text.
    is_binary: bool,
    result: Result<(), M::Error>,
    /// The nulls of lists, if there are any.
    with_nulls: Option<&'a Additional>,
    /// The additional members that are written last.
    undeclared: Option<&'a Additional>,
}

impl<'a, M: SerializeMap> Writer<'a, M> {
    /// Not inlined: most members are not set, and skipping them must be cheap. Key and value are written separately:
    /// both are inlined here, where `serialize_entry` would be one more call.
    #[inline(never)]
    fn write<T: Serialize + 'static>(&mut self, name: &str, value: &T) {
        if is_float::<T>() && !is_finite(value) {
            return self.write_floats(name, Floats(value));
        }
        self.put(name, value);
    }

    #[inline(never)]
    fn write_list<T: Serialize + 'static>(&mut self, name: &str, items: &[T]) {
        let nulls = self.with_nulls.map_or(Nulls::NONE, |it| it.all_nulls(name));
        self.put(name, &List { items, nulls });
    }

    #[inline]
    fn put<T: Serialize>(&mut self, name: &str, value: &T) {
        if self.result.is_err() {
            return;
        }
        if let Err(err) = self.map.serialize_key(name) {
            return self.fail(err);
        }
        if let Err(err) = self.map.serialize_value(value) {
            self.fail(err);
        }
    }

    /// Shared by all numeric types, which are rarely not finite.
    #[cold]
    fn write_floats(&mut self, name: &str, value: Floats<'_>) {
        self.put(name, &value);
    }

    #[cold]
    fn write_text(&mut self, name: &str, text: &RawValue) {
        if let Err(err) = self.map.serialize_entry(name, text) {
            self.fail(err);
        }
    }

    #[inline]
    fn write_additional(&mut self, additional: &Additional, name: &str, value: &Value) {
        match additional.raw(name) {
            Some(text) if !self.is_binary && self.result.is_ok() => self.write_text(name, text),
            _ => self.write(name, value),
        }
    }

    /// Assigning the result drops the previous one, so it is only done on errors.
    #[cold]
    fn fail(&mut self, err: M::Error) {
        self.result = Err(err);
    }

    /// Not inlined, and shared by all models: most objects have no additional members.
    #[inline(never)]
    fn write_annotations(&mut self, additional: &'a Additional) {
        additional.for_each(|name, value| match is_annotation(name) {
            true => self.write_additional(additional, name, value),
            false => self.undeclared = Some(additional),
        });
    }

    #[inline]
    fn write_undeclared(&mut self) {
        let Some(additional) = self.undeclared else { return };
        additional.for_each(|name, value| {
            if !is_annotation(name) {
                self.write_additional(additional, name, value);
            }
        });
    }
}

impl<'a, M: SerializeMap> Visit<'a> for Writer<'a, M> {
    #[inline]
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            self.write(name, value);
        }
    }

    #[inline]
    fn list<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<Vec<T>>) {
        if let Some(items) = member {
            self.write_list(name, items);
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        rest.iter().for_each(|(name, value)| self.write(name, value));
        rest.nulls().for_each(|name| self.write(name, &()));
    }

    #[inline]
    fn additional(&mut self, additional: &'a Additional) {
        if additional.is_used() {
            self.with_nulls = additional.with_nulls();
            self.write_annotations(additional);
        }
    }
}

/// Whether a member is control information of the object (`@odata.type`) or of another member (`manager@odata.bind`).
#[inline]
fn is_annotation(name: &str) -> bool {
    // The first byte is sufficient for nearly all additional members.
    name.starts_with('@') || name.contains('@')
}
