//! Creates a user, and adds them to a group.
//!
//! `AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=… cargo run --example create -- adele@contoso.com GROUP-ID PASSWORD`

use msgraph::{Client, ClientSecret, PasswordProfile, User};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, group, password] = arguments.as_slice() else {
        return Err("usage: create NAME@DOMAIN GROUP-ID PASSWORD".into());
    };
    let client = Client::new(ClientSecret::from_env()?);
    let user = User {
        account_enabled: Some(true),
        display_name: Some(name.clone()),
        mail_nickname: name.split('@').next().map(str::to_owned),
        user_principal_name: Some(name.clone()),
        password_profile: Some(Box::new(PasswordProfile {
            password: Some(password.clone()),
            force_change_password_next_sign_in: Some(true),
            ..PasswordProfile::default()
        })),
        ..User::default()
    };
    let user = msgraph::users().create(&user).send(&client).await?;
    let id = user.id.ok_or("the response has no id")?;
    msgraph::groups().id(group).members().add_ref(&msgraph::users().id(&id)).send(&client).await?;
    println!("{id}");
    Ok(())
}
