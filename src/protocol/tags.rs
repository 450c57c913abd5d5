//! Tags: a001, a002, … a999, a1000; one that was used in the session is skipped.

use std::collections::HashSet;

/// Makes the tags of a session.
#[derive(Clone, Debug)]
pub struct Tags {
    prefix: String,
    number: u64,
    /// The tag that the next command gets, written out.
    next: String,
    used: HashSet<Box<[u8]>>,
}

/// A prefix that no tag may begin with.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} cannot begin a tag")]
pub struct NoPrefix(pub String);

impl Tags {
    /// Tags with this prefix, from 1 on.
    pub fn new(prefix: &str) -> Result<Tags, NoPrefix> {
        let mut tags = Tags {
            prefix: String::new(),
            number: 1,
            next: String::new(),
            used: HashSet::new(),
        };
        tags.set_prefix(prefix)?;
        Ok(tags)
    }

    /// Goes on with another prefix: at most 32 octets that may stand in a tag (RFC 3501 section 9).
    pub fn set_prefix(&mut self, prefix: &str) -> Result<(), NoPrefix> {
        let fits =
            |octet: u8| octet == b']' || (super::atoms::is_atom_char(octet) && octet != b'+');
        if prefix.len() > 32 || !prefix.bytes().all(fits) {
            return Err(NoPrefix(prefix.to_owned()));
        }
        prefix.clone_into(&mut self.prefix);
        self.number = 1;
        self.write_next();
        self.skip_used();
        Ok(())
    }

    /// The tag that the next command gets.
    pub fn next(&self) -> String {
        self.next.clone()
    }

    /// Marks a tag, ours or the user's, as used.
    pub fn mark(&mut self, tag: &[u8]) {
        self.used.insert(tag.into());
        self.skip_used();
    }

    /// Whether a command of the session had this tag.
    pub fn is_used(&self, tag: &[u8]) -> bool {
        self.used.contains(tag)
    }

    fn skip_used(&mut self) {
        while self.used.contains(self.next.as_bytes()) {
            self.number += 1;
            self.write_next();
        }
    }

    fn write_next(&mut self) {
        self.next = format!("{}{:03}", self.prefix, self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_count_and_skip() -> Result<(), NoPrefix> {
        let mut tags = Tags::new("a")?;
        assert_eq!(tags.next(), "a001");
        tags.mark(b"a002");
        tags.mark(b"a001");
        assert_eq!(tags.next(), "a003");
        for _ in 3..1000 {
            let tag = tags.next();
            tags.mark(tag.as_bytes());
        }
        assert_eq!(tags.next(), "a1000");
        assert!(tags.set_prefix("a b").is_err() && tags.set_prefix("+").is_err());
        Ok(())
    }
}
