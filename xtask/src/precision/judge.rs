//! The table of verdicts, and the percentages that follow from it.
//!
//! Findings are drawn by code, so rare codes are drawn more often than they occur. Each code's share of right verdicts is
//! therefore weighted by the number of its findings.

use super::draw::Drawn;
use super::show;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a finding was judged, from the best to the worst verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// True and useful, at the right place, with the right remedy.
    Right,
    /// True and useful, but at the wrong place.
    Place,
    /// True and useful, but with a wrong remedy.
    Remedy,
    /// True, but it helps no reader.
    Useless,
    /// Not true.
    False,
}

impl Verdict {
    fn parse(text: &str) -> Result<Verdict, String> {
        Ok(match text {
            "right" => Verdict::Right,
            "place" => Verdict::Place,
            "remedy" => Verdict::Remedy,
            "useless" => Verdict::Useless,
            "false" => Verdict::False,
            _ => return Err(format!("unknown verdict `{text}`")),
        })
    }
}

/// The contents of a table of verdicts.
#[derive(Default)]
struct Verdicts<'a> {
    /// The number of all findings of a code.
    totals: BTreeMap<&'a str, f64>,
    /// The verdicts of each finding, by code.
    judged: BTreeMap<&'a str, Vec<[Verdict; 2]>>,
}

/// The document that verdicts are entered in: the number of findings of each code, and a row for each drawn finding.
pub(super) fn form(drawn: &Drawn<'_>, seed: &str) -> String {
    let mut res = format!("Seed: `{seed}`\n\n| code | findings |\n|---|---|\n");
    for (code, n) in &drawn.totals {
        // Writing to a string cannot fail.
        let _ = writeln!(res, "| {} | {n} |", code.number());
    }
    res += "\n| n | code | place | first verdict | second verdict |\n|---|---|---|---|---|\n";
    for (idx, it) in drawn.findings.iter().enumerate() {
        let _ = writeln!(res, "| {} | {} | {} | | |", idx + 1, it.1.code.number(), show::place(*it));
    }
    res
}

/// The weighted percentages of a table of verdicts: of both judges, and of the worse of the two verdicts.
pub(super) fn summary(text: &str) -> Result<String, String> {
    let verdicts = parse(text)?;
    let mut res = "| | true and useful | also place and remedy |\n|---|---|---|\n".to_owned();
    for name in ["first", "second", "worse of both"] {
        let of = |it: &[Verdict; 2]| match name {
            "first" => it[0],
            "second" => it[1],
            _ => it[0].max(it[1]),
        };
        let useful = verdicts.share(|it| of(it) < Verdict::Useless)?;
        let right = verdicts.share(|it| of(it) == Verdict::Right)?;
        let _ = writeln!(res, "| {name} | {useful:.2} % | {right:.2} % |");
    }
    Ok(res)
}

impl Verdicts<'_> {
    /// The percentage of findings that pass, weighted by the number of findings of each code.
    fn share(&self, passes: impl Fn(&[Verdict; 2]) -> bool) -> Result<f64, String> {
        let mut sum = 0.0;
        for (code, total) in &self.totals {
            let judged = self.judged.get(code).ok_or_else(|| format!("no finding of {code} was judged"))?;
            sum += total * judged.iter().filter(|it| passes(it)).count() as f64 / judged.len() as f64;
        }
        Ok(100.0 * sum / self.totals.values().sum::<f64>())
    }
}

fn parse(text: &str) -> Result<Verdicts<'_>, String> {
    let mut res = Verdicts::default();
    for (idx, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            [code, total] if is_code(code) => {
                let total = total.parse().map_err(|_| format!("line {}: `{total}` is not a number", idx + 1))?;
                res.totals.insert(code, total);
            }
            [_, code, _, first, second] if is_code(code) => {
                let parse = |it| Verdict::parse(it).map_err(|err| format!("line {}: {err}", idx + 1));
                res.judged.entry(code).or_default().push([parse(first)?, parse(second)?]);
            }
            _ => {}
        }
    }
    match res.judged.keys().find(|it| !res.totals.contains_key(*it)) {
        Some(code) => Err(format!("the number of findings of {code} is missing")),
        None if res.totals.is_empty() => Err("there is no table of verdicts".to_owned()),
        None => Ok(res),
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 5 && text.starts_with('G') && text[1..].bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::summary;

    const TOTALS: &str = "| code | findings |\n|---|---|\n| G0101 | 300 |\n| G0202 | 100 |\n\n";

    #[test]
    fn codes_count_by_their_frequency() {
        let rows = "| 1 | G0101 | a.md:1:1 | right | right |\n| 2 | G0101 | a.md:2:1 | place | right |\n\
                    | 3 | G0202 | a.md:3:1 | right | false |\n";
        let expected = "| | true and useful | also place and remedy |\n|---|---|---|\n\
                        | first | 100.00 % | 62.50 % |\n| second | 75.00 % | 75.00 % |\n\
                        | worse of both | 75.00 % | 37.50 % |\n";
        assert_eq!(summary(&format!("{TOTALS}{rows}")), Ok(expected.to_owned()));
    }

    #[test]
    fn incomplete_tables_are_errors() {
        assert_eq!(summary("# Precision\n"), Err("there is no table of verdicts".to_owned()));
        let one = "| 1 | G0101 | a.md:1:1 | right | right |\n";
        assert_eq!(summary(&format!("{TOTALS}{one}")), Err("no finding of G0202 was judged".to_owned()));
        assert_eq!(summary(one), Err("the number of findings of G0101 is missing".to_owned()));
        let open = "| 1 | G0101 | a.md:1:1 | | |\n";
        assert_eq!(summary(&format!("{TOTALS}{open}")), Err("line 6: unknown verdict ``".to_owned()));
    }
}
