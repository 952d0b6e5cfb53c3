//! Copies of pages that are separate APIs: their types are in other namespaces, and their URLs begin with other segments.
//! Otherwise the copies of a type would be merged.

use crate::folders::{copy, copy_changed};
use std::path::Path;
use std::{fs, io};

const NAMESPACE: &str = "microsoft.graph";

const METHODS: [&str; 6] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"];

/// The includes of all versions are beside the versions.
pub(super) fn copy_includes(docs: &Path, home: &Path) -> io::Result<()> {
    let from = docs.with_file_name("includes");
    if from.is_dir() { copy(&from, &home.join("includes")) } else { fs::create_dir_all(home) }
}

/// Copies pages and tables of contents. Copy number 0 is unchanged.
pub(super) fn copy_pages(from: &Path, to: &Path, number: usize) -> io::Result<()> {
    copy_changed(from, to, &|path, contents| {
        if number == 0 || path.extension().is_none_or(|it| it != "md") {
            return contents;
        }
        as_copy(&String::from_utf8_lossy(&contents), number).into_bytes()
    })
}

/// The text with another namespace and other URLs.
fn as_copy(text: &str, copy: usize) -> String {
    let namespace = format!("{NAMESPACE}{copy}");
    let host = "graph.microsoft.com/v1.0/";
    let replaced = text.replace(NAMESPACE, &namespace).replace(host, &format!("{host}copy{copy}/"));
    // A page without a namespace would be in the namespace that most pages name.
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
