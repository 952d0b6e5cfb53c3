//! Several successes, and errors with a body.

use crate::service::{Service, reply};
use library::runtime::Error;
use library::{BooksCreateResponse, Client, NewBook, NewLoan, Refusal};

/// Lends nothing to a member; returns why the service refuses, and how many books the member has.
async fn refused(client: &Client) -> Result<Option<i32>, Error> {
    match library::loans().create(&NewLoan::new("m-17")).send(client).await {
        Ok(_) => Ok(None),
        Err(err) if err.status().is_some_and(|it| it.as_u16() == 422) => {
            Ok(err.body::<Refusal>().and_then(|it| it.open_loans))
        }
        Err(err) => Err(err),
    }
}

#[tokio::test]
async fn errors_have_typed_bodies() {
    let service =
        Service::start(|_, _| reply(422, "application/json", r#"{"reason":"too_many","open_loans":12}"#)).await;
    assert_eq!(refused(&service.client()).await.expect("a refusal"), Some(12));
}

/// Adds a book. Returns its number, or the task that looks for missing data.
async fn added(client: &Client, book: &NewBook) -> Result<String, Error> {
    Ok(match library::books().create(book).send(client).await? {
        BooksCreateResponse::Created(book) => format!("book {}", book.isbn.unwrap_or_default()),
        BooksCreateResponse::Accepted(task) => format!("task {}", task.task.unwrap_or_default()),
        other => format!("{other:?}"),
    })
}

#[tokio::test]
async fn several_successes_are_told_apart_by_status() {
    let service = Service::start(|_, request| match request.body().windows(5).any(|it| it == b"title") {
        true => reply(201, "application/json", r#"{"isbn":"1"}"#),
        false => reply(202, "application/json", r#"{"task":"t-1","state":"waiting"}"#),
    })
    .await;
    let book = NewBook { isbn: Some("1".to_owned()), ..NewBook::default() };
    assert_eq!(added(&service.client(), &book).await.expect("a task"), "task t-1");
    let book = NewBook { title: Some("Knots".to_owned()), ..book };
    assert_eq!(added(&service.client(), &book).await.expect("a book"), "book 1");
}
