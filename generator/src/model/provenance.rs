//! Which sources state a fact of the model, and where.

use crate::source::Span;

/// A kind of source. No kind takes precedence in general: precedence depends on the kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Pages of a reference.
    Pages,
    /// OData metadata.
    Csdl,
    /// Lists of permissions by path and method.
    Permissions,
    /// OpenAPI descriptions.
    OpenApi,
}

/// A kind of fact that sources state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// Which types exist, with their names, base types and keys.
    Types,
    /// Which properties and navigation properties a type has, with their names.
    Members,
    /// The type and the nullability of a member.
    MemberTypes,
    /// Which members an enum type has, with their names and numbers.
    EnumMembers,
    /// Which actions and functions exist.
    ODataOperations,
    /// Entry points of URLs.
    Entries,
    /// Which operations exist, with their headers and examples.
    Operations,
    /// The permissions that requests require.
    Permissions,
    /// Descriptions.
    Descriptions,
    /// Deprecation notices.
    Deprecation,
    /// The primary place in findings and exports.
    Places,
}

impl Fact {
    /// Every kind of fact.
    pub const ALL: &[Fact] = &[
        Fact::Types,
        Fact::Members,
        Fact::MemberTypes,
        Fact::EnumMembers,
        Fact::ODataOperations,
        Fact::Entries,
        Fact::Operations,
        Fact::Permissions,
        Fact::Descriptions,
        Fact::Deprecation,
        Fact::Places,
    ];
}

impl SourceKind {
    /// Every kind of source.
    pub const ALL: [SourceKind; 4] =
        [SourceKind::Pages, SourceKind::Csdl, SourceKind::Permissions, SourceKind::OpenApi];

    /// The name of this kind of source in messages.
    pub fn noun(self) -> &'static str {
        match self {
            SourceKind::Pages => "page",
            SourceKind::Csdl => "metadata",
            SourceKind::Permissions => "permissions",
            SourceKind::OpenApi => "description",
        }
    }

    /// Whether such sources describe types.
    pub fn has_types(self) -> bool {
        !matches!(self, SourceKind::Permissions)
    }

    /// Whether such a source is exhaustive for a kind of fact: facts that it does not state do not exist.
    pub fn declares(self, fact: Fact) -> bool {
        match self {
            SourceKind::Pages | SourceKind::Permissions => false,
            SourceKind::OpenApi => {
                matches!(fact, Fact::Types | Fact::Members | Fact::MemberTypes | Fact::EnumMembers | Fact::Operations)
            }
            SourceKind::Csdl => {
                matches!(
                    fact,
                    Fact::Types
                        | Fact::Members
                        | Fact::MemberTypes
                        | Fact::EnumMembers
                        | Fact::ODataOperations
                        | Fact::Entries
                )
            }
        }
    }
}

/// The kinds of source that a model is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources([bool; SourceKind::ALL.len()]);

impl Sources {
    /// One kind only.
    pub fn only(kind: SourceKind) -> Sources {
        let mut res = Sources::default();
        res.0[kind as usize] = true;
        res
    }

    /// The kinds of both.
    pub fn union(self, other: Sources) -> Sources {
        Sources(std::array::from_fn(|idx| self.0[idx] || other.0[idx]))
    }

    /// The kinds, sorted.
    pub fn iter(self) -> impl Iterator<Item = SourceKind> {
        SourceKind::ALL.into_iter().filter(move |it| self.0[*it as usize])
    }

    /// Whether one of the sources is exhaustive for a kind of fact.
    pub fn declare(self, fact: Fact) -> bool {
        self.iter().any(|it| it.declares(fact))
    }
}

/// The sources that state a fact, and the place in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Provenance([Option<Span>; SourceKind::ALL.len()]);

impl Provenance {
    /// Stated by one source.
    pub fn new(kind: SourceKind, place: Span) -> Provenance {
        let mut res = Provenance::default();
        res.0[kind as usize] = Some(place);
        res
    }

    /// The union of both; of two places of the same kind, the first one is kept.
    pub fn union(self, other: Provenance) -> Provenance {
        Provenance(std::array::from_fn(|idx| self.0[idx].or(other.0[idx])))
    }

    /// The place where sources of this kind state it.
    pub fn place(self, kind: SourceKind) -> Option<Span> {
        self.0[kind as usize]
    }

    /// Whether sources of this kind state it, and no others.
    pub fn is_only(self, kind: SourceKind) -> bool {
        SourceKind::ALL.into_iter().all(|it| self.place(it).is_some() == (it == kind))
    }

    /// The place in the first kind of source that is exhaustive for such facts; `None` where no such source states it.
    pub fn declared(self, fact: Fact) -> Option<Span> {
        SourceKind::ALL.into_iter().filter(|it| it.declares(fact)).find_map(|it| self.place(it))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fact, Provenance, SourceKind, Sources};
    use crate::source::{FileId, Span};

    #[test]
    fn only_exhaustive_sources_declare() {
        let [page, csdl] = [0, 1].map(|file| Span::new(FileId(file), 0..1));
        let described = Provenance::new(SourceKind::Pages, page);
        let both = described.union(Provenance::new(SourceKind::Csdl, csdl));
        assert_eq!((described.declared(Fact::Types), both.declared(Fact::Types)), (None, Some(csdl)));
        assert_eq!(both.place(SourceKind::Pages), Some(page));
        assert_eq!(both.union(Provenance::new(SourceKind::Pages, csdl)), both, "the first place stays");
    }

    #[test]
    fn sources_declare_what_one_of_them_does() {
        let pages = Sources::only(SourceKind::Pages);
        let both = pages.union(Sources::only(SourceKind::Csdl));
        assert!(!pages.declare(Fact::Members) && both.declare(Fact::Members));
        assert!(both.iter().eq([SourceKind::Pages, SourceKind::Csdl]));
    }
}
