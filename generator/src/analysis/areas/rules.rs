//! Rules of a configuration: the areas of the URLs, types and namespaces that they name.

mod flow;
mod url;

use super::{Area, AreaId};
use crate::analysis::paths::{Paths, PlaceId};
use crate::model::{Index, TypeId};
use crate::spelling;
pub(super) use flow::{Labels, labels};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use url::Target;

/// An area, and what belongs to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRule {
    /// The name of the feature: `device-management`.
    pub name: Spanned<String>,
    /// The title in documentation. The default is the name in words.
    pub title: Option<String>,
    /// The beginnings of URLs, with or without placeholders for keys: `/me/messages`, `/users/{id}/messages`. Requests below
    /// the longest matching prefix belong to this area.
    #[serde(default)]
    pub urls: Vec<Spanned<String>>,
    /// Names of types. Requests that address them belong to this area, too. A type takes precedence over a URL.
    #[serde(default)]
    pub types: Vec<Spanned<String>>,
    /// Namespaces, for types that are not below the URLs of a rule, and that no request of an area needs.
    #[serde(default)]
    pub namespaces: Vec<Spanned<String>>,
}

impl AreaRule {
    /// The area, without topics.
    pub(super) fn area(&self) -> Area {
        let name = self.name.get_ref().clone();
        let title = self.title.clone().unwrap_or_else(|| in_words(&name));
        Area { name, title, topics: Vec::new() }
    }
}

/// `device-management` → `Device management`.
fn in_words(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// A rule that does not match the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The offset in the configuration file.
    pub at: usize,
    /// The message.
    pub message: String,
}

/// What rules name.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Types, with all places that address them.
    types: BTreeMap<TypeId, BTreeSet<AreaId>>,
    /// Types whose namespaces are named.
    namespaces: BTreeMap<TypeId, BTreeSet<AreaId>>,
    /// Places without a type.
    places: BTreeMap<PlaceId, BTreeSet<AreaId>>,
    calls: BTreeMap<(PlaceId, usize), BTreeSet<AreaId>>,
    /// The places before the last ones of the URLs.
    through: Vec<(PlaceId, AreaId)>,
    pub(super) problems: Vec<RuleProblem>,
}

/// Finds what rules name. The areas are the indices of the rules.
pub(super) fn named(rules: &[AreaRule], index: &Index<'_>, paths: &Paths) -> Named {
    let mut res = Named::default();
    for (area, rule) in rules.iter().enumerate() {
        rule.types.iter().for_each(|it| res.add_type(area, it, index));
    }
    let explicit: BTreeSet<TypeId> = res.types.keys().copied().collect();
    for (area, rule) in rules.iter().enumerate() {
        rule.urls.iter().for_each(|it| res.add_url(area, it, paths, &explicit));
    }
    for (area, rule) in rules.iter().enumerate() {
        rule.namespaces.iter().for_each(|it| res.add_namespace(area, it, index));
    }
    res.problems.sort_by_key(|it| it.at);
    res
}

impl Named {
    fn add_type(&mut self, area: AreaId, name: &Spanned<String>, index: &Index<'_>) {
        match index.find(name.get_ref()) {
            Some(id) => {
                self.types.entry(id).or_default().insert(area);
            }
            None => {
                let near = index.similar(name.get_ref()).map(|it| index.def(it).name.value.to_string());
                self.report(name, "unknown type", near.as_deref());
            }
        }
    }

    fn add_url(&mut self, area: AreaId, url: &Spanned<String>, paths: &Paths, explicit: &BTreeSet<TypeId>) {
        match url::target(paths, url.get_ref()) {
            Ok((through, target)) => {
                self.through.extend(through.iter().map(|it| (*it, area)));
                self.add_target(area, target, paths, explicit);
            }
            Err(near) => self.report(url, "no URL of the API begins with", near.as_deref()),
        }
    }

    fn add_target(&mut self, area: AreaId, target: Target, paths: &Paths, explicit: &BTreeSet<TypeId>) {
        match target {
            Target::Place(place) => match paths.place(place).kind.ty() {
                Some(ty) if explicit.contains(&ty) => {}
                Some(ty) => {
                    self.types.entry(ty).or_default().insert(area);
                }
                None => {
                    self.places.entry(place).or_default().insert(area);
                }
            },
            Target::Calls(place, calls) => {
                for idx in calls {
                    self.calls.entry((place, idx)).or_default().insert(area);
                }
                self.through.push((place, area));
            }
        }
    }

    fn add_namespace(&mut self, area: AreaId, name: &Spanned<String>, index: &Index<'_>) {
        let all = || index.model.types.iter().map(|it| it.name.value.namespace.as_str());
        if !all().any(|it| it == name.get_ref()) {
            let near = spelling::nearest(name.get_ref(), all());
            self.report(name, "no type has the namespace", near);
            return;
        }
        for (idx, def) in index.model.types.iter().enumerate() {
            if def.name.value.namespace == *name.get_ref() {
                self.namespaces.entry(TypeId(idx as u32)).or_default().insert(area);
            }
        }
    }

    fn report(&mut self, name: &Spanned<String>, what: &str, near: Option<&str>) {
        let near = near.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
        let message = format!("{what} `{}`{near}", name.get_ref());
        self.problems.push(RuleProblem { at: name.span().start, message });
    }
}
