//! Requests as received by the server, and how responses are read.

use crate::support::{Server, header, json, with_header};
use graphwright_runtime::{Path, Value};
use msgraph::{DirectoryObject, Field, Group, Message, Reference, User};
use serde_json::json;

#[tokio::test]
async fn options_become_a_query() {
    let server = Server::start(|_, _| json(200, json!({ "value": [], "@odata.count": 0 }))).await;
    let (client, _) = server.client();
    let request = msgraph::me()
        .messages()
        .list()
        .select((Message::SUBJECT, Message::IS_READ))
        .select(Message::FROM)
        .filter(Message::SUBJECT.starts_with("it's & that"))
        .filter(Message::IS_READ.eq(false))
        .order_by((Message::RECEIVED_DATE_TIME.desc(), Message::SUBJECT))
        .top(5)
        .skip(10)
        .with_count();
    let page = request.send(&client).await.expect("a page");
    assert_eq!(page.count, Some(0));
    let query = server.seen()[0].uri().query().expect("a query").to_owned();
    let expected = "$select=subject,isRead,from\
        &$filter=(startswith(subject,%27it%27%27s%20%26%20that%27))%20and%20(isRead%20eq%20false)\
        &$orderby=receivedDateTime%20desc,subject&$top=5&$skip=10&$count=true";
    assert_eq!(query, expected);
    assert_eq!(header(&server.seen()[0], "consistencylevel"), Some("eventual"));
}

#[tokio::test]
async fn what_is_expanded_has_options_of_its_own() {
    let members: Field<Group, Vec<DirectoryObject>> = Field::new("members");
    let owners: Field<Group, Vec<DirectoryObject>> = Field::new("owners");
    let id: Field<DirectoryObject, String> = Field::new("id");
    let request =
        msgraph::groups().list().expand((members.expanded().select(id.clone()).top(5).order_by(id.desc()), owners));
    let uri = request.to_http().expect("valid").uri().to_string();
    assert_eq!(uri, "/v1.0/groups?$expand=members($select%3Did%3B$top%3D5%3B$orderby%3Did%20desc),owners");
}

#[tokio::test]
async fn references_lead_to_the_clients_own_service() {
    let server = Server::start(|_, _| with_header(204, "x-none", "")).await;
    let (client, _) = server.client();
    let user = msgraph::users().id("a b");
    msgraph::groups().id("g").members().add_ref(&user).send(&client).await.expect("no content");
    let manager: Field<User, DirectoryObject> = Field::new("manager");
    msgraph::me()
        .update()
        .bind(manager, &user)
        .set(User::DEPARTMENT, "R&D".to_owned())
        .send(&client)
        .await
        .expect("no content");
    let owners: Field<Group, Vec<DirectoryObject>> = Field::new("owners");
    let group = Group { display_name: Some("G".to_owned()), ..Group::default() };
    msgraph::groups().create(&group).bind_all(owners, [&user]).send(&client).await.expect("no content");
    let body = |idx: usize| serde_json::from_slice::<Value>(server.seen()[idx].body()).expect("JSON");
    let url = format!("{}/v1.0/users/a%20b", server.url);
    assert_eq!(body(0), json!({ "@odata.id": url }));
    assert_eq!(body(1), json!({ "department": "R&D", "manager@odata.bind": url }));
    assert_eq!(body(2), json!({ "displayName": "G", "owners@odata.bind": [url] }));
    assert_eq!(Reference::from(&user).url(), "/v1.0/users/a%20b", "no client says where the service is");
}

#[tokio::test]
async fn etags_guard_reads_and_writes() {
    let server = Server::start(|request, _| match (header(request, "if-match"), header(request, "if-none-match")) {
        (Some(_), _) => json(412, r#"{"error":{"code":"ErrorIrresolvableConflict","message":"Changed."}}"#),
        (_, Some(_)) => with_header(304, "etag", "W/\"1\""),
        _ => json(200, r#"{"@odata.etag":"W/\"1\""}"#),
    })
    .await;
    let (client, _) = server.client();
    let event = msgraph::me().events().id("e");
    let full = event.get().send_full(&client).await.expect("an event");
    assert_eq!((full.status().as_u16(), full.headers()["content-type"].to_str().ok()), (200, Some("application/json")));
    let err = event.get().if_none_match("W/\"1\"").send(&client).await.expect_err("a 304");
    assert!(err.is_not_modified());
    let update = event.update().if_match("W/\"0\"").set(msgraph::Event::SUBJECT, "x".to_owned());
    assert!(update.send(&client).await.expect_err("a 412").is_precondition_failed());
}

#[tokio::test]
async fn preferences_add_up() {
    let request = msgraph::me().events().list().prefer_time_zone("Pacific \"Standard\" Time").prefer_page_size(5);
    let request = request.prefer_unknown_enum_members().to_http().expect("valid");
    let expected = "outlook.timezone=\"Pacific Standard Time\", odata.maxpagesize=5, include-unknown-enum-members";
    assert_eq!(request.headers()["prefer"], expected);
    for (name, value) in [("x", "a\r\nb: c"), ("x y", "a"), ("", "a"), ("x", "\0")] {
        assert!(msgraph::me().get().header(name, value).to_http().is_err(), "{name}: {value:?}");
    }
}

#[tokio::test]
async fn paths_that_the_crate_lacks_are_sent_as_safely() {
    let server = Server::start(|_, _| json(200, r#"{"value":[{"id":"1"}]}"#)).await;
    let (client, _) = server.client();
    let path = Path::from_template("v1.0", "/teams/{id}/channels", &["a/b"]);
    let request =
        graphwright_runtime::Request::<Value>::new(graphwright_runtime::Method::GET, path, []).query("$top", "1");
    assert_eq!(request.send(&client).await.expect("JSON")["value"][0]["id"], "1");
    assert_eq!(server.seen()[0].uri(), "/v1.0/teams/a%2Fb/channels?$top=1");
}

#[tokio::test]
async fn a_response_that_is_not_as_described_says_where() {
    let server =
        Server::start(|_, _| json(200, r#"{"value":[{"id":"1"},{"id":"2","accountEnabled":"my-secret"}]}"#)).await;
    let (client, _) = server.client();
    let err = msgraph::users().list().send(&client).await.expect_err("a string is no boolean");
    let decode = err.decode_error().expect("it came, and was not right");
    assert_eq!(
        (decode.path(), decode.expected(), decode.found()),
        ("value[1].accountEnabled", Some("a boolean"), "a string")
    );
    assert!(!format!("{err} {err:?}").contains("my-secret"), "{err:?}");
    assert!(err.body_bytes().is_some_and(|it| it.ends_with(b"}")));
}

#[tokio::test]
async fn errors_have_everything_that_came() {
    let server = Server::start(|_, _| {
        let body = r#"{"error":{"code":"Authorization_RequestDenied","message":"No \"rights\".\r\n","innerError":{"code":"a","innerError":{"code":"b"}}}}"#;
        let mut res = json(403, body);
        res.headers_mut().insert("request-id", "r-1".parse().expect("a header"));
        res
    })
    .await;
    let (client, _) = server.client();
    let err = msgraph::users().id("1").get().send(&client).await.expect_err("a 403");
    assert!(err.is_forbidden() && !err.is_not_found());
    assert_eq!((err.code(), err.message()), (Some("Authorization_RequestDenied"), Some("No \"rights\".\r\n")));
    assert_eq!(err.inner_codes().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(err.request_id(), Some("r-1"));
    assert_eq!(err.client_request_id(), header(&server.seen()[0], "client-request-id"));
    assert!(err.to_string().contains("User.Read"), "{err}");
}

#[tokio::test]
async fn bytes_are_compressed_on_the_way() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    msgraph::me().get().send(&client).await.expect("a user");
    assert_eq!(header(&server.seen()[0], "accept-encoding"), Some("gzip"));
}
