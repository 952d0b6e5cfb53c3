//! Examples of generated documentation, compiled with their crate: a sample, since the documentation has thousands.

use crate::sample::sample;
use std::path::Path;
use std::{fs, io};

/// The size of the sample.
const SAMPLE: usize = 300;

/// The first lines of the module of the examples.
const HEAD: &str = "// @generated for a test of the documentation. Do not edit.\n\
    #![allow(dead_code, unused_variables, clippy::approx_constant, clippy::excessive_precision)]\n";

/// Adds a module with a sample of the examples to a crate. It is removed when the crate is written again.
pub(super) fn add(dir: &Path, krate: &str) -> io::Result<()> {
    let mut all = Vec::new();
    collect(&mut all, &dir.join("src"))?;
    let count = all.len();
    let mut text = HEAD.to_owned();
    for (idx, example) in sample(all, SAMPLE).iter().enumerate() {
        text += &format!("\nmod example_{idx} {{\n{example}}}\n");
    }
    fs::write(dir.join("src/examples_of_docs.rs"), text)?;
    let root = dir.join("src/lib.rs");
    // The examples need all areas.
    let module = "#[cfg(feature = \"full\")]\nmod examples_of_docs;";
    let added = format!("\nextern crate self as {};\n{module}\n", krate.replace('-', "_"));
    fs::write(&root, fs::read_to_string(&root)? + &added)?;
    eprintln!("examples: {} of {count}", count.min(SAMPLE));
    Ok(())
}

/// The examples of all files of a folder, in the order of their paths.
fn collect(found: &mut Vec<String>, dir: &Path) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(dir)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            collect(found, &entry.path())?;
        } else {
            examples(found, &fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

/// The examples in the comments of a text, as rustdoc compiles them, including hidden lines.
fn examples(found: &mut Vec<String>, text: &str) {
    let mut open: Option<String> = None;
    for line in text.lines() {
        let Some(line) = line.trim_start().strip_prefix("///") else { continue };
        let line = line.strip_prefix(' ').unwrap_or(line);
        match &mut open {
            None if line == "```no_run" => open = Some(String::new()),
            None => {}
            Some(_) if line == "```" => found.extend(open.take()),
            Some(example) => {
                example.push_str(line.strip_prefix("# ").unwrap_or(line));
                example.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::examples;

    #[test]
    fn examples_are_found_with_what_is_hidden() {
        let mut found = Vec::new();
        let text = "    /// ```no_run\n    /// # fn a() {\n    /// let x = 1;\n    ///\n    /// # }\n    /// ```\n    fn b() {}\n";
        examples(&mut found, text);
        assert_eq!(found, ["fn a() {\nlet x = 1;\n\n}\n"]);
    }
}
