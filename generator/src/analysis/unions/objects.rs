//! How variants that are objects are told apart.

use super::shape::{Constant, Object};
use super::{Kind, Tell, only};
use std::collections::BTreeMap;

/// A variant that is an object; a union in a union has several.
type Owned<'s, 'm> = (usize, &'s Object<'m>);

/// How many members are searched for constants that tell variants apart.
const ROUNDS: usize = 4;

/// The conditions: the discriminator, then members with different constants, then required members that only one
/// variant declares. If one variant remains, it has all other objects.
pub(super) fn conditions(all: &[Owned<'_, '_>], discriminator: Option<&str>) -> Vec<(Tell, usize)> {
    let mut rest: Vec<&Owned<'_, '_>> = all.iter().collect();
    let mut res = Vec::new();
    if let (Some(variant), None) = (only(all.iter().map(|(it, _)| *it)), discriminator) {
        return vec![(Tell::Kind(Kind::Object), variant)];
    }
    for round in 0..ROUNDS {
        let owners = owners(&rest);
        let preferred = discriminator.filter(|it| round == 0 && rest.iter().any(|own| is_told(own, it, &owners)));
        let Some(name) = preferred.or_else(|| best(&rest, &owners)) else { break };
        let (told, others): (Vec<&Owned<'_, '_>>, Vec<_>) = rest.into_iter().partition(|it| is_told(it, name, &owners));
        told.iter().for_each(|it| add_constants(it, name, &mut res));
        rest = others;
    }
    add_required(&mut rest, &mut res);
    res.extend(only(rest.iter().map(|(it, _)| *it)).map(|it| (Tell::Kind(Kind::Object), it)));
    res
}

/// The variant of each constant of a member; `None` if several variants have it.
type Owners<'m> = BTreeMap<(&'m str, Constant<'m>), Option<usize>>;

fn owners<'m>(objects: &[&Owned<'_, 'm>]) -> Owners<'m> {
    let mut res = Owners::new();
    for (variant, object) in objects {
        for key in &object.constants {
            let owner = res.entry(key.clone()).or_insert(Some(*variant));
            *owner = owner.filter(|it| it == variant);
        }
    }
    res
}

/// Whether a member tells a variant from all others: it has constants that no other variant has.
fn is_told(own: &Owned<'_, '_>, name: &str, owners: &Owners<'_>) -> bool {
    let mut constants = own.1.constants.iter().filter(|(it, _)| *it == name).peekable();
    constants.peek().is_some() && constants.all(|it| owners.get(it).is_some_and(Option::is_some))
}

/// The member that tells most variants apart; of several ones, the first by name.
fn best<'m>(objects: &[&Owned<'_, 'm>], owners: &Owners<'m>) -> Option<&'m str> {
    let mut counts: BTreeMap<&'m str, usize> = BTreeMap::new();
    for (_, object) in objects {
        let mut shared: BTreeMap<&'m str, bool> = BTreeMap::new();
        for key in &object.constants {
            *shared.entry(key.0).or_default() |= owners.get(key).is_some_and(Option::is_none);
        }
        shared
            .into_iter()
            .filter(|(_, is_shared)| !is_shared)
            .for_each(|(name, _)| *counts.entry(name).or_default() += 1);
    }
    // The first one, since sorting is stable.
    let mut counts: Vec<(&'m str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.first().map(|(name, _)| *name)
}

fn add_constants((variant, object): &Owned<'_, '_>, name: &str, res: &mut Vec<(Tell, usize)>) {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for (_, constant) in object.constants.iter().filter(|(it, _)| *it == name) {
        match constant {
            Constant::Text(text) => texts.push((*text).to_owned()),
            Constant::Json(text) => others.push(text.to_string()),
        }
    }
    if !texts.is_empty() {
        res.push((Tell::Member(name.to_owned(), texts), *variant));
    }
    if !others.is_empty() {
        res.push((Tell::Constant(name.to_owned(), others), *variant));
    }
}

/// Adds the conditions of variants with a required member that no other variant declares.
fn add_required(rest: &mut Vec<&Owned<'_, '_>>, res: &mut Vec<(Tell, usize)>) {
    let mut owners: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (variant, object) in rest.iter() {
        for name in &object.declared {
            let owner = owners.entry(name).or_insert(Some(*variant));
            *owner = owner.filter(|it| it == variant);
        }
    }
    rest.retain(|(variant, object)| {
        let own = object.required.iter().find(|it| owners.get(*it).is_some_and(Option::is_some));
        res.extend(own.map(|it| (Tell::Has((*it).to_owned()), *variant)));
        own.is_none()
    });
}
