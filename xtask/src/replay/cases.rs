//! The examples, as input of the program.

use super::entry::{self, Entry};
use crate::sample::sample;
use graphwright::analysis::paths::{Paths, Payload};
use graphwright::analysis::requests::{Error, Request, Requests};
use graphwright::model::example::{Body, RequestMessage, ResponseMessage};
use graphwright::model::json::{Json, Value as JsonValue};
use graphwright::model::{Model, Operation, OperationId, TypeId};
use graphwright::rust::snippet::{Snippet, Snippets};
use graphwright::source::{SourceMap, Span};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Everything that is replayed.
pub(crate) struct Plan<'a> {
    /// The distinct calls.
    pub(crate) entries: Vec<Entry>,
    /// The input of the program.
    pub(crate) cases: Vec<Case>,
    /// The example of each case.
    pub(crate) examples: Vec<Shown<'a>>,
    /// Examples without a request function.
    pub(crate) lost: Vec<(Shown<'a>, Error)>,
    /// Examples with a request.
    pub(crate) all: usize,
    /// Examples with a request and a response.
    pub(crate) pairs: usize,
    /// Examples of requests to other services: notifications, uploads.
    pub(crate) foreign: usize,
}

/// An example, with its place.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) request: &'a RequestMessage,
    pub(crate) response: Option<&'a ResponseMessage>,
    pub(crate) operation: &'a Operation<TypeId>,
    id: OperationId,
    /// The type that the service assumes for its body.
    pub(crate) expected: Option<TypeId>,
    /// The result of the request function.
    pub(crate) result: Option<&'a Payload>,
}

impl Shown<'_> {
    /// The code blocks of the example, and the parts of the page about its request and its result.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Span> {
        let blocks = [Some(self.request.span), self.response.map(|it| it.span)];
        let lines = self.operation.requests.iter().map(|it| it.url.span);
        // The place where the page documents the result.
        let results = [Some(self.operation.title.span), self.operation.status.as_ref().map(|it| it.span)];
        blocks.into_iter().chain(results).flatten().chain(lines)
    }

    /// Whether the request goes to the service: some pages show requests to other services.
    pub(crate) fn is_of_service(&self) -> bool {
        let url = self.request.url.value.trim_start();
        let Some((_, rest)) = url.split_once("://") else { return true };
        let host = rest.split('/').next().unwrap_or_default().to_ascii_lowercase();
        host.contains("graph.") || host.starts_with('{')
    }
}

/// An example for the program.
#[derive(Serialize)]
pub(crate) struct Case {
    id: usize,
    entry: usize,
    arguments: Vec<Option<String>>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    media_type: Option<String>,
    pub(crate) body: Option<Value>,
    pub(crate) is_json: bool,
    pub(crate) response: Option<Answer>,
}

/// A documented response.
#[derive(Serialize)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) is_json: bool,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(sources: &SourceMap, model: &'a Model<TypeId>, paths: &'a Paths) -> Plan<'a> {
        let requests = Requests::new(model, paths);
        let mut plan = Plan {
            entries: Vec::new(),
            cases: Vec::new(),
            examples: Vec::new(),
            lost: Vec::new(),
            all: 0,
            pairs: 0,
            foreign: 0,
        };
        let mut numbers: BTreeMap<Entry, usize> = BTreeMap::new();
        for (idx, operation) in model.operations.iter().enumerate() {
            for example in operation.examples.iter() {
                let Some(request) = &example.request else { continue };
                let response = example.response.as_ref();
                let mut shown =
                    Shown { request, response, operation, id: OperationId(idx as u32), expected: None, result: None };
                if !shown.is_of_service() {
                    plan.foreign += 1;
                    continue;
                }
                plan.all += 1;
                plan.pairs += usize::from(example.response.is_some());
                match requests.resolve(OperationId(idx as u32), request) {
                    Err(err) => plan.lost.push((shown, err)),
                    Ok(resolved) => {
                        let call = requests.call(&resolved);
                        shown.result = Some(&call.result);
                        shown.expected = call.expected(&paths.places[resolved.place.0 as usize]);
                        let next = plan.entries.len();
                        let entry = Entry::of(&resolved);
                        let number = *numbers.entry(entry.clone()).or_insert(next);
                        if number == next {
                            plan.entries.push(entry);
                        }
                        let arguments = entry::arguments(model, paths, &resolved);
                        plan.cases.push(case(sources, plan.cases.len(), number, arguments, &resolved, shown.response));
                        plan.examples.push(shown);
                    }
                }
            }
        }
        plan
    }

    /// The generated Rust code of `count` cases, by case.
    pub(crate) fn written(&self, snippets: &Snippets<'_>, count: usize) -> Vec<(usize, Snippet)> {
        let all = self.examples.iter().enumerate();
        let all = all.filter_map(|(case, it)| Some((case, snippets.write(it.id, it.request).ok()?)));
        sample(all.collect(), count)
    }
}

fn case(
    sources: &SourceMap,
    id: usize,
    entry: usize,
    arguments: Vec<Option<String>>,
    request: &Request<'_>,
    response: Option<&ResponseMessage>,
) -> Case {
    let text = |(name, value): &(graphwright::source::Spanned<String>, graphwright::source::Spanned<String>)| {
        (name.value.clone(), value.value.clone())
    };
    let (body, is_json) = content(sources, request.body);
    Case {
        id,
        entry,
        arguments,
        query: request.query.iter().map(text).collect(),
        headers: request.headers.iter().map(|it| text(it)).collect(),
        media_type: request.media_type.map(str::to_owned),
        body,
        is_json,
        response: response.map(|it| answer(sources, it)),
    }
}

fn answer(sources: &SourceMap, response: &ResponseMessage) -> Answer {
    let (mut body, is_json) = content(sources, &response.body);
    if response.wraps_entity {
        // Pages wrap single entities; services do not.
        body = body.and_then(|mut it| it.get_mut("value").map(Value::take));
    }
    Answer { status: response.status.as_ref().map_or(200, |it| it.value), body, is_json }
}

fn content(sources: &SourceMap, body: &Body) -> (Option<Value>, bool) {
    match body {
        Body::None | Body::Broken(_) => (None, true),
        Body::Json(json) => (Some(value(json)), true),
        Body::Text(span) => (Some(sources.text(*span).into()), false),
    }
}

/// JSON without spans. The last one of duplicate members is kept.
pub(super) fn value(json: &Json) -> Value {
    match &json.value {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(it) => Value::Bool(*it),
        JsonValue::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        JsonValue::String(text) => text.as_str().into(),
        JsonValue::Array(items) => items.iter().map(value).collect(),
        JsonValue::Object(members) => {
            let members: Map<String, Value> =
                members.iter().map(|(name, it)| (name.value.to_string(), value(it))).collect();
            Value::Object(members)
        }
    }
}
