//! Who may call an operation.

use crate::source::Spanned;
use std::collections::BTreeMap;

/// Who calls; the permissions that an operation needs depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caller {
    /// A person with a work or school account.
    DelegatedWork,
    /// A person with a personal Microsoft account.
    DelegatedPersonal,
    /// An application of its own.
    Application,
}

/// The permissions of an operation.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// Names from least to most privileged, whatever the order on the page. A caller that is not supported has an
    /// empty list; a caller of whom the page says nothing has none.
    pub callers: BTreeMap<Caller, Vec<Spanned<String>>>,
    /// Whether the tables give more than one list for a caller (per resource, self and others, workflows): then the lists
    /// above are all names of all of them.
    pub is_mixed: bool,
}
