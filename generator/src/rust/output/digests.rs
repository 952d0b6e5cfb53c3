//! Output trees with digests of files only.

use super::{Drift, OutputTree, disk};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The digest of each file of an [`OutputTree`], which is enough to compare it with the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    files: BTreeMap<PathBuf, String>,
    kept: BTreeSet<PathBuf>,
}

impl Digests {
    /// Compares with `dir`, like [`OutputTree::drift`].
    pub fn drift(&self, dir: &Path) -> io::Result<Drift> {
        super::drift(&self.files, &self.kept, dir, |path, digest| {
            let metadata = disk::at(path, fs::symlink_metadata(path))?;
            Ok(metadata.is_file() && self::digest(&disk::at(path, fs::read(path))?) == *digest)
        })
    }
}

impl OutputTree {
    /// The digest of each file.
    pub fn digests(&self) -> Digests {
        let files = self.files.iter().map(|(path, text)| (path.clone(), digest(text.as_bytes())));
        Digests { files: files.collect(), kept: self.kept.clone() }
    }
}

fn digest(contents: &[u8]) -> String {
    blake3::hash(contents).to_string()
}
