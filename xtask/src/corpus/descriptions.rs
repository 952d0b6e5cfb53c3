//! OpenAPI descriptions: their accounts, and their crates.

use super::{Step, cost, write};
use crate::table;
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::pipeline::{self, Checked};
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the descriptions in each folder of the corpus: every member must be accounted for.
pub(super) fn run() -> Result<(), String> {
    folders().iter().try_for_each(|it| folder(it))
}

/// Generates and compiles the crate of each description, with warnings denied. All of them are tried.
pub(super) fn compile() -> Result<(), String> {
    tried(&files("")?, |it| compiled(it).map(drop))
}

/// Generates, compiles and documents the crate of each description whose path contains `filter`, with warnings denied.
/// All of them are tried. Prints a Markdown table: wall time of generating, user time of compiling the crate alone.
pub(super) fn measure(filter: &str) -> Result<(), String> {
    super::build_generator()?;
    table::head(&[
        "description",
        "operations",
        "types",
        "findings",
        "generate, s",
        "MB",
        "check, s",
        "MB",
        "doc, s",
        "MB",
    ]);
    tried(&files(filter)?, measured)
}

/// Does something with each description. The error has all errors.
fn tried(files: &[PathBuf], work: impl Fn(&Path) -> Result<(), String>) -> Result<(), String> {
    let failed = |it: &PathBuf| work(it).map_err(|err| format!("{}: {err}", it.display())).err();
    let failed: Vec<String> = files.iter().filter_map(failed).collect();
    eprintln!("{} of {} crates of descriptions compile", files.len() - failed.len(), files.len());
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// The descriptions of the corpus whose path contains `filter`.
pub(crate) fn files(filter: &str) -> Result<Vec<PathBuf>, String> {
    let mut res = Vec::new();
    for path in folders() {
        let (sources, checked) = read(&path)?;
        let files = checked.descriptions.iter().map(|it| &*sources.file(it.file).path);
        res.extend(files.filter(|it| it.contains(filter)).map(PathBuf::from));
    }
    Ok(res)
}

/// Generates and compiles a crate. Returns its folder.
fn compiled(file: &Path) -> Result<PathBuf, String> {
    let inputs = Inputs { openapi: vec![file.to_owned()], ..Inputs::default() };
    let dir = write(&inputs, &name(file))?;
    Step::Check.run(&dir)?;
    Ok(dir)
}

/// The row of a crate. Its dependencies are compiled before.
fn measured(file: &Path) -> Result<(), String> {
    let name = name(file);
    let (_, checked) = read(file)?;
    let dir = compiled(file)?;
    let generated = cost::generation(file, &name)?;
    let (check, doc) = (cost::compilation(&dir, Step::Check)?, cost::compilation(&dir, Step::Doc)?);
    table::row(&[
        &name.trim_start_matches("openapi-"),
        &checked.descriptions.iter().map(|it| it.account.operations).sum::<usize>(),
        &checked.paths.types.len(),
        &checked.diagnostics.iter().count(),
        &format_args!("{:.2}", generated.seconds),
        &format_args!("{:.0}", generated.megabytes),
        &format_args!("{:.2}", check.seconds),
        &format_args!("{:.0}", check.megabytes),
        &format_args!("{:.2}", doc.seconds),
        &format_args!("{:.0}", doc.megabytes),
    ]);
    Ok(())
}

/// The name of the crate of a description: its folder and its file.
pub(crate) fn name(file: &Path) -> String {
    let folder = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let text = format!("openapi-{folder}-{stem}").to_lowercase();
    text.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect()
}

/// The folders of the corpus that have descriptions, sorted.
fn folders() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(super::corpus().join("openapi")) else {
        eprintln!("skipped: OpenAPI descriptions, the corpus was not found");
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|it| it.path()).filter(|it| it.is_dir()).collect();
    folders.sort();
    folders
}

fn read(path: &Path) -> Result<(SourceMap, Checked), String> {
    let mut sources = SourceMap::default();
    read::descriptions(&mut sources, &[path.to_owned()]).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
    Ok((sources, checked))
}

fn folder(path: &Path) -> Result<(), String> {
    let (sources, checked) = read(path)?;
    for it in &checked.descriptions {
        let (name, account) = (&sources.file(it.file).path, &it.account);
        if !account.agrees() {
            return Err(format!("members of {name} are not accounted for: {account:?}"));
        }
        if account.operations == 0 && account.schemas == 0 {
            return Err(format!("{name} has no operations and no schemas"));
        }
        eprintln!("read: {name}, {} operations, {} schemas", account.operations, account.schemas);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_member_is_accounted_for() {
        assert_eq!(super::run(), Ok(()));
    }
}
