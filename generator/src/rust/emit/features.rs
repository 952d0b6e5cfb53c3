//! Areas in the manifest, and in the documentation of the crate.

use super::Ctx;
use crate::analysis::areas::Area;
use crate::rust::rustdoc;

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
        let areas = self.areas.all.iter().zip(features);
        let rows = areas.map(|(area, feature)| format!("| `{feature}` | {} |\n", cell(&summary(area))));
        format!(
            "\n# Features\n\n\
             Each area of the API is a feature, so that programs only compile the areas that they use. The default is `{first}`;\n\
             `full` enables all. Types that most areas use are always available. A relationship to a type of a disabled area has\n\
             no field; its data is kept in the additional members.\n\n\
             | feature | contents |\n|---|---|\n{}",
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

/// Text as a table cell.
fn cell(text: &str) -> String {
    rustdoc::plain(text).replace('|', "\\|")
}
