//! The JSON comments that say what the next code block is.

use crate::source::{Span, Spanned};

/// What an annotation says.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The comment.
    pub span: Span,
    /// Block or page.
    pub kind: AnnotationKind,
    /// `name`: of a request, or of the requests that a response answers.
    pub names: Vec<Spanned<String>>,
    /// `@odata.type`, or `@type`, which wins; without `Collection(…)` and `#`.
    pub type_name: Option<Spanned<String>>,
    /// `isCollection`, or `Collection(…)` around the type.
    pub is_collection: bool,
    /// `baseType`, unless null.
    pub base_type: Option<Spanned<String>>,
    /// `keyProperty`.
    pub key_property: Option<Spanned<String>>,
    /// `openType`.
    pub is_open: bool,
    /// `abstract` or `isAbstract`.
    pub is_abstract: bool,
    /// `isMediaEntity`.
    pub has_stream: bool,
    /// `truncated`.
    pub is_truncated: bool,
    /// `isComposable`.
    pub is_composable: bool,
    /// `expectError`.
    pub expects_error: bool,
    /// `optionalProperties`.
    pub optional_properties: Vec<Spanned<String>>,
    /// `namespace` of a page annotation.
    pub namespace: Option<Spanned<String>>,
}

/// What kind of annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// `"type": "#page.annotation"`.
    Page,
    /// `"blockType": "resource"`.
    Resource,
    /// `"blockType": "request"`.
    Request,
    /// `"blockType": "response"`.
    Response,
    /// `"blockType": "example"`.
    Example,
    /// `"blockType": "samples"`.
    Samples,
    /// `"blockType": "ignored"`.
    Ignored,
    /// `simulatedResponse`, `testParams`, `permissions`: read by other tools.
    Other,
}
