//! Durations as people write them: `10s`, `1m`, `500ms`, `1m30s`; a number alone is in seconds.

use jiff::SignedDuration;
use std::time::Duration;

/// A longer duration is a mistake.
const MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Parses a duration of at most a day. It is never negative and has no spaces.
///
/// # Examples
/// ```
/// use imapsh::internals::duration;
/// use std::time::Duration;
/// assert_eq!(duration::parse("500ms"), Some(Duration::from_millis(500)));
/// assert_eq!(duration::parse("1m30s"), Some(Duration::from_secs(90)));
/// assert_eq!(duration::parse("10"), Some(Duration::from_secs(10)));
/// assert_eq!(duration::parse("soon"), None);
/// ```
pub fn parse(text: &str) -> Option<Duration> {
    // jiff accepts more notations than are documented here: signs, spaces, `1:30`, `PT1M`, `1m ago`.
    let expected = |c: char| c.is_ascii_alphanumeric() || c == '.';
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(expected) {
        return None;
    }
    let is_number = !text.contains(|c: char| c.is_ascii_alphabetic());
    let unit = if is_number { "s" } else { "" };
    let duration: SignedDuration = format!("{text}{unit}").to_ascii_lowercase().parse().ok()?;
    Duration::try_from(duration).ok().filter(|it| *it <= MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_and_rejected_durations() {
        for (text, ms) in [
            ("10s", 10_000),
            ("0", 0),
            ("1.5", 1_500),
            ("2M", 120_000),
            ("1h1m1s1ms", 3_661_001),
            ("24h", 86_400_000),
        ] {
            assert_eq!(parse(text), Some(Duration::from_millis(ms)), "{text}");
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
            "1sago",
            "pt1m",
            "1d",
            "1:30",
            "1 s",
            "９s",
            "99999999999999999999999999h",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
