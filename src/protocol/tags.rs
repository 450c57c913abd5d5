//! The tags of a session: a001, a002, … a999, a1000. Tags that were already used are skipped.

use super::strings::is_atom_char;
use std::collections::HashSet;
use std::fmt::Write;

/// The maximum length of a prefix, in octets.
const MAX_PREFIX: usize = 32;

/// Makes the tags of a session.
#[derive(Clone, Debug)]
pub struct Tags {
    /// One sequence per prefix of the session; the last is in use. A session may use millions of tags,
    /// so a sequence does not store its used tags: they are those with a smaller number.
    sequences: Vec<Sequence>,
    /// The tag that the next command gets.
    next: String,
    /// Other used tags, which the user typed.
    others: HashSet<Box<[u8]>>,
}

#[derive(Clone, Debug)]
struct Sequence {
    prefix: String,
    next_number: u64,
}

/// A prefix that a tag can't begin with.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidTagPrefix(pub String);

impl Sequence {
    /// Makes this its next tag.
    fn write_tag(&self, tag: &mut String) {
        tag.clear();
        tag.push_str(&self.prefix);
        // Writing to memory does not fail.
        let _ = write!(tag, "{:03}", self.next_number);
    }

    /// Whether this is one of its tags, with a smaller number than the next.
    fn has_used(&self, tag: &[u8]) -> bool {
        let digits = tag.strip_prefix(self.prefix.as_bytes());
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        digits.is_some_and(|digits| {
            let number = digits.parse().unwrap_or(0);
            (1..self.next_number).contains(&number) && format!("{number:03}") == digits
        })
    }
}

/// Makes this tag the next one: adds 1 to the number after its first `prefix` octets.
fn count_up(tag: &mut String, prefix: usize) {
    let mut nines = 0;
    while tag.len() > prefix && tag.ends_with('9') {
        tag.pop();
        nines += 1;
    }
    let digit = if tag.len() > prefix { tag.pop() } else { None };
    let digit = digit.and_then(|digit| digit.to_digit(10)).unwrap_or_default();
    tag.extend(char::from_digit(digit + 1, 10));
    for _ in 0..nines {
        tag.push('0');
    }
}

impl Tags {
    /// Tags with this prefix, from 1 on.
    pub fn new(prefix: &str) -> Result<Tags, InvalidTagPrefix> {
        let mut tags = Tags { sequences: Vec::new(), next: String::new(), others: HashSet::new() };
        tags.set_prefix(prefix)?;
        Ok(tags)
    }

    /// Continues with another prefix: at most 32 octets that a tag may contain (RFC 9051, section
    /// 9). It can't begin with `:` or `#`: the line would be a directive, or a comment.
    pub fn set_prefix(&mut self, prefix: &str) -> Result<(), InvalidTagPrefix> {
        let is_tag_char = |octet| octet == b']' || (is_atom_char(octet) && octet != b'+');
        if prefix.starts_with([':', '#'])
            || prefix.len() > MAX_PREFIX
            || !prefix.bytes().all(is_tag_char)
        {
            return Err(InvalidTagPrefix(prefix.to_owned()));
        }
        let mut sequences = self.sequences.iter();
        let sequence = match sequences.position(|sequence| sequence.prefix == prefix) {
            Some(index) => self.sequences.remove(index),
            None => Sequence { prefix: prefix.to_owned(), next_number: 1 },
        };
        sequence.write_tag(&mut self.next);
        self.sequences.push(sequence);
        if self.is_used(self.next.as_bytes()) {
            self.advance();
        }
        Ok(())
    }

    /// The tag that the next command gets.
    pub fn next_tag(&self) -> &str {
        &self.next
    }

    /// Notes that a command has this tag, made here or typed. Returns whether it is the first with it.
    pub fn mark_used(&mut self, tag: &[u8]) -> bool {
        if tag == self.next.as_bytes() {
            self.advance();
            return true;
        }
        let is_of_sequence = self.sequences.iter().any(|sequence| sequence.has_used(tag));
        !is_of_sequence && self.others.insert(tag.into())
    }

    /// Whether a command of the session had this tag.
    pub fn is_used(&self, tag: &[u8]) -> bool {
        self.others.contains(tag) || self.sequences.iter().any(|sequence| sequence.has_used(tag))
    }

    /// Advances to the next tag of the current sequence that was not typed or used by another sequence.
    fn advance(&mut self) {
        let Some((sequence, earlier)) = self.sequences.split_last_mut() else {
            return;
        };
        loop {
            sequence.next_number += 1;
            count_up(&mut self.next, sequence.prefix.len());
            let tag = self.next.as_bytes();
            if !self.others.contains(tag) && !earlier.iter().any(|earlier| earlier.has_used(tag)) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_counted_and_used_ones_skipped() -> Result<(), InvalidTagPrefix> {
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
    fn used_tags_are_known() -> Result<(), InvalidTagPrefix> {
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
    fn a_prefix_that_is_set_again_continues_its_numbers() -> Result<(), InvalidTagPrefix> {
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
        // Two prefixes can make the same tag.
        tags.set_prefix("a0")?;
        assert_eq!(tags.next_tag(), "a0001");
        tags.set_prefix("")?;
        tags.mark_used(b"001");
        assert_eq!(tags.next_tag(), "002");
        Ok(())
    }

    #[test]
    fn two_prefixes_with_a_tag_in_common() -> Result<(), InvalidTagPrefix> {
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
