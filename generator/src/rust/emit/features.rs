//! Areas in the manifest, and in the documentation of the crate.

use super::Ctx;
use super::words::code;
use crate::analysis::areas::{Area, AreaId, Gate};
use crate::analysis::paths::PlaceId;
use crate::model::http::{Segment, UrlTemplate};
use crate::rust::rustdoc;
use std::cmp::Reverse;
use std::collections::BTreeMap;

impl Ctx<'_> {
    /// The features that are enabled by default: the transport, and the first area. A table of contents usually begins
    /// with the most used area.
    pub(super) fn default_features(&self) -> Vec<&str> {
        ["reqwest"].into_iter().chain(self.names.features().first().map(String::as_str)).collect()
    }

    /// The features of areas, as lines of a manifest.
    pub(super) fn area_features(&self) -> String {
        let features = self.names.features();
        if features.is_empty() {
            return String::new();
        }
        let names = features.iter().map(|it| format!("    \"{it}\",\n"));
        let mut res = format!("# All areas of the API.\nfull = [\n{}]\n", names.collect::<String>());
        for (area, feature) in self.areas.all.iter().zip(features) {
            res += &format!("# {}\n{feature} = []\n", summary(area));
        }
        res
    }

    /// The documentation of the areas; empty if there are none.
    pub(super) fn area_docs(&self) -> String {
        let features = self.names.features();
        let Some(first) = features.first() else { return String::new() };
        let uses = self.areas_in_use();
        let areas = self.areas.all.iter().zip(features).zip(uses);
        let rows = areas.map(|((area, feature), Use { types, requests, urls })| {
            format!(
                "| `{feature}` | {} | {} | {types} | {requests} |\n",
                cell(&summary(area)),
                cell_of_code(&most(urls))
            )
        });
        format!(
            "\n# Areas\n\n\
             Each area of the API is a feature, so that programs only compile the areas that they use. The default is `{first}`;\n\
             `full` enables all. Types that most areas use are always available. A relationship to a type of a disabled area has\n\
             no field; its data is kept in the additional members.\n\n\
             | feature | contents | URLs | types | requests |\n|---|---|---|---|---|\n{}",
            rows.collect::<String>()
        )
    }
}

/// What an area contains. An item that several areas need is counted in each.
#[derive(Clone, Debug, Default)]
struct Use {
    types: usize,
    requests: usize,
    /// The starts of the URLs of its requests, and how many requests have each.
    urls: BTreeMap<String, usize>,
}

/// More URLs of an area are not shown.
const SHOWN: usize = 3;

impl Ctx<'_> {
    /// What every area contains.
    fn areas_in_use(&self) -> Vec<Use> {
        let mut res = vec![Use::default(); self.areas.all.len()];
        for id in &self.paths.types {
            areas(self.areas.of_type(*id)).for_each(|it| res[it].types += 1);
        }
        for (id, place) in (0..).map(PlaceId).zip(&self.paths.places) {
            let (mut urls, _) = self.usage.routes.of(id, 1);
            let Some(url) = urls.next().map(start) else { continue };
            for idx in 0..place.calls.len() {
                for area in areas(self.areas.of_call((id, idx))) {
                    res[area].requests += 1;
                    *res[area].urls.entry(url.clone()).or_default() += 1;
                }
            }
        }
        res
    }
}

/// The areas of a gate.
fn areas(gate: &Gate) -> impl Iterator<Item = AreaId> {
    let areas = match gate {
        Gate::Always => None,
        Gate::Any(areas) => Some(areas),
    };
    areas.into_iter().flatten().copied()
}

/// The start of a URL, up to its second name: `/users/{id}/messages`.
fn start(url: &UrlTemplate) -> String {
    let is_name = |it: &Segment| matches!(it, Segment::Literal(_));
    let names = || url.segments.iter().enumerate().filter(|it| is_name(it.1));
    let end = names().nth(1).or_else(|| names().next()).map_or(0, |it| it.0 + 1);
    UrlTemplate { segments: url.segments[..end].to_vec(), query: Vec::new() }.to_string()
}

/// The starts of URLs that most requests have.
fn most(urls: BTreeMap<String, usize>) -> String {
    let mut urls: Vec<(String, usize)> = urls.into_iter().collect();
    urls.sort_by_key(|it| Reverse(it.1));
    urls.iter().take(SHOWN).map(|it| code(&it.0)).collect::<Vec<_>>().join(", ")
}

/// `Personal contacts: Contact, Contact folder`, on one line.
fn summary(area: &Area) -> String {
    let text =
        if area.topics.is_empty() { area.title.clone() } else { format!("{}: {}", area.title, area.topics.join(", ")) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as a table cell.
fn cell(text: &str) -> String {
    cell_of_code(&rustdoc::plain(text))
}

pub(super) fn cell_of_code(text: &str) -> String {
    text.replace('|', "\\|")
}
