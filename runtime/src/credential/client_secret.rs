//! Sign-in of an application with a secret: [`ClientSecret`].

use super::oauth::App;
use super::{AccessToken, BoxError, Credential, SignInError, TokenRequest};
use futures_core::future::BoxFuture;
use std::fmt;

/// Signs in an application with a client secret (RFC 6749, 4.4).
///
/// Errors are [`SignInError`]s.
#[derive(Clone)]
pub struct ClientSecret {
    app: App,
    secret: String,
}

impl ClientSecret {
    /// Creates a credential of the application with this id, in the tenant with this GUID or domain name.
    pub fn new(tenant: impl Into<String>, client_id: impl Into<String>, secret: impl Into<String>) -> ClientSecret {
        ClientSecret { app: App::new(tenant, client_id), secret: secret.into() }
    }

    /// Reads `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET`.
    ///
    /// # Errors
    /// Fails if one of these environment variables is not set; the error names it.
    pub fn from_env() -> Result<ClientSecret, SignInError> {
        ClientSecret::from_variables(|name| std::env::var(name).ok())
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<ClientSecret, SignInError> {
        let names = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"];
        let values = names.map(|name| variable(name).filter(|it| !it.is_empty()));
        let missing = names.iter().zip(&values).filter(|(_, value)| value.is_none());
        let missing: Vec<String> = missing.map(|(name, _)| format!("`{name}`")).collect();
        match values {
            [Some(tenant), Some(client_id), Some(secret)] => Ok(ClientSecret::new(tenant, client_id, secret)),
            _ => Err(SignInError::input(format!("these environment variables are not set: {}", missing.join(", ")))),
        }
    }
}

impl Credential for ClientSecret {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let scope = request.scopes.join(" ");
            let fields =
                [("grant_type", "client_credentials"), ("scope", scope.as_str()), ("client_secret", &self.secret)];
            Ok(self.app.token(request, &fields).await?.token)
        })
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.app.debug(f, "ClientSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::ClientSecret;

    #[test]
    fn what_the_environment_lacks_is_named() {
        let err = ClientSecret::from_variables(|name| (name == "AZURE_CLIENT_ID").then(|| "app".to_owned()));
        let text = err.expect_err("variables are missing").to_string();
        assert_eq!(text, "these environment variables are not set: `AZURE_TENANT_ID`, `AZURE_CLIENT_SECRET`");
        assert!(ClientSecret::from_variables(|_| Some(String::new())).is_err());
        let credential = ClientSecret::from_variables(|name| Some(name.to_lowercase())).expect("all are set");
        let shown = format!("{credential:?}");
        assert_eq!(shown, r#"ClientSecret { tenant: "azure_tenant_id", client_id: "azure_client_id", .. }"#);
    }
}
