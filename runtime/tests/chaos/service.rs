//! A service that records the requests that it has applied.

use graphwright_runtime::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The service; clones share their state.
#[derive(Clone, Default)]
pub(crate) struct Service(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// How often each POST was applied, by URL.
    applied: BTreeMap<String, u64>,
    /// The last value that was set, by URL.
    values: BTreeMap<String, Value>,
    attempts: u64,
}

/// The number of pages of a list, and of items per page.
pub(crate) const PAGES: u64 = 3;
const ITEMS: u64 = 5;

/// The number in a URL: `/v1.0/items/7`.
pub(crate) fn number(url: &str) -> u64 {
    let path = url.split('?').next().unwrap_or_default();
    path.rsplit('/').next().and_then(|it| it.parse().ok()).unwrap_or_default()
}

/// The content of an item.
pub(crate) fn item(number: u64) -> Value {
    let text = "ü…".repeat(usize::try_from(number % 97).unwrap_or_default());
    json!({ "id": number.to_string(), "text": text, "tags": ["a", null], "price": 12.5 })
}

/// The items of a list, over all pages.
pub(crate) fn items(number: u64) -> Vec<Value> {
    (0..PAGES * ITEMS).map(|it| item(number * 100 + it)).collect()
}

/// The content of a file.
pub(crate) fn content(number: u64) -> Vec<u8> {
    (0..20_000 + number * 7).map(|it| (it * it % 251) as u8).collect()
}

impl Service {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Executes a request other than a download.
    pub(crate) fn apply(&self, host: &str, method: &str, url: &str, body: &[u8]) -> (u16, Value) {
        let mut state = self.state();
        let body = || serde_json::from_slice::<Value>(body).unwrap_or_default();
        match method {
            "POST" => {
                *state.applied.entry(url.to_owned()).or_default() += 1;
                (201, item(number(url)))
            }
            "PUT" | "PATCH" => {
                state.values.insert(url.to_owned(), body());
                (200, item(number(url)))
            }
            "DELETE" => {
                state.values.insert(url.to_owned(), Value::Null);
                (204, Value::Null)
            }
            _ if url.starts_with("/v1.0/lists/") => (200, page(host, url)),
            _ => (200, item(number(url))),
        }
    }

    /// How often a POST was applied.
    pub(crate) fn applied(&self, url: &str) -> u64 {
        self.state().applied.get(url).copied().unwrap_or_default()
    }

    /// The last value that was set.
    pub(crate) fn value(&self, url: &str) -> Option<Value> {
        self.state().values.get(url).cloned()
    }

    pub(crate) fn count_attempt(&self) {
        self.state().attempts += 1;
    }

    pub(crate) fn attempts(&self) -> u64 {
        self.state().attempts
    }

    /// Independent of what clients observe: no request that is not idempotent was applied twice.
    pub(crate) fn check(&self) {
        let twice: Vec<_> = self.state().applied.iter().filter(|it| *it.1 > 1).map(|it| it.0.clone()).collect();
        let twice: Vec<_> = twice.iter().filter(|it| !it.starts_with("/v1.0/repeatable/")).collect();
        assert!(twice.is_empty(), "applied twice: {twice:?}");
    }
}

fn page(host: &str, url: &str) -> Value {
    let (path, query) = url.split_once("?page=").unwrap_or((url, "0"));
    let page: u64 = query.parse().unwrap_or_default();
    let all = items(number(url));
    let first = usize::try_from(page * ITEMS).unwrap_or_default();
    let mut res = json!({ "value": all[first..first + 5] });
    if page + 1 < PAGES {
        res["@odata.nextLink"] = format!("http://{host}{path}?page={}", page + 1).into();
    }
    res
}
