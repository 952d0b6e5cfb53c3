//! Signs in a user on another device, and greets them by name.
//!
//! `CLIENT_ID=… cargo run --example sign_in`

use msgraph::{Client, DeviceCode};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let credential = DeviceCode::new("common", std::env::var("CLIENT_ID")?, |prompt| println!("{}", prompt.message));
    let client = Client::builder().credential(credential).scopes(["User.Read"]).build()?;
    let me = msgraph::me().get().send(&client).await?;
    println!("Hello, {}!", me.display_name.as_deref().unwrap_or("stranger"));
    Ok(())
}
