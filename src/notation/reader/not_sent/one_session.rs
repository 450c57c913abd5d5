//! Evidence that the commands of a log belong to one session although their lines do not all begin alike:
//! each tag is the one after the last, and there is only one login. A server with several threads may answer
//! one client with several of them, and a program that logs in may have another name afterwards. Section 2 of
//! `docs/listings.md`.

use crate::notation::listing_tags::{is_letter, tag_parts};
use crate::protocol::framing::Status;
use std::collections::HashSet;

/// The commands so far.
#[derive(Default)]
pub struct OneSession {
    tags: TagSeries,
    /// How many logins the listing shows without a refusal.
    logins: usize,
    /// The tags of the logins without an answer yet.
    open_logins: HashSet<Box<str>>,
    /// The index of the last command's mark among the client's changing marks, and those of other commands.
    mark: usize,
    marks: HashSet<usize>,
    /// Whether a mark or a number returned after another one.
    has_returned: bool,
    /// Whether a login was read and the marks have not changed since.
    may_change: bool,
    /// The marks that belong to other sessions.
    other_marks: HashSet<String>,
}

/// More marks of other sessions than these are not told apart.
const MAX_OTHER_MARKS: usize = 64;

impl OneSession {
    /// Adds a command; `mark`: the index of its mark, if the client's marks change. Returns whether it
    /// belongs to another session than those above.
    pub fn add_command(&mut self, tag: &str, is_login: bool, mark: Option<usize>) -> bool {
        let is_continued = self.tags.add(tag);
        if is_login {
            self.logins += 1;
            self.open_logins.insert(tag.into());
        }
        self.may_change = is_login;
        // Before the marks change, it is the pair's mark.
        let number = mark.unwrap_or_default();
        let is_first = self.marks.is_empty();
        let has_changed = !is_first && number != self.mark;
        let is_new = (is_first || has_changed) && self.marks.insert(number);
        self.mark = number;
        self.has_returned |= has_changed && !is_new;
        let may_change = is_continued && self.other_marks.is_empty();
        mark.is_some() && ((has_changed && !may_change) || self.logins > 1)
    }

    /// Notes that a number returned after another one.
    pub fn note_returned_number(&mut self) {
        self.has_returned = true;
    }

    /// Whether a mark or a number returned that does not belong to a thread of the same session.
    pub fn is_interrupted(&self) -> bool {
        self.has_returned && (self.tags.is_broken || self.logins != 1)
    }

    /// Notes the answer to the command with this tag. A refused login may be tried again.
    pub fn completed(&mut self, tag: &str, status: Status) {
        if !self.open_logins.is_empty() && self.open_logins.remove(tag) && status != Status::Ok {
            self.logins -= 1;
        }
    }

    /// Whether a command with this tag may be the next one.
    pub fn may_continue_with(&self, tag: &str) -> bool {
        self.tags.is_next(tag)
    }

    /// Whether the first of these tags is the one after the last, and each one after the one before.
    pub fn goes_on_with<'a>(&self, mut tags: impl Iterator<Item = &'a str>) -> bool {
        let mut series = self.tags.clone();
        tags.all(|tag| series.add(tag) && !series.is_broken)
    }

    /// Whether each tag so far, of several commands, was the one after the last, and this one is not.
    pub fn leaves_out_tags(&self, tag: &str) -> bool {
        self.tags.is_counted && !self.tags.is_broken && !self.tags.is_next(tag)
    }

    /// The tag after the last one, if the tags count up.
    pub fn next_tag(&self) -> Option<String> {
        self.tags.next().filter(|_| self.tags.is_counted && !self.tags.is_broken)
    }

    /// Whether the marks may change in the next line: at the login, once after it, and before the first
    /// command. False if there are other sessions, whose marks may change as well.
    pub fn may_change_mark(&self, is_login: bool) -> bool {
        let is_after_login = self.may_change && self.logins == 1;
        let is_first_login = is_login && self.logins == 0;
        self.other_marks.is_empty() && (is_first_login || is_after_login || self.marks.is_empty())
    }

    /// Notes that the marks have changed.
    pub fn mark_changed(&mut self) {
        self.may_change &= self.marks.is_empty();
    }

    /// Whether this is known to be the mark of another session.
    pub fn is_of_another_session(&self, mark: &str) -> bool {
        self.other_marks.contains(mark)
    }

    /// Adds marks of another session.
    pub fn add_marks_of_other_sessions(&mut self, marks: impl IntoIterator<Item = String>) {
        if self.other_marks.len() < MAX_OTHER_MARKS {
            self.other_marks.extend(marks);
        }
    }
}

/// The tags of the commands, as far as each is the one after the last.
#[derive(Clone, Default)]
struct TagSeries {
    /// The text before the number of the last tag.
    letters: String,
    /// The number.
    last: Option<u64>,
    /// How many digits it has.
    digits: usize,
    /// Whether there are several tags with numbers: letters are often not in order.
    is_counted: bool,
    is_broken: bool,
}

impl TagSeries {
    /// Whether this tag is the first one, or the one after the last.
    fn is_next(&self, tag: &str) -> bool {
        self.is_followed_by(parts(tag))
    }

    fn is_followed_by(&self, (letters, number): (&str, Option<u64>)) -> bool {
        match self.last {
            None => !self.is_broken,
            Some(last) => self.letters == letters && number == last.checked_add(1),
        }
    }

    fn next(&self) -> Option<String> {
        let number = self.last?.checked_add(1)?;
        Some(format!("{}{number:0digits$}", self.letters, digits = self.digits))
    }

    /// Adds a tag. Returns whether it is the first one, or the one after the last.
    fn add(&mut self, tag: &str) -> bool {
        if tag.is_empty() {
            // A command that the log left out had a tag too.
            self.last = self.last.map(|last| last.saturating_add(1));
            return true;
        }
        let (letters, number) = parts(tag);
        let is_next = self.is_followed_by((letters, number));
        if self.letters != letters {
            letters.clone_into(&mut self.letters);
        }
        self.is_counted |= self.last.is_some() && !is_letter(tag);
        (self.last, self.digits) = (number, tag.len().saturating_sub(letters.len()));
        self.is_broken |= !is_next || number.is_none();
        is_next
    }
}

/// The text before the number that a tag ends with, and the number. A single letter counts too.
fn parts(tag: &str) -> (&str, Option<u64>) {
    match tag.as_bytes() {
        [letter @ b'a'..=b'z'] => ("a", Some((letter - b'a').into())),
        [letter @ b'A'..=b'Z'] => ("A", Some((letter - b'A').into())),
        _ => tag_parts(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_is_the_one_after_the_last() {
        for (tags, is_series) in [
            (vec!["a1", "a2", "a3"], true),
            (vec!["A0009", "A0010"], true),
            (vec!["7", "8"], true),
            (vec!["1", "", "3"], true),
            (vec!["", "2", "3"], true),
            (vec!["a1", "a1"], false),
            (vec!["a1", "a3"], false),
            (vec!["a1", "b2"], false),
            (vec!["a", "b", "c"], true),
            (vec!["a", "c"], false),
            (vec!["a", "B"], false),
            (vec![".", "."], false),
            (vec!["a18446744073709551615", "a0"], false),
        ] {
            let mut series = TagSeries::default();
            for tag in &tags {
                series.add(tag);
            }
            assert_eq!(!series.is_broken, is_series, "{tags:?}");
        }
    }
}
