//! What pages state about themselves.

use super::view::{At, Ctx, DocsView, Word};
use crate::model::{MethodRow, PageFacts, Prose};
use crate::source::FileId;
use serde::Serialize;

/// A page.
#[derive(Serialize)]
pub(super) struct PageView<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Word<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<NoticeView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    methods: Vec<MethodView<'a>>,
}

#[derive(Serialize)]
struct NoticeView<'a> {
    text: &'a str,
    at: At<'a>,
}

#[derive(Serialize)]
struct MethodView<'a> {
    #[serde(flatten)]
    name: Word<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    returns: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn page(self, file: FileId, it: &'a PageFacts) -> PageView<'a> {
        PageView {
            file: &self.sources.file(file).path,
            product: it.product.as_ref().map(|it| self.word(it)),
            notices: it.notices.iter().map(|it| self.notice(it)).collect(),
            methods: it.methods.iter().map(|it| self.method(it)).collect(),
        }
    }

    fn notice(self, it: &'a Prose) -> NoticeView<'a> {
        NoticeView { text: it.text.trim(), at: self.at(it.span) }
    }

    fn method(self, it: &'a MethodRow) -> MethodView<'a> {
        MethodView {
            name: self.word(&it.name),
            page: it.page.map(|it| &*self.sources.file(it).path),
            returns: &it.returns,
            docs: self.docs(&it.docs),
        }
    }
}
