//! Dates, times and durations: a text that is accepted has a value, and is written back unchanged.

use graphwright_runtime::{Date, DateTime, Duration, TimeOfDay};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::fmt::{Debug, Display};
use std::hash::{Hash, Hasher};

pub(super) const DATES: &[&str] = &["2024-02-29", "0001-01-01", "9999-12-31|2023-01-01", "-0044-03-15"];
pub(super) const TIMES: &[&str] = &["23:59:59.999999999", "00:00", "12:34:56|12:34:56.0", "07:59:59.123"];
pub(super) const DATE_TIMES: &[&str] = &[
    "2024-02-29T12:34:56Z",
    "2024-02-29T12:34:56.1234567+14:00|2024-02-29T12:34:56.1234567-12:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:60.999999999Z",
    "2024-02-29t12:34z",
];
pub(super) const DURATIONS: &[&str] =
    &["P1DT2H3M4.5S", "-PT0.000000001S", "P3Y6M4D", "PT36H|P1DT12H", "P1W", "PT9223372036854775807S", "+PT1,5S"];

/// Properties of every value of a text, or of two texts separated by `|`.
pub(super) fn pair<T>(input: &str, new: fn(&str) -> T)
where
    T: Ord + Hash + Debug + Display + Serialize + DeserializeOwned,
{
    let (one, other) = input.split_once('|').unwrap_or((input, "0"));
    let (one, other) = (new(one), new(other));
    let json = serde_json::to_string(&one).expect("JSON");
    let read: T = serde_json::from_str(&json).expect("what was written");
    assert_eq!(read, one);
    assert_eq!(read.to_string(), one.to_string());
    assert_eq!(one.cmp(&one), Ordering::Equal);
    assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
    assert_eq!(one == other, one.cmp(&other) == Ordering::Equal);
    if one == other {
        assert_eq!(hash(&one), hash(&other));
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

pub(super) fn date(input: &str) -> bool {
    pair(input, |it| Date::from_text(it));
    let Ok(value) = input.parse::<Date>() else { return false };
    assert_eq!(value.as_str(), input);
    let civil = value.civil().expect("an accepted date is one");
    assert_eq!(Date::from(civil), value);
    assert_eq!(Date::from(civil).to_string().parse::<Date>().expect("a date"), value);
    true
}

pub(super) fn time_of_day(input: &str) -> bool {
    pair(input, |it| TimeOfDay::from_text(it));
    let Ok(value) = input.parse::<TimeOfDay>() else { return false };
    assert_eq!(value.as_str(), input);
    let civil = value.civil().expect("an accepted time is one");
    assert_eq!(TimeOfDay::from(civil).civil().expect("a time"), civil);
    true
}

pub(super) fn date_time(input: &str) -> bool {
    pair(input, |it| DateTime::from_text(it));
    let (one, other) = input.split_once('|').unwrap_or((input, "2024-01-01T00:00:00Z"));
    let [one, other] = [one, other].map(DateTime::from_text);
    if let (Ok(a), Ok(b)) = (one.timestamp(), other.timestamp()) {
        assert_eq!(DateTime::from(a).timestamp().expect("a timestamp"), a);
        assert!(a.cmp(&b) == one.cmp(&other) || a == b, "{one} {other}");
    }
    let _ = (one.nanoseconds(), one.civil(), one.offset(), one.zoned());
    input.parse::<DateTime>().is_ok()
}

pub(super) fn duration(input: &str) -> bool {
    pair(input, |it| Duration::from_text(it));
    let Ok(value) = input.parse::<Duration>() else { return false };
    assert_eq!(value.as_str(), input);
    if let Ok(signed) = value.signed_duration() {
        assert_eq!(Duration::from(signed).signed_duration().expect("a duration"), signed);
    }
    if let Ok(span) = value.span() {
        let _ = Duration::from(span).to_string().parse::<Duration>().expect("a duration");
    }
    true
}
