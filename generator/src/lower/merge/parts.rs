//! Members of one structured or enum type, from several sources.

use super::precedence::{Others, rule};
use super::versions::{Described, Versions};
use crate::model::{Fact, Member, Property, SourceKind, Unresolved};

/// A property or a member of an enum.
pub(super) trait Part: Described + Sized {
    /// Its kind of fact.
    const FACT: Fact;
    /// Whether names that differ in case only are the same part.
    const IN_ANY_CASE: bool;

    fn name(&self) -> &str;

    /// Resolves facts that sources state differently.
    fn settle(versions: &mut Versions<Self>);
}

/// Merges the parts of other sources into `ours`. The others are sorted, the strongest first.
pub(super) fn merge<P: Part>(
    source: SourceKind,
    ours: &mut Vec<P>,
    others: impl Iterator<Item = (SourceKind, Vec<P>)>,
) {
    let mut others = others.peekable();
    if others.peek().is_none() {
        return;
    }
    let mut all: Vec<Versions<P>> = std::mem::take(ours).into_iter().map(|it| Versions::new(source, it)).collect();
    for (source, parts) in others {
        for part in parts {
            match find(&all, part.name()) {
                Some(idx) => all[idx].add(source, part),
                None if rule(P::FACT).others == Others::Kept => all.push(Versions::new(source, part)),
                None => {}
            }
        }
    }
    ours.extend(all.into_iter().map(merged));
}

fn find<P: Part>(all: &[Versions<P>], name: &str) -> Option<usize> {
    let position = |same: &dyn Fn(&str) -> bool| all.iter().position(|it| same(it.lead.name()));
    let in_any_case = || if P::IN_ANY_CASE { position(&|it| it.eq_ignore_ascii_case(name)) } else { None };
    position(&|it| it == name).or_else(in_any_case)
}

fn merged<P: Part>(mut versions: Versions<P>) -> P {
    P::settle(&mut versions);
    versions.settle_docs();
    versions.lead
}

impl Part for Property<Unresolved> {
    const FACT: Fact = Fact::Members;
    const IN_ANY_CASE: bool = true;

    fn name(&self) -> &str {
        &self.name.value
    }

    fn settle(versions: &mut Versions<Property<Unresolved>>) {
        let (is_read_only, is_required) = (versions.any(|it| it.is_read_only), versions.any(|it| it.is_required));
        versions.settle(Fact::MemberTypes, |it| &mut it.ty, |_| true);
        versions.settle(Fact::MemberTypes, |it| &mut it.kind, |_| true);
        (versions.lead.is_read_only, versions.lead.is_required) = (is_read_only, is_required);
    }
}

impl Part for Member {
    const FACT: Fact = Fact::EnumMembers;
    const IN_ANY_CASE: bool = false;

    fn name(&self) -> &str {
        &self.name.value
    }

    fn settle(_: &mut Versions<Member>) {}
}
