//! The calls of an operation: one for each form of its body.

use super::paging;
use crate::analysis::paths::{Call, Payload, Tail, Verb};
use crate::model::http::Method;
use crate::model::{Content, Contract, ItemType, Model, OperationId, Primitive, Type, TypeId};

/// The calls of an operation.
pub(super) fn calls(model: &Model<TypeId>, id: OperationId) -> Vec<Call> {
    let operation = model.operation(id);
    let (Some(contract), Some(request)) = (&operation.contract, operation.requests.first()) else { return Vec::new() };
    let result = result(contract, request.method);
    let verb = verb(contract, request.method, &result);
    let is_get = request.method == Method::Get;
    let paging = if is_get { paging::paging(model, contract, &result).map(Box::new) } else { None };
    let call = |(verb, body)| Call {
        verb,
        tail: Tail::None,
        method: request.method,
        body,
        result: result.clone(),
        odata_operation: None,
        operations: vec![id],
        permissions: Vec::new(),
        paging: paging.clone(),
    };
    let bodies = bodies(contract).into_iter().enumerate();
    bodies.map(|(idx, (word, body))| call((if idx == 0 { verb.clone() } else { named(&verb, word) }, body))).collect()
}

/// The verb of a request. A fragment or a query in the template distinguishes several requests with one method.
fn verb(contract: &Contract<TypeId>, method: Method, result: &Payload) -> Verb {
    let query = contract.query.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    let words: Vec<&str> = query.chain(contract.fragment.as_deref()).collect();
    if !words.is_empty() {
        return Verb::Invoke(words.join("_"));
    }
    match method {
        Method::Get if is_list(result) => Verb::List,
        Method::Get => Verb::Get,
        Method::Post => Verb::Create,
        Method::Put => Verb::Replace,
        Method::Patch => Verb::Update,
        Method::Delete => Verb::Delete,
        Method::Head => Verb::Head,
    }
}

fn is_list(result: &Payload) -> bool {
    matches!(result, Payload::Value(it) if it.is_collection)
}

/// A verb with the form of the body.
fn named(verb: &Verb, word: &str) -> Verb {
    let verb = if let Verb::Invoke(name) = verb { name } else { verb.word() };
    Verb::Invoke(format!("{verb}_{word}"))
}

/// The bodies of requests: JSON first, then other forms, each once.
fn bodies(contract: &Contract<TypeId>) -> Vec<(&'static str, Payload)> {
    let all = &contract.bodies;
    let form = |it: &Content<TypeId>| match value(it) {
        Payload::Value(it) => Payload::Form(it),
        other => other,
    };
    let json = all.iter().find(|it| it.is_json()).map(|it| ("json", value(it)));
    let forms = all.iter().find(|it| it.is_form()).map(|it| ("form", form(it)));
    let files = all.iter().find(|it| it.is_multipart()).map(|_| ("multipart", Payload::Multipart));
    let is_other = |it: &&Content<TypeId>| !it.is_json() && !it.is_form() && !it.is_multipart();
    let other = all.iter().find(is_other).map(|_| ("content", Payload::Bytes));
    let res: Vec<_> = [json, forms, files, other].into_iter().flatten().collect();
    if res.is_empty() { vec![("", Payload::None)] } else { res }
}

fn value(content: &Content<TypeId>) -> Payload {
    match &content.ty {
        None => Payload::Json,
        Some(Type { item: ItemType::Primitive(Primitive::Untyped), is_collection: false, .. }) => Payload::Json,
        Some(it) => Payload::Value(Type { is_nullable: None, ..it.clone() }),
    }
}

/// The result: of the successes, the type of those with JSON if it is the same, else any JSON.
fn result(contract: &Contract<TypeId>, method: Method) -> Payload {
    if method == Method::Head {
        return Payload::None;
    }
    let contents = || contract.successes().flat_map(|it| &it.contents);
    let mut values = contents().filter(|it| it.is_json()).map(value);
    let may_be_empty = contract.successes().any(|it| it.contents.is_empty());
    match values.next() {
        Some(first) => match values.fold(first, |a, b| if a == b { a } else { Payload::Json }) {
            Payload::Value(ty) if may_be_empty => Payload::Value(Type { is_nullable: Some(true), ..ty }),
            one => one,
        },
        None if contents().next().is_none() => Payload::None,
        None if contents().all(Content::is_text) => Payload::Text,
        None => Payload::Bytes,
    }
}
