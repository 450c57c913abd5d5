//! The marks of both sides, such as `>` and `<`. In a log whose prefix changes during the session, usually at the
//! login, each side may have several: `[ip=192.0.2.4] imap - C:`, and then `[name=taro] imap - C:`.

use super::log_prefix::{addresses, after_prefix, significant};
use super::position::MarkPosition;
use super::{Mark, MarkStyle};
use crate::notation::words::spaces_before;
use crate::protocol::syntax::Side;

/// The marks of both sides so far, each without spaces and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkPair {
    /// The first one belongs to the pair that the listing showed first.
    client: Vec<String>,
    /// Empty if the server's lines have no mark.
    server: Vec<String>,
}

/// More beginnings than these cannot belong to one session.
const MAX_MARKS: usize = 64;

impl MarkPair {
    pub fn new(client: &str, server: Option<&str>) -> MarkPair {
        let server = server.into_iter().map(str::to_owned).collect();
        MarkPair { client: vec![client.to_owned()], server }
    }

    /// The marks of this style, if both sides have some.
    pub fn of(style: &MarkStyle) -> Option<MarkPair> {
        match style {
            MarkStyle::Rfc => Some(MarkPair::new("C:", Some("S:"))),
            MarkStyle::Pair(pair) => Some(pair.clone()).filter(MarkPair::has_server),
            MarkStyle::Prompt { .. } => None,
        }
    }

    /// Whether the server's lines have marks.
    pub fn has_server(&self) -> bool {
        !self.server.is_empty()
    }

    /// The client's mark, if it has not changed.
    pub fn only_client(&self) -> Option<&str> {
        if self.has_changed() { None } else { Some(&self.client[0]) }
    }

    /// Whether a side has several marks.
    fn has_changed(&self) -> bool {
        self.client.len() > 1 || self.server.len() > 1
    }

    /// The mark of a line, if it is one of these.
    pub fn find(&self, text: &str) -> Option<Mark> {
        let known = MarkPosition::in_line(text).and_then(|found| found.mark(text, self.of_sides()));
        let logged = self.of_sides().filter_map(|(side, name)| {
            let (begins, after) = (spaces_before(text), after_prefix(text, name)?);
            Some(Mark { side, begins, after, number: 0 })
        });
        // One may begin like the other.
        let logged = logged.max_by_key(|mark| mark.after);
        match known {
            Some(known) if logged.is_none_or(|logged| logged.after <= known.after) => Some(known),
            _ => logged,
        }
    }

    /// This mark of a side, and the other side's mark with the same text before its sign.
    pub fn with_opposite(&self, side: Side, mark: &str) -> Vec<(Side, String)> {
        let [client, server] = self.signs();
        let (own, other_side, of_other) = match side {
            Side::Client => (client, Side::Server, server),
            Side::Server => (server, Side::Client, client),
        };
        let opposite = mark.strip_suffix(own).map(|before| format!("{before}{of_other}"));
        let opposite = opposite.map(|opposite| (other_side, opposite));
        [(side, mark.to_owned())].into_iter().chain(opposite).collect()
    }

    /// Adds these marks.
    pub fn add(&mut self, added: Vec<(Side, String)>) {
        for (side, mark) in added {
            let marks = match side {
                Side::Client => &mut self.client,
                Side::Server => &mut self.server,
            };
            if marks.len() < MAX_MARKS && !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }

    /// Whether a mark may belong to the same client, judging by the addresses in it.
    pub fn may_have_addresses_of(&self, mark: &str) -> bool {
        let known = |address: &str| {
            let has_it = |known: &String| addresses(known).any(|it| it == address);
            self.client.iter().chain(&self.server).any(has_it)
        };
        let has_some = |mark: &String| addresses(mark).next().is_some();
        addresses(mark).next().is_none()
            || !self.client.iter().any(has_some)
            || addresses(mark).any(known)
    }

    /// The ends of the pair's marks, from the place where they differ.
    fn signs(&self) -> [&str; 2] {
        let [client, server] = [&self.client[0], &self.server[0]];
        let differ = client.char_indices().zip(server.chars()).find(|((_, a), b)| a != b);
        let at = differ.map_or(client.len().min(server.len()), |((at, _), _)| at);
        [&client[at..], &server[at..]]
    }

    /// All marks, each with its side.
    fn of_sides(&self) -> impl Iterator<Item = (Side, &str)> {
        let client = self.client.iter().map(|mark| (Side::Client, mark.as_str()));
        client.chain(self.server.iter().map(|mark| (Side::Server, mark.as_str())))
    }

    /// The index of this mark among the client's, if the marks have changed.
    pub fn number_of(&self, mark: &str) -> Option<usize> {
        if !self.has_changed() {
            return None;
        }
        let letters = || significant(mark).map(|(_, c)| c);
        self.client.iter().position(|known| letters().eq(known.chars()))
    }

    /// The side of this line, if its mark differs from the known one only in the text around the sign.
    /// `has_stamp`: the line has a log's time before it.
    pub fn side_of(&self, mark: &str, has_stamp: bool) -> Option<Side> {
        let letters: Vec<(usize, char)> = significant(mark).collect();
        let pair = [&self.client[0], &self.server[0]].map(|it| it.chars().collect::<Vec<char>>());
        let [client, server] = &pair;
        let own: Vec<char> = letters.iter().map(|(_, c)| *c).collect();
        let begin = common(client.iter(), server.iter());
        let end = common(client.iter().rev(), server.iter().rev());
        let sides = [(Side::Client, client), (Side::Server, server)];
        // In a log without times, all lines have something before the sign.
        let begins_alike = |known: &[char]| common(own.iter(), known.iter()) > 0 && begin > 0;
        let at_word = |at: usize| is_at_word(mark, letters.get(at).map_or(mark.len(), |it| it.0));
        let by_end = sides.iter().find(|(_, known)| {
            let alike = common(own.iter().rev(), known.iter().rev());
            let may_begin = own.len().saturating_sub(alike)..own.len().saturating_sub(end);
            alike > end && may_begin.into_iter().any(at_word) && (has_stamp || begins_alike(known))
        });
        let by_begin = sides.iter().find(|(_, known)| {
            let alike = common(own.iter(), known.iter());
            let rest = common(own.iter().rev(), known.iter().rev());
            // Only another field was added or left out.
            let is_added = alike + rest >= own.len().min(known.len());
            alike > begin && begin > 0 && is_added && (begin + 1..=alike).any(at_word)
        });
        by_begin.or(by_end).map(|(side, _)| *side)
    }
}

/// How many characters two texts have in common, from where they begin.
fn common<'a>(one: impl Iterator<Item = &'a char>, other: impl Iterator<Item = &'a char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// Whether this octet of a text is not inside a word.
fn is_at_word(text: &str, at: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_letter(text[..at].chars().next_back()) || !is_letter(text[at..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::super::LogLine;
    use super::*;

    fn changed(pair: [&str; 2], text: &str, has_stamp: bool) -> Option<Side> {
        let mark = |text: &str| significant(text).map(|(_, c)| c).collect();
        let [client, server] = pair.map(mark);
        let mut marks = MarkPair { client: vec![client], server: vec![server] };
        let line = LogLine::read(text).expect(text);
        let side = marks.side_of(&text[..line.after], has_stamp)?;
        marks.add(marks.with_opposite(side, &line.mark));
        let found = marks.find(text).expect(text);
        assert_eq!((found.side, found.after), (side, line.after));
        Some(side)
    }

    #[test]
    fn whose_a_changed_mark_is() {
        for (pair, text) in [
            (["imap[7] user=- C:", "imap[7] user=- S:"], "imap[7] user=bob C: a2 SELECT INBOX"),
            (["imap[7] user=- C:", "imap[7] user=bob S:"], "imap[7] user=bob C: a2 SELECT INBOX"),
            (["imap[7] user=bob C:", "imap[7] user=bob S:"], "imap[7] user=- C: a2 SELECT INBOX"),
        ] {
            assert_eq!(changed(pair, text, true), Some(Side::Client), "{text}");
            let text = text.replace("C: a2 SELECT INBOX", "S: a2 OK done");
            assert_eq!(changed(pair, &text, true), Some(Side::Server), "{text}");
        }
    }
}
