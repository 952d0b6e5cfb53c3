//! JSON comments that describe the next code block.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::json::{self, Origin};
use crate::model::json::{Json, Name, Value};
use crate::source::{SourceMap, Span, Spanned};
use crate::spelling::did_you_mean;

/// An annotation.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The comment.
    pub span: Span,
    /// Block or page.
    pub kind: AnnotationKind,
    /// `name`: of a request, or of the requests that a response answers.
    pub names: Vec<Spanned<String>>,
    /// `@odata.type`, or `@type`, which takes precedence; without `Collection(…)` and `#`.
    pub type_name: Option<Spanned<String>>,
    /// `isCollection`, or `Collection(…)` around the type.
    pub is_collection: bool,
    /// `baseType`, unless null.
    pub base_type: Option<Spanned<String>>,
    /// The `null` of `baseType`.
    pub no_base: Option<Span>,
    /// `keyProperty`.
    pub key_property: Option<Spanned<String>>,
    /// The `true` of `openType`.
    pub open_at: Option<Span>,
    /// The `true` of `abstract` or `isAbstract`.
    pub abstract_at: Option<Span>,
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
    /// `sampleKeys`: literal keys in the URL of a request.
    pub sample_keys: Vec<Spanned<String>>,
    /// `namespace` of a page annotation.
    pub namespace: Option<Spanned<String>>,
}

/// The kind of an annotation.
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

/// Names of members that are read.
const MEMBERS: &[&str] = &[
    "blockType",
    "name",
    "@type",
    "@odata.type",
    "baseType",
    "keyProperty",
    "isCollection",
    "openType",
    "abstract",
    "isAbstract",
    "isMediaEntity",
    "truncated",
    "isComposable",
    "expectError",
    "optionalProperties",
    "sampleKeys",
    "namespace",
];

/// Members that the model does not use: titles, tables of contents, and hints for other tools.
const OTHER_MEMBERS: &[&str] = &[
    "type",
    "section",
    "tocPath",
    "tocIndex",
    "tocBookmarks",
    "description",
    "keywords",
    "suppressions",
    "title",
    "canonicalUrl",
    "headerAdditions",
    "footerAdditions",
    "sampleIds",
    "scopes",
    "scope",
    "tags",
    "target",
    "@odata.annotations",
    "idempotent",
    "@type.aka",
    "@property.aka",
    "opaqueUrl",
    "isEmpty",
    "apiVersions",
    "id",
    "nullableProperties",
    "collectionProperty",
    "longRunningResponseType",
    "requestUrls",
    "mergePermissions",
    "displayName",
];

/// Reads a comment (`<!-- … -->`) as an annotation. `None` if it is not an annotation. An object that cannot be read, or
/// that has neither a block type nor a page type, is reported.
pub fn annotation(diagnostics: &mut Diagnostics, sources: &SourceMap, comment: Span) -> Option<Annotation> {
    let text = &sources[comment];
    let inner = text.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner).trim_start_matches('-').trim();
    if !inner.starts_with('{') {
        return None;
    }
    let json = json::parse(diagnostics, sources, sources.span_of(comment.file, inner), Origin::Annotation)?;
    let Some(kind) = kind(&json) else {
        diagnostics.report_all(without_block_type(&json, text.contains("\n```")));
        return None;
    };
    let mut res = empty(comment, kind);
    if let Value::Object(members) = &json.value {
        for (name, value) in members {
            member(diagnostics, &mut res, name, value);
        }
    }
    Some(res)
}

/// A finding about an object without a block type: an annotation, or a body that was commented out. `has_fence` if the
/// comment contains a fence: then it is a part of a code block that was commented out as a whole.
fn without_block_type(json: &Json, has_fence: bool) -> Option<Diagnostic> {
    const KINDS: [&str; 6] = ["resource", "request", "response", "example", "samples", "ignored"];
    const CERTAIN: [&str; 5] = ["keyProperty", "baseType", "isCollection", "optionalProperties", "truncated"];
    let values = "resource, request, response, example, samples or ignored";
    if let Some(written) = json.value.get("blockType") {
        let near = written.value.as_str().and_then(|it| did_you_mean(it, KINDS));
        let report = Diagnostic::new(Code::AnnotationUnreadable, written.span, "this is not a kind of block")
            .note("the annotation is ignored");
        return Some(report.help(near.unwrap_or_else(|| format!("set `blockType` to {values}"))));
    }
    let report = Diagnostic::new(Code::AnnotationUnreadable, json.span, "this annotation has no valid `blockType`")
        .note("the annotation is ignored");
    let text = |name: &str| json.value.get(name).and_then(|it| it.value.as_str());
    let is_body = text("@odata.type").is_some_and(|it| it.starts_with('#')) || text("@odata.context").is_some();
    if CERTAIN.iter().any(|it| json.value.get(it).is_some()) {
        Some(report.help(format!("set `blockType` to {values}")))
    } else if has_fence {
        None
    } else if is_body {
        Some(report.help("delete or uncomment the body"))
    } else {
        Some(report.help(format!("set `blockType` to {values}; delete or uncomment a body")))
    }
}

fn kind(json: &Json) -> Option<AnnotationKind> {
    let Some(block) = json.value.get("blockType").and_then(|it| it.value.as_str()) else {
        let page = json.value.get("type").and_then(|it| it.value.as_str())?;
        return page.starts_with("#page.").then_some(AnnotationKind::Page);
    };
    Some(match &*block.to_lowercase() {
        "resource" => AnnotationKind::Resource,
        "request" => AnnotationKind::Request,
        "response" => AnnotationKind::Response,
        "example" => AnnotationKind::Example,
        "samples" => AnnotationKind::Samples,
        "ignored" | "ignore" => AnnotationKind::Ignored,
        "simulatedresponse" | "testparams" | "permissions" => AnnotationKind::Other,
        _ => return None,
    })
}

fn empty(span: Span, kind: AnnotationKind) -> Annotation {
    Annotation {
        span,
        kind,
        names: Vec::new(),
        type_name: None,
        is_collection: false,
        base_type: None,
        no_base: None,
        key_property: None,
        open_at: None,
        abstract_at: None,
        has_stream: false,
        is_truncated: false,
        is_composable: false,
        expects_error: false,
        optional_properties: Vec::new(),
        sample_keys: Vec::new(),
        namespace: None,
    }
}

fn member(diagnostics: &mut Diagnostics, res: &mut Annotation, name: &Name, value: &Json) {
    match &*name.value {
        "blockType" => {}
        "name" => res.names = strings(value),
        "@type" | "@odata.type" => type_name(res, name.value == "@type", value),
        "baseType" if matches!(value.value, Value::Null) => res.no_base = Some(value.span),
        "baseType" => res.base_type = text(value),
        "keyProperty" => res.key_property = text(value),
        "isCollection" => res.is_collection |= flag(value),
        "openType" => res.open_at = flag(value).then_some(value.span),
        "abstract" | "isAbstract" => res.abstract_at = flag(value).then_some(value.span),
        "isMediaEntity" => res.has_stream = flag(value),
        "truncated" => res.is_truncated = flag(value),
        "isComposable" => res.is_composable = flag(value),
        "expectError" => res.expects_error = flag(value),
        "optionalProperties" => res.optional_properties = strings(value),
        "sampleKeys" => res.sample_keys = strings(value),
        "namespace" => res.namespace = text(value),
        it if OTHER_MEMBERS.contains(&it) => {}
        it => {
            let message = format!("unknown annotation member `{it}`");
            let mut report =
                Diagnostic::new(Code::AnnotationMember, name.span, message).note("the annotation is ignored");
            report.help = did_you_mean(it, MEMBERS.iter().chain(OTHER_MEMBERS).copied());
            diagnostics.report(report);
        }
    }
}

/// `@type` takes precedence over `@odata.type`, in any order.
fn type_name(res: &mut Annotation, wins: bool, value: &Json) {
    let Some(text) = text(value) else { return };
    let name = text.value.trim().trim_start_matches('#');
    let inner = strip_collection(name);
    res.is_collection |= inner.is_some();
    if wins || res.type_name.is_none() {
        let name = inner.unwrap_or(name).trim_start_matches('#').to_owned();
        // `microsoft.graph.None` is API Doctor's name for no body.
        let is_type = |it: &str| !it.is_empty() && it != "None" && !it.ends_with(".None");
        res.type_name = Some(Spanned::new(name, text.span)).filter(|it| is_type(&it.value));
    }
}

/// `Collection(x)` → `x`.
fn strip_collection(name: &str) -> Option<&str> {
    let (head, inner) = name.split_once('(')?;
    head.eq_ignore_ascii_case("collection").then(|| inner.trim_end_matches(')').trim())
}

/// A non-empty string. Its span excludes the quotes.
fn text(value: &Json) -> Option<Spanned<String>> {
    let text = value.value.as_str().filter(|it| !it.is_empty())?;
    let span = value.span;
    let is_quoted = span.range().len() == text.len() + 2;
    let span = if is_quoted { span.part(1..text.len() + 1) } else { span };
    Some(Spanned::new(text.to_owned(), span))
}

fn strings(value: &Json) -> Vec<Spanned<String>> {
    match &value.value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        _ => text(value).into_iter().collect(),
    }
}

/// `true`, or `"true"`.
fn flag(value: &Json) -> bool {
    matches!(&value.value, Value::Bool(true)) || value.value.as_str().is_some_and(|it| it.eq_ignore_ascii_case("true"))
}
