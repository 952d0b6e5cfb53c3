//! Applications at any token endpoint of OAuth 2.0.

use super::oauth::{self, Field};
use super::{AccessToken, Credential, SignInError, TokenRequest};
use crate::{BoxError, url};
use futures_core::future::BoxFuture;
use http::header::HeaderValue;
use std::fmt;
use std::time::Duration;

/// The lifetime of a token if the response does not have it.
const LIFETIME: Duration = Duration::from_secs(300);

/// Signs in an application at a token endpoint (RFC 6749, 4.4). Errors are [`SignInError`]s.
///
/// ```
/// # use graphwright_runtime::{Client, ClientCredentials};
/// let credential = ClientCredentials::new("https://login.example.com/token", "app", "…").scopes(["loans.read"]);
/// let client = Client::at("https://service.example.com").credential(credential).build()?;
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    url: String,
    client_id: String,
    secret: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    is_secret_in_body: bool,
}

impl ClientCredentials {
    /// Creates a credential of the application with this id, at the token endpoint with this URL.
    pub fn new(url: impl Into<String>, client_id: impl Into<String>, secret: impl Into<String>) -> ClientCredentials {
        ClientCredentials {
            url: url.into(),
            client_id: client_id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            is_secret_in_body: false,
        }
    }

    /// Sets the scopes of tokens; without them, the service decides.
    #[must_use]
    pub fn scopes<S: Into<String>>(self, scopes: impl IntoIterator<Item = S>) -> ClientCredentials {
        ClientCredentials { scopes: scopes.into_iter().map(Into::into).collect(), ..self }
    }

    /// Adds a parameter of the token request: `audience`, for example.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> ClientCredentials {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body instead of a header, for services that do not accept the header (RFC 6749, 2.3.1).
    #[must_use]
    pub fn secret_in_body(self) -> ClientCredentials {
        ClientCredentials { is_secret_in_body: true, ..self }
    }

    fn checked_url(&self) -> Result<&str, SignInError> {
        let uri = url::parse(&self.url).filter(|it| it.host().is_some());
        let uri = uri.ok_or_else(|| SignInError::input("the token endpoint is not an absolute URL"))?;
        let is_local = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match uri.scheme_str() {
            Some("https") => Ok(&self.url),
            Some("http") if is_local => Ok(&self.url),
            _ => Err(SignInError::input("`https` is required for the token endpoint, because secrets are sent")),
        }
    }

    /// The value of `Authorization`.
    fn basic(&self) -> Result<HeaderValue, SignInError> {
        let token = AccessToken::basic(&oauth::encoded(&self.client_id), &oauth::encoded(&self.secret));
        let mut value = HeaderValue::try_from(format!("Basic {}", token.secret()))
            .map_err(|_| SignInError::input("the secret is not valid"))?;
        value.set_sensitive(true);
        Ok(value)
    }

    async fn grant(&self, request: TokenRequest<'_>) -> Result<AccessToken, SignInError> {
        let scope = self.scopes.join(" ");
        let mut fields: Vec<Field<'_>> = vec![("grant_type", "client_credentials")];
        if !scope.is_empty() {
            fields.push(("scope", &scope));
        }
        fields.extend(self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let authorization = match self.is_secret_in_body {
            true => {
                fields.extend([("client_id", self.client_id.as_str()), ("client_secret", self.secret.as_str())]);
                None
            }
            false => Some(self.basic()?),
        };
        let answer = oauth::send(request, self.checked_url()?, authorization, &fields).await?;
        let token = oauth::grant(&answer)?.token;
        Ok(if token.expiry().is_some() { token } else { token.expires_in(LIFETIME) })
    }
}

impl Credential for ClientCredentials {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.grant(request).await?) })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ClientCredentials");
        out.field("url", &self.url).field("client_id", &self.client_id).field("scopes", &self.scopes);
        out.finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::ClientCredentials;

    #[test]
    fn secrets_are_only_sent_over_tls() {
        let checked = |url: &str| ClientCredentials::new(url, "a", "b").checked_url().is_ok();
        assert!(checked("https://login.example.com/token") && checked("http://127.0.0.1:80/token"));
        assert!(!checked("http://login.example.com/token") && !checked("/token") && !checked(""));
    }
}
