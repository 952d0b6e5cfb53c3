//! `--only` and `--changed-since`: the files whose findings are shown.

use clap::Args;
use graphwright::diagnostics::{Diagnostic, Diagnostics, Status};
use graphwright::source::{FileId, FileKind, SourceMap};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files whose findings are shown. Everything is checked: a page alone would refer to types that no page describes.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Check everything, but show only findings about these files, or the files in these folders
    #[arg(long, num_args = 1.., value_name = "PATH", conflicts_with_all = ["stats", "update_baseline"])]
    only: Vec<PathBuf>,
    /// Check everything, but show only findings about files that changed since the current branch left this one: a branch,
    /// tag or commit of git
    #[arg(long, value_name = "REF", conflicts_with_all = ["stats", "update_baseline"])]
    changed_since: Option<String>,
}

impl Selection {
    /// Hides findings about other files. A finding is about the file of its primary place; a finding in metadata is also
    /// about the pages that it refers to.
    pub(super) fn apply(
        &self,
        sources: &SourceMap,
        docs: &[PathBuf],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Box<dyn Error>> {
        if self.only.is_empty() && self.changed_since.is_none() {
            return Ok(());
        }
        let inputs: Vec<(FileId, PathBuf)> =
            sources.iter().filter_map(|(id, it)| Some((id, fs::canonicalize(&it.path).ok()?))).collect();
        let mut selected = BTreeSet::new();
        for path in &self.only {
            let absolute = fs::canonicalize(path);
            let is_meant = |it: &Path| absolute.as_ref().is_ok_and(|absolute| it.starts_with(absolute));
            let ids: Vec<FileId> = inputs.iter().filter(|(_, it)| is_meant(it)).map(|(id, _)| *id).collect();
            if ids.is_empty() {
                return Err(format!("`{}` is not a file or folder of the inputs", path.display()).into());
            }
            selected.extend(ids);
        }
        if let Some(reference) = &self.changed_since {
            let changed = changed_since(docs.first().map_or(Path::new("."), |it| it), reference)?;
            selected.extend(inputs.iter().filter(|(_, it)| changed.contains(it)).map(|(id, _)| *id));
        }
        let is_shown = |it: &Diagnostic| {
            let file = it.primary.span.file;
            let is_metadata = sources.file(file).kind == FileKind::Metadata;
            selected.contains(&file) || is_metadata && it.secondary.iter().any(|it| selected.contains(&it.span.file))
        };
        for it in diagnostics.iter_mut().filter(|it| it.is_open() && !is_shown(it)) {
            it.status = Status::Elsewhere;
        }
        Ok(())
    }
}

/// The files that differ from the commit at which the current branch left `reference`, and files that git does not track.
fn changed_since(dir: &Path, reference: &str) -> Result<BTreeSet<PathBuf>, String> {
    let dir = if dir.is_file() { dir.parent().unwrap_or(dir) } else { dir };
    let root = PathBuf::from(git(dir, &["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
    let changed = git(&root, &["diff", "--name-only", "-z", "--merge-base", "--end-of-options", reference, "--"])?;
    let untracked = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split('\0').chain(untracked.split('\0')).filter(|it| !it.is_empty());
    Ok(names.filter_map(|it| fs::canonicalize(root.join(it)).ok()).collect())
}

fn git(dir: &Path, arguments: &[&str]) -> Result<String, String> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let output = Command::new("git").args(arguments).current_dir(dir).output();
    let output = output.map_err(|err| format!("cannot run git: {err}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git failed: {}", message.lines().next().unwrap_or_default()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
