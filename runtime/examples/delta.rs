//! Prints the changes among the users of an organization since the last run.
//!
//! `AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=… cargo run --example delta`

use msgraph::runtime::serde_json;
use msgraph::{Change, Client, ClientSecret, DeltaLink};
use std::error::Error;
use std::fs;

/// The file for the delta link.
const FILE: &str = "delta-link.json";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(ClientSecret::from_env()?);
    let stored: Option<DeltaLink> = fs::read(FILE).ok().and_then(|it| serde_json::from_slice(&it).ok());
    let request = match &stored {
        Some(link) => msgraph::users().delta().resume(link),
        None => msgraph::users().delta(),
    };
    let mut changes = request.changes(&client);
    while let Some(change) = changes.try_next().await? {
        match change {
            Change::Set(user) => println!("+ {}", user.display_name.or(user.id).unwrap_or_default()),
            Change::Removed(user, _) => println!("- {}", user.id.unwrap_or_default()),
        }
    }
    if let Some(link) = changes.delta_link() {
        fs::write(FILE, serde_json::to_vec(link)?)?;
    }
    Ok(())
}
