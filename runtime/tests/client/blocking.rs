//! The blocking client.
#![cfg(feature = "blocking")]

use graphwright_runtime::blocking;
use graphwright_runtime::test::{BASE_URL, Reply, Service, get};

#[test]
fn requests_and_pages_are_waited_for() {
    let service = Service::new();
    service.on(get("/v1.0/me")).reply(Reply::json(r#"{"id":"1"}"#));
    let link = format!("{BASE_URL}/v1.0/users?$skiptoken=1");
    let first = format!(r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":"{link}"}}"#);
    service.on(get("/v1.0/users").without_query("$skiptoken")).reply(Reply::json(first));
    service.on(get("/v1.0/users").query("$skiptoken", "1")).reply(Reply::json(r#"{"value":[{"id":"2"}]}"#));
    let client = blocking::Client::new(service.client()).expect("a runtime");
    assert_eq!(msgraph::me().get().send_blocking(&client).expect("a user").id.as_deref(), Some("1"));
    let users: Result<Vec<_>, _> = msgraph::users().list().items_blocking(&client).collect();
    assert_eq!(users.expect("two pages").len(), 2);
    service.finish();
}

#[tokio::test]
async fn a_client_can_be_dropped_in_async_code() {
    let client = blocking::Client::new(Service::new().client()).expect("a runtime");
    let items = msgraph::users().list().items_blocking(&client);
    drop((client, items));
}
