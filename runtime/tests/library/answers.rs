//! Several successes, and errors with a body.

use crate::service::{Service, reply};
use library::runtime::Error;
use library::{Client, NewLoan, Refusal};

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
