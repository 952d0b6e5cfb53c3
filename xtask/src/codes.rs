//! `cargo xtask codes`: writes `docs/codes.md`, and its copy in the generator, which `graphwright explain` prints in parts.
//!
//! Examples are the findings in the golden files of the cases, so they are always what `check` prints.

mod reasons;

use super::{Outcome, root};
use clap::Args;
use graphwright::diagnostics::{Code, GROUPS, Group};
use reasons::{Reason, Reasons};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Write docs/codes.md from the table of codes and the golden files of their cases
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Write nothing; exit with 1 if the file is not up to date
    #[arg(long)]
    check: bool,
}

/// The documentation, and a copy for the program: a package cannot include files outside of its folder.
const FILES: [&str; 2] = ["docs/codes.md", "generator/src/diagnostics/codes.md"];

pub(crate) fn run(options: &Options) -> Outcome {
    let text = text()?;
    let is_same = FILES.iter().all(|it| fs::read_to_string(root().join(it)).is_ok_and(|it| it == text));
    if options.check && !is_same {
        eprintln!("error: `docs/codes.md` is not up to date\nhelp: run `cargo xtask codes` and commit the result");
    } else if !is_same {
        FILES.iter().try_for_each(|it| fs::write(root().join(it), &text))?;
    }
    Ok(is_same || !options.check)
}

fn text() -> Result<String, Box<dyn Error>> {
    let reasons = reasons::read()?;
    let mut res = "# Codes of findings\n\n\
        `cargo xtask codes` writes this file; `graphwright explain CODE` prints a section of it. Each example is a finding about \
        a page, metadata or an OpenAPI description that this repository tests.\n"
        .to_owned();
    res += "\n## Groups\n\nThe name of a group can be used like a code, as in `--deny links`.\n\n| group | findings about | codes |\n|---|---|---|\n";
    GROUPS.iter().for_each(|it| res += &row(it));
    for code in Code::ALL {
        res += &section(*code, &reasons)?;
    }
    Ok(res)
}

fn row(group: &Group) -> String {
    let codes: Vec<&str> = group.codes.iter().map(|it| it.number()).collect();
    format!("| `{}` | {} | {} |\n", group.name, group.what, codes.join(", "))
}

fn section(code: Code, reasons: &Reasons) -> Result<String, Box<dyn Error>> {
    let reason =
        reasons.get(code.number()).ok_or_else(|| format!("reasons.toml does not contain {}", code.number()))?;
    let what: Vec<&str> = code.explanation().lines().map(str::trim).collect();
    let mut res = format!("\n## {}\n\n`{}`, {}\n\n", code.number(), code.name(), code.severity());
    res += &format!("{}\n\n", what.join("\n").trim());
    res += &format!("Why it matters: {}\n\nHow to correct it: {}\n\n", reason.why, reason.fix);
    res += &examples(code, reason)?;
    res += &format!("{}\n", code.silencing());
    Ok(res)
}

/// A finding of the code, and the text after its correction.
fn examples(code: Code, reason: &Reason) -> Result<String, std::io::Error> {
    let block = |title: &str, text: &str| {
        let fence = if text.contains("```") { "````" } else { "```" };
        format!("{title}:\n\n{fence}text\n{}\n{fence}\n\n", text.trim_end())
    };
    let Some(wrong) = example(code)? else { return Ok(String::new()) };
    let right = reason.right.clone().or_else(|| patched(&wrong));
    Ok(block("Example", &wrong) + &right.map_or_else(String::new, |it| block("Corrected", &it)))
}

/// The lines after the patch of a finding. They follow the line `help:`, as in `12 + text`, or `12 | text` if nothing is removed.
fn patched(finding: &str) -> Option<String> {
    let (_, patch) = finding.split_once("\nhelp: ")?;
    let line = |it: &str, mark: &str| {
        let (number, text) = it.split_once(mark)?;
        number.parse::<usize>().is_ok().then(|| text.to_owned())
    };
    let with = |mark: &str| patch.lines().filter_map(|it| line(it, mark)).collect::<Vec<_>>();
    let lines = [with(" + "), with(" | ")].into_iter().find(|it| !it.is_empty())?;
    Some(lines.join("\n"))
}

/// The first finding of the code in the golden files of its case.
fn example(code: Code) -> Result<Option<String>, std::io::Error> {
    let prefix = format!("{}-", code.number().to_lowercase());
    let mut cases: Vec<_> =
        fs::read_dir(root().join("snapshots/cases"))?.map(|it| it.map(|it| it.path())).collect::<Result<_, _>>()?;
    cases.retain(|it| it.file_name().is_some_and(|it| it.to_string_lossy().starts_with(&prefix)));
    cases.sort();
    let golden = |case: &Path, name: &str| fs::read_to_string(case.join(name)).ok();
    let texts = cases.iter().flat_map(|it| [golden(it, "diagnostics.snap"), golden(it, "output.snap")]).flatten();
    Ok(texts.into_iter().find_map(|it| finding(&it, code)))
}

/// The first finding of the code in a text.
fn finding(text: &str, code: Code) -> Option<String> {
    let mark = format!("[{}]: ", code.number());
    let lines = text.lines().skip_while(|it| !it.contains(&mark));
    let lines: Vec<&str> = lines.take_while(|it| !it.is_empty()).map(str::trim_end).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_up_to_date() {
        let text = super::text().expect("cases are readable");
        for file in super::FILES {
            let written = std::fs::read_to_string(crate::root().join(file)).unwrap_or_default();
            assert!(text == written, "run `cargo xtask codes` and commit the result");
        }
    }

    #[test]
    fn the_table_of_api_doctor_names_codes() {
        let text = std::fs::read_to_string(crate::root().join("docs/apidoctor.md")).expect("a file");
        let rows: Vec<Vec<&str>> = text.lines().map(|it| it.split('|').map(str::trim).collect()).collect();
        let rows: Vec<_> = rows.iter().filter(|it| it.len() == 5).skip(2).collect();
        assert_eq!(rows.len(), 98);
        for row in rows {
            let codes: Vec<&str> = row[2].split(", ").filter(|it| *it != "–").collect();
            let unknown: Vec<_> = codes.iter().filter(|it| Code::find(it).is_none()).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", row[1]);
            assert!(!codes.is_empty() || !row[3].is_empty(), "{} has neither a code nor a reason", row[1]);
        }
    }
}
