//! Matchers of requests.

use bytes::Bytes;
use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::fmt;

/// Matches requests by the given parts; other parts are ignored. Paths and queries are compared decoded.
#[derive(Clone, Debug)]
#[must_use = "a matcher does nothing by itself"]
pub struct Matcher {
    method: Method,
    path: String,
    query: Vec<(String, Option<String>)>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

/// Matches requests with this method and path: `/v1.0/me`; for another host, with the host:
/// `https://example.com/upload`.
pub fn matching(method: Method, path: impl Into<String>) -> Matcher {
    Matcher { method, path: path.into(), query: Vec::new(), headers: Vec::new(), body: None }
}

/// Matches a GET of this path.
pub fn get(path: impl Into<String>) -> Matcher {
    matching(Method::GET, path)
}

/// Matches a POST to this path.
pub fn post(path: impl Into<String>) -> Matcher {
    matching(Method::POST, path)
}

/// Matches a PATCH of this path.
pub fn patch(path: impl Into<String>) -> Matcher {
    matching(Method::PATCH, path)
}

/// Matches a PUT to this path.
pub fn put(path: impl Into<String>) -> Matcher {
    matching(Method::PUT, path)
}

/// Matches a DELETE of this path.
pub fn delete(path: impl Into<String>) -> Matcher {
    matching(Method::DELETE, path)
}

impl Matcher {
    /// Requires this query option.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), Some(value.into())));
        self
    }

    /// Requires that this query option is missing.
    pub fn without_query(mut self, name: impl Into<String>) -> Self {
        self.query.push((name.into(), None));
        self
    }

    /// Requires this header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Requires this JSON as the body; the order of members does not matter.
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) fn matches(&self, request: &http::Request<Bytes>) -> bool {
        let uri = request.uri();
        let options: Vec<(String, String)> = uri.query().unwrap_or_default().split('&').map(option).collect();
        let value = |name: &str| options.iter().find(|(it, _)| it == name).map(|(_, value)| value);
        request.method() == self.method
            && self.has_path(uri)
            && self.query.iter().all(|(name, expected)| value(name) == expected.as_ref())
            && self
                .headers
                .iter()
                .all(|(name, value)| request.headers().get_all(name).iter().any(|it| it.as_bytes() == value.as_bytes()))
            && self
                .body
                .as_ref()
                .is_none_or(|it| serde_json::from_slice(request.body()).is_ok_and(|body: Value| body == *it))
    }

    fn has_path(&self, uri: &http::Uri) -> bool {
        let path = decoded(uri.path());
        match self.path.split_once("://") {
            None => path == decoded(&self.path),
            Some((scheme, rest)) => {
                let authority = uri.authority().map_or("", |it| it.as_str());
                uri.scheme_str() == Some(scheme) && format!("{authority}{path}") == decoded(rest)
            }
        }
    }
}

fn option(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(name), decoded(&value.replace('+', " ")))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        for (name, value) in &self.query {
            match value {
                Some(value) => write!(f, ", {name}={value}")?,
                None => write!(f, ", no {name}")?,
            }
        }
        for (name, value) in &self.headers {
            write!(f, ", {name}: {value}")?;
        }
        match &self.body {
            Some(body) => write!(f, ", {body}"),
            None => Ok(()),
        }
    }
}
