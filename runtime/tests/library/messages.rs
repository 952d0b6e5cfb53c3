//! Forms with files, and answers as events.

use crate::service::{Service, reply};
use library::Client;
use library::runtime::{Error, Multipart, Part, json};

/// Imports books from a file that is sent while it is read.
async fn import(client: &Client, file: &'static [u8]) -> Result<Option<String>, Error> {
    let form = Multipart::new()
        .part("file", Part::reader("books.csv", "text/csv", Some(file.len() as u64), file))
        .part("settings", Part::json(&json!({ "dry_run": true })));
    Ok(library::imports().create(form).send(client).await?.task)
}

#[tokio::test]
async fn a_form_has_files_and_json() {
    let service = Service::start(|_, _| reply(202, "application/json", r#"{"task":"t-1","state":"waiting"}"#)).await;
    let task = import(&service.client(), b"1;Knots\n").await.expect("a task");
    assert_eq!(task.as_deref(), Some("t-1"));
    assert!(service.header("content-type").starts_with("multipart/form-data; boundary="));
    let body = &service.bodies()[0];
    let file = "name=\"file\"; filename=\"books.csv\"\r\nContent-Type: text/csv\r\n\r\n1;Knots\n\r\n";
    assert!(body.contains(file), "{body}");
    assert!(body.contains("{\"dry_run\":true}"), "{body}");
}
