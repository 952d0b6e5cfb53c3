//! What models can do without serde: all of it goes through [`Model::each`] and [`Model::set`].

use crate::Additional;
use crate::model::{MemberValue, Model, Source, Visit};
use std::any::Any;

/// A copy: every member that is set is cloned into a new model.
pub fn clone<T: Model>(model: &T) -> T {
    let mut copier = Copier { copy: T::default(), idx: 0 };
    model.each(&mut copier);
    copier.copy
}

struct Copier<T> {
    copy: T,
    idx: usize,
}

impl<'a, T: Model> Visit<'a> for Copier<T> {
    fn member<V: MemberValue>(&mut self, member: &'a Option<V>) {
        if member.is_some() {
            self.copy.set(self.idx, &mut Original(member));
        }
        self.idx += 1;
    }

    fn additional(&mut self, additional: &'a Additional) {
        if !additional.is_empty() {
            self.copy.set(usize::MAX, &mut Original(additional));
        }
    }
}

/// The member that is copied, in a model of the same type and so of the type of the member that it is copied to.
struct Original<'a>(&'a dyn Any);

impl Source for Original<'_> {
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        if let Some(it) = self.0.downcast_ref::<Option<T>>() {
            member.clone_from(it);
        }
    }

    fn additional(&mut self, additional: &mut Additional) {
        if let Some(it) = self.0.downcast_ref::<Additional>() {
            additional.clone_from(it);
        }
    }
}

/// Whether all members are equal.
pub fn eq<T: Model>(one: &T, other: &T) -> bool {
    let mut others = Collector(Vec::with_capacity(T::NAMES.len() + 1));
    other.each(&mut others);
    let mut comparer = Comparer { others: others.0.into_iter(), is_equal: true };
    one.each(&mut comparer);
    comparer.is_equal
}

struct Collector<'a>(Vec<&'a dyn Any>);

impl<'a> Visit<'a> for Collector<'a> {
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>) {
        self.0.push(member);
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.0.push(additional);
    }
}

struct Comparer<'a> {
    others: std::vec::IntoIter<&'a dyn Any>,
    is_equal: bool,
}

impl Comparer<'_> {
    fn compare<T: PartialEq + 'static>(&mut self, one: &T) {
        let other = self.others.next().and_then(|it| it.downcast_ref());
        self.is_equal = self.is_equal && Some(one) == other;
    }
}

impl<'a> Visit<'a> for Comparer<'_> {
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>) {
        self.compare(member);
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.compare(additional);
    }
}

/// The members that are not declared.
pub(crate) fn additional<T: Model>(model: &T) -> &Additional {
    static NONE: Additional = Additional::new();
    let mut finder = Finder(&NONE);
    model.each(&mut finder);
    finder.0
}

struct Finder<'a>(&'a Additional);

impl<'a> Visit<'a> for Finder<'a> {
    fn member<T: MemberValue>(&mut self, _: &'a Option<T>) {}

    fn additional(&mut self, additional: &'a Additional) {
        self.0 = additional;
    }
}
