//! Operations and their examples.

use super::body_rows::BodyRowView;
use super::contract::ContractView;
use super::parameters::ParameterView;
use super::permissions::CallerView;
use super::view::{At, Ctx, DocsView, TypeView, Word};
use crate::model::example::{Body, Example, RequestMessage, ResponseMessage};
use crate::model::{Cloud, OperationId, Request};
use crate::source::{Span, Spanned};
use serde::Serialize;

/// The operation that one API page or an OpenAPI description documents.
#[derive(Serialize)]
pub(super) struct OperationView<'a> {
    title: &'a str,
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
    requests: Vec<RequestView<'a>>,
    permissions: Vec<CallerView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clouds: Vec<CloudView<'a>>,
    parameters: Vec<ParameterView<'a>>,
    query: Vec<ParameterView<'a>>,
    #[serde(rename = "queryOptions", skip_serializing_if = "Vec::is_empty")]
    options: Vec<Word<'a>>,
    headers: Vec<ParameterView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<TypeView>,
    #[serde(rename = "bodyProperties", skip_serializing_if = "Vec::is_empty")]
    body_rows: Vec<BodyRowView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statuses: Vec<StatusView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<TypeView>,
    examples: Vec<ExampleView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contract: Option<ContractView<'a>>,
}

#[derive(Serialize)]
struct RequestView<'a> {
    method: String,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    query: Vec<PairView<'a>>,
    at: At<'a>,
}

#[derive(Serialize)]
struct PairView<'a> {
    name: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<At<'a>>,
}

#[derive(Serialize)]
struct CloudView<'a> {
    #[serde(flatten)]
    cloud: Word<'a>,
    available: bool,
}

#[derive(Serialize)]
struct StatusView<'a> {
    code: u16,
    at: At<'a>,
}

#[derive(Serialize)]
struct ExampleView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<RequestMessageView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<ResponseMessageView<'a>>,
}

#[derive(Serialize)]
struct RequestMessageView<'a> {
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    method: String,
    url: &'a str,
    headers: Vec<PairView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyView<'a>>,
}

#[derive(Serialize)]
struct ResponseMessageView<'a> {
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusView<'a>>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    type_name: Option<&'a str>,
    collection: bool,
    truncated: bool,
    headers: Vec<PairView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyView<'a>>,
}

#[derive(Serialize)]
struct BodyView<'a> {
    at: At<'a>,
    #[serde(flatten)]
    content: ContentView<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum ContentView<'a> {
    Json(serde_json::Value),
    BrokenJson(&'a str),
    Text(&'a str),
}

impl<'a> Ctx<'a> {
    pub(super) fn operation(self, id: OperationId) -> OperationView<'a> {
        let it = self.model.operation(id);
        OperationView {
            title: &it.title.value,
            at: self.at(it.title.span),
            docs: self.docs(&it.docs),
            deprecated: self.deprecated(&it.docs),
            requests: it.requests.iter().map(|it| self.request(it)).collect(),
            permissions: self.permissions(&it.permissions),
            clouds: it.clouds.iter().map(|it| self.cloud(it)).collect(),
            parameters: self.parameters(&it.parameters),
            query: self.parameters(&it.query),
            options: it.options.iter().map(|it| self.word(it)).collect(),
            headers: self.parameters(&it.headers),
            body: it.body.as_ref().map(|it| self.ty(it)),
            body_rows: self.body_rows(id),
            status: it.status.as_ref().map(|it| self.status(it)),
            statuses: it.codes.iter().map(|it| self.status(it)).collect(),
            response: it.response.as_ref().map(|it| self.ty(it)),
            examples: it.examples.iter().map(|it| self.example(it)).collect(),
            contract: it.contract.as_deref().map(|it| self.contract(it)),
        }
    }

    fn request(self, it: &'a Request) -> RequestView<'a> {
        let query = it.url.value.query.iter().map(|(name, value)| PairView { name, value, at: None });
        let url = it.url.value.to_string();
        RequestView { method: it.method.to_string(), url, query: query.collect(), at: self.at(it.url.span) }
    }

    fn cloud(self, it: &'a Cloud) -> CloudView<'a> {
        CloudView { cloud: self.word(&it.name), available: it.is_available }
    }

    fn status(self, it: &Spanned<u16>) -> StatusView<'a> {
        StatusView { code: it.value, at: self.at(it.span) }
    }

    fn example(self, it: &'a Example) -> ExampleView<'a> {
        ExampleView {
            title: it.title.as_deref(),
            request: it.request.as_ref().map(|it| self.request_message(it)),
            response: it.response.as_ref().map(|it| self.response_message(it)),
        }
    }

    fn request_message(self, it: &'a RequestMessage) -> RequestMessageView<'a> {
        RequestMessageView {
            at: self.at(it.span),
            name: it.name.as_deref(),
            method: it.method.value.to_string(),
            url: &it.url.value,
            headers: self.headers(&it.headers),
            body: self.body(&it.body),
        }
    }

    fn response_message(self, it: &'a ResponseMessage) -> ResponseMessageView<'a> {
        ResponseMessageView {
            at: self.at(it.span),
            status: it.status.as_ref().map(|it| self.status(it)),
            type_name: it.type_name.as_ref().map(|it| &*it.value),
            collection: it.is_collection,
            truncated: it.is_truncated,
            headers: self.headers(&it.headers),
            body: self.body(&it.body),
        }
    }

    fn headers(self, headers: &'a [(Spanned<String>, Spanned<String>)]) -> Vec<PairView<'a>> {
        let pair = |(name, value): &'a (Spanned<String>, Spanned<String>)| PairView {
            name: &name.value,
            value: &value.value,
            at: Some(self.at(name.span)),
        };
        headers.iter().map(pair).collect()
    }

    fn body(self, body: &Body) -> Option<BodyView<'a>> {
        let text = |span: Span| self.sources.text(span);
        let (span, content) = match body {
            Body::None => return None,
            Body::Json(json) => (json.span, ContentView::Json((&json.value).into())),
            Body::Broken(span) => (*span, ContentView::BrokenJson(text(*span))),
            Body::Text(span) => (*span, ContentView::Text(text(*span))),
        };
        Some(BodyView { at: self.at(span), content })
    }
}
