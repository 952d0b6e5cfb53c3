//! Somebody who signs in on another device: [`DeviceCode`].

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

/// The wait between two questions where the service names none, and what it grows by when they come too often (RFC 8628,
/// 3.2 and 3.5).
const INTERVAL: Duration = Duration::from_secs(5);

/// How long a code is valid where the service does not say.
const LIFE: Duration = Duration::from_secs(15 * 60);

/// The scope that makes the service give a refresh token.
const OFFLINE: &str = "offline_access";

/// Somebody who signs in with a browser, perhaps on another device (RFC 8628), and for whom the program acts.
///
/// The first request of a client asks to sign in, and waits until that is done. Afterwards tokens are renewed by a refresh
/// token (RFC 6749, 6), until the service asks to sign in again. If a request is dropped while it waits, the next one waits
/// on with the same code: so it does if the request's deadline is over, which is 5 minutes unless
/// [`ClientBuilder::deadline`](crate::ClientBuilder::deadline) says more. Failures are [`SignInError`]s; what a user declines has the code `authorization_declined`, and what
/// takes too long `expired_token`.
pub struct DeviceCode {
    app: App,
    prompt: Box<dyn Fn(&DevicePrompt) + Send + Sync>,
    keep: Box<dyn Fn(&str) + Send + Sync>,
    /// Whoever holds it signs in.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    refresh_token: Option<String>,
    shown: Option<Shown>,
}

/// A code that somebody has been asked to enter.
struct Shown {
    device_code: String,
    /// What it was asked for: where, and which scopes.
    purpose: (String, String),
    interval: Duration,
    since: Instant,
    life: Duration,
}

/// What a user has to be told in order to sign in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DevicePrompt {
    /// What to enter.
    pub user_code: String,
    /// The page to open.
    pub verification_uri: String,
    /// Both, in a sentence.
    pub message: String,
    /// When the code expires.
    pub expires: Timestamp,
}

impl DeviceCode {
    /// A user of the application with this id. The tenant is named by its GUID or by one of its domains, or is `common`,
    /// `organizations` or `consumers`. `prompt` has to tell the user what to do, and not to wait for it.
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

    /// With a refresh token of an earlier sign-in, so that nobody is asked as long as it is valid.
    #[must_use]
    pub fn with_refresh_token(mut self, token: impl Into<String>) -> DeviceCode {
        self.state.get_mut().refresh_token = Some(token.into());
        self
    }

    /// Gives every new refresh token to `keep`, which can store it for [`DeviceCode::with_refresh_token`]. It is a secret:
    /// with it anybody can act for the user.
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
        // Without an answer, nothing is decided: the code may still be entered.
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

    /// A token for the refresh token, unless a user has to sign in.
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

    /// A token for a code that a user enters: one that is shown already, as long as it is valid.
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

    /// RFC 8628, 3.1 to 3.3.
    async fn show(&self, request: TokenRequest<'_>, purpose: (String, String)) -> Result<Shown, SignInError> {
        let answer = self.app.post(request, "devicecode", &[("scope", &purpose.1)]).await?;
        let member = |name| {
            let missing = || SignInError::unreadable(StatusCode::OK, "it has no code or no page for a device");
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

    /// RFC 8628, 3.4 and 3.5.
    async fn poll(&self, request: TokenRequest<'_>, shown: &mut Shown) -> Result<Grant, SignInError> {
        while shown.since.elapsed() < shown.life {
            if !ends_before(shown.interval, request.deadline) {
                return Err(SignInError::timed_out("nobody has signed in before the deadline".to_owned()));
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

/// What is asked for, and to be allowed to ask again.
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
