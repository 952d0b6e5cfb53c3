//! Reading responses.

use crate::Error;
use crate::raw::text;
use crate::request::read_json;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// Reads the JSON body of a response. An empty body is read as a null, as an object without members, or as an empty list.
///
/// # Errors
/// Fails if the body is not JSON, or not a `T`.
pub fn read_body<T: DeserializeOwned>(response: &http::Response<Bytes>) -> Result<T, serde_json::Error> {
    let result = read_json(response.body());
    if response.body().is_empty() { result.or_else(|_| serde_json::from_str("[]")) } else { result }
}

/// Reads the body of a response as text.
///
/// # Errors
/// Fails if the body is not UTF-8.
pub fn read_text(response: &http::Response<Bytes>) -> Result<String, serde_json::Error> {
    text(response.body()).map(str::to_owned)
}

/// A response that the description of the API does not declare. `Debug` shows only its status.
#[derive(Clone)]
pub struct UndeclaredResponse(http::Response<Bytes>);

impl UndeclaredResponse {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// Fails if the body is not JSON, or not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read_body(&self.0).map_err(|err| Error::decode(self.0.clone(), &err))
    }
}

impl From<&http::Response<Bytes>> for UndeclaredResponse {
    fn from(response: &http::Response<Bytes>) -> UndeclaredResponse {
        UndeclaredResponse(response.clone())
    }
}

impl fmt::Debug for UndeclaredResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UndeclaredResponse").field(&self.status()).finish()
    }
}

/// Reads a header as text, a number, a boolean, a date, or a list; `None` if it is missing or something else.
///
/// ```
/// # use graphwright_runtime::{http::HeaderMap, read_header};
/// # let mut headers = HeaderMap::new();
/// # headers.insert("x-ratelimit-remaining", "58".parse().unwrap());
/// assert_eq!(read_header::<u32>(&headers, "X-RateLimit-Remaining"), Some(58));
/// ```
pub fn read_header<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    let value = headers.get(name)?;
    let text = String::from_utf8_lossy(value.as_bytes());
    let text = text.trim();
    // A header does not distinguish text from numbers, and most headers are text.
    let scalar = || serde_json::from_value(text.into()).or_else(|_| serde_json::from_str(text)).ok();
    scalar().or_else(|| list(headers, name))
}

/// Reads all values of a header as a list (RFC 9110, 5.6.1).
fn list<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    let values: Vec<String> =
        headers.get_all(name).iter().map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned()).collect();
    let items = || values.iter().flat_map(|it| it.split(',')).map(str::trim).filter(|it| !it.is_empty());
    let texts: Value = items().collect();
    let json = |it| serde_json::from_str(it).unwrap_or_else(|_| Value::from(it));
    let others = || items().map(json).collect();
    serde_json::from_value(texts).or_else(|_| serde_json::from_value(others())).ok()
}

#[cfg(test)]
mod tests {
    use super::{UndeclaredResponse, read_body, read_header, read_text};
    use crate::{Bytes, DateTime, Value};
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn headers_have_types() {
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("a", "5"), ("b", "true"), ("c", "x, y"), ("c", "z"), ("d", "2024-05-01T10:00:00Z"), ("e", "1,2")]
        {
            headers.append(name, HeaderValue::from_static(value));
        }
        assert_eq!(
            (read_header::<i64>(&headers, "A"), read_header::<String>(&headers, "a")),
            (Some(5), Some("5".into()))
        );
        assert_eq!((read_header::<bool>(&headers, "b"), read_header::<bool>(&headers, "a")), (Some(true), None));
        assert_eq!(read_header(&headers, "c"), Some(["x", "y", "z"].map(str::to_owned).to_vec()));
        assert_eq!(read_header(&headers, "e"), Some(vec![1, 2]));
        assert!(read_header::<DateTime>(&headers, "d").is_some() && read_header::<String>(&headers, "f").is_none());
    }

    #[test]
    fn an_empty_body_is_nothing() {
        let empty = http::Response::new(Bytes::new());
        assert_eq!(read_body::<Option<u8>>(&empty).ok(), Some(None));
        assert_eq!(read_body::<Vec<u8>>(&empty).ok(), Some(Vec::new()));
        assert_eq!(read_body::<Value>(&empty).ok(), Some(Value::Null));
        assert!(read_body::<u8>(&empty).is_err());
    }

    #[test]
    fn an_undeclared_response_keeps_its_body_and_does_not_show_it() {
        let mut response = http::Response::new(Bytes::from("\"secret\""));
        *response.status_mut() = http::StatusCode::IM_USED;
        let undeclared = UndeclaredResponse::from(&response);
        assert_eq!(undeclared.json::<String>().ok().as_deref(), Some("secret"));
        assert_eq!(read_text(&response).ok().as_deref(), Some("\"secret\""));
        assert_eq!(format!("{undeclared:?}"), "UndeclaredResponse(226)");
        assert!(undeclared.json::<u8>().is_err());
    }
}
