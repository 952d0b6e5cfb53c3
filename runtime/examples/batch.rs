//! Sends several requests in one batch.
//!
//! `GRAPH_TOKEN=… cargo run --example batch`

use msgraph::{Batch, Client, StaticToken};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?));
    let mut batch = Batch::new();
    let me = batch.add(msgraph::me().get());
    let events = batch.add(msgraph::me().events().list().top(5));
    let photo = batch.add(msgraph::me().photo().content());

    let mut responses = batch.send(&client).await;
    println!("{}", responses.take(me)?.display_name.unwrap_or_default());
    for event in responses.take(events)? {
        println!("- {}", event.subject.unwrap_or_default());
    }
    match responses.take(photo) {
        Ok(bytes) => println!("a photo of {} bytes", bytes.len()),
        Err(err) if err.is_not_found() => println!("no photo"),
        Err(err) => return Err(err.into()),
    }
    Ok(())
}
