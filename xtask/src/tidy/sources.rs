//! The Rust files of one folder, in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// All files of one crate, or of a crate in a test.
pub(super) struct Sources {
    /// The folder of the files, from the root of the repository: `generator/src`.
    pub(super) folder: String,
    /// Texts by path below the folder: `model/types.rs`.
    pub(super) files: BTreeMap<String, String>,
}

impl Sources {
    /// Reads all Rust files below a folder of the repository.
    pub(super) fn read(root: &Path, folder: &str) -> io::Result<Self> {
        let mut res = Self { folder: folder.to_owned(), files: BTreeMap::new() };
        res.add(&root.join(folder), "")?;
        Ok(res)
    }

    fn add(&mut self, folder: &Path, below: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add(&entry.path(), &format!("{path}/"))?;
            } else if path.ends_with(".rs") {
                self.files.insert(path, fs::read_to_string(entry.path())?);
            }
        }
        Ok(())
    }

    /// Files given as text; a later one replaces an earlier one of the same path.
    #[cfg(test)]
    pub(super) fn planted<'a>(folder: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        Self { folder: folder.to_owned(), files }
    }
}
