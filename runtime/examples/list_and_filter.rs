//! Lists unread messages of the last days, newest first.
//!
//! `GRAPH_TOKEN=… cargo run --example list_and_filter`

use msgraph::runtime::jiff::{Timestamp, ToSpan};
use msgraph::{Client, Message, StaticToken};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?));
    let since = Timestamp::now() - 72.hours();
    let unread = msgraph::me()
        .mail_folders()
        .id("inbox")
        .messages()
        .list()
        .filter(Message::RECEIVED_DATE_TIME.ge(since).and(Message::IS_READ.eq(false)))
        .order_by(Message::RECEIVED_DATE_TIME.desc())
        .select((Message::SUBJECT, Message::FROM))
        .top(10)
        .send(&client)
        .await?;
    for message in unread {
        let from = message.from.and_then(|it| it.email_address?.address);
        println!("{}: {}", from.unwrap_or_default(), message.subject.unwrap_or_default());
    }
    Ok(())
}
