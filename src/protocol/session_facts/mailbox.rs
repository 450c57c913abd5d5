//! The selected mailbox, as described by the server: the current number of messages, and the data in
//! the answer to SELECT.

use crate::protocol::meaning::{self, Code, CountChange};
use crate::protocol::syntax::Kind;
use memchr::memchr;

/// The maximum number of permanent flags that are kept.
const MAX_FLAGS: usize = 256;

/// The selected mailbox (RFC 9051, section 6.3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedMailbox {
    /// Its name as sent, without quotes, if it is text.
    pub name: Option<String>,
    /// Whether a RENAME may have given it another name since it was opened.
    pub may_be_renamed: bool,
    /// Whether a DELETE of it has succeeded since it was opened. Servers then differ: it may stay selected,
    /// or not.
    pub is_deleted: bool,
    /// Whether it can't be changed; `None`: the server has not said so.
    pub read_only: Option<bool>,
    /// How many messages it holds now.
    pub exists: Option<u64>,
    /// How many of them are \Recent, by the last RECENT response.
    pub recent: Option<u64>,
    /// Whether it keeps mod-sequences (RFC 7162); `None`: the server has not said so.
    pub keeps_mod_sequences: Option<bool>,
    /// The flags whose changes are permanent, by PERMANENTFLAGS, up to a limit; `None`: not known.
    pub permanent_flags: Option<Vec<Box<[u8]>>>,
    /// The numbers that the server sent when the mailbox was opened, by their codes: `UIDNEXT 12`.
    pub opening: Vec<(&'static str, u64)>,
}

/// Whether data may change the number of messages: judged by the text after the first digit of its
/// number.
pub(super) fn may_be_count(data: &[u8]) -> bool {
    let blank = blank_among_first(data).or_else(|| memchr(b' ', data));
    let word = blank.and_then(|blank| data.get(blank + 1));
    matches!(word, Some(b'E' | b'e' | b'R' | b'r'))
}

/// The index of the first space, if it is among the first eight octets, which are compared at once. Of
/// millions of lines, nearly all have a number with fewer digits there.
fn blank_among_first(text: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // A space becomes zero. The highest bit is set in the first zero octet, and in none before it.
    let octets = u64::from_le_bytes(*text.first_chunk()?) ^ (ONES * u64::from(b' '));
    let zeros = octets.wrapping_sub(ONES) & !octets & (ONES << 7);
    (zeros != 0).then(|| zeros.trailing_zeros() as usize / 8)
}

impl SelectedMailbox {
    /// The mailbox with this name was renamed, and with it those below it (RFC 9051, section 6.3.6). A
    /// RENAME of INBOX moves its messages only. `None`: the name is not known.
    pub(super) fn note_rename(&mut self, from: Option<&str>) {
        let is_or_is_below = |name: &str, from: &str| {
            let below = name.strip_prefix(from);
            below.is_some_and(|below| !below.starts_with(char::is_alphanumeric))
        };
        self.may_be_renamed |= match (self.name.as_deref(), from) {
            (_, Some(from)) if from.eq_ignore_ascii_case("INBOX") => false,
            (Some(name), Some(from)) => is_or_is_below(name, from),
            _ => true,
        };
    }

    /// The mailbox with this name was deleted.
    pub(super) fn note_deletion(&mut self, deleted: Option<&str>) {
        self.is_deleted |= self.name.is_some() && self.name.as_deref() == deleted;
    }

    pub(super) fn apply(&mut self, change: CountChange) {
        match change {
            CountChange::Exists(number) => self.exists = number,
            CountChange::Recent(number) => self.recent = number,
            // A number without a message does not remove any.
            CountChange::Removed(number) => {
                let is_there =
                    self.exists.zip(number).is_some_and(|(exists, it)| (1..=exists).contains(&it));
                self.exists = self.exists.map(|exists| exists - u64::from(is_there));
            }
            CountChange::Gone(number) => {
                let counts = self.exists.zip(number);
                // With more than there were, the count is not known any more.
                self.exists = counts.and_then(|(exists, gone)| exists.checked_sub(gone));
            }
        }
    }

    /// Takes the response code of an OK: `READ-ONLY`, `UIDNEXT 12`.
    pub(super) fn receive_code(&mut self, code: Code<'_>) {
        if code.is("READ-ONLY") {
            self.read_only = Some(true);
        } else if code.is("READ-WRITE") {
            self.read_only = Some(false);
        } else if code.is("NOMODSEQ") || code.is("HIGHESTMODSEQ") {
            self.keeps_mod_sequences = Some(!code.is("NOMODSEQ"));
        }
        if code.is("PERMANENTFLAGS") {
            let list = code.node.child(Kind::FlagList);
            let flags = list.map(|list| meaning::flags(list).take(MAX_FLAGS + 1).map(Box::from));
            let flags: Option<Vec<_>> = flags.map(Iterator::collect);
            // With more flags than the limit, a flag that is not kept could not be recognized.
            self.permanent_flags = flags.filter(|flags| flags.len() <= MAX_FLAGS);
        }
        if let Some((known, value)) = code.numbered() {
            self.opening.retain(|(name, _)| *name != known);
            self.opening.push((known, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::meaning::Meaning;
    use crate::protocol::session_facts::may_change_facts;
    use crate::protocol::syntax::{Parser, Side};

    fn read(line: &str) -> Parser {
        let mut parser = Parser::new(Side::Server);
        parser.line(line.trim_end_matches("\r\n").as_bytes());
        parser
    }

    /// The mailbox after these lines of data.
    fn after(lines: &[&str]) -> SelectedMailbox {
        let mut mailbox = SelectedMailbox::default();
        for line in lines {
            let mut parser = read(line);
            let meaning = parser.tree().root().map(Meaning::of);
            let change = meaning.and_then(CountChange::of);
            assert!(change.is_none() || may_change_facts(line.trim_end().as_bytes()), "{line}");
            if let Some(change) = change {
                mailbox.apply(change);
            }
        }
        mailbox
    }

    #[test]
    fn the_counts_follow_the_responses() {
        let counts = |lines: &[&str]| {
            let mailbox = after(lines);
            (mailbox.exists, mailbox.recent)
        };
        assert_eq!(counts(&["* 12 EXISTS\r\n", "* 1 recent\r\n"]), (Some(12), Some(1)));
        assert_eq!(counts(&["* 12 EXISTS\r\n", "* 12 EXPUNGE\r\n", "* 1 Expunge\r\n"]).0, Some(10));
        assert_eq!(counts(&["* 12 EXISTS\r\n", "* VANISHED 3,7:9,20:20\r\n"]).0, Some(7));
        assert_eq!(counts(&["* 12 EXISTS\r\n", "* VANISHED (EARLIER) 1:500\r\n"]).0, Some(12));
        assert_eq!(counts(&["* 2 EXISTS\r\n", "* VANISHED 9:1\r\n"]).0, None);
        let all = format!("* VANISHED 0:{0},0:{0}\r\n", u64::MAX);
        assert_eq!(counts(&["* 2 EXISTS\r\n", &all]).0, None);
        assert_eq!(counts(&["* 2 EXISTS\r\n", "* VANISHED 1:*\r\n"]).0, None);
        assert_eq!(counts(&["* 1 EXPUNGE\r\n"]).0, None);
        // No message has the number 0.
        assert_eq!(counts(&["* 0 EXISTS\r\n", "* 0 EXPUNGE\r\n"]).0, Some(0));
        assert_eq!(counts(&["* 2 EXISTS\r\n", "* 0 EXPUNGE\r\n"]).0, Some(2));
        for other in
            ["* 3 FETCH (FLAGS ())\r\n", "* 3 EXISTSX\r\n", "* 3\r\n", "* V\r\n", "* LIST () x\r\n"]
        {
            assert_eq!(counts(&["* 5 EXISTS\r\n", other]).0, Some(5), "{other}");
        }
        assert_eq!(counts(&["* 5 EXISTS)\r\n", "* 1 EXPUNGE \r\n"]).0, Some(4));
        let huge = format!("* {} EXISTS\r\n", "9".repeat(30));
        assert_eq!(counts(&["* 5 EXISTS\r\n", &huge]).0, None);
    }

    #[test]
    fn a_space_is_found_among_the_first_octets() {
        for (text, blank) in [
            ("1 EXISTS", Some(1)),
            ("1234567 ", Some(7)),
            ("12345678 ", None),
            (" \u{80}!\u{1f}  x", Some(0)),
            ("!\u{1f}\u{a0}!! x", Some(6)),
            ("1 ", None),
        ] {
            assert_eq!(blank_among_first(text.as_bytes()), blank, "{text:?}");
        }
    }

    #[test]
    fn a_deletion_of_this_mailbox_is_noted() {
        let name = Some("Sent".to_owned());
        let mut mailbox = SelectedMailbox { name, ..SelectedMailbox::default() };
        mailbox.note_deletion(Some("Sent/2025"));
        mailbox.note_deletion(None);
        assert!(!mailbox.is_deleted);
        mailbox.note_deletion(Some("Sent"));
        assert!(mailbox.is_deleted);
    }

    #[test]
    fn a_rename_may_change_the_name() {
        let renamed = |from: Option<&str>| {
            let name = Some("Work/2025".to_owned());
            let mut mailbox = SelectedMailbox { name, ..SelectedMailbox::default() };
            mailbox.note_rename(from);
            mailbox.may_be_renamed
        };
        for from in [Some("Work/2025"), Some("Work"), None] {
            assert!(renamed(from), "{from:?}");
        }
        for from in ["Work/2024", "Wor", "Work/2025/May", "inbox"] {
            assert!(!renamed(Some(from)), "{from:?}");
        }
    }

    fn receive(mailbox: &mut SelectedMailbox, code: &str) {
        let mut parser = read(&format!("* OK [{code}] x"));
        let root = parser.tree().root().expect("a response");
        mailbox.receive_code(Meaning::of(root).code().expect("a code"));
    }

    #[test]
    fn the_response_codes_of_an_opening() {
        let mut mailbox = SelectedMailbox::default();
        for code in
            ["UIDVALIDITY 7", "uidnext 5", "UIDNEXT 6", "READ-WRITE", "NOMODSEQ", "UNSEEN x"]
        {
            receive(&mut mailbox, code);
        }
        assert_eq!(mailbox.read_only, Some(false));
        assert_eq!(mailbox.opening, [("UIDVALIDITY", 7), ("UIDNEXT", 6)]);
        assert_eq!(mailbox.keeps_mod_sequences, Some(false));
        receive(&mut mailbox, "Read-Only");
        assert_eq!(mailbox.read_only, Some(true));
    }
}
