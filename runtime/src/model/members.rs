//! Operations on models without serde, based on [`Model::each`] and [`Model::set`].

use super::{MemberValue, Model, Source, Visit};
use crate::list::{self, Nulls};
use crate::raw::Raw;
use crate::{Additional, Map};
use serde_json::Value;
use std::any::Any;

/// Clones every member that is set into a new model.
pub fn clone<T: Model>(model: &T) -> T {
    let mut copier = Copier(T::default());
    model.each(&mut copier);
    copier.0
}

struct Copier<T>(T);

impl<'a, T: Model> Visit<'a> for Copier<T> {
    #[inline]
    fn member<V: MemberValue>(&mut self, name: &'static str, member: &'a Option<V>) {
        if member.is_some() {
            self.0.set(name, &mut Original(member));
        }
    }

    fn rest<V: MemberValue>(&mut self, rest: &'a Map<V>) {
        if rest.is_used() {
            self.0.set("", &mut Original(rest));
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        if additional.is_used() {
            self.0.set("", &mut Original(additional));
        }
    }
}

/// The member to copy. The target has the same model type, so the member has the same type.
struct Original<'a>(&'a dyn Any);

impl Source for Original<'_> {
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        if let Some(it) = self.0.downcast_ref::<Option<T>>() {
            member.clone_from(it);
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &mut Map<T>, additional: &mut Additional) {
        match self.0.downcast_ref::<Map<T>>() {
            Some(it) => rest.clone_from(it),
            None => self.additional(additional),
        }
    }

    fn additional(&mut self, additional: &mut Additional) {
        if let Some(it) = self.0.downcast_ref::<Additional>() {
            additional.clone_from(it);
        }
    }
}

/// Converts the model to a type that declares some of its members. The others become additional members, and
/// `@odata.type` is set.
pub(super) fn upcast<T: Model, B: Model>(model: &T) -> B {
    let mut lifter = Lifter { base: B::default(), nulls: None };
    model.each(&mut lifter);
    let (tag, values) = T::TAG;
    if let Some(value) = values.first().filter(|_| !has(&lifter.base, tag)) {
        lifter.lift(tag, &(*value).to_owned());
    }
    if T::TYPE_NAME.is_empty() {
        return lifter.base;
    }
    let name = format!("#{}", T::TYPE_NAME);
    lifter.base.set("", &mut Lifted { name: "@odata.type", member: &name, nulls: Nulls::NONE, is_read: false });
    lifter.base
}

struct Lifter<'a, B> {
    base: B,
    /// The nulls of lists, if there are any.
    nulls: Option<&'a Additional>,
}

impl<B: Model> Lifter<'_, B> {
    fn lift<V: MemberValue>(&mut self, name: &str, member: &V) {
        let nulls = self.nulls.map_or(Nulls::NONE, |it| it.all_nulls(name));
        let mut lifted = Lifted { name, member, nulls, is_read: false };
        self.base.set(name, &mut lifted);
        if !lifted.is_read {
            self.base.set("", &mut lifted);
        }
    }
}

impl<'a, B: Model> Visit<'a> for Lifter<'a, B> {
    fn member<V: MemberValue>(&mut self, name: &'static str, member: &'a Option<V>) {
        if let Some(member) = member {
            self.lift(name, member);
        }
    }

    fn rest<V: MemberValue>(&mut self, rest: &'a Map<V>) {
        for (name, value) in rest {
            self.lift(name, value);
        }
        for name in rest.nulls() {
            self.base.set("", &mut Lifted { name, member: &(), nulls: Nulls::NONE, is_read: false });
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        if additional.is_used() {
            self.nulls = Some(additional);
            self.base.set("", &mut Original(additional));
        }
    }
}

/// A member that is copied to a model of another type.
struct Lifted<'a, V> {
    name: &'a str,
    member: &'a V,
    nulls: &'a Nulls,
    is_read: bool,
}

impl<V: MemberValue> Source for Lifted<'_, V> {
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        let same = (self.member as &dyn Any).downcast_ref().cloned();
        let other = || serde_json::from_str(&serde_json::to_string(self.member).ok()?).ok();
        *member = same.or_else(other);
        self.is_read = member.is_some();
    }

    fn rest<T: MemberValue>(&mut self, rest: &mut Map<T>, additional: &mut Additional) {
        match (self.member as &dyn Any).downcast_ref::<T>() {
            Some(it) => {
                rest.insert(self.name.to_owned(), it.clone());
                self.is_read = true;
            }
            None => self.additional(additional),
        }
    }

    fn additional(&mut self, additional: &mut Additional) {
        if self.name == "@odata.type" {
            additional.remove("@type");
        }
        let text = list::to_text(self.member, self.nulls);
        self.is_read = text.and_then(|it| additional.read(self.name, Raw::Text(it.into()))).is_ok();
    }
}

/// Returns whether the model has a member of this name.
pub(crate) fn has<T: Model>(model: &T, name: &str) -> bool {
    let mut search = Search { name, is_found: false };
    model.each(&mut search);
    search.is_found
}

struct Search<'n> {
    name: &'n str,
    is_found: bool,
}

impl<'a> Visit<'a> for Search<'_> {
    #[inline]
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        self.is_found |= member.is_some() && name == self.name;
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        self.is_found |= rest.contains_key(self.name);
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.is_found |= additional.get(self.name).is_some();
    }
}

/// Sets a member to null.
pub(crate) fn set_null<T: Model>(model: &mut T, name: &str) {
    model.set(name, &mut Nothing);
    model.set("", &mut Lifted { name, member: &(), nulls: Nulls::NONE, is_read: false });
}

/// Removes the value of a declared member.
struct Nothing;

impl Source for Nothing {
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        *member = None;
    }

    fn rest<T: MemberValue>(&mut self, _: &mut Map<T>, _: &mut Additional) {}

    fn additional(&mut self, _: &mut Additional) {}
}

/// Returns the text of a member.
pub(super) fn text<T: Model>(model: &T, name: &str) -> Option<String> {
    let mut reader = TextReader { name, text: None };
    model.each(&mut reader);
    reader.text
}

struct TextReader<'n> {
    name: &'n str,
    text: Option<String>,
}

impl TextReader<'_> {
    fn read<T: MemberValue>(&mut self, member: &T) {
        if let Ok(Value::String(text)) = serde_json::to_value(member) {
            self.text = Some(text);
        }
    }
}

impl<'a> Visit<'a> for TextReader<'_> {
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(member) = member.as_ref().filter(|_| name == self.name) {
            self.read(member);
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        if let Some(member) = rest.get(self.name) {
            self.read(member);
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        if let Some(Value::String(text)) = additional.get(self.name) {
            self.text = Some(text.clone());
        }
    }
}

/// Returns whether all members are equal.
pub fn eq<T: Model>(one: &T, other: &T) -> bool {
    let mut others = Collector(Vec::new());
    other.each(&mut others);
    let mut comparer = Comparer { others: others.0.into_iter(), is_equal: true };
    one.each(&mut comparer);
    comparer.is_equal && comparer.others.next().is_none()
}

/// The members that are set.
struct Collector<'a>(Vec<(&'static str, &'a dyn Any)>);

impl<'a> Visit<'a> for Collector<'a> {
    #[inline]
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            self.0.push((name, value));
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        self.0.push(("", rest));
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.0.push(("", additional));
    }
}

struct Comparer<'a> {
    others: std::vec::IntoIter<(&'static str, &'a dyn Any)>,
    is_equal: bool,
}

impl Comparer<'_> {
    fn compare<T: PartialEq + 'static>(&mut self, name: &str, one: &T) {
        let other = self.others.next().filter(|(it, _)| *it == name);
        let other = other.and_then(|(_, it)| it.downcast_ref());
        self.is_equal = self.is_equal && Some(one) == other;
    }
}

impl<'a> Visit<'a> for Comparer<'_> {
    #[inline]
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>) {
        if let Some(value) = member {
            self.compare(name, value);
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>) {
        self.compare("", rest);
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.compare("", additional);
    }
}

/// The additional members.
pub(super) fn additional<T: Model>(model: &T) -> &Additional {
    static NONE: Additional = Additional::new();
    let mut finder = Finder(&NONE);
    model.each(&mut finder);
    finder.0
}

struct Finder<'a>(&'a Additional);

impl<'a> Visit<'a> for Finder<'a> {
    fn member<T: MemberValue>(&mut self, _: &'static str, _: &'a Option<T>) {}

    fn rest<T: MemberValue>(&mut self, _: &'a Map<T>) {}

    fn additional(&mut self, additional: &'a Additional) {
        self.0 = additional;
    }
}
