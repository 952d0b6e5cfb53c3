//! `cargo xtask features`: every combination of the runtime's features compiles, without warnings.

use crate::{cargo, root};
use std::time::Instant;

/// Features that no other feature needs.
const INDEPENDENT: [&str; 3] = ["azure-identity", "certificate", "test"];

/// Features for sending requests. Each includes the previous one.
const SENDING: [&str; 3] = ["", "reqwest", "blocking"];

pub(crate) fn run() -> Result<(), String> {
    for features in combinations() {
        let start = Instant::now();
        check(&features)?;
        println!(
            "{:>5.1} s  {}",
            start.elapsed().as_secs_f64(),
            if features.is_empty() { "(none)" } else { &features }
        );
    }
    Ok(())
}

/// Every combination, as a list with commas.
fn combinations() -> Vec<String> {
    let sets =
        (0..1 << INDEPENDENT.len()).map(|set| INDEPENDENT.iter().enumerate().filter(move |it| set >> it.0 & 1 == 1));
    let sets: Vec<Vec<&str>> = sets.map(|set| set.map(|it| *it.1).collect()).collect();
    // Combinations with the same way of sending are adjacent, so that their common dependencies are compiled once.
    let all = SENDING.iter().flat_map(|sending| sets.iter().map(move |set| (sending, set)));
    all.map(|(sending, set)| {
        set.iter().chain([sending]).filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join(",")
    })
    .collect()
}

fn check(features: &str) -> Result<(), String> {
    let mut command = cargo();
    command.args([
        "clippy",
        "--quiet",
        "--package",
        "graphwright-runtime",
        "--lib",
        "--no-default-features",
        "--locked",
    ]);
    command.args(["--features", features, "--", "--deny", "warnings"]).current_dir(root());
    let status = command.status().map_err(|err| err.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("the runtime does not compile with the features `{features}`")) }
}

#[cfg(test)]
mod tests {
    use super::combinations;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_as_many_as_can_be() {
        let all: BTreeSet<String> = combinations().into_iter().collect();
        assert_eq!(all.len(), 24);
        assert!(all.contains("") && all.contains("azure-identity,certificate,test,blocking"));
    }
}
