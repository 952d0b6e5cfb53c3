//! The options of a case, from the optional file `case.toml` next to its `input/`.

use graphwright::analysis::areas::AreaRule;
use graphwright::analysis::corrections::PagingRule;
use graphwright::analysis::paths::Operations;
use graphwright::pipeline::Rules;
use graphwright::service::Service;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The options of a case.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Case {
    /// The phases that have a golden file.
    shows: Shows,
    /// The requests that are generated.
    pub(crate) operations: Operations,
    /// The first segment of URLs; empty if they have no version.
    version: String,
    /// Rules for areas.
    #[serde(rename = "area")]
    areas: Vec<AreaRule>,
    /// Corrections of how lists continue.
    paging: Vec<PagingRule>,
    /// Settings of the service. The default namespace is that of Microsoft Graph.
    service: Service,
}

/// The phases whose output is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shows {
    /// The parsed inputs: trees, model and diagnostics.
    Model,
    /// The diagnostics only.
    Findings,
    /// The complete output.
    Output,
    /// The Rust code of examples.
    Snippets,
    /// The model as JSON.
    Export,
}

impl Default for Case {
    fn default() -> Self {
        Case {
            shows: Shows::Model,
            operations: Operations::Documented,
            version: "v1.0".to_owned(),
            areas: Vec::new(),
            paging: Vec::new(),
            service: Service::default(),
        }
    }
}

impl Case {
    /// Reads the options of the case in a folder.
    pub(crate) fn read(folder: &Path) -> Case {
        let file = folder.join("case.toml");
        if !file.exists() {
            return Case::default();
        }
        let text = fs::read_to_string(&file).expect("the options of a case are readable");
        toml::from_str(&text).unwrap_or_else(|err| panic!("{}: {err}", file.display()))
    }

    /// The rules of the case.
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules { areas: &self.areas, paging: &self.paging }
    }

    /// The service that the inputs describe: the one of the case, if they are OpenAPI descriptions.
    pub(crate) fn service(&self, input: &Path) -> Service {
        if is_described(input) {
            return self.service.clone();
        }
        let namespace = Service { namespace: Some("microsoft.graph".to_owned()), ..Service::default() };
        Service::of_version(&self.version).or(&self.service).or(&namespace)
    }

    /// Whether the case has a golden file for a phase. `input` is the folder of its inputs.
    pub(crate) fn shows(&self, input: &Path, phase: &str) -> bool {
        match (self.shows, phase) {
            (Shows::Output, "output") | (Shows::Snippets, "snippets") | (Shows::Export, "export") => true,
            (Shows::Model, "topics") => has_input(input, &["md"]),
            (Shows::Model, "schema") => has_input(input, &["csdl", "xml"]),
            (Shows::Model, "descriptions") => is_described(input),
            (Shows::Model, "model") => !is_described(input),
            (Shows::Model | Shows::Findings, "diagnostics") => true,
            _ => false,
        }
    }
}

/// Whether the inputs of a case are OpenAPI descriptions.
pub(crate) fn is_described(input: &Path) -> bool {
    !has_input(input, &["md", "csdl", "xml"])
}

/// Whether a folder contains a file with one of these extensions, at any depth.
fn has_input(dir: &Path, extensions: &[&str]) -> bool {
    fs::read_dir(dir).expect("a folder").flatten().map(|it| it.path()).any(|it| {
        let extension = it.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if it.is_dir() { has_input(&it, extensions) } else { extensions.contains(&extension) }
    })
}
