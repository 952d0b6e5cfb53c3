//! Tests of literals.

use super::{Literal, ToLiteral};
use crate::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay};
use jiff::{SignedDuration, Span, Timestamp, civil, tz};
use serde_json::Value;

fn literal(value: impl ToLiteral) -> String {
    let mut res = String::new();
    value.write(&mut res);
    res
}

/// Like `Field<M, V>::eq`: the type of the value is determined by `V`.
fn compared<V>(value: impl Literal<V>) -> String {
    value.to_literal()
}

#[test]
fn text_is_quoted() {
    for (text, expected) in
        [("", "''"), ("a b", "'a b'"), ("O'Neil", "'O''Neil'"), ("'", "''''"), ("''", "''''''"), ("é/?&#", "'é/?&#'")]
    {
        assert_eq!(literal(text), expected);
        assert_eq!(literal(text.to_owned()), expected);
    }
    assert_eq!(literal(Some("a")), "'a'");
    assert_eq!(literal(None::<&str>), "null");
    let values: [&dyn ToLiteral; 3] = [&"a", &1, &true];
    assert_eq!(values.map(literal).join(","), "'a',1,true");
}

#[test]
fn numbers_are_bare() {
    assert_eq!(literal(false), "false");
    assert_eq!(literal(-128_i8), "-128");
    assert_eq!(literal(i64::MIN), "-9223372036854775808");
    assert_eq!(literal(u64::MAX), "18446744073709551615");
    assert_eq!(literal(1.5_f32), "1.5");
    assert_eq!(literal(5.0), "5.0");
    assert_eq!(literal(1e300), "1e300");
    assert_eq!(literal(-2.5e-9), "-2.5e-9");
    assert_eq!(literal(f64::INFINITY), "INF");
    assert_eq!(literal(f32::NEG_INFINITY), "-INF");
    assert_eq!(literal(f64::NAN), "NaN");
    assert_eq!(literal(Decimal::from_text("12.50")), "12.50");
    assert_eq!(literal(Decimal::from_text("-INF")), "-INF");
}

#[test]
fn dates_and_guids_are_bare() {
    let guid = "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0";
    assert_eq!(literal(DateTime::from_text("2017-01-01T00:03:20.5911421+03:00")), "2017-01-01T00:03:20.5911421+03:00");
    assert_eq!(literal(DateTime::from_text("9999-12-31T23:59:59.9999999Z")), "9999-12-31T23:59:59.9999999Z");
    assert_eq!(literal(Date::from_text("2017-01-31")), "2017-01-31");
    assert_eq!(literal(TimeOfDay::from_text("07:59:00.0000000")), "07:59:00.0000000");
    assert_eq!(literal(Guid::from_text(guid.to_uppercase())), guid.to_uppercase());
    assert_eq!(literal(Guid::from_text(format!("{{{guid}}}"))), guid);
}

#[test]
fn durations_and_bytes_have_prefixes() {
    assert_eq!(literal(Duration::from_text("P1D")), "duration'P1D'");
    assert_eq!(literal(Duration::from_text("P1D' or '1")), "duration'P1D'' or ''1'");
    assert_eq!(literal(Binary::from(vec![0xfb, 0xff])), "binary'-_8='");
    assert_eq!(literal(Binary::from_base64("it's no base64")), "binary'it''s no base64'");
}

#[test]
fn text_that_is_more_than_one_literal_is_quoted() {
    for text in ["2017-01-01T00:00:00Z or true", "", "displayName", "-displayName", "1)or(1", "O'Neil", "1,2", "-"] {
        let expected = literal(text);
        assert_eq!(literal(DateTime::from_text(text)), expected);
        assert_eq!(literal(Date::from_text(text)), expected);
        assert_eq!(literal(TimeOfDay::from_text(text)), expected);
        assert_eq!(literal(Decimal::from_text(text)), expected);
        assert_eq!(literal(Guid::from_text(text)), expected);
    }
}

#[test]
fn literals_without_a_type_find_one() {
    assert_eq!(compared::<i8>(5), "5");
    assert_eq!(compared::<u8>(5), "5");
    assert_eq!(compared::<i16>(-5), "-5");
    assert_eq!(compared::<i32>(5), "5");
    assert_eq!(compared::<i64>(5), "5");
    assert_eq!(compared::<i64>(5_000_000_000_i64), "5000000000");
    assert_eq!(compared::<f32>(5), "5");
    assert_eq!(compared::<f32>(1.5), "1.5");
    assert_eq!(compared::<f64>(5), "5");
    assert_eq!(compared::<f64>(1.5), "1.5");
    assert_eq!(compared::<Decimal>(5), "5");
    assert_eq!(compared::<Decimal>(1.5), "1.5");
    assert_eq!(compared::<Value>(5), "5");
    assert_eq!(compared::<Value>(1.5), "1.5");
    assert_eq!(compared::<Value>("a"), "'a'");
    assert_eq!(compared::<bool>(true), "true");
}

#[test]
fn values_are_compared_with_fields_of_wider_types() {
    let text = "a".to_owned();
    assert_eq!(compared::<String>("a"), "'a'");
    assert_eq!(compared::<String>(&text), "'a'");
    assert_eq!(compared::<String>(text), "'a'");
    let timestamp: Timestamp = "2017-01-01T00:00:00Z".parse().expect("a timestamp");
    assert_eq!(compared::<DateTime>(timestamp), "2017-01-01T00:00:00Z");
    assert_eq!(compared::<DateTime>(&DateTime::from(timestamp)), "2017-01-01T00:00:00Z");
    let zoned = timestamp.to_zoned_datetime(tz::offset(14).to_time_zone());
    assert_eq!(compared::<DateTime>(zoned), "2017-01-01T14:00:00+14:00");
    assert_eq!(compared::<Date>(civil::date(2017, 1, 31)), "2017-01-31");
    assert_eq!(compared::<TimeOfDay>(civil::time(7, 59, 0, 0)), "07:59:00");
    assert_eq!(compared::<Duration>(SignedDuration::from_mins(-90)), "duration'-PT1H30M'");
    assert_eq!(compared::<Duration>(std::time::Duration::from_secs(1)), "duration'PT1S'");
    assert_eq!(compared::<Duration>(Span::new().days(1)), "duration'P1D'");
    assert_eq!(compared::<Guid>(uuid::Uuid::nil()), "00000000-0000-0000-0000-000000000000");
    assert_eq!(compared::<Binary>(Binary::from(vec![1])), "binary'AQ=='");
}
