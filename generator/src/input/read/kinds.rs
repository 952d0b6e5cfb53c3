//! The kinds of files, by their content.

use super::{Error, bytes, decode, error};
use crate::input::openapi::files;
use crate::source::{FileKind, SourceFile};
use std::path::{Path, PathBuf};

/// Whether a file is an OpenAPI description.
pub(super) fn is_description(path: &Path) -> bool {
    bytes(path).is_ok_and(|it| files::is_description(&decode::decode(it, FileKind::Description).0))
}

/// An error if a file that is named as metadata, or as a list of permissions, is an OpenAPI description.
pub(super) fn refuse_others(files: &[SourceFile], csdl: &[PathBuf], permissions: &[PathBuf]) -> Result<(), Error> {
    for (paths, kind, option) in [(csdl, "metadata", "--csdl"), (permissions, "a list of permissions", "--permissions")]
    {
        for path in paths {
            let shown = super::shown(path);
            let file = files.iter().find(|it| it.path == shown);
            if file.is_some_and(|it| files::is_description(&it.text)) {
                let message =
                    format!("it is an OpenAPI description and not {kind}: use `--openapi` instead of `{option}`");
                return Err(error(path, &message));
            }
        }
    }
    Ok(())
}

/// An error if a file that is named as a description is metadata.
pub(super) fn refuse_metadata(files: &[SourceFile]) -> Result<(), Error> {
    let is_xml = |it: &&SourceFile| it.text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    match files.iter().filter(|it| it.kind == FileKind::Description).find(is_xml) {
        Some(file) => {
            let kind = if file.text.contains("Edmx") { "OData metadata" } else { "XML" };
            let help = if kind == "XML" { "" } else { ": use `--csdl` instead of `--openapi`" };
            Err(error(Path::new(&file.path), &format!("it is {kind} and not an OpenAPI description{help}")))
        }
        None => Ok(()),
    }
}
