//! Tables in Markdown, on the standard output: rows come one by one, as they are measured.

use std::fmt::Display;

/// The head: the first column holds names, the others hold figures.
pub(super) fn head(columns: &[&str]) {
    println!("| {} |\n|---|{}", columns.join(" | "), "--:|".repeat(columns.len() - 1));
}

/// A row of as many cells as the head has.
pub(super) fn row(cells: &[&dyn Display]) {
    let cells: Vec<String> = cells.iter().map(|it| it.to_string()).collect();
    println!("| {} |", cells.join(" | "));
}
