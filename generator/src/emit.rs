//! The model → Rust.

use crate::diagnostics::Diagnostics;
use crate::model::{Model, TypeId};
use crate::output::OutputTree;
use crate::paths::Paths;
use crate::source::SourceMap;

/// How a crate is to be written.
#[derive(Clone, Debug)]
pub struct CrateConfig {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// Where the crate finds `msgraph-core`.
    pub runtime: Runtime,
    /// How models get serde.
    pub models: Models,
}

/// Where a generated crate finds the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// In a registry, by its version.
    Version(String),
    /// In a folder, relative to the crate.
    Path(String),
}

/// How models get serde.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Models {
    /// Generic methods that are compiled where they are used.
    #[default]
    Lazy,
    /// serde's derive macros: for comparison only (`cargo xtask bench`).
    SerdeDerive,
}

/// Writes a crate for a model.
pub fn emit(
    _diagnostics: &mut Diagnostics,
    _sources: &SourceMap,
    _model: &Model<TypeId>,
    _paths: &Paths,
    _config: &CrateConfig,
) -> OutputTree {
    OutputTree::default()
}
