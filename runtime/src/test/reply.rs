//! Replies of the test service.

use crate::{Body, TransportError};
use bytes::Bytes;
use http::StatusCode;

/// A response, or a failure.
#[derive(Clone, Debug)]
#[must_use = "a reply is given to `Expectation::reply`"]
pub struct Reply(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Bytes,
    },
    /// The connection breaks after the request was sent.
    Broken,
    /// The connection cannot be established.
    Unsent,
}

impl Reply {
    /// Replies with status 200 and JSON.
    pub fn json(body: impl ToString) -> Reply {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Reply(Kind::Response { status: 200, headers, body: body.to_string().into() })
    }

    /// Replies with status 200 and bytes.
    pub fn bytes(media_type: &str, body: impl Into<Bytes>) -> Reply {
        let headers = vec![("content-type".to_owned(), media_type.to_owned())];
        Reply(Kind::Response { status: 200, headers, body: body.into() })
    }

    /// Replies with a status and no body: 204, 202.
    pub fn empty(status: u16) -> Reply {
        Reply(Kind::Response { status, headers: Vec::new(), body: Bytes::new() })
    }

    /// Replies with an error in the OData format (OData JSON Format 4.01, 21.1).
    pub fn error(status: u16, code: &str, message: &str) -> Reply {
        Reply::json(serde_json::json!({ "error": { "code": code, "message": message } })).status(status)
    }

    /// Breaks the connection after the request was sent, so the client does not know whether it was executed.
    pub fn broken() -> Reply {
        Reply(Kind::Broken)
    }

    /// Refuses the connection, so the request is not executed.
    pub fn unsent() -> Reply {
        Reply(Kind::Unsent)
    }

    /// Sets the status.
    pub fn status(mut self, code: u16) -> Self {
        if let Kind::Response { status, .. } = &mut self.0 {
            *status = code;
        }
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Kind::Response { headers, .. } = &mut self.0 {
            headers.push((name.into(), value.into()));
        }
        self
    }

    pub(super) fn into_response(self) -> Result<http::Response<Body>, TransportError> {
        match self.0 {
            Kind::Broken => Err(TransportError::new("the connection broke, as set up by the test")),
            Kind::Unsent => Err(TransportError::unsent("there is no connection, as set up by the test")),
            Kind::Response { status, headers, body } => {
                let status = StatusCode::from_u16(status).map_err(TransportError::new)?;
                let mut res = http::Response::builder().status(status);
                for (name, value) in headers {
                    res = res.header(name, value);
                }
                res.body(body.into()).map_err(TransportError::new)
            }
        }
    }
}
