//! Batches as JSON.

use crate::client::Call;
use crate::request::Parts;
use crate::{Client, Error, TransportError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

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

/// A request as it stands in a batch: its URL is relative to the service root of its version.
pub(super) fn item<'a>(
    idx: usize,
    parts: &Parts,
    client: &Client,
    after: impl Iterator<Item = &'a usize>,
) -> Result<Item, Error> {
    let endpoint = client.endpoint();
    let mut call = parts.call(endpoint)?;
    // Those of the batch are not those of its requests.
    for (name, value) in client.headers().iter().filter(|(name, _)| !matches!(**name, ACCEPT | USER_AGENT)) {
        call.headers.entry(name).or_insert_with(|| value.clone());
    }
    let root = endpoint.follow(parts.version(), String::new());
    let url = call.url.strip_prefix(root.trim_end_matches('/')).filter(|it| it.starts_with('/'));
    let url = url.ok_or_else(|| Error::request("the URL is not one of the client's service"))?.to_owned();
    let headers = call.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let body = match call.body.as_bytes().map_or(&[][..], |it| it) {
        [] => None,
        bytes => Some(body(bytes, is_json(&call.headers))?),
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

/// JSON as it is, other bytes as Base64.
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
    responses: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    status: u16,
    #[serde(default)]
    headers: Option<BTreeMap<String, Box<RawValue>>>,
    body: Option<Box<RawValue>>,
}

/// Sends a batch; the responses by the numbers of their requests.
pub(super) async fn exchange(
    client: &Client,
    version: &str,
    requests: Vec<Item>,
    is_idempotent: bool,
) -> Result<BTreeMap<usize, http::Response<Bytes>>, Error> {
    let body = serde_json::to_vec(&Items { requests }).map_err(|err| Error::request(err.to_string()))?;
    let url = client.endpoint().follow(version, "$batch".to_owned());
    let mut call = Call { template: "/$batch".to_owned(), is_idempotent, ..Call::new(Method::POST, url, body) };
    call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let response = client.exchange(call).await?;
    let answers = match serde_json::from_slice::<Answers>(response.body()) {
        Ok(answers) => answers,
        Err(err) => return Err(Error::decode(response, &err)),
    };
    let responses = answers.responses.into_iter().filter_map(|it| Some((it.id.parse().ok()?, it.into_http()?)));
    Ok(responses.collect())
}

impl Answer {
    fn into_http(self) -> Option<http::Response<Bytes>> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.unwrap_or_default() {
            // A number, where a service is generous.
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

/// What is not JSON comes as a string: text, or other bytes as Base64.
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

/// What the service answers to a request after one that failed.
pub(super) fn failed_dependency() -> http::Response<Bytes> {
    let mut res = http::Response::new(Bytes::new());
    *res.status_mut() = StatusCode::FAILED_DEPENDENCY;
    res
}

pub(super) fn no_response() -> Error {
    Error::transport(TransportError::new("the response of the batch holds no response to this request"))
}
