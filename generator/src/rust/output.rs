//! Generated files, and their differences from the disk. The only module that writes.

mod digests;
mod disk;
#[cfg(test)]
mod tests;

pub use digests::Digests;

use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::{fmt, fs, io};

/// The word in one of the first five lines of every generated file. A file without it was not generated.
pub const MARKER: &str = "@generated";

/// Generated files by path, relative to the output directory.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<PathBuf, String>,
    /// Files and folders of the user, which are neither compared nor removed.
    kept: BTreeSet<PathBuf>,
}

/// A file or folder of the user in an output directory: `README.md`, `examples`. Relative to it, and not generated.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "PathBuf")]
pub struct KeptPath(PathBuf);

impl TryFrom<PathBuf> for KeptPath {
    type Error = String;

    fn try_from(path: PathBuf) -> Result<KeptPath, String> {
        if path.as_os_str().is_empty() || !path.components().all(|it| matches!(it, Component::Normal(_))) {
            return Err(format!("`{}` is not a path below the folder of the crate", path.display()));
        }
        if path.starts_with("src") || path == Path::new("Cargo.toml") {
            return Err(format!("`{}` is generated and cannot be kept", path.display()));
        }
        Ok(KeptPath(path))
    }
}

/// Differences between the disk and an [`OutputTree`]. Paths are relative to the output directory, and sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Files that would be created.
    pub missing: Vec<PathBuf>,
    /// Files with other contents.
    pub changed: Vec<PathBuf>,
    /// Files that are no longer generated.
    pub orphaned: Vec<PathBuf>,
}

/// The error of writing a tree.
#[derive(Debug)]
pub enum WriteError {
    /// Files that were not generated would be overwritten or removed. Nothing was written.
    Foreign {
        /// The output directory.
        dir: PathBuf,
        /// The files, relative to the output directory.
        files: Vec<PathBuf>,
    },
    /// An I/O error. The message contains the path.
    Io(io::Error),
}

impl OutputTree {
    /// Adds a file. A duplicate path is a bug in the generator, and so is a text without [`MARKER`]: the next run would
    /// treat the file as not generated.
    pub fn insert(&mut self, path: impl Into<PathBuf>, text: String) {
        let path = path.into();
        let is_plain = path.components().all(|it| matches!(it, Component::Normal(_)));
        assert!(is_plain, "{} does not lie below the output directory", path.display());
        assert!(disk::is_marked(text.as_bytes()), "{} lacks `{MARKER}` in its first lines", path.display());
        let old = self.files.insert(path.clone(), text);
        assert!(old.is_none(), "two emitters write {}", path.display());
    }

    /// Keeps files and folders of the user.
    pub fn keep(&mut self, paths: &[KeptPath]) {
        self.kept.extend(paths.iter().map(|it| it.0.clone()));
    }

    /// Adds every file of another tree below a folder.
    pub fn nest(&mut self, folder: &Path, other: OutputTree) {
        self.kept.extend(other.kept.iter().map(|it| folder.join(it)));
        for (path, text) in other.files {
            self.insert(folder.join(path), text);
        }
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&PathBuf, &String)> {
        self.files.iter()
    }

    /// Compares with `dir`, which may be missing. Writes nothing. Cargo's `target/` and `Cargo.lock` at the top of
    /// `dir` are ignored.
    pub fn drift(&self, dir: &Path) -> io::Result<Drift> {
        drift(&self.files, &self.kept, dir, |path, text| disk::holds(path, text))
    }

    /// Makes `dir` equal to this tree: writes changed files, removes orphaned ones, keeps the others. All new files are
    /// written to a temporary folder first: if the disk is full or read-only, `dir` is not changed.
    pub fn write(&self, dir: &Path) -> Result<Drift, WriteError> {
        let drift = self.drift(dir)?;
        let touched = drift.changed.iter().chain(&drift.orphaned);
        let foreign: Vec<PathBuf> = touched.filter(|it| !disk::is_generated(&dir.join(it))).cloned().collect();
        if !foreign.is_empty() {
            return Err(WriteError::Foreign { dir: dir.to_owned(), files: foreign });
        }
        if drift.is_empty() {
            return Ok(drift);
        }
        let staging = dir.join(disk::STAGING);
        let written = self.stage(&drift, &staging).and_then(|()| exchange(&drift, dir, &staging));
        if staging.exists() {
            // The first error is more important than a leftover folder, which the next run removes.
            let _ = fs::remove_dir_all(&staging);
        }
        written?;
        Ok(drift)
    }

    fn stage(&self, drift: &Drift, staging: &Path) -> io::Result<()> {
        if staging.exists() {
            disk::at(staging, fs::remove_dir_all(staging))?;
        }
        disk::at(staging, fs::create_dir_all(staging))?;
        let new: Vec<&PathBuf> = drift.missing.iter().chain(&drift.changed).collect();
        let folders: BTreeSet<&Path> = new.iter().filter_map(|path| path.parent()).collect();
        folders.into_iter().try_for_each(|it| disk::create_folder(&staging.join(it)))?;
        new.into_par_iter().try_for_each(|path| disk::create(&staging.join(path), &self.files[path]))
    }
}

/// Compares `dir` with `files`. `holds` returns whether the file at a path has the expected content.
fn drift<T: Sync>(
    files: &BTreeMap<PathBuf, T>,
    kept: &BTreeSet<PathBuf>,
    dir: &Path,
    holds: impl Fn(&Path, &T) -> io::Result<bool> + Sync,
) -> io::Result<Drift> {
    let mut on_disk = disk::files(dir)?;
    let mut res = Drift::default();
    let (present, missing): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| on_disk.remove(*path));
    res.missing.extend(missing.into_iter().map(|(path, _)| path.clone()));
    let held = present.into_par_iter().map(|(path, meant)| Ok((path, holds(&dir.join(path), meant)?)));
    let held: Vec<(&PathBuf, bool)> = held.collect::<io::Result<_>>()?;
    res.changed.extend(held.into_iter().filter(|(_, is_held)| !is_held).map(|(path, _)| path.clone()));
    let is_kept = |path: &PathBuf| path.ancestors().any(|it| kept.contains(it));
    res.orphaned.extend(on_disk.into_iter().filter(|it| !is_kept(it)));
    Ok(res)
}

/// Removes orphaned files, then moves the new files to their paths.
fn exchange(drift: &Drift, dir: &Path, staging: &Path) -> io::Result<()> {
    for path in &drift.orphaned {
        disk::at(&dir.join(path), fs::remove_file(dir.join(path)))?;
        disk::remove_empty_parents(dir, path);
    }
    disk::move_all(staging, dir)
}

impl Drift {
    /// Whether the disk is up to date.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.orphaned.is_empty()
    }

    /// One line per difference, sorted by path: `changed: src/user.rs`.
    pub fn lines(&self) -> Vec<String> {
        let kinds = [("missing", &self.missing), ("changed", &self.changed), ("orphaned", &self.orphaned)];
        let mut all: Vec<_> = kinds.iter().flat_map(|(kind, paths)| paths.iter().map(move |it| (it, *kind))).collect();
        all.sort();
        all.into_iter().map(|(path, kind)| format!("{kind}: {}", disk::shown(path))).collect()
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Io(err) => write!(f, "cannot write: {err}"),
            WriteError::Foreign { dir, files } => {
                writeln!(f, "`{}` holds files that were not generated; nothing was written:", disk::shown(dir))?;
                for file in files.iter().take(10) {
                    writeln!(f, "  {}", disk::shown(file))?;
                }
                if files.len() > 10 {
                    writeln!(f, "  and {} more", files.len() - 10)?;
                }
                write!(
                    f,
                    "help: move them away, name another folder, or list them in `keep` of the crate in `graphwright.toml`"
                )
            }
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(err: io::Error) -> WriteError {
        WriteError::Io(err)
    }
}
