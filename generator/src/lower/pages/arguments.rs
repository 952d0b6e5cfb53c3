//! Parameters of functions that only the table of a page lists: `GET /things/{id}/near()` and a row `distance`.

use super::Names;
use crate::input::page::type_name::ItemText;
use crate::input::page::{Operation, Property as Row, Request};
use crate::model::Primitive;
use crate::model::http::{Argument, Method, Segment, UrlTemplate};
use crate::source::Spanned;
use std::sync::Arc;

/// The ends of names of keys. A row with such a name may describe a placeholder of another name.
const KEYS: [&str; 3] = ["id", "key", "name"];

/// The URL of a request. If it calls a function without arguments that no other source declares, it has the parameters of
/// the table.
pub(super) fn url(names: &Names<'_>, operation: &Operation, request: &Request) -> Arc<Spanned<UrlTemplate>> {
    let documented = || Arc::clone(&request.url);
    let UrlTemplate { segments, query } = &request.url.value;
    let Some((last, path)) = segments.split_last() else { return documented() };
    if request.method.value != Method::Get {
        return documented();
    }
    let Some(name) = function(operation, last) else { return documented() };
    let rows = operation.parameters.iter().filter(|row| is_argument(operation, path, row));
    let arguments: Vec<Argument> = rows.map(argument).collect();
    let is_complete = arguments.is_empty() || operation.requests.iter().any(has_arguments);
    if is_complete || names.declarations.has_function(name) {
        return documented();
    }
    let segments = path.iter().cloned().chain([Segment::Call(name.to_owned(), arguments)]).collect();
    Arc::new(Spanned::new(UrlTemplate { segments, query: query.clone() }, request.url.span))
}

/// Whether the page writes arguments in URLs: then functions without them have none.
fn has_arguments(request: &Request) -> bool {
    request.url.value.segments.iter().any(|it| matches!(it, Segment::Call(_, arguments) if !arguments.is_empty()))
}

/// The function that a segment calls without arguments. A name without parentheses is a function if an example calls it with
/// arguments.
fn function<'a>(operation: &Operation, segment: &'a Segment) -> Option<&'a str> {
    let is_call_of =
        |it: &Segment, name: &str| matches!(it, Segment::Call(it, given) if it == name && !given.is_empty());
    match segment {
        Segment::Call(name, arguments) if arguments.is_empty() => Some(name),
        Segment::Literal(name) => {
            let mut examples = operation.examples.iter().filter_map(|it| it.request.as_ref());
            let is_called = examples.any(|it| it.template.segments.last().is_some_and(|it| is_call_of(it, name)));
            is_called.then_some(name)
        }
        _ => None,
    }
}

/// Whether a row describes neither a key in the URL nor a part of the query.
fn is_argument(operation: &Operation, path: &[Segment], row: &Row) -> bool {
    let name = folded(&row.name.value);
    let keys: Vec<String> = path.iter().filter_map(key).map(folded).collect();
    let is_key = keys.iter().any(|it| it.contains(&name) || name.contains(it.as_str()));
    let may_be_key = !keys.is_empty() && KEYS.iter().any(|it| name.ends_with(it));
    let examples = operation.examples.iter().filter_map(|it| it.request.as_ref()).map(|it| &it.template);
    let mut queries = operation.requests.iter().map(|it| &it.url.value).chain(examples).flat_map(|it| &it.query);
    let is_in_query = name.starts_with('$') || queries.any(|(it, _)| folded(it) == name);
    !is_key && !may_be_key && !is_in_query
}

/// The name of a key in a URL.
fn key(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Placeholder(name) | Segment::ByPath(name) => Some(name),
        Segment::Keys(keys) => keys.first().map(|it| it.value.as_str()),
        _ => None,
    }
}

/// A name without case and separators: `thing-id` and `thingId` are the same.
fn folded(name: &str) -> String {
    name.chars().filter(|it| !matches!(it, '-' | '_' | ' ')).map(|it| it.to_ascii_lowercase()).collect()
}

/// The argument that a row describes. Strings have quotes.
fn argument(row: &Row) -> Argument {
    let name = row.name.value.clone();
    let is_quoted = row
        .ty
        .as_ref()
        .is_some_and(|it| !it.value.is_collection && matches!(it.value.item, ItemText::Primitive(Primitive::String)));
    Argument { value: name.clone(), name, is_quoted }
}
