//! The documentation of a request.

mod requirement;

pub use requirement::Requirement;

use std::fmt;

/// The documentation of a request: the published page, or only the permissions if there is no page.
///
/// For permissions, `None` means that this caller is not listed, and an empty list that this caller is not
/// supported.
///
/// The data is one string that is parsed on demand: a crate has thousands of pages, and a program needs one of them
/// after a 403.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page(&'static str);

impl Page {
    /// Creates a page from its lines: the title, the URL of the page (both empty without one), the permissions of a work or school account, of a
    /// personal account and of an application, and each URL with its method. Before the URLs, each line that begins with
    /// `~` has a requirement for a security scheme: its subject is the name of the scheme.
    ///
    /// Permissions are `?` or requirements separated by `;`. A requirement is a subject with `:`, if it has one, and
    /// alternatives separated by spaces. An alternative is names separated by `+`.
    pub const fn new(lines: &'static str) -> Page {
        Page(lines)
    }

    fn line(self, number: usize) -> &'static str {
        self.0.split('\n').nth(number).unwrap_or_default()
    }

    fn permissions(self, number: usize) -> Option<Vec<Requirement>> {
        let line = self.line(number);
        let all = line.split(';').filter(|it| !it.trim().is_empty());
        (line != "?").then(|| all.map(Requirement::new).collect())
    }

    /// The title of the page; empty without a page.
    pub fn title(self) -> &'static str {
        self.line(0)
    }

    /// The URL of the page, if known.
    pub fn url(self) -> Option<&'static str> {
        Some(self.line(1)).filter(|it| !it.is_empty())
    }

    /// What a work or school account requires.
    pub fn delegated_work(self) -> Option<Vec<Requirement>> {
        self.permissions(2)
    }

    /// What a personal account requires.
    pub fn delegated_personal(self) -> Option<Vec<Requirement>> {
        self.permissions(3)
    }

    /// What an application requires.
    pub fn application(self) -> Option<Vec<Requirement>> {
        self.permissions(4)
    }

    /// The scopes that security schemes require. The subject of each requirement is the name of the scheme.
    pub fn scopes(self) -> impl Iterator<Item = Requirement> {
        self.0.split('\n').skip(5).filter_map(|it| it.strip_prefix('~')).map(Requirement::new)
    }

    /// The documented URLs with their methods: `GET /users/{id}`.
    pub fn templates(self) -> impl Iterator<Item = &'static str> {
        self.0.split('\n').skip(5).filter(|it| !it.starts_with('~'))
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("title", &self.title())
            .field("url", &self.url())
            .field("templates", &self.templates().collect::<Vec<_>>())
            .field("delegated_work", &self.delegated_work())
            .field("delegated_personal", &self.delegated_personal())
            .field("application", &self.application())
            .finish()
    }
}
