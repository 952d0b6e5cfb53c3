//! Data that must not be logged.

use serde_json::Value;
use std::any::{Any, type_name};
use std::cell::Cell;
use std::fmt;

/// Suffixes of the names of members with passwords, keys, tokens, or pre-authenticated URLs.
const ENDS: [&str; 14] = [
    "password",
    "passwordbase64",
    "passphrase",
    "secret",
    "secrettext",
    "token",
    "key",
    "connectionstring",
    "temporaryaccesspass",
    "clientstate",
    "uploadurl",
    "downloadurl",
    "azurestorageuri",
    "sasuri",
];

/// Query options that grant access, from shared access signatures and download URLs.
const GRANTS: [&str; 5] = ["sig=", "tempauth=", "access_token=", "token=", "code="];

/// Whether the value of a member with this name is a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDS.iter().any(|it| name.ends_with(it))
}

/// Whether a text is or contains a pre-authenticated URL, or an account key.
pub(crate) fn has_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let has_grant = |query: &str| query.split('&').any(|it| GRANTS.iter().any(|grant| it.starts_with(grant)));
    text.split('?').skip(1).any(has_grant) || text.contains("accountkey=") || text.contains("sharedaccesskey=")
}

thread_local! {
    /// Whether `Debug` shows values.
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn shows_values() -> bool {
    SHOWN.with(Cell::get)
}

/// Makes `Debug` show values until it is dropped.
pub(crate) struct Shows {
    before: bool,
}

impl Shows {
    pub(crate) fn new() -> Shows {
        Shows { before: SHOWN.with(|it| it.replace(true)) }
    }
}

impl Drop for Shows {
    fn drop(&mut self) {
        SHOWN.with(|it| it.set(self.before));
    }
}

/// The form of a value that `Debug` may show: names and kinds, or values without secrets at any depth.
pub(crate) struct Shown<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a Value,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown { name, value } = *self;
        match value {
            _ if is_secret(name) => f.write_str("…"),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (name, Shown { name, value }));
                f.debug_map().entries(members).finish()
            }
            Value::Array(items) => f.debug_list().entries(items.iter().map(|value| Shown { name: "", value })).finish(),
            Value::String(text) if has_secret(text) => f.write_str("…"),
            _ if shows_values() => value.fmt(f),
            Value::Null => f.write_str("null"),
            Value::Bool(_) => f.write_str("boolean"),
            Value::Number(_) => f.write_str("number"),
            Value::String(_) => f.write_str("string"),
        }
    }
}

/// The form of a typed value that `Debug` may show: its type, or the value unless it is a secret.
///
/// Not generic, so that `Debug` is compiled once instead of for every type.
pub(crate) struct Typed<'a> {
    name: &'a str,
    value: &'a dyn fmt::Debug,
    any: &'a dyn Any,
    ty: &'static str,
}

impl<'a> Typed<'a> {
    #[inline]
    pub(crate) fn new<T: fmt::Debug + 'static>(name: &'a str, value: &'a T) -> Typed<'a> {
        Typed { name, value, any: value, ty: type_name::<T>() }
    }
}

impl fmt::Debug for Typed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_hidden = || is_secret(self.name) || self.any.downcast_ref().is_some_and(|it: &String| has_secret(it));
        match shows_values() {
            false => fmt::Display::fmt(&Short(self.ty), f),
            true if is_hidden() => f.write_str("…"),
            true => self.value.fmt(f),
        }
    }
}

/// The name of a type without modules: `Vec<Group>`.
struct Short<'a>(&'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['<', '>', ',', ' ', '(', ')', '[', ']']) {
            f.write_str(part.rsplit("::").next().unwrap_or_default())?;
        }
        Ok(())
    }
}

/// The form of a URL that `Debug` may show: the query may be a token.
pub(crate) struct WithoutQuery<'a>(pub(crate) &'a str);

impl fmt::Debug for WithoutQuery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once('?') {
            Some((url, _)) => write!(f, "{url}?…"),
            None => f.write_str(self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, WithoutQuery};
    use crate::{Additional, Collection};

    #[test]
    fn secrets_have_many_names() {
        for name in [
            "accountKey",
            "apiKey",
            "key",
            "recoveryKey",
            "connectionString",
            "clientSecret",
            "@microsoft.graph.downloadUrl",
        ] {
            assert!(super::is_secret(name), "{name}");
        }
        for text in [
            "https://x.blob.core.windows.net/c/f?sv=2024&sig=hush",
            "https://x.sharepoint.com/download.aspx?tempauth=hush",
            "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=hush",
        ] {
            assert!(super::has_secret(text), "{text}");
        }
        assert!(!super::has_secret("What? Design=1") && !super::has_secret("https://example.com/?design=1"));
    }

    #[test]
    fn secrets_are_not_shown_however_deep_they_are() {
        let value = serde_json::json!({
            "profile": { "password": "hush", "policies": ["none"] },
            "items": [{ "@microsoft.graph.downloadUrl": "https://example.com/?hush", "id": 5 }],
            "clientSecret": { "anything": "hush" },
        });
        let shown = format!("{:?}", Shown { name: "", value: &value });
        assert!(!shown.contains("hush") && shown.contains("policies") && shown.contains("id"), "{shown}");
        let mut additional = Additional::new();
        additional.insert("passwordProfile", value.clone());
        additional.insert("uploadUrl", "hush");
        let page = Collection {
            value: vec![0],
            next_link: Some("https://example.com/users?$skiptoken=hush".to_owned()),
            delta_link: Some("https://example.com/users?$deltatoken=hush".to_owned()),
            count: None,
            additional,
        };
        for shown in [format!("{:?}", page.additional), format!("{page:?}"), format!("{page:#?}")] {
            assert!(!shown.contains("hush") && shown.contains("policies"), "{shown}");
        }
        assert_eq!(format!("{:?}", WithoutQuery("https://example.com/users")), "https://example.com/users");
    }
}
