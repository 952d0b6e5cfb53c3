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
    if let Ok(out) = std::env::var("OUT") {
        let start = std::time::Instant::now();
        let config = graphwright::emit::CrateConfig {
            name: std::env::var("NAME").expect("NAME"),
            version: "0.1.0".to_owned(),
            runtime: graphwright::emit::Runtime::Path("../../runtime".to_owned()),
            models: if std::env::var("SERDE").is_ok() { graphwright::emit::Models::SerdeDerive } else { Default::default() },
        };
        let mut diagnostics = diagnostics::Diagnostics::default();
        let tree = graphwright::emit::emit(&mut diagnostics, &sources, &checked.model, &checked.paths, &config);
        for (path, text) in tree.iter() {
            let path = std::path::Path::new(&out).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            std::fs::write(path, text).expect("writable");
        }
        println!("emitted {:?}, clashes {}", start.elapsed(), diagnostics.len());
    }
    println!("types {} operations {}", checked.model.types.len(), checked.model.operations.len());
}
