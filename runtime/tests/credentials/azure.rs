//! `AzureCredential`: credentials of the Azure SDK.

use crate::server::{Answer, Server};
use crate::transport::Hasty;
use crate::{call, client};
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use azure_core::time::{Duration, OffsetDateTime};
use graphwright_runtime::AzureCredential;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Counts its tokens, which are valid for an hour, and fails for the third one.
#[derive(Debug, Default)]
struct Counter {
    count: AtomicUsize,
    scopes: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl TokenCredential for Counter {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        self.scopes.lock().expect("the scopes").extend(scopes.iter().map(|&it| it.to_owned()));
        match self.count.fetch_add(1, Ordering::Relaxed) + 1 {
            3 => Err(Error::with_message(ErrorKind::Credential, "it has had enough")),
            n => Ok(AccessToken::new(format!("azure-{n}"), OffsetDateTime::now_utc() + Duration::hours(1))),
        }
    }
}

#[tokio::test]
async fn its_tokens_are_kept_and_its_errors_told() {
    let server = Server::new(|_, _| Answer::error("not called")).await;
    let counter = Arc::new(Counter::default());
    let credential = AzureCredential::new(counter.clone());
    assert_eq!(format!("{credential:?}"), "AzureCredential(..)");
    let client = client(&server, &Hasty::new(), credential);
    for _ in 0..2 {
        assert_eq!(call(&client).await.expect("a response"), "azure-1");
    }
    server.refuse("azure-1");
    assert_eq!(call(&client).await.expect("a response"), "azure-2");
    server.refuse("azure-2");
    let err = call(&client).await.expect_err("there is no third token");
    assert!(err.is_credential() && format!("{err:?}").contains("it has had enough"), "{err:?}");
    assert_eq!(*counter.scopes.lock().expect("the scopes"), vec![format!("{}/.default", server.url); 3]);
    assert!(server.asked().is_empty());
}
