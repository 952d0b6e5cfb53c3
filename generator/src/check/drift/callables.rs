//! Actions and functions: parameters, results, and those that no page documents.

use super::{Ctx, Requests, value_types};
use crate::analysis::paths::{Found, RequestId};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    Callable, CallableId, CallableKind, ItemType, MemberStatement, Operation, OperationId, Parameter, QualifiedName,
    TypeId,
};
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>) {
    let model = requests.model;
    let mut called: BTreeSet<CallableId> = BTreeSet::new();
    let mut compared: BTreeSet<(FileId, CallableId)> = BTreeSet::new();
    let mixed = mixed(requests);
    for (RequestId(id, _), operation, resolved) in requests.all() {
        let Some(callee) = resolved.callable else { continue };
        called.insert(callee);
        if mixed.contains(&id) || !compared.insert((operation.page, callee)) {
            continue;
        }
        // Arguments that fit no overload are reported with the URL.
        if !matches!(resolved.found, Found::Arguments) {
            parameters(ctx, requests, operation, model.callable(callee));
        }
        result(ctx, operation, model.callable(callee));
    }
    undocumented(ctx, requests, &called);
}

/// Operations whose request lines do not all call one action or function: what their pages say of bodies and results is not
/// said of each line.
fn mixed(requests: &Requests<'_>) -> BTreeSet<OperationId> {
    let mut names: BTreeMap<OperationId, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (RequestId(operation, _), _, resolved) in requests.all() {
        let name = resolved.callable.map(|it| &*requests.model.callable(it).name.value.name);
        names.entry(operation).or_default().insert(name);
    }
    names.into_iter().filter(|(_, names)| names.len() > 1).map(|(id, _)| id).collect()
}

/// What is said of the parameters: of an action in the body, of a function in the URL.
fn stated<'a>(requests: &Requests<'a>, operation: &Operation<TypeId>, kind: CallableKind) -> &'a [MemberStatement] {
    let Some(statement) = requests.statements.operations.get(&operation.page) else { return &[] };
    match kind {
        CallableKind::Action => &statement.body,
        CallableKind::Function => &statement.url,
    }
}

fn parameters(ctx: &mut Ctx<'_>, requests: &Requests<'_>, operation: &Operation<TypeId>, callable: &Callable<TypeId>) {
    let stated = stated(requests, operation, callable.kind);
    let find = |name: &str| callable.parameters.iter().find(|it| it.name.value.eq_ignore_ascii_case(name));
    for member in stated {
        match find(&member.name.value) {
            Some(parameter) => check_parameter(ctx, callable, member, parameter),
            // Tables of function pages hold path and query parameters, too.
            None if callable.kind == CallableKind::Function || member.name.value.contains(['@', '/', '.']) => {}
            None => undeclared(ctx, callable, member),
        }
    }
    // A page without a table may describe the body by a type, or not at all.
    if stated.is_empty() {
        return;
    }
    let is_listed = |name: &str| stated.iter().any(|it| it.name.value.eq_ignore_ascii_case(name));
    for parameter in callable.parameters.iter().filter(|it| !is_listed(&it.name.value)) {
        let message = format!(
            "the page does not list the parameter `{}` of `{}`",
            parameter.name.value, callable.name.value.name
        );
        let report = Diagnostic::new(Code::ParameterUndocumented, operation.title.span, message)
            .symbol(symbol(callable, &parameter.name.value))
            .also(parameter.name.span, "declared here")
            .note("the model has it without a description");
        ctx.diagnostics.report(report);
    }
}

fn check_parameter(
    ctx: &mut Ctx<'_>,
    callable: &Callable<TypeId>,
    row: &MemberStatement,
    parameter: &Parameter<TypeId>,
) {
    if parameter.name.value != row.name.value {
        let message = format!("the metadata spells `{}` as `{}`", row.name.value, parameter.name.value);
        let report = Diagnostic::new(Code::ParameterCase, row.name.span, message)
            .symbol(symbol(callable, &row.name.value))
            .also(parameter.name.span, "declared here")
            .note("the name of the metadata is used")
            .help(format!("write `{}`", parameter.name.value));
        ctx.diagnostics.report(report);
    }
    value_types::check(ctx, row, &parameter.ty, parameter.name.span, &callable.name.value.name);
}

/// `sendMail.message`.
fn symbol(callable: &Callable<TypeId>, parameter: &str) -> String {
    format!("{}.{parameter}", callable.name.value.name)
}

fn undeclared(ctx: &mut Ctx<'_>, callable: &Callable<TypeId>, row: &MemberStatement) {
    let message = format!("the metadata declares no parameter `{}` of `{}`", row.name.value, callable.name.value.name);
    let report = Diagnostic::new(Code::ParameterUndeclared, row.name.span, message)
        .symbol(symbol(callable, &row.name.value))
        .also(callable.name.span, "declared here")
        .note("the parameters of the metadata are sent");
    ctx.diagnostics.report(report);
}

/// What comes back, where the page names a type.
fn result(ctx: &mut Ctx<'_>, operation: &Operation<TypeId>, callable: &Callable<TypeId>) {
    let (documented, declared) = match (&operation.response, &callable.result) {
        (Some(documented), Some(declared)) => (documented, declared),
        (Some(documented), None) if matches!(documented.item, ItemType::Named(_)) => {
            let documented = format!("`{}`", value_types::shown(ctx, documented));
            return unlike(ctx, operation.title.span, callable, &documented, "nothing");
        }
        (None, Some(declared)) => {
            let Some(status) = operation.status.as_ref().filter(|it| it.value == 204) else { return };
            let declared = format!("`{}`", value_types::shown(ctx, declared));
            return unlike(ctx, status.span, callable, "nothing (204)", &declared);
        }
        _ => return,
    };
    let (ItemType::Named(a), ItemType::Named(b)) = (&documented.item, &declared.item) else { return };
    if ctx.types.are_related(*a, *b) && documented.is_collection == declared.is_collection {
        return;
    }
    let documented = format!("`{}`", value_types::shown(ctx, documented));
    let declared = format!("`{}`", value_types::shown(ctx, declared));
    unlike(ctx, operation.title.span, callable, &documented, &declared);
}

/// What is documented to come back is not what is declared to.
fn unlike(ctx: &mut Ctx<'_>, span: Span, callable: &Callable<TypeId>, documented: &str, declared: &str) {
    let name = &callable.name.value.name;
    let message = format!("`{name}` is documented to return {documented}, and declared to return {declared}");
    let report = Diagnostic::new(Code::ResultDiffers, span, message)
        .symbol(name)
        .also(callable.name.span, "declared here")
        .note("the metadata wins");
    ctx.diagnostics.report(report);
}

/// Actions and functions that no request line calls; of overloads that no page tells apart, one is enough.
fn undocumented(ctx: &mut Ctx<'_>, requests: &Requests<'_>, called: &BTreeSet<CallableId>) {
    let model = requests.model;
    let steps = requests.paths.places.iter().flat_map(|it| &it.steps).filter_map(|it| it.callable);
    let mut known: HashSet<_> = called.iter().copied().chain(steps).map(|it| overloads(model.callable(it))).collect();
    for callable in model.callables.iter().filter(|it| it.declared().is_some()) {
        if !known.insert(overloads(callable)) {
            continue;
        }
        let kind = if callable.kind == CallableKind::Action { "action" } else { "function" };
        let message = format!("no page documents the {kind} `{}`{}", callable.name.value.name, bound_to(ctx, callable));
        let report = Diagnostic::new(Code::CallableUndocumented, callable.name.span, message);
        ctx.diagnostics.report(report.symbol(&callable.name.value.name));
    }
}

/// What the overloads of an action or function have in common: its name, and what it is bound to.
fn overloads(it: &Callable<TypeId>) -> (&QualifiedName, Option<(&ItemType<TypeId>, bool)>) {
    (&it.name.value, it.binding.as_ref().map(|it| (&it.item, it.is_collection)))
}

/// *of user*; nothing where it is not bound to a type.
fn bound_to(ctx: &Ctx<'_>, callable: &Callable<TypeId>) -> String {
    match callable.binding.as_ref().map(|it| (&it.item, it.is_collection)) {
        Some((ItemType::Named(id), false)) => format!(" of `{}`", ctx.types.short(*id)),
        Some((ItemType::Named(id), true)) => format!(" of collections of `{}`", ctx.types.short(*id)),
        _ => String::new(),
    }
}
