//! Copies of pages that are APIs of their own: their types stand in other namespaces, and their URLs begin with other segments.
//! Otherwise the copies of a type would be merged into one.

use crate::bench::io_error;
use std::fs;
use std::path::Path;

const NAMESPACE: &str = "microsoft.graph";

const METHODS: [&str; 6] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"];

/// What the pages of all versions include lies beside the versions.
pub(super) fn copy_includes(docs: &Path, home: &Path) -> Result<(), String> {
    let from = docs.with_file_name("includes");
    if from.is_dir() {
        copy_pages(&from, &home.join("includes"), 0)
    } else {
        fs::create_dir_all(home).map_err(io_error)
    }
}

/// Copies pages and tables of contents. The first copy, number 0, is as the pages are.
pub(super) fn copy_pages(from: &Path, to: &Path, copy: usize) -> Result<(), String> {
    fs::create_dir_all(to).map_err(io_error)?;
    for entry in fs::read_dir(from).map_err(io_error)? {
        let entry = entry.map_err(io_error)?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_pages(&path, &target, copy)?;
        } else if path.extension().is_some_and(|it| it == "md") {
            let text = fs::read_to_string(&path).map_err(io_error)?;
            let text = if copy == 0 { text } else { as_copy(&text, copy) };
            fs::write(target, text).map_err(io_error)?;
        } else if entry.file_name() == "toc.yml" {
            fs::copy(path, target).map_err(io_error)?;
        }
    }
    Ok(())
}

/// The text with another namespace and other URLs.
fn as_copy(text: &str, copy: usize) -> String {
    let namespace = format!("{NAMESPACE}{copy}");
    let host = "graph.microsoft.com/v1.0/";
    let replaced = text.replace(NAMESPACE, &namespace).replace(host, &format!("{host}copy{copy}/"));
    // A page that names no namespace would stand in the one that most pages name.
    let mut is_named = replaced.lines().any(|it| it.starts_with("Namespace:"));
    let mut res = String::with_capacity(replaced.len() + 100);
    for line in replaced.split_inclusive('\n') {
        match METHODS.iter().find_map(|it| Some((it, line.strip_prefix(it)?.strip_prefix(" /")?))) {
            Some((method, path)) => res += &format!("{method} /copy{copy}/{path}"),
            None => res += line,
        }
        if !is_named && line.starts_with("# ") {
            res += &format!("\nNamespace: {namespace}\n");
            is_named = true;
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::as_copy;

    #[test]
    fn copies_are_apis_of_their_own() {
        let page = "# Get\n\n```http\nGET /users/{id}\n```\n<!-- { \"@odata.type\": \"microsoft.graph.user\" } -->\n";
        let copy = "# Get\n\nNamespace: microsoft.graph3\n\n```http\nGET /copy3/users/{id}\n```\n\
                    <!-- { \"@odata.type\": \"microsoft.graph3.user\" } -->\n";
        assert_eq!(as_copy(page, 3), copy);
    }
}
