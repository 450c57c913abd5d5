//! A message's internal date, as the server keeps and shows it (RFC 3501, 2.3.3).
//! It keeps the zone it came with: SEARCH compares the date as written, not the instant.

use std::fmt;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Year, month and day.
pub type Day = (i16, i8, i8);

/// A date, a time of day and a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InternalDate {
    when: jiff::civil::DateTime,
    /// Minutes east of Greenwich.
    zone: i32,
}

impl InternalDate {
    /// This moment, in the system's zone.
    pub fn now() -> InternalDate {
        InternalDate::from(&jiff::ZonedDateTime::now())
    }

    /// Reads a date-time without its quotes, ` 7-Feb-1994 21:52:25 -0800`.
    /// None: it is not of that form, or no such time exists.
    pub fn parse(text: &str) -> Option<InternalDate> {
        let octets = text.as_bytes();
        if octets.len() != 26 || !text.is_ascii() {
            return None;
        }
        let date = parse_day(text.get(..11)?.trim_start_matches(' '))?;
        let marks = [(11, b' '), (14, b':'), (17, b':'), (20, b' ')];
        if marks.iter().any(|(at, mark)| octets.get(*at) != Some(mark)) {
            return None;
        }
        let number = |range| digits(text.get(range)?);
        let second = number(18..20)?.min(59);
        let time = jiff::civil::Time::new(
            i8::try_from(number(12..14)?).ok()?,
            i8::try_from(number(15..17)?).ok()?,
            i8::try_from(second).ok()?,
            0,
        );
        let minutes = number(22..24)?
            .checked_mul(60)?
            .checked_add(number(24..26)?)?;
        let zone = match octets.get(21)? {
            b'+' => minutes,
            b'-' => -minutes,
            _ => return None,
        };
        let date = jiff::civil::Date::new(date.0, date.1, date.2).ok()?;
        Some(InternalDate {
            when: date.to_datetime(time.ok()?),
            zone,
        })
    }

    /// The day as written, whatever the zone.
    pub fn day(&self) -> Day {
        (self.when.year(), self.when.month(), self.when.day())
    }
}

impl From<&jiff::ZonedDateTime> for InternalDate {
    fn from(zoned: &jiff::ZonedDateTime) -> InternalDate {
        InternalDate {
            when: zoned.datetime(),
            zone: zoned.offset().seconds() / 60,
        }
    }
}

impl fmt::Display for InternalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = self.when;
        let month = usize::try_from(when.month() - 1)
            .ok()
            .and_then(|at| MONTHS.get(at));
        let sign = if self.zone < 0 { '-' } else { '+' };
        let zone = self.zone.abs();
        write!(
            f,
            "{:02}-{}-{:04} {:02}:{:02}:{:02} {sign}{:02}{:02}",
            when.day(),
            month.unwrap_or(&"Jan"),
            when.year(),
            when.hour(),
            when.minute(),
            when.second(),
            zone / 60,
            zone % 60
        )
    }
}

/// Reads a SEARCH date without quotes, `1-Feb-1994` or `01-Feb-1994`. None: it is no date.
pub fn parse_day(text: &str) -> Option<Day> {
    let mut fields = text.splitn(3, '-');
    let (day, month, year) = (fields.next()?, fields.next()?, fields.next()?);
    if day.is_empty() || day.len() > 2 || year.len() != 4 {
        return None;
    }
    let month = MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(month))?;
    let year = i16::try_from(digits(year)?).ok()?;
    let date = jiff::civil::Date::new(
        year,
        i8::try_from(month).ok()?.checked_add(1)?,
        i8::try_from(digits(day)?).ok()?,
    );
    date.ok()
        .map(|date| (date.year(), date.month(), date.day()))
}

fn digits(text: &str) -> Option<i32> {
    let all = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_it_was_given() {
        for text in ["07-Feb-1994 21:52:25 -0800", "29-Feb-2024 00:00:00 +0930"] {
            assert_eq!(
                InternalDate::parse(text).map(|date| date.to_string()),
                Some(text.into())
            );
        }
        let padded = InternalDate::parse(" 7-Feb-1994 21:52:25 -0800");
        assert_eq!(padded.map(|date| date.day()), Some((1994, 2, 7)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let wrong = [
            "30-Feb-1994 21:52:25 -0800",
            "07-Feb-1994 25:52:25 -0800",
            "07-Feb-1994 21:52:25 0800",
            "7-Feb-1994 21:52:25 -0800",
            "07-Fev-1994 21:52:25 -0800",
            "",
        ];
        assert!(wrong.iter().all(|text| InternalDate::parse(text).is_none()));
        assert_eq!(parse_day("1-Feb-1994"), Some((1994, 2, 1)));
        assert_eq!(parse_day("31-Feb-1994"), None);
        assert_eq!(parse_day("+1-Feb-1994"), None);
    }
}
