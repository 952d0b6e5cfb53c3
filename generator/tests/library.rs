//! The dependencies of the library.

use std::process::Command;

/// Packages that only the command line uses.
const CLI: [&str; 4] = ["clap", "indicatif", "libmimalloc-sys", "mimalloc"];

fn dependencies(features: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "graphwright",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--locked",
        ])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("names of packages are UTF-8");
    text.lines().filter_map(|it| it.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_library_does_not_depend_on_the_packages_of_the_command_line() {
    let library = dependencies(&["--no-default-features"]);
    assert!(library.iter().any(|it| it == "syn"), "{library:?}");
    let of_cli: Vec<&String> = library.iter().filter(|it| CLI.contains(&it.as_str())).collect();
    assert!(of_cli.is_empty(), "{of_cli:?}");
    let program = dependencies(&[]);
    assert!(CLI.iter().all(|name| program.iter().any(|it| it == name)), "{program:?}");
}
