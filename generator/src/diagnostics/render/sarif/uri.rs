//! Paths as URIs (RFC 3986).

use std::fmt::Write;

/// The URI of a path with forward slashes: relative to `root` if the path is below it.
pub(super) fn of_path(path: &str, root: &str) -> String {
    let below = path.strip_prefix(root.trim_end_matches('/')).and_then(|it| it.strip_prefix('/'));
    match below.filter(|_| !root.is_empty()) {
        Some(below) => encoded(below),
        None if path.starts_with('/') => format!("file://{}", encoded(path)),
        None if path.get(1..3) == Some(":/") => format!("file:///{}:{}", &path[..1], encoded(&path[2..])),
        None => encoded(path),
    }
}

/// Colons are encoded, too: a relative URI with a colon would begin with a scheme.
fn encoded(path: &str) -> String {
    let mut res = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte) {
            res.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(res, "%{byte:02X}");
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::of_path;

    #[test]
    fn paths_become_uris() {
        assert_eq!(of_path("docs/api/user-get.md", ""), "docs/api/user-get.md");
        assert_eq!(of_path("docs/a b/100%/é#?.md", "/x"), "docs/a%20b/100%25/%C3%A9%23%3F.md");
        assert_eq!(of_path("a:b.md", ""), "a%3Ab.md");
        assert_eq!(of_path("/repo/docs/a.md", "/repo"), "docs/a.md");
        assert_eq!(of_path("/repository/a.md", "/repo"), "file:///repository/a.md");
        assert_eq!(of_path("C:/repo/a.md", "C:/other"), "file:///C:/repo/a.md");
        assert_eq!(of_path("C:/repo/a.md", "C:/repo"), "a.md");
    }
}
