//! Credentials and servers of requests.

use super::Request;
use crate::client::Security;

impl<T> Request<T> {
    /// Sends no credential, for operations that do not require one.
    pub fn anonymous(mut self) -> Self {
        self.parts.security = Security::Nothing;
        self
    }

    /// Sets the security schemes that the operation allows: alternatives separated by spaces. An alternative is names
    /// separated by `+`, or `-` if a credential is optional. The client chooses the first alternative that it has
    /// credentials for: [`ClientBuilder::scheme`](crate::ClientBuilder::scheme).
    pub fn security(mut self, alternatives: &'static str) -> Self {
        self.parts.security = Security::Schemes(alternatives);
        self
    }

    /// Sets the server of the operation, by its URL in the description of the API. A client at another URL than the
    /// documented one ignores it: [`ClientBuilder::server`](crate::ClientBuilder::server).
    pub fn server(mut self, url: &'static str) -> Self {
        self.parts.server = Some(url);
        self
    }
}
