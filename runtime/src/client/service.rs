//! Services, as described by generated crates.

use crate::path::KeyStyle;

/// The settings of a service. Generated crates implement this trait for a type named `Service`.
pub trait Service: 'static {
    /// The URL of the sign-in service, without tenant.
    const AUTHORITY: Option<&'static str> = None;
    /// The scopes of tokens; if empty, everything that was granted: `/.default` of the base URL's host.
    const SCOPES: &'static [&'static str] = &[];
    /// The URLs of further servers, which some operations have.
    const SERVERS: &'static [&'static str] = &[];
    /// How keys are written in URLs.
    const KEY_STYLE: KeyStyle = KeyStyle::Segments;
    /// The header with the client's id of a request, if the service knows one.
    const REQUEST_ID: Option<&'static str> = Some("client-request-id");
    /// The highest OData version of responses, if the service accepts `OData-MaxVersion`.
    const ODATA_MAX_VERSION: Option<&'static str> = Some("4.01");
}

/// A service with a known base URL. For other services, the program sets it:
/// [`ServiceClient::at`](crate::ServiceClient::at).
#[diagnostic::on_unimplemented(
    message = "the service has no base URL",
    label = "a client of this service needs a base URL",
    note = "name it: `Client::at`"
)]
pub trait Hosted: Service {
    /// The URL before the version, without a trailing slash.
    const BASE_URL: &'static str;
}

/// A cloud in which a service is available: [`ClientBuilder::cloud`](crate::ClientBuilder::cloud).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cloud {
    /// The URL of the service, without version.
    pub base_url: &'static str,
    /// The URL of the sign-in service, without tenant.
    pub authority: &'static str,
}
