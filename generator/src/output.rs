//! Generated files, and how the disk differs from them. The only module that writes.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Generated files by path, relative to the output directory.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<PathBuf, String>,
}

impl OutputTree {
    /// Adds a file. Two of one path are a mistake of the generator.
    pub fn insert(&mut self, path: impl Into<PathBuf>, text: String) {
        let path = path.into();
        assert!(path.is_relative(), "{} is not relative", path.display());
        let old = self.files.insert(path.clone(), text);
        assert!(old.is_none(), "two emitters write {}", path.display());
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&PathBuf, &String)> {
        self.files.iter()
    }
}
