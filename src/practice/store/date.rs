//! A message's internal date (RFC 3501, section 2.3.3).
//!
//! It keeps its original time zone, because SEARCH compares dates as written and ignores the zone
//! (section 6.4.4).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;
use std::fmt;

/// RFC 3501's date-time, without its quotes.
const DATE_TIME: &str = "%d-%b-%Y %H:%M:%S %z";

/// A date, a time of day and a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InternalDate {
    local: DateTime,
    offset: Offset,
}

impl InternalDate {
    /// This moment, in the system's time zone.
    pub fn now() -> InternalDate {
        let now = jiff::ZonedDateTime::now();
        InternalDate { local: now.datetime(), offset: now.offset() }
    }

    /// Parses a date-time without its quotes, such as ` 7-Feb-1994 21:52:25 -0800`.
    pub fn parse(text: &str) -> Option<InternalDate> {
        let padded = match text.strip_prefix(' ') {
            Some(rest) => format!("0{rest}"),
            None => text.to_owned(),
        };
        if !has_shape(&padded, "00-AAA-0000 00:00:00 +0000") {
            return None;
        }
        let parsed = BrokenDownTime::parse(DATE_TIME, &padded).ok()?;
        Some(InternalDate { local: parsed.to_datetime().ok()?, offset: parsed.offset()? })
    }

    /// How many seconds after another moment this one is.
    pub fn seconds_since(&self, other: &InternalDate) -> i64 {
        self.timestamp().as_second() - other.timestamp().as_second()
    }

    /// This moment, whatever its time zone.
    pub fn timestamp(&self) -> Timestamp {
        self.offset.to_timestamp(self.local).unwrap_or_default()
    }

    /// The date as written. The time zone is ignored.
    pub fn day(&self) -> Date {
        self.local.date()
    }
}

impl fmt::Display for InternalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut time = BrokenDownTime::from(self.local);
        time.set_offset(Some(self.offset));
        f.write_str(&time.to_string(DATE_TIME).map_err(|_| fmt::Error)?)
    }
}

/// Parses a date of SEARCH without its quotes: `1-Feb-1994` or `01-Feb-1994`.
pub fn parse_day(text: &str) -> Option<Date> {
    if !has_shape(text, "0-AAA-0000") && !has_shape(text, "00-AAA-0000") {
        return None;
    }
    Date::strptime("%d-%b-%Y", text).ok()
}

/// Whether a text has the form of `shape`, in which `0` is any digit, `A` any letter and `+` either
/// sign. jiff's parser alone would also accept shorter numbers, and spaces and signs before
/// numbers.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(octet, expected)| match expected {
            b'0' => octet.is_ascii_digit(),
            b'A' => octet.is_ascii_alphabetic(),
            b'+' => matches!(octet, b'+' | b'-'),
            expected => octet == expected,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_keeps_its_zone() {
        for text in ["07-Feb-1994 21:52:25 -0800", "29-Feb-2024 00:00:00 +0930"] {
            assert_eq!(InternalDate::parse(text).map(|date| date.to_string()), Some(text.into()));
        }
        let padded = InternalDate::parse(" 7-Feb-1994 21:52:25 -0800");
        assert_eq!(padded.map(|date| date.day()), Some(date(1994, 2, 7)));
    }

    #[test]
    fn invalid_dates_are_refused() {
        let invalid = [
            "30-Feb-1994 21:52:25 -0800",
            "07-Feb-1994 25:52:25 -0800",
            "07-Feb-1994 21:52:25 0800",
            "7-Feb-1994 21:52:25 -0800",
            "07-Fev-1994 21:52:25 -0800",
            "",
        ];
        assert!(invalid.iter().all(|text| InternalDate::parse(text).is_none()));
        assert_eq!(parse_day("1-Feb-1994"), Some(date(1994, 2, 1)));
        assert_eq!(parse_day("31-Feb-1994"), None);
        assert_eq!(parse_day("+1-Feb-1994"), None);
    }
}
