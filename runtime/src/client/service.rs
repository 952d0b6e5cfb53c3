//! Services, as the crates that are generated for them describe them.

use crate::path::KeyStyle;

/// What is special about a service. Generated crates implement it, for a type named `Service`.
pub trait Service: 'static {
    /// The sign-in service, without tenant.
    const AUTHORITY: Option<&'static str> = None;
    /// What tokens must allow; if it is empty, everything that was granted: `/.default` of the base URL's host.
    const SCOPES: &'static [&'static str] = &[];
    /// How keys are written in URLs.
    const KEY_STYLE: KeyStyle = KeyStyle::Segments;
    /// The highest version of OData that responses may have, if the service accepts `OData-MaxVersion`.
    const ODATA_MAX_VERSION: Option<&'static str> = Some("4.01");
}

/// A service with a base URL of its own. Others are where the program says: [`ServiceClient::at`](crate::ServiceClient::at).
#[diagnostic::on_unimplemented(
    message = "the service has no base URL",
    label = "a client of this service needs a base URL",
    note = "name it: `Client::at`"
)]
pub trait Hosted: Service {
    /// The URL before the version, without a slash at its end.
    const BASE_URL: &'static str;
}

/// One of several places where a service runs: [`ClientBuilder::cloud`](crate::ClientBuilder::cloud).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cloud {
    /// The service, without version.
    pub base_url: &'static str,
    /// The sign-in service, without tenant.
    pub authority: &'static str,
}
