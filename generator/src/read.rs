//! Folders → texts. The only module that reads inputs.

use crate::markdown::parse::include;
use crate::source::{FileKind, SourceFile, SourceMap};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// Why inputs cannot be read.
#[derive(Debug)]
pub struct Error {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", shown(&self.path), self.message)
    }
}

impl std::error::Error for Error {}

/// Reads every page (`**/*.md`) of the folders, and the files that they include. Folders named `includes` hold no pages.
pub fn read(dirs: &[PathBuf]) -> Result<SourceMap, Error> {
    let mut pages = Vec::new();
    let root = common_root(dirs);
    for dir in dirs {
        let before = pages.len();
        list(&mut pages, &root, dir)?;
        if pages.len() == before {
            return Err(error(dir, "no pages (`*.md`) are in it"));
        }
    }
    let mut files = load(pages)?;
    include_files(&mut files)?;
    Ok(SourceMap::new(files))
}

/// A page to be read: its path and its name below the folder.
type Found = (PathBuf, String);

fn list(found: &mut Vec<Found>, root: &Path, at: &Path) -> Result<(), Error> {
    let metadata = fs::metadata(at).map_err(|err| io_error(at, &err))?;
    if metadata.is_file() {
        found.push((at.to_owned(), name(root, at)));
        return Ok(());
    }
    let mut entries = fs::read_dir(at)
        .and_then(|it| it.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>())
        .map_err(|err| io_error(at, &err))?;
    entries.sort();
    for path in entries {
        let file_name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        if path.is_dir() {
            if file_name != "includes" && !file_name.starts_with('.') {
                list(found, root, &path)?;
            }
        } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("md")) {
            found.push((path.clone(), name(root, &path)));
        }
    }
    Ok(())
}

/// The folder that all inputs lie in: the order in which they are given shows nowhere.
fn common_root(dirs: &[PathBuf]) -> PathBuf {
    let mut folders = dirs.iter().map(|it| if it.is_file() { it.parent().unwrap_or(it) } else { it });
    let first = folders.next().map(Path::to_owned).unwrap_or_default();
    folders.fold(first, |root, folder| {
        root.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(it, _)| it).collect()
    })
}

/// The name of a page: its path below the common folder.
fn name(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).ok().filter(|it| !it.as_os_str().is_empty());
    shown(below.unwrap_or_else(|| path.file_name().map_or(path, Path::new)))
}

/// A path with forward slashes.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned()
}

fn load(pages: Vec<Found>) -> Result<Vec<SourceFile>, Error> {
    let read = |(path, name): &Found| {
        let text = text(path)?;
        Ok(SourceFile::new(shown(path), name.clone(), FileKind::Page, text))
    };
    pages.par_iter().map(read).collect()
}

fn text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|err| io_error(path, &err))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(error(path, "files of 4 GiB and more are not read"));
    }
    String::from_utf8(bytes)
        .map_err(|err| error(path, &format!("it is not UTF-8 (at byte {})", err.utf8_error().valid_up_to())))
}

/// Adds the files that are included, also by other included files. One that does not exist is reported where it is included.
fn include_files(files: &mut Vec<SourceFile>) -> Result<(), Error> {
    let mut known: BTreeSet<String> = files.iter().map(|it| it.path.clone()).collect();
    let mut next = 0;
    while next < files.len() {
        let file = &files[next];
        let targets: Vec<String> = include::find(&file.text)
            .into_iter()
            .map(|(_, path)| &file.text[path])
            .filter(|path| !include::is_snippet(path))
            .filter_map(|path| include::join(&file.path, path))
            .collect();
        for target in targets {
            let path = Path::new(&target);
            if known.insert(target.clone()) && path.is_file() {
                files.push(SourceFile::new(target.clone(), format!("~/{target}"), FileKind::Include, text(path)?));
            }
        }
        next += 1;
    }
    Ok(())
}

fn error(path: &Path, message: &str) -> Error {
    Error { path: path.to_owned(), message: message.to_owned() }
}

fn io_error(path: &Path, err: &io::Error) -> Error {
    error(path, &err.to_string())
}
