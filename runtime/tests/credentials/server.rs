//! A server that is both sign-in service and API.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The fields of a form.
pub(crate) type Fields = BTreeMap<String, String>;

/// A request to the sign-in service.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// `{tenant}/{endpoint}`.
    pub(crate) what: String,
    pub(crate) headers: HeaderMap,
    pub(crate) fields: Fields,
}

/// The response of the sign-in service.
pub(crate) struct Answer {
    status: u16,
    body: String,
    headers: Vec<(&'static str, &'static str)>,
    delay: Duration,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl ToString) -> Answer {
        Answer { status, body: body.to_string(), headers: Vec::new(), delay: Duration::ZERO }
    }

    /// A token that is valid for an hour.
    pub(crate) fn token(token: impl ToString) -> Answer {
        let token = token.to_string();
        Answer::new(200, serde_json::json!({"token_type": "Bearer", "expires_in": 3599, "access_token": token}))
    }

    /// An error of OAuth 2.0.
    pub(crate) fn error(code: &str) -> Answer {
        Answer::new(400, serde_json::json!({"error": code}))
    }

    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Answer {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn after(self, delay: Duration) -> Answer {
        Answer { delay, ..self }
    }
}

type Script = dyn Fn(usize, &Asked) -> Answer + Send + Sync;

struct Inner {
    script: Box<Script>,
    asked: Mutex<Vec<Asked>>,
    called: Mutex<Vec<String>>,
    refused: Mutex<BTreeSet<String>>,
}

/// A server on its own port.
pub(crate) struct Server {
    pub(crate) url: String,
    inner: Arc<Inner>,
}

impl Server {
    /// A server whose sign-in service responds with a function of the request and its number, from 1.
    pub(crate) async fn new(script: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) -> Server {
        let inner = Arc::new(Inner {
            script: Box::new(script),
            asked: Mutex::default(),
            called: Mutex::default(),
            refused: Mutex::default(),
        });
        let app = Router::new()
            .route("/{tenant}/oauth2/v2.0/{endpoint}", post(sign_in))
            .route("/v1.0/me", get(api))
            .with_state(Arc::clone(&inner));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Server { url, inner }
    }

    /// The requests to the sign-in service.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.inner.asked.lock().expect("the requests").clone()
    }

    /// The tokens that the API received.
    pub(crate) fn called(&self) -> Vec<String> {
        self.inner.called.lock().expect("the calls").clone()
    }

    /// The API no longer accepts this token.
    pub(crate) fn refuse(&self, token: &str) {
        self.inner.refused.lock().expect("the tokens").insert(token.to_owned());
    }

    /// Waits until the sign-in service has received this many requests.
    pub(crate) async fn until_asked(&self, times: usize) {
        while self.asked().len() < times {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn sign_in(
    State(inner): State<Arc<Inner>>,
    Path((tenant, endpoint)): Path<(String, String)>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let asked = Asked { what: format!("{tenant}/{endpoint}"), headers, fields };
    let count = {
        let mut all = inner.asked.lock().expect("the requests");
        all.push(asked.clone());
        all.len()
    };
    let answer = (inner.script)(count, &asked);
    tokio::time::sleep(answer.delay).await;
    let mut res = (StatusCode::from_u16(answer.status).expect("a status"), answer.body).into_response();
    for (name, value) in answer.headers {
        res.headers_mut().insert(name, value.parse().expect("a header"));
    }
    res
}

async fn api(State(inner): State<Arc<Inner>>, headers: HeaderMap) -> Response {
    let header = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    let Some(token) = header.and_then(|it| it.strip_prefix("Bearer ")) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    inner.called.lock().expect("the calls").push(token.to_owned());
    if inner.refused.lock().expect("the tokens").contains(token) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    token.to_owned().into_response()
}
