//! How lists continue on further pages.

use crate::model::{ItemType, TypeId};

/// The paging of a list. Members are named by their paths in the response: `meta.next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The member with the items; empty if the response is the list.
    pub items: String,
    /// The property with the items; `None` if the response is the list.
    pub property: Option<(TypeId, u32)>,
    /// The type of an item.
    pub item: ItemType<TypeId>,
    /// How the next page is requested.
    pub next: NextPage,
}

/// How the next page of a list is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// With the URL in a member.
    Link(String),
    /// With the URL in the header `Link`.
    LinkHeader,
    /// With the value of a member, as the value of a parameter.
    Cursor(String, String, PageEnd),
    /// With a member of the last item, as the value of a parameter.
    LastId(String, String, PageEnd),
    /// With the number of the page in a parameter. The first one is 1.
    Number(String, PageEnd),
    /// With the number of items before the page in a parameter.
    Offset(String, PageEnd),
}

/// What marks the last page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEnd {
    /// It has no items, or no cursor.
    Empty,
    /// This member is `false`.
    Flag(String),
    /// This member is the number of pages.
    Pages(String),
    /// This member is the number of all items.
    Total(String),
}
