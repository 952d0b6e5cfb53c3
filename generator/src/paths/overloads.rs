//! Which of several functions a URL means, and how URLs spell a function.

use super::{Found, StepKind, Tail};
use crate::model::{Callable, CallableKind, ItemType, Primitive, TypeId};
use crate::page::http::Argument;

/// How well arguments fit the parameters: exactly, but for case, or not.
pub(super) fn fit(callable: &Callable<TypeId>, arguments: &[Argument]) -> Found {
    if callable.kind == CallableKind::Action {
        return if arguments.is_empty() { Found::Declared } else { Found::Arguments };
    }
    let fits = |same: &dyn Fn(&str, &str) -> bool| {
        let is_declared =
            |it: &Argument| callable.parameters.iter().any(|parameter| same(&parameter.name.value, &it.name));
        let is_given = |name: &str| arguments.iter().any(|it| same(name, &it.name));
        arguments.iter().all(is_declared)
            && callable.parameters.iter().all(|it| !it.is_required || is_given(&it.name.value))
    };
    if fits(&|a, b| a == b) {
        Found::Declared
    } else if fits(&|a, b| a.eq_ignore_ascii_case(b)) {
        Found::Case
    } else if arguments.is_empty() {
        Found::NoArguments
    } else {
        Found::Arguments
    }
}

/// How many arguments are missing or too many.
pub(super) fn distance(callable: &Callable<TypeId>, arguments: &[Argument]) -> usize {
    let has = |name: &str| arguments.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).count();
    let shared: usize = callable.parameters.iter().map(|it| has(&it.name.value)).sum();
    (callable.parameters.len() + arguments.len()).saturating_sub(2 * shared)
}

/// How a URL that goes on behind a function spells it.
pub(super) fn step(root: &str, callable: &Callable<TypeId>) -> StepKind {
    match tail(root, callable) {
        Tail::Function(name, arguments) => StepKind::Function(name, arguments),
        Tail::Segment(name) => StepKind::Segment(name),
        Tail::None => StepKind::Segment(callable.name.value.name.clone()),
    }
}

/// How a URL that ends with an action or function spells it. Names of other namespaces than `root` are qualified.
pub(super) fn tail(root: &str, callable: &Callable<TypeId>) -> Tail {
    let name = &callable.name.value;
    let name = if name.namespace == root { name.name.clone() } else { name.to_string() };
    if callable.kind == CallableKind::Action || callable.parameters.is_empty() {
        return Tail::Segment(name);
    }
    let arguments = callable.parameters.iter().map(|it| Argument {
        name: it.name.value.clone(),
        value: it.name.value.clone(),
        is_quoted: !it.ty.is_collection && it.ty.item == ItemType::Primitive(Primitive::String),
    });
    Tail::Function(name, arguments.collect())
}
