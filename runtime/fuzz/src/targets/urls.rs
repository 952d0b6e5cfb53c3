//! Literals and paths: any text is escaped as one literal, one key or one argument.

use graphwright_runtime::{Date, DateTime, Decimal, Duration, Guid, Json, Method, Path, Request, TimeOfDay, ToLiteral};
use msgraph::User;
use percent_encoding::percent_decode_str;
use url::Url;

pub(super) const TEXTS: &[&str] = &[
    "adele@contoso.com",
    "it's",
    "a/b?c#d",
    "..",
    "%2e%2e",
    "x' or 'a' eq 'a",
    "ü🐙",
    "2024-02-29",
    "1 or true",
    "AAMk=",
    "7fc8dd11-1f62-4c2e-8f6f-5b2c4f1d8d4e",
    "duration'P1D'",
    "\\..\\",
];

pub(super) fn literal(input: &str) -> bool {
    let mut quoted = String::new();
    ToLiteral::write(input, &mut quoted);
    assert_eq!(unquoted(&quoted).as_deref(), Some(input), "{quoted}");
    let values: [&dyn ToLiteral; 6] = [
        &Decimal::from_text(input),
        &Date::from_text(input),
        &DateTime::from_text(input),
        &TimeOfDay::from_text(input),
        &Guid::from_text(input),
        &Duration::from_text(input),
    ];
    for value in values {
        let mut out = String::new();
        value.write(&mut out);
        let quoted = out.strip_prefix("duration").unwrap_or(&out);
        let is_token = out.bytes().all(|it| it.is_ascii_alphanumeric() || b"-+.:".contains(&it)) && !out.is_empty();
        assert!(is_token || unquoted(quoted).as_deref() == Some(input), "{out}");
    }
    let filter = msgraph::users().list().filter(User::DISPLAY_NAME.eq(input));
    let uri = filter.to_http().expect("a filter can hold any text").uri().to_string();
    let (_, query) = uri.split_once("?$filter=").expect("there is a filter");
    assert!(!query.contains(['&', '#', '+']), "{query}");
    assert_eq!(decoded(query), format!("displayName eq {quoted}"));
    true
}

/// The text of a quoted literal, if it is one.
fn unquoted(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    let is_one = !inner.replace("''", "").contains('\'');
    is_one.then(|| inner.replace("''", "'"))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}

pub(super) fn path(input: &str) -> bool {
    let root = || Path::root("v1.0").segment("users");
    let _ = checked(root().by_path(input).segment("children"));
    if let Some(url) = checked(root().function("f", &[("a", &input), ("b", &Json([input]))])) {
        let (path, query) = url.split_once('?').expect("JSON is in the query");
        let (_, call) = path.rsplit_once("/f(").expect("the call is the last segment");
        let argument = call.strip_prefix("a=").and_then(|it| it.strip_suffix(",b=@b)")).expect("two arguments");
        assert_eq!(unquoted(&decoded(argument)).as_deref(), Some(input), "{url}");
        let json = decoded(query.strip_prefix("@b=").expect("the alias"));
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).expect("JSON"), [input]);
    }
    let Some(url) = checked(root().key(input).segment("messages")) else { return false };
    let segments: Vec<&str> = url.split('/').collect();
    assert_eq!(segments.len(), 5, "{url}");
    assert_eq!(decoded(segments[3]), input, "{url}");
    true
}

/// The URL of a valid path, as received by servers.
fn checked(path: Path) -> Option<String> {
    let request: Request<()> = Request::empty(Method::GET, path, []);
    let url = request.to_http().ok()?.uri().to_string();
    let seen = Url::parse(&format!("https://service.example{url}")).expect("a URL");
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    assert_eq!(seen.path(), path);
    // Quotes in the query are encoded by the transport, without a change of meaning.
    assert_eq!(decoded(seen.query().unwrap_or_default()), decoded(query));
    Some(url)
}
