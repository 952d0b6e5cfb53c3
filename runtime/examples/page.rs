//! Lists all users of an organization, over all pages.
//!
//! `AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=… cargo run --example page`

use msgraph::{Client, ClientSecret, User};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(ClientSecret::from_env()?);
    let mut users = msgraph::users().list().select((User::ID, User::DISPLAY_NAME)).top(999).items(&client);
    while let Some(user) = users.try_next().await? {
        println!("{} {}", user.id.unwrap_or_default(), user.display_name.unwrap_or_default());
    }
    Ok(())
}
