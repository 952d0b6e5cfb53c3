//! Tests of the primitive values.

mod numbers;
mod times;

use super::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::Hash;

/// The JSON after reading and writing, from text and from a value.
fn written_back<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &str) -> String {
    let value: T = serde_json::from_str(json).expect("it can be read");
    let untyped: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(value, serde_json::from_value(untyped).expect("it can be read"));
    serde_json::to_string(&value).expect("it can be written")
}

fn assert_kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(texts: &[&str]) {
    for text in texts {
        let json = serde_json::to_string(text).expect("a string");
        assert_eq!(written_back::<T>(&json), json);
    }
}

/// Asserts that the values of a group are equal, and less than those of the next group. `Eq`, `Ord` and `Hash` are
/// consistent.
fn assert_sorted<T: Ord + Hash + Debug>(of_text: impl Fn(&str) -> T, groups: &[&[&str]]) {
    for (idx, group) in groups.iter().enumerate() {
        let first = of_text(group[0]);
        for it in *group {
            assert_eq!(of_text(it), first);
            assert_eq!(of_text(it).cmp(&first), Ordering::Equal, "{it}");
        }
        for it in groups[idx + 1..].iter().flat_map(|it| it.iter()) {
            assert_ne!(first, of_text(it));
            assert!(first < of_text(it) && of_text(it) > first, "{first:?} and {it}");
        }
    }
    let distinct: HashSet<T> = groups.iter().flat_map(|it| it.iter()).map(|it| of_text(it)).collect();
    assert_eq!(distinct.len(), groups.len());
}

const ODD_TEXTS: &[&str] =
    &["", "String", "  ", "'", "\"\\\u{0}é😀", "2017-13-45T99:99:99Z", "null", "-", "P", "T", "+"];

#[test]
fn any_text_is_kept() {
    assert_kept::<DateTime>(ODD_TEXTS);
    assert_kept::<Date>(ODD_TEXTS);
    assert_kept::<TimeOfDay>(ODD_TEXTS);
    assert_kept::<Duration>(ODD_TEXTS);
    assert_kept::<Decimal>(ODD_TEXTS);
    assert_kept::<Guid>(ODD_TEXTS);
    assert_kept::<Binary>(&["'", "String!", "\u{0}é😀", "a", "QUJ=", "-_+/", " QUJD", "===="]);
    assert_kept::<DateTime>(&[
        "2017-01-01T00:03:20.5911421+03:00",
        "9999-12-31T23:59:59.9999999Z",
        "2019-02-27t07:13:28.000z",
    ]);
    assert_kept::<TimeOfDay>(&["07:59:00.0000000"]);
    assert_kept::<Duration>(&["-PT9M12.5S", "P1D", "PT0.0000000S"]);
    assert_kept::<Guid>(&["6EA91A8D-e32e-41a1-b7bd-d2d185eed0e0"]);
}

#[test]
fn what_is_no_text_is_an_error() {
    let err = serde_json::from_str::<DateTime>("17").expect_err("a number");
    assert!(err.to_string().contains("expected a string with a date and time"), "{err}");
    assert!(serde_json::from_str::<Guid>("{}").is_err());
    assert!(serde_json::from_str::<Binary>("[1]").is_err());
    assert!(serde_json::from_str::<Decimal>("true").is_err());
    assert!(serde_json::from_str::<Decimal>("{\"a\":1}").is_err());
    assert_eq!(serde_json::from_str::<Option<Date>>("null").expect("nothing"), None);
}
