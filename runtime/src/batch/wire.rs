//! The JSON of batches.

use crate::client::{Call, origin};
use crate::raw::text;
use crate::request::Parts;
use crate::url::{after_authority, encoded, parse};
use crate::{Client, Error, TransportError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashSet};

/// A request in a batch.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    id: String,
    method: String,
    url: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<String>,
}

/// The JSON of a request: its URL is relative to the service root of its version.
pub(super) fn item<'a>(
    idx: usize,
    parts: &Parts,
    client: &Client,
    after: impl Iterator<Item = &'a usize>,
) -> Result<Item, Error> {
    let endpoint = client.endpoint();
    let mut call = parts.call(endpoint)?;
    // Headers that apply to the batch only.
    let is_of_batch = |name: &HeaderName| matches!(*name, ACCEPT | USER_AGENT) || name == "odata-maxversion";
    for (name, value) in client.headers().iter().filter(|(name, _)| !is_of_batch(name)) {
        call.headers.entry(name).or_insert_with(|| value.clone());
    }
    let root = endpoint.follow(parts.version(), String::new());
    let is_own = parse(&call.url).and_then(|it| origin(&it)).is_some_and(|it| it == endpoint.origin);
    let url = encoded(&call.url);
    let url = after_authority(&url).strip_prefix(after_authority(root.trim_end_matches('/')));
    let url = url.filter(|it| is_own && it.starts_with('/'));
    let url = url.ok_or_else(|| Error::request("the URL does not belong to the client's service"))?.to_owned();
    let headers = call.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let body = match call.body.as_bytes() {
        None => return Err(Error::request("a body that is a stream cannot be sent in a batch")),
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(body(bytes, is_json(&call.headers))?),
    };
    Ok(Item {
        id: idx.to_string(),
        method: call.method.to_string(),
        url,
        headers: headers.collect(),
        body,
        depends_on: after.map(usize::to_string).collect(),
    })
}

/// The body in the batch: JSON unchanged, other bytes as Base64.
fn body(bytes: &[u8], is_json: bool) -> Result<Box<RawValue>, Error> {
    let text = if is_json {
        String::from_utf8(bytes.to_vec()).map_err(|_| Error::request("the body is not JSON"))?
    } else {
        format!("\"{}\"", STANDARD.encode(bytes))
    };
    RawValue::from_string(text).map_err(|_| Error::request("the body is not JSON"))
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

#[derive(Serialize)]
struct Items {
    requests: Vec<Item>,
}

#[derive(Deserialize)]
struct Answers {
    /// Each response is read separately: a malformed one does not affect the others.
    responses: Vec<Box<RawValue>>,
    #[serde(rename = "@odata.nextLink", alias = "@nextLink")]
    next_link: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    status: u16,
    #[serde(default)]
    headers: Option<BTreeMap<String, Box<RawValue>>>,
    body: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Id {
    id: Value,
}

/// The responses to a batch.
pub(super) struct Outcomes {
    responses: BTreeMap<usize, Result<http::Response<Bytes>, Error>>,
    /// The reason for missing responses.
    problem: Option<Error>,
}

impl Outcomes {
    /// The response to one request.
    pub(super) fn take(&mut self, idx: usize) -> Result<http::Response<Bytes>, Error> {
        let missing = || Err(self.problem.clone().unwrap_or_else(no_response));
        self.responses.remove(&idx).unwrap_or_else(missing)
    }

    /// Reads a response or one of its pages, and returns the next link.
    fn read(&mut self, response: http::Response<Bytes>) -> Result<Option<String>, Error> {
        // The server's clock, which dates in response headers refer to.
        let date = response.headers().get(DATE).cloned();
        let answers = match text(response.body()).and_then(serde_json::from_str::<Answers>) {
            Ok(answers) => answers,
            Err(err) => return Err(Error::decode(response, &err)),
        };
        for text in &answers.responses {
            let Some(idx) = number(text) else { continue };
            // If an id occurs twice, the first response is used.
            self.responses.entry(idx).or_insert_with(|| answer(text, date.as_ref()));
        }
        Ok(answers.next_link.filter(|it| !it.is_empty()))
    }
}

/// The number of the request.
fn number(text: &RawValue) -> Option<usize> {
    let id = serde_json::from_str::<Id>(text.get()).ok()?.id;
    id.as_str().map_or_else(|| id.as_u64().and_then(|it| it.try_into().ok()), |it| it.parse().ok())
}

fn answer(text: &RawValue, date: Option<&HeaderValue>) -> Result<http::Response<Bytes>, Error> {
    let malformed = |err| Error::decode(http::Response::new(Bytes::copy_from_slice(text.get().as_bytes())), &err);
    let answer = serde_json::from_str::<Answer>(text.get()).map_err(malformed)?;
    let no_status = || Error::unexpected("the response in the batch has no valid status");
    let mut response = answer.into_http().ok_or_else(no_status)?;
    if let Some(date) = date {
        response.headers_mut().entry(DATE).or_insert_with(|| date.clone());
    }
    Ok(response)
}

/// Sends a batch; the response may have several pages.
///
/// # Errors
/// Fails if the first page of the response is not received, or cannot be read.
pub(super) async fn exchange(
    client: &Client,
    version: &str,
    requests: Vec<Item>,
    is_idempotent: bool,
) -> Result<Outcomes, Error> {
    let body = serde_json::to_vec(&Items { requests }).map_err(|err| Error::request(err.to_string()))?;
    let url = client.endpoint().follow(version, "$batch".to_owned());
    let mut call = Call { template: "/$batch".to_owned(), is_idempotent, ..Call::new(Method::POST, url, body) };
    call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut res = Outcomes { responses: BTreeMap::new(), problem: None };
    let mut next = res.read(client.exchange(call).await?)?;
    let mut followed = HashSet::new();
    while let Some(link) = next.take() {
        if !followed.insert(link.clone()) {
            res.problem = Some(Error::unexpected("the next link of a batch refers to a page that has been read"));
            break;
        }
        let url = client.endpoint().follow(version, link);
        let call = Call { template: "/$batch".to_owned(), ..Call::new(Method::GET, url, Bytes::new()) };
        let page = client.exchange(call).await.and_then(|it| res.read(it));
        match page {
            Ok(link) => next = link,
            Err(err) => res.problem = Some(err),
        }
    }
    Ok(res)
}

impl Answer {
    fn into_http(self) -> Option<http::Response<Bytes>> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.unwrap_or_default() {
            // A number; some services send it as a string.
            let text = serde_json::from_str::<String>(value.get()).unwrap_or_else(|_| value.get().to_owned());
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(text)) {
                headers.append(name, value);
            }
        }
        let body = self.body.map(|it| content(&it, &headers)).unwrap_or_default();
        let mut res = http::Response::new(body);
        *res.status_mut() = StatusCode::from_u16(self.status).ok()?;
        *res.headers_mut() = headers;
        Some(res)
    }
}

/// The content of a response. If it is not JSON, the batch has a string: text, or other bytes as Base64.
fn content(body: &RawValue, headers: &HeaderMap) -> Bytes {
    match serde_json::from_str::<String>(body.get()) {
        Ok(text) if !is_json(headers) => {
            let is_text = headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/"));
            let decoded = if is_text { None } else { STANDARD.decode(&text).ok() };
            decoded.unwrap_or_else(|| text.into_bytes()).into()
        }
        _ if body.get() == "null" => Bytes::new(),
        _ => Bytes::copy_from_slice(body.get().as_bytes()),
    }
}

/// The response of the service to a request that depends on a failed one.
pub(super) fn failed_dependency() -> http::Response<Bytes> {
    let mut res = http::Response::new(Bytes::new());
    *res.status_mut() = StatusCode::FAILED_DEPENDENCY;
    res
}

pub(super) fn no_response() -> Error {
    Error::transport(TransportError::new("the response of the batch has no response to this request"))
}
