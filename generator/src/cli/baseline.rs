//! `--baseline` and `--update-baseline`.

use super::plural;
use clap::Args;
use graphwright::diagnostics::Diagnostics;
use graphwright::diagnostics::baseline::{self, HEADER};
use graphwright::diagnostics::policy::Requested;
use graphwright::source::{FileKind, SourceFile, SourceMap};
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::{fs, process};

/// The findings that are known.
#[derive(Debug, Args)]
pub(super) struct Known {
    /// Do not show the findings listed in this file; they do not affect the exit code
    #[arg(long, value_name = "FILE", conflicts_with = "stats")]
    baseline: Option<PathBuf>,
    /// Write all current findings to the baseline, and remove those that are no longer reported
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
}

/// How the baseline is used.
pub(super) enum Baseline {
    None,
    /// Findings in this text are hidden.
    Hide(PathBuf, String),
    /// The file is updated.
    Update(PathBuf),
}

impl Known {
    /// Opens the file before any page is read, so that a mistyped name is reported at once.
    pub(super) fn open(&self) -> Result<Baseline, Box<dyn Error>> {
        let Some(path) = self.baseline.clone() else { return Ok(Baseline::None) };
        let text = fs::read_to_string(&path);
        if !self.update_baseline {
            let text = text.map_err(|err| {
                let hint = if err.kind() == io::ErrorKind::NotFound { "; `--update-baseline` creates it" } else { "" };
                format!("cannot read the baseline `{}`: {err}{hint}", path.display())
            })?;
            return Ok(Baseline::Hide(path, text));
        }
        match text {
            Ok(text) if !text.is_empty() && !text.starts_with(HEADER) => {
                Err(format!("`{}` is not a baseline; it was not overwritten", path.display()).into())
            }
            Err(err) if err.kind() != io::ErrorKind::NotFound => {
                Err(format!("cannot read the baseline `{}`: {err}", path.display()).into())
            }
            _ => Ok(Baseline::Update(path)),
        }
    }
}

impl Baseline {
    /// Hides known findings.
    pub(super) fn apply(
        &self,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
        requested: &Requested,
    ) -> Result<(), Box<dyn Error>> {
        let Baseline::Hide(path, text) = self else { return Ok(()) };
        let shown = path.to_string_lossy().replace('\\', "/");
        let file = sources.push(SourceFile::new(shown.clone(), shown, FileKind::Baseline, text.clone()));
        baseline::parse(sources, file)?.apply(diagnostics, sources, requested);
        Ok(())
    }

    /// Writes the current findings. Returns whether it did.
    pub(super) fn update(&self, sources: &SourceMap, diagnostics: &Diagnostics) -> Result<bool, Box<dyn Error>> {
        let Baseline::Update(path) = self else { return Ok(false) };
        let (text, n) = baseline::text(diagnostics, sources);
        replace(path, &text).map_err(|err| format!("cannot write the baseline `{}`: {err}", path.display()))?;
        say!("{} written to `{}`", plural(n, "finding"), path.display());
        Ok(true)
    }
}

/// Writes a new file and renames it over the old one, so that the file is never incomplete.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first error matters more than a leftover file.
        let _ = fs::remove_file(&beside);
    }
    written
}
