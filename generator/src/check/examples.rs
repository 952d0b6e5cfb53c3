//! Checks examples: URLs against request lines, statuses, and bodies against their types.

mod abstracts;
mod alias;
mod arguments;
mod bodies;
mod claims;
mod context;
mod dynamic;
mod json;
mod likeness;
mod lines;
mod objects;
mod placeholders;
mod required;
mod shape;
mod subject;
mod url;
mod url_case;
mod values;

use crate::analysis::paths::Paths;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::example::Example;
use crate::model::{BodyRow, Index, Operation, OperationId, TypeId};
use crate::source::SourceMap;
use arguments::Arguments;
use rayon::prelude::*;

/// Checks the examples of every operation, in parallel; reports come in the order of the operations.
pub fn check(diagnostics: &mut Diagnostics, sources: &SourceMap, index: &Index<'_>, paths: &Paths) {
    let model = index.model;
    let arguments = Arguments::new(model, paths);
    let own = |(idx, it): (usize, &Operation<TypeId>)| {
        operation(sources, index, paths, &arguments, OperationId(idx as u32), it)
    };
    let all: Vec<Diagnostics> = model.operations.par_iter().enumerate().map(own).collect();
    all.into_iter().for_each(|it| diagnostics.extend(it));
}

fn operation(
    sources: &SourceMap,
    index: &Index<'_>,
    paths: &Paths,
    arguments: &Arguments<'_>,
    id: OperationId,
    operation: &Operation<TypeId>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let own = &operation.namespace;
    let mut ctx = Ctx {
        diagnostics: &mut diagnostics,
        sources,
        index,
        own,
        rows: &operation.body_rows,
        is_request: false,
        placeholders: Vec::new(),
    };
    url::check(&mut ctx, paths, arguments, id, operation);
    for example in operation.examples.iter() {
        arguments.check(ctx.diagnostics, id, operation, example);
        status(ctx.diagnostics, operation, example);
        let expected = bodies::expected(index.model, paths, id, operation, example);
        ctx.status(operation, &expected, example);
        ctx.bodies(operation, &expected, example);
        ctx.required(operation, &expected, example);
    }
    diagnostics
}

/// Reports a success status that neither the Response section nor the prose of an example describes. The target of a
/// redirect has its own status.
fn status(diagnostics: &mut Diagnostics, operation: &Operation<TypeId>, example: &Example) {
    let shown = example.response.as_ref().and_then(|it| it.status.as_ref());
    let (Some(shown), Some(documented)) = (shown, &operation.status) else { return };
    let redirects = operation.statuses.iter().any(|it| (300..400).contains(it));
    let is_own =
        example.request.as_ref().is_none_or(|it| operation.requests.iter().any(|line| line.method == it.method.value));
    let is_described = operation.statuses.is_empty()
        || operation.statuses.contains(&shown.value)
        || operation.codes.iter().any(|it| it.value == shown.value);
    if shown.value >= 400 || is_described || (redirects && shown.value < 300) || !is_own {
        return;
    }
    let message = format!("the example returns status {}, but the page documents {}", shown.value, documented.value);
    let report = Diagnostic::new(Code::OperationContradiction, shown.span, message)
        .symbol(&operation.title.value)
        .also(documented.span, "documented here")
        .note("the documented status is kept");
    diagnostics.report(report);
}

/// The examples of one operation being checked.
struct Ctx<'a, 'm> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    index: &'a Index<'m>,
    /// The namespace of unqualified names.
    own: &'a str,
    /// The rows that describe the body of the request.
    rows: &'a [BodyRow],
    /// Whether the current body is that of a request.
    is_request: bool,
    /// The placeholders in the current body, with the names of their members.
    placeholders: Vec<(String, Diagnostic)>,
}

impl Ctx<'_, '_> {
    /// The type that a name in the example refers to.
    fn find(&self, name: &str) -> Option<TypeId> {
        self.index.find_from(self.own, name.trim())
    }
}
