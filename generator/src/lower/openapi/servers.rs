//! Servers.

use super::{Ctx, docs};
use crate::input::openapi::{self, Document, Operation, PathItem, Variable};
use crate::model::json::Name;
use crate::model::{Server, ServerVariable};

/// The servers of a description with an absolute URL, the main one first.
pub(crate) fn of_document(document: &Document) -> Vec<Server> {
    document.servers.iter().map(|it| server(it, None)).filter(|it| is_absolute(&it.default_url())).collect()
}

impl<'a> Ctx<'a> {
    /// The server of an operation, if it is not the main one of the description.
    pub(super) fn server(&mut self, item: &'a PathItem, operation: &'a Operation) -> Option<Server> {
        let main = of_document(self.document).into_iter().next();
        let own = operation.servers.first().or(item.servers.first())?;
        let own = server(own, main.as_ref());
        if main.is_some_and(|it| it.default_url() == own.default_url()) {
            return None;
        }
        if own.is_secure() {
            return Some(own);
        }
        let message = format!("requests to `{}` are not supported", own.url);
        self.unsupported(
            own.span,
            &own.url,
            message,
            "the server is ignored; expected a URL that begins with `https://`",
        );
        None
    }
}

/// A server; a relative URL is one of the same host as the main server.
fn server(it: &openapi::Server, main: Option<&Server>) -> Server {
    let url = it.url.value.to_string();
    let url = match main.filter(|_| url.starts_with('/')) {
        Some(main) => host(&main.url).to_owned() + &url,
        None => url,
    };
    Server {
        url,
        docs: docs::docs([it.description.as_ref()], None),
        variables: it.variables.iter().map(|(name, it)| variable(name, it)).collect(),
        span: it.url.span,
    }
}

fn variable(name: &Name, it: &Variable) -> ServerVariable {
    ServerVariable {
        name: name.value.to_string(),
        default: it.default.as_ref().or(it.values.first()).map_or_else(String::new, |it| it.value.to_string()),
        values: it.values.iter().map(|it| it.value.to_string()).collect(),
        docs: docs::docs([it.description.as_ref()], None),
    }
}

/// Scheme and host of a URL.
fn host(url: &str) -> &str {
    let start = url.find("://").map_or(0, |it| it + "://".len());
    url[start..].find('/').map_or(url, |end| &url[..start + end])
}

pub(super) fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
