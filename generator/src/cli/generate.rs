//! `graphwright generate`.

use super::progress::Progress;
use super::{Outcome, plural, printed};
use clap::{Args, ValueEnum};
use graphwright::analysis::paths::Operations;
use graphwright::config::{self, Config, CrateEntry, RuntimeEntry};
use graphwright::diagnostics::{self, Diagnostics, by_code, totals};
use graphwright::generate::{Run, regenerate};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::output::Drift;
use graphwright::rust::package::{PackageName, PackageVersion};
use graphwright::service::{Service, UrlTemplate};
use graphwright::source::SourceMap;
use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write a Rust crate for the API that pages describe
///
/// The generator owns the whole output directory: files that are no longer generated are removed. If the directory contains
/// a file that was not generated, nothing is written. Warnings do not stop generation: input that is not understood is
/// ignored.
#[derive(Debug, Args)]
#[command(
    override_usage = "graphwright generate --docs <DIR>... --out <DIR> --name <CRATE> [OPTIONS]\n       \
        graphwright generate --openapi <FILE>... --out <DIR> --name <CRATE> [OPTIONS]\n       \
        graphwright generate --config <FILE> [--check] [--verbose]",
    after_help = "Examples:\n  \
    graphwright generate --docs api-reference/v1.0 --out sdk/msgraph --name msgraph\n  \
    graphwright generate --docs api-reference/v1.0 --out sdk/msgraph --name msgraph --check\n  \
    graphwright generate --openapi openapi.yaml --out sdk/pets --name pets\n  \
    graphwright generate --config graphwright.toml"
)]
pub(super) struct Options {
    /// Folders of pages (`api/`, `resources/`), all of one API; or single pages
    #[arg(long, num_args = 1.., value_name = "DIR", required_unless_present_any = ["config", "csdl", "openapi"])]
    docs: Vec<PathBuf>,
    /// Metadata of the same API: OData CSDL as XML
    #[arg(long, num_args = 1.., value_name = "FILE")]
    csdl: Vec<PathBuf>,
    /// Permissions of requests, by path and method: JSON in Kibali's format
    #[arg(long, num_args = 1.., value_name = "FILE")]
    permissions: Vec<PathBuf>,
    /// OpenAPI descriptions: files, or folders that contain some
    #[arg(long, num_args = 1.., value_name = "FILE")]
    openapi: Vec<PathBuf>,
    /// Which requests the crate has: those that pages document, or also those that only metadata declares
    #[arg(long, value_enum, default_value_t = Requests::Documented)]
    operations: Requests,
    /// The folder of the crate
    #[arg(long, value_name = "DIR", required_unless_present = "config")]
    out: Option<PathBuf>,
    /// The name of the package
    #[arg(long, value_name = "CRATE", required_unless_present = "config")]
    name: Option<PackageName>,
    /// The version of the package [default: 0.1.0]
    #[arg(long, value_name = "VERSION")]
    crate_version: Option<PackageVersion>,
    /// The license of the package, which depends on the license of the documentation: an SPDX expression such as `MIT`.
    /// Without it, Cargo refuses to publish the package
    #[arg(long, value_name = "SPDX")]
    license: Option<String>,
    /// First segment of every URL (`v1.0`, `beta`; `''` for none) [default: determined by the inputs]
    #[arg(long, value_name = "VERSION")]
    api: Option<String>,
    /// The title of the service in documentation
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Where the service is: the URL before the version. Without it, programs that use the crate have to name it
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Where pages are published, for links: a URL with `{page}`, and perhaps `{version}`
    #[arg(long, value_name = "URL")]
    documentation: Option<UrlTemplate>,
    /// The `graphwright-runtime` that the crate depends on: a path or a version [default: `runtime/` of the nearest folder
    /// around the crate that has one, else the version of this program]
    #[arg(long, value_name = "PATH|VERSION")]
    runtime: Option<String>,
    /// Generate the crates that this file configures; its paths are relative to it
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "docs", "csdl", "permissions", "openapi", "operations", "out", "name", "crate_version", "license", "api", "title", "base_url", "documentation", "runtime",
    ])]
    config: Option<PathBuf>,
    /// Cache the run in this folder: the next run without changes only reads the inputs. Use one folder per configuration
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Write nothing; exit with 1 and name the files if the crate is not up to date
    #[arg(long)]
    check: bool,
    /// Print every finding, not only the totals
    #[arg(long, short)]
    verbose: bool,
}

/// Which requests a crate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Requests {
    /// Those that pages document
    Documented,
    /// Also those that only metadata declares
    All,
}

impl From<Requests> for Operations {
    fn from(it: Requests) -> Operations {
        match it {
            Requests::Documented => Operations::Documented,
            Requests::All => Operations::All,
        }
    }
}

pub(super) fn run(options: Options) -> Result<Outcome, Box<dyn Error>> {
    let (check, verbose, cache) = (options.check, options.verbose, options.cache.clone());
    let (config, root) = configuration(options)?;
    let progress = Progress::new("reading pages");
    let done = regenerate(&config, &root, Run { check, cache: cache.as_deref() }, &|message| progress.say(message))?;
    drop(progress);
    for (sources, diagnostics) in &done.crates {
        report(sources, diagnostics, verbose);
    }
    let Some(drifts) = done.drifts else {
        say!("error: nothing was written because of the errors above");
        return Ok(Outcome::Findings);
    };
    let is_clean = drifts.iter().all(|(_, drift)| drift.is_empty());
    if !check {
        return printed(print_counts(&drifts), Outcome::Clean);
    }
    let outcome = printed(print_drifts(&drifts), if is_clean { Outcome::Clean } else { Outcome::Findings })?;
    for (dir, _) in drifts.iter().filter(|(_, drift)| !drift.is_empty()) {
        say!("error: `{}` is not up to date", dir.display());
    }
    if !is_clean {
        say!("help: run the same command without `--check`");
    }
    Ok(outcome)
}

/// The crates to generate, and the folder that their paths are relative to.
fn configuration(options: Options) -> Result<(Config, PathBuf), Box<dyn Error>> {
    if let Some(path) = options.config {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        return Ok((config::read(&path)?, root));
    }
    let (Some(name), Some(out)) = (options.name, options.out) else {
        return Err("`--docs`, `--out` and `--name` are required unless `--config` is used".into());
    };
    let runtime = options.runtime.map(|it| config::runtime(&it, &out)).transpose()?.map(RuntimeEntry);
    let version = options.crate_version.unwrap_or_default();
    let service = Service {
        title: options.title,
        base_url: options.base_url,
        documentation: options.documentation,
        ..Service::default()
    };
    let krate = CrateEntry {
        name,
        version,
        docs: options.docs,
        csdl: options.csdl,
        permissions: options.permissions,
        openapi: options.openapi,
        operations: options.operations.into(),
        areas: Vec::new(),
        paging: Vec::new(),
        out,
        package: PackageTable::of_license(options.license),
        keep: Vec::new(),
        api: options.api,
        service,
        runtime,
    };
    Ok((Config::of_crate(krate), PathBuf::new()))
}

/// Prints the findings about the pages of a crate to stderr.
fn report(sources: &SourceMap, diagnostics: &Diagnostics, verbose: bool) {
    let Some(totals) = totals(diagnostics) else { return };
    if verbose {
        diagnostics.open().for_each(|it| say!("{}", diagnostics::render_short(sources, it)));
        say!("{totals}");
    } else {
        say!("{totals} (use `--verbose` or run `graphwright check` to show them)");
        say!("{}", by_code(diagnostics).trim_end());
    }
}

fn print_counts(drifts: &[(PathBuf, Drift)]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (dir, drift) in drifts {
        let (created, changed, removed) = (drift.missing.len(), drift.changed.len(), drift.orphaned.len());
        writeln!(out, "{}: {} created, {changed} changed, {removed} removed", dir.display(), plural(created, "file"))?;
    }
    Ok(())
}

fn print_drifts(drifts: &[(PathBuf, Drift)]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut lines = drifts.iter().flat_map(|(_, drift)| drift.lines());
    lines.try_for_each(|line| writeln!(out, "{line}"))
}
