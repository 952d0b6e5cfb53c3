//! TLS without a process-wide provider.

use crate::server::get;
use msgraph_core::{Client, ReqwestTransport, RetryPolicy, StaticToken};
use std::io::{BufReader, Read, Write};
use std::net::TcpListener;

#[test]
fn a_program_can_install_its_own_provider_after_a_client() {
    let _ = Client::new(StaticToken::new("x"));
    let _ = ReqwestTransport::builder();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    let test = std::env::current_exe().expect("this test");
    let mut command = std::process::Command::new(test);
    let output = command.args(["--exact", "--ignored", "tls::installs_a_provider"]).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// In a process of its own: others must not see the provider.
#[test]
#[ignore = "run by another test"]
fn installs_a_provider() {
    let _client = Client::new(StaticToken::new("x"));
    rustls::crypto::ring::default_provider().install_default().expect("nobody else has installed one");
    let _client = Client::new(StaticToken::new("x"));
}

#[tokio::test]
async fn connections_are_made_with_tls_and_two_versions_of_http() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("it is bound"));
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        let mut acceptor = rustls::server::Acceptor::default();
        let mut reader = BufReader::new(&stream);
        let accepted = loop {
            acceptor.read_tls(&mut reader).expect("bytes");
            if let Some(accepted) = acceptor.accept().expect("a greeting") {
                break accepted;
            }
        };
        let names: Vec<Vec<u8>> = accepted.client_hello().alpn().expect("protocols").map(<[u8]>::to_vec).collect();
        // An alert: handshake_failure.
        (&stream).write_all(&[21, 3, 3, 0, 2, 2, 40]).expect("it is open");
        let _ = (&stream).read(&mut [0; 100]);
        names
    });
    let client = Client::builder().base_url(url).credential(StaticToken::new("x")).retry(RetryPolicy::none());
    let transport = ReqwestTransport::from_client(ReqwestTransport::builder().no_proxy().build().expect("TLS"));
    let client = client.transport(transport).build().expect("a valid configuration");
    let err = get("me").send(&client).await.expect_err("the server wants no connection");
    assert!(format!("{err:?}").to_lowercase().contains("handshake"), "{err:?}");
    assert_eq!(server.join().expect("no panic"), [b"h2".to_vec(), b"http/1.1".to_vec()]);
}

#[test]
fn a_certificate_that_is_none_is_an_error() {
    assert!(ReqwestTransport::builder_trusting(&[b"none".to_vec()]).build().is_err());
}
