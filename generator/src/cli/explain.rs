//! `graphwright explain`.

use super::{Outcome, printed};
use clap::Args;
use graphwright::diagnostics::{self, Code};
use std::error::Error;
use std::io::{self, Write};

/// Explain the code of a finding, or list all codes
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  graphwright explain G0203\n  graphwright explain TypeCell\n  graphwright explain links\n\n\
    docs/codes.md contains the same texts."
)]
pub(super) struct Options {
    /// A code, as shown in brackets in findings, or its name; or a group of codes, which lists them
    #[arg(value_name = "CODE", value_parser = codes)]
    codes: Option<Codes>,
}

/// Codes that an argument selects.
#[derive(Clone, Copy, Debug)]
struct Codes(&'static [Code]);

fn codes(text: &str) -> Result<Codes, String> {
    let meant = || diagnostics::similar(text, &[]).map_or_else(String::new, |it| format!("did you mean `{it}`? "));
    let found = diagnostics::select(text).map(|(_, codes)| Codes(codes));
    found.ok_or_else(|| format!("unknown code; {}`graphwright explain` lists all codes", meant()))
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let result = match options.codes {
        Some(Codes([code])) => explain(&mut out, *code),
        Some(Codes(codes)) => list(&mut out, codes),
        None => list(&mut out, Code::ALL),
    };
    printed(result.and_then(|()| out.flush()), Outcome::Clean)
}

fn list(out: &mut impl Write, codes: &[Code]) -> io::Result<()> {
    let line = |it: &Code| format!("{}  {:<7}  {}", it.number(), it.severity().to_string(), it.summary());
    codes.iter().try_for_each(|it| writeln!(out, "{}", line(it)))
}

fn explain(out: &mut impl Write, code: Code) -> io::Result<()> {
    writeln!(out, "{}", code.number())?;
    // The fences of the example are Markdown.
    let lines = code.section().lines().filter(|it| !it.starts_with("```"));
    lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))
}
