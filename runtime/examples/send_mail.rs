//! Sends a message as the signed-in user.
//!
//! `GRAPH_TOKEN=… cargo run --example send_mail -- adele@contoso.com`

use msgraph::{BodyType, Client, EmailAddress, ItemBody, Message, Recipient, StaticToken, UserSendMailBody};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("usage: send_mail NAME@DOMAIN")?;
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?));
    let recipient = Recipient {
        email_address: Some(Box::new(EmailAddress { address: Some(address), ..EmailAddress::default() })),
        ..Recipient::default()
    };
    let message = Message {
        subject: Some("Lunch?".to_owned()),
        body: Some(Box::new(ItemBody {
            content_type: Some(BodyType::Text),
            content: Some("The new place has opened.".to_owned()),
            ..ItemBody::default()
        })),
        to_recipients: Some(vec![recipient]),
        ..Message::default()
    };
    let body = UserSendMailBody { message: Some(Box::new(message)), ..UserSendMailBody::default() };
    msgraph::me().send_mail(&body).send(&client).await?;
    Ok(())
}
