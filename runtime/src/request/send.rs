//! Sending a request and reading its response.

use super::Request;
use crate::raw::text;
use crate::{Client, Error};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

impl<T> Request<T> {
    /// Sends the request and reads the response.
    ///
    /// If JSON is expected and the response has no body (204), it is read as an object without members.
    ///
    /// # Errors
    /// Fails if the request cannot be built or sent, if the service responds with an error, or if the response cannot
    /// be read.
    pub async fn send(self, client: &Client) -> Result<T, Error> {
        let response = client.exchange(self.parts.call(client.endpoint())?).await?;
        self.read(response)
    }

    /// Sends the request and reads the response with its status and headers.
    ///
    /// # Errors
    /// See [`Request::send`].
    pub async fn send_full(self, client: &Client) -> Result<http::Response<T>, Error> {
        let response = client.exchange(self.parts.call(client.endpoint())?).await?;
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = response.status();
        head.version = response.version();
        head.headers = response.headers().clone();
        self.read(response).map(|body| http::Response::from_parts(head, body))
    }

    /// Sends the request, and reads the response and its headers: a struct of a generated crate, for example.
    ///
    /// # Errors
    /// See [`Request::send`].
    pub async fn send_with<H: for<'a> From<&'a HeaderMap>>(self, client: &Client) -> Result<(T, H), Error> {
        let (head, body) = self.send_full(client).await?.into_parts();
        Ok((body, H::from(&head.headers)))
    }

    pub(crate) fn read(&self, response: http::Response<Bytes>) -> Result<T, Error> {
        let result = (self.decode)(&response);
        result.map_err(|err| Error::decode(response, &err).with_page(self.page()))
    }
}

/// Reads the JSON of a response. If the status means no content, an empty body can also be read as an empty collection or list.
pub(crate) fn read_response<T: DeserializeOwned>(response: &http::Response<Bytes>) -> Result<T, serde_json::Error> {
    let result = read_json(response.body());
    match response.status() {
        StatusCode::NO_CONTENT | StatusCode::ACCEPTED if response.body().is_empty() => {
            let collection = |_| serde_json::from_str(r#"{"value":[]}"#);
            result.or_else(collection).or_else(|_| serde_json::from_str("[]"))
        }
        _ => result,
    }
}

/// Reads JSON, optionally after a byte order mark; an empty text is read as `null` or as an object without members.
pub(crate) fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    match text(body)? {
        "" => serde_json::from_str("null").or_else(|_| serde_json::from_str("{}")),
        text => serde_json::from_str(text),
    }
}
