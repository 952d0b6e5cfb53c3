//! Pages on disk → crates on disk, for `graphwright generate` and `cargo xtask regenerate`.

mod cache;
mod regenerate;

pub use regenerate::{Regenerated, Run, regenerate};

use crate::analysis::areas::{AreaRule, RuleProblem};
use crate::analysis::corrections::PagingRule;
use crate::analysis::paths::Operations;
use crate::check::suppress;
use crate::config::{self, Config, CrateEntry};
use crate::diagnostics::Diagnostics;
use crate::diagnostics::policy::Requested;
use crate::input::read;
use crate::pipeline::{self, Checked, Rules, Settings};
use crate::rust::emit::{self, CrateConfig};
use crate::rust::names::Names;
use crate::rust::output::{OutputTree, WriteError};
use crate::rust::snippet::Snippets;
use crate::service::Service;
use crate::source::SourceMap;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// A crate in memory.
#[derive(Debug)]
pub struct Generated {
    /// The input texts.
    pub sources: SourceMap,
    /// The diagnostics, sorted.
    pub diagnostics: Diagnostics,
    /// Its files, relative to its folder.
    pub tree: OutputTree,
    /// Rules of the configuration that do not match the API.
    pub problems: Vec<RuleProblem>,
}

/// An error: nothing was generated.
#[derive(Debug)]
pub enum Error {
    /// The inputs cannot be read.
    Read(read::Error),
    /// Metadata or a list of permissions cannot be used: the place, and the reason.
    Unusable(String, String),
    /// The configuration does not match the inputs.
    Config(config::Error),
    /// The outputs cannot be written.
    Write(WriteError),
    /// An input folder contains the output folder, or the reverse.
    Overlap {
        /// A folder of pages.
        docs: PathBuf,
        /// The output directory.
        out: PathBuf,
    },
}

/// The inputs of a crate.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Folders of pages, or single pages.
    pub docs: Vec<PathBuf>,
    /// Metadata files.
    pub csdl: Vec<PathBuf>,
    /// Files with permissions of requests.
    pub permissions: Vec<PathBuf>,
    /// OpenAPI descriptions: files, or folders that contain some.
    pub openapi: Vec<PathBuf>,
    /// The configured service.
    pub service: Service,
    /// Which requests are included.
    pub operations: Operations,
    /// Rules for areas.
    pub areas: Vec<AreaRule>,
    /// Corrections of how lists continue.
    pub paging: Vec<PagingRule>,
    /// The codes that are checked although they are off by default.
    pub requested: Requested,
}

impl Inputs {
    /// The inputs of a configured crate. `at` returns the place of a path of the configuration.
    pub fn of(config: &Config, krate: &CrateEntry, at: impl Fn(&Path) -> PathBuf) -> Inputs {
        let all = |paths: &[PathBuf]| paths.iter().map(|it| at(it)).collect();
        Inputs {
            docs: all(&krate.docs),
            csdl: all(&krate.csdl),
            permissions: all(&krate.permissions),
            openapi: all(&krate.openapi),
            service: config.service_of(krate),
            operations: krate.operations,
            areas: krate.areas.clone(),
            paging: krate.paging.clone(),
            requested: config.lints.requested(),
        }
    }
}

impl Inputs {
    /// Reads all texts.
    fn read(&self) -> Result<SourceMap, read::Error> {
        let mut res = read::read(&self.docs, &self.csdl, &self.permissions)?;
        read::descriptions(&mut res, &self.openapi)?;
        Ok(res)
    }
}

/// The loaded inputs of a crate, and its configuration.
struct Source {
    inputs: Inputs,
    config: CrateConfig,
    sources: SourceMap,
}

/// Generates one crate in memory.
pub fn generate(inputs: &Inputs, config: &CrateConfig) -> Result<Generated, read::Error> {
    Ok(generated(inputs.read()?, inputs, config))
}

/// Generates one crate from loaded texts.
fn generated(sources: SourceMap, inputs: &Inputs, config: &CrateConfig) -> Generated {
    let settings = Settings {
        service: &inputs.service,
        operations: inputs.operations,
        rules: Rules { areas: &inputs.areas, paging: &inputs.paging },
        has_areas: true,
        requested: inputs.requested.clone(),
    };
    let mut checked = pipeline::check_with(&sources, &settings);
    let mut diagnostics = std::mem::take(&mut checked.diagnostics);
    let Checked { model, paths, areas, .. } = &checked;
    let names = Names::new(&mut diagnostics, &sources, model, paths, areas);
    let examples = Snippets::new(&sources, model, paths, &names, &config.name).examples();
    let input = emit::Input { sources: &sources, model, paths, areas, names: &names, examples: &examples };
    let tree = emit::emit(input, config);
    suppress::apply_again(&mut diagnostics, &sources);
    diagnostics.sort();
    let problems = std::mem::take(&mut checked.areas.problems);
    // Dropped in the background, because it takes time.
    rayon::spawn(|| drop((checked, names, examples)));
    Generated { sources, diagnostics, tree, problems }
}

/// An error if metadata or a list of permissions cannot be used.
pub fn require_usable(sources: &SourceMap, diagnostics: &Diagnostics) -> Result<(), Error> {
    match diagnostics.unusable() {
        Some(it) => Err(Error::Unusable(sources.position(it.primary.span).to_string(), it.message.clone())),
        None => Ok(()),
    }
}

/// An error if a rule of the configuration does not match the API.
pub fn require_rules(config: &Config, generated: &Generated) -> Result<(), Error> {
    match &generated.problems[..] {
        [] => Ok(()),
        [first, ..] => Err(Error::Config(config.error(first.at, first.message.clone()))),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read(err) => err.fmt(f),
            Error::Config(err) => err.fmt(f),
            Error::Unusable(place, reason) => write!(f, "{place}: {reason}"),
            Error::Write(err) => err.fmt(f),
            Error::Overlap { docs, out } => {
                write!(f, "`{}` and `{}` overlap; ", docs.display(), out.display())?;
                write!(f, "the generator owns the whole output directory: choose another one")
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<WriteError> for Error {
    fn from(err: WriteError) -> Error {
        Error::Write(err)
    }
}

impl From<io::Error> for Error {
    fn from(err: io::Error) -> Error {
        Error::Write(WriteError::Io(err))
    }
}
