//! Actions and functions: parameters and results.

use super::{Ctx, Requests, results, shown, uncalled, value_types};
use crate::analysis::paths::{Found, RequestId};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::Body;
use crate::model::{
    ItemType, MemberStatement, Model, ODataOperation, ODataOperationId, ODataOperationKind, Operation, OperationId,
    Parameter, Type, TypeId,
};
use crate::source::{FileId, SourceMap, Span};
use crate::spelling::{did_you_mean, nearest};
use std::collections::{BTreeMap, BTreeSet};

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
        let instead = shown::instead(requests, operation, model.odata_operation(callee));
        if !instead.is_empty() {
            called.extend(instead);
            continue;
        }
        // Arguments that match no overload are reported with the URL.
        if !matches!(resolved.found, Found::Arguments) {
            parameters(ctx, requests, id, model.odata_operation(callee));
        }
        result(ctx, requests, operation, model.odata_operation(callee));
    }
    uncalled::check(ctx, requests, &called);
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

fn parameters(ctx: &mut Ctx<'_>, requests: &Requests<'_>, id: OperationId, odata_operation: &ODataOperation<TypeId>) {
    let operation = requests.model.operation(id);
    let stated = stated(requests, operation, odata_operation.kind);
    let find = |name: &str| odata_operation.parameters.iter().find(|it| it.name.value.eq_ignore_ascii_case(name));
    let is_nested = |name: &str| odata_operation.parameters.iter().any(|it| has_member(requests.model, &it.ty, name));
    let is_about_members = stated.iter().all(|it| find(&it.name.value).is_some() || is_nested(&it.name.value));
    for member in stated {
        match find(&member.name.value) {
            Some(parameter) => check_parameter(ctx, operation, odata_operation, member, parameter),
            // Tables of function pages contain path and query parameters, too.
            None if odata_operation.kind == ODataOperationKind::Function
                || member.name.value.contains(['@', '/', '.']) => {}
            None if is_nested(&member.name.value) || is_of_other(requests, id, &member.name.value) => {}
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
    let unlisted: Vec<_> =
        odata_operation.parameters.iter().filter(|it| !is_listed(&it.name.value) && !is_described(it)).collect();
    // A parameter that is listed under a misspelled name is not missing.
    let misspelled: Vec<&str> = stated
        .iter()
        .filter(|it| find(&it.name.value).is_none())
        .filter_map(|it| nearest(&it.name.value, unlisted.iter().map(|it| &*it.name.value)))
        .collect();
    let is_missing = |name: &str| !misspelled.contains(&name) && !is_hidden(ctx.sources, last.name.span, name);
    let missing: Vec<_> = unlisted.into_iter().filter(|it| is_missing(&it.name.value)).collect();
    for parameter in missing {
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

/// Whether another action or function that a page calls declares a parameter.
fn is_of_other(requests: &Requests<'_>, id: OperationId, name: &str) -> bool {
    let lines = requests.paths.requests.range(RequestId(id, 0)..=RequestId(id, u32::MAX));
    let called = lines.filter_map(|(_, it)| it.odata_operation).map(|it| requests.model.odata_operation(it));
    called.flat_map(|it| &it.parameters).any(|it| it.name.value.eq_ignore_ascii_case(name))
}

/// Whether a comment after a row of a table contains the row of another parameter.
fn is_hidden(sources: &SourceMap, row: Span, name: &str) -> bool {
    let text = &sources.file(row.file).text[row.end as usize..];
    let section = &text[..text.find("\n#").unwrap_or(text.len())];
    let comments = section.split("<!--").skip(1).filter_map(|it| it.split_once("-->"));
    let rows = comments.flat_map(|(it, _)| it.lines()).filter(|it| it.contains('|'));
    rows.flat_map(|it| it.split('|')).any(|it| it.trim().eq_ignore_ascii_case(name))
}

/// Whether a type declares or inherits a member.
fn has_member(model: &Model<TypeId>, ty: &Type<TypeId>, name: &str) -> bool {
    let ItemType::Named(id) = ty.item else { return false };
    let structures = model.lineage(id).into_iter().filter_map(|it| model.type_def(it).structure());
    structures.flat_map(|it| &it.properties).any(|it| it.name.value.eq_ignore_ascii_case(name))
}

fn check_parameter(
    ctx: &mut Ctx<'_>,
    operation: &Operation<TypeId>,
    odata_operation: &ODataOperation<TypeId>,
    row: &MemberStatement,
    parameter: &Parameter<TypeId>,
) {
    let declared = &*parameter.name.value;
    if declared != row.name.value && (!is_first_letter(declared, &row.name.value) || sends(operation, declared)) {
        let message = format!("the metadata spells `{}` as `{}`", row.name.value, parameter.name.value);
        let report = Diagnostic::new(Code::ParameterCase, row.name.span, message)
            .symbol(symbol(odata_operation, &row.name.value))
            .also(parameter.name.span, "declared here")
            .note("the spelling in the metadata is kept")
            .help(format!("write `{}`", parameter.name.value));
        ctx.diagnostics.report(report);
    }
    let owner = &odata_operation.name.value.name;
    value_types::check(ctx, row, (&parameter.ty, parameter.name.span), owner, |_| None);
}

/// Whether names with different case differ in the first letter only, which services accept.
fn is_first_letter(a: &str, b: &str) -> bool {
    a.get(1..) == b.get(1..)
}

/// Whether an example of the page sends a parameter of this name.
fn sends(operation: &Operation<TypeId>, name: &str) -> bool {
    let requests = operation.example_requests();
    requests.into_iter().any(|it| matches!(&it.body, Body::Json(json) if json.value.get(name).is_some()))
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
