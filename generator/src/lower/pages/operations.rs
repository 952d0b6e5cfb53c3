//! API pages → operations.

use super::drafts::{self as rows, Draft as Row};
use super::named::{named, referred};
use super::{Ctx, Names, arguments, body, calls, page_docs, properties, stated};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, collect_reports};
use crate::input::page::{Operation as Documented, Page, Property};
use crate::model::example::{Body, ResponseMessage};
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::json::Value;
use crate::model::{Docs, Operation, Request, Type, Unresolved};
use crate::source::{SourceMap, Spanned};
use rayon::prelude::*;
use std::sync::Arc;

/// The operation of a page, as far as it can be read before the definitions of all pages are known.
pub(super) struct Draft<'a> {
    page: &'a Page,
    operation: &'a Documented,
    docs: Docs,
    response: Option<Type<Unresolved>>,
    /// The URL of each request.
    urls: Vec<Arc<Spanned<UrlTemplate>>>,
    parameters: Vec<Row<'a>>,
    query: Vec<Row<'a>>,
    headers: Vec<Row<'a>>,
    body: Vec<Row<'a>>,
}

/// Reads the operations of all pages that document requests, in parallel.
pub(super) fn drafts<'a>(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    names: &Names<'_>,
    pages: &'a [Page],
) -> Vec<Draft<'a>> {
    let documented = |page: &'a Page| Some((page, page.operation.as_ref().filter(|it| !it.requests.is_empty())?));
    let drafts = pages
        .par_iter()
        .filter_map(documented)
        .map(|(page, operation)| Diagnostics::of(|it| draft(it, sources, names, page, operation)));
    collect_reports(diagnostics, drafts)
}

fn draft<'a>(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    names: &Names<'_>,
    page: &'a Page,
    operation: &'a Documented,
) -> Draft<'a> {
    let rows = |rows: &'a [Property]| rows::drafts(sources, names, page, rows);
    Draft {
        page,
        operation,
        docs: page_docs(sources, page),
        response: response(diagnostics, sources, names, page, operation),
        urls: operation.requests.iter().map(|it| arguments::url(names, operation, it)).collect(),
        parameters: rows(&operation.parameters),
        query: rows(&operation.query),
        headers: rows(&operation.headers),
        body: rows(&operation.body.properties),
    }
}

/// The operation of a page.
pub(super) fn lower(ctx: &mut Ctx<'_>, draft: Draft<'_>) -> Operation<Unresolved> {
    let Draft { page, operation, docs, response, urls, parameters, query, headers, body } = draft;
    let evidence = calls::Evidence::new(ctx, page, operation, response.as_ref());
    let requests = operation.requests.iter().zip(urls);
    let requests: Vec<Request> = requests
        .map(|(it, url)| Request {
            method: it.method.value,
            method_at: it.method.span,
            url,
            is_call: evidence.is_call(it),
        })
        .collect();
    let (body, body_rows) = body::body(ctx, page, operation, &requests[0], &evidence, response.as_ref(), body);
    let mut list = |rows: Vec<Row<'_>>| rows.into_iter().map(|it| properties::parameter(ctx, page, it)).collect();
    Operation {
        title: page.title.clone(),
        page: page.file,
        docs,
        permissions: Arc::clone(&operation.permissions),
        clouds: operation.clouds.clone(),
        parameters: list(parameters),
        query: list(query),
        headers: list(headers),
        namespace: ctx.names.namespace(page).to_owned(),
        options: operation.options.clone(),
        body_rows,
        body,
        requests,
        status: status(operation),
        statuses: operation.response.statuses.iter().map(|it| it.value).collect(),
        codes: operation.response.codes.clone(),
        response,
        examples: Arc::clone(&operation.examples),
        contract: None,
        provenance: stated(&page.title),
    }
}

/// The success status: in the sentence, else in the first example that succeeds.
fn status(operation: &Documented) -> Option<Spanned<u16>> {
    let examples = operation.examples.iter().filter_map(|it| it.response.as_ref()?.status.clone());
    operation.response.statuses.first().cloned().or_else(|| examples.into_iter().find(|it| it.value < 400))
}

/// The result: the type in the sentence, else in the first example that succeeds.
fn response(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    names: &Names<'_>,
    page: &Page,
    operation: &Documented,
) -> Option<Type<Unresolved>> {
    let is_head = operation.requests.iter().all(|it| it.method.value == Method::Head);
    if is_head || operation.response.is_none || status(operation).is_some_and(|it| it.value == 204) {
        return None;
    }
    let success = |it: &&ResponseMessage| it.status.as_ref().is_none_or(|it| it.value < 400);
    let example = operation.examples.iter().filter_map(|it| it.response.as_ref()).find(success);
    if let Some(ty) = &operation.response.ty {
        let (reference, is_plural) = names.in_sentence(page, &ty.value, ty.span);
        let is_collection = operation.response.is_collection || is_plural || example.is_some_and(has_array);
        return Some(referred(sources, ty, reference, is_collection));
    }
    // Tools ignore some examples: an unknown type in their annotation is not an error.
    let is_meant = |it: &ResponseMessage, ty: &Spanned<String>| {
        !it.is_ignored || names.is_known(&names.reference(page, &ty.value, ty.span))
    };
    let annotated = example.and_then(|it| it.type_name.as_ref().map(|ty| (it, ty)));
    if let Some(ty) = annotated.filter(|it| is_meant(it.0, it.1)) {
        return Some(named(sources, names, page, ty.1, ty.0.is_collection || has_array(ty.0)));
    }
    let is_get = operation.requests.first().is_some_and(|it| it.method.value == Method::Get);
    // A redirect has no body.
    let redirects = operation.response.statuses.iter().any(|it| (300..400).contains(&it.value));
    if is_get && !redirects && !operation.response.is_raw && !operation.requests.iter().all(|it| is_raw(&it.url.value))
    {
        let status = operation.response.statuses.first().map(|it| it.span);
        let span = status.or(operation.response.first).unwrap_or(page.title.span);
        let report =
            Diagnostic::new(Code::ResponseUnclear, span, "the Response section does not name the returned type")
                .symbol(&page.title.value)
                .note("treated as untyped JSON unless the URL determines the type")
                .help("name the type in the Response section and link to its page");
        diagnostics.report(report);
    }
    None
}

/// Whether a URL addresses bytes or a number: `/content`, `/$value`, `/$count`.
fn is_raw(url: &UrlTemplate) -> bool {
    matches!(url.segments.last(), Some(Segment::Literal(it)) if matches!(&**it, "content" | "$value" | "$count"))
}

/// Whether the body is `{"value": […]}`: more reliable than the annotation.
fn has_array(response: &ResponseMessage) -> bool {
    match &response.body {
        Body::Json(json) => json.value.get("value").is_some_and(|it| matches!(it.value, Value::Array(_))),
        _ => false,
    }
}
