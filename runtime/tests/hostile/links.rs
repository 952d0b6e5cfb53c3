//! Links and redirects in all forms of URLs.

use crate::server::{Server, get, json, list, response};
use graphwright_runtime::json;

/// The request line of the request for a next link.
async fn followed(link: &'static str) -> String {
    let server = Server::start(move |seen, count| {
        let link = link.replace("{host}", seen.header("host").expect("a host"));
        match count {
            0 => json(json!({ "value": [1], "@odata.nextLink": link })),
            _ => json(json!({ "value": [2] })),
        }
    })
    .await;
    match list("users").items(&server.client()).try_collect().await {
        Ok(items) => assert_eq!(items.len(), 2, "{link}"),
        Err(err) => return format!("{err}"),
    }
    let seen = server.seen();
    assert_eq!(seen[1].header("authorization"), Some("Bearer secret-token"), "{link}");
    seen[1].line.clone()
}

#[tokio::test]
async fn next_links_are_read_as_urls_are() {
    for (link, line) in [
        ("http://{host}/v1.0/users?$skiptoken=a b", "GET /v1.0/users?$skiptoken=a%20b"),
        ("http://{host}/v1.0/us\"ers?$skiptoken=<a>", "GET /v1.0/us%22ers?$skiptoken=%3Ca%3E"),
        ("http://{host}/v1.0/users?$skiptoken=a|b", "GET /v1.0/users?$skiptoken=a%7Cb"),
        ("http://{host}/v1.0/users('ü')?$filter=x eq 'ß'", "GET /v1.0/users('%C3%BC')?$filter=x%20eq%20%27%C3%9F%27"),
        ("HTTP://{host}/v1.0/users?$skiptoken=%41%zz", "GET /v1.0/users?$skiptoken=%41%zz"),
        (" http://{host}/v1.0/users?page=2\n", "GET /v1.0/users?page=2"),
        ("http://{host}/v1.0/users?page=2#frag ment", "GET /v1.0/users?page=2"),
        ("//{host}/v1.0/users?page=2", "GET /v1.0/users?page=2"),
        ("/v1.0/users?page=2", "GET /v1.0/users?page=2"),
        ("users?page=2", "GET /v1.0/users?page=2"),
        ("users('http://x')?page=2", "GET /v1.0/users('http://x')?page=2"),
        ("?page=2", "GET /v1.0/users?page=2"),
    ] {
        assert_eq!(followed(link).await, line, "{link}");
    }
}

#[tokio::test]
async fn a_refusal_says_what_differs() {
    for (link, part) in [
        ("http://evil.example/v1.0/users", "host"),
        ("//evil.example/v1.0/users", "host"),
        ("https://{host}/v1.0/users", "scheme"),
        ("ftp://{host}/v1.0/users", "scheme"),
        ("http://127.0.0.1:1/v1.0/users", "port"),
        ("http://x@{host}/v1.0/users", "user"),
    ] {
        let told = followed(link).await;
        assert!(told.contains(part) && told.contains("cannot be sent"), "{link}: {told}");
    }
}

#[tokio::test]
async fn locations_may_be_relative() {
    for (location, line) in [
        ("y", "GET /v1.0/y"),
        ("../y", "GET /y"),
        ("./y/../z?q=a|b", "GET /v1.0/z?q=a%7Cb"),
        ("?q=1", "GET /v1.0/x?q=1"),
        ("/y z", "GET /y%20z"),
        ("//{host}/y", "GET /y"),
        ("HTTP://{host}/y#z", "GET /y"),
    ] {
        let server = Server::start(move |seen, count| match count {
            0 => {
                let location = location.replace("{host}", seen.header("host").expect("a host"));
                response(302, &[("location", &location)], "")
            }
            _ => json("{}"),
        })
        .await;
        get("x").send(&server.client()).await.unwrap_or_else(|err| panic!("{location}: {err:?}"));
        assert_eq!(server.seen()[1].line, line, "{location}");
        assert_eq!(server.seen()[1].header("authorization"), Some("Bearer secret-token"), "{location}");
    }
}

#[tokio::test]
async fn download_urls_are_read_as_urls_are() {
    let server = Server::start(|_, _| response(200, &[], "content")).await;
    let url = format!("{}/my file|ü.txt?tempauth=<x>", server.url.replace("http", "HTTP"));
    let mut bytes = Vec::new();
    server.client().download_url(url).await.expect("a file").write_to(&mut bytes).await.expect("its bytes");
    assert_eq!(
        (server.lines(), &bytes[..]),
        (vec!["GET /my%20file%7C%C3%BC.txt?tempauth=%3Cx%3E".to_owned()], &b"content"[..])
    );
}
