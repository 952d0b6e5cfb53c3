//! Documentation pages of a request.

use std::fmt;

/// The published page that documents a request.
///
/// For permissions, `None` means that the page does not list this caller, and an empty list that this caller is not
/// supported. Names are sorted from the least to the most privileged.
///
/// The data is one string that is parsed on demand: a crate has thousands of pages, and a program needs one of them
/// after a 403.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page(&'static str);

impl Page {
    /// Creates a page from its lines: the title, the URL of the page, the permissions of a work or school account, of a
    /// personal account and of an application (names separated by spaces, or `?`), and each URL with its method.
    pub const fn new(lines: &'static str) -> Page {
        Page(lines)
    }

    fn line(self, number: usize) -> &'static str {
        self.0.split('\n').nth(number).unwrap_or_default()
    }

    fn permissions(self, number: usize) -> Option<Vec<&'static str>> {
        let line = self.line(number);
        (line != "?").then(|| line.split_whitespace().collect())
    }

    /// The title of the page.
    pub fn title(self) -> &'static str {
        self.line(0)
    }

    /// The URL of the page, if known.
    pub fn url(self) -> Option<&'static str> {
        Some(self.line(1)).filter(|it| !it.is_empty())
    }

    /// The permissions for a work or school account; one of them is required.
    pub fn delegated_work(self) -> Option<Vec<&'static str>> {
        self.permissions(2)
    }

    /// The permissions for a personal account; one of them is required.
    pub fn delegated_personal(self) -> Option<Vec<&'static str>> {
        self.permissions(3)
    }

    /// The permissions for an application; one of them is required.
    pub fn application(self) -> Option<Vec<&'static str>> {
        self.permissions(4)
    }

    /// The documented URLs with their methods: `GET /users/{id}`.
    pub fn templates(self) -> impl Iterator<Item = &'static str> {
        self.0.split('\n').skip(5)
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
