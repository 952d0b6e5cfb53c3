//! Areas in the manifest, and on the front page.

use super::Ctx;
use crate::analysis::areas::Area;
use crate::rust::rustdoc;

impl Ctx<'_> {
    /// The features that are on unless a program says otherwise: what requests are sent with, and the first area. A table of
    /// contents begins with what most programs begin with.
    pub(super) fn default_features(&self) -> Vec<&str> {
        ["reqwest"].into_iter().chain(self.areas.all.first().map(|it| it.feature.as_str())).collect()
    }

    /// The features of areas, as lines of a manifest.
    pub(super) fn area_features(&self) -> String {
        let areas = &self.areas.all;
        if areas.is_empty() {
            return String::new();
        }
        let names = areas.iter().map(|it| format!("    \"{}\",\n", it.feature));
        let mut res = format!("# All areas of the API.\nfull = [\n{}]\n", names.collect::<String>());
        for area in areas {
            res += &format!("# {}\n{} = []\n", summary(area), area.feature);
        }
        res
    }

    /// What the front page says of areas; empty without any.
    pub(super) fn area_docs(&self) -> String {
        let areas = &self.areas.all;
        let Some(first) = areas.first() else { return String::new() };
        let rows = areas.iter().map(|it| format!("| `{}` | {} |\n", it.feature, cell(&summary(it))));
        format!(
            "\n# Features\n\n\
             Each area of the API is a feature, so that a program compiles what it uses; `{}` is on by default, and `full` turns on\n\
             all. Types that most areas share are always there. A relation to a type of areas that are off is no field: its data\n\
             is kept among the additional members.\n\n\
             | feature | what is in it |\n|---|---|\n{}",
            first.feature,
            rows.collect::<String>()
        )
    }
}

/// `Personal contacts: Contact, Contact folder`, on one line.
fn summary(area: &Area) -> String {
    let text =
        if area.topics.is_empty() { area.title.clone() } else { format!("{}: {}", area.title, area.topics.join(", ")) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as a cell of a table.
fn cell(text: &str) -> String {
    rustdoc::plain(text).replace('|', "\\|")
}
