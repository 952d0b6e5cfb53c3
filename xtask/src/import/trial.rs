//! Generates and compiles the crates of new inputs in a folder below `target`.

use super::{Input, PERMISSIONS};
use crate::corpus::{self, Step};
use crate::{folders, root};
use graphwright::config::{self, Config, CrateEntry};
use graphwright::diagnostics::{self, Severity};
use graphwright::generate::{self, Inputs};
use std::fs;
use std::path::{Path, PathBuf};

/// Tries all crates that read a folder of inputs. `to` is the folder, and `inputs` are its new files.
pub(super) fn run(to: &Path, inputs: &[Input]) -> Result<(), String> {
    let config = config::read(&root().join("graphwright.toml")).map_err(|err| err.to_string())?;
    let reads = |it: &&CrateEntry| paths(it).any(|path| root().join(path).starts_with(to));
    let crates: Vec<&CrateEntry> = config.crates.iter().filter(reads).collect();
    if crates.is_empty() {
        return Err(format!("no crate of graphwright.toml reads `{}`", to.display()));
    }
    let staged = root().join("target/import");
    stage(to, &staged.join("inputs"), inputs).map_err(|err| format!("`{}`: {err}", staged.display()))?;
    for it in &crates {
        let added = unlisted(it, to, inputs);
        if let Some(path) = &added {
            eprintln!("note: `permissions` of `{}` in graphwright.toml does not list `{}`", it.name, path.display());
        }
        let krate = CrateEntry { permissions: it.permissions.iter().cloned().chain(added).collect(), ..(*it).clone() };
        compile(&config, &krate, &|path| moved(path, to, &staged.join("inputs")), &staged)?;
    }
    folders::remove(&staged).map_err(|err| err.to_string())
}

fn paths(krate: &CrateEntry) -> impl Iterator<Item = &PathBuf> {
    krate.docs.iter().chain(&krate.csdl).chain(&krate.permissions)
}

/// Copies the folder, with the new files.
fn stage(to: &Path, staged: &Path, inputs: &[Input]) -> std::io::Result<()> {
    folders::remove(staged)?;
    folders::copy(to, staged)?;
    inputs.iter().try_for_each(|it| fs::write(staged.join(it.name), &it.text))
}

/// A path of the configuration: in the copy of the folder if it lies in it.
fn moved(path: &Path, to: &Path, staged: &Path) -> PathBuf {
    let path = root().join(path);
    path.strip_prefix(to).map_or(path.clone(), |below| staged.join(below))
}

/// The new permissions, if the crate does not read them. Metadata in a folder of pages is found without being listed.
fn unlisted(krate: &CrateEntry, to: &Path, inputs: &[Input]) -> Option<PathBuf> {
    let path = inputs.iter().find(|it| it.name == PERMISSIONS).map(|it| to.join(it.name))?;
    let is_listed = krate.permissions.iter().any(|it| root().join(it) == path);
    (!is_listed).then_some(path)
}

fn compile(config: &Config, krate: &CrateEntry, moved: &dyn Fn(&Path) -> PathBuf, staged: &Path) -> Result<(), String> {
    let inputs = Inputs::of(config, krate, moved);
    let name = krate.name.to_string();
    let mut generated = corpus::in_memory(&inputs, &name)?;
    generate::require_usable(&generated.sources, &generated.diagnostics).map_err(|err| err.to_string())?;
    generate::require_rules(config, &generated).map_err(|err| err.to_string())?;
    config.lints.apply(&mut generated.diagnostics);
    if let Some(it) = generated.diagnostics.open().find(|it| it.severity == Severity::Error) {
        return Err(diagnostics::render_short(&generated.sources, it));
    }
    let dir = staged.join(&name);
    corpus::write_out(&generated.tree, &dir)?;
    Step::Check.run(&dir)
}
