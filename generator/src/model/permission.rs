//! Permissions of operations.

use super::Provenance;
use super::http::{Method, UrlTemplate};
use crate::source::Spanned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kind of caller; permissions depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caller {
    /// A person with a work or school account.
    DelegatedWork,
    /// A person with a personal Microsoft account.
    DelegatedPersonal,
    /// An application without a signed-in user.
    Application,
}

impl Caller {
    /// All of them.
    pub const ALL: [Caller; 3] = [Caller::DelegatedWork, Caller::DelegatedPersonal, Caller::Application];
}

/// The permissions of an operation.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// What each caller requires. The list is empty for a caller that is not supported, and missing for a caller that no
    /// source mentions.
    pub callers: BTreeMap<Caller, Vec<Requirement>>,
}

/// The permissions of one request, stated by its method and its URL.
#[derive(Clone, Debug)]
pub struct RequestPermissions {
    /// The method.
    pub method: Method,
    /// The URL, as written first.
    pub url: Arc<UrlTemplate>,
    /// What each caller requires. No caller is missing.
    pub permissions: Arc<Permissions>,
    /// Which sources state it.
    pub provenance: Provenance,
}

/// What a caller requires, for every request or for one subject.
#[derive(Clone, Debug, Default)]
pub struct Requirement {
    /// The subject that the requirement is limited to, in the words of its source: `user`, `acting on self`. Without a
    /// subject, the requirement is for every request.
    pub subject: Option<Spanned<String>>,
    /// One of these is enough. From least to most privileged, independent of the order in the source. Empty if the subject
    /// is not supported.
    pub alternatives: Vec<Alternative>,
}

/// Permissions that are required together.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The names, in the order of the source, each once.
    pub names: Vec<Spanned<String>>,
}

impl Permissions {
    /// Adds what a caller requires for a subject to what is known for it.
    pub fn add(&mut self, caller: Caller, requirement: Requirement) {
        let all = self.callers.entry(caller).or_default();
        let is_same = |it: &Requirement| {
            it.subject.as_ref().map(|it| &it.value) == requirement.subject.as_ref().map(|it| &it.value)
        };
        match all.iter().position(is_same) {
            Some(idx) => requirement.alternatives.into_iter().for_each(|it| all[idx].add(it)),
            None => all.push(requirement),
        }
    }

    /// Whether both require the same, in the same order.
    pub fn is_same(&self, other: &Permissions) -> bool {
        self.callers.len() == other.callers.len()
            && self.callers.iter().zip(&other.callers).all(|((a, ours), (b, theirs))| {
                a == b && ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.is_same(b))
            })
    }

    /// Removes the subjects of callers that are not supported for any subject.
    pub fn settle(&mut self) {
        for all in self.callers.values_mut() {
            if all.iter().all(|it| it.alternatives.is_empty()) {
                all.clear();
            }
        }
    }
}

impl Requirement {
    fn is_same(&self, other: &Requirement) -> bool {
        let same = |(a, b): (&Alternative, &Alternative)| a.values().eq(b.values());
        self.subject.as_ref().map(|it| &it.value) == other.subject.as_ref().map(|it| &it.value)
            && self.alternatives.len() == other.alternatives.len()
            && self.alternatives.iter().zip(&other.alternatives).all(same)
    }

    /// Adds an alternative, unless it is known.
    pub fn add(&mut self, alternative: Alternative) {
        if !self.alternatives.iter().any(|it| it.requires_same(&alternative)) {
            self.alternatives.push(alternative);
        }
    }
}

impl Alternative {
    /// The names of both, each once.
    pub fn and(&self, other: &Alternative) -> Alternative {
        let mut names = self.names.clone();
        for name in &other.names {
            if !names.iter().any(|it| it.value == name.value) {
                names.push(name.clone());
            }
        }
        Alternative { names }
    }

    fn values(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|it| it.value.as_str())
    }

    /// Whether both have the same names, in any order. Each has a name once.
    fn requires_same(&self, other: &Alternative) -> bool {
        self.names.len() == other.names.len() && self.values().all(|it| other.values().any(|name| name == it))
    }
}
