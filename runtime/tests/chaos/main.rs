//! A client behind a proxy that delays, truncates, duplicates and rejects: no data is lost or applied twice, and
//! deadlines are met.
//!
//! The proxy's fault for an attempt is determined by the seed and the request, so the result does not depend on the
//! order of requests. Only the error of a call may depend on timing: a timeout, for example.

mod calls;
mod proxy;
mod service;

use calls::{Call, Tally};
use graphwright_runtime::{Client, RetryPolicy, StaticToken};
use proxy::Proxy;
use std::time::{Duration, Instant};

const SEEDS: u64 = 10;
const CALLS: u64 = 2_000;

/// How many calls run concurrently.
const TASKS: u64 = 40;

/// The deadline of each exchange of a call.
const DEADLINE: Duration = Duration::from_secs(4);

/// The tolerance for a busy machine; far less than the waits that the proxy sets.
const SLACK: Duration = Duration::from_secs(60);

fn client(proxy: &Proxy) -> Client {
    let policy = RetryPolicy {
        max_retries: 6,
        first_wait: Duration::from_millis(1),
        max_wait: Duration::from_millis(4),
        budget: Duration::from_secs(3),
    };
    let builder = Client::at(proxy.url()).credential(StaticToken::new("token")).retry(policy);
    builder.timeout(Duration::from_millis(400)).deadline(DEADLINE).build().expect("the configuration is valid")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_is_applied_twice() {
    for seed in 0..SEEDS {
        let start = Instant::now();
        let proxy = Proxy::start(seed).await;
        let client = client(&proxy);
        let tasks: Vec<_> = (0..TASKS)
            .map(|first| {
                let (client, service) = (client.clone(), proxy.service());
                tokio::spawn(async move {
                    let mut tally = Tally::default();
                    for number in (first..CALLS).step_by(TASKS as usize) {
                        let start = Instant::now();
                        let call = Call::new(number);
                        tally.add(call.make(&client, &service).await);
                        let limit = DEADLINE * call.exchanges() + SLACK;
                        assert!(start.elapsed() < limit, "{call:?} took {:?}", start.elapsed());
                    }
                    tally
                })
            })
            .collect();
        let mut tally = Tally::default();
        for task in tasks {
            tally.extend(task.await.unwrap_or_else(|err| panic!("seed {seed}: {err}")));
        }
        proxy.service().check();
        println!("seed {seed}: {tally:?}, {} attempts, {:.1?}", proxy.service().attempts(), start.elapsed());
        assert!(tally.succeeded > CALLS / 4, "seed {seed}: {tally:?}");
    }
}
