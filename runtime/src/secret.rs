//! What has no business in a log.

use serde_json::Value;
use std::fmt;

/// How the names of members end whose values are passwords, tokens, or URLs that carry a permission in them.
const ENDS: [&str; 15] = [
    "password",
    "passwordbase64",
    "passphrase",
    "secret",
    "secrettext",
    "token",
    "privatekey",
    "presharedkey",
    "accesskey",
    "temporaryaccesspass",
    "clientstate",
    "uploadurl",
    "downloadurl",
    "azurestorageuri",
    "sasuri",
];

/// Whether the value of a member with this name is a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ENDS.iter().any(|it| name.ends_with(it))
}

/// A member's value as `Debug` may show it: without secrets, however deep they are.
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
            _ => value.fmt(f),
        }
    }
}

/// A URL as `Debug` may show it: its query can be a token.
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
