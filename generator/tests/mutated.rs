//! Damaged pages: nothing panics, and every part of every page is still used, reported or prose.
//!
//! The pages are drawn from the complete documentation and damaged at random, with a fixed seed. The documentation is not
//! part of this repository; without it, the test prints that it was skipped.

use graphwright::analysis::paths::Operations;
use graphwright::check::accounts::accounts;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The number of pages.
const PAGES: usize = 300;

/// The folders that pages are drawn from, below the folder of the corpora.
const FOLDERS: [&str; 3] =
    ["graph-2021-07/api-reference/v1.0", "graph-2021-07/api-reference/beta", "current/pages/api-reference"];

/// The folders with the files that these pages include.
const INCLUDES: [&str; 3] = [
    "graph-2021-07/api-reference/includes",
    "graph-2021-07/api-reference/v1.0/includes",
    "graph-2021-07/api-reference/beta/includes",
];

/// Markup that begins or ends something.
const MARKS: [&str; 12] = [
    "\n```\n",
    "~~~",
    "<!--",
    "-->",
    "<!-- {",
    "|",
    "\n|-|-|\n",
    "\r",
    "\t",
    "\n---\n",
    "\n> ",
    "[!INCLUDE [a](../b.md)]",
];

#[test]
fn accounts_of_damaged_pages_agree() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = env::var_os("GRAPHWRIGHT_CORPUS").map_or_else(beside, PathBuf::from);
    let (pages, csdl) = (list(&corpus, &FOLDERS), corpus.join("csdl/v1.0-2021-07.xml"));
    if pages.len() < PAGES || !csdl.is_file() {
        // Written directly to stderr, because the test harness hides the output of passing tests.
        let _ = writeln!(stderr(), "skipped: the pages to damage and their metadata were not found");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    for file in list(&corpus, &INCLUDES) {
        write(&corpus, &file, dir.path(), &fs::read(&file).expect("a readable file"));
    }
    write_damaged(&corpus, pages, dir.path());
    let sources = read::read(&[dir.path().to_owned()], &[csdl], &[]).expect("readable inputs");
    let checked = pipeline::check(&sources, &Service::default(), Operations::All);
    let accounts = accounts(&sources, &checked.topics, &checked.pages, &checked.diagnostics);
    assert!(accounts.agree(), "{accounts}\n{:#?}", accounts.wrong_pages);
}

/// Draws pages, damages each in one to four ways, and writes them.
fn write_damaged(corpus: &Path, mut pages: Vec<PathBuf>, dir: &Path) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..PAGES {
        let page = pages.swap_remove(random.below(pages.len()));
        let mut bytes = fs::read(&page).expect("a readable page");
        (0..=random.below(4)).for_each(|_| damage(&mut bytes, &mut random));
        write(corpus, &page, dir, &bytes);
    }
}

/// All pages below some folders of the corpora, sorted.
fn list(corpus: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let mut res = Vec::new();
    folders.iter().for_each(|it| add_pages(&corpus.join(it), &mut res));
    res.sort();
    res.dedup();
    res
}

fn add_pages(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for path in entries.filter_map(|it| Some(it.ok()?.path())) {
        if path.is_dir() {
            add_pages(&path, found);
        } else if path.extension().is_some_and(|it| it == "md") {
            found.push(path);
        }
    }
}

/// Writes a file of the corpora at the same path below another folder.
fn write(corpus: &Path, file: &Path, to: &Path, bytes: &[u8]) {
    let path = to.join(file.strip_prefix(corpus).expect("a file of the corpora"));
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a writable file");
}

/// Damages a page in one way.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    match random.below(9) {
        0 => (0..=random.below(8)).for_each(|_| {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }),
        1 => bytes.truncate(random.below(bytes.len())),
        2 => {
            let start = random.below(bytes.len());
            let end = bytes.len().min(start + random.below(200));
            bytes.drain(start..end);
        }
        3 => {
            let at = random.below(bytes.len());
            let mark = MARKS[random.below(MARKS.len())];
            bytes.splice(at..at, mark.bytes());
        }
        way => damage_lines(way, bytes, random),
    }
}

/// Deletes, doubles or nests some successive lines of a page.
fn damage_lines(way: usize, bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|it| *it == b'\n').map(<[u8]>::to_vec).collect();
    let start = random.below(lines.len());
    let most = [2, 30][random.below(2)];
    let end = lines.len().min(start + 1 + random.below(most));
    let part = lines[start..end].to_vec();
    let nest = |marker: &str, next: &str| -> Vec<Vec<u8>> {
        let lines = part.iter().enumerate();
        lines.map(|(idx, it)| [if idx == 0 { marker } else { next }.as_bytes(), it].concat()).collect()
    };
    let changed = match way {
        4 => Vec::new(),
        5 => [part.clone(), part].concat(),
        6 => nest("> ", "> "),
        7 => nest("- ", "  "),
        _ => nest("1. > ", "   > "),
    };
    lines.splice(start..end, changed);
    *bytes = lines.concat();
}

/// A reproducible sequence of numbers: xorshift64.
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
