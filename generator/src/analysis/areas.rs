//! Areas: optional parts of the API, each a Cargo feature of the generated crate.
//!
//! Areas are defined by rules of the configuration, and by the top-level divisions of the table of contents, else by the tags
//! of descriptions. Without them, a crate has no areas. A type, a place or a request can belong to several areas; items that most areas need are always
//! compiled.

mod graph;
mod listed;
mod rules;
mod tags;
#[cfg(test)]
mod tests;
mod toc_tree;

use crate::analysis::paths::{Paths, PlaceId};
use crate::input::markdown::Topic;
use crate::model::{Index, OperationId, TypeId};
use crate::source::SourceMap;
use heck::ToKebabCase;
pub use rules::{AreaRule, RuleProblem};
use std::collections::BTreeSet;
pub use toc_tree::{TocNode, toc_tree};

/// One area, by its index in [`Areas::all`].
pub type AreaId = usize;

/// A part of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The name in the rule; else the title in kebab case, without text in parentheses (`Bookings (preview)`):
    /// `personal-contacts`. Rules and entries of the same name are one area.
    pub name: String,
    /// Its title: `Personal contacts`.
    pub title: String,
    /// The entries below it in the table of contents.
    pub topics: Vec<String>,
}

/// The condition under which an item is compiled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Always.
    Always,
    /// If one of these areas is enabled.
    Any(BTreeSet<AreaId>),
}

/// The areas of all items.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    /// In the order of the rules, then of the table of contents; empty if the crate has none.
    pub all: Vec<Area>,
    /// By [`TypeId`].
    types: Vec<Gate>,
    /// By [`PlaceId`].
    places: Vec<Gate>,
    /// By [`PlaceId`] and index of the call.
    calls: Vec<Vec<Gate>>,
    /// By [`OperationId`].
    pages: Vec<Gate>,
    /// Rules of the configuration that do not match the API.
    pub problems: Vec<RuleProblem>,
}

/// Determines the areas of all items from rules, and from the entries of all tables of contents.
pub fn areas(
    sources: &SourceMap,
    topics: &[Topic],
    entries: Vec<TocNode>,
    rules: &[AreaRule],
    index: &Index<'_>,
    paths: &Paths,
) -> Areas {
    let model = index.model;
    let all = rules.iter().map(AreaRule::area).collect();
    let found = listed::listed(sources, topics, entries, model, all);
    let found = found.or_else(|| tags::tagged(model).filter(|_| rules.is_empty()));
    let Some((all, listed)) = found else { return Areas::default() };
    if rules.is_empty() {
        return graph::assign(all, &listed, None, model, paths);
    }
    let mut named = rules::named(rules, index, paths);
    let problems = std::mem::take(&mut named.problems);
    let labels = rules::labels(named, model, paths);
    Areas { problems, ..graph::assign(all, &listed, Some(&labels), model, paths) }
}

impl Areas {
    /// Whether the crate has areas.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The gate of a type.
    pub fn of_type(&self, id: TypeId) -> &Gate {
        self.types.get(id.0 as usize).unwrap_or(&Gate::Always)
    }

    /// The gate of a path type.
    pub fn of_place(&self, id: PlaceId) -> &Gate {
        self.places.get(id.0 as usize).unwrap_or(&Gate::Always)
    }

    /// The gate of a request function.
    pub fn of_call(&self, (place, idx): (PlaceId, usize)) -> &Gate {
        self.calls.get(place.0 as usize).and_then(|it| it.get(idx)).unwrap_or(&Gate::Always)
    }

    /// The gate of the page constant of an operation.
    pub fn of_page(&self, id: OperationId) -> &Gate {
        self.pages.get(id.0 as usize).unwrap_or(&Gate::Always)
    }
}

impl Gate {
    /// Whether this gate implies `other`.
    pub fn implies(&self, other: &Gate) -> bool {
        match (self, other) {
            (_, Gate::Always) => true,
            (Gate::Always, Gate::Any(_)) => false,
            (Gate::Any(these), Gate::Any(others)) => these.is_subset(others),
        }
    }

    /// The union of two gates.
    #[must_use]
    pub fn or(self, other: &Gate) -> Gate {
        match (self, other) {
            (Gate::Any(mut these), Gate::Any(others)) => {
                these.extend(others);
                Gate::Any(these)
            }
            _ => Gate::Always,
        }
    }
}

/// The name of the area with this title.
fn name(title: &str) -> String {
    title.split('(').next().unwrap_or_default().to_kebab_case()
}
