//! Values of one of several types, and open enums.

use crate::service::{Service, json};
use library::runtime::Error;
use library::{Client, Condition, Content, Format, Message, Part, PartBookPart};

/// How long it takes to read or to hear a book, in minutes.
async fn minutes(client: &Client, isbn: &str) -> Result<Option<i32>, Error> {
    let book = library::books().id(isbn).get().send(client).await?;
    Ok(match book.format {
        Some(Format::Print(it)) => it.pages.map(|it| it * 2),
        Some(Format::Audio(it)) => it.minutes,
        // Formats that the description does not know have the same member.
        Some(Format::Unrecognized(it)) => it["minutes"].as_i64().and_then(|it| it.try_into().ok()),
        _ => None,
    })
}

#[tokio::test]
async fn variants_are_told_apart_by_their_discriminator() {
    let service = Service::start(|_, request| match request.uri().path().rsplit('/').next() {
        Some("1") => json(r#"{"isbn":"1","format":{"kind":"print","pages":100}}"#),
        Some("2") => json(r#"{"isbn":"2","format":{"kind":"audio","minutes":95}}"#),
        _ => json(r#"{"isbn":"3","format":{"kind":"film","minutes":120}}"#),
    })
    .await;
    let client = service.client();
    let mut found = Vec::new();
    for isbn in ["1", "2", "3"] {
        found.push(minutes(&client, isbn).await.expect("a book"));
    }
    assert_eq!(found, [Some(200), Some(95), Some(120)]);
}

/// Sends a text, and a text with the link of a book. Returns the texts of the answers.
async fn write(client: &Client) -> Result<Vec<String>, Error> {
    let messages = library::members().id("m-17").messages();
    let part = PartBookPart { type_: Some("book".to_owned()), isbn: Some("1".to_owned()), ..PartBookPart::default() };
    let contents = [Content::from("Your book is here."), Content::from(vec![Part::from(part)])];
    let mut res = Vec::new();
    for content in contents {
        let sent = messages.create(&Message::new(content)).send(client).await?;
        res.push(match sent.content {
            Some(Content::Text(text)) => text,
            Some(Content::Parts(parts)) => format!("{} parts", parts.len()),
            _ => String::new(),
        });
    }
    Ok(res)
}

#[tokio::test]
async fn variants_are_told_apart_by_their_json() {
    let service = Service::start(|_, request| json(&String::from_utf8_lossy(request.body()))).await;
    assert_eq!(write(&service.client()).await.expect("two messages"), ["Your book is here.", "1 parts"]);
    let expected = [r#"{"content":"Your book is here."}"#, r#"{"content":[{"type":"book","isbn":"1"}]}"#];
    assert_eq!(service.bodies(), expected);
}

/// Whether a book can be lent, or the words that describe its condition.
async fn condition(client: &Client, isbn: &str) -> Result<Result<bool, String>, Error> {
    let book = library::books().id(isbn).get().send(client).await?;
    Ok(match book.condition {
        Some(Condition::Mint | Condition::Good) | None => Ok(true),
        Some(Condition::Worn) => Ok(false),
        Some(other) => Err(other.to_string()),
    })
}

#[tokio::test]
async fn enums_are_open() {
    let service = Service::start(|_, request| match request.uri().path().ends_with('1') {
        true => json(r#"{"condition":"worn"}"#),
        false => json(r#"{"condition":"water damage"}"#),
    })
    .await;
    let client = service.client();
    assert_eq!(condition(&client, "1").await.expect("a book"), Ok(false));
    assert_eq!(condition(&client, "2").await.expect("a book"), Err("water damage".to_owned()));
}
