//! Ids and arguments that contain syntax of URLs.

use crate::support::{Server, header, json};
use graphwright_runtime::{KeyStyle, Method, Path, Request, Value};
use percent_encoding::percent_decode_str;

const HOSTILE: [&str; 44] = [
    "a/b",
    "/",
    "//",
    "a/../b",
    "../me",
    "..a",
    ".",
    "..",
    "a?b=c",
    "?",
    "#",
    "a#b",
    "%",
    "%2F",
    "%2e%2e",
    "%00",
    "'",
    "''",
    "a'b",
    "' or 1 eq 1 or '",
    "\"",
    "a b",
    " ",
    "+",
    "a+b",
    "&",
    "a&$top=1",
    ";",
    "a;b",
    "\\",
    "a\\..\\b",
    ":",
    "a:b",
    "*",
    "(",
    ")",
    "(a)",
    ",",
    "@x",
    "$value",
    "$ref",
    "=",
    "ünïcode é ß 漢字",
    "👩‍👩‍👧 \u{202e}x",
];

/// The part of the path between `before` and `after`, as received by the server.
fn between<'a>(path: &'a str, before: &str, after: &str) -> &'a str {
    path.strip_prefix(before).and_then(|it| it.strip_suffix(after)).unwrap_or_else(|| panic!("{path} has another form"))
}

fn decoded(text: &str) -> String {
    assert!(!text.contains('/'), "{text} has left its segment");
    percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}

#[tokio::test]
async fn keys_stay_in_their_segment() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    let mut count = 0;
    for id in HOSTILE {
        let request = msgraph::users().id(id).messages().id(id).get();
        if matches!(id, "." | "..") {
            assert!(request.send(&client).await.expect_err("it is no id").is_request(), "{id}");
            continue;
        }
        request.send(&client).await.unwrap_or_else(|err| panic!("{id}: {err:?}"));
        let seen = server.seen()[count].clone();
        count += 1;
        assert_eq!(seen.uri().query(), None, "{id}");
        let ids = between(seen.uri().path(), "/v1.0/users/", "");
        let (user, message) = ids.split_once("/messages/").expect("two ids");
        assert_eq!((decoded(user).as_str(), decoded(message).as_str()), (id, id));
    }
    assert_eq!(count, HOSTILE.len() - 2);
}

#[tokio::test]
async fn keys_stay_in_their_parentheses() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (builder, _) = server.builder();
    let client = builder.key_style(KeyStyle::Parentheses).build().expect("a valid configuration");
    for id in HOSTILE.into_iter().filter(|it| !matches!(*it, "." | "..")) {
        msgraph::users().id(id).get().send(&client).await.unwrap_or_else(|err| panic!("{id}: {err:?}"));
        let seen = server.seen().pop().expect("a request");
        let literal = decoded(between(seen.uri().path(), "/v1.0/users('", "')"));
        // In a literal, every quote is doubled.
        assert!(!literal.replace("''", "").contains('\''), "{literal}");
        assert_eq!(literal.replace("''", "'"), id);
    }
}

#[tokio::test]
async fn arguments_stay_in_their_quotes() {
    let server = Server::start(|_, _| json(200, r#"{"value":[]}"#)).await;
    let (client, _) = server.client();
    for text in HOSTILE {
        let items = msgraph::drives().id("d").items().id("i");
        items.search(text).send(&client).await.unwrap_or_else(|err| panic!("{text}: {err:?}"));
        let seen = server.seen().pop().expect("a request");
        assert_eq!(seen.uri().query(), None, "{text}");
        let literal = decoded(between(seen.uri().path(), "/v1.0/drives/d/items/i/search(q='", "')"));
        assert_eq!(literal.replace("''", "'"), text);
    }
}

#[tokio::test]
async fn literals_stay_in_their_filter() {
    let server = Server::start(|_, _| json(200, r#"{"value":[]}"#)).await;
    let (client, _) = server.client();
    for text in HOSTILE {
        let request = msgraph::users().list().filter(msgraph::User::DISPLAY_NAME.eq(text)).query("x", text);
        request.send(&client).await.unwrap_or_else(|err| panic!("{text}: {err:?}"));
        let seen = server.seen().pop().expect("a request");
        let options: Vec<&str> = seen.uri().query().expect("a query").split('&').collect();
        assert_eq!(options.len(), 2, "{text}");
        let decoded = |it: &str| percent_decode_str(it).decode_utf8().expect("UTF-8").into_owned();
        let filter = decoded(options[0].strip_prefix("$filter=").expect("a filter"));
        let literal = filter.strip_prefix("displayName eq '").and_then(|it| it.strip_suffix('\'')).expect("a literal");
        assert_eq!(literal.replace("''", "'"), text);
        assert_eq!(decoded(options[1].strip_prefix("x=").expect("an option")), text);
        assert!(!options[1].contains('+'), "some servers read a plus as a space: {}", options[1]);
    }
}

#[tokio::test]
async fn file_paths_stay_below_their_folder() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    for name in HOSTILE {
        let path = Path::root("v1.0").segment("me").segment("drive").segment("root").by_path(name);
        let result = Request::<Value>::new(Method::GET, path, []).send(&client).await;
        if name.split('/').any(|it| matches!(it, "." | "..")) {
            assert!(result.expect_err("it leads elsewhere").is_request(), "{name}");
            continue;
        }
        result.unwrap_or_else(|err| panic!("{name}: {err:?}"));
        let seen = server.seen().pop().expect("a request");
        let path = between(seen.uri().path(), "/v1.0/me/drive/root:", ":").to_owned();
        let parts: Vec<String> = path.split('/').filter(|it| !it.is_empty()).map(decoded).collect();
        let expected: Vec<&str> = name.split('/').filter(|it| !it.is_empty()).collect();
        assert_eq!(parts, expected);
        assert_eq!(header(&seen, "authorization"), Some("Bearer secret-token"));
    }
}
