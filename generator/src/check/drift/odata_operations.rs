//! Actions and functions: parameters, results, and undocumented ones.

use super::{Ctx, Requests, results, value_types};
use crate::analysis::paths::{Found, RequestId};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    ItemType, MemberStatement, Model, ODataOperation, ODataOperationId, ODataOperationKind, Operation, OperationId,
    Parameter, QualifiedName, Type, TypeId,
};
use crate::source::{FileId, Span};
use crate::spelling::did_you_mean;
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>) {
    let model = requests.model;
    let mut called: BTreeSet<ODataOperationId> = BTreeSet::new();
    let mut compared: BTreeSet<(FileId, ODataOperationId)> = BTreeSet::new();
    let mixed = mixed(requests);
    for (RequestId(id, _), operation, resolved) in requests.all() {
        let Some(callee) = resolved.odata_operation else { continue };
        called.insert(callee);
        if mixed.contains(&id) || !compared.insert((operation.page, callee)) {
            continue;
        }
        // Arguments that match no overload are reported with the URL.
        if !matches!(resolved.found, Found::Arguments) {
            parameters(ctx, requests, operation, model.odata_operation(callee));
        }
        result(ctx, requests, operation, model.odata_operation(callee));
    }
    undocumented(ctx, requests, &called);
}

/// Operations whose request lines do not all call the same action or function: their bodies and results may not apply to
/// each line.
fn mixed(requests: &Requests<'_>) -> BTreeSet<OperationId> {
    let mut names: BTreeMap<OperationId, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (RequestId(operation, _), _, resolved) in requests.all() {
        let name = resolved.odata_operation.map(|it| &*requests.model.odata_operation(it).name.value.name);
        names.entry(operation).or_default().insert(name);
    }
    names.into_iter().filter(|(_, names)| names.len() > 1).map(|(id, _)| id).collect()
}

/// The documented parameters: in the body for an action, in the URL for a function.
fn stated<'a>(
    requests: &Requests<'a>,
    operation: &Operation<TypeId>,
    kind: ODataOperationKind,
) -> &'a [MemberStatement] {
    let Some(statement) = requests.statements.get(&operation.page) else { return &[] };
    match kind {
        ODataOperationKind::Action => &statement.body,
        ODataOperationKind::Function => &statement.url,
    }
}

fn parameters(
    ctx: &mut Ctx<'_>,
    requests: &Requests<'_>,
    operation: &Operation<TypeId>,
    odata_operation: &ODataOperation<TypeId>,
) {
    let stated = stated(requests, operation, odata_operation.kind);
    let find = |name: &str| odata_operation.parameters.iter().find(|it| it.name.value.eq_ignore_ascii_case(name));
    let is_nested = |name: &str| odata_operation.parameters.iter().any(|it| has_member(requests.model, &it.ty, name));
    let is_about_members = stated.iter().all(|it| find(&it.name.value).is_some() || is_nested(&it.name.value));
    for member in stated {
        match find(&member.name.value) {
            Some(parameter) => check_parameter(ctx, odata_operation, member, parameter),
            // Tables of function pages contain path and query parameters, too.
            None if odata_operation.kind == ODataOperationKind::Function
                || member.name.value.contains(['@', '/', '.']) => {}
            None if is_nested(&member.name.value) => {}
            None => undeclared(ctx, odata_operation, member),
        }
    }
    // A page without a table may describe the body by a type, or not at all.
    let Some(last) = stated.last() else { return };
    let is_listed = |name: &str| stated.iter().any(|it| it.name.value.eq_ignore_ascii_case(name));
    // A table of the members of a parameter describes that parameter.
    let is_described = |it: &Parameter<TypeId>| {
        is_about_members && stated.iter().any(|row| has_member(requests.model, &it.ty, &row.name.value))
    };
    let unlisted = odata_operation.parameters.iter().filter(|it| !is_listed(&it.name.value) && !is_described(it));
    for parameter in unlisted {
        let message = format!(
            "the page does not list the parameter `{}` of `{}`",
            parameter.name.value, odata_operation.name.value.name
        );
        let report = Diagnostic::new(Code::ParameterUndocumented, last.name.span, message)
            .label("last row of the table")
            .symbol(symbol(odata_operation, &parameter.name.value))
            .also(parameter.name.span, "declared here")
            .note("kept without a description");
        ctx.diagnostics.report(report);
    }
}

/// Whether a type declares or inherits a member.
fn has_member(model: &Model<TypeId>, ty: &Type<TypeId>, name: &str) -> bool {
    let ItemType::Named(id) = ty.item else { return false };
    let structures = model.lineage(id).into_iter().filter_map(|it| model.type_def(it).structure());
    structures.flat_map(|it| &it.properties).any(|it| it.name.value.eq_ignore_ascii_case(name))
}

fn check_parameter(
    ctx: &mut Ctx<'_>,
    odata_operation: &ODataOperation<TypeId>,
    row: &MemberStatement,
    parameter: &Parameter<TypeId>,
) {
    if parameter.name.value != row.name.value {
        let message = format!("the metadata spells `{}` as `{}`", row.name.value, parameter.name.value);
        let report = Diagnostic::new(Code::ParameterCase, row.name.span, message)
            .symbol(symbol(odata_operation, &row.name.value))
            .also(parameter.name.span, "declared here")
            .note("the spelling in the metadata is kept")
            .help(format!("write `{}`", parameter.name.value));
        ctx.diagnostics.report(report);
    }
    value_types::check(ctx, row, &parameter.ty, parameter.name.span, &odata_operation.name.value.name);
}

/// `sendMail.message`.
fn symbol(odata_operation: &ODataOperation<TypeId>, parameter: &str) -> String {
    format!("{}.{parameter}", odata_operation.name.value.name)
}

fn undeclared(ctx: &mut Ctx<'_>, odata_operation: &ODataOperation<TypeId>, row: &MemberStatement) {
    let message = format!(
        "the metadata does not declare a parameter `{}` of `{}`",
        row.name.value, odata_operation.name.value.name
    );
    let mut report = Diagnostic::new(Code::ParameterUndeclared, row.name.span, message)
        .symbol(symbol(odata_operation, &row.name.value))
        .also(odata_operation.name.span, format!("`{}` is declared here", odata_operation.name.value.name))
        .note("ignored: requests send the declared parameters");
    report.help = did_you_mean(&row.name.value, odata_operation.parameters.iter().map(|it| &*it.name.value));
    ctx.diagnostics.report(report);
}

/// The result, if the page names a type or documents that there is none.
fn result(
    ctx: &mut Ctx<'_>,
    requests: &Requests<'_>,
    operation: &Operation<TypeId>,
    odata_operation: &ODataOperation<TypeId>,
) {
    let stated = requests.statements.get(&operation.page).and_then(|it| it.result.as_ref());
    let declared = odata_operation.result.as_ref().map(|it| format!("`{}`", value_types::shown(ctx, it)));
    match (stated, &odata_operation.result, declared) {
        (Some(stated), Some(ty), Some(declared)) if results::differs(ctx, &stated.value, ty) => {
            let documented = format!("`{}`", value_types::stated(ctx, &stated.value));
            unlike(ctx, stated.span, odata_operation, &documented, &declared);
        }
        (Some(stated), None, _) if results::is_known(ctx, &stated.value) => {
            let documented = format!("`{}`", value_types::stated(ctx, &stated.value));
            unlike(ctx, stated.span, odata_operation, &documented, "nothing");
        }
        (None, _, Some(declared)) if operation.statuses == [204] => {
            let span = operation.status.as_ref().map_or(operation.title.span, |it| it.span);
            unlike(ctx, span, odata_operation, "nothing (204)", &declared);
        }
        _ => {}
    }
}

/// Reports a result that differs from the declared one.
fn unlike(ctx: &mut Ctx<'_>, span: Span, odata_operation: &ODataOperation<TypeId>, documented: &str, declared: &str) {
    let name = &odata_operation.name.value.name;
    let message = format!("`{name}` is documented to return {documented} but declared to return {declared}");
    let report = Diagnostic::new(Code::ResultDiffers, span, message)
        .symbol(name.as_str())
        .also(odata_operation.name.span, "declared here")
        .note("the declared result is kept");
    ctx.diagnostics.report(report);
}

/// Actions and functions that no request line calls. Overloads with the same binding are reported once.
fn undocumented(ctx: &mut Ctx<'_>, requests: &Requests<'_>, called: &BTreeSet<ODataOperationId>) {
    let model = requests.model;
    let steps = requests.paths.places.iter().flat_map(|it| &it.steps).filter_map(|it| it.odata_operation);
    let mut known: HashSet<_> =
        called.iter().copied().chain(steps).map(|it| overloads(model.odata_operation(it))).collect();
    for odata_operation in model.odata_operations.iter().filter(|it| it.declared().is_some()) {
        if !known.insert(overloads(odata_operation)) {
            continue;
        }
        let kind = if odata_operation.kind == ODataOperationKind::Action { "action" } else { "function" };
        let message = format!(
            "no page documents the {kind} `{}`{}",
            odata_operation.name.value.name,
            bound_to(ctx, odata_operation)
        );
        let report = Diagnostic::new(Code::CallableUndocumented, odata_operation.name.span, message);
        ctx.diagnostics.report(report.symbol(odata_operation.name.value.name.as_str()));
    }
}

/// The common part of the overloads of an action or function: its name, and its binding type.
fn overloads(it: &ODataOperation<TypeId>) -> (&QualifiedName, Option<(&ItemType<TypeId>, bool)>) {
    (&it.name.value, it.binding.as_ref().map(|it| (&it.item, it.is_collection)))
}

/// ` bound to …`; empty if it is not bound to a type.
fn bound_to(ctx: &Ctx<'_>, odata_operation: &ODataOperation<TypeId>) -> String {
    match odata_operation.binding.as_ref().map(|it| (&it.item, it.is_collection)) {
        Some((ItemType::Named(id), false)) => format!(" bound to `{}`", ctx.types.short(*id)),
        Some((ItemType::Named(id), true)) => format!(" bound to collections of `{}`", ctx.types.short(*id)),
        _ => String::new(),
    }
}
