//! The clients of generated crates.

use super::{Client, ClientBuilder, Hosted, Service};
#[cfg(feature = "reqwest")]
use crate::Credential;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A [`Client`] of the service `S`: the type `Client` of generated crates. It dereferences to [`Client`], which requests take.
///
/// [`new`](ServiceClient::new) and [`builder`](ServiceClient::builder) require a service with a known base URL. For
/// other services, a client can only be created with a base URL, so requests and tokens are never sent elsewhere.
///
/// ```
/// # use graphwright_runtime::{Service, ServiceClient, StaticToken};
/// # enum Shelf {}
/// # impl Service for Shelf {}
/// # fn main() -> Result<(), graphwright_runtime::Error> {
/// let client = ServiceClient::<Shelf>::at("https://shelf.example.com").credential(StaticToken::new("…")).build()?;
/// # Ok(()) }
/// ```
///
/// ```compile_fail,E0277
/// # use graphwright_runtime::{Service, ServiceClient, StaticToken};
/// # enum Shelf {}
/// # impl Service for Shelf {}
/// let client = ServiceClient::<Shelf>::new(StaticToken::new("…"));
/// ```
pub struct ServiceClient<S> {
    client: Client,
    service: PhantomData<fn() -> S>,
}

impl<S: Service> ServiceClient<S> {
    /// Creates a client of the service with this credential.
    ///
    /// # Panics
    /// Panics if TLS cannot be set up. [`ClientBuilder::build`] returns an error instead.
    #[cfg(feature = "reqwest")]
    pub fn new(credential: impl Credential + 'static) -> ServiceClient<S>
    where
        S: Hosted,
    {
        ServiceClient::builder().credential(credential).build().expect("only TLS can fail here")
    }

    /// Starts to configure a client of the service.
    pub fn builder() -> ClientBuilder<ServiceClient<S>>
    where
        S: Hosted,
    {
        let builder = ServiceClient::at(S::BASE_URL);
        S::SERVERS.iter().fold(builder, |builder, url| builder.server(*url, *url))
    }

    /// Starts to configure a client of the service at this base URL, without version.
    pub fn at(base_url: impl Into<String>) -> ClientBuilder<ServiceClient<S>> {
        ClientBuilder::of_service::<S>(base_url.into())
    }
}

impl<S> From<Client> for ServiceClient<S> {
    fn from(client: Client) -> Self {
        ServiceClient { client, service: PhantomData }
    }
}

impl<S> From<ServiceClient<S>> for Client {
    fn from(client: ServiceClient<S>) -> Self {
        client.client
    }
}

impl<S> Deref for ServiceClient<S> {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl<S> Clone for ServiceClient<S> {
    fn clone(&self) -> Self {
        self.client.clone().into()
    }
}

impl<S> fmt::Debug for ServiceClient<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
