//! Members by name: own and inherited ones, and those of derived types.

use super::Index;
use super::name_map::{hash, is_alike};
use crate::model::{Docs, Model, Property, Type, TypeId};
use crate::spelling;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::collections::BTreeSet;

/// A property: the type that declares it, and its index there.
pub type Position = (TypeId, u32);

/// The members of a type, inherited ones too: the nearest one of each name.
#[derive(Debug)]
pub(super) struct Members {
    /// By the hash of their names without regard to case, with their order: those of the nearest type first.
    all: HashTable<(u32, Position)>,
    hasher: DefaultHashBuilder,
}

/// The members that derived types declare themselves: sorted by name, then near ones first.
#[derive(Debug)]
pub(super) struct Below(Vec<Position>);

impl Model<TypeId> {
    /// The property of this name that the type declares or inherits: by its type and index. Names match without regard to
    /// case if none matches exactly.
    pub fn find_property(&self, id: TypeId, name: &str) -> Option<Position> {
        let types = self.lineage(id);
        let find = |matches: &dyn Fn(&str) -> bool| {
            types.iter().find_map(|ty| {
                let idx = self.type_def(*ty).structure()?.properties.iter().position(|it| matches(&it.name.value))?;
                Some((*ty, idx as u32))
            })
        };
        find(&|it| it == name).or_else(|| find(&|it| it.eq_ignore_ascii_case(name)))
    }

    /// The description of a property of a type: its own, or that of the nearest type that describes the inherited member.
    pub fn member_docs<'a>(&'a self, id: TypeId, property: &'a Property<TypeId>) -> &'a Docs {
        let is_meant = |it: &str| it.eq_ignore_ascii_case(&property.name.value);
        let structures: Vec<_> = self.lineage(id).into_iter().filter_map(|it| self.type_def(it).structure()).collect();
        // Few members are described again: without this, each member would be searched among all.
        if !structures.iter().any(|it| it.inherited.iter().any(|it| is_meant(&it.name.value))) {
            return &property.docs;
        }
        let below = structures.into_iter().take_while(|it| !it.properties.iter().any(|it| is_meant(&it.name.value)));
        let mut said = below.flat_map(|it| &it.inherited).filter(|it| is_meant(&it.name.value)).map(|it| &it.docs);
        said.find(|it| !it.is_hollow()).filter(|it| !it.is_alike(&property.docs)).unwrap_or(&property.docs)
    }

    /// The type of undeclared members, which the type or its nearest base type states.
    pub fn rest_of(&self, id: TypeId) -> Option<&Type<TypeId>> {
        self.lineage(id).into_iter().find_map(|it| self.type_def(it).structure()?.rest.as_ref())
    }

    /// The inherited members that instances of a type must have because the type or a base type says so.
    pub fn required_of_bases(&self, id: TypeId) -> BTreeSet<&str> {
        let structures = self.lineage(id).into_iter().filter_map(|it| self.type_def(it).structure());
        structures.flat_map(|it| &it.requires).map(String::as_str).collect()
    }

    /// A property found by [`Model::find_property`].
    pub fn property(&self, (ty, idx): Position) -> Option<&Property<TypeId>> {
        self.type_def(ty).structure()?.properties.get(idx as usize)
    }
}

impl<'a> Index<'a> {
    /// The positions of the properties that types declare themselves.
    fn own(&self, types: impl IntoIterator<Item = TypeId>) -> impl Iterator<Item = Position> {
        let count = |it: TypeId| self.def(it).structure().map_or(0, |it| it.properties.len() as u32);
        types.into_iter().flat_map(move |it| (0..count(it)).map(move |idx| (it, idx)))
    }

    fn at(&self, position: Position) -> Option<&'a Property<TypeId>> {
        self.model.property(position)
    }

    fn name_at(&self, position: Position) -> &'a str {
        self.at(position).map_or("", |it| &it.name.value)
    }

    fn members(&self, id: TypeId) -> &Members {
        self.members[id.0 as usize].get_or_init(|| {
            let hasher = DefaultHashBuilder::default();
            let own = |it| self.def(it).structure().map_or(0, |it| it.properties.len());
            let count = self.model.with_bases(id).map(own).sum();
            let mut all: HashTable<(u32, Position)> = HashTable::with_capacity(count);
            for (order, position) in (0..).zip(self.own(self.model.with_bases(id))) {
                let name = self.name_at(position);
                let hash = hash(&hasher, name);
                if all.find(hash, |(_, it)| self.name_at(*it) == name).is_none() {
                    all.insert_unique(hash, (order, position), |(_, it)| self::hash(&hasher, self.name_at(*it)));
                }
            }
            Members { all, hasher }
        })
    }

    /// The member of this name.
    pub(crate) fn member(&self, id: TypeId, name: &str) -> Option<&'a Property<TypeId>> {
        let Members { all, hasher } = self.members(id);
        let (_, found) = all.find(hash(hasher, name), |(_, it)| self.name_at(*it) == name)?;
        self.at(*found)
    }

    /// The member of this name without regard to case: the nearest one.
    pub(crate) fn member_folded(&self, id: TypeId, name: &str) -> Option<&'a Property<TypeId>> {
        let Members { all, hasher } = self.members(id);
        let alike = all.iter_hash(hash(hasher, name)).filter(|(_, it)| is_alike(self.name_at(*it), name));
        self.at(alike.min()?.1)
    }

    /// The names of the members of a type, unordered.
    fn names(&self, id: TypeId) -> impl Iterator<Item = &'a str> {
        self.members(id).all.iter().map(|(_, it)| self.name_at(*it))
    }

    /// The number of members, inherited ones too.
    pub(crate) fn n_members(&self, id: TypeId) -> usize {
        self.members(id).all.len()
    }

    /// Whether a type has no members.
    pub(crate) fn is_hollow(&self, id: TypeId) -> bool {
        self.n_members(id) == 0
    }

    /// Whether instances may have undeclared members.
    pub(crate) fn is_open(&self, id: TypeId) -> bool {
        self.model.with_bases(id).filter_map(|it| self.def(it).structure()).any(|it| it.is_open)
    }

    /// Whether some members of a type are unknown, because a base type is wrong.
    pub(crate) fn is_partial(&self, id: TypeId) -> bool {
        self.model.with_bases(id).filter_map(|it| self.def(it).structure()).any(|it| it.is_partial)
    }

    /// The derived types that declare a member, near ones first.
    pub(crate) fn derived_with(&self, id: TypeId, name: &str) -> impl Iterator<Item = TypeId> {
        let Below(below) = self.below[id.0 as usize].get_or_init(|| {
            let mut all: Vec<Position> = self.own(self.derived(id)).collect();
            all.sort_by_key(|it| self.name_at(*it));
            Below(all)
        });
        let start = below.partition_point(|it| self.name_at(*it) < name);
        below[start..].iter().take_while(move |it| self.name_at(**it) == name).map(|(ty, _)| *ty)
    }

    /// The nearest derived type that has all `names` as members.
    pub(crate) fn derived_with_all(&self, id: TypeId, names: &[&str]) -> Option<TypeId> {
        self.derived(id).into_iter().find(|it| names.iter().all(|name| self.member(*it, name).is_some()))
    }

    /// The only member whose name begins with a name: `exclusiveMode` for `exclusive`.
    pub(crate) fn longer_member(&self, id: TypeId, name: &str) -> Option<&'a str> {
        let mut longer = self.names(id).filter(|it| it.starts_with(name));
        longer.next().filter(|_| name.len() > 3 && longer.next().is_none())
    }

    /// The member with the most similar name.
    pub(crate) fn nearest_member(&self, id: TypeId, name: &str) -> Option<&'a str> {
        spelling::nearest(name, self.names(id))
    }
}
