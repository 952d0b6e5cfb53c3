//! Redirects, and tokens that are not sent to other hosts.

use crate::support::{Server, header, json, with_header};
use msgraph::UserSendMailBody;
use serde_json::json;

#[tokio::test]
async fn a_redirect_within_the_service_keeps_the_token() {
    let server = Server::start(|request, _| match request.uri().path() {
        "/v1.0/me" => with_header(307, "location", "/v1.0/users/1"),
        _ => json(200, json!({ "id": "1" })),
    })
    .await;
    let (client, _) = server.client();
    assert_eq!(msgraph::me().get().send(&client).await.expect("a user").id.as_deref(), Some("1"));
    assert_eq!(header(&server.seen()[1], "authorization"), Some("Bearer secret-token"));
}

#[tokio::test]
async fn a_redirect_to_another_host_gets_nothing_of_the_caller() {
    let other = Server::start(|_, _| json(200, "the content")).await;
    let target = format!("{}/download?tempauth=x", other.url);
    let server = Server::start(move |_, _| with_header(302, "location", &target)).await;
    let (builder, _) = server.builder();
    let client = builder.header("x-of-the-client", "confidential").build().expect("a valid configuration");
    let photo = msgraph::me().photo().content().header("x-of-the-request", "confidential");
    let bytes = photo.send(&client).await.expect("the content");
    assert_eq!(&*bytes, b"the content");
    let seen = &other.seen()[0];
    for name in ["authorization", "x-of-the-client", "x-of-the-request", "client-request-id"] {
        assert_eq!(header(seen, name), None, "{name}");
    }
    assert_eq!(header(&server.seen()[0], "x-of-the-client"), Some("confidential"));
}

#[tokio::test]
async fn what_is_sent_follows_no_redirect_to_another_host() {
    let other = Server::start(|_, _| json(200, "{}")).await;
    for status in [301, 302, 307, 308] {
        let target = other.url.clone();
        let server = Server::start(move |_, _| with_header(status, "location", &target)).await;
        let (client, _) = server.client();
        let result = msgraph::me().send_mail(&UserSendMailBody::default()).send(&client).await;
        let err = result.expect_err("a redirect");
        // The service has received the request.
        assert!(err.is_decode() && !err.is_request(), "{status}: {err}");
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_no_empty_result() {
    for location in [None, Some("https://example.com/\u{e4}")] {
        let server = Server::start(move |_, _| {
            let mut res = json(302, "");
            if let Some(location) = location {
                res.headers_mut().insert("location", location.try_into().expect("a header"));
            }
            res
        })
        .await;
        let (client, _) = server.client();
        let err = msgraph::me().get().send(&client).await.expect_err("it is no user");
        assert!(err.is_decode(), "{err}");
    }
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(|_, _| with_header(302, "location", "/v1.0/me")).await;
    let (client, _) = server.client();
    let err = msgraph::me().get().send(&client).await.expect_err("it never ends");
    assert!(err.to_string().contains("too many redirects"), "{err}");
    assert_eq!(server.seen().len(), 11);
}

#[tokio::test]
async fn a_redirect_can_be_the_response() {
    let server = Server::start(|_, _| with_header(302, "location", "https://example.com/download")).await;
    let (client, _) = server.client();
    let response = msgraph::me().photo().content().without_redirects().send_full(&client).await.expect("a redirect");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (302, &"https://example.com/download".parse().expect("a header"))
    );
}

#[tokio::test]
async fn requests_by_hand_go_to_the_service_only() {
    let other = Server::start(|_, _| json(200, "{}")).await;
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    let request = |url: String| http::Request::get(url).body(msgraph::Bytes::new()).expect("valid");
    assert!(client.execute(request(format!("{}/v1.0/me", other.url))).await.is_err());
    assert!(client.execute(request(format!("{}@{}/v1.0/me", server.url, &other.url[7..]))).await.is_err());
    assert!(client.execute(request("/v1.0/me".to_owned())).await.is_ok());
    assert!(client.execute(request(format!("{}/v1.0/me", server.url))).await.is_ok());
    assert!(other.seen().is_empty());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn the_own_machine_is_reached_directly() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = msgraph::Client::builder().base_url(&server.url).credential(msgraph::StaticToken::new("secret"));
    let client = client.retry(graphwright_runtime::RetryPolicy::none()).build().expect("a valid configuration");
    msgraph::me().get().send(&client).await.expect("a user");
}

#[test]
fn a_proxy_gets_no_token_in_the_clear() {
    let test = std::env::current_exe().expect("this test");
    let mut command = std::process::Command::new(test);
    command.args(["--exact", "redirects::the_own_machine_is_reached_directly"]).env("http_proxy", "http://127.0.0.1:9");
    let output = command.env_remove("no_proxy").env_remove("NO_PROXY").output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
