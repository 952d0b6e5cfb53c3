//! A request without the type of its response: code that does not depend on the type is compiled once.

use super::Bound;
use super::set::Set;
use super::streams::Streamed;
use crate::client::{Call, Endpoint, Security};
use crate::path::KeyStyle;
use crate::retry::is_idempotent;
use crate::{Error, Page, Path, RetryPolicy};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Characters that are not encoded in a query (RFC 3986, 3.4), without the separators of options.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'*')
    .remove(b'$')
    .remove(b'!');

/// Allows directory objects to use an index that is updated with a delay: `$search` and `$count`.
const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");

/// The target of a request.
#[derive(Clone)]
pub(crate) enum Target {
    Path(Path),
    /// A URL that the service returned, with the template of the request that returned it.
    Link {
        url: String,
        version: &'static str,
        template: String,
    },
}

/// See the module documentation.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) method: Method,
    pub(crate) target: Target,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(super) parameters: Vec<Set>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Replaces `body`.
    pub(super) streamed: Option<Streamed>,
    /// Members of the body that refer to entities.
    pub(crate) bound: Vec<(String, Bound)>,
    pub(crate) pages: Box<[Page]>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    /// Whether the request is idempotent.
    pub(crate) is_idempotent: bool,
    pub(crate) follows_redirects: bool,
    pub(super) security: Security,
    /// The URL of the server in the description of the API, if the operation has its own.
    pub(super) server: Option<&'static str>,
    problem: Option<String>,
}

impl Parts {
    pub(crate) fn new(method: Method, target: Target, pages: Box<[Page]>) -> Parts {
        Parts {
            is_idempotent: is_idempotent(&method),
            method,
            target,
            query: Vec::new(),
            parameters: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            streamed: None,
            bound: Vec::new(),
            pages,
            timeout: None,
            deadline: None,
            retry: None,
            follows_redirects: true,
            security: Security::Usual,
            server: None,
            problem: None,
        }
    }

    /// The request for a link in the response, with all headers of this one.
    pub(crate) fn follow(&self, link: &str) -> Parts {
        let target =
            Target::Link { url: link.to_owned(), version: self.version(), template: self.template().to_owned() };
        let mut headers = self.headers.clone();
        headers.remove(CONTENT_TYPE);
        // The link may no longer contain the options that require this header.
        if self.needs_index() {
            headers.entry(CONSISTENCY_LEVEL).or_insert(HeaderValue::from_static("eventual"));
        }
        Parts {
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry.clone(),
            follows_redirects: self.follows_redirects,
            security: self.security,
            headers,
            parameters: self.set_for_links(),
            ..Parts::new(Method::GET, target, self.pages.clone())
        }
    }

    /// Records a problem; the request will not be sent. The first problem is reported.
    pub(crate) fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn json(&mut self, body: Result<Vec<u8>, serde_json::Error>) {
        match body {
            Ok(bytes) => self.set_body(bytes.into()),
            Err(err) => self.refuse(format!("the body cannot be written as JSON: {err}")),
        }
        // A media type like `application/merge-patch+json` that has been set is kept.
        if !self.headers.get(CONTENT_TYPE).is_some_and(is_json) {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
    }

    pub(crate) fn set_body(&mut self, body: Bytes) {
        (self.body, self.streamed) = (body, None);
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header `{name}` has an invalid name or value")),
        }
    }

    /// Appends values to a query option that is a list.
    pub(crate) fn add(&mut self, name: &'static str, values: Vec<String>) {
        let values = values.join(",");
        match self.query.iter_mut().find(|(it, _)| it == name) {
            Some((_, old)) => *old = format!("{old},{values}"),
            None => self.query.push((Cow::Borrowed(name), values)),
        }
    }

    /// Sets a query option that has one value.
    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        match self.query.iter_mut().find(|(it, _)| it == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((Cow::Borrowed(name), value)),
        }
    }

    pub(crate) fn template(&self) -> &str {
        match &self.target {
            Target::Path(path) => path.template(),
            Target::Link { template, .. } => template,
        }
    }

    /// The link, if the target is one.
    pub(crate) fn link(&self) -> Option<&str> {
        match &self.target {
            Target::Path(_) => None,
            Target::Link { url, .. } => Some(url),
        }
    }

    pub(crate) fn version(&self) -> &'static str {
        match &self.target {
            Target::Path(path) => path.version(),
            Target::Link { version, .. } => version,
        }
    }

    pub(crate) fn page(&self) -> Option<Page> {
        let line = format!("{} {}", self.method, self.template());
        let shows = |page: &&Page| page.templates().any(|it| it.eq_ignore_ascii_case(&line));
        // Permissions without a page are for their own URLs only.
        let of_method = || self.pages.first().filter(|it| !it.title().is_empty());
        self.pages.iter().find(shows).or_else(of_method).copied()
    }

    fn needs_index(&self) -> bool {
        let asks =
            |(name, value): &(Cow<'static, str>, String)| name == "$search" || name == "$count" && value == "true";
        self.method == Method::GET && (self.query.iter().any(asks) || self.template().ends_with("/$count"))
    }

    fn all_headers(&self) -> HeaderMap {
        let mut res = self.headers.clone();
        if self.needs_index() {
            res.entry(CONSISTENCY_LEVEL).or_insert(HeaderValue::from_static("eventual"));
        }
        if !self.bound.is_empty() {
            res.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        if let Some((name, value)) = self.cookies() {
            res.insert(name, value);
        }
        res
    }

    /// The body, with references as URLs of this service.
    fn all_body(&self, base: &str, keys: KeyStyle) -> Result<Bytes, Error> {
        if self.bound.is_empty() {
            return Ok(self.body.clone());
        }
        let mut members: BTreeMap<String, Box<RawValue>> = match self.body.as_ref() {
            [] => BTreeMap::new(),
            body => serde_json::from_slice(body)
                .map_err(|_| Error::request("the body is not an object, so it cannot refer to entities"))?,
        };
        for (name, bound) in &self.bound {
            let text = RawValue::from_string(bound.to_json(base, keys).to_string());
            members.insert(name.clone(), text.expect("a value is JSON"));
        }
        let body = serde_json::to_vec(&members).expect("texts of JSON are JSON");
        Ok(body.into())
    }

    /// The URI after the base URL.
    pub(crate) fn uri(&self, keys: KeyStyle) -> String {
        let (mut res, aliases) = match &self.target {
            Target::Path(path) => (path.versioned(keys), path.aliases()),
            Target::Link { url, .. } => (url.clone(), [].as_slice()),
        };
        let aliases = aliases.iter().map(|(name, value)| (name.as_str(), value));
        for (name, value) in aliases.chain(self.query.iter().map(|(name, value)| (&**name, value))) {
            res.push(if res.contains('?') { '&' } else { '?' });
            res.extend(utf8_percent_encode(name, QUERY));
            res.push('=');
            res.extend(utf8_percent_encode(value, QUERY));
        }
        for (name, value) in self.set_in_query() {
            res.push(if res.contains('?') { '&' } else { '?' });
            res.extend([name.as_str(), "=", value]);
        }
        res
    }

    fn checked(&self, keys: KeyStyle) -> Result<(), Error> {
        let of_path = match &self.target {
            Target::Path(path) => path.problem_in(keys),
            Target::Link { .. } => None,
        };
        let of_body = || self.bound.iter().find_map(|(_, it)| it.problem_in(keys));
        let problem = of_path.or(self.problem.as_deref()).or_else(of_body);
        problem.map_or(Ok(()), |it| Err(Error::request(it).with_page(self.page())))
    }

    pub(crate) fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        self.checked(KeyStyle::Segments)?;
        if self.streamed.is_some() {
            return Err(Error::request("the body is a stream"));
        }
        let body = self.all_body("", KeyStyle::Segments)?;
        let uri = self.uri(KeyStyle::Segments);
        // The URI of the root must not be empty.
        let uri = if uri.is_empty() { "/" } else { &uri };
        let mut res = http::Request::builder()
            .method(self.method.clone())
            .uri(uri)
            .body(body)
            .map_err(|err| Error::request(err.to_string()))?;
        *res.headers_mut() = self.all_headers();
        Ok(res)
    }

    /// The request for a given service.
    pub(crate) fn call(&self, endpoint: &Endpoint) -> Result<Call, Error> {
        self.checked(endpoint.keys)?;
        let uri = self.uri(endpoint.keys);
        let url = match &self.target {
            Target::Path(_) => endpoint.resolve_at(self.server, uri),
            Target::Link { version, .. } => endpoint.follow(version, uri),
        };
        let body = match &self.streamed {
            Some(streamed) => streamed.take()?,
            None => self.all_body(&endpoint.base, endpoint.keys)?.into(),
        };
        Ok(Call {
            headers: self.all_headers(),
            template: self.template().to_owned(),
            page: self.page(),
            security: self.security,
            follows_redirects: self.follows_redirects,
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry.clone(),
            is_idempotent: self.is_idempotent,
            ..Call::new(self.method.clone(), url, body)
        })
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Path(_) => write!(f, "{} {}", self.method, self.uri(KeyStyle::Segments)),
            // The query is a token.
            Target::Link { url, .. } => {
                write!(f, "{} {}?…", self.method, url.split('?').next().unwrap_or_default())
            }
        }
    }
}

/// Whether a media type is of JSON.
fn is_json(media_type: &HeaderValue) -> bool {
    let essence = media_type.as_bytes().split(|it| *it == b';').next().unwrap_or_default().trim_ascii();
    essence == b"application/json" || essence.ends_with(b"+json")
}
