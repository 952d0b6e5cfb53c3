//! `graphwright check`.

use super::baseline::Known;
use super::lints::Lints;
use super::progress::Progress;
use super::selection::Selection;
use super::{Inputs, Outcome, descriptions, plural, printed};
use clap::{Args, ValueEnum};
use graphwright::check::accounts::{self, Accounts};
use graphwright::config::Checks;
use graphwright::diagnostics::{self, Diagnostic, Diagnostics, Severity, Shown, by_code, totals};
use graphwright::pipeline::{self, Checked, Settings};
use graphwright::rust::names::Names;
use graphwright::rust::snippet::Snippets;
use graphwright::source::SourceMap;
use rayon::prelude::*;
use std::env;
use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::mem;

/// Check pages and report problems, with their places and remedies
#[derive(Debug, Args)]
#[command(after_help = "Notes are shown, but only warnings and errors make the exit code 1.\n\n\
    A comment in a page suppresses findings by code, or by code and what they are about:\n  \
    <!-- graphwright: allow(G0206, user.ageGroup) the service sends both -->\n\
    Before the first section it holds for the whole page, else up to the next heading.\n\n\
    Examples:\n  \
    graphwright check --docs api-reference/v1.0\n  \
    graphwright check --docs api-reference/v1.0 --format short | grep G0302\n  \
    graphwright check --docs api-reference/v1.0 --format sarif > graphwright.sarif\n  \
    graphwright check --docs api-reference/v1.0 --deny G0301 --allow notes\n  \
    graphwright check --docs api-reference/v1.0 --baseline graphwright-baseline.toml\n  \
    graphwright check --docs api-reference/v1.0 --only api-reference/v1.0/api/user-get.md\n  \
    graphwright check --docs api-reference/v1.0 --changed-since origin/main\n  \
    graphwright check --docs api-reference/v1.0 --stats\n  \
    graphwright check --openapi openapi.yaml")]
pub(super) struct Options {
    #[command(flatten)]
    inputs: Inputs,
    /// Instead of findings, print how every heading, table, row, code block, annotation and include was used, how much of
    /// the API was found, and how often each code was reported
    #[arg(long)]
    stats: bool,
    /// Output format of findings
    #[arg(long, value_enum, default_value_t = Format::Full, conflicts_with = "stats")]
    format: Format,
    /// Show every finding: by default, `full` shows three of each kind in a file, and counts the others
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    lints: Lints,
    #[command(flatten)]
    baseline: Known,
    #[command(flatten)]
    selection: Selection,
}

/// The output format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line per finding: `file:line:column: severity[code]: message (help)`
    Short,
    /// With the source lines and the remedy
    Full,
    /// One JSON object per line and finding; described in docs/findings-json.md
    Json,
    /// A SARIF 2.1.0 log for code hosts and editors
    Sarif,
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let Checks { lints, service, .. } = options.lints.checks()?;
    let baseline = options.baseline.open()?;
    let progress = Progress::new("reading pages");
    let mut sources = options.inputs.read()?;
    progress.say("checking pages");
    let service = options.inputs.service().or(&service);
    let operations = options.inputs.operations.into();
    let (requested, has_areas) = (lints.requested(), options.stats);
    let settings = Settings { operations, requested, has_areas, ..Settings::of(&service) };
    let mut checked = pipeline::check_with(&sources, &settings);
    let accounts = accounts::accounts(&sources, &checked.topics, &checked.pages, &checked.diagnostics);
    // The baseline comes first: it also contains findings that are allowed.
    baseline.apply(&mut sources, &mut checked.diagnostics, &settings.requested)?;
    lints.apply(&mut checked.diagnostics);
    options.selection.apply(&sources, &options.inputs.docs, &mut checked.diagnostics)?;
    drop(progress);
    if baseline.update(&sources, &checked.diagnostics)? {
        complain(&accounts);
        return Ok(if accounts.agree() { Outcome::Clean } else { Outcome::Broken });
    }
    let result = if options.stats {
        print_stats(&sources, &accounts, &checked)
    } else {
        print_findings(&sources, &checked.diagnostics, options.format, options.all)
    };
    let outcome = match checked.diagnostics.open().any(|it| it.severity != Severity::Note) {
        _ if !accounts.agree() || !descriptions::agree(&checked.descriptions) => Outcome::Broken,
        true => Outcome::Findings,
        false => Outcome::Clean,
    };
    let outcome = printed(result, outcome)?;
    summarize(options, &checked);
    complain(&accounts);
    descriptions::complain(&sources, &checked.descriptions);
    // The program ends now: dropping everything first would take a tenth of a run.
    mem::forget((sources, checked));
    Ok(outcome)
}

/// The number of findings that are rendered in parallel before they are written: readers of the first ones need not wait
/// for all.
const RENDERED_AT_ONCE: usize = 512;

fn print_findings(sources: &SourceMap, diagnostics: &Diagnostics, format: Format, all: bool) -> io::Result<()> {
    let stdout = io::stdout().lock();
    let color = stdout.is_terminal() && env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    let mut out = BufWriter::new(stdout);
    if format == Format::Sarif {
        let root = env::current_dir().map_or_else(|_| String::new(), |it| it.to_string_lossy().replace('\\', "/"));
        serde_json::to_writer_pretty(&mut out, &diagnostics::sarif(sources, diagnostics, &root))?;
        writeln!(out)?;
    }
    let text = |it: &Shown<'_>| match format {
        Format::Short => diagnostics::render_short(sources, it.finding) + "\n",
        Format::Full => diagnostics::render(sources, it.finding, color) + "\n\n" + &others(it),
        Format::Json => diagnostics::render_json(sources, it.finding) + "\n",
        Format::Sarif => String::new(),
    };
    let open: Vec<&Diagnostic> = diagnostics.open().collect();
    let shown = match format {
        Format::Full if !all => diagnostics::folded(&open),
        _ => open.into_iter().map(|finding| Shown { finding, n_more: 0 }).collect(),
    };
    for some in shown.chunks(RENDERED_AT_ONCE) {
        let texts: Vec<String> = some.par_iter().map(text).collect();
        texts.iter().try_for_each(|it| out.write_all(it.as_bytes()))?;
    }
    out.flush()
}

/// The line that counts the findings that are not shown.
fn others(shown: &Shown<'_>) -> String {
    let (n, code) = (shown.n_more, shown.finding.code.number());
    if n == 0 {
        String::new()
    } else {
        format!("... and {n} more of this kind ({code}) in this file; `--all` shows them\n\n")
    }
}

fn print_stats(sources: &SourceMap, accounts: &Accounts, checked: &Checked) -> io::Result<()> {
    let names = Names::new(&mut Diagnostics::default(), sources, &checked.model, &checked.paths, &checked.areas);
    let tally = Snippets::new(sources, &checked.model, &checked.paths, &names, "sdk").tally();
    let mut out = io::stdout().lock();
    if !is_of_descriptions(checked) {
        writeln!(out, "{accounts}")?;
        for (name, n) in accounts::totals(&checked.pages, &checked.model, &checked.paths) {
            writeln!(out, "{name:<28}{n:>9}")?;
        }
    }
    write!(out, "{tally}")?;
    descriptions::print_stats(&mut out, sources, &checked.descriptions)?;
    writeln!(out, "\nreported, by code")?;
    write!(out, "{}", by_code(&checked.diagnostics))?;
    out.flush()
}

/// Whether OpenAPI descriptions are the only inputs.
fn is_of_descriptions(checked: &Checked) -> bool {
    checked.pages.is_empty() && checked.documents.is_empty() && !checked.descriptions.is_empty()
}

/// The number of findings per code, if there are several findings. The totals are printed last.
fn summarize(options: &Options, checked: &Checked) {
    if !options.stats && checked.diagnostics.open().count() > 1 {
        say!("{}", by_code(&checked.diagnostics).trim_end());
    }
    if !options.stats
        && options.format == Format::Full
        && let Some(first) = checked.diagnostics.open().next()
    {
        say!("`graphwright explain {}` describes the code of the first finding", first.code.number());
    }
    let pages = Some(plural(checked.pages.len(), "page")).filter(|_| !is_of_descriptions(checked));
    let checked_files: Vec<String> = pages.into_iter().chain(descriptions::summary(&checked.descriptions)).collect();
    say!(
        "{} checked: {}",
        checked_files.join(" and "),
        totals(&checked.diagnostics).unwrap_or("nothing to report".to_owned())
    );
}

/// Reports pages whose content is not fully accounted for: a bug in this tool.
fn complain(accounts: &Accounts) {
    if accounts.agree() {
        return;
    }
    say!(
        "error: graphwright did not account for all content of {}; this is a bug, please report it",
        plural(accounts.wrong_pages.len(), "page")
    );
    for (path, kind) in accounts.wrong_pages.iter().take(10) {
        say!("  {path}: {}", accounts::name(*kind));
    }
}
