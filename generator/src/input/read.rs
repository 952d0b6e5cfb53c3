//! Folders → texts. The only module that reads inputs.

mod decode;
mod descriptions;
mod kinds;
mod problems;
#[cfg(test)]
mod tests;

use crate::input::markdown::parse::include;
use crate::source::{FileKind, Problem, SourceFile, SourceMap};
pub use descriptions::descriptions;
pub(crate) use problems::report;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// An error while reading inputs.
#[derive(Debug)]
pub struct Error {
    /// The file or folder.
    pub path: PathBuf,
    /// The message.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", shown(&self.path), self.message)
    }
}

impl std::error::Error for Error {}

/// Reads every page (`**/*.md`) of the folders, the files that they include, tables of contents (`**/toc.yml`), OpenAPI
/// descriptions (JSON and YAML, by their content) with the files that they refer to, and metadata: `**/*.csdl`, `**/*.xml`
/// that is CSDL, and the files of `csdl`, with any name; and the files of `permissions`. Of images, it reads the names.
/// Folders named `includes` contain no pages.
pub fn read(docs: &[PathBuf], csdl: &[PathBuf], permissions: &[PathBuf]) -> Result<SourceMap, Error> {
    let mut found = Vec::new();
    let root = common_root(docs);
    for dir in docs {
        let before = found.len();
        list(&mut found, &root, dir)?;
        if found[before..].iter().all(|it| matches!(it.kind, FileKind::Toc | FileKind::Image)) {
            return Err(error(dir, "it contains no pages (`*.md`), no metadata and no OpenAPI description"));
        }
    }
    let metadata = csdl.iter().map(|it| (it, FileKind::Metadata));
    for (path, kind) in metadata.chain(permissions.iter().map(|it| (it, FileKind::Permissions))) {
        let is_same = |it: &Found| fs::canonicalize(&it.path).ok() == fs::canonicalize(path).ok();
        if !found.iter().any(|it| it.kind == kind && is_same(it)) {
            // The names of pages do not depend on the location of these files.
            let name = name(path, path);
            found.push(Found { path: path.clone(), name, kind, is_explicit: true });
        }
    }
    let mut files = load(&found)?;
    kinds::refuse_others(&files, csdl, permissions)?;
    include_files(&mut files);
    for dir in docs {
        descriptions::add_fragments(&mut files, dir)?;
    }
    Ok(SourceMap::new(files))
}

/// A file to read.
struct Found {
    path: PathBuf,
    /// The path below the folder.
    name: String,
    kind: FileKind,
    /// Whether it is named explicitly instead of found in a folder.
    is_explicit: bool,
}

fn list(found: &mut Vec<Found>, root: &Path, at: &Path) -> Result<(), Error> {
    let metadata = fs::metadata(at).map_err(|err| io_error(at, &err))?;
    if metadata.is_file() {
        // A file that is named explicitly is always read.
        let kind = match kind(at) {
            Some(it @ (FileKind::Metadata | FileKind::Description)) => it,
            _ if has_extension(at, &["csdl", "xml"]) => FileKind::Metadata,
            _ => FileKind::Page,
        };
        found.push(Found { path: at.to_owned(), name: name(root, at), kind, is_explicit: true });
        return Ok(());
    }
    let mut entries = fs::read_dir(at)
        .and_then(|it| it.map(|it| it.map(|it| (it.file_name(), it.file_type()))).collect::<io::Result<Vec<_>>>())
        .map_err(|err| io_error(at, &err))?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (file_name, file_type) in entries {
        let path = at.join(&file_name);
        // Only links must be followed to determine their kind.
        let is_dir = file_type.map_or_else(|_| path.is_dir(), |it| it.is_dir() || it.is_symlink() && path.is_dir());
        if is_dir {
            let file_name = file_name.to_string_lossy();
            if file_name != "includes" && !file_name.starts_with('.') {
                list(found, root, &path)?;
            }
        } else if let Some(kind) = kind(&path) {
            found.push(Found { name: name(root, &path), path, kind, is_explicit: false });
        }
    }
    Ok(())
}

/// The kind of a file in a folder. `None` if it is not an input.
fn kind(path: &Path) -> Option<FileKind> {
    if has_extension(path, &["md"]) {
        return Some(FileKind::Page);
    }
    if path.file_name().is_some_and(|it| it.eq_ignore_ascii_case("toc.yml")) {
        return Some(FileKind::Toc);
    }
    if has_extension(path, &["png", "svg", "gif", "jpg", "jpeg", "webp"]) {
        return Some(FileKind::Image);
    }
    if has_extension(path, &["json", "yaml", "yml"]) {
        return kinds::is_description(path).then_some(FileKind::Description);
    }
    // XML without the envelope of metadata, `edmx:Edmx`, is not an input.
    let has_envelope = || bytes(path).is_ok_and(|it| decode::decode(it, FileKind::Metadata).0.contains("Edmx"));
    let is_metadata = has_extension(path, &["csdl"]) || has_extension(path, &["xml"]) && has_envelope();
    is_metadata.then_some(FileKind::Metadata)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|it| extensions.iter().any(|known| it.eq_ignore_ascii_case(known)))
}

/// The folder that contains all inputs, so that names do not depend on their order.
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

fn load(found: &[Found]) -> Result<Vec<SourceFile>, Error> {
    let read = |it: &Found| {
        if it.kind == FileKind::Image {
            return Ok(SourceFile::new(shown(&it.path), it.name.clone(), it.kind, String::new()));
        }
        let file = load_file(&it.path, it.name.clone(), it.kind);
        match &file.problem {
            // An unreadable file in a folder is reported; one that is named explicitly is an error.
            Some(Problem::Unreadable(message)) if it.is_explicit => Err(error(&it.path, message)),
            _ => Ok(file),
        }
    };
    found.par_iter().map(read).collect()
}

fn load_file(path: &Path, name: String, kind: FileKind) -> SourceFile {
    let (text, problem) = bytes(path).map_or_else(
        |message| (String::new(), Some(Problem::Unreadable(message))),
        |bytes| decode::decode(bytes, kind),
    );
    let mut res = SourceFile::new(shown(path), name, kind, text);
    res.problem = problem;
    res
}

/// The bytes of a file, or why it cannot be read.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|err| err.to_string())?;
    // Opening a pipe would block until its other end is opened.
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    if u32::try_from(metadata.len()).is_err() {
        return Err("files of 4 GiB or more are not supported".to_owned());
    }
    fs::read(path).map_err(|err| err.to_string())
}

/// Adds included files, also those that included files include. A missing file is reported where it is included.
fn include_files(files: &mut Vec<SourceFile>) {
    let mut known: BTreeSet<String> = files.iter().map(|it| it.path.clone()).collect();
    let mut next = 0;
    while next < files.len() {
        let all: Vec<Vec<String>> = files[next..].par_iter().map(targets).collect();
        next = files.len();
        for target in all.into_iter().flatten() {
            let path = Path::new(&target);
            if !known.contains(&target) && path.is_file() {
                let mut file = load_file(path, format!("~/{target}"), FileKind::Include);
                file.path.clone_from(&target);
                files.push(file);
            }
            known.insert(target);
        }
    }
}

/// The paths of the includes of a file.
fn targets(file: &SourceFile) -> Vec<String> {
    if !matches!(file.kind, FileKind::Page | FileKind::Include) {
        return Vec::new();
    }
    let paths = include::find(&file.text).into_iter().map(|(_, path)| &file.text[path]);
    paths.filter(|path| !include::is_snippet(path)).filter_map(|path| include::join(&file.path, path)).collect()
}

fn error(path: &Path, message: &str) -> Error {
    Error { path: path.to_owned(), message: message.to_owned() }
}

fn io_error(path: &Path, err: &io::Error) -> Error {
    error(path, &err.to_string())
}
