//! Responses that are not collections, and the short names of OData 4.01.

use crate::server::{Server, get, json, list, response};
use graphwright_runtime::{Additional, Change, Collection, Method, Model, Path, Request, Source, Visit, json, model};

#[derive(Default)]
struct Thing {
    additional: Additional,
    id: Option<String>,
}

impl Model for Thing {
    const TYPE_NAME: &'static str = "test.thing";

    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "id" => source.read(&mut self.id),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("id", &self.id);
    }
}

model!(Thing);

fn things() -> Request<Collection<Thing>> {
    Request::new(Method::GET, Path::root("v1.0").segment("things"), [])
}

#[tokio::test]
async fn an_empty_link_is_the_end() {
    let body = r#"{"value":[{"id":"1"}],"@odata.nextLink":"","@odata.deltaLink":""}"#;
    let server = Server::start(move |_, _| json(body)).await;
    let mut pages = things().pages(&server.client());
    let page = pages.try_next().await.expect("a page").expect("the first");
    assert_eq!((page.value.len(), page.next_link, page.delta_link), (1, None, None));
    assert!(pages.try_next().await.expect("the end").is_none());
    assert_eq!(server.lines(), ["GET /v1.0/things"]);
}

#[tokio::test]
async fn short_names_are_read() {
    let server = Server::start(|_, count| match count {
        0 => json(json!({
            "@context": "$metadata#things",
            "@count": 2,
            "@nextLink": "things?page=2",
            "value": [{ "@type": "#test.thing", "@etag": "W/\"1\"", "id": "1" }],
        })),
        _ => json(json!({
            "@deltaLink": "things?delta=1",
            "value": [{ "@removed": { "reason": "deleted" }, "id": "2" }],
        })),
    })
    .await;
    let client = server.client();
    let mut pages = things().pages(&client);
    let first = pages.try_next().await.expect("a page").expect("the first");
    assert_eq!(first.count, Some(2));
    assert_eq!((first.value[0].odata_type(), first.value[0].etag()), (Some("test.thing"), Some("W/\"1\"")));
    let second = pages.try_next().await.expect("a page").expect("the second");
    assert_eq!((second.value.len(), second.delta_link.as_deref()), (1, Some("things?delta=1")));
    assert_eq!(server.lines()[1], "GET /v1.0/things?page=2");

    let (changes, link) = things().changes(&client).finish().await.expect("changes");
    assert!(matches!(&changes[0], Change::Removed(it, _) if it.id.as_deref() == Some("2")), "{changes:?}");
    assert_eq!(link.as_str(), "things?delta=1");
}

#[tokio::test]
async fn a_response_that_is_no_collection_is_an_error() {
    for (media_type, body) in [
        ("application/json", ""),
        ("application/json", "{}"),
        ("application/json", r#"{"message":"hello"}"#),
        ("text/html", "<html>Sign in</html>"),
        ("text/html", ""),
    ] {
        let server = Server::start(move |_, _| response(200, &[("content-type", media_type)], body)).await;
        let result = list("users").items(&server.client()).try_collect().await;
        let err = result.map(|it| it.len()).expect_err(body);
        assert!(err.is_decode(), "{body}: {err:?}");
    }
    // A status without content.
    let server = Server::start(|_, _| response(204, &[], "")).await;
    assert!(list("users").send(&server.client()).await.expect("nothing").value.is_empty());
    let server = Server::start(|_, _| json(r#"{"value":null}"#)).await;
    assert!(list("users").send(&server.client()).await.expect("nothing").value.is_empty());
}

#[tokio::test]
async fn the_version_of_odata_is_said() {
    let server = Server::start(|_, _| json("{}")).await;
    get("me").send(&server.client()).await.expect("an object");
    for version in [Some("4.0"), None] {
        let client = server.builder().odata_max_version(version).build().expect("a valid configuration");
        get("me").send(&client).await.expect("an object");
    }
    let seen: Vec<_> = server.seen().iter().map(|it| it.header("odata-maxversion").map(str::to_owned)).collect();
    assert_eq!(seen, [Some("4.01".to_owned()), Some("4.0".to_owned()), None]);
}
