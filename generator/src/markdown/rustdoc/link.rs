//! Targets of links, seen from the published page.

/// The absolute URL of a link's target; `None` if it leads nowhere.
pub(super) fn resolve(target: &str, page: &str) -> Option<String> {
    let target = target.trim().replace('\\', "/");
    if target.is_empty() || target.contains(char::is_whitespace) || target.contains(['<', '>', '(', ')', '{', '}']) {
        return None;
    }
    if target.contains("://") || target.starts_with("mailto:") {
        let is_known = ["http://", "https://", "mailto:"].iter().any(|it| target.starts_with(it));
        return is_known.then_some(target);
    }
    let (base, view) = page.split_once('?').map_or((page, None), |(base, view)| (base, Some(view)));
    let (path, anchor) = target.split_once('#').map_or((&*target, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.map(|it| format!("#{}", it.to_lowercase())).unwrap_or_default();
    let query = view.map(|it| format!("?{it}")).unwrap_or_default();
    if path.is_empty() {
        return (anchor.len() > 1).then(|| format!("{base}{query}{anchor}"));
    }
    let path = path.trim_end_matches(".md").to_lowercase();
    let (scheme, rest) = base.split_once("://")?;
    let host = rest.split('/').next().unwrap_or_default();
    if let Some(path) = path.strip_prefix('/') {
        let path = path.strip_prefix("concepts/").map_or_else(|| path.to_owned(), |it| format!("graph/{it}"));
        return Some(format!("{scheme}://{host}/{path}{anchor}"));
    }
    let mut parts: Vec<&str> = rest.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => return None,
            part => parts.push(part),
        }
    }
    // Concepts stand beside the reference in the sources, and above it where they are published.
    let url = parts.join("/").replace("/concepts/", "/");
    let is_reference = url.contains("/api/");
    Some(format!("{scheme}://{url}{}{anchor}", if is_reference { &*query } else { "" }))
}

/// Whether a URL in text ends before this character.
pub(super) fn ends_url(it: char) -> bool {
    it.is_whitespace() || matches!(it, '<' | '>' | '`' | '|' | '"' | '{' | '}' | '[' | ']')
}
