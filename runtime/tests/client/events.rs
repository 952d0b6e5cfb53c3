//! Events over a connection.

use crate::support::{Server, builder, header, json};
use graphwright_runtime::{ErrorKind, Events, Method, Path, Request, Value};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn request() -> Request<Events<Value>> {
    Request::events(Method::POST, Path::root("").segment("chat"), [])
}

/// A server that responds with these pieces of events, and then keeps or closes the connection.
async fn server(pieces: &'static [&'static str], keeps: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut buffer = vec![0; 64 * 1024];
        let _ = stream.read(&mut buffer).await;
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n";
        let _ = stream.write_all(head.as_bytes()).await;
        for piece in pieces {
            let chunk = format!("{:x}\r\n{piece}\r\n", piece.len());
            let _ = stream.write_all(chunk.as_bytes()).await;
            let _ = stream.flush().await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if keeps {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    });
    url
}

#[tokio::test]
async fn events_are_read_as_they_arrive() {
    let pieces = &[
        ": hi\n",
        "\ndata: {\"a\"",
        ":1}\r",
        "\n\r\nevent: add\nid: 7\ndata: {\"a\":",
        "\ndata: 2}\n\n",
        "data: [DONE]\n\ndata: 5\n\n",
    ];
    let client = builder(&server(pieces, true).await).0.build().expect("valid");
    let mut events = request().open(&client).await.expect("a stream");
    assert_eq!(events.try_next().await.expect("an event").expect("an event")["a"], 1);
    assert_eq!((events.event_name(), events.last_event_id()), ("message", ""));
    assert_eq!(events.try_next().await.expect("an event").expect("an event")["a"], 2);
    assert_eq!((events.event_name(), events.last_event_id()), ("add", "7"));
    assert_eq!(events.try_next().await.expect("the end"), None);
    assert_eq!(events.try_next().await.expect("the end"), None);
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let client = builder(&server(&["data: 1\n\n", "data: 2"], false).await).0.build().expect("valid");
    let mut events = request().open(&client).await.expect("a stream");
    assert_eq!(events.try_next().await.expect("an event"), Some(Value::from(1)));
    let err = events.try_next().await.expect_err("it is not complete");
    assert!(err.is_transport(), "{err:?}");
    assert_eq!(events.try_next().await.expect("the end"), None);
}

#[tokio::test]
async fn silence_is_a_timeout() {
    let client = builder(&server(&["data: 1\n\n"], true).await).0.build().expect("valid");
    let mut events = request().timeout(Duration::from_millis(100)).open(&client).await.expect("a stream");
    assert_eq!(events.try_next().await.expect("an event"), Some(Value::from(1)));
    assert_eq!(events.try_next().await.expect_err("nothing arrives").kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn an_event_of_another_type_does_not_end_the_stream() {
    let server = Server::start(|_, _| {
        let mut res = json(200, "data: 1\n\ndata: {\"secret\":2}\n\ndata\n\ndata: 3\n\n");
        res.headers_mut().insert("content-type", "text/event-stream".parse().expect("a header"));
        res
    })
    .await;
    let (client, _) = server.client();
    let request = Request::<Events<u8>>::events(Method::GET, Path::root("").segment("x"), []);
    let mut all = request.clone().send(&client).await.expect("all events");
    assert_eq!(all.try_next().await.expect("an event"), Some(1));
    let mut events = request.open(&client).await.expect("a stream");
    assert_eq!(events.try_next().await.expect("an event"), Some(1));
    let err = events.try_next().await.expect_err("no number");
    assert!(err.is_decode() && !format!("{err:?}").contains("secret"), "{err:?}");
    assert_eq!(events.try_next().await.expect("an event"), Some(3));
    assert_eq!(header(&server.seen()[0], "accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn json_is_no_stream_of_events() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    let err = request().open(&client).await.expect_err("another media type");
    assert!(err.is_decode() && err.to_string().contains("application/json"), "{err}");
}
