//! Examples of OpenAPI descriptions as requests with their responses.
//!
//! Descriptions have examples of bodies and of parameters. An exchange combines them: the body of a request, the
//! response that belongs to it, and the values of parameters.

mod pairs;
mod values;

use crate::analysis::paths::{Call, Paths, Payload, PlaceId};
use crate::model::json::Json;
use crate::model::{Content, Contract, Input, Location, Model, OperationId, Piece, Sample, TypeId};
use crate::source::Span;
use std::collections::BTreeMap;

/// A request that a description shows, and its response.
#[derive(Clone, Debug)]
pub struct Exchange<'m> {
    /// The operation.
    pub operation: OperationId,
    /// The place of the call.
    pub place: PlaceId,
    /// The call: its index in [`Place::calls`](crate::analysis::paths::Place::calls).
    pub call: usize,
    /// Whether the response is read as events.
    pub is_streamed: bool,
    /// The name of the example, if it has one.
    pub name: Option<&'m str>,
    /// The body.
    pub body: Option<Message<'m>>,
    /// The response and its status.
    pub response: Option<(u16, Message<'m>)>,
    /// The values of the variables of the URL, in order.
    pub path: Vec<Value<'m>>,
    /// The values of other parameters: of all required ones, and of optional ones that have an example.
    pub parameters: Vec<Value<'m>>,
}

/// A body: its media type, and the example.
#[derive(Clone, Copy, Debug)]
pub struct Message<'m> {
    /// The content.
    pub content: &'m Content<TypeId>,
    /// The example; `None` for bytes without one.
    pub value: Option<&'m Json>,
}

/// The value of a parameter.
#[derive(Clone, Debug)]
pub struct Value<'m> {
    /// The parameter; `None` for a variable without one.
    pub input: Option<&'m Input<TypeId>>,
    /// The value.
    pub value: Json,
}

/// The exchanges of all operations.
pub struct Exchanges<'m> {
    model: &'m Model<TypeId>,
    paths: &'m Paths,
    /// The calls of each operation.
    calls: BTreeMap<OperationId, Vec<(PlaceId, usize)>>,
}

impl Exchange<'_> {
    /// Whether the description states a value of the request: otherwise, all values are made up.
    pub fn is_stated(&self) -> bool {
        let is_example = |it: &Value<'_>| it.input.is_some_and(|it| it.example.is_some());
        self.body.is_some_and(|it| it.value.is_some()) || self.path.iter().chain(&self.parameters).any(is_example)
    }
}

impl<'m> Exchanges<'m> {
    /// Finds the calls of all operations of descriptions.
    pub fn new(model: &'m Model<TypeId>, paths: &'m Paths) -> Exchanges<'m> {
        let mut calls: BTreeMap<OperationId, Vec<(PlaceId, usize)>> = BTreeMap::new();
        for (place, it) in (0..).map(PlaceId).zip(&paths.places) {
            for (idx, call) in it.calls.iter().enumerate() {
                let described = call.operations.first().filter(|it| model.operation(**it).contract.is_some());
                if let Some(id) = described {
                    calls.entry(*id).or_default().push((place, idx));
                }
            }
        }
        Exchanges { model, paths, calls }
    }

    /// The exchanges of an operation, those with JSON first. There are none if a required value has no example.
    pub fn of(&self, id: OperationId) -> Vec<Exchange<'m>> {
        let Some(contract) = self.model.operation(id).contract.as_deref() else { return Vec::new() };
        let with_examples = |it: Exchange<'m>| {
            let call = &self.paths.places[it.place.0 as usize].calls[it.call];
            let pairs = pairs::pairs(bodies(contract, call), responses(contract, call));
            pairs.into_iter().map(move |(body, response)| Exchange {
                name: body.name().or(response.as_ref().and_then(|it| it.1.name())),
                body: body.message(),
                response: response.and_then(|(status, it)| Some((status, it.message()?))),
                ..it.clone()
            })
        };
        self.bare(id).into_iter().flat_map(with_examples).collect()
    }

    /// An exchange for each call of an operation, whose body has no value. There are none if a required parameter has no value.
    pub fn bare(&self, id: OperationId) -> Vec<Exchange<'m>> {
        let Some(contract) = self.model.operation(id).contract.as_deref() else { return Vec::new() };
        let span = self.model.operation(id).title.span;
        let (Some(path), Some(parameters)) = (self.path(contract, span), self.parameters(contract, span)) else {
            return Vec::new();
        };
        let calls = self.calls.get(&id).into_iter().flatten();
        let exchange = |(place, idx): &(PlaceId, usize)| {
            let call = &self.paths.places[place.0 as usize].calls[*idx];
            Exchange {
                operation: id,
                place: *place,
                call: *idx,
                is_streamed: matches!(call.result, Payload::Events(_)),
                name: None,
                body: content(contract, call).map(|content| Message { content, value: None }),
                response: None,
                path: path.clone(),
                parameters: parameters.clone(),
            }
        };
        calls.map(exchange).collect()
    }

    /// The values of the variables of the URL; `None` if one of them has no value.
    fn path(&self, contract: &'m Contract<TypeId>, span: Span) -> Option<Vec<Value<'m>>> {
        let names = contract.segments.iter().flatten().filter_map(|it| match it {
            Piece::Value(name) => Some(name),
            Piece::Text(_) => None,
        });
        names.map(|name| self.value(contract.path_parameter(name), name, span)).collect()
    }

    /// The values of other parameters; `None` if a required one has no value.
    fn parameters(&self, contract: &'m Contract<TypeId>, span: Span) -> Option<Vec<Value<'m>>> {
        let sent = contract.parameters.iter().filter(|it| {
            let is_sent = it.parameter.is_required && it.parameter.fixed.is_none() || it.example.is_some();
            it.location != Location::Path && is_sent
        });
        sent.map(|it| self.value(Some(it), &it.parameter.name.value, span)).collect()
    }

    fn value(&self, input: Option<&'m Input<TypeId>>, name: &str, span: Span) -> Option<Value<'m>> {
        let stated = input.and_then(|it| it.example.as_ref().or(it.usual.as_ref()));
        let value =
            stated.cloned().or_else(|| values::made_up(self.model, input.map(|it| &it.parameter.ty), name, span))?;
        Some(Value { input, value })
    }
}

/// The body of a message, as far as the description shows it.
#[derive(Clone, Copy, Debug)]
enum Shown<'m> {
    /// There is none.
    Nothing,
    /// Bytes without an example.
    Bytes(&'m Content<TypeId>),
    Sample(&'m Content<TypeId>, &'m Sample),
}

impl<'m> Shown<'m> {
    fn name(&self) -> Option<&'m str> {
        match self {
            Shown::Sample(_, it) => it.name.as_ref().map(|it| it.value.as_str()),
            Shown::Nothing | Shown::Bytes(_) => None,
        }
    }

    fn message(self) -> Option<Message<'m>> {
        match self {
            Shown::Nothing => None,
            Shown::Bytes(content) => Some(Message { content, value: None }),
            Shown::Sample(content, it) => Some(Message { content, value: Some(&it.value) }),
        }
    }
}

/// The content that a call sends.
fn content<'m>(contract: &'m Contract<TypeId>, call: &Call) -> Option<&'m Content<TypeId>> {
    let is_sent = |it: &&Content<TypeId>| match &call.body {
        Payload::Form(_) => it.is_form(),
        Payload::Multipart => it.is_multipart(),
        Payload::Bytes | Payload::Text => !it.is_json() && !it.is_form() && !it.is_multipart(),
        _ => it.is_json(),
    };
    contract.bodies.iter().find(is_sent)
}

/// The bodies that a call can send.
fn bodies<'m>(contract: &'m Contract<TypeId>, call: &Call) -> Vec<Shown<'m>> {
    let Some(content) = content(contract, call) else { return vec![Shown::Nothing] };
    match &content.examples[..] {
        [] if call.body == Payload::Bytes => vec![Shown::Bytes(content)],
        all => all.iter().map(|it| Shown::Sample(content, it)).collect(),
    }
}

/// The responses that a call can read.
fn responses<'m>(contract: &'m Contract<TypeId>, call: &Call) -> Vec<(u16, Shown<'m>)> {
    if matches!(call.result, Payload::None | Payload::Bytes | Payload::Events(_)) {
        return Vec::new();
    }
    let all = contract.successes().flat_map(|it| it.contents.iter().map(|content| (it.statuses.value.code(), content)));
    let is_read = |it: &Content<TypeId>| if call.result == Payload::Text { it.is_text() } else { it.is_json() };
    let read = all.filter(|(_, it)| is_read(it));
    read.flat_map(|(status, it)| it.examples.iter().map(move |sample| (status, Shown::Sample(it, sample)))).collect()
}
