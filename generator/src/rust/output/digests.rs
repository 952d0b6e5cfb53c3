//! Output trees of which only digests are known.

use super::{Drift, OutputTree, disk};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What each file of an [`OutputTree`] holds, as a digest: enough to tell how the disk differs from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    files: BTreeMap<PathBuf, String>,
}

impl Digests {
    /// Compares with `dir`, as [`OutputTree::drift`] does.
    pub fn drift(&self, dir: &Path) -> io::Result<Drift> {
        super::drift(&self.files, dir, |path, digest| {
            let metadata = disk::at(path, fs::symlink_metadata(path))?;
            Ok(metadata.is_file() && self::digest(&disk::at(path, fs::read(path))?) == *digest)
        })
    }
}

impl OutputTree {
    /// What each file holds, as a digest.
    pub fn digests(&self) -> Digests {
        let files = self.files.iter().map(|(path, text)| (path.clone(), digest(text.as_bytes())));
        Digests { files: files.collect() }
    }
}

fn digest(contents: &[u8]) -> String {
    blake3::hash(contents).to_string()
}
