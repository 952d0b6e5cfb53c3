//! Collections over several pages.

use crate::support::{Server, header, json};
use msgraph::{Collection, User};
use serde_json::json;

fn page(request: &crate::support::Seen, _: usize) -> http::Response<String> {
    let host = header(request, "host").expect("a host");
    let number = match request.uri().query() {
        Some(it) if it.contains("$skiptoken=2") => 2,
        Some(it) if it.contains("$skiptoken=1") => 1,
        _ => 0,
    };
    let mut page = json!({ "value": [{ "id": format!("{number}a") }, { "id": format!("{number}b") }] });
    if number < 2 {
        page["@odata.nextLink"] = format!("http://{host}/v1.0/users?$skiptoken={}", number + 1).into();
    }
    json(200, page)
}

#[tokio::test]
async fn items_of_all_pages_come_with_headers_kept() {
    let server = Server::start(page).await;
    let (client, _) = server.client();
    let request =
        msgraph::users().list().search("\"displayName:a\"").prefer_page_size(2).header("x-custom", "kept").top(2);
    let users = request.items(&client).try_collect().await.expect("three pages");
    let ids: Vec<_> = users.iter().filter_map(|it| it.id.as_deref()).collect();
    assert_eq!(ids, ["0a", "0b", "1a", "1b", "2a", "2b"]);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for request in &seen {
        assert_eq!(header(request, "consistencylevel"), Some("eventual"));
        assert_eq!(header(request, "prefer"), Some("odata.maxpagesize=2"));
        assert_eq!(header(request, "x-custom"), Some("kept"));
        assert_eq!(header(request, "authorization"), Some("Bearer secret-token"));
    }
    assert_eq!(seen[0].uri(), "/v1.0/users?$search=%22displayName:a%22&$top=2");
    assert_eq!(seen[2].uri(), "/v1.0/users?$skiptoken=2");
}

#[tokio::test]
async fn pages_can_be_left_and_taken_up_again() {
    let server = Server::start(page).await;
    let (client, _) = server.client();
    let mut pages = msgraph::users().list().pages(&client);
    let first: Collection<User> = pages.try_next().await.expect("a page").expect("the first");
    assert_eq!(first.value.len(), 2);
    let link = pages.next_link().expect("there is more").to_owned();
    drop(pages);
    let rest = msgraph::users().list().resume(link).items(&client).try_collect().await.expect("two pages");
    assert_eq!(rest.len(), 4);
}

#[tokio::test]
async fn a_next_link_to_another_host_gets_no_token() {
    let other = Server::start(|_, _| json(200, json!({ "value": [] }))).await;
    let link = format!("{}/v1.0/users?$skiptoken=1", other.url);
    let server =
        Server::start(move |_, _| json(200, json!({ "value": [{ "id": "1" }], "@odata.nextLink": link }))).await;
    let (client, _) = server.client();
    let mut items = msgraph::users().list().items(&client);
    assert!(items.try_next().await.expect("the first page").is_some());
    let err = items.try_next().await.expect_err("the link leads elsewhere");
    assert!(err.is_request(), "{err}");
    assert!(other.seen().is_empty());
    assert!(items.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn a_link_that_leads_to_itself_is_an_error() {
    let server = Server::start(|request, _| {
        let link = format!("http://{}/v1.0/users?$skiptoken=1", header(request, "host").expect("a host"));
        json(200, json!({ "value": [{}], "@odata.nextLink": link }))
    })
    .await;
    let (client, _) = server.client();
    let err = msgraph::users().list().items(&client).try_collect().await.expect_err("it never ends");
    assert!(err.to_string().contains("next link"), "{err}");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn links_that_lead_in_a_circle_are_an_error() {
    let server = Server::start(|_, count| {
        let link = format!("users?$skiptoken={}", ["a", "b"][count % 2]);
        json(200, json!({ "value": [], "@odata.nextLink": link }))
    })
    .await;
    let (client, _) = server.client();
    let err = msgraph::users().list().items(&client).try_collect().await.expect_err("it never ends");
    assert!(err.is_decode() && err.page().is_some(), "{err}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn links_may_be_relative_to_the_service_root() {
    let server = Server::start(|_, count| match count {
        0 => json(200, json!({ "value": [{}], "@odata.nextLink": "users?$skiptoken=1" })),
        _ => json(200, json!({ "value": [{}] })),
    })
    .await;
    let (client, _) = server.client();
    assert_eq!(msgraph::users().list().items(&client).try_collect().await.expect("two pages").len(), 2);
    assert_eq!(server.seen()[1].uri(), "/v1.0/users?$skiptoken=1");
}
