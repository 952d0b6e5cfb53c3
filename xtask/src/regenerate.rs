//! `cargo xtask regenerate`: generates `generated/` from `docs-input/`, as configured in `graphwright.toml`.

use super::{Outcome, root};
use clap::Args;
use graphwright::generate::{self, Regenerated, Run};
use graphwright::{config, diagnostics};
use std::path::Path;

/// Write `generated/` from `docs-input/`, as configured in `graphwright.toml`
#[derive(Debug, Default, Args)]
pub(crate) struct Options {
    /// Write nothing; exit with 1 and name the files if `generated/` is not up to date
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let Regenerated { crates, drifts } = regenerate(options.check, Some(&root().join("target/graphwright")))?;
    for (_, diagnostics) in &crates {
        eprint!("{}", diagnostics::by_code(diagnostics));
    }
    let Some(drifts) = drifts else {
        eprintln!("error: nothing was written because of the errors above");
        eprintln!("help: run `cargo run -p graphwright -- check --docs docs-input/v1.0` to see where they are");
        return Ok(false);
    };
    let mut is_clean = true;
    for (dir, drift) in &drifts {
        drift.lines().iter().for_each(|line| println!("{}", if options.check { line.clone() } else { done(line) }));
        if options.check && !drift.is_empty() {
            eprintln!("error: `{}` is not up to date", dir.display());
            eprintln!("help: run `cargo xtask regenerate` and commit the result");
            is_clean = false;
        }
    }
    Ok(is_clean)
}

fn regenerate(check: bool, cache: Option<&Path>) -> Result<Regenerated, Box<dyn std::error::Error>> {
    let root = root();
    let config = config::read(&root.join("graphwright.toml"))?;
    Ok(generate::regenerate(&config, &root, Run { check, cache }, &|_| {})?)
}

/// How a difference was handled.
fn done(line: &str) -> String {
    let words = [("missing: ", "created: "), ("orphaned: ", "removed: ")];
    let word = words.iter().find_map(|(found, done)| Some(format!("{done}{}", line.strip_prefix(found)?)));
    word.unwrap_or_else(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_is_up_to_date() {
        let found = super::regenerate(true, None).expect("inputs and outputs are readable");
        let drifts = found.drifts.expect("no input has errors");
        let lines: Vec<String> = drifts.iter().flat_map(|(_, drift)| drift.lines()).collect();
        assert!(lines.is_empty(), "run `cargo xtask regenerate` and commit the result: {lines:#?}");
    }

    #[test]
    fn differences_are_put_in_the_past_tense() {
        assert_eq!(super::done("missing: a: b"), "created: a: b");
        assert_eq!(super::done("changed: missing: "), "changed: missing: ");
        assert_eq!(super::done("orphaned: a"), "removed: a");
    }
}
