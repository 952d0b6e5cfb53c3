//! Updates a user: sets one property and removes another. Other properties are not changed.
//!
//! `AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=… cargo run --example patch -- adele@contoso.com`

use msgraph::{Client, ClientSecret, User};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("usage: patch NAME@DOMAIN")?;
    let client = Client::new(ClientSecret::from_env()?);
    msgraph::users().id(&name).update().set(User::DEPARTMENT, "R&D").set_null(User::MOBILE_PHONE).send(&client).await?;
    Ok(())
}
