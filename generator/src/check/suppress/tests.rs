//! Which findings comments suppress, and in which part of a file.

use super::{allow, apply};
use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, FileKind, SourceFile, SourceMap, Span};

#[test]
fn comments_are_read() {
    let read = |it| allow(it).map(|it| it.map(|(code, symbol, reason)| (code, symbol.unwrap_or_default(), reason)));
    let of = |symbol: &str, reason| Some(Ok((("G0203", &[Code::TypeCell][..]), symbol.to_owned(), reason)));
    assert_eq!(read("<!-- graphwright: allow(G0203) -->"), of("", ""));
    assert_eq!(read("<!--graphwright:allow( g0203 , user.a ) it is\nso-->"), of("user.a", "it is\nso"));
    assert_eq!(read("<!-- graphwright: allow(G0203, Get user (beta)): so -->"), of("Get user (beta)", ": so"));
    assert_eq!(read("<!-- graphwright made this -->"), None);
    assert_eq!(read("<!-- { \"blockType\": \"request\" } -->"), None);
    for (text, why) in [
        ("<!-- graphwright allow(G0203) -->", "missing colon"),
        ("<!-- graphwright: deny(G0203) -->", "expected `allow(…)`"),
        ("<!-- graphwright: allow(G0203 -->", "missing closing parenthesis"),
        ("<!-- graphwright: allow(G03) -->", "unknown code `G03`"),
        ("<!-- graphwright: allow(G0399) -->", "did you mean `G0309`?"),
        ("<!-- graphwright: allow(G0203,) -->", "missing symbol"),
    ] {
        let message = read(text).expect("it is for this tool").expect_err(text);
        assert!(message.contains(why), "{message}\nis not\n{why}");
    }
}

/// The open findings, given a finding G0203 about `t.p` at the `@` of a file.
fn left(kind: FileKind, text: &str) -> Vec<Code> {
    let file = SourceFile::new("f".to_owned(), "f".to_owned(), kind, text.to_owned());
    let sources = SourceMap::new(vec![file]);
    let at = text.find('@').expect("the text has a mark");
    let mut diagnostics = Diagnostics::default();
    diagnostics.report(Diagnostic::new(Code::TypeCell, Span::new(FileId(0), at..at + 1), "wrong").symbol("t.p"));
    apply(&mut diagnostics, &sources, &Requested::default());
    diagnostics.open().map(|it| it.code).collect()
}

#[test]
fn metadata_has_no_sections() {
    let xml = |comment: &str| {
        left(FileKind::Metadata, &format!("<Schema>\n  {comment}\n  <Property Name=\"@\"/>\n</Schema>\n"))
    };
    assert_eq!(xml("<!-- graphwright: allow(G0203, t.p) -->"), []);
    assert_eq!(xml("<!-- graphwright: allow(G0203) --><!-- other -->"), []);
    assert_eq!(xml("<!-- graphwright: allow(G0203, t.q) -->"), [Code::TypeCell, Code::SuppressionUnused]);
    assert_eq!(xml("<!-- graphwright: allow G0203 -->"), [Code::TypeCell, Code::SuppressionUnreadable]);
}

#[test]
fn only_findings_that_were_searched_for_can_be_missing() {
    assert_eq!(left(FileKind::Page, "# A\n\n<!-- graphwright: allow(G0135) -->\n\n@\n"), [Code::TypeCell]);
}

#[test]
fn sections_end_at_the_next_heading() {
    let comment = "<!-- graphwright: allow(G0203) -->";
    let kept = vec![Code::TypeCell, Code::SuppressionUnused];
    let page = |text: &str| left(FileKind::Page, &text.replace("COMMENT", comment));
    assert_eq!(page("---\ntitle: x\n---\n# A\n\nCOMMENT\n\n## B\n\n@\n"), []);
    assert_eq!(page("# A\n\n## B\n\nCOMMENT\n\n@\n\n## C\n"), []);
    assert_eq!(page("# A\n\n## B\n\nCOMMENT\n\n# [HTTP](#tab/http)\n\n@\n"), []);
    assert_eq!(page("# A\n\n## B\n\nCOMMENT\n\n### C\n\n@\n"), kept);
    assert_eq!(page("# A\n\n## B\n\n@\n\n## C\n\nCOMMENT\n"), kept);
    assert_eq!(page("# A\n\n```\nCOMMENT\n```\n\n@\n"), [Code::TypeCell]);
    assert_eq!(left(FileKind::Include, &format!("{comment}\n\n|a|\n|---|\n|@|\n")), []);
}
