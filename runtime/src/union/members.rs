//! Operations on unions without serde.

use super::{ReadVariant, Union, VisitVariant, tell};
use crate::raw::read_as;
use crate::secret::{Shown, Typed};
use crate::{MemberValue, Model, Untyped};
use std::any::Any;
use std::fmt;

/// Clones the value.
pub fn clone<U: Union>(union: &U) -> U {
    let mut copier = Copier(None);
    union.visit(&mut copier);
    copier.0.expect("the variant that is visited can be read")
}

struct Copier<U>(Option<U>);

impl<'a, U: Union> VisitVariant<'a> for Copier<U> {
    fn model<T: Model>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.0 = U::read(variant, Original(value));
    }

    fn value<T: MemberValue>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.0 = U::read(variant, Original(value));
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.0 = Some(U::unrecognized(value.clone()));
    }
}

/// The value to copy, which has the type of the variant.
struct Original<'a>(&'a dyn Any);

impl ReadVariant for Original<'_> {
    fn model<T: Model, U>(self, variant: impl FnOnce(Box<T>) -> U) -> Option<U> {
        self.0.downcast_ref::<T>().map(|it| variant(Box::new(it.clone())))
    }

    fn value<T: MemberValue, U>(self, variant: impl FnOnce(T) -> U) -> Option<U> {
        self.0.downcast_ref::<T>().map(|it| variant(it.clone()))
    }
}

/// Returns whether two values are of the same variant and equal.
pub fn eq<U: Union>(one: &U, other: &U) -> bool {
    let mut found = Found(None);
    other.visit(&mut found);
    let mut comparer = Comparer { other: found.0, is_equal: false };
    one.visit(&mut comparer);
    comparer.is_equal
}

/// The variant and its value; no variant if the value is unrecognized.
struct Found<'a>(Option<(Option<usize>, &'a dyn Any)>);

impl<'a> VisitVariant<'a> for Found<'a> {
    fn model<T: Model>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.0 = Some((Some(variant), value));
    }

    fn value<T: MemberValue>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.0 = Some((Some(variant), value));
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.0 = Some((None, value));
    }
}

struct Comparer<'o> {
    other: Option<(Option<usize>, &'o dyn Any)>,
    is_equal: bool,
}

impl Comparer<'_> {
    fn compare<T: PartialEq + 'static>(&mut self, variant: Option<usize>, value: &T) {
        let other = self.other.filter(|(it, _)| *it == variant);
        self.is_equal = other.and_then(|(_, it)| it.downcast_ref()) == Some(value);
    }
}

impl<'a> VisitVariant<'a> for Comparer<'_> {
    fn model<T: Model>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.compare(Some(variant), value);
    }

    fn value<T: MemberValue>(&mut self, variant: usize, _: &'static str, value: &'a T) {
        self.compare(Some(variant), value);
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.compare(None, value);
    }
}

/// Shows the variant and its value, with values as in `Debug` of models.
///
/// # Errors
/// Fails if the formatter fails.
pub fn debug<U: Union>(union: &U, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printer = Printer { f, result: Ok(()) };
    union.visit(&mut printer);
    printer.result
}

struct Printer<'f, 'b> {
    f: &'f mut fmt::Formatter<'b>,
    result: fmt::Result,
}

impl<'a> VisitVariant<'a> for Printer<'_, '_> {
    fn model<T: Model>(&mut self, _: usize, name: &'static str, value: &'a T) {
        self.result = self.f.debug_tuple(name).field(value).finish();
    }

    fn value<T: MemberValue>(&mut self, _: usize, name: &'static str, value: &'a T) {
        self.result = self.f.debug_tuple(name).field(&Typed::new(name, value)).finish();
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.result = self.f.debug_tuple("Unrecognized").field(&Shown { name: "", value }).finish();
    }
}

/// Returns the value as another type. See [`Union::view`].
pub(super) fn view<U: Union, T: MemberValue>(union: &U, required: &[&'static str]) -> Option<T> {
    let mut viewer = Viewer { required, view: None };
    union.visit(&mut viewer);
    viewer.view
}

struct Viewer<'r, T> {
    required: &'r [&'static str],
    view: Option<T>,
}

impl<V: MemberValue> Viewer<'_, V> {
    fn read(&self, text: &str) -> Option<V> {
        if tell::has_all(text, self.required) { read_as(text) } else { None }
    }
}

impl<'a, V: MemberValue> VisitVariant<'a> for Viewer<'_, V> {
    fn model<T: Model>(&mut self, _: usize, _: &'static str, value: &'a T) {
        self.view = (value as &dyn Any).downcast_ref().cloned();
    }

    /// A text is read as a date, for example.
    fn value<T: MemberValue>(&mut self, _: usize, _: &'static str, value: &'a T) {
        let same = (value as &dyn Any).downcast_ref().cloned();
        self.view = same.or_else(|| self.read(&serde_json::to_string(value).ok()?));
    }

    fn unrecognized(&mut self, value: &'a Untyped) {
        self.view = self.read(&value.to_string());
    }
}
