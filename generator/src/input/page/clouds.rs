//! Reads tables of national clouds: a column for each cloud, and one row with a check mark or a cross in each cell.

use crate::input::markdown::{Cell, Table, inline};
use crate::model::Cloud;
use crate::source::{SourceMap, Spanned};

/// The clouds of a table, or `None` if the table has another shape.
pub(super) fn clouds(sources: &SourceMap, table: &Table) -> Option<Vec<Cloud>> {
    let [row] = &table.rows[..] else { return None };
    if table.header.len() < 2 || row.cells.len() != table.header.len() {
        return None;
    }
    let cloud = |(header, cell): (&Cell, &Cell)| {
        let is_available = is_check(&inline::plain(sources, cell.span))?;
        let name = inline::plain(sources, header.span);
        (!name.is_empty()).then(|| Cloud { name: Spanned::new(name, header.span), is_available })
    };
    table.header.iter().zip(&row.cells).map(cloud).collect()
}

/// Whether a cell is a check mark; `None` if it is neither a check mark nor a cross.
fn is_check(text: &str) -> Option<bool> {
    match text.trim_matches([':', '\u{fe0f}', ' ']) {
        "✅" | "✔" | "☑" | "heavy_check_mark" | "white_check_mark" | "ballot_box_with_check" => Some(true),
        "❌" | "✖" | "✗" | "x" | "heavy_multiplication_x" | "negative_squared_cross_mark" => Some(false),
        _ => None,
    }
}
