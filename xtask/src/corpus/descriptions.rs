//! The accounts of OpenAPI descriptions.

use graphwright::analysis::paths::Operations;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the descriptions in each folder of the corpus: every member must be accounted for.
pub(super) fn run() -> Result<(), String> {
    let root = super::corpus().join("openapi");
    let Ok(entries) = fs::read_dir(&root) else {
        eprintln!("skipped: OpenAPI descriptions, the corpus was not found");
        return Ok(());
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|it| it.path()).filter(|it| it.is_dir()).collect();
    folders.sort();
    folders.iter().try_for_each(|it| folder(it))
}

fn folder(path: &Path) -> Result<(), String> {
    let mut sources = SourceMap::default();
    read::descriptions(&mut sources, &[path.to_owned()]).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
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
