//! Files of an output directory.

use super::MARKER;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The temporary folder for new files, below the output directory.
pub(super) const STAGING: &str = ".graphwright-staging";

/// Files of Cargo and of interrupted runs at the top of an output directory.
const IGNORED: [&str; 3] = ["target", "Cargo.lock", STAGING];

/// Adds the path to an error.
pub(super) fn at<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|err| io::Error::new(err.kind(), format!("`{}`: {err}", shown(path))))
}

/// A path with forward slashes.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Every file below `dir`, with relative paths. Links are treated as files: they are not followed.
pub(super) fn files(dir: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut res = BTreeSet::new();
    let metadata = match fs::metadata(dir) {
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(res),
        other => at(dir, other)?,
    };
    if !metadata.is_dir() {
        return at(dir, Err(io::Error::new(io::ErrorKind::NotADirectory, "this is a file, not a folder")));
    }
    list(&mut res, dir, dir)?;
    Ok(res)
}

fn list(found: &mut BTreeSet<PathBuf>, root: &Path, folder: &Path) -> io::Result<()> {
    for entry in at(folder, fs::read_dir(folder))? {
        let entry = at(folder, entry)?;
        if folder == root && IGNORED.iter().any(|it| entry.file_name() == *it) {
            continue;
        }
        let path = entry.path();
        if at(&path, entry.file_type())?.is_dir() {
            list(found, root, &path)?;
        } else {
            found.insert(path.strip_prefix(root).expect("`read_dir` puts its folder first").to_owned());
        }
    }
    Ok(())
}

/// Whether the content of the file at `path` is this text.
pub(super) fn holds(path: &Path, text: &str) -> io::Result<bool> {
    let metadata = at(path, fs::symlink_metadata(path))?;
    if !metadata.is_file() || metadata.len() != text.len() as u64 {
        return Ok(false);
    }
    Ok(at(path, fs::read(path))? == text.as_bytes())
}

/// Whether a text is marked as generated in its first five lines.
pub(super) fn is_marked(text: &[u8]) -> bool {
    let head = text.split(|byte| *byte == b'\n').take(5);
    head.into_iter().any(|line| line.windows(MARKER.len()).any(|it| it == MARKER.as_bytes()))
}

/// Whether the file at `path` was generated. A file that cannot be read is treated as not generated.
pub(super) fn is_generated(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    let mut head = Vec::new();
    let read = |file: fs::File| file.take(16 * 1024).read_to_end(&mut head);
    is_file && fs::File::open(path).and_then(read).is_ok() && is_marked(&head)
}

/// Writes a new file.
pub(super) fn create(path: &Path, text: &str) -> io::Result<()> {
    at(path, fs::write(path, text))
}

/// Creates a folder and its parents.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    at(path, fs::create_dir_all(path))
}

/// Moves the contents of a folder to another one: whole folders if they do not exist yet, files over existing ones.
pub(super) fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    for entry in at(from, fs::read_dir(from))? {
        let entry = at(from, entry)?;
        let target = to.join(entry.file_name());
        let is_known = fs::symlink_metadata(&target).is_ok();
        if is_known && at(&entry.path(), entry.file_type())?.is_dir() {
            move_all(&entry.path(), &target)?;
        } else {
            at(&target, fs::rename(entry.path(), &target))?;
        }
    }
    Ok(())
}

/// Removes the folders below `dir` that are empty after the removal of `path`.
pub(super) fn remove_empty_parents(dir: &Path, path: &Path) {
    let parents = path.ancestors().skip(1).filter(|it| !it.as_os_str().is_empty());
    for parent in parents {
        // Removing a folder fails if it is not empty, which ends the loop.
        if fs::remove_dir(dir.join(parent)).is_err() {
            return;
        }
    }
}
