//! The command line.

use graphwright::{diagnostics, pipeline, read};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn main() {
    let dirs: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let start = std::time::Instant::now();
    let sources = read::read(&dirs).expect("readable");
    let read_time = start.elapsed();
    let checked = pipeline::check(&sources, None);
    println!("read {read_time:?} all {:?}", start.elapsed());
    let mut counts: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    for it in checked.diagnostics.iter() {
        let entry = counts.entry(it.code.number()).or_default();
        entry.0 += 1;
        if std::env::var("CODE").is_ok_and(|code| code == it.code.number()) {
            println!("{}", diagnostics::render_short(&sources, it));
        }
        entry.1 = format!("{:?}", it.code);
    }
    println!("{counts:#?}");
    println!("types {} operations {}", checked.model.types.len(), checked.model.operations.len());
}
