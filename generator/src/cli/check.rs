//! `graphwright check`.

use super::progress::Progress;
use super::{Inputs, Outcome, plural, printed};
use clap::{Args, ValueEnum};
use graphwright::accounts::{self, Accounts};
use graphwright::diagnostics::{self, Severity, by_code, totals};
use graphwright::pipeline::{self, Checked};
use graphwright::read;
use graphwright::source::SourceMap;
use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Report what is wrong with pages: where, what, and what to do about it
#[derive(Debug, Args)]
#[command(after_help = "Notes are shown, but only warnings and errors make the exit code 1.\n\n\
    Examples:\n  \
    graphwright check --docs api-reference/v1.0\n  \
    graphwright check --docs api-reference/v1.0 --format short | grep G0302\n  \
    graphwright check --docs api-reference/v1.0 --stats")]
pub(super) struct Options {
    #[command(flatten)]
    inputs: Inputs,
    /// Print what became of every heading, table, row, code block, annotation and include, how much of the API was found,
    /// and how often each code was reported, instead of the findings
    #[arg(long)]
    stats: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Full, conflicts_with = "stats")]
    format: Format,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a finding: `file:line:column: severity[code]: message (help)`
    Short,
    /// With the lines of the page, and what to do
    Full,
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let progress = Progress::new("reading pages");
    let sources = read::read(&options.inputs.docs, &[])?;
    progress.say("checking pages");
    let checked = pipeline::check(&sources, options.inputs.api.as_deref());
    drop(progress);
    let accounts = accounts::accounts(&sources, &checked);
    let result = if options.stats {
        print_stats(&accounts, &checked)
    } else {
        print_findings(&sources, &checked, options.format)
    };
    let is_finding = |it: &diagnostics::Diagnostic| it.code.severity() != Severity::Note;
    let outcome = match checked.diagnostics.iter().any(is_finding) {
        _ if !accounts.agree() => Outcome::Broken,
        true => Outcome::Findings,
        false => Outcome::Clean,
    };
    let outcome = printed(result, outcome)?;
    let pages = plural(checked.pages.len(), "page");
    say!("{pages} checked: {}", totals(&checked.diagnostics).unwrap_or("nothing to report".to_owned()));
    complain(&accounts);
    Ok(outcome)
}

fn print_findings(sources: &SourceMap, checked: &Checked, format: Format) -> io::Result<()> {
    let stdout = io::stdout().lock();
    let color = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    let mut out = BufWriter::new(stdout);
    for it in checked.diagnostics.iter() {
        match format {
            Format::Short => writeln!(out, "{}", diagnostics::render_short(sources, it))?,
            Format::Full => writeln!(out, "{}\n", diagnostics::render(sources, it, color))?,
        }
    }
    out.flush()
}

fn print_stats(accounts: &Accounts, checked: &Checked) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{accounts}")?;
    for (name, n) in accounts::totals(checked) {
        writeln!(out, "{name:<28}{n:>9}")?;
    }
    writeln!(out, "\nreported, by code")?;
    write!(out, "{}", by_code(&checked.diagnostics))?;
    out.flush()
}

/// Says where the accounts of pages do not agree: something was lost, and the pages are not to blame.
fn complain(accounts: &Accounts) {
    if accounts.agree() {
        return;
    }
    say!("error: graphwright lost something on {}; please report it", plural(accounts.wrong_pages.len(), "page"));
    for (path, kind) in accounts.wrong_pages.iter().take(10) {
        say!("  {path}: {}", accounts::name(*kind));
    }
}
