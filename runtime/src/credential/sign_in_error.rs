//! Errors of sign-in: [`SignInError`].

use crate::TransportError;
use http::StatusCode;
use serde_json::Value;
use std::fmt;

/// An error of the Microsoft identity platform. It is the source of the [`Error`](crate::Error) of a request.
///
/// `Display` includes advice for well-known errors. Neither `Display` nor `Debug` shows a secret.
pub struct SignInError(Box<Inner>);

struct Inner {
    kind: Kind,
    status: Option<StatusCode>,
}

enum Kind {
    /// The configuration of a credential is not valid.
    Input(String),
    Transport(TransportError),
    Refused(Refusal),
    /// The problem of a response that cannot be read.
    Unreadable(&'static str),
}

/// An error response (RFC 6749, 5.2), with extensions of the Microsoft identity platform.
#[derive(Default)]
struct Refusal {
    code: String,
    description: Option<String>,
    numbers: Vec<u64>,
    trace_id: Option<String>,
    correlation_id: Option<String>,
}

/// Advice by error number or code. Not for programs: the numbers may change.
const REMEDIES: [(&str, &str); 14] = [
    ("7000215", "use the value of the client secret, not its id"),
    ("7000222", "the client secret has expired: add a new one to the app registration"),
    ("7000218", "allow public client flows in the app registration, under Authentication"),
    ("700016", "check client id and tenant: the application is not in this tenant"),
    ("90002", "check the tenant, and whether it is in this cloud"),
    ("9001023", "use the id of the tenant"),
    ("700027", "add the certificate to the app registration"),
    ("700024", "check the clock of this computer"),
    ("65001", "an administrator has to consent to the permissions of the app registration"),
    ("500011", "check the scopes: their resource does not exist in the tenant"),
    ("70011", "check the scopes: for an application, use the service's URL with `/.default`"),
    ("1002012", "check the scopes: for an application, use the service's URL with `/.default`"),
    ("authorization_declined", "the user declined to sign in"),
    ("expired_token", "the code expired before the user signed in: try again"),
];

impl SignInError {
    fn of(kind: Kind, status: Option<StatusCode>) -> SignInError {
        SignInError(Box::new(Inner { kind, status }))
    }

    pub(super) fn input(message: impl Into<String>) -> SignInError {
        SignInError::of(Kind::Input(message.into()), None)
    }

    pub(super) fn transport(source: TransportError) -> SignInError {
        SignInError::of(Kind::Transport(source), None)
    }

    /// A timeout or a deadline has passed.
    pub(super) fn timed_out(what: String) -> SignInError {
        SignInError::transport(TransportError::timed_out(what))
    }

    pub(super) fn unreadable(status: StatusCode, why: &'static str) -> SignInError {
        SignInError::of(Kind::Unreadable(why), Some(status))
    }

    /// Creates the error that the service would send with this code.
    pub(super) fn code_only(code: &str) -> SignInError {
        SignInError::of(Kind::Refused(Refusal { code: code.to_owned(), ..Refusal::default() }), None)
    }

    /// Creates the error that a response body describes. Secrets are removed from it.
    pub(super) fn refused<'a>(
        status: StatusCode,
        body: &Value,
        secrets: impl Iterator<Item = &'a str> + Clone,
    ) -> SignInError {
        let text = |name: &str| {
            let text = body.get(name)?.as_str()?.to_owned();
            Some(secrets.clone().filter(|it| !it.is_empty()).fold(text, |text, secret| text.replace(secret, "…")))
        };
        let numbers = body.get("error_codes").and_then(Value::as_array);
        let refusal = Refusal {
            code: text("error").unwrap_or_default(),
            description: text("error_description"),
            numbers: numbers.into_iter().flatten().filter_map(Value::as_u64).collect(),
            trace_id: text("trace_id"),
            correlation_id: text("correlation_id"),
        };
        SignInError::of(Kind::Refused(refusal), Some(status))
    }

    fn refusal(&self) -> Option<&Refusal> {
        match &self.0.kind {
            Kind::Refused(it) => Some(it),
            _ => None,
        }
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The code of the error: `invalid_client` (RFC 6749, 5.2; RFC 8628, 3.5). Programs can rely on it.
    pub fn code(&self) -> Option<&str> {
        self.refusal().map(|it| it.code.as_str())
    }

    /// The description by the service, for people.
    pub fn description(&self) -> Option<&str> {
        self.refusal()?.description.as_deref()
    }

    /// The error numbers of the service, shown in its description after `AADSTS`. They may change.
    pub fn numbers(&self) -> &[u64] {
        self.refusal().map_or(&[], |it| &it.numbers)
    }

    /// The service's id of the request, for its support.
    pub fn trace_id(&self) -> Option<&str> {
        self.refusal()?.trace_id.as_deref()
    }

    /// The service's correlation id of related requests, for its support.
    pub fn correlation_id(&self) -> Option<&str> {
        self.refusal()?.correlation_id.as_deref()
    }

    /// Whether the service could not be reached.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(_))
    }

    /// Whether a timeout of the sign-in, or the deadline of the request that needs the token, has passed.
    pub fn is_timed_out(&self) -> bool {
        matches!(&self.0.kind, Kind::Transport(it) if it.is_timed_out())
    }

    /// Whether the error may be temporary. Requests for tokens are idempotent.
    pub(super) fn is_transient(&self) -> bool {
        let by_status = |it: StatusCode| it == StatusCode::TOO_MANY_REQUESTS || it.is_server_error();
        let is_refused = matches!(&self.0.kind, Kind::Transport(it) if it.is_refused());
        !is_refused && self.is_transport()
            || self.status().is_some_and(by_status)
            || self.code() == Some("temporarily_unavailable")
    }

    /// Whether the user has to sign in again.
    pub(super) fn needs_user(&self) -> bool {
        let codes = ["invalid_grant", "interaction_required", "login_required", "consent_required"];
        self.code().is_some_and(|it| codes.contains(&it))
    }
}

impl Refusal {
    fn remedy(&self) -> Option<&'static str> {
        let applies = |key: &str| self.code == key || self.numbers.iter().any(|it| it.to_string() == key);
        REMEDIES.iter().find(|(key, _)| applies(key)).map(|(_, remedy)| *remedy)
    }

    /// The description without the ids and the time at its end, which are separate members.
    fn headline(&self) -> Option<&str> {
        let description = self.description.as_deref()?;
        let line = description.lines().next()?;
        let line = line.split(" Trace ID:").next().unwrap_or(line).trim_end_matches([' ', '.']);
        (!line.is_empty()).then_some(line)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the sign-in service returned an error: {}", self.code)?;
        if let Some(headline) = self.headline() {
            write!(f, ": {headline}")?;
        }
        if let Some(remedy) = self.remedy() {
            write!(f, "; {remedy}")?;
        }
        let ids = [("trace id", &self.trace_id), ("correlation id", &self.correlation_id)];
        for (name, id) in ids {
            if let Some(id) = id {
                write!(f, "; {name} {id}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Input(message) => f.write_str(message),
            Kind::Transport(_) => f.write_str("the sign-in service cannot be reached"),
            Kind::Refused(refusal) => refusal.fmt(f),
            Kind::Unreadable(why) => {
                write!(
                    f,
                    "the response of the sign-in service, {}, has no token: {why}",
                    self.status().unwrap_or_default()
                )
            }
        }
    }
}

impl fmt::Debug for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        let mut source = std::error::Error::source(self);
        while let Some(it) = source {
            write!(f, ": {it}")?;
            source = it.source();
        }
        Ok(())
    }
}

impl std::error::Error for SignInError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Transport(source) => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SignInError;
    use http::StatusCode;
    use serde_json::json;

    #[test]
    fn a_refusal_says_what_to_do_and_hides_secrets() {
        let body = json!({
            "error": "invalid_client",
            "error_description": "AADSTS7000215: Not the secret: hunter2. Trace ID: t-1 Correlation ID: c-1",
            "error_codes": [7000215],
            "trace_id": "t-1",
            "correlation_id": "c-1",
        });
        let err = SignInError::refused(StatusCode::UNAUTHORIZED, &body, ["hunter2", ""].into_iter());
        let expected = "the sign-in service returned an error: invalid_client: AADSTS7000215: Not the secret: …; \
            use the value of the client secret, not its id; trace id t-1; correlation id c-1";
        assert_eq!(err.to_string(), expected);
        assert_eq!(err.code(), Some("invalid_client"));
        assert_eq!(err.numbers(), [7_000_215]);
        assert_eq!((err.trace_id(), err.correlation_id()), (Some("t-1"), Some("c-1")));
        assert!(!format!("{err:?}{:?}", err.description()).contains("hunter2"));
    }

    #[test]
    fn a_refusal_may_be_bare() {
        let err = SignInError::refused(StatusCode::BAD_REQUEST, &json!({"error": "odd"}), std::iter::empty());
        assert_eq!(err.to_string(), "the sign-in service returned an error: odd");
        assert!(!err.is_transient());
        assert!(SignInError::unreadable(StatusCode::BAD_GATEWAY, "it is HTML").is_transient());
    }
}
