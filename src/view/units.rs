//! Formats durations for people.

use std::time::Duration;

/// A duration in suitable units: `1.2 ms`, `3.4 s`, `2 min 5 s`, `1 h 20 min`.
///
/// # Examples
/// ```
/// use imapsh::internals::in_units;
/// use std::time::Duration;
/// assert_eq!(in_units(Duration::from_micros(1_234)), "1.2 ms");
/// assert_eq!(in_units(Duration::from_secs(125)), "2 min 5 s");
/// ```
pub fn in_units(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let whole = (time + Duration::from_millis(500)).as_secs();
    if seconds < 0.99995 {
        return format!("{:.1} ms", seconds * 1000.0);
    }
    match whole {
        _ if seconds < 59.95 => format!("{seconds:.1} s"),
        0..3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_unit_is_full() {
        for (ms, shown) in [
            (0.0, "0.0 ms"),
            (0.04, "0.0 ms"),
            (12.0, "12.0 ms"),
            (999.94, "999.9 ms"),
            (999.96, "1.0 s"),
            (3_400.0, "3.4 s"),
            (59_949.0, "59.9 s"),
            (59_951.0, "1 min 0 s"),
            (125_000.0, "2 min 5 s"),
            (3_599_600.0, "1 h 0 min"),
            (4_800_000.0, "1 h 20 min"),
        ] {
            assert_eq!(in_units(Duration::from_secs_f64(ms / 1000.0)), shown);
        }
    }
}
