//! Permissions of operations.

use crate::source::Spanned;
use std::collections::BTreeMap;

/// The kind of caller; permissions depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caller {
    /// A person with a work or school account.
    DelegatedWork,
    /// A person with a personal Microsoft account.
    DelegatedPersonal,
    /// An application without a signed-in user.
    Application,
}

/// The permissions of an operation.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// Names from least to most privileged, independent of the order on the page. The list is empty for a caller that is
    /// not supported, and missing for a caller that the page does not mention.
    pub callers: BTreeMap<Caller, Vec<Spanned<String>>>,
    /// Whether the tables give more than one list for a caller (per resource, self and others, workflows): then the lists
    /// above contain the names of all lists.
    pub is_mixed: bool,
}
