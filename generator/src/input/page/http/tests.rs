//! Request lines as pages write them.

use super::*;
use crate::source::{FileId, FileKind, SourceFile};

/// The URL in normalized form, and the reports.
fn read(line: &str) -> (String, Vec<String>) {
    let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, line.to_owned());
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let found = request_line(&mut diagnostics, &sources, Span::new(FileId(0), 0..line.len()));
    let shown = found.map_or("-".to_owned(), |(method, url)| {
        let query: Vec<_> = url.value.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{} {}{mark}{}", method.value, url.value, query.join("&"))
    });
    (shown, diagnostics.iter().map(|it| it.message.clone()).collect())
}

#[test]
fn lines() {
    for (line, expected) in [
        ("GET /users/{id | userPrincipalName}/messages", "GET /users/{id}/messages"),
        ("get https://graph.microsoft.com/V1.0/me", "GET /me"),
        ("GET me/messages ", "GET /me/messages"),
        ("POST /users/{id}/sendMail HTTP/1.1", "POST /users/{id}/sendMail"),
        ("DELETE /groups/{id}/members/{id}/$ref", "DELETE /groups/{id}/members/{id}/$ref"),
        ("GET /me/drive/root:/{item-path}:/workbook/tables", "GET /me/drive/root:/{item-path}:/workbook/tables"),
        ("GET /me/drive/root:/{item-path}", "GET /me/drive/root:/{item-path}:"),
        ("GET /drives/{id}/items/{item-id}:/{path}:/content", "GET /drives/{id}/items/{item-id}:/{path}:/content"),
        ("GET /sites/{hostname}:/{server-relative-path}", "GET /sites/{hostname}:/{server-relative-path}:"),
        ("PUT /me/drive/root:/FolderA/FileB.txt:/content", "PUT /me/drive/root:/{FolderA}:/content"),
        ("GET /drive/root/search(q='{search-text}')", "GET /drive/root/search(q='{search-text}')"),
        ("GET /reports/getX(period='D7',top=5)", "GET /reports/getX(period='{D7}',top={5})"),
        ("GET /w/range(address='<address>')/format", "GET /w/range(address='{address}')/format"),
        ("GET /w/range(<address>)", "GET /w/range({address})"),
        ("GET /users/delta()", "GET /users/delta()"),
        ("GET /sets/members('id')/x", "GET /sets/members('{id}')/x"),
        ("GET /teams/(team-id)/channels", "GET /teams/{team-id}/channels"),
        ("GET /a/<b>/microsoft.graph.user", "GET /a/{b}/microsoft.graph.user"),
        ("GET /me/calendarView?startDateTime={start}&$top=5", "GET /me/calendarView?startDateTime={start}&$top=5"),
        ("GET /m/{id}/childFolders/{id}/.../messages/", "GET /m/{id}/childFolders/{id}/.../messages"),
        (
            "GET /alerts?$filter={property} eq '{property-value}'",
            "GET /alerts?$filter={property} eq '{property-value}'",
        ),
    ] {
        assert_eq!(read(line), (expected.to_owned(), vec![]), "{line}");
    }
}

#[test]
fn guesses_are_reported() {
    for (line, expected) in [
        ("DELETE/identity/x", "DELETE /identity/x"),
        ("GET /users/{user-id} | user-principal-name/chats", "GET /users/{user-id}/chats"),
        ("GET /w/range(address='x'/rows", "GET /w/range(address='{x}')/rows"),
    ] {
        let (shown, reports) = read(line);
        assert_eq!((shown.as_str(), reports.len()), (expected, 1), "{line}");
    }
}

#[test]
fn no_request_lines() {
    for line in ["{", "or", "Content-type: application/json", "POST ** Collection URI not found **", "Get the user"] {
        assert_eq!(read(line).0, "-", "{line}");
    }
}
