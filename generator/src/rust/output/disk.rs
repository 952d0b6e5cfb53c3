//! Files of an output directory.

use super::MARKER;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where new files wait, below the output directory, until all of them are written.
pub(super) const STAGING: &str = ".graphwright-staging";

/// What Cargo, and an interrupted run, leave at the top of an output directory.
const IGNORED: [&str; 3] = ["target", "Cargo.lock", STAGING];

/// Adds the path to an error.
pub(super) fn at<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|err| io::Error::new(err.kind(), format!("`{}`: {err}", shown(path))))
}

/// A path with forward slashes.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Every file below `dir`, relative to it. Links count as files: they are not followed.
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

/// Whether the file at `path` holds exactly this text.
pub(super) fn holds(path: &Path, text: &str) -> io::Result<bool> {
    let metadata = at(path, fs::symlink_metadata(path))?;
    if !metadata.is_file() || metadata.len() != text.len() as u64 {
        return Ok(false);
    }
    Ok(at(path, fs::read(path))? == text.as_bytes())
}

/// Whether a text says in its first five lines that it is generated.
pub(super) fn is_marked(text: &[u8]) -> bool {
    let head = text.split(|byte| *byte == b'\n').take(5);
    head.into_iter().any(|line| line.windows(MARKER.len()).any(|it| it == MARKER.as_bytes()))
}

/// Whether the file at `path` was generated. One that cannot be read was not, as far as anybody knows.
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

/// Makes a folder, and those that it lies in.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    at(path, fs::create_dir_all(path))
}

/// Moves all that is in one folder to another: whole folders where there are none yet, files over those that are there.
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

/// Removes the folders, below `dir`, that the removal of `path` left empty.
pub(super) fn remove_empty_parents(dir: &Path, path: &Path) {
    let parents = path.ancestors().skip(1).filter(|it| !it.as_os_str().is_empty());
    for parent in parents {
        // Only empty folders can be removed this way: the first that is not ends the walk.
        if fs::remove_dir(dir.join(parent)).is_err() {
            return;
        }
    }
}
