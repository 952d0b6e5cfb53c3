//! Access tokens and other secrets, and where they are sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::uri::Uri;
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// A bearer token, or another secret. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    secret: String,
    expires: Option<Timestamp>,
    place: Place,
}

/// Where a token is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// `Authorization`, with this scheme.
    Authorization(&'static str),
    Header(Cow<'static, str>),
    Query(Cow<'static, str>),
    Cookie(Cow<'static, str>),
    /// The application has no secret.
    Nowhere,
}

impl AccessToken {
    /// Creates a bearer token without expiry.
    pub fn new(secret: impl Into<String>) -> AccessToken {
        AccessToken { secret: secret.into(), expires: None, place: Place::Authorization("Bearer") }
    }

    /// Creates user name and password (RFC 7617).
    pub fn basic(user: &str, password: &str) -> AccessToken {
        let secret = STANDARD.encode(format!("{user}:{password}"));
        AccessToken { secret, expires: None, place: Place::Authorization("Basic") }
    }

    /// Creates a token that is not sent.
    pub fn none() -> AccessToken {
        AccessToken { secret: String::new(), expires: None, place: Place::Nowhere }
    }

    /// Sends the secret as this header, without a scheme.
    #[must_use]
    pub fn in_header(self, name: impl Into<Cow<'static, str>>) -> AccessToken {
        AccessToken { place: Place::Header(name.into()), ..self }
    }

    /// Sends the secret as this query parameter.
    #[must_use]
    pub fn in_query(self, name: impl Into<Cow<'static, str>>) -> AccessToken {
        AccessToken { place: Place::Query(name.into()), ..self }
    }

    /// Sends the secret as this cookie.
    #[must_use]
    pub fn in_cookie(self, name: impl Into<Cow<'static, str>>) -> AccessToken {
        AccessToken { place: Place::Cookie(name.into()), ..self }
    }

    /// Sets the time when the token expires.
    #[must_use]
    pub fn expires_at(self, time: Timestamp) -> AccessToken {
        AccessToken { expires: Some(time), ..self }
    }

    /// Sets the remaining lifetime of the token.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> AccessToken {
        let expires = jiff::SignedDuration::try_from(time).ok().and_then(|it| Timestamp::now().checked_add(it).ok());
        AccessToken { expires: Some(expires.unwrap_or(Timestamp::MAX)), ..self }
    }

    /// The text of the token, which is a secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The time when the token expires, if known.
    pub fn expiry(&self) -> Option<Timestamp> {
        self.expires
    }

    /// Adds the token to a request.
    ///
    /// # Errors
    /// Returns why it cannot be sent.
    pub(crate) fn apply<B>(&self, request: &mut http::Request<B>) -> Result<(), &'static str> {
        match &self.place {
            Place::Authorization(scheme) => insert(request, AUTHORIZATION, &format!("{scheme} {}", self.secret)),
            Place::Header(name) => {
                let name = HeaderName::try_from(&**name).map_err(|_| "its header has an invalid name")?;
                insert(request, name, &self.secret)
            }
            Place::Query(name) => {
                *request.uri_mut() =
                    with_query(request.uri(), name, &self.secret).ok_or("the URL would not be valid")?;
                Ok(())
            }
            Place::Cookie(name) => {
                let cookie = with_cookie(request.headers(), name, &self.secret);
                insert(request, COOKIE, &cookie)
            }
            Place::Nowhere => Ok(()),
        }
    }
}

fn insert<B>(request: &mut http::Request<B>, name: HeaderName, text: &str) -> Result<(), &'static str> {
    let value = HeaderValue::try_from(text);
    let mut value = value.map_err(|_| "the token has characters that are not valid in a header")?;
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Ok(())
}

fn encoded(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}

fn with_query(uri: &Uri, name: &str, secret: &str) -> Option<Uri> {
    let separator = if uri.query().is_some() { '&' } else { '?' };
    format!("{uri}{separator}{}={}", encoded(name), encoded(secret)).parse().ok()
}

/// The cookies of the request and this one.
fn with_cookie(headers: &HeaderMap, name: &str, secret: &str) -> String {
    let others = headers.get(COOKIE).and_then(|it| it.to_str().ok());
    let others = others.map(|it| format!("{it}; ")).unwrap_or_default();
    format!("{others}{name}={secret}")
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires", &self.expires).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::AccessToken;

    fn sent(token: &AccessToken) -> http::Request<()> {
        let request = http::Request::get("https://example.com/a?b=c").header("cookie", "d=e");
        let mut request = request.body(()).expect("valid");
        token.apply(&mut request).expect("it can be sent");
        request
    }

    #[test]
    fn a_secret_is_sent_where_it_belongs() {
        let key = || AccessToken::new("s3/t");
        assert_eq!(sent(&key()).headers()["authorization"], "Bearer s3/t");
        assert_eq!(
            sent(&AccessToken::basic("Aladdin", "open sesame")).headers()["authorization"],
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        let request = sent(&key().in_header("X-API-Key"));
        assert_eq!(request.headers()["x-api-key"], "s3/t");
        assert_eq!(request.headers().get("authorization"), None);
        assert_eq!(sent(&key().in_query("api key")).uri(), "https://example.com/a?b=c&api%20key=s3%2Ft");
        assert_eq!(sent(&key().in_cookie("session")).headers()["cookie"], "d=e; session=s3/t");
        assert_eq!(sent(&AccessToken::none()).headers().len(), 1);
    }

    #[test]
    fn a_secret_does_not_add_a_header_and_is_not_shown() {
        let mut request = http::Request::new(());
        for token in [
            AccessToken::new("a\r\nb: c"),
            AccessToken::new("a").in_header("b c"),
            AccessToken::new("a\n").in_cookie("b"),
        ] {
            assert!(token.apply(&mut request).is_err());
        }
        let shown =
            format!("{:?} {:?}", AccessToken::new("hush"), sent(&AccessToken::new("hush").in_header("k")).headers());
        assert!(!shown.contains("hush"), "{shown}");
    }
}
