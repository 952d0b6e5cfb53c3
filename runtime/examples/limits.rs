//! Creates an event with its own limits, and handles each kind of failure.
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
        // The timeout of an attempt, and the deadline of the call with all attempts and waits.
        .timeout(Duration::from_secs(10))
        .deadline(Duration::from_secs(60))
        .retry(RetryPolicy { max_retries: 4, ..RetryPolicy::default() })
        .max_response_bytes(16 * 1024 * 1024)
        .build()?;
    // The service creates only one event per transaction id, so the POST is idempotent.
    let event =
        Event { subject: Some(subject.clone()), transaction_id: Some(format!("limits-{subject}")), ..Event::default() };
    let request = msgraph::me().events().create(&event).idempotent().deadline(Duration::from_secs(20));
    match request.send(&client).await {
        Ok(event) => println!("{}", event.id.unwrap_or_default()),
        Err(err) => match err.kind() {
            ErrorKind::Service(status) => println!("the service responded with {status}: {err}"),
            ErrorKind::Credential => println!("there is no token: {err}"),
            ErrorKind::Timeout => println!("the request timed out: {err}"),
            ErrorKind::Interrupted => println!("the event may exist: {err}"),
            _ => return Err(err.into()),
        },
    }
    Ok(())
}
