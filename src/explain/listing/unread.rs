//! Lines that a replay ignores but that belong to the session.

use super::message::{client_line, message};
use super::{ListedMessage, Listing, first_word};
use crate::explain::unsent_line::is_tag_alone;
use crate::notation::{LineKind, Why, has_gap, has_placeholder, is_unregistered_response};
use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::secrets::{Placeholder, mask_unsent};
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, looks_like_tag, tagged_status};

impl Listing {
    /// Whether the line is a command with an example's placeholders, such as `a2 select <mailbox>`, and a
    /// completion below has its tag: a replay does not send it, but the client did.
    pub(super) fn is_sent_example(&self, at: usize) -> bool {
        let said = self.said[at].trim();
        if self.decisions[at].why != Why::Elided || !has_placeholder(said) || has_gap(said) {
            return false;
        }
        let is_command = |index: &usize| {
            self.commands.contains(index) || self.decisions[*index].why == Why::Elided
        };
        let mut below = (at + 1..self.said.len()).take_while(|index| !is_command(index));
        below.any(|index| {
            let completion = tagged_status(&self.said[index]);
            self.is(index, LineKind::Server)
                && completion.is_some_and(|(tag, _)| tag == first_word(said))
        })
    }

    /// Whether this line without a mark is an untagged response beside lines of the session with marks:
    /// `* OK hi`. Only a server sends one; the item of a list in prose is not in capitals.
    pub(super) fn is_unmarked_response(&self, at: usize) -> bool {
        let is_response = |index: &usize| {
            if self.is_continuation_below(*index) {
                return self.decisions[*index].why == Why::NoMark;
            }
            let word = match ResponseLine::read(self.said[*index].trim().as_bytes()) {
                Some(ResponseLine::Untagged { word, is_known: true, .. }) => word,
                _ => return false,
            };
            self.decisions[*index].why == Why::NoMark && !word.iter().any(u8::is_ascii_lowercase)
        };
        let is_session = |index: usize| {
            self.is(index, LineKind::Server)
                || self.is(index, LineKind::Command)
                || self.answers_first_word(index + 1)
        };
        let mut below = (at + 1..self.decisions.len()).skip_while(is_response);
        let mut above = (0..at).rev().skip_while(is_response);
        is_response(&at)
            && (below.next().is_some_and(is_session) || above.next().is_some_and(is_session))
    }

    /// Whether the line is a server's `+` directly below a command or an answer.
    fn is_continuation_below(&self, at: usize) -> bool {
        let said = self.said[at].trim();
        let is_clients = |index: usize| {
            self.is(index, LineKind::Command)
                || self.is(index, LineKind::Octets)
                || self.is(index, LineKind::Answer)
        };
        (said == "+" || said.starts_with("+ ")) && at.checked_sub(1).is_some_and(is_clients)
    }

    /// The message of a line that a replay ignores but that belongs to the session: it directly follows
    /// another message. An unknown response counts only before another response, because it looks like an
    /// item of a list in prose.
    pub(super) fn unread_message(&self, at: usize) -> Option<ListedMessage> {
        let why = self.decisions[at].why;
        // It has a tag of the listing.
        let is_tagged = why == Why::LikeProse && self.unread_side(at) == Some(Side::Client);
        if why != Why::NoTag && !is_tagged {
            return None;
        }
        let is_unread =
            |index: usize| self.is(index, LineKind::Prose) && self.unread_side(index).is_some();
        let is_session = |index: usize| {
            [LineKind::Server, LineKind::Command, LineKind::Octets]
                .iter()
                .any(|it| self.is(index, *it))
        };
        let before = (0..at).rev().find(|index| !is_unread(*index))?;
        let after = (at + 1..self.decisions.len()).find(|index| !is_unread(*index));
        let is_before_response = || after.is_some_and(|after| self.is(after, LineKind::Server));
        let said = self.said[at].trim();
        // The explanation must not contain text that is hidden in the line.
        if self.shown(at) == Placeholder::Password.text() {
            return None;
        }
        match self.unread_side(at).filter(|_| is_session(before))? {
            Side::Client => {
                let masked = self.masked_unsent(at);
                Some(ListedMessage::Client(client_line(&masked)))
            }
            Side::Server if !said.starts_with('*') || is_before_response() => {
                Some(ListedMessage::Server(message(Side::Server, &mask_unsent(said), &[], None)))
            }
            Side::Server => None,
        }
    }

    /// The side that would send this line, which is neither a known command nor a known response: `* FOOBAR`,
    /// `a7 lisst x`, `done`.
    fn unread_side(&self, at: usize) -> Option<Side> {
        let said = self.said[at].trim();
        if is_tag_alone(said) && self.has_such_tags(said) {
            return Some(Side::Client);
        }
        if said.starts_with("* ") {
            return is_unregistered_response(said).then_some(Side::Server);
        }
        let is_answer = |index: usize, tag: &str| {
            tagged_status(self.said.get(index)?).filter(|(answered, _)| *answered == tag)
        };
        if let Some((tag, status)) = tagged_status(said)
            && status != Status::Ok
            && at.checked_sub(1).is_some_and(|before| first_word(&self.said[before]) == tag)
        {
            return Some(Side::Server);
        }
        // A completion of a command that the listing does not have.
        if tagged_status(said).is_some_and(|(tag, _)| looks_like_tag(tag)) {
            return Some(Side::Server);
        }
        let hidden = |number: usize| self.hidden.get(&number);
        if hidden(at + 1).is_some() && hidden(at + 2).is_some_and(|below| below.is_answer) {
            return Some(Side::Client);
        }
        // The space may be one of an input method.
        let (first, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        if is_answer(at + 1, first).is_some_and(|(_, status)| status != Status::Ok)
            && first.len() <= 8
            && first.bytes().all(|octet| octet.is_ascii_alphanumeric())
        {
            return Some(Side::Client);
        }
        if commands::is_done(first) {
            let is_refusal = rest.starts_with("BAD ") || rest == "BAD";
            return if rest.is_empty() {
                Some(Side::Client)
            } else {
                is_refusal.then_some(Side::Server)
            };
        }
        let command = CommandLine::parse_tagged(said)?;
        let tag = command.tag.filter(|tag| looks_like_tag(tag))?;
        let is_word = command.verb.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        (is_word && self.has_such_tags(tag)).then_some(Side::Client)
    }

    /// Whether the completions of the listing have tags with the letters of this one.
    fn has_such_tags(&self, tag: &str) -> bool {
        let letters = |tag: &str| tag.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let completions = self.said.iter().filter_map(|said| tagged_status(said));
        completions.into_iter().any(|(known, _)| letters(known) == letters(tag))
    }
}
