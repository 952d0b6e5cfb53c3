//! Changes since a delta link.

use crate::support::{Server, header, json, with_header};
use graphwright_runtime::{Change, DeltaLink, Removal};
use serde_json::json;

#[tokio::test]
async fn changes_come_to_an_end_and_go_on_from_a_stored_link() {
    let server = Server::start(|request, count| {
        let link =
            |query: &str| format!("http://{}/v1.0/users/delta?{query}", header(request, "host").expect("a host"));
        match count {
            0 => json(200, json!({ "value": [{ "id": "1" }], "@odata.nextLink": link("$skiptoken=a") })),
            1 => json(200, json!({ "value": [{ "id": "2" }], "@odata.deltaLink": link("$deltatoken=b") })),
            _ => json(
                200,
                json!({
                    "value": [
                        { "id": "1", "@removed": { "reason": "changed" } },
                        { "id": "2", "@removed": { "reason": "deleted" } },
                        { "id": "3", "displayName": "New" }
                    ],
                    "@odata.deltaLink": link("$deltatoken=c")
                }),
            ),
        }
    })
    .await;
    let (client, _) = server.client();
    let delta = || msgraph::users().delta().prefer_page_size(1);
    let (first, link) = delta().changes(&client).finish().await.expect("two pages");
    assert_eq!(first.len(), 2);
    assert!(first.iter().all(|it| matches!(it, Change::Set(_))));

    // A program stores the link as JSON.
    let stored = serde_json::to_string(&link).expect("a link is text");
    assert!(!format!("{link:?}").contains("deltatoken"), "{link:?}");
    let link: DeltaLink = serde_json::from_str(&stored).expect("a link is text");

    let mut changes = delta().resume(&link).changes(&client);
    let mut removals = Vec::new();
    while let Some(change) = changes.try_next().await.expect("a page") {
        if let Change::Removed(user, removal) = &change {
            removals.push((user.id.clone().expect("an id"), removal.clone()));
        }
    }
    assert_eq!(removals, [("1".to_owned(), Removal::Changed), ("2".to_owned(), Removal::Deleted)]);
    assert!(changes.delta_link().expect("the end").as_str().ends_with("$deltatoken=c"));
    let seen = server.seen();
    assert_eq!(seen[2].uri(), "/v1.0/users/delta?$deltatoken=b");
    assert!(seen.iter().all(|it| header(it, "prefer") == Some("odata.maxpagesize=1")));
}

#[tokio::test]
async fn a_link_that_is_too_old_says_where_to_begin_again() {
    let server =
        Server::start(|_, _| with_header(410, "location", "https://graph.microsoft.com/v1.0/users/delta?x=1")).await;
    let (client, _) = server.client();
    let link = DeltaLink::new(format!("{}/v1.0/users/delta?$deltatoken=old", server.url));
    let err = msgraph::users().delta().resume(&link).changes(&client).try_next().await.expect_err("a 410");
    assert!(err.is_resync_required());
    assert_eq!(err.resync_link().expect("a location").as_str(), "https://graph.microsoft.com/v1.0/users/delta?x=1");
}
