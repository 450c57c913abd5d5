//! Dates in local time.

use crate::language::Language;
use crate::messages::{Messages, text};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

static HEADER_DATES: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// A longer text is not a date.
const LONGEST_DATE: usize = 200;

/// The time zone of the person who reads.
pub(super) struct LocalTime {
    pub zone: TimeZone,
    pub messages: Messages,
}

impl LocalTime {
    /// The date of a header field (RFC 5322, section 3.3) in local time.
    pub fn of_header(&self, date: &[u8]) -> Option<String> {
        let date = date.get(..date.len().min(LONGEST_DATE))?.trim_ascii();
        Some(self.written(HEADER_DATES.parse_timestamp(date).ok()?))
    }

    /// IMAP's date-time, such as `" 7-Feb-1994 21:52:25 -0800"`, in local time.
    pub fn of_date_time(&self, date: &[u8]) -> Option<String> {
        let date = date.strip_prefix(b"\"")?.strip_suffix(b"\"")?.trim_ascii();
        let parsed = BrokenDownTime::parse("%d-%b-%Y %H:%M:%S %z", date).ok()?;
        Some(self.written(parsed.to_timestamp().ok()?))
    }

    fn written(&self, timestamp: Timestamp) -> String {
        let local = timestamp.to_zoned_datetime(self.zone.clone());
        let language = self.messages.language();
        let day = match language {
            Language::English => local.strftime("%a, %-d %b %Y").to_string(),
            Language::Japanese => {
                const DAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
                let weekday = local.weekday().to_monday_zero_offset();
                let weekday = DAYS.get(usize::from(weekday.unsigned_abs())).unwrap_or(&"");
                format!("{}({weekday})", local.strftime("%Y年%-m月%-d日"))
            }
        };
        let time = local.strftime("%H:%M:%S");
        self.messages.format(text::DecodeLocalTime { day, time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::offset;

    #[test]
    fn dates_of_both_forms_are_told_in_local_time() {
        let local = |language| LocalTime {
            zone: TimeZone::fixed(offset(9)),
            messages: Messages::new(language),
        };
        let english = local(Language::English);
        for (date, expected) in [
            ("Mon, 2 Mar 2026 09:15:00 +0000", "Mon, 2 Mar 2026 18:15:00 local time"),
            ("Tue, 02 Mar 2026 23:15 -0500 (EST)", "Tue, 3 Mar 2026 13:15:00 local time"),
            ("2 Mar 26 09:15:00 GMT", "Mon, 2 Mar 2026 18:15:00 local time"),
        ] {
            assert_eq!(english.of_header(date.as_bytes()).as_deref(), Some(expected), "{date}");
        }
        assert_eq!(english.of_header(b"yesterday"), None);
        let date = br#"" 7-Feb-1994 21:52:25 -0800""#;
        assert_eq!(english.of_date_time(date).unwrap(), "Tue, 8 Feb 1994 14:52:25 local time");
        let japanese = local(Language::Japanese).of_date_time(date).unwrap();
        assert_eq!(japanese, "1994年2月8日(火) 14:52:25（現地時間）");
        assert_eq!(english.of_date_time(br#""31-Feb-1994 21:52:25 -0800""#), None);
    }
}
