//! Durations as a person writes them: `10s`, `1m`, `500ms`, `1m30s`; a bare number is seconds.

use std::time::Duration;

/// The longest that may be asked for: a day. Longer ones are slips of the pen.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration; nothing if it is none, or longer than a day.
///
/// # Examples
/// ```
/// use imapsh::notation::duration::read;
/// use std::time::Duration;
/// assert_eq!(read("500ms"), Some(Duration::from_millis(500)));
/// assert_eq!(read("1m30s"), Some(Duration::from_secs(90)));
/// assert_eq!(read("10"), Some(Duration::from_secs(10)));
/// assert_eq!(read("soon"), None);
/// ```
pub fn read(text: &str) -> Option<Duration> {
    let mut total = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let seconds = match unit.to_ascii_lowercase().as_str() {
            "ms" => 0.001,
            "s" | "sec" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            // Without a unit only a number that stands alone.
            "" if rest.len() == text.len() => 1.0,
            _ => return None,
        };
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let part = Duration::try_from_secs_f64(number.parse::<f64>().ok()? * seconds).ok()?;
        total = total.checked_add(part).filter(|&sum| sum <= LONGEST)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_duration() {
        for (text, ms) in [
            ("10s", 10_000),
            ("0", 0),
            ("1.5", 1_500),
            ("2M", 120_000),
            ("1h1m1s1ms", 3_661_001),
            ("24h", 86_400_000),
        ] {
            assert_eq!(read(text), Some(Duration::from_millis(ms)), "{text}");
        }
        for text in [
            "",
            "s",
            "-1",
            "1x",
            "25h",
            ".",
            ".5",
            "1.2.3",
            "1m30",
            "1 s",
            "９s",
            "99999999999999999999999999h",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
