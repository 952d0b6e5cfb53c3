//! Responses that differ by status, and their headers.

use crate::support::{Server, header, json, with_header};
use graphwright_runtime::http::HeaderMap;
use graphwright_runtime::{Method, Path, Request, UndeclaredResponse, Value, read_body, read_header};

#[derive(Debug, PartialEq)]
enum Forked {
    Created(Value),
    Accepted,
    Unrecognized(u16),
}

fn fork() -> Request<Forked> {
    Request::by_status(Method::POST, Path::root("").segment("forks"), [], |response| match response.status().as_u16() {
        201 => read_body(response).map(Forked::Created),
        202 => Ok(Forked::Accepted),
        _ => Ok(Forked::Unrecognized(UndeclaredResponse::from(response).status().as_u16())),
    })
}

struct Limits {
    left: Option<u32>,
}

impl From<&HeaderMap> for Limits {
    fn from(headers: &HeaderMap) -> Limits {
        Limits { left: read_header(headers, "X-Left") }
    }
}

#[tokio::test]
async fn responses_are_read_by_status() {
    let server = Server::start(|_, count| match count {
        0 => json(201, "[1]"),
        1 => with_header(202, "x-left", "5"),
        _ => json(226, "[2]"),
    })
    .await;
    let (client, _) = server.client();
    assert_eq!(fork().send(&client).await.expect("a 201"), Forked::Created(Value::from(vec![1])));
    let (body, limits): (Forked, Limits) = fork().send_with(&client).await.expect("a 202");
    assert_eq!((body, limits.left), (Forked::Accepted, Some(5)));
    assert_eq!(fork().send(&client).await.expect("a 226"), Forked::Unrecognized(226));
}

#[tokio::test]
async fn ids_of_requests_are_sent_to_services_that_know_them() {
    let server = Server::start(|_, _| json(404, "{}")).await;
    for (name, expected) in [(None, 0), (Some("x-request-id"), 36)] {
        let client = server.builder().0.request_id_header(name).build().expect("valid");
        let err = fork().send(&client).await.expect_err("a 404");
        assert_eq!(err.client_request_id().map_or(0, str::len), expected);
        let seen = server.seen();
        let last = seen.last().expect("a request");
        assert_eq!(header(last, "x-request-id"), err.client_request_id());
        assert_eq!(header(last, "client-request-id"), None);
    }
    assert!(server.builder().0.request_id_header("a b").build().is_err());
}
