//! Sequence sets such as `1,3:5,*`, of sequence numbers or of UIDs (RFC 3501, section 9,
//! sequence-set).

use super::cursor::{Cursor, ParseResult};
use crate::practice::capability::Capability;
use std::fmt;

/// A number in a sequence set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetNumber {
    /// A number, never 0.
    Number(u32),
    /// `*`: the highest number in use.
    Highest,
}

impl SetNumber {
    fn resolve(self, highest: u32) -> u32 {
        match self {
            SetNumber::Number(number) => number,
            SetNumber::Highest => highest,
        }
    }
}

/// A sequence set as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SequenceSet {
    /// Ranges, each by its two ends, in any order.
    Ranges(Vec<(SetNumber, SetNumber)>),
    /// `$`: the messages that the last SEARCH with SAVE found (RFC 5182).
    Saved,
}

/// Ranges of numbers, ascending and without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRanges(Vec<(u32, u32)>);

impl SequenceSet {
    /// `1:*`
    pub fn all() -> SequenceSet {
        SequenceSet::Ranges(vec![(SetNumber::Number(1), SetNumber::Highest)])
    }

    /// Whether this is a single number, or `*`.
    pub fn is_one_number(&self) -> bool {
        matches!(self.ranges(), [(from, to)] if from == to)
    }

    fn ranges(&self) -> &[(SetNumber, SetNumber)] {
        match self {
            SequenceSet::Ranges(ranges) => ranges,
            SequenceSet::Saved => &[],
        }
    }

    /// The numbers of the ranges, with `highest` for `*`.
    pub fn resolve(&self, highest: u32) -> NumberRanges {
        let resolved = self.ranges().iter().map(|(from, to)| {
            let (from, to) = (from.resolve(highest), to.resolve(highest));
            (from.min(to), from.max(to))
        });
        let mut ranges: Vec<(u32, u32)> = resolved.collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        NumberRanges(merged)
    }

    /// Whether every number of the set is one of `1..=count`.
    pub fn is_within(&self, count: u32) -> bool {
        let fits = |number: &SetNumber| match number {
            SetNumber::Number(number) => *number <= count,
            SetNumber::Highest => count > 0,
        };
        self.ranges().iter().all(|(from, to)| fits(from) && fits(to))
    }
}

impl NumberRanges {
    /// A set of these numbers.
    pub fn to_set(&self) -> SequenceSet {
        let range = |(from, to): &(u32, u32)| (SetNumber::Number(*from), SetNumber::Number(*to));
        SequenceSet::Ranges(self.0.iter().map(range).collect())
    }

    /// These numbers, ascending.
    pub fn of(numbers: &[u32]) -> NumberRanges {
        NumberRanges(numbers.iter().map(|number| (*number, *number)).collect())
    }

    /// These numbers below `end`, without others, which are ascending.
    pub fn without(&self, others: impl Iterator<Item = u32>, end: u32) -> NumberRanges {
        let mut others = others.peekable();
        let mut difference = Vec::new();
        for &(from, to) in &self.0 {
            let (mut from, to) = (from, to.min(end.saturating_sub(1)));
            while let Some(&other) = others.peek().filter(|other| **other <= to) {
                if other > from {
                    difference.push((from, other - 1));
                }
                from = from.max(other.saturating_add(1));
                others.next();
            }
            if from <= to {
                difference.push((from, to));
            }
        }
        NumberRanges(difference)
    }

    pub fn contains(&self, number: u32) -> bool {
        let index = self.0.partition_point(|(_, to)| *to < number);
        self.0.get(index).is_some_and(|(from, _)| *from <= number)
    }
}

impl fmt::Display for NumberRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (from, to)) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            if from == to { write!(f, "{comma}{from}")? } else { write!(f, "{comma}{from}:{to}")? }
        }
        Ok(())
    }
}

/// Writes numbers as a set: `3:5,9`. Their order is kept.
pub fn format_uid_set(uids: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &uid in uids {
        match runs.last_mut() {
            Some(last) if last.1.checked_add(1) == Some(uid) => last.1 = uid,
            _ => runs.push((uid, uid)),
        }
    }
    NumberRanges(runs).to_string()
}

pub fn sequence_set(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<SequenceSet> {
    if cursor.permits(Capability::SearchRes) && cursor.eat(b'$') {
        return Ok(SequenceSet::Saved);
    }
    let mut ranges = Vec::new();
    loop {
        let from = set_number(cursor, description)?;
        let to = if cursor.eat(b':') {
            set_number(cursor, "a number or * after the colon")?
        } else {
            from
        };
        ranges.push((from, to));
        if !cursor.eat(b',') {
            return Ok(SequenceSet::Ranges(ranges));
        }
    }
}

fn set_number(cursor: &mut Cursor<'_>, description: &str) -> ParseResult<SetNumber> {
    if cursor.eat(b'*') {
        return Ok(SetNumber::Highest);
    }
    let start = cursor.clone();
    let digits = cursor.eat_while(|octet| octet.is_ascii_digit());
    let number = std::str::from_utf8(digits).ok().and_then(|it| it.parse().ok());
    match number {
        Some(number) if digits.first() != Some(&b'0') => Ok(SetNumber::Number(number)),
        _ => Err(start.expected(description)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SetNumber::{Highest, Number};
    use proptest::prelude::*;

    #[test]
    fn ranges_may_be_reversed_and_star_may_be_anywhere() {
        let set = SequenceSet::Ranges(vec![
            (Highest, Number(4)),
            (Number(2), Number(1)),
            (Number(3), Number(3)),
        ]);
        assert_eq!(set.resolve(6).0, [(1, 6)]);
        assert_eq!(SequenceSet::Ranges(vec![(Number(9), Highest)]).resolve(3).0, [(3, 9)]);
        assert!(!SequenceSet::Ranges(vec![(Number(1), Highest)]).is_within(0));
        assert_eq!(format_uid_set(&[3, 4, 5, 9, 11, 12]), "3:5,9,11:12");
    }

    proptest! {
        #[test]
        fn numbers_without_others_are_the_rest(
            pairs in proptest::collection::vec((1u32..20, 1u32..20), 1..6),
            others in proptest::collection::btree_set(1u32..25, 0..20), end in 1u32..25
        ) {
            let set = SequenceSet::Ranges(
                pairs.iter().map(|(a, b)| (Number(*a), Number(*b))).collect(),
            );
            let numbers = set.resolve(1);
            let difference = numbers.without(others.iter().copied(), end);
            for number in 0..30 {
                let expected = numbers.contains(number) && !others.contains(&number) && number < end;
                prop_assert_eq!(difference.contains(number), expected, "{} of {}", number, difference);
            }
        }

        #[test]
        fn merged_ranges_contain_what_the_written_ones_contain(
            pairs in proptest::collection::vec((1u32..20, 1u32..20), 1..6), number in 0u32..22
        ) {
            let written = pairs.iter().any(|(a, b)| (*a.min(b)..=*a.max(b)).contains(&number));
            let set = SequenceSet::Ranges(pairs.iter().map(|(a, b)| (Number(*a), Number(*b))).collect());
            prop_assert_eq!(set.resolve(1).contains(number), written);
        }
    }
}
