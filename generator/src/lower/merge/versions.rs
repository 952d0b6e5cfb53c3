//! The statements of several sources about one item.

use super::precedence::rule;
use crate::model::{Docs, Fact, Member, Property, Provenance, SourceKind, TypeDef, Unresolved};
use crate::source::Span;
use std::cmp::Reverse;

/// One item as each source states it. The leading version becomes the item.
pub(super) struct Versions<T> {
    source: SourceKind,
    pub(super) lead: T,
    others: Vec<(SourceKind, T)>,
}

impl<T> Versions<T> {
    /// Creates an item from its leading version.
    pub(super) fn new(source: SourceKind, lead: T) -> Versions<T> {
        Versions { source, lead, others: Vec::new() }
    }

    /// Adds another version.
    pub(super) fn add(&mut self, source: SourceKind, version: T) {
        self.others.push((source, version));
    }

    /// Takes a fact from the strongest source that states it.
    pub(super) fn settle<U>(&mut self, fact: Fact, field: impl Fn(&mut T) -> &mut U, is_stated: impl Fn(&U) -> bool) {
        let rule = rule(fact);
        let lead = is_stated(field(&mut self.lead)).then(|| rule.rank(self.source));
        let others = self.others.iter_mut().enumerate().filter_map(|(idx, (source, it))| {
            let field = field(it);
            is_stated(field).then(|| ((rule.rank(*source), Reverse(idx)), field))
        });
        // Of several versions from one source, the last one wins.
        let best = others.min_by_key(|(rank, _)| *rank);
        if let Some(((rank, _), best)) = best
            && lead.is_none_or(|it| rank <= it)
        {
            std::mem::swap(field(&mut self.lead), best);
        }
    }

    /// Whether the predicate holds for a version.
    pub(super) fn any(&self, says: impl Fn(&T) -> bool) -> bool {
        says(&self.lead) || self.others.iter().any(|(_, it)| says(it))
    }

    /// The leading version, its source, and the others, the strongest of `fact` first.
    pub(super) fn split(mut self, fact: Fact) -> (SourceKind, T, Vec<(SourceKind, T)>) {
        self.others.sort_by_key(|(source, _)| rule(fact).rank(*source));
        (self.source, self.lead, self.others)
    }
}

/// Common parts of types, members and members of enums.
pub(super) trait Described {
    fn docs(&mut self) -> &mut Docs;
    fn place(&mut self) -> &mut Span;
    fn provenance(&mut self) -> &mut Provenance;
}

macro_rules! described {
    ($($ty:ty),+) => {
        $(impl Described for $ty {
            fn docs(&mut self) -> &mut Docs {
                &mut self.docs
            }

            fn place(&mut self) -> &mut Span {
                &mut self.name.span
            }

            fn provenance(&mut self) -> &mut Provenance {
                &mut self.provenance
            }
        })+
    };
}

described!(TypeDef<Unresolved>, Property<Unresolved>, Member);

impl<T: Described> Versions<T> {
    /// Merges documentation, places and provenance.
    pub(super) fn settle_docs(&mut self) {
        let own = *self.lead.provenance();
        let said_by = self.others.iter_mut().fold(own, |it, (_, other)| it.union(*other.provenance()));
        *self.lead.provenance() = said_by;
        self.settle(Fact::Places, T::place, |_| true);
        self.settle(Fact::Places, |it| &mut it.docs().page, Option::is_some);
        self.settle(Fact::Descriptions, |it| &mut it.docs().paragraphs, |it| !it.is_empty());
        self.settle(Fact::Deprecation, |it| &mut it.docs().deprecated, Option::is_some);
    }
}
