//! Servers of an API, as OpenAPI descriptions state them.

use super::{Docs, Model};
use crate::source::Span;

/// The base URL of all or some operations.
#[derive(Clone, Debug)]
pub struct Server {
    /// The absolute URL, with variables in braces.
    pub url: String,
    /// Its documentation.
    pub docs: Docs,
    /// The variables of the URL, in order.
    pub variables: Vec<ServerVariable>,
    /// Its place.
    pub span: Span,
}

/// A variable of the URL of a server.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// The name.
    pub name: String,
    /// The value if no other is chosen.
    pub default: String,
    /// The allowed values; any value if there are none.
    pub values: Vec<String>,
    /// Its documentation.
    pub docs: Docs,
}

impl Server {
    /// The URL with the defaults of all variables, without a slash at the end.
    pub fn default_url(&self) -> String {
        let fill = |url: String, it: &ServerVariable| url.replace(&format!("{{{}}}", it.name), &it.default);
        self.variables.iter().fold(self.url.clone(), fill).trim_end_matches('/').to_owned()
    }

    /// Whether secrets may be sent to it: it is encrypted, or local.
    pub fn is_secure(&self) -> bool {
        let url = self.default_url();
        let rest = url.strip_prefix("http://").map(|it| it.split(['/', ':']).next().unwrap_or_default());
        url.starts_with("https://") || rest.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1"))
    }
}

impl<R> Model<R> {
    /// The servers that clients can be created for: those of the API, then those of single operations. Each URL is listed
    /// once.
    pub fn all_servers(&self) -> Vec<&Server> {
        let own = self.operations.iter().filter_map(|it| it.contract.as_ref()?.server.as_ref());
        let mut res: Vec<&Server> = Vec::new();
        for server in self.servers.iter().chain(own).filter(|it| it.is_secure()) {
            if !res.iter().any(|it| it.url == server.url) {
                res.push(server);
            }
        }
        res
    }
}
