//! `Debug` of models: the types of members that are set. Values may be confidential: names, addresses, keys.

use crate::model::{MemberValue, Model, Visit};
use crate::secret::{Shown, has_secret, is_secret};
use crate::{Additional, secret};
use std::any::{Any, type_name};
use std::fmt;

/// Shows the members that are set: their types, or their values within [`Values`].
///
/// # Errors
/// Fails if the formatter fails.
pub fn debug<T: Model>(model: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // The name without modules, like `derive(Debug)`.
    let name = type_name::<T>().rsplit("::").next().unwrap_or_default();
    let mut printer = Printer { out: f.debug_struct(name), shows_values: secret::shows_values() };
    model.each(&mut printer);
    printer.out.finish()
}

struct Printer<'f, 'b> {
    out: fmt::DebugStruct<'f, 'b>,
    shows_values: bool,
}

impl<'a> Visit<'a> for Printer<'_, '_> {
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            print(&mut self.out, self.shows_values, name, value, value, type_name::<T>());
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        for (name, value) in additional.iter() {
            self.out.field(name, &Shown { name, value });
        }
    }
}

/// Not generic, so it is compiled once instead of for every type of a member.
fn print(
    out: &mut fmt::DebugStruct<'_, '_>,
    shows_values: bool,
    name: &str,
    value: &dyn fmt::Debug,
    any: &dyn Any,
    ty: &str,
) {
    let is_hidden = || is_secret(name) || any.downcast_ref().is_some_and(|it: &String| has_secret(it));
    match shows_values {
        false => out.field(name, &format_args!("{}", Short(ty))),
        true if is_hidden() => out.field(name, &format_args!("…")),
        true => out.field(name, value),
    };
}

/// The name of a type without modules: `Vec<Group>`.
struct Short<'a>(&'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['<', '>', ',', ' ', '(', ')', '[', ']']) {
            f.write_str(part.rsplit("::").next().unwrap_or_default())?;
        }
        Ok(())
    }
}

/// A model whose `Debug` shows values: [`Model::show_values`].
pub struct Values<'a, T>(pub(super) &'a T);

impl<T: fmt::Debug> fmt::Debug for Values<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nested models also show values. They only receive the formatter, so the flag is thread-local.
        let _shown = secret::Shows::new();
        self.0.fmt(f)
    }
}
