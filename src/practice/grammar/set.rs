//! Sequence sets: `1,3:5,*` (RFC 3501, 9, sequence-set), of sequence numbers or of UIDs.

use super::cursor::{Cursor, Read};

/// A number in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetNumber {
    /// A number, never 0.
    Number(u32),
    /// `*`: the highest in use.
    Highest,
}

/// A sequence set as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set(pub Vec<(SetNumber, SetNumber)>);

impl Set {
    /// The ranges, low end first, in ascending order and without overlap, `*` being `highest`.
    pub fn ranges(&self, highest: u32) -> Vec<(u32, u32)> {
        let value = |number: &SetNumber| match number {
            SetNumber::Number(number) => *number,
            SetNumber::Highest => highest,
        };
        let mut ranges: Vec<(u32, u32)> = self
            .0
            .iter()
            .map(|(from, to)| (value(from), value(to)))
            .map(|(from, to)| (from.min(to), from.max(to)))
            .collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
    }

    /// Whether every number of it is one of `1..=count`; `*` is, if there is any.
    pub fn within(&self, count: u32) -> bool {
        let fits = |number: &SetNumber| match number {
            SetNumber::Number(number) => *number <= count,
            SetNumber::Highest => count > 0,
        };
        self.0.iter().all(|(from, to)| fits(from) && fits(to))
    }
}

/// Whether sorted ranges hold a number.
pub fn holds(ranges: &[(u32, u32)], number: u32) -> bool {
    let after = ranges.partition_point(|(from, _)| *from <= number);
    after
        .checked_sub(1)
        .and_then(|at| ranges.get(at))
        .is_some_and(|(_, to)| number <= *to)
}

/// Shows numbers as a uid-set, runs drawn together: `3:5,9`.
pub fn show(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(last) if last.1.checked_add(1) == Some(number) => last.1 = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(from, to): &(u32, u32)| {
        if from == to {
            from.to_string()
        } else {
            format!("{from}:{to}")
        }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

/// Reads a set.
pub fn set(cursor: &mut Cursor<'_>, what: &str) -> Read<Set> {
    let mut ranges = Vec::new();
    loop {
        let from = set_number(cursor, what)?;
        let to = if cursor.eat(b':') {
            set_number(cursor, "a number or * after the colon")?
        } else {
            from
        };
        ranges.push((from, to));
        if !cursor.eat(b',') {
            return Ok(Set(ranges));
        }
    }
}

fn set_number(cursor: &mut Cursor<'_>, what: &str) -> Read<SetNumber> {
    if cursor.eat(b'*') {
        return Ok(SetNumber::Highest);
    }
    let place = cursor.place();
    let digits = cursor.eat_while(|octet| octet.is_ascii_digit());
    let number = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| digits.parse().ok());
    match number {
        Some(number) if number > 0 && digits.first() != Some(&b'0') => {
            Ok(SetNumber::Number(number))
        }
        _ => {
            cursor.back_to(place);
            Err(cursor.expected(what))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SetNumber::{Highest, Number};
    use proptest::prelude::*;

    #[test]
    fn a_range_may_be_written_backwards_and_star_may_stand_anywhere() {
        let set = Set(vec![
            (Highest, Number(4)),
            (Number(2), Number(1)),
            (Number(3), Number(3)),
        ]);
        assert_eq!(set.ranges(6), [(1, 6)]);
        assert_eq!(Set(vec![(Number(9), Highest)]).ranges(3), [(3, 9)]);
        assert!(!Set(vec![(Number(1), Highest)]).within(0));
        assert_eq!(show(&[3, 4, 5, 9, 11, 12]), "3:5,9,11:12");
    }

    proptest! {
        #[test]
        fn merged_ranges_hold_what_the_written_ones_hold(
            pairs in proptest::collection::vec((1u32..20, 1u32..20), 1..6), number in 0u32..22
        ) {
            let written = pairs.iter().any(|(a, b)| (*a.min(b)..=*a.max(b)).contains(&number));
            let set = Set(pairs.iter().map(|(a, b)| (Number(*a), Number(*b))).collect());
            prop_assert_eq!(holds(&set.ranges(1), number), written);
        }
    }
}
