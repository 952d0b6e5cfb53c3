//! `Debug` of models: the types of members that are set. Values may be confidential: names, addresses, keys.

use crate::model::{MemberValue, Model, Visit};
use crate::secret::{Shown, Shows, Typed};
use crate::{Additional, Map};
use std::any::type_name;
use std::fmt;

/// Shows the members that are set: their types, or their values within [`Values`].
///
/// # Errors
/// Fails if the formatter fails.
pub fn debug<T: Model>(model: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // The name without modules, like `derive(Debug)`.
    let name = type_name::<T>().rsplit("::").next().unwrap_or_default();
    let mut printer = Printer(f.debug_struct(name));
    model.each(&mut printer);
    printer.0.finish()
}

struct Printer<'f, 'b>(fmt::DebugStruct<'f, 'b>);

impl<'a> Visit<'a> for Printer<'_, '_> {
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            self.0.field(name, &Typed::new(name, value));
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        for (name, value) in rest {
            self.0.field(name, &Typed::new(name, value));
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        for (name, value) in additional.iter() {
            self.0.field(name, &Shown { name, value });
        }
    }
}

/// A model whose `Debug` shows values: [`Model::show_values`].
pub struct Values<'a, T>(pub(super) &'a T);

impl<T: fmt::Debug> fmt::Debug for Values<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nested models also show values. They only receive the formatter, so the flag is thread-local.
        let _shown = Shows::new();
        self.0.fmt(f)
    }
}
