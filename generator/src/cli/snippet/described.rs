//! Operations of OpenAPI descriptions, and their examples.

use graphwright::analysis::exchanges::Exchange;
use graphwright::model::{Operation, OperationId, TypeId};
use graphwright::pipeline::Checked;
use graphwright::rust::snippet::Snippets;

/// The operation of a description, and the number or name of its example. An operation is named by its `operationId`, by its
/// name in an export, or by its request line.
pub(super) fn find<'t>(checked: &Checked, wanted: &'t str) -> Option<(OperationId, Option<&'t str>)> {
    let whole = operation(checked, wanted).map(|id| (id, None));
    whole.or_else(|| {
        let (name, example) = wanted.rsplit_once('#')?;
        Some((operation(checked, name)?, Some(example)))
    })
}

fn operation(checked: &Checked, wanted: &str) -> Option<OperationId> {
    let mut all = (0..).map(OperationId).zip(&checked.model.operations);
    all.find(|(_, it)| names(it).iter().any(|it| it == wanted)).map(|(id, _)| id)
}

/// The names of all operations of descriptions: the `operationId`, else the name in an export.
pub(super) fn all_names(checked: &Checked) -> impl Iterator<Item = String> {
    checked.model.operations.iter().filter_map(|it| names(it).into_iter().next())
}

/// The names of an operation, the shortest first.
fn names(operation: &Operation<TypeId>) -> Vec<String> {
    let Some(contract) = &operation.contract else { return Vec::new() };
    let id = contract.id.iter().map(|it| it.value.clone());
    let lines = operation.requests.iter().map(|it| format!("{} {}", it.method, it.url.value));
    id.chain([contract.name.clone()]).chain(lines).collect()
}

/// The exchange of this number, from 1, or of this name.
pub(super) fn exchange<'m>(
    snippets: &Snippets<'m>,
    checked: &Checked,
    id: OperationId,
    example: Option<&str>,
) -> Result<Exchange<'m>, String> {
    let names = names(checked.model.operation(id));
    let name = names.first().map_or("", String::as_str);
    let all = snippets.exchanges(id);
    if all.is_empty() {
        return Err(format!("`{name}` has no example of its body, or of a required parameter"));
    }
    super::chosen(name, &all, |it| it.name, example).cloned()
}
