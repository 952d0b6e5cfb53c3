//! Models as JSON.

use crate::Additional;
use crate::model::{MemberValue, Model, Visit};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Writes a model: what is not declared first, since `@odata.type` must stand before what depends on it (OData JSON
/// Format 4.01, 4.5.3).
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { map: serializer.serialize_map(None)?, result: Ok(()) };
    model.each(&mut writer);
    writer.result?;
    writer.map.end()
}

/// Writes nothing more after an error.
struct Writer<M: SerializeMap> {
    map: M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// Not inlined: most members are not set, and passing over them must stay cheap. Key and value on their own: they are
    /// inlined here, where an entry would be one more call.
    #[inline(never)]
    fn write<T: Serialize>(&mut self, name: &str, value: &T) {
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

    /// To set the result is to drop what was there: only on errors.
    #[cold]
    fn fail(&mut self, err: M::Error) {
        self.result = Err(err);
    }
}

impl<'a, M: SerializeMap> Visit<'a> for Writer<M> {
    #[inline]
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            self.write(name, value);
        }
    }

    #[inline]
    fn additional(&mut self, additional: &'a Additional) {
        if !additional.is_empty() {
            additional.iter().for_each(|(name, value)| self.write(name, value));
        }
    }
}
