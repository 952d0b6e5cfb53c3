//! The statements of several sources about one item.

use super::precedence::rule;
use crate::model::{Docs, Fact, Member, Property, Provenance, SourceKind, TypeDef, Unresolved};
use crate::source::{Span, Spanned};

/// One item as each source states it, the leading version first.
pub(super) struct Versions<'a, T> {
    source: SourceKind,
    lead: &'a T,
    others: Vec<(SourceKind, &'a T)>,
}

impl<'a, T> Versions<'a, T> {
    /// Creates an item from its leading version.
    pub(super) fn new(source: SourceKind, lead: &'a T) -> Versions<'a, T> {
        Versions { source, lead, others: Vec::new() }
    }

    /// Adds another version.
    pub(super) fn add(&mut self, source: SourceKind, version: &'a T) {
        self.others.push((source, version));
    }

    /// The leading version.
    pub(super) fn lead(&self) -> &'a T {
        self.lead
    }

    /// The kind of source of the leading version.
    pub(super) fn source(&self) -> SourceKind {
        self.source
    }

    /// The other versions, the strongest source of `fact` first.
    pub(super) fn others(&self, fact: Fact) -> Vec<(SourceKind, &'a T)> {
        let mut res = self.others.clone();
        res.sort_by_key(|(source, _)| rule(fact).rank(*source));
        res
    }

    /// The version from the strongest source of `fact`.
    pub(super) fn strongest(&self, fact: Fact) -> &'a T {
        self.best(fact, Some).unwrap_or(self.lead)
    }

    /// A fact from the strongest source that states it.
    pub(super) fn best<U>(&self, fact: Fact, statement: impl Fn(&'a T) -> Option<U>) -> Option<U> {
        let rule = rule(fact);
        let mut best = None;
        for (source, it) in self.all() {
            let rank = rule.rank(source);
            // Of several versions from one source, the last one wins.
            if best.as_ref().is_none_or(|(known, _)| rank <= *known)
                && let Some(stated) = statement(it)
            {
                best = Some((rank, stated));
            }
        }
        best.map(|(_, it)| it)
    }

    /// Whether the predicate holds for a version.
    pub(super) fn any(&self, says: impl Fn(&T) -> bool) -> bool {
        self.all().any(|(_, it)| says(it))
    }

    fn all(&self) -> impl Iterator<Item = (SourceKind, &'a T)> {
        std::iter::once((self.source, self.lead)).chain(self.others.iter().copied())
    }
}

/// Common parts of types, members and members of enums.
pub(super) trait Described {
    fn docs(&self) -> &Docs;
    fn place(&self) -> Span;
    fn provenance(&self) -> Provenance;
}

macro_rules! described {
    ($($ty:ty),+) => {
        $(impl Described for $ty {
            fn docs(&self) -> &Docs {
                &self.docs
            }

            fn place(&self) -> Span {
                self.name.span
            }

            fn provenance(&self) -> Provenance {
                self.provenance
            }
        })+
    };
}

described!(TypeDef<Unresolved>, Property<Unresolved>, Member);

impl<'a, T: Described> Versions<'a, T> {
    /// The merged documentation.
    pub(super) fn docs(&self) -> Docs {
        Docs {
            paragraphs: self
                .best(Fact::Descriptions, |it| Some(&it.docs().paragraphs).filter(|it| !it.is_empty()))
                .cloned()
                .unwrap_or_default(),
            page: self.best(Fact::Places, |it| it.docs().page),
            deprecated: self.best(Fact::Deprecation, |it| it.docs().deprecated.as_ref()).cloned(),
        }
    }

    /// The name of the leading version, at the place of the item.
    pub(super) fn name<N: Clone + 'a>(&self, name: impl Fn(&'a T) -> &'a Spanned<N>) -> Spanned<N> {
        Spanned::new(name(self.lead).value.clone(), self.strongest(Fact::Places).place())
    }

    /// The provenance of the item.
    pub(super) fn provenance(&self) -> Provenance {
        self.others.iter().fold(self.lead.provenance(), |it, (_, other)| it.union(other.provenance()))
    }
}
