//! Dates, times and durations.

use super::text_value;
use jiff::civil;
use std::str::FromStr;

text_value! {
    /// `Edm.DateTimeOffset`: offset and all fractional digits are kept. Values are equal if they are the same instant.
    pub struct DateTime, "`2017-01-01T00:03:20.5911421+03:00`"
}

text_value! {
    /// `Edm.Date`.
    pub struct Date, "`2017-01-31`"
}

text_value! {
    /// `Edm.TimeOfDay`: all fractional digits are kept.
    pub struct TimeOfDay, "`07:59:00.0000000`"
}

text_value! {
    /// `Edm.Duration`: an ISO 8601 duration. Values are equal if their texts are.
    pub struct Duration, "`P1DT2H30M`"
}

/// What values are compared by: those that can be read come before the others.
type Key<'a, T> = Result<T, &'a str>;

impl DateTime {
    /// The instant.
    ///
    /// # Errors
    /// The text is no date with a time and an offset, or it lies outside of the years that jiff knows: the last hours of
    /// the year 9999, which services send for "never".
    pub fn timestamp(&self) -> Result<jiff::Timestamp, jiff::Error> {
        self.0.parse()
    }

    /// Date and time as they are where the offset applies.
    ///
    /// # Errors
    /// The text is no date with a time.
    pub fn civil(&self) -> Result<civil::DateTime, jiff::Error> {
        let text = self.0.trim_end_matches(['Z', 'z']);
        text.parse()
    }

    /// Whether nanoseconds since 1970 can be told, beyond jiff's last instant too.
    fn key(&self) -> Key<'_, i128> {
        self.nanoseconds().ok_or(&*self.0)
    }

    fn nanoseconds(&self) -> Option<i128> {
        if let Ok(timestamp) = self.timestamp() {
            return Some(timestamp.as_nanosecond());
        }
        let civil = self.civil().ok()?;
        let days = i128::from((civil.date() - civil::date(1970, 1, 1)).get_days());
        let time = civil.time();
        let seconds = i128::from(time.hour()) * 3600 + i128::from(time.minute()) * 60 + i128::from(time.second())
            - self.offset()?;
        Some((days * 86_400 + seconds) * 1_000_000_000 + i128::from(time.subsec_nanosecond()))
    }

    /// The offset in seconds; none written counts as UTC.
    fn offset(&self) -> Option<i128> {
        let time = &self.0[self.0.find(['T', 't', ' ']).map_or(0, |it| it + 1)..];
        let Some(at) = time.find(['+', '-']) else { return Some(0) };
        let (hours, minutes) = time[at + 1..].split_once(':')?;
        let seconds = hours.parse::<i128>().ok()? * 3600 + minutes.parse::<i128>().ok()? * 60;
        Some(if time[at..].starts_with('-') { -seconds } else { seconds })
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(value: jiff::Timestamp) -> Self {
        DateTime::from_text(value.to_string())
    }
}

impl Date {
    /// The date.
    ///
    /// # Errors
    /// The text is no date.
    pub fn civil(&self) -> Result<civil::Date, jiff::Error> {
        self.0.parse()
    }

    fn key(&self) -> Key<'_, civil::Date> {
        self.civil().map_err(|_| &*self.0)
    }
}

impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        Date::from_text(value.to_string())
    }
}

impl TimeOfDay {
    /// The time.
    ///
    /// # Errors
    /// The text is no time of a day.
    pub fn civil(&self) -> Result<civil::Time, jiff::Error> {
        self.0.parse()
    }

    fn key(&self) -> Key<'_, civil::Time> {
        self.civil().map_err(|_| &*self.0)
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(value: civil::Time) -> Self {
        TimeOfDay::from_text(value.to_string())
    }
}

impl Duration {
    /// The duration, in the units it is written in.
    ///
    /// # Errors
    /// The text is no ISO 8601 duration.
    pub fn span(&self) -> Result<jiff::Span, jiff::Error> {
        self.0.parse()
    }

    fn key(&self) -> &str {
        &self.0
    }
}

impl From<jiff::Span> for Duration {
    fn from(value: jiff::Span) -> Self {
        Duration::from_text(value.to_string())
    }
}

impl From<jiff::SignedDuration> for Duration {
    fn from(value: jiff::SignedDuration) -> Self {
        Duration::from_text(value.to_string())
    }
}

/// `str::parse` checks what `from_text` does not.
macro_rules! from_str {
    ($($ty:ident: $read:ident;)*) => {$(
        impl FromStr for $ty {
            type Err = jiff::Error;

            fn from_str(text: &str) -> Result<$ty, jiff::Error> {
                let res = $ty::from_text(text);
                res.$read()?;
                Ok(res)
            }
        }
    )*};
}

from_str! {
    DateTime: civil;
    Date: civil;
    TimeOfDay: civil;
    Duration: span;
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Duration, TimeOfDay};

    fn at(text: &str) -> DateTime {
        DateTime::from_text(text)
    }

    #[test]
    fn text_is_kept() {
        for text in ["\"2017-01-01T00:03:20.5911421+03:00\"", "\"String\"", "\"9999-12-31T23:59:59.9999999Z\""] {
            let value: DateTime = serde_json::from_str(text).expect("any string is read");
            assert_eq!(serde_json::to_string(&value).expect("a string"), text);
        }
    }

    #[test]
    fn instants_are_compared() {
        assert_eq!(at("2017-01-01T00:03:20.5911421+03:00"), at("2016-12-31T21:03:20.5911421Z"));
        assert_ne!(at("2017-01-01T00:03:20.5911421Z"), at("2017-01-01T00:03:20.591142Z"));
        assert!(at("9999-12-31T23:59:59.9999999Z") > at("9999-12-31T23:59:59Z"));
        assert!(at("0001-01-01T00:00:00Z") < at("1969-12-31T23:59:59Z"));
        assert!(at("String") > at("9999-12-31T23:59:59.9999999Z"));
        assert_eq!(at("9999-12-31T23:59:59+01:00"), at("9999-12-31T22:59:59Z"));
        assert_eq!(at("2017-01-01T00:00:00"), at("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn parsing_checks() {
        assert!("2017-01-01T00:03:20.5911421+03:00".parse::<DateTime>().is_ok());
        assert!("tomorrow".parse::<DateTime>().is_err());
        assert!("PT1H30M".parse::<Duration>().is_ok());
        assert!("-P1D".parse::<Duration>().is_ok());
        assert!("an hour".parse::<Duration>().is_err());
        assert_eq!(TimeOfDay::from_text("07:59:00.0000000"), TimeOfDay::from_text("07:59:00"));
    }
}
