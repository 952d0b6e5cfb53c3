//! The formats of primitive values in JSON, as tolerant as the service.

use crate::analysis::paths::literal::is_guid;
use crate::model::Primitive;

/// Whether a text is a value of a type that JSON has as strings.
pub(crate) fn is_text_of(ty: Primitive, text: &str) -> bool {
    match ty {
        Primitive::Base64Url | Primitive::Binary => is_binary(text),
        Primitive::Date => is_date(text),
        Primitive::DateTimeOffset => is_instant(text),
        Primitive::Duration => is_duration(text),
        Primitive::Guid => is_guid(text),
        Primitive::TimeOfDay => is_time(text),
        _ => true,
    }
}

/// Whether a text is an instant: `2021-07-01T08:00:00Z` (RFC 3339; seconds may be left out, OData ABNF).
fn is_instant(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let zone = rest.find(['Z', 'z', '+', '-']);
    let Some((time, zone)) = zone.map(|at| rest.split_at(at)) else { return false };
    let is_zone = zone.eq_ignore_ascii_case("z")
        || zone[1..].split_once(':').is_some_and(|(hours, minutes)| within(hours, 0, 14) && within(minutes, 0, 59));
    is_date(date) && is_time(time) && is_zone
}

/// Whether a text is a day: `2021-07-01`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let Some(year) = number(year, 4) else { return false };
    let Some(month) = number(month, 2) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => return false,
    };
    within(day, 1, days)
}

/// Whether a text is a time of day: `08:00:00.0000000`.
fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    let (Some(hours), Some(minutes)) = (parts.next(), parts.next()) else { return false };
    let seconds = parts.next().is_none_or(|it| {
        let (whole, fraction) = it.split_once('.').unwrap_or((it, "0"));
        within(whole, 0, 60) && !fraction.is_empty() && is_digits(fraction)
    });
    within(hours, 0, 24) && within(minutes, 0, 59) && seconds
}

/// Whether a text is a duration: `P1DT2H30M`. OData has days to seconds; the service takes years, months and weeks as well.
fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else { return false };
    let (days, time) = text.split_once('T').map_or((text, None), |(days, time)| (days, Some(time)));
    let is_time = time.is_none_or(|it| !it.is_empty() && are_parts(it, "HMS"));
    !text.is_empty() && are_parts(days, "YMWD") && is_time
}

/// Whether a text is a sequence of numbers with units, in order.
fn are_parts(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let Some(at) = text.find(|it: char| !it.is_ascii_digit() && it != '.') else { return false };
        let unit = text[at..].chars().next().unwrap_or_default();
        let Some(known) = units.find(unit) else { return false };
        let (whole, fraction) = text[..at].split_once('.').unwrap_or((&text[..at], "0"));
        if !is_digits(whole) || !is_digits(fraction) {
            return false;
        }
        units = &units[known + 1..];
        text = &text[at + unit.len_utf8()..];
    }
    true
}

/// Whether a text can be bytes, in base64 or base64url; spaces and padding are optional.
fn is_binary(text: &str) -> bool {
    let is_known = |it: char| it.is_ascii_alphanumeric() || it.is_ascii_whitespace() || "+/-_".contains(it);
    text.trim_end().trim_end_matches('=').chars().all(is_known)
}

/// Whether a text is a number: 64-bit numbers are strings if a client requests it (OData JSON, 3.2).
pub(crate) fn is_quoted_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() || matches!(text, "INF" | "-INF" | "NaN")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// A number of exactly `digits` digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && is_digits(text)).then(|| text.parse().ok()).flatten()
}

/// Whether a text is a two-digit number from `low` to `high`.
fn within(text: &str, low: u32, high: u32) -> bool {
    number(text, 2).is_some_and(|it| (low..=high).contains(&it))
}

#[cfg(test)]
mod tests {
    use super::{is_binary, is_date, is_duration, is_guid, is_instant, is_time};

    #[test]
    fn instants() {
        for it in
            ["2021-07-01T08:00:00Z", "2021-07-01T08:00:00.1234567+02:00", "2016-12-31T23:59Z", "2021-07-01t08:00:00z"]
        {
            assert!(is_instant(it), "{it}");
        }
        for it in
            ["2021-07-01", "2021-07-01T08:00:00", "2019-09-27T01:01:04.Z", "2021-02-30T08:00:00Z", "Timestamp", "T"]
        {
            assert!(!is_instant(it), "{it}");
        }
    }

    #[test]
    fn days_and_times() {
        assert!(is_date("2020-02-29") && !is_date("2021-02-29") && !is_date("2021-1-1") && !is_date("-"));
        assert!(is_time("08:00") && is_time("08:00:00.0000000") && !is_time("8:00") && !is_time("08:00:00."));
    }

    #[test]
    fn durations() {
        for it in ["PT1H", "P1DT2H30M1.5S", "P2W", "-PT4M", "P1Y"] {
            assert!(is_duration(it), "{it}");
        }
        for it in ["P", "PT", "1:00:00", "PT1", "PT1M2H", "P1H", "PTé"] {
            assert!(!is_duration(it), "{it}");
        }
    }

    #[test]
    fn guids_and_bytes() {
        assert!(is_guid("87d349ed-44d7-43e1-9a83-5f2406dee5bd") && !is_guid("87d349ed-44d7"));
        assert!(is_binary("TUlJ\r\nQ3g==") && is_binary("") && !is_binary("{bytes}"));
    }
}
