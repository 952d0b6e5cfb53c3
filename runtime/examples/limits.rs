//! Sends a message with limits of its own, and says what to do about each kind of failure.
//!
//! `GRAPH_TOKEN=… cargo run --example limits -- adele@contoso.com`

use msgraph::runtime::ErrorKind;
use msgraph::{Client, Event, RetryPolicy, StaticToken};
use std::error::Error;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let subject = std::env::args().nth(1).ok_or("usage: limits SUBJECT")?;
    let client = Client::builder()
        .credential(StaticToken::new(std::env::var("GRAPH_TOKEN")?))
        // One attempt, and one call with all its attempts and waits.
        .timeout(Duration::from_secs(10))
        .deadline(Duration::from_secs(60))
        .retry(RetryPolicy { max_retries: 4, ..RetryPolicy::default() })
        .max_response_bytes(16 * 1024 * 1024)
        .build()?;
    // The service creates one event for one transaction, however often it is asked: the POST may be repeated.
    let event =
        Event { subject: Some(subject.clone()), transaction_id: Some(format!("limits-{subject}")), ..Event::default() };
    let request = msgraph::me().events().create(&event).idempotent().deadline(Duration::from_secs(20));
    match request.send(&client).await {
        Ok(event) => println!("{}", event.id.unwrap_or_default()),
        Err(err) => match err.kind() {
            ErrorKind::Service(status) => println!("the service answers {status}: {err}"),
            ErrorKind::Credential => println!("there is no token: {err}"),
            ErrorKind::Timeout => println!("there was no time left: {err}"),
            ErrorKind::Interrupted => println!("the event may exist: {err}"),
            _ => return Err(err.into()),
        },
    }
    Ok(())
}
