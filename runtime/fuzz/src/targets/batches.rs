//! Responses of batches: each request has exactly one outcome.

use crate::service::{Service, wait};
use graphwright_runtime::{Batch, http::Response};

pub(super) const ANSWERS: &[&str] = &[
    r#"{"responses":[{"id":"1","status":200,"body":{"id":"a"}},{"id":"2","status":404,"body":{"error":{"code":"c"}}}]}"#,
    r#"{"responses":[{"id":2,"status":429,"headers":{"Retry-After":"7"}},{"id":"0","status":401}],"@odata.nextLink":"n"}"#,
    r#"{"responses":[{"id":"1","status":302,"headers":{"Location":"x"}},{"id":"1","status":200,"body":"aGVsbG8="}]}"#,
];

pub(super) fn batch(input: &str) -> bool {
    let service = Service::new([Response::new(input.to_owned().into())]);
    let mut batch = Batch::new();
    let handles = ["a", "b", "c"].map(|id| batch.add(msgraph::users().id(id).get()));
    let mut responses = wait(batch.send(&service.client()));
    let results = handles.map(|it| responses.take(it));
    results.iter().any(Result::is_ok)
}
