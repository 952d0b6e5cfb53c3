//! Tests of dates, times and durations.

use super::assert_sorted;
use crate::{Date, DateTime, Duration, TimeOfDay};
use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Span, Timestamp, civil};

#[test]
fn date_times_are_sorted_by_instant() {
    assert_sorted(
        |it| DateTime::from_text(it),
        &[
            &["0001-01-01T00:00:00+14:00"],
            &["0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "0001-01-01T14:00:00+14:00", "0001-01-01T00:00Z"],
            &["1969-12-31T23:59:59.9999999Z"],
            &["1970-01-01T00:00:00Z", "1970-01-01t00:00:00z", "1969-12-31T14:00:00-10:00", "1970-01-01T00:00:00-00:00"],
            &["2016-12-31T21:03:20.5911421Z", "2017-01-01T00:03:20.5911421+03:00", "2016-12-31T21:03:20.591142100"],
            &["2016-12-31T21:03:20.591142101Z"],
            &["2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"],
            &["2017-01-01T00:00:00Z"],
            &["9999-12-31T22:59:59.9999999Z", "9999-12-31T23:59:59.9999999+01:00"],
            &["9999-12-31T23:59:59Z"],
            &["9999-12-31T23:59:59.9999999Z"],
            &["9999-12-31T23:59:59.9999999-14:00"],
            &[""],
            &["2017-01-01T00: 00: 00Z"],
            &["String"],
            &["string"],
        ],
    );
}

#[test]
fn date_times_are_read() {
    let value = DateTime::from_text("2017-01-01T00:03:20.5911421+03:00");
    let timestamp: Timestamp = "2016-12-31T21:03:20.5911421Z".parse().expect("a timestamp");
    assert_eq!(value.timestamp(), Ok(timestamp));
    assert_eq!(value.nanoseconds(), Ok(timestamp.as_nanosecond()));
    assert_eq!(value.civil(), Ok(civil::date(2017, 1, 1).at(0, 3, 20, 591_142_100)));
    assert_eq!(value.offset(), Some(tz::offset(3)));
    let zoned = value.zoned().expect("an instant");
    assert_eq!(zoned.timestamp(), timestamp);
    assert_eq!(DateTime::from(zoned).as_str(), "2017-01-01T00:03:20.5911421+03:00");
    assert_eq!(DateTime::from(timestamp).as_str(), "2016-12-31T21:03:20.5911421Z");
    assert_eq!(format!("{value}, {value:?}"), "2017-01-01T00:03:20.5911421+03:00, 2017-01-01T00:03:20.5911421+03:00");

    let first = DateTime::from_text("0001-01-01T00:00:00Z");
    assert_eq!(first.timestamp().map(Timestamp::as_second), Ok(-62_135_596_800));
    assert_eq!(DateTime::from_text("2017-01-01T00:00:00").offset(), None);
    assert_eq!(DateTime::from_text("2017-01-01T00:00:00-03:30").offset().map(tz::Offset::seconds), Some(-12_600));
    let leap = DateTime::from_text("2016-12-31T23:59:60Z");
    assert_eq!(leap.timestamp().map(|it| it.to_string()), Ok("2016-12-31T23:59:59Z".to_owned()));
}

#[test]
fn the_last_instant_has_no_timestamp() {
    let never = DateTime::from_text("9999-12-31T23:59:59.9999999Z");
    let err = never.timestamp().expect_err("jiff ends before it");
    assert_eq!(
        err.to_string(),
        "cannot read `9999-12-31T23:59:59.9999999Z` as Edm.DateTimeOffset: it is beyond the last timestamp"
    );
    assert!(never.zoned().is_err());
    assert_eq!(never.civil(), Ok(civil::date(9999, 12, 31).at(23, 59, 59, 999_999_900)));
    assert_eq!(never.nanoseconds(), Ok(253_402_300_799_999_999_900));
    assert!(never > DateTime::from(Timestamp::MAX));
    assert!(DateTime::from_text("9999-12-30T22:00:00.999999999Z").timestamp() == Ok(Timestamp::MAX));
}

#[test]
fn only_date_times_are_parsed() {
    for text in ["2017-01-01T00:03:20.5911421+03:00", "9999-12-31T23:59:59.9999999Z", "2017-01-01T00:00+14:00"] {
        assert_eq!(text.parse::<DateTime>().expect(text).as_str(), text);
    }
    for text in [
        "",
        "T",
        "Z",
        "tomorrow",
        "2017-01-01",
        "2017-01-01T00:00:00",
        "2017-01-01 00:00:00Z",
        "20170101T000000Z",
        "2017-01-01T00:00:00Z[UTC]",
        "2017-01-01T00:00:00+0300",
        "2017-01-01T00:00:00+24:00",
        "2017-01-01T00:00:00+01:60",
        "2017-02-29T00:00:00Z",
        "2017-01-01T24:00:00Z",
        "2017-01-01T00:00:61Z",
        "2017-01-01T00:00:00.Z",
        "2017-01-01T00:00:00,5Z",
        "2017-01-01T00:00:00.1234567890Z",
        "2017-W01-1T00:00:00Z",
        "2017-01-01T00:00:00ZZ",
        "2017-01-01T00:00:00Zé",
        "２017-01-01T00:00:00Z",
        "2017-01-01T00:00:00Z or true",
        "2017-01-01T00:00.5Z",
    ] {
        let err = text.parse::<DateTime>().expect_err(text);
        assert_eq!(err.text(), text);
    }
    assert!("2017-01-01T00:00:00".parse::<DateTime>().expect_err("no offset").to_string().contains("offset"));
}

#[test]
fn offsets_with_seconds_are_not_written() {
    let offset = tz::Offset::from_seconds(1172).expect("small");
    let timestamp: Timestamp = "1900-01-01T00:00:00Z".parse().expect("a timestamp");
    let value = DateTime::from(timestamp.to_zoned_datetime(TimeZone::fixed(offset)));
    assert_eq!(value.as_str(), "1900-01-01T00:00:00Z");
}

#[test]
fn dates_are_read() {
    let value = Date::from_text("2016-02-29");
    assert_eq!(value.civil(), Ok(civil::date(2016, 2, 29)));
    assert_eq!(Date::from(civil::date(1, 1, 1)).as_str(), "0001-01-01");
    assert_eq!("9999-12-31".parse::<Date>().map(|it| it.to_string()), Ok("9999-12-31".to_owned()));
    for text in
        ["", "2017-02-29", "20170101", "2017-01-01T00:00:00Z", "2017-1-1", "2017-W01-1", "2017-01-01Z", "2017_01_01"]
    {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    let groups: &[&[&str]] = &[&["0001-01-01"], &["2016-02-29"], &["9999-12-31"], &["2016-02-30"], &["String"]];
    assert_sorted(|it| Date::from_text(it), groups);
}

#[test]
fn times_of_day_are_read() {
    let value = TimeOfDay::from_text("07:59:01.0000100");
    assert_eq!(value.civil(), Ok(civil::time(7, 59, 1, 10_000)));
    assert_eq!(TimeOfDay::from(civil::time(7, 59, 1, 10_000)).as_str(), "07:59:01.00001");
    assert_eq!(TimeOfDay::from(civil::Time::MAX).civil(), Ok(civil::Time::MAX));
    for text in [
        "",
        "7:59",
        "0759",
        "24:00:00",
        "07:59:",
        "07:59:00.",
        "07:59.5",
        "07:59:00Z",
        "T07:59:00",
        "07:59:00é",
        "1.2.3",
    ] {
        assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
    }
    assert_sorted(
        |it| TimeOfDay::from_text(it),
        &[
            &["00:00", "00:00:00", "00:00:00.0000000"],
            &["07:59:00.0000001"],
            &["23:59:59", "23:59:60"],
            &["23:59:59.9999999"],
            &["24:00:00"],
        ],
    );
}

#[test]
fn durations_are_read() {
    let seconds = |text: &str| Duration::from_text(text).signed_duration().map(|it| it.as_secs_f64()).ok();
    assert_eq!(seconds("P1D"), Some(86_400.0));
    assert_eq!(seconds("PT1H30M"), Some(5400.0));
    assert_eq!(seconds("-PT15M"), Some(-900.0));
    assert_eq!(seconds("+P2W1DT0.5S"), Some(15.0 * 86_400.0 + 0.5));
    assert_eq!(seconds("-P1DT0.25S"), Some(-86_400.25));
    assert_eq!(seconds("PT0S"), Some(0.0));
    assert_eq!(seconds("P1M"), None);
    assert_eq!(seconds("P1YT1S"), None);
    let longest = Duration::from_text("P10675199DT2H48M5.4775807S");
    assert_eq!(longest.signed_duration(), Ok(SignedDuration::new(922_337_203_685, 477_580_700)));
    assert!(longest.span().expect_err("jiff ends before it").to_string().ends_with("it is longer than a span can be"));
    let err = Duration::from_text("P1Y").signed_duration().expect_err("years");
    assert!(err.to_string().ends_with("months and years have no fixed length"), "{err}");
    let span = Duration::from_text("P1Y2M3DT4H").span().expect("a span");
    assert_eq!(span.fieldwise(), Span::new().years(1).months(2).days(3).hours(4).fieldwise());
}

#[test]
fn durations_are_written() {
    assert_eq!(Duration::from(SignedDuration::from_millis(-5_400_500)).as_str(), "-PT1H30M0.5S");
    assert_eq!(Duration::from(SignedDuration::MIN).signed_duration(), Ok(SignedDuration::MIN));
    assert_eq!(Duration::from(std::time::Duration::from_secs(90)).as_str(), "PT1M30S");
    assert_eq!(Duration::from(Span::new().days(1).hours(2)).as_str(), "P1DT2H");
}

#[test]
fn only_durations_are_parsed() {
    for text in ["P1D", "P1Y", "P180D", "PT1H30M", "-PT15M", "P10675199DT2H48M5.4775807S", "PT1.1234567S"] {
        assert_eq!(text.parse::<Duration>().expect(text).as_str(), text);
    }
    for text in [
        "",
        "P",
        "PT",
        "-",
        "1 hour",
        "2h",
        "1D",
        "PD",
        "PW",
        "P1",
        "P-1D",
        "P+1D",
        "P1DT",
        "P1.5D",
        "P1D1W",
        "--P1D",
        "P1DT+1H",
        "PT1H1D",
        "P99999999999999999999D",
        "P106751991167301D",
        "é",
        "Pé",
        "P1Dé",
    ] {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
    assert_sorted(
        |it| Duration::from_text(it),
        &[
            &["-P1D", "-PT24H"],
            &["PT0S", "-PT0S", "P0D"],
            &["PT0.0000001S"],
            &["PT60M", "PT1H", "PT3600.0S"],
            &["P1W", "P7D"],
            &["P12M"],
            &["P1Y"],
        ],
    );
}
