//! `cargo xtask bench compile`: the cost of compiling generated crates, compared with the same crates with serde's derive
//! macros, and of single areas.

use super::cost::{cost, prepare};
use super::derived::{self, Undeclared};
use crate::corpus::{all_areas, metadata, pages, write};
use crate::cost::Cost;
use crate::root;
use crate::table;
use clap::{Args, ValueEnum};
use graphwright::config;
use graphwright::generate::Inputs;
use std::path::PathBuf;

/// What to compile, and how often
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Only these crates
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["docs", "v1.0", "beta", "msgraph"])]
    only: Vec<Krate>,
    /// Number of rounds; results are minima
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Only check `full` and single areas: no crates with serde's derive macros, and no builds
    #[arg(long)]
    areas: bool,
}

/// A crate to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Krate {
    /// Of the pages of v1.0 alone
    Docs,
    /// Of the pages and the metadata of v1.0
    #[value(name = "v1.0")]
    V1,
    /// Of the pages and the metadata of beta
    Beta,
    /// `generated/msgraph`
    Msgraph,
}

pub(super) fn run(options: &Options) -> Result<(), String> {
    let mut crates = Vec::new();
    for krate in &options.only {
        crates.extend(krate.inputs()?.map(|it| (*krate, it)));
    }
    if !options.areas {
        table::head(&["", "lazy, s", "derive, s", "ratio", "lazy, MB", "derive, MB", "ratio"]);
        for (krate, inputs) in &crates {
            beside_derive(krate.name(), inputs, options.rounds)?;
        }
        println!();
    }
    table::head(&["", "s", "of `full`", "MB", "of `full`"]);
    crates.iter().try_for_each(|(krate, inputs)| areas(*krate, inputs, options.rounds))
}

impl Krate {
    /// The name of its rows.
    fn name(self) -> &'static str {
        match self {
            Krate::Docs => "v1.0, pages alone",
            Krate::V1 => "v1.0",
            Krate::Beta => "beta",
            Krate::Msgraph => "msgraph",
        }
    }

    /// The areas that are measured separately, and the commands.
    fn areas(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Krate::Msgraph => (&["users", "mail", "files", "planner"], &["check", "build", "doc"]),
            _ => (&["users", "mail"], &["check"]),
        }
    }

    /// The inputs, if they are available.
    fn inputs(self) -> Result<Option<Inputs>, String> {
        if self == Krate::Msgraph {
            return configured(self.name()).map(Some);
        }
        let version = if self == Krate::Beta { "beta" } else { "v1.0" };
        Ok(match (pages(version), metadata(version)) {
            (Some(docs), Some(csdl)) => {
                let csdl = if self == Krate::Docs { Vec::new() } else { vec![csdl] };
                Some(Inputs { docs: vec![docs], csdl, ..Inputs::default() })
            }
            _ if self == Krate::Docs => {
                eprintln!("the pages of v1.0 were not found: docs-input is used instead");
                Some(Inputs { docs: vec![root().join("docs-input/v1.0")], ..Inputs::default() })
            }
            _ => {
                eprintln!("skipped: {version}, its pages and metadata were not found");
                None
            }
        })
    }
}

/// The inputs of a crate of `graphwright.toml`.
fn configured(name: &str) -> Result<Inputs, String> {
    let config = config::read(&root().join("graphwright.toml")).map_err(|err| err.to_string())?;
    let krate = config.crates.iter().find(|it| it.name.as_str() == name).ok_or("graphwright.toml has no such crate")?;
    Ok(Inputs::of(&config, krate, |path| root().join(path)))
}

/// Both crates with all areas, alternating.
fn beside_derive(name: &str, inputs: &Inputs, rounds: u32) -> Result<(), String> {
    let dirs =
        [lazy(name, inputs)?, derived::write(inputs, &format!("{}-derive", package(name)), Undeclared::Dropped)?];
    let full = all_areas(&dirs[0]);
    for action in ["check", "build"] {
        dirs.iter().try_for_each(|dir| prepare(dir, action, &["--no-default-features"]))?;
        let mut costs = [Cost::MAX; 2];
        for _ in 0..rounds {
            for (dir, least) in dirs.iter().zip(&mut costs) {
                *least = least.least(cost(dir, action, &full)?);
            }
        }
        let [lazy, derive] = costs;
        table::row(&[
            &format_args!("{name}, `cargo {action}`"),
            &format_args!("{:.2}", lazy.seconds),
            &format_args!("{:.2}", derive.seconds),
            &format_args!("{:.3}", lazy.seconds / derive.seconds),
            &format_args!("{:.0}", lazy.megabytes),
            &format_args!("{:.0}", derive.megabytes),
            &format_args!("{:.3}", lazy.megabytes / derive.megabytes),
        ]);
    }
    Ok(())
}

/// The crate with all areas, with its default areas and with one, alternating.
fn areas(krate: Krate, inputs: &Inputs, rounds: u32) -> Result<(), String> {
    let dir = lazy(krate.name(), inputs)?;
    let (areas, actions) = krate.areas();
    let mut rows = vec![("full", all_areas(&dir)), ("default", vec![])];
    rows.extend(areas.iter().map(|it| (*it, vec!["--no-default-features", "--features", it])));
    for action in actions {
        let mut costs = vec![Cost::MAX; rows.len()];
        for _ in 0..rounds {
            for ((_, features), least) in rows.iter().zip(&mut costs) {
                // Each time: with and without the default transport, some dependencies have other features, and cargo may
                // compile them again.
                let small: &[&str] = if features.is_empty() { &[] } else { &["--no-default-features"] };
                prepare(&dir, action, small)?;
                *least = least.least(cost(&dir, action, features)?);
            }
        }
        for ((area, _), cost) in rows.iter().zip(&costs) {
            table::row(&[
                &format_args!("{}, `{area}`, `cargo {action}`", krate.name()),
                &format_args!("{:.2}", cost.seconds),
                &format_args!("{:.3}", cost.seconds / costs[0].seconds),
                &format_args!("{:.0}", cost.megabytes),
                &format_args!("{:.3}", cost.megabytes / costs[0].megabytes),
            ]);
        }
    }
    Ok(())
}

fn lazy(name: &str, inputs: &Inputs) -> Result<PathBuf, String> {
    write(inputs, &package(name))
}

/// The name of a package.
fn package(name: &str) -> String {
    let words: Vec<&str> = name.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    format!("bench-{}", words.join("-"))
}
