//! Numbers, and other values that are one token: no digit is lost.

use super::times::pair;
use graphwright_runtime::{Binary, Collection, Decimal, Guid, Untyped};

pub(super) const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "12.50",
    "1e-23",
    "1.5777777777770001",
    "18446744073709551616",
    "1e400",
    "-0.0",
    "5e-324",
    "1.7976931348623157e308",
    "123456789012345678901234567890.123456789",
    "\"1.50\"",
    "\"INF\"",
    "\"NaN\"",
    "1.5|15e-1",
    "9007199254740993",
    "0.1",
    "1E+2",
];
pub(super) const GUIDS: &[&str] = &[
    "7fc8dd11-1f62-4c2e-8f6f-5b2c4f1d8d4e",
    "{7FC8DD11-1F62-4C2E-8F6F-5B2C4F1D8D4E}|7fc8dd111f624c2e8f6f5b2c4f1d8d4e",
    "urn:uuid:7fc8dd11-1f62-4c2e-8f6f-5b2c4f1d8d4e",
];
pub(super) const BINARY: &[&str] = &["aGVsbG8=", "aGVsbG8", "_-8=", "/+8=", "", "YQ==\n"];
pub(super) const VALUES: &[&str] = &[
    r#"{"a":[1,2.50,{"b":1e400}],"c":null}"#,
    r#"[1.5777777777770001,"1.50",true]"#,
    r#"{"$serde_json::private::RawValue":"1"}"#,
    "18446744073709551616",
    r#""text""#,
];

pub(super) fn decimal(input: &str) -> bool {
    pair(input, |it| Decimal::from_text(it));
    let is_text = input.parse().is_ok_and(|it: Decimal| {
        let json = serde_json::to_string(&it).expect("JSON");
        let read: Decimal = serde_json::from_str(&json).expect("what was written");
        assert_eq!((&read, read.as_str(), read.is_json_number()), (&it, input, it.is_json_number()));
        assert_eq!(it.to_f64().map(f64::to_bits), input.parse().ok().map(f64::to_bits));
        let value = serde_json::to_value(&it).expect("a value");
        assert_eq!(serde_json::from_value::<Decimal>(value).expect("a decimal"), it);
        true
    });
    let is_json = serde_json::from_str(input).is_ok_and(|it: Decimal| {
        let json = serde_json::to_string(&it).expect("JSON");
        let same = if it.is_json_number() { input.trim() == json } else { true };
        assert!(same, "{json}");
        assert_eq!(serde_json::from_str::<Decimal>(&json).expect("what was written").as_str(), it.as_str());
        true
    });
    is_text || is_json
}

/// Floats are parsed like in Rust, and written without loss of precision.
pub(super) fn float(input: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Collection<f64>>(text);
    let Ok(page) = read(&format!(r#"{{"value":[{input}]}}"#)) else { return false };
    let again = read(&serde_json::to_string(&page).expect("JSON")).expect("what was written");
    let bits = |page: &Collection<f64>| page.value.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&again), bits(&page));
    if let ([value], Ok(expected)) = (&page.value[..], input.trim().parse::<f64>()) {
        assert_eq!(value.to_bits(), expected.to_bits());
    }
    true
}

pub(super) fn untyped(input: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Untyped>(input) else {
        // Everything that serde_json accepts is accepted.
        assert!(serde_json::from_str::<serde_json::Value>(input).is_err());
        return false;
    };
    let json = serde_json::to_string(&value).expect("JSON");
    assert_eq!(serde_json::from_str::<Untyped>(&json).expect("what was written"), value);
    if let Some(text) = value.text() {
        assert_eq!(text, input.trim_matches([' ', '\n', '\r', '\t']));
    }
    true
}

pub(super) fn guid(input: &str) -> bool {
    pair(input, |it| Guid::from_text(it));
    let Ok(value) = input.parse::<Guid>() else { return false };
    assert_eq!(Guid::from(value.as_uuid().expect("an accepted GUID is one")), value);
    true
}

pub(super) fn binary(input: &str) -> bool {
    let value = Binary::from_base64(input);
    let json = serde_json::to_string(&value).expect("JSON");
    let read: Binary = serde_json::from_str(&json).expect("what was written");
    assert_eq!(read, value);
    let Some(bytes) = value.to_bytes() else { return false };
    assert_eq!(Binary::from(bytes), value);
    true
}
