//! Credentials with a sign-in service and an API in the process of the test.

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

/// A client for the server with a fast clock.
fn client(server: &Server, transport: &Hasty, credential: impl Credential + 'static) -> Client {
    let policy = RetryPolicy { max_retries: 3, ..RetryPolicy::default() };
    let builder = Client::at(&server.url).authority(&server.url).retry(policy);
    builder.transport(transport.clone()).credential(credential).build().expect("a client")
}

/// Calls the API. Returns the token that it received.
async fn call(client: &Client) -> Result<String, Error> {
    let request = http::Request::get("/v1.0/me").body(Bytes::new()).expect("a request");
    let response = client.execute(request).await?;
    Ok(String::from_utf8(response.into_body().to_vec()).expect("text"))
}

/// The error of the credential for a request without a token.
fn reason(err: &Error) -> &SignInError {
    assert!(err.is_credential(), "{err:?}");
    let source = std::error::Error::source(err).expect("a source");
    source.downcast_ref().expect("a failure of the sign-in")
}
