//! Durations.

use super::{Key, ValueError, text_value};
use jiff::fmt::temporal::{SpanParser, SpanPrinter};
use jiff::{SignedDuration, Span};
use std::str::FromStr;

const TYPE_NAME: &str = "Edm.Duration";
const SECONDS_PER_DAY: i64 = 86_400;

static PARSER: SpanParser = SpanParser::new();
static PRINTER: SpanPrinter = SpanPrinter::new();

text_value! {
    /// `Edm.Duration`: `-P1DT2H30M10.5S`, an ISO 8601 duration. The original text is kept.
    ///
    /// A day is 24 hours and a week is seven days: `P1D` equals `PT24H`. Months and years have no fixed length:
    /// durations with them are compared as text.
    pub struct Duration, "an ISO 8601 duration"
}

impl Duration {
    /// Parses the duration, with days of 24 hours.
    ///
    /// # Errors
    /// Fails if the text is not an ISO 8601 duration, or if it has months or years; [`span`](Duration::span) supports
    /// those.
    pub fn signed_duration(&self) -> Result<SignedDuration, ValueError> {
        read(&self.0).ok_or_else(|| {
            let problem = match self.span() {
                Ok(_) => "months and years have no fixed length",
                Err(err) => err.problem,
            };
            ValueError::new(TYPE_NAME, problem, &self.0)
        })
    }

    /// Parses the duration in its original units.
    ///
    /// # Errors
    /// Fails if the text is not an ISO 8601 duration, or if it is outside the range of jiff.
    pub fn span(&self) -> Result<Span, ValueError> {
        PARSER.parse_span(&*self.0).map_err(|_| {
            let problem = if read(&self.0).is_some() { "it is longer than a span can be" } else { "it is malformed" };
            ValueError::new(TYPE_NAME, problem, &self.0)
        })
    }

    fn key(&self) -> Key<SignedDuration, &str> {
        read(&self.0).map_or(Key::Text(&self.0), Key::Value)
    }
}

impl From<SignedDuration> for Duration {
    fn from(value: SignedDuration) -> Self {
        Duration::from_text(PRINTER.duration_to_string(&value))
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        Duration::from_text(PRINTER.unsigned_duration_to_string(&value))
    }
}

impl From<Span> for Duration {
    fn from(value: Span) -> Self {
        Duration::from_text(PRINTER.span_to_string(&value))
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    /// Accepts the text if it is an ISO 8601 duration.
    fn from_str(text: &str) -> Result<Duration, ValueError> {
        let res = Duration::from_text(text);
        res.signed_duration().map(|_| ()).or_else(|_| res.span().map(|_| ()))?;
        Ok(res)
    }
}

/// Parses a duration without months and years. jiff supports units up to hours; it rejects days, because their length
/// depends on the time zone, and the range of its spans is smaller than the longest duration of .NET, which services
/// send.
fn read(text: &str) -> Option<SignedDuration> {
    if let Ok(res) = PARSER.parse_duration(text) {
        return Some(res);
    }
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix(['P', 'p'])?;
    let (date, time) = rest.split_at(rest.find(['T', 't']).unwrap_or(rest.len()));
    let days = SignedDuration::from_secs(read_days(date)?.checked_mul(SECONDS_PER_DAY)?);
    let time = match time {
        "" => SignedDuration::ZERO,
        _ => PARSER.parse_duration(format!("P{time}")).ok()?,
    };
    let res = days.checked_add(time)?;
    if text.starts_with('-') { res.checked_neg() } else { Some(res) }
}

/// Parses `2W1D`, `2W`, `1D`.
fn read_days(text: &str) -> Option<i64> {
    let (weeks, days) = match text.split_once(['W', 'w']) {
        Some((weeks, "")) => (read_count(weeks)?, 0),
        Some((weeks, days)) => (read_count(weeks)?, read_count(days.strip_suffix(['D', 'd'])?)?),
        None => (0, read_count(text.strip_suffix(['D', 'd'])?)?),
    };
    weeks.checked_mul(7)?.checked_add(days)
}

/// Parses digits: `i64` alone would also accept a sign.
fn read_count(text: &str) -> Option<i64> {
    if !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
