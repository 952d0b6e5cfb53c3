//! What a request knows of its documentation.

use std::fmt;

/// The published page that documents a request.
///
/// Of permissions, `None` says that the page says nothing of this caller, and an empty list that this caller is not
/// supported. Names stand from the least to the most privileged.
///
/// It is one text, and taken apart when somebody asks: a crate has thousands of pages, and a program asks for one of them
/// after a 403.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page(&'static str);

impl Page {
    /// A page, by lines: its title, where it is published, what a person with a work or school account, a person with a
    /// personal account and an application need (names with blanks between them, or `?`), and each URL with its method.
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

    /// Its title.
    pub fn title(self) -> &'static str {
        self.line(0)
    }

    /// Where it is published, if that is known.
    pub fn url(self) -> Option<&'static str> {
        Some(self.line(1)).filter(|it| !it.is_empty())
    }

    /// What a person with a work or school account must have consented to: one of these.
    pub fn delegated_work(self) -> Option<Vec<&'static str>> {
        self.permissions(2)
    }

    /// What a person with a personal account must have consented to: one of these.
    pub fn delegated_personal(self) -> Option<Vec<&'static str>> {
        self.permissions(3)
    }

    /// What an application of its own must have been granted: one of these.
    pub fn application(self) -> Option<Vec<&'static str>> {
        self.permissions(4)
    }

    /// The URLs that it documents, each with its method: `GET /users/{id}`.
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
