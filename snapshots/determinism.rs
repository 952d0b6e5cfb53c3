//! The output depends neither on the folder of the pages nor on the order in which they are read.

use graphwright::generate::{self, Inputs};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::output::OutputTree;
use graphwright::service::Service;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn tree(docs: &[PathBuf]) -> OutputTree {
    let config = CrateConfig {
        name: "msgraph".to_owned(),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime: Runtime::Version("0.1".to_owned()),
    };
    let inputs = Inputs { docs: docs.to_vec(), service: Service::of_version("v1.0"), ..Inputs::default() };
    generate::generate(&inputs, &config).expect("the pages can be read").tree
}

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input/v1.0")
}

#[test]
fn another_folder_makes_no_difference() {
    let copy = env::temp_dir().join(format!("graphwright-determinism-{}", process::id()));
    copy_folder(&pages(), &copy);
    let (one, other) = (tree(&[pages()]), tree(std::slice::from_ref(&copy)));
    fs::remove_dir_all(&copy).expect("the copy is ours");
    assert!(one == other, "the folder of the pages shows in the output");
}

#[test]
fn the_order_of_files_makes_no_difference() {
    let mut files = Vec::new();
    for folder in ["api", "resources"] {
        let entries = fs::read_dir(pages().join(folder)).expect("a folder of pages");
        files.extend(entries.flatten().map(|it| it.path()));
    }
    files.sort();
    let one = tree(&files);
    files.reverse();
    assert!(one == tree(&files), "the order of the files shows in the output");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for temporary files");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
