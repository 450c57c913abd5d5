//! The selected mailbox, as the server has described it: how many messages it holds now, and what
//! the answer to SELECT said.

use crate::protocol::framing::Piece;

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

impl CountChange {
    /// Reads a line of data. Only the first words matter: of the millions of lines that a server may
    /// send, nearly all are FETCH responses, which change nothing here.
    #[inline]
    pub fn in_data(piece: &Piece<'_>) -> Option<CountChange> {
        let data = piece.octets.strip_prefix(b"* ")?;
        match data.first()? {
            b'0'..=b'9' => CountChange::with_number(data),
            b'v' | b'V' => CountChange::vanished(data, piece.last),
            _ => None,
        }
    }

    /// `12 EXISTS`, `1 RECENT`, `3 EXPUNGE`
    fn with_number(data: &[u8]) -> Option<CountChange> {
        let digits = data.iter().take_while(|octet| octet.is_ascii_digit()).count();
        let keyword = data.get(digits + 1..)?;
        if !matches!(keyword.first()?, b'E' | b'e' | b'R' | b'r') {
            return None;
        }
        let is = |name: &str| keyword.trim_ascii_end().eq_ignore_ascii_case(name.as_bytes());
        let number = || number(&data[..digits]);
        match () {
            _ if is("EXISTS") => Some(CountChange::Exists(number())),
            _ if is("RECENT") => Some(CountChange::Recent(number())),
            _ if is("EXPUNGE") => Some(CountChange::Gone(Some(1))),
            _ => None,
        }
    }

    /// `VANISHED 300:310,411` (RFC 7162, section 3.2.10). With `(EARLIER)` these messages were not
    /// counted any more. `whole`: this is the whole line.
    fn vanished(data: &[u8], whole: bool) -> Option<CountChange> {
        let (keyword, uids) = data.split_at_checked("VANISHED ".len())?;
        if !keyword.eq_ignore_ascii_case(b"VANISHED ") || uids.starts_with(b"(") {
            return None;
        }
        let mut ranges = uids.split(|&octet| octet == b',');
        let count =
            ranges.try_fold(0u64, |sum, range| Some(sum.saturating_add(messages_in(range)?)));
        Some(CountChange::Gone(count.filter(|_| whole)))
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
    pub(super) fn receive_code(&mut self, code: &str) {
        let (name, value) = code.split_once(' ').unwrap_or((code, ""));
        if name.eq_ignore_ascii_case("READ-ONLY") {
            self.read_only = Some(true);
        } else if name.eq_ignore_ascii_case("READ-WRITE") {
            self.read_only = Some(false);
        }
        let mut names = NUMBERED_CODES.into_iter();
        if let Some(known) = names.find(|known| known.eq_ignore_ascii_case(name))
            && let Some(value) = number(value.as_bytes())
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
    use crate::protocol::framing::Framer;

    /// The mailbox after these lines of data.
    fn after(lines: &[&str]) -> SelectedMailbox {
        let mut framer = Framer::new();
        let text = lines.concat();
        framer.unfilled()[..text.len()].copy_from_slice(text.as_bytes());
        framer.advance(text.len());
        let mut mailbox = SelectedMailbox::default();
        while let Some(piece) = framer.next_piece() {
            if let Some(change) = CountChange::in_data(&piece) {
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

    #[test]
    fn the_response_codes_of_an_opening() {
        let mut mailbox = SelectedMailbox::default();
        for code in
            ["UIDVALIDITY 7", "uidnext 5", "UIDNEXT 6", "READ-WRITE", "NOMODSEQ", "UNSEEN x"]
        {
            mailbox.receive_code(code);
        }
        assert_eq!(mailbox.read_only, Some(false));
        assert_eq!(mailbox.opening, [("UIDVALIDITY", 7), ("UIDNEXT", 6)]);
        mailbox.receive_code("Read-Only");
        assert_eq!(mailbox.read_only, Some(true));
    }
}
