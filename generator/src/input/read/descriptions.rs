//! OpenAPI descriptions, and the files that they refer to.

use super::kinds::{self, is_description};
use super::{Error, Found, error, has_extension, io_error, load, shown};
use crate::input::openapi::files;
use crate::source::{FileKind, SourceFile, SourceMap};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Adds the OpenAPI descriptions in files and folders, and the files below these folders that they refer to. A file that is
/// named explicitly is always read; in folders, descriptions are recognized by their content.
pub fn descriptions(sources: &mut SourceMap, paths: &[PathBuf]) -> Result<(), Error> {
    for path in paths {
        let root = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let mut found = Vec::new();
        if path.is_dir() {
            list(&mut found, root, path)?;
        } else {
            found.push(Found { is_explicit: true, ..description(root, path) });
        }
        if found.is_empty() {
            return Err(error(path, "it contains no OpenAPI description"));
        }
        let mut files = load(&found)?;
        kinds::refuse_metadata(&files)?;
        fragments(&mut files, root)?;
        files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        for file in files {
            add(sources, file);
        }
    }
    Ok(())
}

/// Adds a file unless a file of its role has this path.
fn add(sources: &mut SourceMap, file: SourceFile) {
    let known = sources.find(&file.path).map(|it| sources.file(it).kind);
    if !matches!(known, Some(FileKind::Description | FileKind::Fragment)) {
        sources.push(file);
    }
}

fn description(root: &Path, path: &Path) -> Found {
    let name = super::name(root, path);
    Found { path: path.to_owned(), name, kind: FileKind::Description, is_explicit: false }
}

/// The descriptions in a folder and its folders.
fn list(found: &mut Vec<Found>, root: &Path, at: &Path) -> Result<(), Error> {
    let entries = fs::read_dir(at).map_err(|err| io_error(at, &err))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|it| it.path()).collect();
    paths.sort();
    for path in paths {
        let is_hidden = path.file_name().is_none_or(|it| it.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden {
            list(found, root, &path)?;
        } else if has_extension(&path, &["json", "yaml", "yml"]) && is_description(&path) {
            found.push(description(root, &path));
        }
    }
    Ok(())
}

/// Adds the files below an input of any kind that the descriptions in it refer to.
pub(super) fn add_fragments(files: &mut Vec<SourceFile>, input: &Path) -> Result<(), Error> {
    let is_part = |it: &SourceFile| it.kind == FileKind::Description;
    let (mut described, others): (Vec<_>, Vec<_>) = std::mem::take(files).into_iter().partition(is_part);
    *files = others;
    if !described.is_empty() {
        fragments(&mut described, if input.is_dir() { input } else { input.parent().unwrap_or(input) })?;
    }
    files.extend(described);
    Ok(())
}

/// Adds the files below a folder that descriptions refer to, also those that these files refer to.
fn fragments(files: &mut Vec<SourceFile>, root: &Path) -> Result<(), Error> {
    let folder = shown(root);
    let prefix = if folder.is_empty() || folder.ends_with('/') { folder } else { folder + "/" };
    let mut known: BTreeSet<String> = files.iter().map(|it| it.path.clone()).collect();
    let mut next = 0;
    while next < files.len() {
        let mut found = BTreeSet::new();
        for file in &files[next..] {
            let targets = files::references(&file.text).into_iter().filter_map(|it| files::join(&file.path, it));
            found.extend(targets.filter(|it| it.starts_with(&prefix) && !known.contains(it)));
        }
        next = files.len();
        // A file that does not exist is reported at its reference.
        let existing = found.iter().filter(|it| Path::new(it).is_file());
        let new: Vec<Found> = existing.map(|it| fragment(it, &prefix)).collect();
        files.extend(load(&new)?);
        known.extend(found);
    }
    Ok(())
}

fn fragment(path: &str, prefix: &str) -> Found {
    let name = path.strip_prefix(prefix).unwrap_or(path).to_owned();
    Found { path: PathBuf::from(path), name, kind: FileKind::Fragment, is_explicit: false }
}
