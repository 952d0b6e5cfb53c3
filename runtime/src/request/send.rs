//! Sending a request, and reading its response.

use super::Request;
use crate::raw::without_mark;
use crate::{Client, Error};
use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

impl<T> Request<T> {
    /// Sends the request and reads the response.
    ///
    /// A response without body (204) to a request whose response is JSON is read as an object without members.
    ///
    /// # Errors
    /// The request cannot be built or sent, the service answers with an error, or the response is not what it should be.
    pub async fn send(self, client: &Client) -> Result<T, Error> {
        let response = client.exchange(self.parts.call(client.endpoint())?).await?;
        self.read(response)
    }

    /// Sends the request and reads the response, whose status and headers come with it.
    ///
    /// # Errors
    /// Those of [`Request::send`].
    pub async fn send_full(self, client: &Client) -> Result<http::Response<T>, Error> {
        let response = client.exchange(self.parts.call(client.endpoint())?).await?;
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = response.status();
        head.version = response.version();
        head.headers = response.headers().clone();
        self.read(response).map(|body| http::Response::from_parts(head, body))
    }

    pub(crate) fn read(&self, response: http::Response<Bytes>) -> Result<T, Error> {
        let result = (self.decode)(&response);
        result.map_err(|err| Error::decode(response, &err).with_page(self.page()))
    }
}

/// Reads the JSON of a response. With a status that announces no content, no body is a collection without items, too.
pub(crate) fn read_response<T: DeserializeOwned>(response: &http::Response<Bytes>) -> Result<T, serde_json::Error> {
    let result = read_json(response.body());
    match response.status() {
        StatusCode::NO_CONTENT | StatusCode::ACCEPTED if response.body().is_empty() => {
            result.or_else(|_| serde_json::from_slice(br#"{"value":[]}"#))
        }
        _ => result,
    }
}

/// Reads JSON, before which a byte order mark may stand; nothing is read as `null` or as an object without members.
pub(crate) fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    match without_mark(body) {
        [] => serde_json::from_slice(b"null").or_else(|_| serde_json::from_slice(b"{}")),
        body => serde_json::from_slice(body),
    }
}
