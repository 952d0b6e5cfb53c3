//! Credentials of several kinds, and where they are sent.

use crate::support::{Server, header, json};
use graphwright_runtime::{
    Anonymous, Basic, Bearer, ClientCredentials, Key, Method, Page, Path, Request, Service, ServiceClient, Value,
};

fn get() -> Request<Value> {
    Request::new(Method::GET, Path::root("").segment("x"), [])
}

#[tokio::test]
async fn schemes_are_chosen_by_the_request() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let builder = server.builder().0.credential(Bearer::new("usual"));
    let builder = builder.scheme("basic", Basic::new("u", "p")).scheme("app", Key::query("app", "a1"));
    let client = builder.scheme("key", Key::header("X-Key", "k1")).build().expect("valid");
    for request in
        [get(), get().security("other basic"), get().security("key+app"), get().anonymous(), get().security("other")]
    {
        request.send(&client).await.expect("JSON");
    }
    let seen = server.seen();
    let authorization = |idx: usize| header(&seen[idx], "authorization");
    assert_eq!(authorization(0), Some("Bearer usual"));
    assert_eq!(authorization(1), Some("Basic dTpw"));
    assert_eq!(
        (authorization(2), header(&seen[2], "x-key"), seen[2].uri().to_string()),
        (None, Some("k1"), "/x?app=a1".into())
    );
    assert_eq!((authorization(3), seen[3].uri().to_string()), (None, "/x".into()));
    assert_eq!(authorization(4), Some("Bearer usual"));
}

#[tokio::test]
async fn a_client_without_credentials_says_what_is_missing() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = server.builder().0.credential(Anonymous).build().expect("valid");
    get().send(&client).await.expect("JSON");
    assert_eq!(header(&server.seen()[0], "authorization"), None);
    let client = graphwright_runtime::Client::at(&server.url).scheme("a", Bearer::new("t")).build().expect("valid");
    let err = get().security("b c").send(&client).await.expect_err("no credential");
    assert!(err.is_request() && err.to_string().contains("`b` or `c`"), "{err}");
    get().security("b -").send(&client).await.expect("it is optional");
    assert_eq!(header(&server.seen()[1], "authorization"), None);
}

#[tokio::test]
async fn a_token_of_any_endpoint_is_reused_and_renewed() {
    let server = Server::start(|request, count| match (request.uri().path(), count) {
        ("/token", _) => json(200, format!(r#"{{"access_token":"t{count}","token_type":"bearer"}}"#)),
        (_, 2) => json(401, "{}"),
        _ => json(200, "{}"),
    })
    .await;
    let credential = ClientCredentials::new(format!("{}/token", server.url), "my app", "s&t");
    let credential = credential.scopes(["read", "write"]).parameter("audience", "https://a");
    let client = server.builder().0.credential(credential.clone()).build().expect("valid");
    get().send(&client).await.expect("JSON");
    get().send(&client).await.expect("with another token");
    let seen = server.seen();
    let paths: Vec<&str> = seen.iter().map(|it| it.uri().path()).collect();
    assert_eq!(paths, ["/token", "/x", "/x", "/token", "/x"]);
    assert_eq!(seen[0].body(), "grant_type=client_credentials&scope=read%20write&audience=https%3A%2F%2Fa");
    assert_eq!(header(&seen[0], "authorization"), Some("Basic bXklMjBhcHA6cyUyNnQ="));
    assert_eq!(
        (header(&seen[1], "authorization"), header(&seen[4], "authorization")),
        (Some("Bearer t0"), Some("Bearer t3"))
    );
    let client = server.builder().0.credential(credential.secret_in_body()).build().expect("valid");
    get().send(&client).await.expect("JSON");
    let body = String::from_utf8_lossy(server.seen()[5].body()).into_owned();
    assert!(body.ends_with("&client_id=my%20app&client_secret=s%26t"), "{body}");
}

#[tokio::test]
async fn a_secret_stays_with_the_servers() {
    let other = Server::start(|_, _| json(200, "{}")).await;
    let url = other.url.clone();
    let server = Server::start(move |_, _| {
        let mut res = json(307, "");
        res.headers_mut().insert("location", format!("{url}/y").parse().expect("a URL"));
        res
    })
    .await;
    let key = || Key::query("key", "hush");
    let client = server.builder().0.credential(key()).build().expect("valid");
    get().send(&client).await.expect("redirected");
    let request = get().server("https://uploads.example.com");
    request.clone().send(&client).await.expect("redirected, too");
    let client = server.builder().0.credential(key()).server("https://uploads.example.com", &other.url).build();
    request.send(&client.expect("valid")).await.expect("another server");
    let urls: Vec<String> = other.seen().iter().map(|it| it.uri().to_string()).collect();
    assert_eq!(urls, ["/y", "/y", "/x?key=hush"]);
    assert!(server.seen().iter().all(|it| it.uri() == "/x?key=hush"));
}

enum Shelf {}

impl Service for Shelf {
    const SERVERS: &'static [&'static str] = &["https://uploads.example.com"];
}

#[test]
fn a_server_requires_tls() {
    let builder = ServiceClient::<Shelf>::at("https://shelf.example.com").credential(Anonymous);
    assert!(builder.server("https://uploads.example.com", "http://uploads.example.com").build().is_err());
}

#[tokio::test]
async fn a_403_names_the_scopes() {
    const PAGE: Page = Page::new("Get x\n\n?\n?\n?\n~oauth:read:x admin+write\nGET /x");
    let server = Server::start(|_, _| json(403, r#"{"message":"No."}"#)).await;
    let (client, _) = server.client();
    let request = Request::<Value>::new(Method::GET, Path::root("").segment("x"), [PAGE]);
    let err = request.send(&client).await.expect_err("a 403");
    assert_eq!(err.to_string(), "403 Forbidden: No; requires one of these scopes: oauth: read:x, admin and write;");
    let server = Server::start(|_, _| {
        let mut res = json(403, "");
        let challenge = r#"Bearer error="insufficient_scope", scope="write admin""#;
        res.headers_mut().insert("www-authenticate", challenge.parse().expect("a header"));
        res
    })
    .await;
    let (client, _) = server.client();
    let err = get().send(&client).await.expect_err("a 403");
    assert_eq!(err.to_string(), "403 Forbidden; the service requires the scope `write admin`");
    assert_eq!(PAGE.templates().collect::<Vec<_>>(), ["GET /x"]);
}
