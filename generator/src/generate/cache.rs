//! What the last run made, so that a run where nothing has changed is over after reading.

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

/// The file of the last run, below the folder: a line with the key, then JSON.
const FILE: &str = "last-run";

/// A folder that remembers the last run. Whatever is in it may be deleted at any time.
pub(super) struct Cache {
    file: PathBuf,
    /// The digest of all that this run is made from.
    key: String,
}

/// What a run made.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CachedRun {
    /// Of each crate.
    pub(super) diagnostics: Vec<Diagnostics>,
    /// Of each folder that is written.
    pub(super) outputs: Vec<(PathBuf, Digests)>,
}

impl Cache {
    /// Makes the folder if it is not there.
    pub(super) fn open(dir: &Path, config: &Config, crates: &[Source]) -> io::Result<Cache> {
        let at = |err: io::Error| io::Error::new(err.kind(), format!("`{}`: {err}", dir.display()));
        fs::create_dir_all(dir).map_err(at)?;
        Ok(Cache { file: dir.join(FILE), key: key(config, crates)?.to_string() })
    }

    /// What the last run made, if it was made from the same. A file that cannot be read is as good as none.
    pub(super) fn load(&self) -> Option<CachedRun> {
        let text = fs::read_to_string(&self.file).ok()?;
        let (key, cached) = text.split_once('\n')?;
        if key == self.key { serde_json::from_str(cached).ok() } else { None }
    }

    /// Remembers what this run made.
    pub(super) fn save(&self, cached: &CachedRun) -> io::Result<()> {
        let staged = self.file.with_extension("new");
        fs::write(&staged, format!("{}\n{}", self.key, serde_json::to_string(cached)?))?;
        fs::rename(&staged, &self.file)
    }
}

/// The digest of the program, of how crates are written, and of every text.
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

/// Another generator may make something else of the same.
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

/// Adds a text, so that two texts are never taken for one.
fn add(hasher: &mut Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}
