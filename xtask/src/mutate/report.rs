//! The results as tables.

use super::kinds::{ITEMS, KINDS};
use super::run::Row;
use super::set::Sets;
use crate::root;
use std::fmt::Write;
use std::fs;
use std::process::Command;

/// The numbers of some planted errors.
#[derive(Clone, Copy, Default)]
struct Counts {
    pages: usize,
    at_line: usize,
    elsewhere: usize,
    misleading: usize,
}

impl Counts {
    fn add(self, row: &Row) -> Counts {
        row.verdicts.iter().fold(self, |sum, (_, it)| Counts {
            pages: sum.pages + 1,
            at_line: sum.at_line + usize::from(it.is_at_line),
            elsewhere: sum.elsewhere + usize::from(it.is_elsewhere && !it.is_at_line),
            misleading: sum.misleading + usize::from(!it.misleading.is_empty()),
        })
    }

    /// The cells of a row.
    fn cells(self) -> String {
        let Counts { pages, at_line, elsewhere, misleading } = self;
        format!("{pages} | {at_line} | {elsewhere} | {} | {misleading}", pages - at_line - elsewhere)
    }

    fn share(self, part: usize) -> f64 {
        100.0 * part as f64 / self.pages.max(1) as f64
    }
}

/// A row for each kind, and the totals.
pub(super) fn table(rows: &[Row]) -> String {
    let mut res = "| kind | planted error | pages | at line | elsewhere | not found | misleading |\n\
                   |---|---|---|---|---|---|---|\n"
        .to_owned();
    for (title, kinds) in ITEMS.iter().zip(KINDS) {
        let of: Vec<&Row> = rows.iter().filter(|row| kinds.iter().any(|it| it.name == row.kind.name)).collect();
        if of.is_empty() {
            continue;
        }
        let sum = of.iter().fold(Counts::default(), |sum, row| sum.add(row));
        // Writing to a string cannot fail.
        let _ = writeln!(res, "| **{title}** | | {} |", sum.cells());
        for row in of {
            let _ =
                writeln!(res, "| `{}` | {} | {} |", row.kind.name, row.kind.what, Counts::default().add(row).cells());
        }
    }
    let sum = rows.iter().fold(Counts::default(), Counts::add);
    let _ = writeln!(res, "| **All** | | {} |", sum.cells());
    let at_line = sum.share(sum.at_line);
    let found = sum.share(sum.at_line + sum.elsewhere);
    let misleading = sum.share(sum.misleading);
    let _ = writeln!(
        res,
        "\n{at_line:.1} % at their line, {found:.1} % found, {misleading:.1} % with a misleading finding."
    );
    res
}

/// Every planted error with the findings that it causes.
pub(super) fn details(sets: &Sets, rows: &[Row]) -> String {
    let mut res = String::new();
    for row in rows {
        for (planted, verdict) in &row.verdicts {
            let file = sets.get(row.kind.set).sources.file(planted.file);
            let (line, _) = file.line_column(planted.plant.range.start as u32);
            let state = match (verdict.is_at_line, verdict.is_elsewhere) {
                (true, _) => "at line",
                (false, true) => "elsewhere",
                (false, false) => "not found",
            };
            let old: String = file.text[planted.plant.range.clone()].chars().take(80).collect();
            let new: String = planted.plant.text.chars().take(80).collect();
            let _ = writeln!(res, "{} {}:{line}: {state}: {old:?} -> {new:?}", row.kind.name, file.name);
            for it in &verdict.found {
                let _ = writeln!(res, "    found {it}");
            }
            for it in &verdict.misleading {
                let _ = writeln!(res, "    misleading {it}");
            }
        }
    }
    res
}

/// Writes `docs/recall.md`.
pub(super) fn write(rows: &[Row], seed: u64, pages: usize) -> Result<(), String> {
    let commit = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).current_dir(root()).output();
    let commit =
        commit.map_or_else(|_| "unknown".to_owned(), |it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
    let text = format!(
        "# Recall\n\n\
        `cargo xtask mutate` plants one error at a time into a page of the Microsoft Graph reference (v1.0, July 2021) whose\n\
        section has no finding, checks the whole set, and compares the findings. An error is found *at its line*, or\n\
        *elsewhere* if another finding names it. A finding that an error causes and that does not name it is *misleading*.\n\
        Findings that are off by default count. Errors against the list of permissions are checked with the list of August\n\
        2026, and those about deprecations in beta, whose metadata states some.\n\n\
        Seed {seed}, {pages} pages of each kind, on top of commit {commit}.\n\n{}",
        table(rows)
    );
    fs::write(root().join("docs/recall.md"), text).map_err(|err| err.to_string())
}
