//! Instants.

use super::{Key, ValueError, date, has_shape, text_value, time_of_day};
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use std::str::FromStr;

const TYPE_NAME: &str = "Edm.DateTimeOffset";

text_value! {
    /// `Edm.DateTimeOffset`: `2017-01-01T00:03:20.5911421+03:00`. The original text is kept, with its offset and all
    /// fractional digits.
    ///
    /// Values are compared by their instant. A text without an offset is treated as UTC, as services do. A leap second
    /// equals the second before it.
    pub struct DateTime, "a date and time"
}

impl DateTime {
    /// Parses the instant.
    ///
    /// # Errors
    /// Fails if the text is not a date and time, or if the instant is outside the range of jiff, which ends 26
    /// hours before the end of the year 9999; services send the end of that year to mean "never".
    /// [`civil`](DateTime::civil) and [`nanoseconds`](DateTime::nanoseconds) support it.
    pub fn timestamp(&self) -> Result<Timestamp, ValueError> {
        Timestamp::from_nanosecond(self.nanoseconds()?)
            .map_err(|_| ValueError::new(TYPE_NAME, "it is beyond the last timestamp", &self.0))
    }

    /// Returns the nanoseconds since 1970-01-01T00:00:00Z, for any instant.
    ///
    /// # Errors
    /// Fails if the text is not a date and time.
    pub fn nanoseconds(&self) -> Result<i128, ValueError> {
        Ok(self.parts()?.nanoseconds())
    }

    /// Returns date and time without the offset.
    ///
    /// # Errors
    /// Fails if the text is not a date and time.
    pub fn civil(&self) -> Result<civil::DateTime, ValueError> {
        Ok(self.parts()?.civil)
    }

    /// Returns the offset; `None` if the text has none, or is not a date and time.
    pub fn offset(&self) -> Option<Offset> {
        Parts::read(&self.0)?.offset
    }

    /// Returns the instant in a time zone with this offset.
    ///
    /// # Errors
    /// See [`timestamp`](DateTime::timestamp).
    pub fn zoned(&self) -> Result<ZonedDateTime, ValueError> {
        let offset = self.offset().unwrap_or(Offset::UTC);
        Ok(self.timestamp()?.to_zoned_datetime(TimeZone::fixed(offset)))
    }

    fn parts(&self) -> Result<Parts, ValueError> {
        Parts::read(&self.0).ok_or_else(|| ValueError::malformed(TYPE_NAME, &self.0))
    }

    fn key(&self) -> Key<i128, &str> {
        Parts::read(&self.0).map_or(Key::Text(&self.0), |it| Key::Value(it.nanoseconds()))
    }
}

impl From<Timestamp> for DateTime {
    fn from(value: Timestamp) -> Self {
        DateTime::from_text(value.to_string())
    }
}

impl From<ZonedDateTime> for DateTime {
    /// The instant with its offset; in UTC if the offset has seconds, which the format does not allow.
    fn from(value: ZonedDateTime) -> Self {
        if value.offset().seconds() % 60 != 0 {
            return DateTime::from(value.timestamp());
        }
        DateTime::from_text(value.timestamp().display_with_offset(value.offset()).to_string())
    }
}

impl FromStr for DateTime {
    type Err = ValueError;

    /// Accepts the text if it is a date and time with an offset.
    fn from_str(text: &str) -> Result<DateTime, ValueError> {
        let res = DateTime::from_text(text);
        match res.parts()?.offset {
            Some(_) => Ok(res),
            None => Err(ValueError::new(TYPE_NAME, "it has no offset, such as `Z` or `+01:00`", text)),
        }
    }
}

/// The parsed parts of a text.
struct Parts {
    civil: civil::DateTime,
    offset: Option<Offset>,
}

impl Parts {
    /// Parses the format of Edm. jiff accepts more: annotations, week dates, spaces.
    fn read(text: &str) -> Option<Parts> {
        let (date, rest) = text.split_once(['T', 't'])?;
        let (time, offset) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
        let civil = date::read(date)?.to_datetime(time_of_day::read(time)?);
        let offset = match offset {
            "" => None,
            "Z" | "z" => Some(Offset::UTC),
            _ => Some(read_offset(offset)?),
        };
        Some(Parts { civil, offset })
    }

    /// Computed without `jiff::Timestamp`, whose range is smaller than that of dates.
    fn nanoseconds(&self) -> i128 {
        let since_epoch = self.civil.duration_since(civil::date(1970, 1, 1).to_datetime(civil::Time::midnight()));
        let offset = self.offset.map_or(0, Offset::seconds);
        since_epoch.as_nanos() - i128::from(offset) * 1_000_000_000
    }
}

/// Reads `+14:00`.
fn read_offset(text: &str) -> Option<Offset> {
    let is_negative = text.starts_with('-');
    let text = text.strip_prefix(['+', '-'])?;
    if !has_shape(text, "dd:dd") {
        return None;
    }
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    Offset::from_seconds(if is_negative { -seconds } else { seconds }).ok()
}
