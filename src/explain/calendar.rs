//! Dates that the grammar allows and the calendar does not have, such as `31-Feb-2026`.

use super::phrase::cut;
use super::sentence::Explanation;
use crate::messages::text;
use crate::protocol::fixed_date::in_fixed_form;
use crate::protocol::strings::MONTHS;
use crate::protocol::syntax::{Kind, Node};
use jiff::civil::Date;

/// The fault of a date, or of a date and its time.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DateFault<'a> {
    /// The month has fewer days.
    Day { date: &'a str, days: i8 },
    /// `25:00:00`
    Time(&'a str),
    /// `+0199`
    Zone(&'a str),
    /// A day of one digit without the space before it.
    OneDigit(&'a str),
    /// Not a date-time by the grammar.
    Form(&'a str),
}

impl DateFault<'_> {
    /// Explains the fault, and cites the grammar of dates.
    pub fn explain(&self, explanation: &mut Explanation) {
        match *self {
            DateFault::Day { date, days } => explanation.say(text::NoSuchDay { date, days }),
            DateFault::Time(time) => explanation.say(text::NoSuchTime { time }),
            DateFault::Zone(zone) => explanation.say(text::NoSuchZone { zone }),
            DateFault::OneDigit(date) => explanation.say(text::NoSpaceBeforeDay { date }),
            DateFault::Form(date) => {
                explanation.say(text::NoDateTime { date: cut(date.as_bytes()) });
            }
        }
    }
}

/// The fault of the first invalid date in these parts of a line.
pub(super) fn fault_in<'t>(parts: impl Iterator<Item = Node<'t>>) -> Option<DateFault<'t>> {
    { parts }.find_map(|part| {
        let text = std::str::from_utf8(part.text()).ok()?.trim().trim_matches('"');
        match part.kind() {
            Kind::Date => of_date(text),
            Kind::DateTime => of_date_time(text),
            _ => None,
        }
    })
}

/// Explains a text in the place of a date-time.
pub(super) fn say_no_date_time(text: &str, explanation: &mut Explanation) {
    of_date_time(text).unwrap_or(DateFault::Form(text)).explain(explanation);
    explanation.cite_section(3501, "9");
}

/// The fault of a date such as `1-Feb-2026`; `None`: it has none, or is not a date.
fn of_date(date: &str) -> Option<DateFault<'_>> {
    let (year, month, day) = parts_of(date)?;
    // Every month has these.
    if (1..=28).contains(&day) {
        return None;
    }
    let days = Date::new(year, month, 1).ok()?.days_in_month();
    (day < 1 || day > days).then_some(DateFault::Day { date, days })
}

/// The fault of a date-time such as ` 1-Feb-2026 12:30:00 +0900`, without its quotes.
pub(super) fn of_date_time(text: &str) -> Option<DateFault<'_>> {
    let is_one_digit = text.as_bytes().get(1) == Some(&b'-');
    // Nearly all are right.
    if !is_one_digit && in_fixed_form(text.trim_start().as_bytes(), b'-').is_some() {
        return None;
    }
    match of_form(text) {
        Some(None) if is_one_digit => Some(DateFault::OneDigit(text)),
        fault => fault.unwrap_or(Some(DateFault::Form(text))),
    }
}

/// The fault of the date-time; the outer `None`: it does not have the form of one.
fn of_form(text: &str) -> Option<Option<DateFault<'_>>> {
    let mut words = text.trim_start().split(' ');
    let (date, time, zone) = (words.next()?, words.next()?, words.next()?);
    parts_of(date)?;
    let is_form = |text: &str, form: &str| {
        let fits = |(octet, form): (u8, u8)| match form {
            b'0' => octet.is_ascii_digit(),
            b'+' => matches!(octet, b'+' | b'-'),
            form => octet == form,
        };
        text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
    };
    if words.next().is_some() || !is_form(time, "00:00:00") || !is_form(zone, "+0000") {
        return None;
    }
    // The forms have only digits there. A minute may have a leap second.
    let is_time = &time[..2] <= "23" && &time[3..5] <= "59" && &time[6..] <= "60";
    let is_zone = &zone[1..3] <= "23" && &zone[3..] <= "59";
    Some(match of_date(date) {
        None if !is_time => Some(DateFault::Time(time)),
        None if !is_zone => Some(DateFault::Zone(zone)),
        fault => fault,
    })
}

/// The date in IMAP's form: `2026-02-01`, `2026/2/1` and `1 Feb 2026` are `1-Feb-2026`. `None`: the day is
/// ambiguous.
pub(super) fn in_form_of_imap(text: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '-' | '/' | '.' | ' ' | ',' | 'T');
    let mut words = text.split(is_mark).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    let number_of = |name: &str| MONTHS.iter().position(|it| it.eq_ignore_ascii_case(name));
    let (year, month, day) = match (number_of(first), number_of(second)) {
        (Some(month), _) => (third, month, second),
        (_, Some(month)) => (third, month, first),
        _ => (first, second.parse::<usize>().ok()?.checked_sub(1)?, third),
    };
    let (day, year) = (day.parse::<u8>().ok()?, Some(year).filter(|year| year.len() == 4)?);
    let date = format!("{day}-{}-{year}", MONTHS.get(month)?);
    (parts_of(&date).is_some() && of_date(&date).is_none()).then_some(date)
}

/// The year, the month and the day of `1-Feb-2026`.
fn parts_of(date: &str) -> Option<(i16, i8, i8)> {
    let mut parts = date.split('-');
    let (day, name, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number =
        |text: &str, most: usize| text.len() <= most && text.bytes().all(|it| it.is_ascii_digit());
    if parts.next().is_some() || !is_number(day, 2) || year.len() != 4 || !is_number(year, 4) {
        return None;
    }
    let month = MONTHS.iter().position(|it| it.eq_ignore_ascii_case(name))?;
    Some((year.parse().ok()?, i8::try_from(month + 1).ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_the_calendar_has_and_others() {
        for (date, days) in [
            ("31-Jan-2026", None),
            ("29-Feb-2024", None),
            ("29-feb-2000", None),
            ("29-Feb-2023", Some(28)),
            ("29-Feb-1900", Some(28)),
            ("30-Feb-2024", Some(29)),
            ("31-Apr-2024", Some(30)),
            ("0-Jan-2024", Some(31)),
            ("32-Dec-2024", Some(31)),
            ("99-May-0000", Some(31)),
        ] {
            let expected = days.map(|days| DateFault::Day { date, days });
            assert_eq!(of_date(date), expected, "{date}");
        }
    }

    #[test]
    fn dates_in_other_forms_are_corrected() {
        for (text, date) in [
            ("2026-02-01", Some("1-Feb-2026")),
            ("2026/2/1", Some("1-Feb-2026")),
            ("2026-02-01T10:00:00Z", Some("1-Feb-2026")),
            ("1 Feb 2026", Some("1-Feb-2026")),
            ("1.feb.2026 SEEN", Some("1-Feb-2026")),
            ("Feb 1, 2026", Some("1-Feb-2026")),
            // It may be the second of January.
            ("01/02/2026", None),
            ("2026-02-30", None),
            ("2026-00-01", None),
            ("2026-13-01", None),
            ("26-02-01", None),
            ("1-2", None),
            ("", None),
        ] {
            assert_eq!(in_form_of_imap(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn date_times_that_there_are_and_others() {
        for (text, fault) in [
            ("17-Jul-1996 02:44:25 -0700", None),
            (" 1-Jul-1996 23:59:60 +1400", None),
            ("01-Jul-1996 00:00:00 +0000", None),
            ("31-Jun-1996 02:44:25 -0700", Some(DateFault::Day { date: "31-Jun-1996", days: 30 })),
            ("17-Jul-1996 24:00:00 -0700", Some(DateFault::Time("24:00:00"))),
            ("17-Jul-1996 02:60:00 -0700", Some(DateFault::Time("02:60:00"))),
            ("17-Jul-1996 02:00:61 -0700", Some(DateFault::Time("02:00:61"))),
            ("17-Jul-1996 02:44:25 +0060", Some(DateFault::Zone("+0060"))),
            ("17-Jul-1996 02:44:25 -2400", Some(DateFault::Zone("-2400"))),
            ("1-Jul-1996 00:00:00 +0000", Some(DateFault::OneDigit("1-Jul-1996 00:00:00 +0000"))),
            ("17-Jul-1996", Some(DateFault::Form("17-Jul-1996"))),
            ("17-Jul-1996 02:44:25 GMT", Some(DateFault::Form("17-Jul-1996 02:44:25 GMT"))),
            ("", Some(DateFault::Form(""))),
        ] {
            assert_eq!(of_date_time(text), fault, "{text}");
        }
    }
}
