//! The wait that a service requests: headers, and HTTP dates.

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use std::time::Duration;

/// Headers that Azure services send in addition to `Retry-After`, in milliseconds.
const MILLISECONDS: [HeaderName; 2] =
    [HeaderName::from_static("x-ms-retry-after-ms"), HeaderName::from_static("retry-after-ms")];

/// The requested wait (RFC 9110, 10.2.3): milliseconds, seconds (with decimals in a batch), or a date. A date is
/// relative to the `Date` of the response; without it, to the local clock.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = |text: &str, unit: f64| Duration::try_from_secs_f64(text.parse::<f64>().ok()? * unit).ok();
    if let Some(wait) = MILLISECONDS.into_iter().find_map(|it| seconds(text(headers, &it)?, 0.001)) {
        return Some(wait);
    }
    let wish = text(headers, &RETRY_AFTER)?;
    if let Some(wait) = seconds(wish, 1.0) {
        return Some(wait);
    }
    let now = text(headers, &DATE).and_then(date).unwrap_or_else(Timestamp::now);
    let wait = date(wish)?.duration_since(now);
    Some(wait.max(SignedDuration::ZERO).unsigned_abs())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Like [`retry_after`], but with a minimum for dates in the past: a throttled request is not repeated immediately,
/// even if the server's clock is behind.
pub(crate) fn asked(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers).filter(|it| !it.is_zero())
}

/// Parses an HTTP date (RFC 9110, 5.6.7): the current format, RFC 850, or `asctime`.
fn date(text: &str) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        return Some(date.timestamp());
    }
    let parse =
        |format: &str| strtime::parse(format, text).ok()?.to_datetime().ok()?.to_zoned_datetime(TimeZone::UTC).ok();
    if let Some(date) = parse("%a %b %e %H:%M:%S %Y") {
        return Some(date.timestamp());
    }
    let date = parse("%A, %d-%b-%y %H:%M:%S GMT")?;
    // A two-digit year that appears to be more than 50 years in the future is in the past.
    let limit = Timestamp::now().to_zoned_datetime(TimeZone::UTC).checked_add(Span::new().years(50)).ok()?;
    let date = if date > limit { date.checked_sub(Span::new().years(100)).ok()? } else { date };
    Some(date.timestamp())
}

#[cfg(test)]
mod tests {
    use super::retry_after;
    use http::HeaderMap;
    use std::time::Duration;

    fn wish(headers: &[(&'static str, &str)]) -> Option<Duration> {
        let headers =
            headers.iter().map(|(name, value)| ((*name).parse().expect("a name"), value.parse().expect("a value")));
        retry_after(&HeaderMap::from_iter(headers))
    }

    fn parsed(text: &str) -> Option<Duration> {
        wish(&[("retry-after", text)])
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        assert_eq!(parsed("7"), Some(Duration::from_secs(7)));
        assert_eq!(parsed("0.249"), Some(Duration::from_millis(249)));
        assert_eq!(parsed("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        let later = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(60);
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&later).expect("a date");
        let wait = parsed(&date).expect("a date");
        assert!(wait > Duration::from_secs(55) && wait <= Duration::from_secs(60), "{wait:?}");
        for nonsense in ["", "-1", "soon", "NaN", "1e300"] {
            assert_eq!(parsed(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn dates_have_three_forms_and_are_of_the_servers_clock() {
        let now = "Sun, 06 Nov 1994 08:49:30 GMT";
        for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(wish(&[("retry-after", date), ("date", now)]), Some(Duration::from_secs(7)), "{date}");
        }
        let dates = [("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"), ("date", "Sunday, 06-Nov-94 08:49:36 GMT")];
        assert_eq!(wish(&dates), Some(Duration::from_secs(1)));
        assert_eq!(wish(&[("retry-after", "7"), ("date", now)]), Some(Duration::from_secs(7)));
        assert_eq!(wish(&[("retry-after", "7"), ("x-ms-retry-after-ms", "250")]), Some(Duration::from_millis(250)));
        assert_eq!(wish(&[("retry-after", "7"), ("x-ms-retry-after-ms", "soon")]), Some(Duration::from_secs(7)));
    }
}
