//! Members of one structured or enum type, from several sources.

use super::precedence::{Others, rule};
use super::versions::Versions;
use crate::model::{Fact, Member, Property, SourceKind, Unresolved};
use hashbrown::HashMap;

/// A property or a member of an enum.
pub(super) trait Part: Clone {
    /// Its kind of fact.
    const FACT: Fact;
    /// Whether names that differ in case only are the same part.
    const IN_ANY_CASE: bool;

    fn name(&self) -> &str;

    /// The part that several sources state.
    fn merged(versions: &Versions<'_, Self>) -> Self;
}

/// Merges the parts of other sources into `ours`. The others are sorted, the strongest first.
pub(super) fn merge<P: Part>(source: SourceKind, ours: &[P], others: &[(SourceKind, Vec<&P>)]) -> Vec<P> {
    if others.is_empty() {
        return ours.to_vec();
    }
    let mut all: Vec<Versions<'_, P>> = ours.iter().map(|it| Versions::new(source, it)).collect();
    // The position of the first part of each name.
    let mut known: HashMap<&str, usize> = HashMap::with_capacity(all.len());
    all.iter().enumerate().for_each(|(idx, it)| {
        known.entry(it.lead().name()).or_insert(idx);
    });
    for (source, parts) in others {
        for part in parts {
            match known.get(part.name()).copied().or_else(|| in_any_case(&all, part.name())) {
                Some(idx) => all[idx].add(*source, part),
                None if rule(P::FACT).others == Others::Kept => {
                    known.insert(part.name(), all.len());
                    all.push(Versions::new(*source, part));
                }
                None => {}
            }
        }
    }
    all.iter().map(P::merged).collect()
}

/// The position of the first part whose name differs in case only, if case does not matter. Few names do.
fn in_any_case<P: Part>(all: &[Versions<'_, P>], name: &str) -> Option<usize> {
    all.iter().position(|it| P::IN_ANY_CASE && it.lead().name().eq_ignore_ascii_case(name))
}

impl Part for Property<Unresolved> {
    const FACT: Fact = Fact::Members;
    const IN_ANY_CASE: bool = true;

    fn name(&self) -> &str {
        &self.name.value
    }

    fn merged(versions: &Versions<'_, Property<Unresolved>>) -> Property<Unresolved> {
        let typed = versions.strongest(Fact::MemberTypes);
        Property {
            name: versions.name(|it| &it.name),
            docs: versions.docs(),
            ty: typed.ty.clone(),
            kind: typed.kind,
            is_read_only: versions.any(|it| it.is_read_only),
            is_required: versions.any(|it| it.is_required),
            capabilities: versions
                .best(Fact::Members, |it| Some(&it.capabilities).filter(|it| !it.is_empty()))
                .cloned()
                .unwrap_or_default(),
            values: versions
                .best(Fact::Descriptions, |it| Some(&it.values).filter(|it| !it.is_empty()))
                .cloned()
                .unwrap_or_default(),
            details: versions.best(Fact::Members, |it| it.details.as_ref()).cloned(),
            provenance: versions.provenance(),
        }
    }
}

impl Part for Member {
    const FACT: Fact = Fact::EnumMembers;
    const IN_ANY_CASE: bool = false;

    fn name(&self) -> &str {
        &self.name.value
    }

    fn merged(versions: &Versions<'_, Member>) -> Member {
        Member {
            name: versions.name(|it| &it.name),
            docs: versions.docs(),
            value: versions.lead().value,
            provenance: versions.provenance(),
        }
    }
}
