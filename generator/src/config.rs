//! `graphwright.toml`: which crates are generated from which pages, and what becomes of findings.

mod runtime;
#[cfg(test)]
mod tests;

pub use runtime::{default_runtime, runtime};

use crate::analysis::paths::Operations;
use crate::diagnostics::policy::Policy;
use crate::rust::emit::Runtime;
use crate::rust::package::{PackageName, PackageVersion};
use crate::source::line_column;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::{Component, Path, PathBuf};
use std::{fmt, fs};
use toml::Spanned;

/// The whole file. Its paths are relative to the folder that it lies in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// A folder of which every byte is generated: whatever else lies in it is orphaned. Without it, this holds for the folder
    /// of each crate.
    pub generated: Option<PathBuf>,
    /// What is to become of findings. A denied one keeps its crate from being written.
    #[serde(default)]
    pub lints: Policy,
    /// The crates.
    #[serde(rename = "crate")]
    pub crates: Vec<CrateEntry>,
}

/// A crate to be generated.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrateEntry {
    /// The package's name.
    pub name: PackageName,
    /// The package's version; `0.1.0` if none is given.
    #[serde(default)]
    pub version: PackageVersion,
    /// The folders (or single pages) that it is made from.
    #[serde(default)]
    pub docs: Vec<PathBuf>,
    /// Files of metadata (CSDL) that it is made from; those that lie in the folders need not be named.
    #[serde(default)]
    pub csdl: Vec<PathBuf>,
    /// Which requests it has: those that pages document, or all that metadata declares.
    #[serde(default)]
    pub operations: Operations,
    /// The folder that it is written to.
    pub out: PathBuf,
    /// The first segment of every URL (`v1.0`, `beta`). If it is not given, the pages tell it.
    pub api: Option<String>,
    /// Where it finds `graphwright-runtime`. If it is not given, a workspace's `runtime/` is taken, else this generator's version.
    pub runtime: Option<RuntimeEntry>,
}

/// `{ path = "../../runtime" }`, relative to the crate, or `{ version = "0.1" }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RuntimeTable")]
pub struct RuntimeEntry(pub Runtime);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuntimeTable {
    path: Option<String>,
    version: Option<String>,
}

impl TryFrom<RuntimeTable> for RuntimeEntry {
    type Error = &'static str;

    fn try_from(table: RuntimeTable) -> Result<RuntimeEntry, &'static str> {
        match (table.path, table.version) {
            (Some(path), None) => Ok(RuntimeEntry(Runtime::Path(path))),
            (None, Some(version)) => Ok(RuntimeEntry(Runtime::Version(version))),
            _ => Err("give either `path` or `version`"),
        }
    }
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub struct Error {
    /// The file.
    pub path: PathBuf,
    /// Line and column, from 1, where there is a place.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", self.message)
    }
}

impl std::error::Error for Error {}

/// Reads a configuration file.
pub fn read(path: &Path) -> Result<Config, Error> {
    parse(path, &text(path)?)
}

/// Reads what a configuration file says of findings. It need not name a crate.
pub fn read_lints(path: &Path) -> Result<Policy, Error> {
    let text = text(path)?;
    toml::from_str(&text).map(|it: Lints| it.lints).map_err(|err| error(path, &text, &err))
}

/// A configuration file that may be there for its lints only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lints {
    #[serde(default)]
    lints: Policy,
    #[serde(rename = "generated")]
    _generated: Option<IgnoredAny>,
    #[serde(rename = "crate")]
    _crates: Option<IgnoredAny>,
}

fn text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|err| Error {
        path: path.to_owned(),
        place: None,
        message: format!("cannot be read: {err}"),
    })
}

fn error(path: &Path, text: &str, err: &toml::de::Error) -> Error {
    let place = err.span().map(|it| line_column(text, it.start));
    Error { path: path.to_owned(), place, message: err.message().to_owned() }
}

/// What is checked before it is taken apart: the places of the crates.
#[derive(Deserialize)]
struct Places {
    #[serde(rename = "crate")]
    crates: Vec<Spanned<CrateEntry>>,
}

/// Reads the text of a configuration file. `path` is for messages.
pub fn parse(path: &Path, text: &str) -> Result<Config, Error> {
    let fail = |at: Option<usize>, message: String| {
        let place = at.map(|it| line_column(text, it));
        Error { path: path.to_owned(), place, message }
    };
    let config: Config = toml::from_str(text).map_err(|err| error(path, text, &err))?;
    let places: Places = toml::from_str(text).map_err(|err| error(path, text, &err))?;
    for (idx, (krate, place)) in config.crates.iter().zip(&places.crates).enumerate() {
        wrong(&config, krate, idx).map_or(Ok(()), |message| Err(fail(Some(place.span().start), message)))?;
    }
    if config.crates.is_empty() {
        return Err(fail(None, "no crates are configured; add a `[[crate]]` table".to_owned()));
    }
    Ok(config)
}

/// What is wrong with a crate among the others.
fn wrong(config: &Config, krate: &CrateEntry, idx: usize) -> Option<String> {
    let name = &krate.name;
    if krate.docs.is_empty() && krate.csdl.is_empty() {
        return Some(format!("crate `{name}` has no inputs; list folders in `docs` or files in `csdl`"));
    }
    if let Some(generated) = &config.generated
        && !lies_below(&krate.out, generated)
    {
        return Some(format!("`out` of crate `{name}` is not below `{}`", generated.display()));
    }
    let before = &config.crates[..idx];
    if before.iter().any(|it| it.name == *name) {
        return Some(format!("two crates are named `{name}`"));
    }
    let other = before.iter().find(|it| it.out.starts_with(&krate.out) || krate.out.starts_with(&it.out))?;
    Some(format!("crates `{}` and `{name}` are written to the same folder", other.name))
}

fn lies_below(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|rest| {
        rest.components().count() > 0 && rest.components().all(|it| matches!(it, Component::Normal(_)))
    })
}
