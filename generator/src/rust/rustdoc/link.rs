//! Targets of links, relative to the published page.

use crate::service::Service;

/// A published page of the reference.
#[derive(Clone, Debug)]
pub struct PublishedPage<'a> {
    /// The service that it describes.
    pub service: &'a Service,
    /// The version of the API that it describes.
    pub version: &'a str,
    /// Its path in the reference: `user-get`, `resources/user`.
    pub path: String,
}

impl PublishedPage<'_> {
    /// Its URL, if the service has a URL template.
    pub fn url(&self) -> Option<String> {
        self.service.page_url(&self.path, self.version)
    }
}

/// The absolute URL of a link's target; `None` if it has none.
pub(super) fn resolve(target: &str, page: Option<&PublishedPage<'_>>) -> Option<String> {
    let target = target.trim().replace('\\', "/");
    if target.is_empty() || target.contains(char::is_whitespace) || target.contains(['<', '>', '(', ')', '{', '}']) {
        return None;
    }
    if target.contains("://") || target.starts_with("mailto:") {
        let is_known = ["http://", "https://", "mailto:"].iter().any(|it| target.starts_with(it));
        return is_known.then_some(target);
    }
    let page = page?;
    let (path, anchor) = target.split_once('#').map_or((&*target, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let anchor = anchor.map(|it| format!("#{}", it.to_lowercase())).unwrap_or_default();
    if path.is_empty() {
        return page.url().filter(|_| anchor.len() > 1).map(|url| url + &anchor);
    }
    let path = path.trim_end_matches(".md").to_lowercase();
    let url = match path.strip_prefix('/') {
        Some(path) => absolute(path, page.service, page.version),
        None => relative(&path, page),
    };
    url.map(|it| it + &anchor)
}

/// The URL of a path that is relative to the root of the documentation's host.
fn absolute(path: &str, service: &Service, version: &str) -> Option<String> {
    match path.strip_prefix("concepts/") {
        Some(name) => service.concept_url(name, version),
        None => service.documentation_host().map(|host| format!("{host}/{path}")),
    }
}

/// The URL of a path that is relative to a page.
fn relative(path: &str, page: &PublishedPage<'_>) -> Option<String> {
    let folder = if page.path.starts_with("resources/") { "resources" } else { "api" };
    match below_reference(folder, path).as_slice() {
        // Pages of `api` are published in the parent folder of `resources`.
        ["api", name @ ..] if !name.is_empty() => page.service.page_url(&name.join("/"), page.version),
        path @ ["resources", ..] => page.service.page_url(&path.join("/"), page.version),
        // Concepts are next to the reference in the sources.
        ["concepts", name @ ..] => page.service.concept_url(&name.join("/"), page.version),
        _ => None,
    }
}

/// Folders and name of a page in the sources of the reference: `api/user-get`, `resources/user`. A page outside
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

/// Whether a URL in text ends before this character.
pub(super) fn ends_url(it: char) -> bool {
    it.is_whitespace() || matches!(it, '<' | '>' | '`' | '|' | '"' | '{' | '}' | '[' | ']')
}
