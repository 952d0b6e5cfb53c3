//! Links in responses: the token is only sent to the service.

use crate::service::{Asked, HOST, Service, wait};
use graphwright_runtime::{
    Body,
    http::{HeaderValue, Response},
    json,
};
use url::Url;

pub(super) const LINKS: &[&str] = &[
    "https://service.example/v1.0/users?$skiptoken=x",
    "HTTPS://SERVICE.EXAMPLE:443/v1.0/users?a=b c",
    "//evil.example/x",
    "https://service.example@evil.example/",
    "/v1.0/users",
    "../y?q=<\"|ü>",
    "https:\\\\evil.example\\x",
    "http://service.example/",
    "?q=1",
    "\thttps://evil.example",
];
pub(super) const WAITS: &[&str] = &[
    "7",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "99999999999999999999",
    "-1",
    "1.5",
    "Fri, 31 Dec 9999 23:59:59 GMT",
];

pub(super) fn next_link(input: &str) -> bool {
    let page = json!({ "value": [], "@odata.nextLink": input });
    let service = Service::new([Response::new(page.to_string().into())]);
    let mut items = msgraph::users().list().items(&service.client());
    let _ = wait(items.try_next());
    check(&service.asked())
}

pub(super) fn redirect(input: &str) -> bool {
    let service = Service::new(with("location", 302, input));
    let _ = wait(msgraph::users().list().send(&service.client()));
    check(&service.asked())
}

/// Checks that tokens were only sent to the service; returns whether there were several requests.
fn check(asked: &[Asked]) -> bool {
    for it in asked.iter().filter(|it| it.has_token) {
        // Parsed like in the transport.
        let url = Url::parse(&it.url).expect("a URL");
        assert_eq!((url.scheme(), url.host_str(), url.port()), ("https", Some(HOST), None), "{it:?}");
        assert!(url.username().is_empty() && url.password().is_none(), "{it:?}");
    }
    asked.len() > 1
}

pub(super) fn retry_after(input: &str) -> bool {
    let service = Service::new(with("retry-after", 429, input));
    let result = wait(msgraph::users().list().send(&service.client()));
    assert!(result.is_ok() || service.asked().len() == 1, "a wait that is not beyond the deadline");
    service.asked().len() > 1
}

/// A response with a header, if the value is valid.
fn with(name: &'static str, status: u16, value: &str) -> Option<Response<Body>> {
    let value = HeaderValue::from_str(value).ok()?;
    Response::builder().status(status).header(name, value).body(Body::empty()).ok()
}
