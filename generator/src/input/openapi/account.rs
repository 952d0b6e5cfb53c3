//! The account of the members of a description.

use crate::model::json::{Json, Name, Value};
use crate::source::{FileId, Span};

/// How the members of the objects of a description were used. Values that several references refer to count once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The number of members, counted in the trees.
    pub seen: usize,
    /// The number of members that the reader knows.
    pub read: usize,
    /// The number of members of data: of examples, defaults and allowed values.
    pub data: usize,
    /// The number of extensions and their members.
    pub extensions: usize,
    /// The number of members that a finding reports, and of their members.
    pub reported: usize,
    /// The number of members of other files that no reference refers to.
    pub unreferenced: usize,
    /// The first member that is not accounted for: an error of this program.
    pub missing: Option<Span>,
    /// The number of operations.
    pub operations: usize,
    /// The number of schemas.
    pub schemas: usize,
    /// The number of references.
    pub references: usize,
}

impl Account {
    /// Whether each member is accounted for.
    pub fn agrees(&self) -> bool {
        self.missing.is_none() && self.seen == self.read + self.data + self.extensions + self.reported
    }
}

/// How a member was used; the first one counts if there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    Read,
    Data,
    Extension,
    Reported,
}

/// The place of the name of a member.
type Place = (FileId, u32);

/// The uses of all members, in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Uses {
    all: Vec<(Place, Use)>,
}

impl Uses {
    pub(super) fn add(&mut self, name: &Name, how: Use) {
        self.all.push((place(name), how));
    }

    /// Adds all members of a value, and of its values.
    pub(super) fn add_all(&mut self, value: &Json, how: Use) {
        each(value, &mut |it| self.add(it, how));
    }

    /// The account of the values that were read, which `trees` contain. The counts of operations, schemas and references
    /// are added by the reader.
    pub(super) fn account(mut self, read: &[&Json], trees: &[&Json]) -> Account {
        self.all.sort_unstable();
        self.all.dedup_by_key(|it| it.0);
        let count = |how| self.all.iter().filter(|it| it.1 == how).count();
        let seen = places(read);
        let is_used = |it: &&Place| self.all.binary_search_by_key(*it, |it| it.0).is_ok();
        let missing = seen.iter().find(|it| !is_used(it));
        Account {
            seen: seen.len(),
            read: count(Use::Read),
            data: count(Use::Data),
            extensions: count(Use::Extension),
            reported: count(Use::Reported),
            unreferenced: places(trees).len() - seen.len(),
            missing: missing.map(|(file, start)| Span { file: *file, start: *start, end: *start }),
            ..Account::default()
        }
    }
}

/// The places of all members of values: of those that YAML repeats once.
fn places(values: &[&Json]) -> Vec<Place> {
    let mut res = Vec::new();
    values.iter().for_each(|it| each(it, &mut |it| res.push(place(it))));
    res.sort_unstable();
    res.dedup();
    res
}

fn place(name: &Name) -> Place {
    (name.span.file, name.span.start)
}

fn each(value: &Json, add: &mut impl FnMut(&Name)) {
    match &value.value {
        Value::Array(items) => items.iter().for_each(|it| each(it, add)),
        Value::Object(members) => members.iter().for_each(|(name, it)| {
            add(name);
            each(it, add);
        }),
        _ => {}
    }
}
