//! Forms with files, and answers as events.

use crate::service::{Service, reply};
use library::runtime::{Error, Multipart, Part, json};
use library::{Activity, Client, Question};

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

/// The words of an answer, as they arrive.
async fn answer(client: &Client, question: &Question) -> Result<String, Error> {
    let mut parts = library::questions().create_events(question).open(client).await?;
    let mut res = String::new();
    while let Some(part) = parts.try_next().await? {
        res += part.text.as_deref().unwrap_or_default();
    }
    Ok(res)
}

#[tokio::test]
async fn an_answer_arrives_in_parts() {
    let events = "data: {\"text\":\"Knots \"}\n\n: nothing yet\n\ndata: {\"text\":\"hold.\"}\n\ndata: [DONE]\n\n";
    let service = Service::start(|_, _| reply(200, "text/event-stream", events)).await;
    let question = Question { text: Some("Why?".to_owned()), ..Question::default() };
    assert_eq!(answer(&service.client(), &question).await.expect("an answer"), "Knots hold.");
    assert_eq!(service.header("accept"), "text/event-stream");
    assert!(service.bodies()[0].contains("\"stream\":true"), "{:?}", service.bodies());
}

#[tokio::test]
async fn events_of_several_types_are_told_apart() {
    let events = "data: {\"type\":\"lent\",\"isbn\":\"1\"}\n\ndata: {\"type\":\"sold\"}\n\n";
    let service = Service::start(|_, _| reply(200, "text/event-stream", events)).await;
    let mut events = library::activity().get().open(&service.client()).await.expect("events");
    let first = events.try_next().await.expect("an event");
    assert!(matches!(first, Some(Activity::Lent(it)) if it.isbn.as_deref() == Some("1")));
    let second = events.try_next().await.expect("an event");
    assert!(matches!(second, Some(Activity::Unrecognized(_))));
    assert!(events.try_next().await.expect("the end").is_none());
}
