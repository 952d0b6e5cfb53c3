//! Operations.

use super::names::{camel, inside};
use super::{Ctx, docs, urls};
use crate::input::openapi::{self, Operation as Described, PathItem, RefOr, Requirement, Text};
use crate::model::http::{Method, UrlTemplate};
use crate::model::json::Name;
use crate::model::{Contract, Operation, Provenance, Request, SchemeUse, SourceKind, Unresolved};
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Lowers all operations. Only the types of webhooks and callbacks are lowered: a service sends these requests.
pub(super) fn lower<'a>(ctx: &mut Ctx<'a>) -> Vec<Operation<Unresolved>> {
    let (document, mut res, mut taken) = (ctx.document, Vec::new(), BTreeSet::new());
    for (path, item) in &document.paths {
        let Some(item) = item.get(&document.targets.path_items) else { continue };
        for (method, it) in &item.operations {
            res.extend(operation(ctx, path, item, method, it, &mut taken));
            callbacks(ctx, it);
        }
    }
    for (name, item) in &document.webhooks {
        received(ctx, &name.value, item);
    }
    res
}

fn operation<'a>(
    ctx: &mut Ctx<'a>,
    path: &Name,
    item: &'a PathItem,
    method: &Spanned<openapi::Method>,
    it: &'a Described,
    taken: &mut BTreeSet<String>,
) -> Option<Operation<Unresolved>> {
    let Some(used) = self::method(method.value) else {
        let message = "requests with the methods OPTIONS and TRACE are not supported".to_owned();
        ctx.unsupported(method.span, &path.value, message, "the operation is ignored");
        return None;
    };
    let url = urls::url(&path.value);
    if url.segments.len() > UrlTemplate::MAX_SEGMENTS {
        let message = format!("paths with more than {} segments are not supported", UrlTemplate::MAX_SEGMENTS);
        ctx.unsupported(path.span, &path.value, message, "the operation is ignored");
        return None;
    }
    let name = unique(taken, name(it, used, &url));
    let template = url.template();
    let shown = format!("{used} {}", path.value);
    let parameters = ctx.parameters(&name, &item.parameters, &it.parameters);
    let server = ctx.server(item, it);
    let (bodies, is_body_required) = ctx.bodies(&name, it.request_body.as_ref());
    let responses = ctx.responses(&name, &it.responses);
    let contract = Contract {
        id: it.id.clone().map(|it| it.map(|it| it.to_string())),
        name,
        tags: it.tags.iter().map(|it| it.clone().map(|it| it.to_string())).collect(),
        url: it.external_docs.as_ref().and_then(|it| Some(it.url.as_ref()?.value.to_string())),
        segments: url.segments,
        query: url.query,
        fragment: url.fragment,
        parameters,
        bodies,
        is_body_required,
        responses,
        server,
        security: it.security.as_ref().or(ctx.document.security.as_ref()).map(|it| security(it)),
    };
    let title = it.summary.as_ref().or(it.id.as_ref()).map_or(shown, |it| it.value.to_string());
    let url = Arc::new(Spanned::new(template, path.span));
    let requests = vec![Request { method: used, method_at: method.span, url, is_call: false }];
    let docs = docs::docs([it.summary.as_ref(), it.description.as_ref()], it.is_deprecated.then_some(it.span));
    Some(Operation { docs, requests, ..empty(Spanned::new(title, method.span), contract) })
}

fn security(all: &[Requirement]) -> Vec<Vec<SchemeUse>> {
    let used = |(name, scopes): &(Name, Vec<Text>)| SchemeUse {
        name: name.value.to_string(),
        scopes: scopes.iter().map(|it| it.value.to_string()).collect(),
    };
    all.iter().map(|it| it.schemes.iter().map(used).collect()).collect()
}

/// An operation of a description, without a request.
fn empty(title: Spanned<String>, contract: Contract<Unresolved>) -> Operation<Unresolved> {
    let span: Span = title.span;
    Operation {
        title,
        page: span.file,
        namespace: String::new(),
        docs: Default::default(),
        requests: Vec::new(),
        permissions: Default::default(),
        clouds: Vec::new(),
        parameters: Vec::new(),
        query: Vec::new(),
        options: Vec::new(),
        headers: Vec::new(),
        body: None,
        body_rows: Vec::new(),
        status: None,
        statuses: Vec::new(),
        codes: Vec::new(),
        response: None,
        examples: Arc::from([]),
        contract: Some(Box::new(contract)),
        provenance: Provenance::new(SourceKind::OpenApi, span),
    }
}

/// The name of an operation: its id, else its method and the words of its URL.
fn name(it: &Described, method: Method, url: &urls::Url) -> String {
    let id = it.id.as_ref().map(|it| camel(&it.value)).filter(|it| !it.is_empty());
    id.unwrap_or_else(|| camel(&format!("{} {}", method.to_string().to_lowercase(), url.words().join(" "))))
}

fn unique(taken: &mut BTreeSet<String>, name: String) -> String {
    let mut all = std::iter::once(name.clone()).chain((2..).map(|it: u32| format!("{name}{it}")));
    all.find(|it| taken.insert(it.clone())).expect("there is no last number")
}

fn method(method: openapi::Method) -> Option<Method> {
    Some(match method {
        openapi::Method::Get => Method::Get,
        openapi::Method::Put => Method::Put,
        openapi::Method::Post => Method::Post,
        openapi::Method::Delete => Method::Delete,
        openapi::Method::Head => Method::Head,
        openapi::Method::Patch => Method::Patch,
        openapi::Method::Options | openapi::Method::Trace => return None,
    })
}

fn callbacks<'a>(ctx: &mut Ctx<'a>, it: &'a Described) {
    let document = ctx.document;
    for (name, callback) in &it.callbacks {
        let Some(callback) = callback.get(&document.targets.callbacks) else { continue };
        callback.paths.iter().for_each(|(_, item)| received(ctx, &name.value, item));
    }
}

/// Lowers the types of requests that the service sends.
fn received<'a>(ctx: &mut Ctx<'a>, name: &str, item: &'a RefOr<PathItem>) {
    let document = ctx.document;
    let Some(item) = item.get(&document.targets.path_items) else { return };
    for (_, it) in &item.operations {
        let owner = it.id.as_ref().map_or_else(|| inside(name, "webhook"), |it| camel(&it.value));
        ctx.bodies(&owner, it.request_body.as_ref());
        ctx.responses(&owner, &it.responses);
    }
}
