//! Byte ranges.

use http::HeaderMap;
use http::header::CONTENT_RANGE;

/// The range of a response within the whole content (RFC 9110, 14.4), counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentRange {
    /// The first byte.
    pub first: u64,
    /// The last byte, inclusive.
    pub last: u64,
    /// The number of bytes of the whole content, if known.
    pub total: Option<u64>,
}

impl ContentRange {
    /// Reads the range from the headers of a response.
    pub(super) fn of(headers: &HeaderMap) -> Option<ContentRange> {
        ContentRange::parse(headers.get(CONTENT_RANGE)?.to_str().ok()?)
    }

    fn parse(text: &str) -> Option<ContentRange> {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let total = if total == "*" { None } else { Some(total.parse().ok()?) };
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last).then_some(ContentRange { first, last, total })
    }
}

#[cfg(test)]
mod tests {
    use super::ContentRange;

    #[test]
    fn ranges_are_read() {
        let range = |first, last, total| Some(ContentRange { first, last, total });
        assert_eq!(ContentRange::parse("bytes 0-25/128"), range(0, 25, Some(128)));
        assert_eq!(ContentRange::parse("bytes 7-7/*"), range(7, 7, None));
        for nonsense in ["", "bytes */128", "bytes 5-4/10", "bytes 5-/10", "items 0-1/2", "bytes 0-25"] {
            assert_eq!(ContentRange::parse(nonsense), None, "{nonsense}");
        }
    }
}
