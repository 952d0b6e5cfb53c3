//! `graphwright.toml`: the crates to generate, their inputs, and lint levels.

mod areas;
mod runtime;
#[cfg(test)]
mod tests;

pub use runtime::{default_runtime, runtime};

use crate::analysis::areas::AreaRule;
use crate::analysis::corrections::PagingRule;
use crate::analysis::paths::Operations;
use crate::diagnostics::policy::Policy;
use crate::rust::emit::Runtime;
use crate::rust::manifest::PackageTable;
use crate::rust::output::KeptPath;
use crate::rust::package::{PackageName, PackageVersion};
use crate::service::Service;
use crate::source::line_column;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::{Component, Path, PathBuf};
use std::{fmt, fs};
use toml::Spanned;

/// The whole file. Its paths are relative to its folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// A folder that contains only generated files: any other file in it is an error. The default is the folder of each
    /// crate.
    pub generated: Option<PathBuf>,
    /// Lint levels. A crate with denied findings is not written.
    #[serde(default)]
    pub lints: Policy,
    /// The service of all crates.
    #[serde(default)]
    pub service: Service,
    /// The crates.
    #[serde(rename = "crate")]
    pub crates: Vec<CrateEntry>,
    /// The file, for messages about its places.
    #[serde(skip)]
    file: ConfigFile,
}

/// A configuration file.
#[derive(Clone, Debug, Default)]
struct ConfigFile {
    path: PathBuf,
    text: String,
}

/// A crate to generate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrateEntry {
    /// The package's name.
    pub name: PackageName,
    /// The package's version; `0.1.0` if none is given.
    #[serde(default)]
    pub version: PackageVersion,
    /// The folders of pages (or single pages) that it is generated from.
    #[serde(default)]
    pub docs: Vec<PathBuf>,
    /// Metadata files (CSDL) that it is generated from; files in the folders are found without being named.
    #[serde(default)]
    pub csdl: Vec<PathBuf>,
    /// Files with permissions of requests.
    #[serde(default)]
    pub permissions: Vec<PathBuf>,
    /// OpenAPI descriptions: files, or folders that contain some.
    #[serde(default)]
    pub openapi: Vec<PathBuf>,
    /// Which requests it has: those that pages document, or all that metadata declares.
    #[serde(default)]
    pub operations: Operations,
    /// Its areas. What they do not name belongs to the areas of its URLs, or of the table of contents.
    #[serde(default, rename = "area")]
    pub areas: Vec<AreaRule>,
    /// How the lists of descriptions continue, where names do not show it.
    #[serde(default)]
    pub paging: Vec<PagingRule>,
    /// The output folder.
    pub out: PathBuf,
    /// Other keys of the package: its license, authors, repository.
    #[serde(default)]
    pub package: PackageTable,
    /// Files and folders in the output folder that were not generated, relative to it: `README.md`, `examples`.
    #[serde(default)]
    pub keep: Vec<KeptPath>,
    /// The first segment of every URL (`v1.0`, `beta`), in place of the service's.
    pub api: Option<String>,
    /// Settings of the service for this crate, which take precedence over those for all crates.
    #[serde(default)]
    pub service: Service,
    /// The `graphwright-runtime` that it depends on. The default is the `runtime/` of a surrounding workspace, else the
    /// version of this generator.
    pub runtime: Option<RuntimeEntry>,
}

impl Config {
    /// The configuration of one crate, without a file.
    pub fn of_crate(krate: CrateEntry) -> Config {
        Config {
            generated: None,
            lints: Policy::default(),
            service: Service::default(),
            crates: vec![krate],
            file: ConfigFile::default(),
        }
    }

    /// The service of a crate.
    pub fn service_of(&self, krate: &CrateEntry) -> Service {
        let version = Service { version: krate.api.clone(), ..Service::default() };
        version.or(&krate.service).or(&self.service)
    }

    /// An error at an offset of the file.
    pub(crate) fn error(&self, at: usize, message: String) -> Error {
        let ConfigFile { path, text } = &self.file;
        Error { path: path.clone(), place: Some(line_column(text, at)), message }
    }
}

/// `{ path = "../../runtime" }`, relative to the crate, `{ version = "0.1" }`, or both.
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
            (Some(path), Some(version)) => Ok(RuntimeEntry(Runtime::Both { path, version })),
            (None, None) => Err("give a `path`, a `version`, or both"),
        }
    }
}

/// An error in a configuration.
#[derive(Debug)]
pub struct Error {
    /// The file.
    pub path: PathBuf,
    /// Line and column, from 1, if known.
    pub place: Option<(usize, usize)>,
    /// The message.
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

/// Reads the settings of a configuration file for checks. The file need not configure a crate.
pub fn read_checks(path: &Path) -> Result<Checks, Error> {
    let text = text(path)?;
    toml::from_str(&text).map_err(|err| error(path, &text, &err))
}

/// The parts of a configuration file for checks.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// The severity of findings.
    #[serde(default)]
    pub lints: Policy,
    /// The service of all crates.
    #[serde(default)]
    pub service: Service,
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

/// The places of the crates, for error messages.
#[derive(Deserialize)]
struct Places {
    #[serde(rename = "crate")]
    crates: Vec<Spanned<CrateEntry>>,
}

/// Parses a configuration file. `path` is used in messages.
pub fn parse(path: &Path, text: &str) -> Result<Config, Error> {
    let fail = |at: Option<usize>, message: String| {
        let place = at.map(|it| line_column(text, it));
        Error { path: path.to_owned(), place, message }
    };
    let mut config: Config = toml::from_str(text).map_err(|err| error(path, text, &err))?;
    config.file = ConfigFile { path: path.to_owned(), text: text.to_owned() };
    let places: Places = toml::from_str(text).map_err(|err| error(path, text, &err))?;
    for (idx, (krate, place)) in config.crates.iter().zip(&places.crates).enumerate() {
        wrong(&config, krate, idx).map_or(Ok(()), |message| Err(fail(Some(place.span().start), message)))?;
        areas::wrong(&krate.areas).map_or(Ok(()), |(at, message)| Err(fail(Some(at), message)))?;
    }
    if config.crates.is_empty() {
        return Err(fail(None, "no crates are configured; add a `[[crate]]` table".to_owned()));
    }
    Ok(config)
}

/// Validates a crate against the crates before it.
fn wrong(config: &Config, krate: &CrateEntry, idx: usize) -> Option<String> {
    let name = &krate.name;
    if krate.docs.is_empty() && krate.csdl.is_empty() && krate.openapi.is_empty() {
        return Some(format!("crate `{name}` has no inputs; list folders in `docs`, or files in `csdl` or `openapi`"));
    }
    if !krate.package.is_licensed() {
        return Some(format!(
            "crate `{name}` has no license, which depends on the license of its documentation; set `license` or \
             `license-file` in `[crate.package]`, or `publish = false`"
        ));
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
