//! The calls of an operation: one for each form of its body and each kind of its result.

use super::paging;
use super::results::{results, value};
use crate::analysis::paths::{Call, Payload, Tail, Verb};
use crate::model::http::Method;
use crate::model::{Content, Contract, ItemType, Model, OperationId, Type, TypeId};

/// The calls of an operation.
pub(super) fn calls(model: &Model<TypeId>, id: OperationId) -> Vec<Call> {
    let operation = model.operation(id);
    let (Some(contract), Some(request)) = (&operation.contract, operation.requests.first()) else { return Vec::new() };
    let results = results(contract, request.method);
    let Some(((_, first), others)) = results.split_first() else { return Vec::new() };
    let verb = verb(contract, request.method, first);
    let is_get = request.method == Method::Get;
    let call = |verb, body: &Payload, result: &Payload| Call {
        verb,
        tail: Tail::None,
        method: request.method,
        body: body.clone(),
        paging: if is_get { paging::paging(model, contract, result).map(Box::new) } else { None },
        result: result.clone(),
        odata_operation: None,
        operations: vec![id],
        permissions: Vec::new(),
    };
    let mut res = Vec::new();
    for (idx, (form, body)) in bodies(model, contract, request.method).iter().enumerate() {
        let verb = if idx == 0 { verb.clone() } else { named(&verb, form) };
        res.push(call(verb.clone(), body, first));
        res.extend(others.iter().map(|(word, it)| call(named(&verb, word), body, it)));
    }
    res
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
fn bodies(model: &Model<TypeId>, contract: &Contract<TypeId>, method: Method) -> Vec<(&'static str, Payload)> {
    let all = &contract.bodies;
    let form = |it: &Content<TypeId>| match value(it) {
        Payload::Value(it) => Payload::Form(it),
        other => other,
    };
    let json = all.iter().find(|it| it.is_json()).map(|it| ("json", json(model, it, method)));
    let forms = all.iter().find(|it| it.is_form()).map(|it| ("form", form(it)));
    let files = all.iter().find(|it| it.is_multipart()).map(|_| ("multipart", Payload::Multipart));
    let is_other = |it: &&Content<TypeId>| !it.is_json() && !it.is_form() && !it.is_multipart();
    let other = all.iter().find(is_other).map(|_| ("content", Payload::Bytes));
    let res: Vec<_> = [json, forms, files, other].into_iter().flatten().collect();
    if res.is_empty() { vec![("", Payload::None)] } else { res }
}

/// A JSON body. PATCH sends the members of an object that change.
fn json(model: &Model<TypeId>, content: &Content<TypeId>, method: Method) -> Payload {
    let value = value(content);
    match &value {
        Payload::Value(Type { item: ItemType::Named(id), is_collection: false, .. })
            if method == Method::Patch && model.type_def(*id).structure().is_some() =>
        {
            Payload::Changes(*id)
        }
        _ => value,
    }
}
