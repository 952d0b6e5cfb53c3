//! Shared parts of the JSON: places, names of types, descriptions.

use crate::analysis::paths::Paths;
use crate::model::{Docs, ItemType, Model, Type, TypeId};
use crate::source::{SourceMap, Span, Spanned};
use serde::Serialize;

/// The context of views.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub(super) sources: &'a SourceMap,
    pub(super) model: &'a Model<TypeId>,
    pub(super) paths: &'a Paths,
}

/// The place of a fact.
#[derive(Serialize)]
pub(super) struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// Markdown of a page, or text of metadata.
#[derive(Serialize)]
pub(super) struct DocsView<'a> {
    text: String,
    at: At<'a>,
}

/// A word of a page.
#[derive(Serialize)]
pub(super) struct Word<'a> {
    pub(super) name: &'a str,
    pub(super) at: At<'a>,
}

/// The type of a value.
#[derive(Serialize)]
pub(super) struct TypeView {
    /// As CSDL writes it: `Collection(microsoft.graph.message)`.
    #[serde(rename = "type")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nullable: Option<bool>,
}

impl<'a> Ctx<'a> {
    pub(super) fn at(self, span: Span) -> At<'a> {
        let file = self.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        At { file: &file.path, line, column }
    }

    pub(super) fn word(self, word: &'a Spanned<String>) -> Word<'a> {
        Word { name: &word.value, at: self.at(word.span) }
    }

    pub(super) fn docs(self, docs: &Docs) -> Option<DocsView<'a>> {
        let first = docs.paragraphs.first()?;
        let paragraphs: Vec<&str> = docs.paragraphs.iter().map(|it| it.text.trim()).collect();
        Some(DocsView { text: paragraphs.join("\n\n"), at: self.at(first.span) })
    }

    pub(super) fn deprecated(self, docs: &Docs) -> Option<At<'a>> {
        docs.deprecated.as_ref().map(|it| self.at(it.notice.span))
    }

    pub(super) fn type_name(self, id: TypeId) -> String {
        self.model.type_def(id).name.value.to_string()
    }

    pub(super) fn ty(self, ty: &Type<TypeId>) -> TypeView {
        let item = match &ty.item {
            ItemType::Primitive(it) => format!("Edm.{}", it.name()),
            ItemType::Named(id) => self.type_name(*id),
            ItemType::List(it) => self.ty(&Type { is_collection: true, ..(**it).clone() }).name,
            ItemType::Map(it) => format!("Map({})", self.ty(it).name),
        };
        let name = if ty.is_collection { format!("Collection({item})") } else { item };
        TypeView { name, nullable: ty.is_nullable }
    }
}
