//! Lists with cursors, with the last item, with page numbers and with offsets.

use crate::service::{Service, json};
use library::Client;
use library::runtime::Error;

/// The titles of all books, the identifiers of all members, the books of a shelf, and the number of messages.
async fn everything(client: &Client) -> Result<Vec<String>, Error> {
    let mut res = Vec::new();
    let mut books = library::books().get().limit(1).items(client);
    while let Some(book) = books.try_next().await? {
        res.extend(book.title);
    }
    let mut members = library::members().get().items(client);
    while let Some(member) = members.try_next().await? {
        res.extend(member.id);
    }
    let mut shelf = library::shelves("A", 12).get().items(client);
    while let Some(book) = shelf.try_next().await? {
        res.extend(book.isbn);
    }
    let mut messages = library::members().id("m-17").messages().get().items(client);
    while let Some(message) = messages.try_next().await? {
        res.extend(message.id.map(|it| it.to_string()));
    }
    Ok(res)
}

#[tokio::test]
async fn all_kinds_of_paging_are_streams() {
    let service = Service::start(|_, request| {
        let line = request.uri().path_and_query().map_or("", |it| it.as_str());
        json(match line.trim_start_matches("/api/v2") {
            "/books?limit=1" => r#"{"items":[{"title":"A"}],"next_cursor":"c2","has_more":true}"#,
            "/books?limit=1&cursor=c2" => r#"{"items":[{"title":"B"}],"next_cursor":null,"has_more":false}"#,
            "/members" => r#"{"data":[{"id":"m-1"},{"id":"m-2"}],"has_more":true}"#,
            "/members?starting_after=m-2" => r#"{"data":[{"id":"m-3"}],"has_more":false}"#,
            "/shelves/A/12" | "/shelves/A/12?sheet=1" => r#"{"books":[{"isbn":"1"}],"sheets":2}"#,
            "/shelves/A/12?sheet=2" => r#"{"books":[{"isbn":"2"}],"sheets":2}"#,
            "/members/m-17/messages" => r#"{"results":[{"id":1},{"id":2}],"total":3}"#,
            "/members/m-17/messages?offset=2" => r#"{"results":[{"id":3}],"total":3}"#,
            other => panic!("{other}"),
        })
    })
    .await;
    let found = everything(&service.client()).await.expect("all lists");
    assert_eq!(found, ["A", "B", "m-1", "m-2", "m-3", "1", "2", "1", "2", "3"]);
}
