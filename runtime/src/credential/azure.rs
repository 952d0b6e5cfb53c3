//! Credentials of the Azure SDK: [`AzureCredential`].

use super::{AccessToken, BoxError, Credential, TokenRequest};
use azure_core::credentials::TokenCredential;
use futures_core::future::BoxFuture;
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;

/// A credential of the crate `azure_identity`, or another one that implements the trait of `azure_core` 1.
///
/// It calls its sign-in service itself: the client's transport, authority and retry policy do not apply to it. Its
/// errors are [`azure_core::Error`]s.
#[derive(Clone)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// Wraps a credential of the Azure SDK.
    pub fn new(credential: Arc<dyn TokenCredential>) -> AzureCredential {
        AzureCredential(credential)
    }
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let scopes: Vec<&str> = request.scopes.iter().map(String::as_str).collect();
            let token = self.0.get_token(&scopes, None).await?;
            let res = AccessToken::new(token.token.secret());
            // A time outside the range of jiff is thousands of years away.
            Ok(match Timestamp::from_second(token.expires_on.unix_timestamp()) {
                Ok(time) => res.expires_at(time),
                Err(_) => res,
            })
        })
    }
}

impl fmt::Debug for AzureCredential {
    /// Does not show the credential, which may show secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AzureCredential").finish_non_exhaustive()
    }
}
