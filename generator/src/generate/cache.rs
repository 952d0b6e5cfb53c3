//! The cache of the last run: a run without changes ends after reading the inputs.

use super::Source;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::rust::output::Digests;
use crate::source::SourceFile;
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The file of the last run, in the folder: a line with the key, then JSON.
const FILE: &str = "last-run";

/// A folder with the result of the last run. Its content may be deleted at any time.
pub(super) struct Cache {
    file: PathBuf,
    /// The digest of all inputs of this run.
    key: String,
}

/// The result of a run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CachedRun {
    /// The diagnostics of each crate.
    pub(super) diagnostics: Vec<Diagnostics>,
    /// The digests of each output folder.
    pub(super) outputs: Vec<(PathBuf, Digests)>,
}

impl Cache {
    /// Creates the folder if necessary.
    pub(super) fn open(dir: &Path, config: &Config, crates: &[Source]) -> io::Result<Cache> {
        let at = |err: io::Error| io::Error::new(err.kind(), format!("`{}`: {err}", dir.display()));
        fs::create_dir_all(dir).map_err(at)?;
        Ok(Cache { file: dir.join(FILE), key: key(config, crates)?.to_string() })
    }

    /// The result of the last run, if its inputs were the same. An unreadable file is ignored.
    pub(super) fn load(&self) -> Option<CachedRun> {
        let text = fs::read_to_string(&self.file).ok()?;
        let (key, cached) = text.split_once('\n')?;
        if key == self.key { serde_json::from_str(cached).ok() } else { None }
    }

    /// Saves the result of this run.
    pub(super) fn save(&self, cached: &CachedRun) -> io::Result<()> {
        let staged = self.file.with_extension("new");
        fs::write(&staged, format!("{}\n{}", self.key, serde_json::to_string(cached)?))?;
        fs::rename(&staged, &self.file)
    }
}

/// The digest of the program, the configuration, and every text.
fn key(config: &Config, crates: &[Source]) -> io::Result<Hash> {
    let mut res = Hasher::new();
    res.update(program()?.as_bytes());
    add(&mut res, &format!("{config:?}"));
    for Source { inputs, config, sources } in crates {
        add(&mut res, &format!("{inputs:?} {config:?}"));
        let files: Vec<&SourceFile> = sources.iter().map(|(_, it)| it).collect();
        let digests: Vec<Hash> = files.par_iter().map(|it| file(it)).collect();
        digests.iter().for_each(|it| {
            res.update(it.as_bytes());
        });
    }
    Ok(res.finalize())
}

/// A different build may generate different output from the same inputs.
fn program() -> io::Result<Hash> {
    Ok(blake3::hash(&fs::read(env::current_exe()?)?))
}

fn file(file: &SourceFile) -> Hash {
    let mut res = Hasher::new();
    add(&mut res, &file.path);
    add(&mut res, &file.name);
    add(&mut res, &format!("{:?}", file.kind));
    add(&mut res, &file.text);
    res.finalize()
}

/// Adds a text with its length, so that adjacent texts cannot be confused.
fn add(hasher: &mut Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}
