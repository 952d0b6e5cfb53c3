//! Requests to token endpoints (OAuth 2.0: RFC 6749), in particular of the Microsoft identity platform.

use super::{AccessToken, SignInError, TokenRequest};
use crate::body::{self, GZIP};
use crate::deadline::ends_before;
use crate::raw::without_mark;
use crate::retry::{Attempts, asked};
use crate::{Body, CollectError, Transport, TransportError};
use bytes::Bytes;
use futures_util::future::{Either, select};
use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::fmt;
use std::pin::pin;
use std::time::{Duration, Instant};

/// The timeout of one attempt.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The size limit of a response, larger than any token.
const MAX_ANSWER: u64 = 1024 * 1024;

/// Characters that are not encoded in a form (RFC 6749, appendix B).
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// The fields of a form that are secrets.
const SECRET_FIELDS: [&str; 4] = ["client_secret", "client_assertion", "device_code", "refresh_token"];

/// A field of a form and its value.
pub(super) type Field<'a> = (&'a str, &'a str);

/// The registration of an application in a tenant.
#[derive(Clone)]
pub(super) struct App {
    tenant: String,
    client_id: String,
}

/// The response of the token endpoint.
pub(super) struct Grant {
    pub(super) token: AccessToken,
    pub(super) refresh_token: Option<String>,
}

impl App {
    pub(super) fn new(tenant: impl Into<String>, client_id: impl Into<String>) -> App {
        App { tenant: tenant.into(), client_id: client_id.into() }
    }

    #[cfg(feature = "certificate")]
    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The `Debug` output of a credential of this application.
    pub(super) fn debug(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name).field("tenant", &self.tenant).field("client_id", &self.client_id).finish_non_exhaustive()
    }

    /// Returns the URL of an endpoint: `token`, `devicecode`.
    ///
    /// # Errors
    /// Fails without a sign-in service, or if the tenant is neither a GUID, a domain name nor a name like
    /// `common`: other text could change the rest of the URL.
    pub(super) fn url(&self, authority: Option<&str>, endpoint: &str) -> Result<String, SignInError> {
        let authority = authority.ok_or_else(|| {
            SignInError::input("the client has no sign-in service: set one with `ClientBuilder::authority`".to_owned())
        })?;
        let tenant = &self.tenant;
        let is_name = tenant.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.'));
        if !is_name || !tenant.starts_with(|it: char| it.is_ascii_alphanumeric()) {
            return Err(SignInError::input(format!(
                "`{tenant}` is not a tenant: expected a GUID, a domain name, `common`, `organizations` or `consumers`"
            )));
        }
        Ok(format!("{authority}/{tenant}/oauth2/v2.0/{endpoint}"))
    }

    /// Sends a request to the token endpoint (RFC 6749, 3.2).
    pub(super) async fn token(&self, request: TokenRequest<'_>, fields: &[Field<'_>]) -> Result<Grant, SignInError> {
        grant(&self.post(request, "token", fields).await?)
    }

    /// Sends a form, with retries. The response is a JSON object.
    ///
    /// # Errors
    /// Fails if the service cannot be reached, returns an error, or returns anything that is not a JSON object.
    pub(super) async fn post(
        &self,
        request: TokenRequest<'_>,
        endpoint: &str,
        fields: &[Field<'_>],
    ) -> Result<Value, SignInError> {
        let url = self.url(request.authority, endpoint)?;
        send(request, &url, None, &self.fields(fields)).await
    }

    fn fields<'a>(&'a self, fields: &[Field<'a>]) -> Vec<Field<'a>> {
        std::iter::once(("client_id", self.client_id.as_str())).chain(fields.iter().copied()).collect()
    }
}

/// Sends a form, with retries. The response is a JSON object.
///
/// # Errors
/// See [`App::post`].
pub(super) async fn send(
    request: TokenRequest<'_>,
    url: &str,
    authorization: Option<HeaderValue>,
    fields: &[Field<'_>],
) -> Result<Value, SignInError> {
    let body = form(fields);
    let mut attempts = Attempts::new(request.retry);
    loop {
        let (err, asked) = match attempt(request, post(url, authorization.clone(), body.clone())?).await {
            Ok(response) => match answer(&response, fields) {
                Ok(answer) => return Ok(answer),
                Err(err) => (err, asked(response.headers())),
            },
            Err(err) => (err, None),
        };
        let wait = err.is_transient().then(|| attempts.next(asked)).flatten();
        let Some(wait) = wait.filter(|it| ends_before(*it, request.deadline)) else { return Err(err) };
        tracing::debug!(
            status = err.status().map(|it| it.as_u16()),
            retries = attempts.retries(),
            wait_ms = wait.as_millis(),
            "the request to the sign-in service will be repeated",
        );
        request.transport.sleep(wait).await;
    }
}

/// The text in a form (RFC 6749, appendix B).
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string()
}

fn form(fields: &[Field<'_>]) -> Bytes {
    let all: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    all.join("&").into()
}

fn post(url: &str, authorization: Option<HeaderValue>, body: Bytes) -> Result<http::Request<Body>, SignInError> {
    let mut res = http::Request::new(Body::from(body));
    *res.method_mut() = Method::POST;
    *res.uri_mut() = url.parse().map_err(|_| SignInError::input(format!("`{url}` is not a URL")))?;
    let headers = res.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.extend(authorization.map(|it| (AUTHORIZATION, it)));
    headers.insert(ACCEPT_ENCODING, GZIP);
    headers.insert(USER_AGENT, HeaderValue::from_static(concat!("graphwright-runtime/", env!("CARGO_PKG_VERSION"))));
    Ok(res)
}

async fn attempt(
    TokenRequest { transport, deadline, .. }: TokenRequest<'_>,
    request: http::Request<Body>,
) -> Result<http::Response<Bytes>, SignInError> {
    let left = deadline.map(|it| it.saturating_duration_since(Instant::now()));
    let time = left.map_or(TIMEOUT, |it| it.min(TIMEOUT));
    let work = pin!(read(transport, request));
    match select(work, transport.deadline(time)).await {
        Either::Left((result, _)) => result,
        Either::Right(_) => Err(SignInError::timed_out(format!("there was no response within {time:?}"))),
    }
}

async fn read(transport: &dyn Transport, request: http::Request<Body>) -> Result<http::Response<Bytes>, SignInError> {
    let (parts, body) = transport.send(request).await.map_err(SignInError::transport)?.into_parts();
    let body = body::collect(body, &parts.headers, MAX_ANSWER).await.map_err(|err| match err {
        CollectError::TooLarge(_) => SignInError::unreadable(parts.status, "it is too long"),
        CollectError::Stream(source) => SignInError::transport(TransportError::new(source)),
    })?;
    Ok(http::Response::from_parts(parts, body))
}

/// Returns the JSON object of a successful response, or the error (RFC 6749, 5.2).
fn answer(response: &http::Response<Bytes>, fields: &[Field<'_>]) -> Result<Value, SignInError> {
    let status = response.status();
    let body: Option<Value> = serde_json::from_slice(without_mark(response.body())).ok();
    let body = body.filter(Value::is_object);
    match body {
        Some(body) if status == StatusCode::OK => Ok(body),
        Some(body) if body.get("error").is_some_and(Value::is_string) => {
            let secrets = fields.iter().filter(|(name, _)| SECRET_FIELDS.contains(name)).map(|(_, value)| *value);
            // Secrets are removed both encoded and decoded.
            let encoded: Vec<String> = secrets.clone().map(encoded).collect();
            Err(SignInError::refused(status, &body, secrets.chain(encoded.iter().map(String::as_str))))
        }
        _ => Err(SignInError::unreadable(status, "it is not a response of OAuth 2.0")),
    }
}

/// Reads a token response (RFC 6749, 5.1).
pub(super) fn grant(answer: &Value) -> Result<Grant, SignInError> {
    let unreadable = |why| SignInError::unreadable(StatusCode::OK, why);
    if text(answer, "token_type").is_some_and(|it| !it.eq_ignore_ascii_case("Bearer")) {
        return Err(unreadable("its token is not a bearer token"));
    }
    let token = text(answer, "access_token").ok_or_else(|| unreadable("it has no `access_token`"))?;
    let token = AccessToken::new(token);
    let token = match seconds(answer, "expires_in") {
        Some(time) => token.expires_in(time),
        None => token,
    };
    Ok(Grant { token, refresh_token: text(answer, "refresh_token").map(str::to_owned) })
}

/// Returns a member that is a non-empty string.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str().filter(|it| !it.is_empty())
}

/// Returns a member that is a number of seconds, also as a string.
pub(super) fn seconds(object: &Value, name: &str) -> Option<Duration> {
    let seconds = match object.get(name)? {
        Value::Number(it) => it.as_f64()?,
        Value::String(it) => it.trim().parse().ok()?,
        _ => return None,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::{App, answer, form, grant, seconds};
    use serde_json::json;
    use std::time::Duration;

    #[test]
    fn tenants_stay_in_their_segment() {
        let url = |tenant: &str| App::new(tenant, "app").url(Some("https://login.example.com"), "token");
        for tenant in ["common", "contoso.onmicrosoft.com", "00001111-aaaa-2222-bbbb-3333cccc4444"] {
            let expected = format!("https://login.example.com/{tenant}/oauth2/v2.0/token");
            assert_eq!(url(tenant).expect("a tenant"), expected);
        }
        for tenant in ["", ".", "..", "a/b", "a?b", "a#b", "a\\b", "a b", "a%2fb", "a@b", "a:b", "-", "ä", "a\n"] {
            assert!(url(tenant).is_err(), "{tenant}");
        }
    }

    #[test]
    fn forms_are_encoded() {
        let app = App::new("common", "an app");
        let fields = app.fields(&[("scope", "a/.default b"), ("client_secret", "ä&=+~%")]);
        assert_eq!(form(&fields), "client_id=an%20app&scope=a%2F.default%20b&client_secret=%C3%A4%26%3D%2B%7E%25");
    }

    #[test]
    fn secrets_that_are_repeated_are_left_out() {
        let body = r#"{"error":"invalid_client","error_description":"Not s3cr&t: client_secret=s3cr%26t"}"#;
        let mut response = http::Response::new(body.into());
        *response.status_mut() = http::StatusCode::UNAUTHORIZED;
        let err = answer(&response, &[("client_secret", "s3cr&t")]).expect_err("it is refused");
        assert_eq!(err.description(), Some("Not …: client_secret=…"));
    }

    #[test]
    fn times_are_numbers_or_text() {
        let answer = json!({"a": 3599, "b": "3599", "c": 1.5, "d": "soon", "e": -1, "f": null});
        let read = |name| seconds(&answer, name);
        assert_eq!(read("a"), Some(Duration::from_secs(3599)));
        assert_eq!(read("b"), Some(Duration::from_secs(3599)));
        assert_eq!(read("c"), Some(Duration::from_millis(1500)));
        for name in ["d", "e", "f", "g"] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn a_grant_has_a_bearer_token() {
        let answer = json!({"token_type": "bearer", "access_token": "t", "refresh_token": "r"});
        let grant_of = grant(&answer).expect("a grant");
        assert_eq!(grant_of.token.secret(), "t");
        assert_eq!(grant_of.token.expiry(), None);
        assert_eq!(grant_of.refresh_token.as_deref(), Some("r"));
        for answer in [json!({"token_type": "mac", "access_token": "t"}), json!({"access_token": ""}), json!({})] {
            assert!(grant(&answer).is_err(), "{answer}");
        }
    }
}
