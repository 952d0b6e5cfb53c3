//! What `graphwright check` prints about OpenAPI descriptions.

use super::plural;
use graphwright::input::openapi::{Account, Document};
use graphwright::source::SourceMap;
use std::io::{self, Write};

/// Prints the accounts of all descriptions.
pub(super) fn print_stats(out: &mut impl Write, sources: &SourceMap, all: &[Document]) -> io::Result<()> {
    for it in all {
        writeln!(out, "{}", sources.file(it.file).path)?;
        for (name, n) in rows(&it.account) {
            writeln!(out, "  {name:<26}{n:>9}")?;
        }
    }
    Ok(())
}

fn rows(it: &Account) -> [(&'static str, usize); 9] {
    [
        ("members", it.seen),
        ("  read", it.read),
        ("  of data", it.data),
        ("  of extensions", it.extensions),
        ("  reported", it.reported),
        ("members not referred to", it.unreferenced),
        ("operations", it.operations),
        ("schemas", it.schemas),
        ("references", it.references),
    ]
}

/// Returns the numbers of descriptions, operations and schemas as text, or `None` if there are no descriptions.
pub(super) fn summary(all: &[Document]) -> Option<String> {
    let sum = |count: fn(&Account) -> usize| all.iter().map(|it| count(&it.account)).sum();
    let (operations, schemas) = (plural(sum(|it| it.operations), "operation"), plural(sum(|it| it.schemas), "schema"));
    (!all.is_empty()).then(|| format!("{} ({operations}, {schemas})", plural(all.len(), "description")))
}

/// Whether each member of all descriptions is accounted for.
pub(super) fn agree(all: &[Document]) -> bool {
    all.iter().all(|it| it.account.agrees())
}

/// Reports descriptions whose members are not fully accounted for: a bug in this tool.
pub(super) fn complain(sources: &SourceMap, all: &[Document]) {
    for it in all.iter().filter(|it| !it.account.agrees()) {
        let place = it.account.missing.map_or_else(|| sources.file(it.file).path.clone(), |it| sources.position(it));
        say!("error: graphwright did not account for all members of a description; this is a bug, please report it");
        say!("  {place}");
    }
}
