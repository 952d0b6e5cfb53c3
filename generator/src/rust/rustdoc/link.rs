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
    let folder = if rest.contains("/resources/") { "resources" } else { "api" };
    match below_reference(folder, &path).as_slice() {
        ["api", name @ ..] if !name.is_empty() => Some(reference(scheme, host, name, &query, &anchor)),
        ["resources", ..] => Some(reference(scheme, host, &below_reference(folder, &path), &query, &anchor)),
        // Concepts stand beside the reference in the sources.
        ["concepts", name @ ..] => Some(format!("{scheme}://{host}/graph/{}{anchor}", name.join("/"))),
        _ => None,
    }
}

/// Folders and name of a page below the sources of the reference: `api/user-get`, `resources/user`. What lies outside of it
/// (`../../../concepts/…`) begins with its own folder.
fn below_reference<'a>(folder: &'a str, path: &'a str) -> Vec<&'a str> {
    let mut res = vec![folder];
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                res.pop();
            }
            part => res.push(part),
        }
    }
    res
}

/// The published URL of a page of the reference: pages of `api` stand above those of `resources`.
fn reference(scheme: &str, host: &str, name: &[&str], query: &str, anchor: &str) -> String {
    format!("{scheme}://{host}/graph/api/{}{query}{anchor}", name.join("/"))
}

/// Whether a URL in text ends before this character.
pub(super) fn ends_url(it: char) -> bool {
    it.is_whitespace() || matches!(it, '<' | '>' | '`' | '|' | '"' | '{' | '}' | '[' | ']')
}
