//! Folders that tasks create and fill.

use std::path::Path;
use std::{fs, io};

/// Copies `from` into `to`; other files in `to` are kept.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    copy_changed(from, to, &|_, contents| contents)
}

/// Like [`copy`], with contents changed by the path of the original. Only contents are copied: originals may be read-only.
pub(crate) fn copy_changed(from: &Path, to: &Path, change: &dyn Fn(&Path, Vec<u8>) -> Vec<u8>) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_changed(&path, &target, change)?;
        } else {
            let contents = fs::read(&path)?;
            fs::write(target, change(&path, contents))?;
        }
    }
    Ok(())
}

/// Removes a folder, if it exists.
pub(crate) fn remove(dir: &Path) -> io::Result<()> {
    if dir.exists() { fs::remove_dir_all(dir) } else { Ok(()) }
}
