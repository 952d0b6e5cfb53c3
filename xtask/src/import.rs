//! `cargo xtask import`: facts-only inputs from what a service publishes, and the crates that they make.

mod csdl;
mod permissions;
mod prose;
#[cfg(test)]
mod tests;
mod trial;

use super::{Outcome, regenerate, root};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Replace metadata and permissions by the facts of published ones, and write `generated/`
///
/// All sentences are removed: descriptions, names for people, comments. Nothing is changed unless the new crates compile.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Published metadata: OData CSDL as XML
    #[arg(long, value_name = "FILE", required_unless_present = "permissions")]
    csdl: Option<PathBuf>,
    /// Published permissions: JSON in Kibali's format
    #[arg(long, value_name = "FILE")]
    permissions: Option<PathBuf>,
    /// The folder of inputs that receives `metadata.xml` and `permissions.json`
    #[arg(long, value_name = "DIR", default_value = "docs-input/v1.0")]
    to: PathBuf,
}

/// The files of the folder.
const METADATA: &str = "metadata.xml";
const PERMISSIONS: &str = "permissions.json";

/// A file of the folder, and its new text.
struct Input {
    name: &'static str,
    text: String,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let inputs = inputs(options)?;
    let to = root().join(&options.to);
    if let Err(problem) = trial::run(&to, &inputs) {
        eprintln!("error: {problem}\nerror: nothing was changed");
        return Ok(false);
    }
    for it in &inputs {
        let path = to.join(it.name);
        let is_same = fs::read_to_string(&path).is_ok_and(|old| old == it.text);
        if !is_same {
            fs::write(&path, &it.text).map_err(|err| format!("`{}`: {err}", path.display()))?;
        }
        println!("{}: {}", if is_same { "unchanged" } else { "changed" }, options.to.join(it.name).display());
    }
    regenerate::run(&regenerate::Options::default())
}

/// The facts of the published files.
fn inputs(options: &Options) -> Result<Vec<Input>, String> {
    let mut res = Vec::new();
    if let Some(path) = &options.csdl {
        let text = csdl::facts(&read(path)?).map_err(|err| format!("{}:{err}", path.display()))?;
        res.push(Input { name: METADATA, text });
    }
    if let Some(path) = &options.permissions {
        let text = permissions::facts(&read(path)?).map_err(|err| format!("{}:{err}", path.display()))?;
        res.push(Input { name: PERMISSIONS, text });
    }
    Ok(res)
}

fn read(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|err| format!("`{}`: {err}", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
