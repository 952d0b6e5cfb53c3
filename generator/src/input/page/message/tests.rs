//! Example messages as pages write them.

use super::*;
use crate::input::markdown::{BlockKind, parse};
use crate::source::{FileId, FileKind, SourceFile};

fn read(block: &str) -> String {
    let text = format!("---\n---\n```http\n{block}\n```\n");
    let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text);
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let topic = parse(&mut diagnostics, &sources, FileId(0));
    let BlockKind::Code(code) = &topic.blocks[0].kind else { panic!("no code block") };
    let show = |headers: &Headers, body: &Body| {
        let names: Vec<_> = headers.iter().map(|(name, value)| format!("{}={}", name.value, value.value)).collect();
        let kind = match body {
            Body::None => "none",
            Body::Json(_) => "json",
            Body::Broken(_) => "broken",
            Body::Text(_) => "text",
        };
        format!("[{}] {kind}", names.join(" "))
    };
    match message(&mut diagnostics, &sources, code) {
        Message::Request(it) => format!("{} {} {}", it.method.value, it.url.value, show(&it.headers, &it.body)),
        Message::Response(it) => {
            let status = it.status.as_ref().map_or(0, |it| it.value);
            let wraps = if it.wraps_entity { " wraps" } else { "" };
            format!("{status} {}{wraps}", show(&it.headers, &it.body))
        }
        Message::Other => "other".to_owned(),
    }
}

#[test]
fn messages() {
    for (block, expected) in [
        ("GET https://graph.microsoft.com/v1.0/me", "GET https://graph.microsoft.com/v1.0/me [] none"),
        ("POST /a\nContent-type: application/json\n\n{\"x\": 1}", "POST /a [Content-type=application/json] json"),
        ("POST /a\n\nContent-type:application/json\n\n{\"x\": 1}", "POST /a [Content-type=application/json] json"),
        ("POST /a\n{\"x\": 1}", "POST /a [] json"),
        ("PUT /a\nContent-Type: text/plain\n\nSome text", "PUT /a [Content-Type=text/plain] text"),
        ("HTTP/1.1 200 OK\nContent-type: a/b\n\n{\"value\": {}}", "200 [Content-type=a/b] json wraps"),
        ("PUT /a\nContent-Type: application/zip\n\n[Zip file]", "PUT /a [Content-Type=application/zip] text"),
        ("PUT /a\n\n{Raw bytes of the file}", "PUT /a [] text"),
        ("PUT /a\nContent-Type: application/json\n\n[Zip file]", "PUT /a [Content-Type=application/json] json"),
        ("HTTP/1.1 204 No Content", "204 [] none"),
        ("\n201 Created\n\n{}", "201 [] json"),
        ("HTTP/1.1 200 OK\n\n{\"a\": [}", "200 [] broken"),
        ("{\"a\": 1}", "other"),
        ("Some text", "other"),
    ] {
        assert_eq!(read(block), expected, "{block}");
    }
}
