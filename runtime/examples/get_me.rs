//! Reads some properties of the signed-in user, with error handling.
//!
//! `GRAPH_TOKEN=… cargo run --example get_me`

use msgraph::{Client, Model, StaticToken, User};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?));
    match msgraph::me().get().select((User::DISPLAY_NAME, User::MAIL, User::JOB_TITLE)).send(&client).await {
        // `{me:#?}` shows no values, because they may be confidential.
        Ok(me) => println!("{:#?}", me.show_values()),
        Err(err) if err.is_unauthorized() => println!("the token is not valid"),
        // Shows the permissions that are sufficient.
        Err(err) => println!("{err}"),
    }
    Ok(())
}
