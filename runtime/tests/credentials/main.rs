//! Credentials against a sign-in service and an API that run in the test's own process.

#[cfg(feature = "azure-identity")]
mod azure;
#[cfg(feature = "certificate")]
mod client_certificate;
mod client_secret;
mod device_code;
mod secrecy;
mod server;
mod transport;

use graphwright_runtime::{Bytes, Client, Credential, Error, RetryPolicy, SignInError};
use server::Server;
use transport::Hasty;

/// A client of the server, for which time flies.
fn client(server: &Server, transport: &Hasty, credential: impl Credential + 'static) -> Client {
    let policy = RetryPolicy { max_retries: 3, ..RetryPolicy::default() };
    let builder = Client::at(&server.url).authority(&server.url).retry(policy);
    builder.transport(transport.clone()).credential(credential).build().expect("a client")
}

/// Calls the API. Gives the token that reached it.
async fn call(client: &Client) -> Result<String, Error> {
    let request = http::Request::get("/v1.0/me").body(Bytes::new()).expect("a request");
    let response = client.execute(request).await?;
    Ok(String::from_utf8(response.into_body().to_vec()).expect("text"))
}

/// What the credential says about a request for which there is no token.
fn reason(err: &Error) -> &SignInError {
    assert!(err.is_credential(), "{err:?}");
    let source = std::error::Error::source(err).expect("a source");
    source.downcast_ref().expect("a failure of the sign-in")
}
