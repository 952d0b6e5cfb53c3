//! API pages → operations.

use super::named::named;
use super::{Ctx, arguments, body, calls, page_docs, properties, stated};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Operation as Documented, Page};
use crate::model::example::{Body, ResponseMessage};
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::json::Value;
use crate::model::{Operation, Request, Type, Unresolved};
use crate::source::Spanned;
use std::sync::Arc;

/// The operation of a page, if it documents a request.
pub(super) fn lower(ctx: &mut Ctx<'_>, page: &Page) -> Option<Operation<Unresolved>> {
    let operation = page.operation.as_ref().filter(|it| !it.requests.is_empty())?;
    let response = response(ctx, page, operation);
    let evidence = calls::Evidence::new(ctx, page, operation, response.as_ref());
    let requests = operation.requests.iter().map(|it| Request {
        method: it.method.value,
        method_at: it.method.span,
        url: arguments::url(ctx, operation, it),
        is_call: evidence.is_call(it),
    });
    let requests: Vec<Request> = requests.collect();
    let body = body::body(ctx, page, operation, &requests[0], &evidence, response.as_ref());
    Some(Operation {
        title: page.title.clone(),
        page: page.file,
        namespace: ctx.names.namespace(page).to_owned(),
        docs: page_docs(ctx, page),
        permissions: Arc::clone(&operation.permissions),
        clouds: operation.clouds.clone(),
        parameters: operation.parameters.iter().map(|it| properties::parameter(ctx, page, it)).collect(),
        query: operation.query.iter().map(|it| properties::parameter(ctx, page, it)).collect(),
        headers: operation.headers.iter().map(|it| properties::parameter(ctx, page, it)).collect(),
        options: operation.options.clone(),
        body_rows: body::rows(ctx, page, operation, body.as_ref()),
        body,
        requests,
        status: status(operation),
        statuses: operation.response.statuses.iter().map(|it| it.value).collect(),
        codes: operation.response.codes.clone(),
        response,
        examples: Arc::clone(&operation.examples),
        contract: None,
        provenance: stated(&page.title),
    })
}

/// The success status: in the sentence, else in the first example that succeeds.
fn status(operation: &Documented) -> Option<Spanned<u16>> {
    let examples = operation.examples.iter().filter_map(|it| it.response.as_ref()?.status.clone());
    operation.response.statuses.first().cloned().or_else(|| examples.into_iter().find(|it| it.value < 400))
}

/// The result: the type in the sentence, else in the first example that succeeds.
fn response(ctx: &mut Ctx<'_>, page: &Page, operation: &Documented) -> Option<Type<Unresolved>> {
    let is_head = operation.requests.iter().all(|it| it.method.value == Method::Head);
    if is_head || operation.response.is_none || status(operation).is_some_and(|it| it.value == 204) {
        return None;
    }
    let success = |it: &&ResponseMessage| it.status.as_ref().is_none_or(|it| it.value < 400);
    let example = operation.examples.iter().filter_map(|it| it.response.as_ref()).find(success);
    if let Some(ty) = &operation.response.ty {
        let (_, is_plural) = ctx.names.in_sentence(page, &ty.value, ty.span);
        let is_collection = operation.response.is_collection || is_plural || example.is_some_and(has_array);
        return Some(named(ctx, page, ty, is_collection));
    }
    // Tools ignore some examples: an unknown type in their annotation is not an error.
    let is_meant = |it: &ResponseMessage, ty: &Spanned<String>| {
        !it.is_ignored || ctx.is_known(&ctx.reference(page, &ty.value, ty.span))
    };
    let annotated = example.and_then(|it| it.type_name.as_ref().map(|ty| (it, ty)));
    if let Some(ty) = annotated.filter(|it| is_meant(it.0, it.1)) {
        return Some(named(ctx, page, ty.1, ty.0.is_collection || has_array(ty.0)));
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
        ctx.diagnostics.report(report);
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
