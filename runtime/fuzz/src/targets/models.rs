//! Models and pages: everything that is read is written back.

use graphwright_runtime::Collection;
use msgraph::User;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

pub(super) const USERS: &[&str] = &[
    r##"{"@odata.type":"#microsoft.graph.user","id":"1","displayName":"Adele","accountEnabled":true,"businessPhones":["1",null]}"##,
    r#"{"assignedLicenses":[{"disabledPlans":["7fc8dd11-1f62-4c2e-8f6f-5b2c4f1d8d4e"],"skuId":null}],"new":{"a":[1.50,null]}}"#,
    r#"{"createdDateTime":"2024-02-29T12:34:56Z","employeeHireDate":"2024-02-29","manager":{"id":"2"},"x@odata.type":"y"}"#,
    r#"{"mailboxSettings":{"automaticRepliesSetting":{"status":"disabled"}},"@etag":"e","new":18446744073709551616}"#,
];
pub(super) const PAGES: &[&str] = &[
    r#"{"@odata.context":"c","@odata.count":"2","value":[{"id":"1"},null,{"id":"2","x":1e400}],"@odata.nextLink":"n"}"#,
    r#"{"@count":2,"value":[{"displayName":"ü","otherMails":[]}],"@deltaLink":"d","y":[null]}"#,
];

pub(super) fn user(input: &str) -> bool {
    returned::<User>(input)
}

pub(super) fn page(input: &str) -> bool {
    returned::<Collection<User>>(input)
}

fn returned<T: DeserializeOwned + Serialize + PartialEq + Debug + Clone>(input: &str) -> bool {
    let Ok(model) = serde_json::from_str::<T>(input) else { return false };
    let json = serde_json::to_string(&model).expect("JSON");
    let again: T = serde_json::from_str(&json).unwrap_or_else(|err| panic!("{err}: {json}"));
    assert_eq!(again, model);
    assert_eq!(model.clone(), model);
    assert_eq!(serde_json::to_string(&again).expect("JSON"), json);
    // serde_json reserves some representations of numbers.
    if let (Ok(before), Ok(after)) = (serde_json::from_str(input), serde_json::from_str(&json)) {
        assert!(is_same(&before, &after), "{json}");
    }
    let _ = format!("{model:?}");
    true
}

/// Whether two values are equal up to differences without meaning: null and missing members, numbers and their text,
/// enum members in another case, and control information without `odata.`.
fn is_same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let long = |name: &str| name.replacen('@', "@odata.", 1);
            before.iter().all(|(name, value)| match after.get(name).or_else(|| after.get(&long(name))) {
                // If both names are present, the later one is used.
                Some(_) if !after.contains_key(name) && before.contains_key(&long(name)) => true,
                Some(it) => is_same(value, it),
                // An empty link is treated as no link.
                None => value.is_null() || (name.ends_with("Link") && value == ""),
            })
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(a, b)| is_same(a, b))
        }
        (Value::String(a), Value::String(b)) => a.eq_ignore_ascii_case(b),
        (Value::String(text), Value::Number(number)) => text.parse().ok() == number.as_f64(),
        (before, after) => before == after,
    }
}
