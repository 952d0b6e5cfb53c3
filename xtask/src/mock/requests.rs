//! Which values a request is sent with: those of its first valid example, else values made from its schemas.

use super::values::Values;
use graphwright::analysis::exchanges::{Exchange, Exchanges, Message, Value as Given};
use graphwright::model::OperationId;
use graphwright::model::json::Json;
use graphwright::rust::snippet::Snippet;

/// The code for a request.
pub(super) struct Sent {
    pub(super) snippet: Snippet,
    /// Whether an example of the description was not used, because it contradicts its schema.
    pub(super) has_invalid_example: bool,
}

/// The code for one request of an operation.
pub(super) fn sent(
    exchanges: &Exchanges<'_>,
    id: OperationId,
    made: &Values<'_>,
    write: impl Fn(&Exchange<'_>) -> Result<Snippet, String>,
) -> Result<Sent, String> {
    let bare = exchanges.bare(id);
    let values: Vec<Option<Json>> =
        bare.iter().map(|it| it.body.and_then(|it| made.at(it.content.media_type.span))).collect();
    let filled = bare.into_iter().zip(&values).map(|(it, value)| Exchange {
        body: it.body.map(|message| Message { value: value.as_ref(), ..message }),
        ..it
    });
    // Bytes of any content are the last resort: the server validates their media type only.
    let (stated, bytes): (Vec<_>, Vec<_>) =
        exchanges.of(id).into_iter().partition(|it| it.body.is_none_or(|it| it.value.is_some()));
    let (invalid, valid): (Vec<_>, Vec<_>) = stated.into_iter().partition(|it| has_invalid_body(it, made));
    let mut has_invalid_example = !invalid.is_empty();
    let all: Vec<Exchange<'_>> = valid.into_iter().chain(filled).chain(invalid).chain(bytes).collect();
    // An example of an optional parameter may not be a value of its type.
    let least = all.clone().into_iter().map(|it| Exchange { parameters: required(it.parameters), ..it });
    let mut error = "a parameter has no value".to_owned();
    for mut it in all.iter().cloned().chain(least) {
        has_invalid_example |= complete(&mut it.path, made) | complete(&mut it.parameters, made);
        match write(&it) {
            Ok(snippet) => return Ok(Sent { snippet, has_invalid_example }),
            Err(why) => error = why,
        }
    }
    Err(error)
}

/// Whether the body contradicts its schema.
fn has_invalid_body(exchange: &Exchange<'_>, made: &Values<'_>) -> bool {
    let is_invalid = |it: Message<'_>| it.value.is_some_and(|value| made.is_invalid(it.content.media_type.span, value));
    exchange.body.is_some_and(is_invalid)
}

/// The values of required parameters.
fn required(values: Vec<Given<'_>>) -> Vec<Given<'_>> {
    values.into_iter().filter(|it| it.input.is_none_or(|it| it.parameter.is_required)).collect()
}

/// Replaces values that are not valid examples by values of the schema; returns whether an example was not valid.
fn complete(values: &mut [Given<'_>], made: &Values<'_>) -> bool {
    let mut res = false;
    for it in values {
        let Some(input) = it.input else { continue };
        let place = input.parameter.name.span;
        let is_invalid = input.example.as_ref().is_some_and(|it| made.is_invalid(place, it));
        res |= is_invalid;
        if let Some(value) = made.at(place).filter(|_| is_invalid || input.example.is_none()) {
            it.value = value;
        }
    }
    res
}
