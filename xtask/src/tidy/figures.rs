//! Lengths of files and functions.

use super::sources::Sources;
use std::io;
use std::path::Path;

/// The figures of all crates as text, and the limits that they exceed.
pub(super) struct Figures {
    pub(super) shown: String,
    pub(super) problems: Vec<String>,
}

/// Folders of hand-written code, without tests.
const FOLDERS: [&str; 4] = ["generator/src", "runtime/src", "snapshots", "xtask/src"];

/// The maximum median length of files.
const MAX_MEDIAN_OF_FILES: usize = 150;

/// The maximum 90th percentile of the length of functions.
const MAX_P90_OF_FUNCTIONS: usize = 30;

/// More lines than fit on a screen.
const MAX_LINES_OF_FUNCTION: usize = 60;

pub(super) fn figures(root: &Path) -> io::Result<Figures> {
    let mut res = Figures { shown: String::new(), problems: Vec::new() };
    let (mut files, mut functions) = (Vec::new(), Vec::new());
    for folder in FOLDERS {
        let sources = Sources::read(root, folder)?;
        for (path, text) in sources.files.iter().filter(|(path, _)| !is_test(path)) {
            files.push(text.lines().count());
            for function in functions_of(text) {
                if function.n_lines > MAX_LINES_OF_FUNCTION {
                    res.problems.push(format!(
                        "{folder}/{path}:{}: `{}` has {} lines, more than {MAX_LINES_OF_FUNCTION}",
                        function.line, function.name, function.n_lines
                    ));
                }
                functions.push(function.n_lines);
            }
        }
    }
    res.add("files", &mut files, (50, MAX_MEDIAN_OF_FILES));
    res.add("functions", &mut functions, (90, MAX_P90_OF_FUNCTIONS));
    Ok(res)
}

impl Figures {
    /// Shows the figures of one kind, and reports if a percentile is above its limit.
    fn add(&mut self, what: &str, lengths: &mut [usize], (percent, limit): (usize, usize)) {
        lengths.sort_unstable();
        let at = |percent| percentile(lengths, percent);
        self.shown.push_str(&format!(
            "{what}: {}; lines: median {}, nine of ten at most {}, longest {}\n",
            lengths.len(),
            at(50),
            at(90),
            at(100)
        ));
        if at(percent) > limit {
            self.problems
                .push(format!("{percent} % of all {what} have up to {} lines, more than {limit}", at(percent)));
        }
    }
}

/// A percentile of sorted numbers.
fn percentile(sorted: &[usize], percent: usize) -> usize {
    let idx = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(idx).copied().unwrap_or(0)
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|it| matches!(it, "tests" | "tests.rs"))
}

/// A function in source code.
struct Function<'a> {
    name: &'a str,
    /// Its first line.
    line: usize,
    /// The number of lines of signature and body.
    n_lines: usize,
}

/// The functions of a file, without tests. Relies on the layout of rustfmt: a function ends at the first line with its
/// indentation that closes the body, or the signature if there is no body.
fn functions_of(text: &str) -> Vec<Function<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let end =
        lines.windows(2).position(|it| it[0] == "#[cfg(test)]" && it[1].starts_with("mod ") && it[1].ends_with('{'));
    let lines = &lines[..end.unwrap_or(lines.len())];
    let function = |at: usize| {
        let name = name_of_function(lines[at])?;
        let indent = &lines[at][..lines[at].len() - lines[at].trim_start().len()];
        let is_end = |it: &&str| {
            let rest = it.strip_prefix(indent).unwrap_or_default();
            rest.starts_with('}') || (rest.starts_with(')') && rest.ends_with(';'))
        };
        let n_lines = if lines[at].ends_with([';', '}']) { 1 } else { lines[at..].iter().position(is_end)? + 1 };
        Some(Function { name, line: at + 1, n_lines })
    };
    (0..lines.len()).filter_map(function).collect()
}

fn name_of_function(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_modifier =
        |it: &str| matches!(it, "async" | "const" | "unsafe" | "extern" | "default" | "\"C\"") || it.starts_with("pub");
    let is_declared = before.split_whitespace().all(is_modifier);
    let name = after
        .split(['(', '<'])
        .next()
        .filter(|it| !it.is_empty() && it.chars().all(|it| it == '_' || it.is_alphanumeric()));
    name.filter(|_| is_declared && (before.is_empty() || before.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured() {
        let text = "fn one() {}\n\nimpl X {\n    pub(crate) async fn two<T>(\n        t: T,\n    ) {\n        a(|| {\n        })\n    }\n\n    \
                    fn declared();\n}\n\n#[cfg(test)]\nmod tests {\n    fn three() {\n    }\n}\n";
        let found: Vec<_> = functions_of(text).iter().map(|it| (it.name, it.line, it.n_lines)).collect();
        assert_eq!(found, [("one", 1, 1), ("two", 4, 6), ("declared", 11, 1)]);
    }

    #[test]
    fn percentiles_are_values() {
        let sorted: Vec<_> = (1..=10).collect();
        assert_eq!([percentile(&sorted, 50), percentile(&sorted, 90), percentile(&sorted, 100)], [5, 9, 10]);
        assert_eq!(percentile(&[], 90), 0);
    }

    #[test]
    fn limits_are_reported() {
        let mut figures = Figures { shown: String::new(), problems: Vec::new() };
        figures.add("files", &mut [1, 151, 151], (50, 150));
        assert_eq!(figures.problems, ["50 % of all files have up to 151 lines, more than 150"]);
    }
}
