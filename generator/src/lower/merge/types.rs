//! Definitions of the same type → one definition.

use super::parts;
use super::versions::Versions;
use crate::model::{
    Enumeration, Fact, InheritedMember, Member, Property, QualifiedName, Role, SourceKind, Structure, TypeDef,
    TypeKind, Unresolved,
};
use rayon::prelude::*;

type Def = TypeDef<Unresolved>;

/// Merges the definitions of all sources, sorted by name. The sources are ranked, the strongest first.
pub(super) fn merge<'a>(sources: impl Iterator<Item = (SourceKind, &'a [Def])>) -> Vec<Def> {
    let mut all: Vec<(SourceKind, &Def)> =
        sources.flat_map(|(source, types)| types.iter().map(move |it| (source, it))).collect();
    all.par_sort_by(|(_, a), (_, b)| a.name.value.cmp(&b.name.value));
    let groups = Groups(all.chunk_by(|(_, a), (_, b)| a.name.value == b.name.value).collect());
    groups.0.par_iter().map(|it| groups.merged(it)).collect()
}

/// The definitions of each type, sorted by name; those of the strongest source come first.
struct Groups<'a>(Vec<&'a [(SourceKind, &'a Def)]>);

impl<'a> Groups<'a> {
    fn merged(&self, definitions: &[(SourceKind, &'a Def)]) -> Def {
        let (source, lead) = definitions[0];
        let mut versions = Versions::new(source, lead);
        // The others have a name generated for a list of values, which is a different type in the stronger source.
        let same = definitions[1..].iter().filter(|(_, it)| is_same(it, lead));
        same.for_each(|(source, it)| versions.add(*source, it));
        Def {
            name: versions.name(|it| &it.name),
            docs: versions.docs(),
            kind: self.kind(&versions),
            provenance: versions.provenance(),
            role: lead.role,
        }
    }

    fn kind(&self, versions: &Versions<'a, Def>) -> TypeKind<Unresolved> {
        match &versions.lead().kind {
            TypeKind::Entity(it) => TypeKind::Entity(self.structure(it, versions)),
            TypeKind::Complex(it) => TypeKind::Complex(self.structure(it, versions)),
            TypeKind::Enum(it) => TypeKind::Enum(enumeration(it, versions)),
            TypeKind::Union(it) => TypeKind::Union(it.clone()),
        }
    }

    fn structure(&self, lead: &'a Structure<Unresolved>, versions: &Versions<'a, Def>) -> Structure<Unresolved> {
        let mut inherited = lead.inherited.clone();
        let properties = |(source, it): (SourceKind, &'a Def)| {
            let is_own = |it: &&Property<Unresolved>| {
                source == versions.source() || declares(lead, &it.name.value) || !self.inherits(lead, &it.name.value)
            };
            let structure = it.structure()?;
            let (own, others): (_, Vec<_>) = structure.properties.iter().partition(is_own);
            inherited.extend(structure.inherited.iter().cloned());
            inherited.extend(others.into_iter().cloned().map(InheritedMember::from));
            Some((source, own))
        };
        let others: Vec<_> = versions.others(Fact::Types).into_iter().filter_map(properties).collect();
        Structure {
            base: lead.base.clone(),
            is_abstract: lead.is_abstract,
            is_open: lead.is_open,
            rest: lead.rest.clone(),
            is_closed: lead.is_closed,
            tag: lead.tag.clone(),
            is_partial: lead.is_partial,
            has_stream: lead.has_stream,
            keys: lead.keys.clone(),
            key_aliases: lead.key_aliases.clone(),
            alternate_keys: lead.alternate_keys.clone(),
            capabilities: lead.capabilities.clone(),
            properties: parts::merge(versions.source(), &lead.properties, &others),
            inherited,
            requires: lead.requires.clone(),
        }
    }

    /// Whether a base type declares a member.
    fn inherits(&self, of: &'a Structure<Unresolved>, name: &str) -> bool {
        let base = |it: &&'a Structure<Unresolved>| self.find(&it.base.as_ref()?.name)?.structure();
        // No chain is longer than the number of types, even if base types are circular.
        std::iter::successors(Some(of), base).skip(1).take(self.0.len()).any(|it| declares(it, name))
    }

    fn find(&self, name: &QualifiedName) -> Option<&'a Def> {
        let idx = self.0.binary_search_by(|it| it[0].1.name.value.cmp(name)).ok()?;
        Some(self.0[idx][0].1)
    }
}

/// Whether a definition describes the known type: it was found by its name, or both are the parameters of the same action,
/// which are named after the action in every source.
fn is_same(new: &Def, known: &Def) -> bool {
    new.role == Role::Definition || (new.role, known.role) == (Role::Parameters, Role::Parameters)
}

fn declares(structure: &Structure<Unresolved>, name: &str) -> bool {
    structure.properties.iter().any(|it| it.name.value.eq_ignore_ascii_case(name))
}

fn enumeration<'a>(lead: &'a Enumeration, versions: &Versions<'a, Def>) -> Enumeration {
    let members = |(source, it): (SourceKind, &'a Def)| match &it.kind {
        TypeKind::Enum(it) => Some((source, it.members.iter().collect())),
        TypeKind::Entity(_) | TypeKind::Complex(_) | TypeKind::Union(_) => None,
    };
    let others: Vec<(SourceKind, Vec<&Member>)> =
        versions.others(Fact::Types).into_iter().filter_map(members).collect();
    Enumeration {
        is_flags: lead.is_flags,
        members: parts::merge(versions.source(), &lead.members, &others),
        underlying: lead.underlying,
        json: lead.json,
    }
}
