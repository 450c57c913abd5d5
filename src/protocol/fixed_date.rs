//! Parses dates with a time, in the form in which nearly all servers and mailers write them. It is faster
//! than jiff's parser: there may be millions.

use super::strings::MONTHS;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// IMAP's date-time, ` 7-Feb-1994 21:52:25 -0800`, or one with another separator between day, month and
/// year. `None`: it has another form, or the date does not exist.
pub fn in_fixed_form(date: &[u8], sign_between: u8) -> Option<Timestamp> {
    let end: &[u8; 24] = date.last_chunk()?;
    let [b1, m1, m2, m3, b2, y1, y2, y3, y4, b' ', time @ .., b' ', sign, z1, z2, z3, z4] = end
    else {
        return None;
    };
    if [*b1, *b2] != [sign_between; 2] {
        return None;
    }
    let [h1, h2, b':', n1, n2, b':', s1, s2] = time else { return None };
    let day = &date[..date.len() - end.len()];
    let month = MONTHS.iter().zip(1..).find(|(name, _)| name.as_bytes() == [*m1, *m2, *m3])?.1;
    let time = [two_digits(&[*h1, *h2])?, two_digits(&[*n1, *n2])?, two_digits(&[*s1, *s2])?];
    let year = 100 * i16::from(two_digits(&[*y1, *y2])?) + i16::from(two_digits(&[*y3, *y4])?);
    let local = DateTime::new(year, month, two_digits(day)?, time[0], time[1], time[2], 0).ok()?;
    let (hours, minutes) = (two_digits(&[*z1, *z2])?, two_digits(&[*z3, *z4])?);
    let offset = 60 * (60 * i32::from(hours) + i32::from(minutes));
    let offset = match sign {
        b'+' if hours < 24 && minutes < 60 => offset,
        b'-' if hours < 24 && minutes < 60 => -offset,
        _ => return None,
    };
    Offset::from_seconds(offset).ok()?.to_timestamp(local).ok()
}

/// A number of one or two digits.
fn two_digits(digits: &[u8]) -> Option<i8> {
    let number = match digits {
        [one] if one.is_ascii_digit() => one - b'0',
        [ten, one] if ten.is_ascii_digit() && one.is_ascii_digit() => {
            10 * (ten - b'0') + (one - b'0')
        }
        _ => return None,
    };
    i8::try_from(number).ok()
}
