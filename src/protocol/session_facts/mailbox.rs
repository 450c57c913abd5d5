//! The selected mailbox, as the server has described it: how many messages it holds now, and what
//! the answer to SELECT said.

use crate::protocol::syntax::{Kind, Node};

/// The selected mailbox (RFC 9051, section 6.3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedMailbox {
    /// Its name as it was sent, without quotes, if that was text.
    pub name: Option<String>,
    /// Whether it can't be changed; `None`: the server has not said so.
    pub read_only: Option<bool>,
    /// How many messages it holds now.
    pub exists: Option<u64>,
    /// How many of them are \Recent, by the last RECENT response.
    pub recent: Option<u64>,
    /// What the server said when the mailbox was opened, in its own words: `UIDNEXT 12`.
    pub opening: Vec<(&'static str, u64)>,
}

/// The response codes of SELECT that have a number (RFC 9051, section 7.1; RFC 7162).
const NUMBERED_CODES: [&str; 4] = ["UNSEEN", "UIDNEXT", "UIDVALIDITY", "HIGHESTMODSEQ"];

/// What a line of data says about the number of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountChange {
    Exists(Option<u64>),
    Recent(Option<u64>),
    /// This many messages are gone; `None`: too many to count.
    Gone(Option<u64>),
}

/// Whether a line of data may change how many messages there are.
#[inline]
pub(super) fn may_change_count(line: &[u8]) -> bool {
    let Some(data) = line.strip_prefix(b"* ") else { return false };
    let digits = data.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let first_letter = match digits {
        0 => data.first(),
        _ => data.get(digits + 1),
    };
    match (digits, first_letter) {
        (0, Some(letter)) => matches!(letter, b'V' | b'v'),
        (_, Some(letter)) => matches!(letter, b'E' | b'e' | b'R' | b'r'),
        (_, None) => false,
    }
}

impl CountChange {
    /// What a response with data says of the number of messages.
    pub fn in_data(root: Node<'_>, is_whole: bool) -> Option<CountChange> {
        let mut names = root.children().filter(|node| node.kind() == Kind::ResponseName);
        let name = names.next()?.text();
        let number = || root.child(Kind::MessageNumber).and_then(Node::number);
        // What follows these words makes them say something else.
        let is_alone = || root.child(Kind::Unknown).is_none();
        match name.to_ascii_uppercase().as_slice() {
            b"EXISTS" if is_alone() => Some(CountChange::Exists(number())),
            b"RECENT" if is_alone() => Some(CountChange::Recent(number())),
            b"EXPUNGE" if is_alone() => Some(CountChange::Gone(Some(1))),
            // With `(EARLIER)` these messages were not counted any more (RFC 7162, section 3.2.10).
            b"VANISHED" if names.next().is_none() => {
                let uids = root.child(Kind::KnownUids)?.text();
                let mut ranges = uids.split(|&octet| octet == b',');
                let count = ranges
                    .try_fold(0u64, |sum, range| Some(sum.saturating_add(messages_in(range)?)));
                Some(CountChange::Gone(count.filter(|_| is_whole)))
            }
            _ => None,
        }
    }
}

impl SelectedMailbox {
    pub(super) fn apply(&mut self, change: CountChange) {
        match change {
            CountChange::Exists(number) => self.exists = number,
            CountChange::Recent(number) => self.recent = number,
            CountChange::Gone(number) => {
                let counts = self.exists.zip(number);
                self.exists = counts.map(|(exists, gone)| exists.saturating_sub(gone));
            }
        }
    }

    /// Takes in the response code of an OK: `READ-ONLY`, `UIDNEXT 12`.
    pub(super) fn receive_code(&mut self, code: Node<'_>) {
        let Some(name) = code.child(Kind::CodeName) else { return };
        let is = |known: &str| name.text().eq_ignore_ascii_case(known.as_bytes());
        if is("READ-ONLY") {
            self.read_only = Some(true);
        } else if is("READ-WRITE") {
            self.read_only = Some(false);
        }
        let is_value = |kind| matches!(kind, Kind::Number | Kind::UniqueId | Kind::ModSeq);
        let value = || code.children().find(|node| is_value(node.kind())).and_then(Node::number);
        if let Some(known) = NUMBERED_CODES.into_iter().find(|known| is(known))
            && let Some(value) = value()
        {
            self.opening.retain(|(name, _)| *name != known);
            self.opening.push((known, value));
        }
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// How many messages `7` or `3:9` are.
fn messages_in(range: &[u8]) -> Option<u64> {
    let range = range.trim_ascii();
    let Some(colon) = memchr::memchr(b':', range) else {
        return number(range).map(|_| 1);
    };
    let (one, other) = (number(&range[..colon])?, number(&range[colon + 1..])?);
    Some(one.abs_diff(other).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
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
            let change = parser.tree().root().and_then(|root| CountChange::in_data(root, true));
            assert!(change.is_none() || may_change_count(line.as_bytes()), "{line}");
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
        assert_eq!(counts(&["* 2 EXISTS\r\n", "* VANISHED 9:1\r\n"]).0, Some(0));
        let all = format!("* VANISHED 0:{0},0:{0}\r\n", u64::MAX);
        assert_eq!(counts(&["* 2 EXISTS\r\n", &all]).0, Some(0));
        assert_eq!(counts(&["* 2 EXISTS\r\n", "* VANISHED 1:*\r\n"]).0, None);
        assert_eq!(counts(&["* 1 EXPUNGE\r\n"]).0, None);
        for other in
            ["* 3 FETCH (FLAGS ())\r\n", "* 3 EXISTSX\r\n", "* 3\r\n", "* V\r\n", "* LIST () x\r\n"]
        {
            assert_eq!(counts(&["* 5 EXISTS\r\n", other]).0, Some(5), "{other}");
        }
        let huge = format!("* {} EXISTS\r\n", "9".repeat(30));
        assert_eq!(counts(&["* 5 EXISTS\r\n", &huge]).0, None);
    }

    fn receive(mailbox: &mut SelectedMailbox, code: &str) {
        let mut parser = read(&format!("* OK [{code}] x"));
        let root = parser.tree().root().expect("a response");
        mailbox.receive_code(root.child(Kind::ResponseCode).expect("a code"));
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
        receive(&mut mailbox, "Read-Only");
        assert_eq!(mailbox.read_only, Some(true));
    }
}
