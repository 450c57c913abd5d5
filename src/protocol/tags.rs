//! Tags: a001, a002, … a999, a1000; one that was used in the session is skipped.

use std::collections::HashSet;
use std::fmt::Write;

/// Makes the tags of a session.
#[derive(Clone, Debug)]
pub struct Tags {
    /// The prefixes of the session, each with the first number that it has not come to: a pipeline
    /// uses thousands of tags, and these tell them all. The last is the one in use.
    runs: Vec<(String, u64)>,
    /// The tag that the next command gets, written out.
    next: String,
    /// The tags that the user wrote, and no run has.
    used: HashSet<Box<[u8]>>,
}

/// A prefix that no tag may begin with.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} cannot begin a tag")]
pub struct InvalidTagPrefix(pub String);

impl Tags {
    /// Tags with this prefix, from 1 on.
    pub fn new(prefix: &str) -> Result<Tags, InvalidTagPrefix> {
        let mut tags = Tags {
            runs: Vec::new(),
            next: String::new(),
            used: HashSet::new(),
        };
        tags.set_prefix(prefix)?;
        Ok(tags)
    }

    /// Goes on with another prefix: at most 32 octets that may stand in a tag (RFC 3501 section 9), the
    /// first neither `:` nor `#`.
    pub fn set_prefix(&mut self, prefix: &str) -> Result<(), InvalidTagPrefix> {
        let fits =
            |octet: u8| octet == b']' || (super::atoms::is_atom_char(octet) && octet != b'+');
        // A line that begins so is a directive, or a comment.
        let taken = prefix.starts_with([':', '#']);
        if taken || prefix.len() > 32 || !prefix.bytes().all(fits) {
            return Err(InvalidTagPrefix(prefix.to_owned()));
        }
        let known = self.runs.iter().position(|(known, _)| known == prefix);
        let run = known.map_or_else(|| (prefix.to_owned(), 1), |at| self.runs.remove(at));
        self.next = format!("{prefix}{:03}", run.1);
        self.runs.push(run);
        self.skip_used();
        Ok(())
    }

    /// The tag that the next command gets.
    pub fn next_tag(&self) -> &str {
        &self.next
    }

    /// Marks a tag, ours or the user's, as used.
    pub fn mark_used(&mut self, tag: &[u8]) {
        if tag == self.next.as_bytes() {
            self.go_on();
            self.skip_used();
        } else if !self.is_used(tag) {
            self.used.insert(tag.into());
        }
    }

    /// Whether a command of the session had this tag.
    pub fn is_used(&self, tag: &[u8]) -> bool {
        let in_run = |(prefix, free): &(String, u64)| {
            tag.strip_prefix(prefix.as_bytes())
                .and_then(number)
                .is_some_and(|number| number < *free)
        };
        self.runs.iter().any(in_run) || (!self.used.is_empty() && self.used.contains(tag))
    }

    fn skip_used(&mut self) {
        if self.runs.len() == 1 && self.used.is_empty() {
            return;
        }
        while self.is_used(self.next.as_bytes()) {
            self.go_on();
        }
    }

    /// Counts the run in use on by one.
    fn go_on(&mut self) {
        let Some((prefix, number)) = self.runs.last_mut() else {
            return;
        };
        *number += 1;
        // Mostly one digit changes: to write all anew would cost a pipeline ten times that.
        match self.next.pop() {
            Some(digit @ '0'..='8') => self.next.push((digit as u8 + 1).into()),
            _ => {
                self.next.clear();
                // To write into a String can't fail.
                let _ = write!(self.next, "{prefix}{number:03}");
            }
        }
    }
}

/// The number that a run would write so: at least three digits, and no `0` before more than these.
fn number(digits: &[u8]) -> Option<u64> {
    let written = digits.len() == 3 || (digits.len() > 3 && digits[0] != b'0');
    let value = |value: u64, digit: &u8| match digit {
        b'0'..=b'9' => value.checked_mul(10)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    };
    let number = digits.iter().try_fold(0, value)?;
    (written && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_count_and_skip() -> Result<(), InvalidTagPrefix> {
        let mut tags = Tags::new("a")?;
        assert_eq!(tags.next_tag(), "a001");
        tags.mark_used(b"a002");
        tags.mark_used(b"a001");
        assert_eq!(tags.next_tag(), "a003");
        for _ in 3..1000 {
            let tag = tags.next_tag().to_owned();
            tags.mark_used(tag.as_bytes());
        }
        assert_eq!(tags.next_tag(), "a1000");
        for no in ["a b", "+", ":", "#a"] {
            assert!(tags.set_prefix(no).is_err(), "{no}");
        }
        Ok(())
    }

    #[test]
    fn what_was_used_is_told_from_what_was_not() -> Result<(), InvalidTagPrefix> {
        let mut tags = Tags::new("a")?;
        tags.mark_used(b"a001");
        tags.mark_used(b"x");
        for used in ["a001", "x"] {
            assert!(tags.is_used(used.as_bytes()), "{used}");
        }
        for free in ["a000", "a002", "a1", "a0001", "a00\u{661}", "001", "a", ""] {
            assert!(!tags.is_used(free.as_bytes()), "{free}");
        }
        Ok(())
    }

    #[test]
    fn a_prefix_that_comes_back_goes_on() -> Result<(), InvalidTagPrefix> {
        let mut tags = Tags::new("a")?;
        for tag in ["a001", "a002"] {
            tags.mark_used(tag.as_bytes());
        }
        tags.set_prefix("b")?;
        assert_eq!(tags.next_tag(), "b001");
        tags.mark_used(b"b001");
        tags.mark_used(b"a003");
        tags.set_prefix("a")?;
        assert_eq!(tags.next_tag(), "a004");
        assert!(tags.is_used(b"a002") && tags.is_used(b"b001") && !tags.is_used(b"b002"));
        // Two prefixes can come to the same tag.
        tags.set_prefix("a0")?;
        assert_eq!(tags.next_tag(), "a0001");
        tags.set_prefix("")?;
        tags.mark_used(b"001");
        assert_eq!(tags.next_tag(), "002");
        Ok(())
    }

    #[test]
    fn two_prefixes_that_meet() -> Result<(), InvalidTagPrefix> {
        let mut tags = Tags::new("a1")?;
        tags.mark_used(b"a1001");
        tags.set_prefix("a")?;
        for number in 1..1001 {
            let tag = format!("a{number:03}");
            assert_eq!(tags.next_tag(), tag);
            tags.mark_used(tag.as_bytes());
        }
        assert_eq!(tags.next_tag(), "a1002");
        Ok(())
    }
}
