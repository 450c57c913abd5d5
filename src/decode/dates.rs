//! Shows dates in local time.

use crate::language::Language;
use crate::messages::{Messages, text};
use crate::protocol::fixed_date::in_fixed_form;
use crate::protocol::strings::MONTHS;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use std::fmt::Write;

static HEADER_DATES: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const JAPANESE_WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// A longer text is not a date.
const MAX_DATE_LENGTH: usize = 200;

/// The user's time zone, and the form of a date in the user's language.
#[derive(Clone)]
pub(super) struct LocalTime {
    pub zone: TimeZone,
    pub messages: Messages,
    /// The text before the day, between day and time, and after the time. Kept, because there may be
    /// millions of dates.
    around: [String; 3],
}

impl LocalTime {
    pub fn new(messages: Messages, zone: TimeZone) -> LocalTime {
        let (mut day, time) = (String::new(), "00:00:00");
        push_day(jiff::civil::date(2000, 1, 1), messages.language(), &mut day);
        let text = messages.format(text::DecodeLocalTime { day: &day, time });
        let (before, rest) = text.split_once(&day).unwrap_or_default();
        let (between, after) = rest.split_once(time).unwrap_or_default();
        LocalTime { zone, messages, around: [before, between, after].map(str::to_owned) }
    }

    /// Appends the date of a header field in local time. False: it is not a date.
    pub fn append_of_header(&self, date: &[u8], out: &mut String) -> bool {
        let date = date.get(..date.len().min(MAX_DATE_LENGTH)).map(<[u8]>::trim_ascii);
        let parsed = |date| HEADER_DATES.parse_timestamp(date).ok();
        let timestamp = date.and_then(|date| header_date(date).or_else(|| parsed(date)));
        timestamp.inspect(|it| self.append(*it, out)).is_some()
    }

    /// The date of a header field (RFC 5322, section 3.3) in local time.
    pub fn of_header(&self, date: &[u8]) -> Option<String> {
        let mut local = String::new();
        self.append_of_header(date, &mut local).then_some(local)
    }

    /// Appends IMAP's date-time, such as ` 7-Feb-1994 21:52:25 -0800`, in local time. False: it is
    /// not a date.
    pub fn append_of_date_time(&self, date: &[u8], out: &mut String) -> bool {
        let date = date.trim_ascii();
        let timestamp = in_fixed_form(date, b'-').or_else(|| in_free_form(date));
        timestamp.inspect(|it| self.append(*it, out)).is_some()
    }

    /// IMAP's date-time, with quotes around it, in local time.
    pub fn of_date_time(&self, date: &[u8]) -> Option<String> {
        let date = date.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        let mut local = String::new();
        self.append_of_date_time(date, &mut local).then_some(local)
    }

    fn append(&self, timestamp: Timestamp, out: &mut String) {
        let local = self.zone.to_offset(timestamp).to_datetime(timestamp);
        let [before, between, after] = &self.around;
        out.push_str(before);
        push_day(local.date(), self.messages.language(), out);
        out.push_str(between);
        let [[h1, h2], [m1, m2], [s1, s2]] =
            [local.hour(), local.minute(), local.second()].map(digits);
        let time = [h1, h2, b':', m1, m2, b':', s1, s2];
        out.push_str(std::str::from_utf8(&time).unwrap_or_default());
        out.push_str(after);
    }
}

/// The date of a header field as nearly all mailers write it.
fn header_date(date: &[u8]) -> Option<Timestamp> {
    let is_weekday = |name: &[u8]| WEEKDAYS.iter().any(|it| it.as_bytes() == name);
    let date = match date.split_first_chunk::<5>() {
        Some(([name @ .., b',', b' '], rest)) if is_weekday(name) => rest,
        _ => date,
    };
    in_fixed_form(date, b' ')
}

/// A date-time with other spacing or numbers of digits than IMAP's.
fn in_free_form(date: &[u8]) -> Option<Timestamp> {
    let parsed = BrokenDownTime::parse("%d-%b-%Y %H:%M:%S %z", date).ok()?;
    parsed.to_timestamp().ok()
}

fn push_day(date: Date, language: Language, out: &mut String) {
    let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    let name = |names: &[&'static str], index: usize| names.get(index).copied().unwrap_or_default();
    let (year, month, day) = (date.year(), date.month(), date.day());
    // Without jiff's formatter, which is slower: there may be millions of dates.
    match language {
        Language::English => {
            let month = name(&MONTHS, usize::from(month.unsigned_abs()).saturating_sub(1));
            out.push_str(name(&WEEKDAYS, weekday));
            out.push_str(", ");
            push_number(day, out);
            out.push(' ');
            out.push_str(month);
            out.push(' ');
            push_year(year, out);
        }
        Language::Japanese => {
            let weekday = name(&JAPANESE_WEEKDAYS, weekday);
            push_year(year, out);
            out.push('年');
            push_number(month, out);
            out.push('月');
            push_number(day, out);
            out.push_str("日(");
            out.push_str(weekday);
            out.push(')');
        }
    }
}

/// Appends a number below 100.
fn push_number(number: i8, out: &mut String) {
    let [ten, one] = digits(number).map(char::from);
    if ten != '0' {
        out.push(ten);
    }
    out.push(one);
}

/// Appends a year in four digits.
fn push_year(year: i16, out: &mut String) {
    match (i8::try_from(year / 100), i8::try_from(year % 100)) {
        (Ok(century @ 0..), Ok(rest @ 0..)) => {
            let year = [digits(century), digits(rest)];
            out.push_str(std::str::from_utf8(year.as_flattened()).unwrap_or_default());
        }
        _ => {
            // Writing to memory does not fail.
            let _ = write!(out, "{year:04}");
        }
    }
}

/// The two digits of a number below 100.
fn digits(number: i8) -> [u8; 2] {
    let number = number.unsigned_abs();
    [b'0' + number / 10, b'0' + number % 10]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::offset;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fixed_form_of_a_date_reads_like_the_free_one(
            date in "([ 0-3]?[0-9])-(Jan|Feb|Sep|Dec|FEB)-[0-9]{4} [0-2][0-9]:[0-6][0-9]:[0-6][0-9] [+-][0-2][0-9][0-6][0-9]"
        ) {
            let date = date.trim_ascii().as_bytes();
            if let Some(timestamp) = in_fixed_form(date, b'-') {
                prop_assert_eq!(Some(timestamp), in_free_form(date));
            }
        }

        #[test]
        fn the_fixed_form_of_a_header_date_reads_like_others(
            date in "((Mon|Sun|sun|Son), ?)?([ 0-3]?[0-9]) (Jan|Feb|Sep|Dec|FEB) [0-9]{4} [0-2][0-9]:[0-6][0-9]:[0-6][0-9] [+-][0-2][0-9][0-6][0-9]"
        ) {
            if let Some(timestamp) = header_date(date.as_bytes()) {
                prop_assert_eq!(Some(timestamp), HEADER_DATES.parse_timestamp(&date).ok());
            }
        }

        #[test]
        fn days_and_times_are_those_of_the_calendar(
            second in -62_167_219_200_i64..253_402_207_200, hours in -23_i8..=23, japanese: bool,
        ) {
            let zone = TimeZone::fixed(offset(hours));
            let timestamp = Timestamp::from_second(second).expect("a time");
            let date = timestamp.to_zoned_datetime(zone.clone());
            let weekday = date.weekday().to_monday_zero_offset();
            let (language, day) = if japanese { (
                Language::Japanese,
                format!("{}({})", date.strftime("%Y年%-m月%-d日"), JAPANESE_WEEKDAYS[weekday as usize]),
            ) } else { (Language::English, date.strftime("%a, %-d %b %Y").to_string()) };
            let messages = Messages::new(language);
            let time = date.strftime("%H:%M:%S").to_string();
            let mut shown = String::new();
            LocalTime::new(messages, zone).append(timestamp, &mut shown);
            prop_assert_eq!(shown, messages.format(text::DecodeLocalTime { day, time }));
        }
    }

    #[test]
    fn dates_of_both_forms_are_shown_in_local_time() {
        let local = |language| LocalTime::new(Messages::new(language), TimeZone::fixed(offset(9)));
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
