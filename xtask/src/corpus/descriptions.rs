//! OpenAPI descriptions: their accounts, and their crates.

use super::{Step, write};
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::pipeline::{self, Checked};
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Reads the descriptions in each folder of the corpus: every member must be accounted for.
pub(super) fn run() -> Result<(), String> {
    folders().iter().try_for_each(|it| folder(it))
}

/// Generates and compiles the crate of each description whose path contains `filter`. All of them are tried.
pub(super) fn compile(filter: &str) -> Result<(), String> {
    let files = files(filter)?;
    let failed: Vec<String> = files.iter().filter_map(|it| krate(it).err()).collect();
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

fn krate(file: &Path) -> Result<(), String> {
    let inputs = Inputs { openapi: vec![file.to_owned()], ..Inputs::default() };
    let start = Instant::now();
    let dir = write(&inputs, &name(file))?;
    eprintln!("{}: generated twice in {:.1} s", file.display(), start.elapsed().as_secs_f64());
    Step::Check.run(&dir).map_err(|err| format!("{}: {err}", file.display()))
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
