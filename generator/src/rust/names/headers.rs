//! The names of structs for headers of responses. Operations with the same headers share a struct, so its name depends only
//! on the names of the headers.

use super::ident::{field, type_name, unique};
use super::letters::{Case, cased};
use crate::model::{Input, Model, OperationId, Type, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// A struct with the headers of responses.
#[derive(Clone, Debug)]
pub struct HeadersName {
    /// Its name.
    pub ident: String,
    /// Its fields, in the order of [`Contract::success_headers`](crate::model::Contract::success_headers).
    pub fields: Vec<String>,
    /// The first operation that has these headers.
    pub operation: OperationId,
}

/// The structs for headers, and which one an operation has.
#[derive(Clone, Debug, Default)]
pub(super) struct Headers {
    pub(super) all: Vec<HeadersName>,
    pub(super) by_operation: BTreeMap<OperationId, usize>,
}

/// The types of headers of some names, and the index of their struct.
type Known = (Vec<Type<TypeId>>, usize);

/// More headers are not part of a name.
const MAX_NAMES: usize = 3;

/// Names the headers of all operations.
pub(super) fn headers(model: &Model<TypeId>) -> Headers {
    let (mut res, mut taken) = (Headers::default(), BTreeSet::new());
    let mut known: BTreeMap<Vec<String>, Vec<Known>> = BTreeMap::new();
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        let headers = operation.contract.as_ref().map(|it| it.success_headers()).unwrap_or_default();
        if headers.is_empty() {
            continue;
        }
        let names: Vec<String> = headers.iter().map(|it| it.parameter.name.value.to_lowercase()).collect();
        let types: Vec<Type<TypeId>> = headers.iter().map(|it| it.parameter.ty.clone()).collect();
        let alike = known.entry(names).or_default();
        let idx = match alike.iter().find(|(it, _)| *it == types) {
            Some((_, idx)) => *idx,
            None => {
                alike.push((types, res.all.len()));
                res.all.push(named(&mut taken, id, &headers, alike.len()));
                res.all.len() - 1
            }
        };
        res.by_operation.insert(id, idx);
    }
    res
}

fn named(taken: &mut BTreeSet<String>, id: OperationId, headers: &[&Input<TypeId>], nth: usize) -> HeadersName {
    let names: Vec<&str> = headers.iter().map(|it| it.parameter.name.value.as_str()).collect();
    let qualified = format!("{} {nth}", names.join(" ").to_lowercase());
    let (ident, _) = unique(taken, Case::Camel, [type_name(&words(&names))], &qualified);
    let mut fields = BTreeSet::new();
    let fields = names.iter().map(|it| unique(&mut fields, Case::Snake, [field(it)], it).0).collect();
    HeadersName { ident, fields, operation: id }
}

/// The words that all names begin with, else the first names.
fn words(names: &[&str]) -> String {
    let split = |name: &str| cased(name, Case::Snake).split('_').map(str::to_owned).collect::<Vec<_>>();
    let mut shared = names.first().map(|it| split(it)).unwrap_or_default();
    for name in names {
        let words = split(name);
        let n = shared.iter().zip(&words).take_while(|(a, b)| a == b).count();
        shared.truncate(n);
    }
    match shared[..] {
        [] => names.iter().take(MAX_NAMES).copied().collect::<Vec<_>>().join(" "),
        // `X-` is no word.
        [ref only] if only == "x" => names.iter().take(MAX_NAMES).copied().collect::<Vec<_>>().join(" "),
        _ => shared.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_shared_words() {
        for (names, expected) in [
            (&["Link"][..], "link"),
            (&["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"], "ratelimit"),
            (&["X-Rate-Limit-Limit", "X-Rate-Limit-Reset"], "x rate limit"),
            (&["ETag", "Location"], "ETag Location"),
            (&["X-A", "X-B"], "X-A X-B"),
        ] {
            assert_eq!(words(names), expected);
        }
    }
}
