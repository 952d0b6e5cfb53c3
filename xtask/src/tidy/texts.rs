//! Rules for every file: module docs, lengths, no machine-specific paths; the size of the generated ones.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Folders of hand-written Rust code.
const BY_HAND: [&str; 4] = ["generator", "runtime", "snapshots", "xtask"];

/// The maximum length of a file.
const MAX_LINES: usize = 400;

/// The maximum size of all files below `generated/`, in bytes: they are a part of every clone.
const MAX_GENERATED: usize = 25_000_000;

/// Folders that exist on the author's machine only.
const MACHINE_FOLDERS: [&str; 2] = ["home", "work"];

/// The problems, one per line: `path: problem`.
pub(super) fn problems(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    list(&mut files, root, root)?;
    files.sort();
    let (mut res, mut generated) = (Vec::new(), 0);
    for path in files {
        let bytes = fs::read(root.join(&path))?;
        if path.starts_with("generated") {
            generated += bytes.len();
        }
        // Binary files are skipped.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let name = path.to_string_lossy().replace('\\', "/");
        if BY_HAND.iter().any(|it| path.starts_with(it)) && name.ends_with(".rs") {
            res.extend(problems_of_module(&text).map(|it| format!("{name}: {it}")));
        }
        let lines = text.lines().enumerate().filter(|(_, line)| names_machine(line));
        res.extend(lines.map(|(idx, _)| format!("{name}:{}: names a folder of one machine", idx + 1)));
    }
    if generated > MAX_GENERATED {
        res.push(format!("generated: has {generated} bytes, more than {MAX_GENERATED}"));
    }
    Ok(res)
}

fn problems_of_module(text: &str) -> impl Iterator<Item = String> {
    let n_lines = text.lines().count();
    let undocumented = (!text.starts_with("//! ")).then(|| "begins without `//!`".to_owned());
    let long = (n_lines > MAX_LINES).then(|| format!("has {n_lines} lines, more than {MAX_LINES}"));
    undocumented.into_iter().chain(long)
}

/// Whether a line contains a machine-specific absolute path. `/users/home/` and `school/work` are not.
fn names_machine(line: &str) -> bool {
    let is_path = |it: char| it.is_alphanumeric() || matches!(it, '/' | '.' | '-' | '_' | '}' | ')' | ':' | '~');
    MACHINE_FOLDERS.iter().any(|folder| {
        let path = format!("/{folder}/");
        line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(is_path))
    })
}

/// Every file below `folder`, relative to `root`, outside of `.git` and target folders.
fn list(found: &mut Vec<PathBuf>, root: &Path, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if name == ".git" || name.to_string_lossy().starts_with("target") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            list(found, root, &path)?;
        } else if let Ok(below) = path.strip_prefix(root) {
            found.push(below.to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{names_machine, problems_of_module};

    #[test]
    fn machines_are_recognized() {
        let path = |folder: &str| format!("see `/{folder}/me/x`");
        assert!(names_machine(&path("home")) && names_machine(&path("work")));
        assert!(names_machine(&["cd ", "/home", "/me"].concat()));
        assert!(
            !names_machine("GET /users/home/x")
                && !names_machine("a school/work account")
                && !names_machine("/homes/x")
        );
        assert!(!names_machine(&["https://example.org", "/home", "/x"].concat()));
    }

    #[test]
    fn modules_have_docs_and_an_end() {
        assert_eq!(problems_of_module("//! A module.\n").count(), 0);
        assert_eq!(problems_of_module("// A module.\n").count(), 1);
        assert_eq!(problems_of_module(&"//! A line.\n".repeat(401)).count(), 1);
    }
}
