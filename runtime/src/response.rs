//! Reading responses.

use crate::request::read_json;
use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads the JSON body of a response. An empty body is read as a null, as an object without members, or as an empty list.
///
/// # Errors
/// Fails if the body is not JSON, or not a `T`.
pub fn read_body<T: DeserializeOwned>(response: &http::Response<Bytes>) -> Result<T, serde_json::Error> {
    let result = read_json(response.body());
    if response.body().is_empty() { result.or_else(|_| serde_json::from_str("[]")) } else { result }
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
    use super::{read_body, read_header};
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
}
