//! How lists continue on further pages.

use super::view::{Ctx, TypeView};
use crate::analysis::paths::{NextPage, PageEnd, Paging};
use crate::model::Type;
use serde::Serialize;

/// The paging of a call.
#[derive(Serialize)]
pub(super) struct PagingView<'a> {
    items: &'a str,
    #[serde(flatten)]
    item: TypeView,
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<EndView<'a>>,
}

/// What marks the last page.
#[derive(Serialize)]
struct EndView<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
}

impl<'a> Ctx<'a> {
    pub(super) fn paging(self, it: &'a Paging) -> PagingView<'a> {
        let (by, member, parameter, end) = match &it.next {
            NextPage::Link(member) => ("link", Some(member), None, None),
            NextPage::LinkHeader => ("linkHeader", None, None, None),
            NextPage::Cursor(member, parameter, end) => ("cursor", Some(member), Some(parameter), Some(end)),
            NextPage::LastId(member, parameter, end) => ("lastId", Some(member), Some(parameter), Some(end)),
            NextPage::Number(parameter, end) => ("page", None, Some(parameter), Some(end)),
            NextPage::Offset(parameter, end) => ("offset", None, Some(parameter), Some(end)),
        };
        PagingView {
            items: &it.items,
            item: self.ty(&Type { item: it.item.clone(), is_collection: false, is_nullable: None }),
            by,
            member: member.map(String::as_str),
            parameter: parameter.map(String::as_str),
            end: end.map(self::end),
        }
    }
}

fn end(end: &PageEnd) -> EndView<'_> {
    let (kind, member) = match end {
        PageEnd::Empty => ("empty", None),
        PageEnd::Flag(member) => ("flag", Some(&**member)),
        PageEnd::Pages(member) => ("pages", Some(&**member)),
        PageEnd::Total(member) => ("total", Some(&**member)),
    };
    EndView { kind, member }
}
