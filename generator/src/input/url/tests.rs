//! The parts of URLs.

use super::{PartKind, Url};

/// The parts, with separators between their components.
fn parts(text: &str) -> Vec<String> {
    let url = Url::read(text);
    let shown = url.parts.iter().map(|it| match &it.kind {
        PartKind::Text => text[it.range.clone()].to_owned(),
        PartKind::Call(name, arguments) => {
            let all = arguments.iter().map(|it| format!("{}={}", &text[it.name.clone()], &text[it.value.clone()]));
            format!("{}({})", &text[name.clone()], all.collect::<Vec<_>>().join(";"))
        }
        PartKind::ByPath { path, is_closed } => {
            format!(":{}{}", &text[path.clone()], if *is_closed { ":" } else { "" })
        }
    });
    shown.collect()
}

#[test]
fn paths() {
    for (text, expected) in [
        ("https://graph.microsoft.com/v1.0/users/a%20b//messages/", &["users", "a%20b", "messages"][..]),
        ("~/users('a/b')/delta()?$top=1", &["users(='a/b')", "delta()"]),
        ("/x(a='1,2', b = {c,d})", &["x(a='1,2';b={c,d})"]),
        ("/x(a='y'/rows", &["x(a='y'", "rows"]),
        ("/x({a})/y(b)c", &["x(={a})", "y(b)c"]),
        ("/{id | name}/<a/b>/(team-id)", &["{id | name}", "<a/b>", "(team-id)"]),
        ("/x(a=['1','2'],b=3)/content[?a=b]", &["x(a=['1','2'];b=3)", "content["]),
        ("/chats/19:a@b/members", &["chats", "19:a@b", "members"]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn paths_of_files() {
    for (text, expected) in [
        ("/drive/root:/A/b.txt:/content", &["drive", "root", ":A/b.txt:", "content"][..]),
        ("/drive/items/{id}:/{name}", &["drive", "items", "{id}", ":{name}"]),
        ("/drive/root:/A/b", &["drive", "root", ":A/b"]),
        ("/drive/root:", &["drive", "root", ":"]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn queries() {
    let text = "/users?$filter=a eq 'b?'&$top=5& &$count&requiresReview:{Boolean}";
    let url = Url::read(text);
    let shown = url.query.iter().map(|(name, value)| format!("{}={}", &text[name.clone()], &text[value.clone()]));
    assert_eq!(shown.collect::<Vec<_>>(), ["$filter=a eq 'b?'", "$top=5", "$count=", "requiresReview={Boolean}"]);
}
