//! What pages state about themselves.

use super::{Docs, Prose};
use crate::source::{FileId, Spanned};

/// The facts about one page that belong to no single type or operation.
#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    /// The namespace of its types.
    pub namespace: Option<Spanned<String>>,
    /// The product, in the front matter.
    pub product: Option<Spanned<String>>,
    /// Included notices after the title: availability, deprecation, disclaimers.
    pub notices: Vec<Prose>,
    /// Rows of its Methods tables.
    pub methods: Vec<MethodRow>,
}

/// A row of a Methods table: an operation of a type.
#[derive(Clone, Debug)]
pub struct MethodRow {
    /// The text of the link.
    pub name: Spanned<String>,
    /// The page that the link refers to.
    pub page: Option<FileId>,
    /// The returned type, without markup; empty if there is none.
    pub returns: String,
    /// Its documentation.
    pub docs: Docs,
}

impl PageFacts {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.namespace.is_none() && self.states_no_more()
    }

    /// Whether nothing but the namespace is stated.
    pub fn states_no_more(&self) -> bool {
        self.product.is_none() && self.notices.is_empty() && self.methods.is_empty()
    }
}
