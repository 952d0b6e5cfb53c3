//! What a request knows of its documentation.

/// The published page that documents a request.
///
/// Of permissions, `None` says that the page says nothing of this caller, and an empty list that this caller is not
/// supported. Names stand from the least to the most privileged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: &'static str,
    /// Where it is published.
    pub url: &'static str,
    /// The URLs that it documents, each with its method: `GET /users/{id}`.
    pub templates: &'static [&'static str],
    /// What a person with a work or school account must have consented to: one of these.
    pub delegated_work: Option<&'static [&'static str]>,
    /// What a person with a personal account must have consented to: one of these.
    pub delegated_personal: Option<&'static [&'static str]>,
    /// What an application of its own must have been granted: one of these.
    pub application: Option<&'static [&'static str]>,
}
