//! The names of methods of paths.

use super::ident::{field, in_order, unique};
use super::letters::Case;
use super::{parameters, report};
use crate::analysis::paths::{Call, Place, PlaceKind, Step, StepKind, Tail, Verb};
use crate::diagnostics::Diagnostics;
use crate::model::http::{Argument, Method};
use crate::model::{Model, ODataOperationId, Piece, TypeId};
use std::collections::BTreeSet;

/// The methods of a path.
#[derive(Clone, Debug)]
pub struct MethodNames {
    /// By the index in [`Place::steps`].
    pub steps: Vec<MethodName>,
    /// By the index in [`Place::calls`].
    pub calls: Vec<MethodName>,
}

/// A method, or a function of the root.
#[derive(Clone, Debug)]
pub struct MethodName {
    /// Its name.
    pub ident: String,
    /// The parameters of keys or functions in its segment of the URL, then the required headers.
    pub parameters: Vec<String>,
}

/// Names the methods of a place. Requests come first: `list`, `get` and `create` have the same meaning everywhere. Of the
/// overloads of a function, the one with the fewest arguments has the shortest name.
pub(super) fn methods(diagnostics: &mut Diagnostics, model: &Model<TypeId>, place: &Place) -> MethodNames {
    // The methods of every path.
    let mut taken: BTreeSet<String> = ["path", "clone"].into_iter().map(str::to_owned).collect();
    let calls = in_order(
        &place.calls,
        |it| (arguments(&it.tail).len(), ""),
        |call| {
            let wanted = call_names(model, call);
            let (ident, is_first) = unique(&mut taken, Case::Snake, wanted.clone(), &call_key(call));
            if let (false, Some(operation)) = (is_first, call.operations.first()) {
                let title = &model.operation(*operation).title;
                report(diagnostics, title.as_deref(), &title.value, &wanted[0], &ident);
            }
            MethodName { ident, parameters: parameters::of_call(model, call) }
        },
    );
    let steps = in_order(
        &place.steps,
        |it| (step_arguments(&it.kind).len(), ""),
        |step| {
            let (ident, _) = unique(&mut taken, Case::Snake, step_names(model, place, step), &step_key(step));
            MethodName { ident, parameters: parameters::of_step(model, step) }
        },
    );
    MethodNames { steps, calls }
}

fn arguments(tail: &Tail) -> &[Argument] {
    if let Tail::Function(_, arguments) = tail { arguments } else { &[] }
}

fn step_arguments(kind: &StepKind) -> &[Argument] {
    if let StepKind::Function(_, arguments) = kind { arguments } else { &[] }
}

fn step_names(model: &Model<TypeId>, place: &Place, step: &Step) -> Vec<String> {
    match &step.kind {
        StepKind::Key => vec!["id".to_owned(), "by_id".to_owned()],
        StepKind::Keys(keys) if matches!(place.kind, PlaceKind::Collection(ty) if model.keys(ty) == keys) => {
            vec!["id".to_owned(), "by_id".to_owned()]
        }
        StepKind::Keys(keys) => vec![field(&format!("by_{}", keys.join("_and_")))],
        StepKind::ByPath => vec!["by_path".to_owned()],
        StepKind::Segment(name) => match name.rsplit_once('.') {
            Some((_, last)) if !last.is_empty() => vec![field(&format!("as_{}", in_main(model, name)))],
            _ => vec![field(name), field(&format!("{name}_path"))],
        },
        StepKind::Function(name, arguments) => function_names(model, step.odata_operation, name, arguments),
        StepKind::Values(segments) => names_of_values(segments),
    }
}

/// The names of a step with variables: its first text, all texts, then also its variables. Without texts, it is a key.
fn names_of_values(segments: &[Vec<Piece>]) -> Vec<String> {
    let (mut texts, mut values) = (Vec::new(), Vec::new());
    for piece in segments.iter().flatten() {
        match piece {
            Piece::Text(text) => texts.push(text.as_str()),
            Piece::Value(name) => values.push(name.as_str()),
        }
    }
    let by = format!("by_{}", values.join("_and_"));
    let is_word = |it: &&str| it.contains(char::is_alphanumeric);
    texts.retain(is_word);
    match texts.first() {
        Some(first) => {
            let all = texts.join("_");
            vec![field(first), field(&all), field(&format!("{all}_{by}"))]
        }
        None if values.len() == 1 => vec!["id".to_owned(), field(&by)],
        None => vec![field(&by)],
    }
}

/// The name of a type without the main namespace. Those of other namespaces keep theirs: types of several namespaces may
/// have the same name.
fn in_main<'a>(model: &Model<TypeId>, name: &'a str) -> &'a str {
    name.strip_prefix(model.namespaces.root()).and_then(|it| it.strip_prefix('.')).unwrap_or(name)
}

/// What distinguishes a step from others of its place.
fn step_key(step: &Step) -> String {
    match &step.kind {
        StepKind::Key => "{id}".to_owned(),
        StepKind::Keys(keys) => format!("({})", keys.join(",")),
        StepKind::ByPath => ":/{path}:".to_owned(),
        StepKind::Segment(name) => name.clone(),
        StepKind::Function(name, arguments) => function_key(name, arguments),
        StepKind::Values(segments) => segments.iter().flatten().map(Piece::to_string).collect(),
    }
}

/// What distinguishes a call from others of its place.
fn call_key(call: &Call) -> String {
    let tail = match &call.tail {
        Tail::None => String::new(),
        Tail::Segment(name) => name.clone(),
        Tail::Function(name, arguments) => function_key(name, arguments),
    };
    format!("{} {tail}", call.method)
}

fn function_key(name: &str, arguments: &[Argument]) -> String {
    let names: Vec<&str> = arguments.iter().map(|it| it.name.as_str()).collect();
    format!("{name}({})", names.join(","))
}

/// The possible names of a call, from shortest to longest.
fn call_names(model: &Model<TypeId>, call: &Call) -> Vec<String> {
    let method = match call.method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
        Method::Head => "head",
    };
    let mut res = match (&call.verb, &call.tail) {
        (Verb::Invoke(_), Tail::Function(name, arguments)) => {
            function_names(model, call.odata_operation, name, arguments)
        }
        (Verb::Invoke(name), _) => vec![field(name)],
        (verb, tail) => fixed_names(verb, tail),
    };
    let first = res[0].trim_end_matches('_').to_owned();
    res.push(field(&format!("{first}_{method}")));
    res
}

/// The name of a function, without and with its required parameters.
fn function_names(
    model: &Model<TypeId>,
    odata_operation: Option<ODataOperationId>,
    name: &str,
    arguments: &[Argument],
) -> Vec<String> {
    let name = name.rsplit(['.', '/']).find(|it| !it.is_empty()).unwrap_or(name);
    let mut res = vec![field(name)];
    let optional =
        odata_operation.into_iter().flat_map(|it| &model.odata_operation(it).parameters).filter(|it| !it.is_required);
    let optional: BTreeSet<&str> = optional.map(|it| it.name.value.as_str()).collect();
    let parameters: Vec<&str> =
        arguments.iter().map(|it| it.name.as_str()).filter(|it| !it.is_empty() && !optional.contains(it)).collect();
    if !parameters.is_empty() {
        res.push(field(&format!("{name}_by_{}", parameters.join("_and_"))));
    }
    res
}

fn fixed_names(verb: &Verb, tail: &Tail) -> Vec<String> {
    let verb_name = match verb {
        Verb::Invoke(name) => return vec![field(name)],
        _ => field(verb.word()),
    };
    match (verb, tail) {
        // The stream of another resource: `photo/$value`.
        (Verb::Content | Verb::Upload | Verb::DeleteContent, Tail::Segment(tail)) => {
            let prefix = match verb {
                Verb::Upload => "upload_",
                Verb::DeleteContent => "delete_",
                _ => "",
            };
            let by_tail = field(&format!("{prefix}{tail}"));
            if matches!(tail.as_str(), "content" | "$value") {
                vec![verb_name, field(&format!("{by_tail}_stream"))]
            } else {
                vec![by_tail]
            }
        }
        _ => vec![verb_name],
    }
}
