//! Markdown tables on standard output, row by row as they are measured.

use std::fmt::Display;

/// The header: the first column contains names, the others contain figures.
pub(crate) fn head(columns: &[&str]) {
    println!("| {} |\n|---|{}", columns.join(" | "), "--:|".repeat(columns.len() - 1));
}

/// A row with as many cells as the header.
pub(crate) fn row(cells: &[&dyn Display]) {
    let cells: Vec<String> = cells.iter().map(|it| it.to_string()).collect();
    println!("| {} |", cells.join(" | "));
}
