//! `graphwright explain`.

use super::{Outcome, printed};
use clap::Args;
use graphwright::diagnostics::{self, Code};
use std::error::Error;
use std::io::{self, Write};

/// Explain the code of a finding, or list all codes
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  graphwright explain G0203\n  graphwright explain TypeCell\n\n\
    docs/codes.md contains the same texts.")]
pub(super) struct Options {
    /// A code, as shown in brackets in findings, or its name
    #[arg(value_name = "CODE", value_parser = code)]
    code: Option<Code>,
}

fn code(text: &str) -> Result<Code, String> {
    let meant = || diagnostics::similar(text, &[]).map_or_else(String::new, |it| format!("did you mean `{it}`? "));
    Code::find(text).ok_or_else(|| format!("unknown code; {}`graphwright explain` lists all codes", meant()))
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let result = match options.code {
        Some(code) => explain(&mut out, code),
        None => Code::ALL
            .iter()
            .try_for_each(|it| writeln!(out, "{}  {:<7}  {}", it.number(), it.severity().to_string(), it.summary())),
    };
    printed(result.and_then(|()| out.flush()), Outcome::Clean)
}

fn explain(out: &mut impl Write, code: Code) -> io::Result<()> {
    writeln!(out, "{}", code.number())?;
    // The fences of the example are Markdown.
    let lines = code.section().lines().filter(|it| !it.starts_with("```"));
    lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))
}
