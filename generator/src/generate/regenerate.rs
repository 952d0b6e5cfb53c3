//! Every crate of a configuration.

use super::cache::{Cache, CachedRun};
use super::{Error, Generated, Inputs, Source, generated, require_rules, require_usable};
use crate::config::{self, Config, CrateEntry};
use crate::diagnostics::Diagnostics;
use crate::rust::emit::CrateConfig;
use crate::rust::output::{Drift, OutputTree, WriteError};
use crate::source::SourceMap;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Options of [`regenerate`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Run<'a> {
    /// Whether to compare only, and write nothing.
    pub check: bool,
    /// A cache folder: the next run without changes ends after reading. Each configuration needs its own folder.
    pub cache: Option<&'a Path>,
}

/// The result of [`regenerate`].
#[derive(Debug)]
pub struct Regenerated {
    /// The texts and diagnostics of each crate, in the order of the configuration.
    pub crates: Vec<(SourceMap, Diagnostics)>,
    /// How each output folder differed from the generated files. `None` if a diagnostic is an error: then nothing is
    /// compared or written.
    pub drifts: Option<Vec<(PathBuf, Drift)>>,
}

/// Generates every crate of a configuration and writes changed files. `root` is the folder that the configuration's paths
/// are relative to. `progress` receives messages about the current step.
pub fn regenerate(config: &Config, root: &Path, run: Run<'_>, progress: &dyn Fn(&str)) -> Result<Regenerated, Error> {
    refuse_overlap(config, root)?;
    let crates: Vec<Source> = config.crates.par_iter().map(|it| read(config, it, root)).collect::<Result<_, _>>()?;
    let cache = run.cache.map(|dir| Cache::open(dir, config, &crates)).transpose()?;
    if let Some(cached) = cache.as_ref().and_then(Cache::load)
        && let Some(drifts) = known_drifts(&cached, root, run.check)?
    {
        let crates = crates.into_iter().map(|it| it.sources).zip(cached.diagnostics).collect();
        return Ok(Regenerated { crates, drifts: Some(drifts) });
    }
    let names: Vec<String> = config.crates.iter().map(|it| it.name.to_string()).collect();
    progress(&format!("generating {}", names.join(", ")));
    let crates = crates.into_par_iter().map(|it| generated(it.sources, &it.inputs, &it.config)).collect();
    finish(config, root, run, cache.as_ref(), crates, progress)
}

fn read(config: &Config, krate: &CrateEntry, root: &Path) -> Result<Source, Error> {
    let inputs = Inputs::of(config, krate, |it| root.join(it));
    let sources = inputs.read().map_err(Error::Read)?;
    Ok(Source { config: crate_config(krate, root)?, inputs, sources })
}

/// How the disk differs from the cached result; `None` if files must be written, which requires generating them again.
fn known_drifts(cached: &CachedRun, root: &Path, check: bool) -> Result<Option<Vec<(PathBuf, Drift)>>, Error> {
    let mut res = Vec::new();
    for (out, digests) in &cached.outputs {
        let drift = digests.drift(&root.join(out))?;
        if !check && !drift.is_empty() {
            return Ok(None);
        }
        res.push((out.clone(), drift));
    }
    Ok(Some(res))
}

/// Compares the generated files with the disk, or writes them.
fn finish(
    config: &Config,
    root: &Path,
    run: Run<'_>,
    cache: Option<&Cache>,
    generated: Vec<Generated>,
    progress: &dyn Fn(&str),
) -> Result<Regenerated, Error> {
    let (mut crates, mut trees) = (Vec::new(), Vec::new());
    for (krate, mut it) in config.crates.iter().zip(generated) {
        require_usable(&it.sources, &it.diagnostics)?;
        require_rules(config, &it)?;
        config.lints.apply(&mut it.diagnostics);
        crates.push((it.sources, it.diagnostics));
        it.tree.keep(&krate.keep);
        trees.push((krate.out.clone(), it.tree));
    }
    if crates.iter().any(|(_, diagnostics)| diagnostics.has_errors()) {
        return Ok(Regenerated { crates, drifts: None });
    }
    progress(if run.check { "comparing" } else { "writing" });
    let trees = gather(config, trees);
    let mut drifts = Vec::new();
    for (out, tree) in &trees {
        let dir = root.join(out);
        let drift = if run.check { tree.drift(&dir).map_err(WriteError::from) } else { tree.write(&dir) };
        drifts.push((out.clone(), drift?));
    }
    if let Some(cache) = cache {
        let diagnostics = crates.iter().map(|(_, it)| it.clone()).collect();
        let outputs = trees.iter().map(|(out, tree)| (out.clone(), tree.digests())).collect();
        cache.save(&CachedRun { diagnostics, outputs })?;
    }
    Ok(Regenerated { crates, drifts: Some(drifts) })
}

fn crate_config(krate: &CrateEntry, root: &Path) -> Result<CrateConfig, Error> {
    let runtime = match &krate.runtime {
        Some(runtime) => runtime.0.clone(),
        None => config::default_runtime(&root.join(&krate.out)).map_err(WriteError::from)?,
    };
    let (name, version) = (krate.name.to_string(), krate.version.as_str().to_owned());
    Ok(CrateConfig { name, version, package: krate.package.clone(), runtime })
}

/// Disables rustfmt for generated code, which has its own layout and may have long lines.
const RUSTFMT: &str = "# @generated by graphwright. Do not edit.\ndisable_all_formatting = true\n";

/// One tree for the folder that contains only generated files, or one for each crate.
fn gather(config: &Config, trees: Vec<(PathBuf, OutputTree)>) -> Vec<(PathBuf, OutputTree)> {
    let Some(generated) = &config.generated else { return trees };
    let mut all = OutputTree::default();
    all.insert("rustfmt.toml", RUSTFMT.to_owned());
    for (out, tree) in trees {
        let folder = out.strip_prefix(generated).expect("the configuration was checked for it");
        all.nest(folder, tree);
    }
    vec![(generated.clone(), all)]
}

/// Rejects outputs inside of inputs, and inputs inside of outputs.
fn refuse_overlap(config: &Config, root: &Path) -> Result<(), Error> {
    let outs = config.crates.iter().map(|it| &it.out).chain(&config.generated);
    for out in outs {
        let out = root.join(out);
        let resolved_out = resolved(&out);
        for docs in
            config.crates.iter().flat_map(|it| it.docs.iter().chain(&it.csdl).chain(&it.permissions).chain(&it.openapi))
        {
            let docs = root.join(docs);
            let resolved_docs = resolved(&docs);
            if resolved_out.starts_with(&resolved_docs) || resolved_docs.starts_with(&resolved_out) {
                return Err(Error::Overlap { docs, out });
            }
        }
    }
    Ok(())
}

/// A path with links resolved, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find_map(|it| Some((it, fs::canonicalize(it).ok()?)));
    let Some((existing, canonical)) = found else { return path };
    let rest = path.strip_prefix(existing).expect("it is an ancestor");
    if rest.as_os_str().is_empty() { canonical } else { canonical.join(rest) }
}
