//! TLS without a process-wide provider.

use crate::server::get;
use graphwright_runtime::{Client, ReqwestTransport, RetryPolicy, StaticToken};
use rustls::pki_types::PrivatePkcs8KeyDer;
use std::io::{BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

#[test]
fn a_program_can_install_its_own_provider_after_a_client() {
    let _ = msgraph::Client::new(StaticToken::new("x"));
    let _ = ReqwestTransport::builder();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    let test = std::env::current_exe().expect("this test");
    let mut command = std::process::Command::new(test);
    let output = command.args(["--exact", "--ignored", "tls::installs_a_provider"]).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Runs in its own process, because other tests must not see the provider.
#[test]
#[ignore = "run by another test"]
fn installs_a_provider() {
    let _client = msgraph::Client::new(StaticToken::new("x"));
    rustls::crypto::ring::default_provider().install_default().expect("nobody else has installed one");
    let _client = msgraph::Client::new(StaticToken::new("x"));
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
    let client = Client::at(url).credential(StaticToken::new("x")).retry(RetryPolicy::none());
    let transport = ReqwestTransport::from_client(ReqwestTransport::builder().no_proxy().build().expect("TLS"));
    let client = client.transport(transport).build().expect("a valid configuration");
    let err = get("me").send(&client).await.expect_err("the server wants no connection");
    assert!(format!("{err:?}").to_lowercase().contains("handshake"), "{err:?}");
    assert_eq!(server.join().expect("no panic"), [b"h2".to_vec(), b"http/1.1".to_vec()]);
}

const CERTIFICATE: &[u8] = include_bytes!("../fixtures/test-only-loopback-certificate.der");
const KEY: &[u8] = include_bytes!("../fixtures/test-only-loopback-key.der");

/// A server with its own certificate, which returns an object for each request. Returns its URL.
fn secure() -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    let key = PrivatePkcs8KeyDer::from(KEY.to_vec());
    let config = config.with_single_cert(vec![CERTIFICATE.to_vec().into()], key.into()).expect("a certificate");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("it is bound"));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = rustls::ServerConnection::new(config.clone()).expect("a connection");
            let mut stream = rustls::StreamOwned::new(connection, stream);
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(b"HTTP/1.1 200 X\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
            }
        }
    });
    url
}

#[tokio::test]
async fn certificates_are_checked_and_may_be_trusted() {
    let url = secure();
    let client = |builder: reqwest::ClientBuilder| {
        let transport = ReqwestTransport::from_client(builder.no_proxy().build().expect("TLS"));
        let client = Client::at(&url).credential(StaticToken::new("x")).retry(RetryPolicy::none());
        client.transport(transport).build().expect("a valid configuration")
    };
    let err = get("me").send(&client(ReqwestTransport::builder())).await.expect_err("the certificate is not trusted");
    assert!(format!("{err:?}").contains("certificate"), "{err:?}");
    let trusting = ReqwestTransport::builder_trusting(&[CERTIFICATE.to_vec()]);
    get("me").send(&client(trusting)).await.unwrap_or_else(|err| panic!("{err:?}"));
}

#[test]
fn a_certificate_that_is_none_is_an_error() {
    assert!(ReqwestTransport::builder_trusting(&[b"none".to_vec()]).build().is_err());
}
