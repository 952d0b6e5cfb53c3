//! Requests as values.

use crate::{Client, Collection, Error, Fields, Filter, Model, Orders, Page, Path, Reference};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::fmt;

/// What stays as it is in a query (RFC 3986, 3.4), without what divides one option from the next.
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

/// A request that returns a `T`. It does no I/O until it is sent.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T> {
    method: Method,
    path: Path,
    query: Vec<(Cow<'static, str>, String)>,
    headers: HeaderMap,
    body: Bytes,
    pages: Box<[Page]>,
    decode: Decode<T>,
    problem: Option<String>,
}

/// Makes a `T` of the body of a response.
type Decode<T> = fn(&http::Response<Bytes>) -> Result<T, serde_json::Error>;

impl<T: DeserializeOwned> Request<T> {
    /// A request whose response is JSON.
    pub fn new<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<T> {
        Request::of(method, path, pages, |response| serde_json::from_slice(response.body()))
    }

    /// A request whose response is one value in an object: `{"value": true}` (OData JSON Format 4.01, 11).
    pub fn scalar<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<T> {
        Request::of(method, path, pages, |response| {
            serde_json::from_slice::<Scalar<T>>(response.body()).map(|it| it.value)
        })
    }
}

#[derive(serde::Deserialize)]
struct Scalar<T> {
    value: T,
}

impl Request<()> {
    /// A request whose response has no body, or one that does not matter.
    pub fn empty<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<()> {
        Request::of(method, path, pages, |_| Ok(()))
    }
}

impl Request<Bytes> {
    /// A request whose response is bytes of any media type.
    pub fn bytes<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<Bytes> {
        Request::of(method, path, pages, |response| Ok(response.body().clone()))
    }
}

impl Request<u64> {
    /// A request whose response is a number as text: `…/$count`.
    pub fn number<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<u64> {
        // A byte order mark may stand before the number.
        Request::of(method, path, pages, |response| {
            let body = response.body();
            serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
        })
    }
}

impl<T> Request<T> {
    fn of<const N: usize>(method: Method, path: Path, pages: [Page; N], decode: Decode<T>) -> Request<T> {
        let problem = path.problem().map(str::to_owned);
        let (query, headers, body) = (Vec::new(), HeaderMap::new(), Bytes::new());
        Request { method, path, query, headers, body, pages: Box::new(pages), decode, problem }
    }

    /// Sends this value as JSON.
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = bytes.into(),
            Err(err) => self.problem = Some(format!("the body cannot be written as JSON: {err}")),
        }
        self.with_type(HeaderValue::from_static("application/json"))
    }

    /// Sends these bytes.
    pub fn content(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        match HeaderValue::from_str(media_type) {
            Ok(value) => self.with_type(value),
            Err(_) => {
                self.problem = Some(format!("`{media_type}` is no media type"));
                self
            }
        }
    }

    fn with_type(mut self, media_type: HeaderValue) -> Self {
        self.headers.insert(CONTENT_TYPE, media_type);
        self
    }

    /// Sends a header. A name or a value that HTTP does not allow is an error when the request is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.problem = Some(format!("the header `{name}` has a name or a value that HTTP does not allow")),
        }
        self
    }

    /// Adds a query option as it is: `("includeDeleted", "true")`. Values are percent-encoded.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds to a query option whose values are a list.
    fn add(mut self, name: &'static str, values: Vec<String>) -> Self {
        let values = values.join(",");
        match self.query.iter_mut().find(|(it, _)| it == name) {
            Some((_, old)) => *old = format!("{old},{values}"),
            None => self.query.push((Cow::Borrowed(name), values)),
        }
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The page that documents this request: the one that shows its URL, else the first that documents its method.
    pub fn page(&self) -> Option<Page> {
        let line = format!("{} {}", self.method, self.path.template());
        let shows = |page: &&Page| page.templates().any(|it| it.eq_ignore_ascii_case(&line));
        self.pages.iter().find(shows).or(self.pages.first()).copied()
    }

    /// Every page that documents the method.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The request as HTTP, without host and token: the URI is relative (`/v1.0/users?$top=5`).
    ///
    /// # Errors
    /// Something that the request was made of is not allowed: an empty id, a header's name.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        if let Some(problem) = &self.problem {
            return Err(Error::request(problem.clone()));
        }
        let mut res = http::Request::builder()
            .method(self.method.clone())
            .uri(self.uri())
            .body(self.body.clone())
            .map_err(|err| Error::request(err.to_string()))?;
        *res.headers_mut() = self.headers.clone();
        Ok(res)
    }

    fn uri(&self) -> String {
        let mut res = format!("/{}{}", self.path.version(), self.path.url());
        let aliases = self.path.aliases().iter().map(|(name, value)| (name.as_str(), value));
        let query = aliases.chain(self.query.iter().map(|(name, value)| (&**name, value)));
        for (idx, (name, value)) in query.enumerate() {
            res.push(if idx == 0 { '?' } else { '&' });
            res.extend(utf8_percent_encode(name, QUERY));
            res.push('=');
            res.extend(utf8_percent_encode(value, QUERY));
        }
        res
    }

    /// Sends the request and reads the response.
    ///
    /// # Errors
    /// The request cannot be built or sent, the service answers with an error, or the response is not what it should be.
    pub async fn send(self, client: &Client) -> Result<T, Error> {
        let page = self.page();
        let response = client.execute(self.to_http()?, page, self.path.template()).await?;
        (self.decode)(&response).map_err(|err| Error::decode(&response, page, err))
    }
}

impl<T: Model> Request<T> {
    /// Asks for these properties only.
    pub fn select(self, fields: impl Fields<T>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.add("$select", names)
    }

    /// Asks for what these navigation properties lead to, too.
    pub fn expand(self, fields: impl Fields<T>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.add("$expand", names)
    }
}

impl<T: Model> Request<Collection<T>> {
    /// Asks for these properties only.
    pub fn select(self, fields: impl Fields<T>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.add("$select", names)
    }

    /// Asks for what these navigation properties lead to, too.
    pub fn expand(self, fields: impl Fields<T>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.add("$expand", names)
    }

    /// Asks for items that are like this. A second filter must hold, too.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        match self.query.iter_mut().find(|(it, _)| it == "$filter") {
            Some((_, old)) => *old = format!("({old}) and ({filter})"),
            None => self.query.push((Cow::Borrowed("$filter"), filter.to_string())),
        }
        self
    }

    /// Sorts the items.
    pub fn order_by(self, orders: impl Orders<T>) -> Self {
        let mut clauses = Vec::new();
        orders.clauses(&mut clauses);
        self.add("$orderby", clauses)
    }
}

impl<T> Request<Collection<T>> {
    /// Asks for this many items a page.
    pub fn top(self, count: u32) -> Self {
        self.query("$top", count.to_string())
    }

    /// Leaves this many items out.
    pub fn skip(self, count: u32) -> Self {
        self.query("$skip", count.to_string())
    }

    /// Searches: `"displayName:adele"`, in the service's search syntax, with its quotes.
    pub fn search(self, text: impl Into<String>) -> Self {
        self.query("$search", text)
    }

    /// Asks for the number of items on all pages: [`Collection::count`].
    pub fn with_count(self) -> Self {
        self.query("$count", "true")
    }
}

impl<T> Request<T> {
    /// Sends a reference to an entity.
    pub fn reference(self, to: impl Into<Reference>) -> Self {
        self.json(&to.into())
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Request {
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            pages: self.pages.clone(),
            decode: self.decode,
            problem: self.problem.clone(),
        }
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.uri())
    }
}
