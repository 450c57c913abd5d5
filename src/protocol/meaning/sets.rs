//! Sets of messages: `1,3:5,9:*`.

/// A range of a set, the lower number first. `None` is `*`, or not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub first: Option<u64>,
    pub last: Option<u64>,
}

impl Range {
    fn parse(range: &[u8]) -> Range {
        // A number that is too large counts as the largest.
        let number = |digits: &[u8]| {
            // Neither `*` nor `$`, the result of a search (RFC 5182).
            let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
            let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
            Some(digits.parse::<u64>().unwrap_or(u64::MAX))
        };
        let colon = memchr::memchr(b':', range);
        let (one, other) = match colon {
            Some(colon) => (number(&range[..colon]), number(&range[colon + 1..])),
            None => (number(range), number(range)),
        };
        match (one, other) {
            (Some(one), Some(other)) => {
                Range { first: Some(one.min(other)), last: Some(one.max(other)) }
            }
            (Some(first), None) | (None, Some(first)) => Range { first: Some(first), last: None },
            (None, None) => Range { first: None, last: None },
        }
    }

    /// How many numbers it has, if it has an end.
    pub fn count(self) -> Option<u64> {
        Some((self.last? - self.first?).saturating_add(1))
    }
}

pub fn ranges(set: &[u8]) -> impl Iterator<Item = Range> + Clone + '_ {
    set.split(|octet| *octet == b',').filter(|range| !range.is_empty()).map(Range::parse)
}

/// Whether the set certainly has this number.
pub fn contains(set: &[u8], number: u64) -> bool {
    ranges(set).any(|range| {
        range.first.is_some_and(|first| first <= number)
            && range.last.is_some_and(|last| number <= last)
    })
}

/// The maximum number of messages in a set of UIDs or message numbers; `None`: it is unlimited.
pub fn count(set: &[u8]) -> Option<u64> {
    ranges(set).try_fold(0u64, |sum, range| Some(sum.saturating_add(range.count()?)))
}

/// The number of different numbers in a set; `None`: it is unlimited.
pub fn count_distinct(set: &[u8]) -> Option<u64> {
    let ends = ranges(set).map(|range| Some((range.first?, range.last?)));
    let mut ends = ends.collect::<Option<Vec<(u64, u64)>>>()?;
    ends.sort_unstable();
    let (mut count, mut highest) = (0u64, None);
    for (first, last) in ends {
        let first = first.max(highest.map_or(0, |it: u64| it.saturating_add(1)));
        if first <= last && highest != Some(last) {
            count = count.saturating_add((last - first).saturating_add(1));
            highest = Some(last);
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_different_numbers_a_set_has() {
        for (set, count) in [
            ("1,1,1", Some(1)),
            ("3:1,8,2:4", Some(5)),
            ("5:9,6:7,9:10", Some(6)),
            ("0:18446744073709551615,7", Some(u64::MAX)),
            ("1,3:*", None),
            ("", Some(0)),
        ] {
            assert_eq!(count_distinct(set.as_bytes()), count, "{set}");
        }
    }

    #[test]
    fn how_many_messages_a_set_names() {
        for (set, named) in [
            ("3:1,8", Some(4)),
            ("0:18446744073709551615,7", Some(u64::MAX)),
            ("99999999999999999999999", Some(1)),
            ("3:*", None),
            ("*", None),
            ("$", None),
            ("1,$", None),
            ("", Some(0)),
        ] {
            assert_eq!(count(set.as_bytes()), named, "{set}");
        }
    }
}
