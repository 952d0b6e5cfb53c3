//! `cargo xtask tidy`: rules that the compiler does not check.

mod boundaries;
mod cycles;
mod edges;
mod figures;
mod modules;
mod sources;
mod texts;
mod uses;

use super::{Outcome, root};
use boundaries::{CRATES, Rules};
use clap::Args;
use edges::Edge;
use modules::Crate;
use sources::Sources;
use std::path::Path;

/// Check dependencies between modules, lengths, module docs, and machine-specific paths
///
/// Prints the permitted edges between folders and the lengths of files and functions, then the problems.
#[derive(Debug, Args)]
pub(crate) struct Options {}

pub(crate) fn run(_: &Options) -> Outcome {
    let report = report(&root())?;
    print!("{}", report.shown);
    report.problems.iter().for_each(|it| println!("{it}"));
    Ok(report.problems.is_empty())
}

/// The figures of the repository, and the problems in it.
struct Report {
    shown: String,
    /// One line per problem: `path: problem`.
    problems: Vec<String>,
}

fn report(root: &Path) -> Result<Report, Box<dyn std::error::Error>> {
    let mut shown = String::new();
    let mut problems = texts::problems(root)?;
    for rules in &CRATES {
        let sources = Sources::read(root, rules.folder)?;
        let edges = edges::edges(&Crate::parse(&sources, rules.library)?);
        shown.push_str(&boundaries::table(rules, &edges));
        problems.extend(problems_of_edges(rules, &edges));
    }
    let figures = figures::figures(root)?;
    shown.push_str(&figures.shown);
    problems.extend(figures.problems);
    Ok(Report { shown, problems })
}

fn problems_of_edges(rules: &Rules, edges: &[Edge]) -> Vec<String> {
    let mut res = boundaries::problems(rules, edges);
    res.extend(cycles::problems(rules.folder, rules.excused, edges));
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let report = report(&root()).expect("the repository is readable");
        assert!(report.problems.is_empty(), "{:#?}", report.problems);
    }

    #[test]
    fn planted_edges_and_cycles_are_found() {
        let files = [
            ("lib.rs", "mod input; mod model; mod rust;"),
            ("model.rs", "pub mod http; mod types; pub use types::Type;"),
            ("model/http.rs", "pub struct Method;"),
            ("model/types.rs", "pub struct Type(super::http::Method);"),
            ("input.rs", "use crate::model::Type; pub fn read() -> Type { todo!() }"),
            ("rust.rs", "mod one; mod two; use crate::model; fn emit(_: model::Type) {}"),
            ("rust/one.rs", "pub fn one() {}"),
            ("rust/two.rs", "use super::one; fn two() { one::one() }"),
        ];
        let rules = Rules {
            folder: "planted/src",
            library: "planted",
            permitted: &[("model", ""), ("input", "model"), ("rust", "model")],
            excused: &[],
        };
        let problems = |plant: &[(&str, &str)]| {
            let sources = Sources::planted("planted/src", files.iter().chain(plant).copied());
            problems_of_edges(&rules, &edges::edges(&Crate::parse(&sources, "planted").expect("valid")))
        };
        assert!(problems(&[]).is_empty());
        let forbidden = problems(&[("rust/one.rs", "fn one() { crate::input::read(); }")]);
        assert_eq!(forbidden, ["planted/src/rust/one.rs: `rust` must not use `input` (`crate::input::read`)"]);
        let cycle = problems(&[("rust/one.rs", "pub fn one() {} fn back() { super::two::two() }")]);
        assert_eq!(cycle.len(), 1, "{cycle:?}");
        assert!(cycle[0].contains("one → two → one"), "{cycle:?}");
        // A forbidden edge that closes a cycle between folders is reported twice.
        let both = problems(&[("model/http.rs", "pub struct Method; fn up() { crate::input::read(); }")]);
        assert_eq!(both.len(), 2, "{both:?}");
    }
}
