//! Bodies with several parts: `multipart/form-data` (RFC 7578).

mod part;

use super::streams::Streamed;
use super::{Parts, Request};
use crate::Body;
use crate::parameter::{Argument, Data};
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use http::header::CONTENT_TYPE;
pub use part::Part;
use serde::Serialize;
use std::fmt;

/// A body with several parts, which are sent in their order.
///
/// ```
/// # use graphwright_runtime::{Method, Multipart, Part, Path, Request, Value};
/// let body = Multipart::new()
///     .part("purpose", Part::text("import"))
///     .part("file", Part::bytes("a.csv", "text/csv", "1;2"))
///     .part("file", Part::bytes("b.csv", "text/csv", "3;4"));
/// let request = Request::<Value>::new(Method::POST, Path::root("").segment("files"), []).multipart(body);
/// # assert!(request.to_http().is_ok());
/// ```
#[derive(Default)]
#[must_use = "parts are sent with `Request::multipart`"]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    problem: Option<String>,
}

impl Multipart {
    /// Creates a body without parts.
    pub fn new() -> Multipart {
        Multipart::default()
    }

    /// Appends a part. Several parts may have the same name.
    pub fn part(mut self, name: impl Into<String>, part: Part) -> Multipart {
        self.parts.push((name.into(), part));
        self
    }

    /// Appends all members of a value: numbers and strings as text, objects as JSON, and each item of a list as a part
    /// by itself. A null is not sent. `media_types` has the media types of members with others than these.
    pub fn members<B: Serialize + ?Sized>(self, body: &B, media_types: &[(&str, &str)]) -> Multipart {
        self.all(&Argument::new(body), media_types)
    }

    fn all(mut self, body: &Argument, media_types: &[(&str, &str)]) -> Multipart {
        let members = match body.json().map(Data::of) {
            Ok(Data::Object(members)) => members,
            Ok(_) => return self.refuse("its members are not an object".to_owned()),
            Err(why) => return self.refuse(format!("its members cannot be written: {why}")),
        };
        for (name, value) in members {
            let media_type = media_types.iter().find(|(it, _)| *it == name).map(|(_, it)| *it);
            let items = match Data::of(value) {
                Data::List(items) => items,
                _ => vec![value],
            };
            let parts = items.into_iter().filter_map(|it| Part::of_value(it, media_type));
            self.parts.extend(parts.map(|it| (name.clone(), it)));
        }
        self
    }

    fn refuse(mut self, problem: String) -> Multipart {
        self.problem.get_or_insert(problem);
        self
    }

    /// The body with this text between its parts.
    fn into_body(self, boundary: &str) -> Result<Body, String> {
        let mut pieces = Vec::new();
        for (name, part) in self.parts {
            let (head, body) = part.encoded(&name)?;
            pieces.extend([Body::from(format!("--{boundary}\r\n{head}\r\n\r\n")), body, Body::from("\r\n")]);
        }
        pieces.push(Body::from(format!("--{boundary}--\r\n")));
        self.problem.map_or_else(|| Ok(joined(pieces)), Err)
    }
}

/// One body, in memory if all pieces are.
fn joined(pieces: Vec<Body>) -> Body {
    let whole: Option<Vec<&Bytes>> = pieces.iter().map(Body::as_bytes).collect();
    if let Some(whole) = whole {
        let mut res = BytesMut::new();
        whole.into_iter().for_each(|it| res.extend_from_slice(it));
        return res.freeze().into();
    }
    let length = pieces.iter().map(Body::length).sum();
    Body::stream(stream::iter(pieces).flat_map(Body::into_stream), length)
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.parts.iter().map(|(name, part)| (name, part))).finish()
    }
}

impl<T> Request<T> {
    /// Sets the body to these parts.
    ///
    /// If one of them is a stream, the request is sent once and never repeated, and the client's timeout does not apply.
    pub fn multipart(mut self, body: impl Into<Multipart>) -> Self {
        self.parts.multipart(body.into());
        self
    }
}

impl Parts {
    fn multipart(&mut self, body: Multipart) {
        // Random, so that no part contains it.
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        self.header(CONTENT_TYPE.as_str(), &format!("multipart/form-data; boundary={boundary}"));
        match body.into_body(&boundary) {
            Err(why) => self.refuse(format!("the body is not valid: {why}")),
            Ok(body) => match body.as_bytes() {
                Some(bytes) => self.set_body(bytes.clone()),
                None => self.streamed = Some(Streamed::new(body)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Multipart, Part};
    use serde_json::json;

    async fn written(body: Multipart) -> String {
        let body = body.into_body("b").expect("valid");
        let length = body.length();
        let bytes = body.collect(u64::MAX).await.expect("no stream fails");
        assert!(length.is_none_or(|it| it == bytes.len() as u64));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn members_become_parts() {
        let body = json!({ "a": "x", "b": [1, 2], "c": { "d": true }, "e": null });
        assert_eq!(
            written(Multipart::new().members(&body, &[("a", "text/x")])).await,
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/x\r\n\r\nx\r\n\
             --b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n\
             --b\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n2\r\n\
             --b\r\nContent-Disposition: form-data; name=\"c\"\r\nContent-Type: application/json\r\n\r\n{\"d\":true}\r\n\
             --b--\r\n"
        );
    }

    #[tokio::test]
    async fn files_are_streams_with_names() {
        let chunks = || futures_util::stream::iter([Ok("1".into()), Ok("2".into())]);
        let body = Multipart::new()
            .part("f\"g", Part::stream("a\r\n\"ü.txt", "text/plain", Some(2), chunks()).header("X-Id", "5"))
            .part("h", Part::reader("b", "text/plain", None, &b"34"[..]));
        assert_eq!(
            written(body).await,
            "--b\r\nContent-Disposition: form-data; name=\"f%22g\"; filename=\"a%0D%0A%22ü.txt\"\r\n\
             Content-Type: text/plain\r\nX-Id: 5\r\n\r\n12\r\n\
             --b\r\nContent-Disposition: form-data; name=\"h\"; filename=\"b\"\r\nContent-Type: text/plain\r\n\r\n34\r\n\
             --b--\r\n"
        );
        let short = Multipart::new().part("f", Part::stream("a", "text/plain", Some(3), chunks()));
        assert!(short.into_body("b").expect("valid").collect(u64::MAX).await.is_err());
    }

    #[test]
    fn a_part_cannot_have_another_header() {
        for part in [
            Part::bytes("a", "text/x\r\nb: c", ""),
            Part::text("a").header("b", "c\nd"),
            Part::text("a").header("b c", "d"),
        ] {
            assert!(Multipart::new().part("a", part).into_body("b").is_err());
        }
    }
}
