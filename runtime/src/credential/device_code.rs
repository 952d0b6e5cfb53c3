//! Sign-in of a user on another device: [`DeviceCode`].

use super::oauth::{App, Grant, seconds, text};
use super::{AccessToken, BoxError, Credential, SignInError, TokenRequest};
use crate::deadline::ends_before;
use futures_core::future::BoxFuture;
use futures_util::lock::Mutex;
use http::StatusCode;
use jiff::Timestamp;
use std::fmt;
use std::time::{Duration, Instant};

/// RFC 8628, 3.4.
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The default polling interval, and its increment if the service asks to slow down (RFC 8628, 3.2 and 3.5).
const INTERVAL: Duration = Duration::from_secs(5);

/// The lifetime of a code if the service does not set one.
const LIFE: Duration = Duration::from_secs(15 * 60);

/// The scope that requests a refresh token.
const OFFLINE: &str = "offline_access";

/// Signs in a user with a browser, perhaps on another device (RFC 8628). The program acts on behalf of the user.
///
/// The first request of a client shows the prompt and waits for the user. Afterwards, tokens are renewed with a refresh
/// token (RFC 6749, 6), until the service requires another sign-in. If the request is dropped or its deadline passes (5
/// minutes, unless [`ClientBuilder::deadline`](crate::ClientBuilder::deadline) sets another one), the next request
/// waits with the same code. Errors are [`SignInError`]s: the code is `authorization_declined` if the user declines,
/// and `expired_token` if the code expires.
pub struct DeviceCode {
    app: App,
    prompt: Box<dyn Fn(&DevicePrompt) + Send + Sync>,
    keep: Box<dyn Fn(&str) + Send + Sync>,
    /// Held during sign-in.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    refresh_token: Option<String>,
    shown: Option<Shown>,
}

/// A code that was shown to the user.
struct Shown {
    device_code: String,
    /// The authority and the scopes that it was requested for.
    purpose: (String, String),
    interval: Duration,
    since: Instant,
    life: Duration,
}

/// The information that a user needs to sign in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DevicePrompt {
    /// The code to enter.
    pub user_code: String,
    /// The URL of the page that asks for the code.
    pub verification_uri: String,
    /// A message for the user, with the code and the URL.
    pub message: String,
    /// The time when the code expires.
    pub expires: Timestamp,
}

impl DeviceCode {
    /// Signs in a user of the application with this id. The tenant is a GUID, a domain name, `common`, `organizations`
    /// or `consumers`. `prompt` shows the code to the user, and must not block.
    pub fn new(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> DeviceCode {
        DeviceCode {
            app: App::new(tenant, client_id),
            prompt: Box::new(prompt),
            keep: Box::new(|_| {}),
            state: Mutex::default(),
        }
    }

    /// Uses the refresh token of an earlier sign-in: the user is not prompted while it is valid.
    #[must_use]
    pub fn with_refresh_token(mut self, token: impl Into<String>) -> DeviceCode {
        self.state.get_mut().refresh_token = Some(token.into());
        self
    }

    /// Calls `keep` with every new refresh token, which can be stored for [`DeviceCode::with_refresh_token`]. It is a
    /// secret that grants access as the user.
    #[must_use]
    pub fn on_refresh_token(self, keep: impl Fn(&str) + Send + Sync + 'static) -> DeviceCode {
        DeviceCode { keep: Box::new(keep), ..self }
    }

    async fn sign_in(&self, request: TokenRequest<'_>) -> Result<AccessToken, SignInError> {
        let scope = scope(request.scopes);
        let mut state = self.state.lock().await;
        let result = match self.refresh(request, &scope, &mut state).await? {
            Some(grant) => Ok(grant),
            None => self.ask(request, scope, &mut state).await,
        };
        // Without a response, the code is kept: the user may still enter it.
        if !result.as_ref().is_err_and(|err| err.code().is_none()) {
            state.shown = None;
        }
        let grant = result?;
        if let Some(token) = grant.refresh_token {
            if state.refresh_token.as_ref() != Some(&token) {
                (self.keep)(&token);
            }
            state.refresh_token = Some(token);
        }
        Ok(grant.token)
    }

    /// Gets a token with the refresh token, unless the user has to sign in.
    async fn refresh(
        &self,
        request: TokenRequest<'_>,
        scope: &str,
        state: &mut State,
    ) -> Result<Option<Grant>, SignInError> {
        let Some(token) = &state.refresh_token else { return Ok(None) };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", scope)];
        match self.app.token(request, &fields).await {
            Ok(grant) => Ok(Some(grant)),
            Err(err) if err.needs_user() => {
                tracing::debug!(error = %err, "the user has to sign in again");
                state.refresh_token = None;
                Ok(None)
            }
            Err(err) => Err(err),
        }
    }

    /// Gets a token with a code that the user enters. A code that has been shown is reused while it is valid.
    async fn ask(&self, request: TokenRequest<'_>, scope: String, state: &mut State) -> Result<Grant, SignInError> {
        let purpose = (request.authority.unwrap_or_default().to_owned(), scope);
        state.shown = state.shown.take().filter(|it| it.purpose == purpose);
        if let Some(shown) = &mut state.shown {
            match self.poll(request, shown).await {
                Err(err) if matches!(err.code(), Some("expired_token" | "bad_verification_code" | "invalid_grant")) => {
                }
                result => return result,
            }
        }
        let shown = state.shown.insert(self.show(request, purpose).await?);
        self.poll(request, shown).await
    }

    /// Requests a code and prompts the user (RFC 8628, 3.1 to 3.3).
    async fn show(&self, request: TokenRequest<'_>, purpose: (String, String)) -> Result<Shown, SignInError> {
        let answer = self.app.post(request, "devicecode", &[("scope", &purpose.1)]).await?;
        let member = |name| {
            let missing =
                || SignInError::unreadable(StatusCode::OK, "it has no device code, user code or verification URL");
            text(&answer, name).map(str::to_owned).ok_or_else(missing)
        };
        let (user_code, verification_uri) = (member("user_code")?, member("verification_uri")?);
        let message = member("message")
            .unwrap_or_else(|_| format!("To sign in, open {verification_uri} and enter the code {user_code}."));
        let life = seconds(&answer, "expires_in").unwrap_or(LIFE);
        let expires = Timestamp::now().checked_add(life).unwrap_or(Timestamp::MAX);
        let interval = seconds(&answer, "interval").unwrap_or(INTERVAL).max(Duration::from_secs(1));
        let shown = Shown { device_code: member("device_code")?, purpose, interval, since: Instant::now(), life };
        (self.prompt)(&DevicePrompt { user_code, verification_uri, message, expires });
        Ok(shown)
    }

    /// Polls for the token (RFC 8628, 3.4 and 3.5).
    async fn poll(&self, request: TokenRequest<'_>, shown: &mut Shown) -> Result<Grant, SignInError> {
        while shown.since.elapsed() < shown.life {
            if !ends_before(shown.interval, request.deadline) {
                return Err(SignInError::timed_out("the user did not sign in before the deadline".to_owned()));
            }
            request.transport.sleep(shown.interval).await;
            let fields = [("grant_type", DEVICE_CODE), ("device_code", shown.device_code.as_str())];
            match self.app.token(request, &fields).await {
                Err(err) if err.code() == Some("authorization_pending") => {}
                Err(err) if err.code() == Some("slow_down") => shown.interval = shown.interval.saturating_add(INTERVAL),
                result => return result,
            }
        }
        Err(SignInError::code_only("expired_token"))
    }
}

/// The requested scopes, with the scope for a refresh token.
fn scope(scopes: &[String]) -> String {
    let mut res = scopes.join(" ");
    if !scopes.iter().any(|it| it == OFFLINE) {
        res.extend([" ", OFFLINE]);
    }
    res
}

impl Credential for DeviceCode {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.sign_in(request).await?) })
    }
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.app.debug(f, "DeviceCode")
    }
}
