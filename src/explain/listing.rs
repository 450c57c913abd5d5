//! A listing as a sequence of messages to explain.

mod beginning;
mod blanks;
mod message;
mod places;
mod record;
mod repeated_secrets;
mod retyped;
mod shown;
mod unread;

pub use self::beginning::begins_anywhere;
use self::message::{
    Remainder, answer, client_line, is_masked_answer, message, name_mechanisms, remainders,
    secret_literals, starred_login,
};
use self::places::{BegunLines, listed_lines};
pub use self::places::{ListedLine, PlacedPart, places};
use self::record::{end_of_response, is_record, recorded};
use self::repeated_secrets::hide_repeated;
use self::retyped::retyped_passwords;
use super::UnsentLine;
use super::unsent_line::is_tag_alone;
use crate::notation::{
    Decision, HiddenLine, ItemKind, LineKind, ListedText, Mistake, OtherFormat, Reading,
    ScriptError, Why, awaited_secrets, is_continuation_request, masked_lines, read_listing,
    replaces_lines, response_keyword, spaces_before,
};

use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::sasl::is_base64;
use crate::protocol::secrets::{
    MaskedLine, Placeholder, UnknownVerbPolicy, announces_secret, mask_response, mask_secrets,
    mask_urls,
};
use crate::protocol::syntax::{Side, Tree};
use crate::protocol::typed_line::{CommandLine, is_response, tagged_status};
use std::collections::{HashMap, HashSet};

/// Some lines of a listing.
#[derive(Debug)]
pub struct ListedLines {
    /// The lines as written, without secrets.
    pub shown: Vec<String>,
    /// The message that these lines are, or that they complete.
    pub message: Option<ListedMessage>,
    /// All lines of the message, among them those of its beginning.
    pub lines: Vec<ListedLine>,
}

#[derive(Debug)]
pub enum ListedMessage {
    Server(Tree),
    Client(Tree),
    /// The first lines of a command that continues once the server has answered with `+`.
    Begun(Tree),
    /// Not a message: the listing says that it has left out lines here.
    LeftOut,
}

/// Reads a listing. `name`: in the error about a text that can't be read at all.
pub fn read(octets: &[u8], name: &str) -> Result<Vec<ListedLines>, ScriptError> {
    let (reading, texts) = read_listing(octets, name)?;
    if let Some(error) = other_format(octets, &reading) {
        return Err(error);
    }
    let mut said: Vec<String> = texts.iter().map(|text| text.content.clone()).collect();
    let text = String::from_utf8_lossy(octets);
    let attempted = !reading.mistakes.is_empty();
    let policy = UnknownVerbPolicy::of(false, attempted);
    let first_lines = reading.script.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Command(command) => Some((item.line - 1, command.line().tag)),
        _ => None,
    });
    let (commands, tags): (_, Vec<_>) = first_lines.unzip();
    let mut masked = masked_lines(&reading.script, policy);
    let mut hidden = awaited_secrets(&reading, &said);
    for (number, line) in retyped_passwords(&said, &reading.decisions) {
        hidden.entry(number).or_insert(line);
    }
    let incomplete = reading.mistakes.iter().filter_map(|error| match error.mistake {
        Mistake::LiteralIncomplete(missing, _) => Some((error.line.saturating_sub(1), missing)),
        _ => None,
    });
    let incomplete = incomplete.collect();
    let mut decisions = reading.decisions;
    for (number, line) in &hidden {
        if let Some(masked) = masked.get_mut(number) {
            *masked = MaskedLine::already(line.text.clone());
        }
        hide(line, &mut decisions[number - 1], &mut said[number - 1]);
    }
    name_mechanisms(&decisions, &said, &mut masked);
    let mut listing = Listing {
        is_record: is_record(&text),
        written: text.lines().map(|line| line.trim_end_matches('\r').to_owned()).collect(),
        remainders: remainders(&reading.script),
        incomplete,
        secret_literals: secret_literals(&decisions, &said),
        commands,
        tags: tags.into_iter().flatten().map(str::to_owned).collect(),
        masked,
        hidden,
        decisions,
        said,
        lines: listed_lines(octets, &texts),
        texts,
        tags_given: 0,
        begun: None,
        copies_blanks: false,
    };
    listing.copies_blanks = listing.has_copied_blanks();
    hide_repeated(&mut listing);
    let mut lines = listing.into_lines();
    beginning::read_alone(&mut lines);
    Ok(lines)
}

/// The error about a text that is wholly in another format: a record in JSON, an object a line, or the source
/// of a page, each line of which begins with a tag. Other texts are explained as far as they can be.
fn other_format(octets: &[u8], reading: &Reading) -> Option<ScriptError> {
    let error = reading.mistakes.first()?;
    let begin: &[u8] = match error.mistake {
        Mistake::OtherFormat(OtherFormat::Json) => b"{\"",
        Mistake::OtherFormat(OtherFormat::Markup) => b"<",
        _ => return None,
    };
    let mut lines = octets.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
    lines.all(|line| line.is_empty() || line.starts_with(begin)).then(|| error.clone())
}

/// Takes a line that may be a secret for typed text, and an answer to one for the server's.
fn hide(line: &HiddenLine, decision: &mut Decision, said: &mut String) {
    if line.is_answer {
        *decision = Decision { kind: LineKind::Server, why: Why::Evident };
        said.clone_from(&line.text);
    } else if decision.kind == LineKind::Server {
        *decision = Decision { kind: LineKind::Prose, why: Why::Evident };
    }
}

struct Listing {
    /// Whether it is a record of imapsh, in which each line has its mark.
    is_record: bool,
    decisions: Vec<Decision>,
    /// Each line without its mark.
    said: Vec<String>,
    texts: Vec<ListedText>,
    lines: Vec<ListedLine>,
    written: Vec<String>,
    /// The text that is sent for a line, by line number.
    masked: HashMap<usize, MaskedLine>,
    /// The text after the literal that ends in a line, by line number.
    remainders: HashMap<usize, Remainder>,
    /// How many octets are missing from the literal announced in a line, by the line's index.
    incomplete: HashMap<usize, u64>,
    /// The lines of literals that are values of secret annotations from the server.
    secret_literals: HashSet<usize>,
    /// The lines that may be a bare secret, and the answers to them, without the secret, by line number.
    hidden: HashMap<usize, HiddenLine>,
    /// The indices of the lines that begin a command.
    commands: HashSet<usize>,
    /// The tags of these commands.
    tags: HashSet<String>,
    /// How many commands have no tag in the listing.
    tags_given: usize,
    /// A command that continues after a response.
    begun: Option<BegunCommand>,
    /// Whether spaces outside ASCII were copied with the listing, and not sent.
    copies_blanks: bool,
}

/// The part of a command that was read so far.
struct BegunCommand {
    /// The index of its first line.
    at: usize,
    /// The first line, with its tag.
    first: String,
    /// The lines after it.
    rest: Vec<String>,
}

impl Listing {
    fn into_lines(mut self) -> Vec<ListedLines> {
        let mut all = Vec::new();
        let mut at = 0;
        let mut begun = BegunLines::default();
        // The last line that does not continue another one.
        let mut begins = 0;
        while at < self.decisions.len() {
            let (end, message) = self.message_at(at);
            let lines = self.lines.get(at..end).unwrap_or_default();
            let of_message = begun.and(lines, message.as_ref(), self.is(at, LineKind::Octets));
            let mut shown = Vec::new();
            for index in at..end {
                let continues = self.is(index, LineKind::Continuation);
                begins = if continues { begins } else { index };
                // The rest of a line whose secret is masked as a whole is not shown.
                if !continues || !self.is_masked(begins) {
                    shown.push(self.shown(index));
                }
            }
            if message.is_some() || !shown.is_empty() {
                all.push(ListedLines { shown, message, lines: of_message });
            }
            at = end;
        }
        all
    }

    /// The message that begins at this index, and the index after its lines.
    fn message_at(&mut self, at: usize) -> (usize, Option<ListedMessage>) {
        match self.decisions[at].kind {
            LineKind::Server | LineKind::Elision if replaces_lines(self.said[at].trim()) => {
                (at + 1, Some(ListedMessage::LeftOut))
            }
            LineKind::Server => {
                let end = if self.is_record {
                    end_of_response(&self.said, at, |index| self.is(index, LineKind::Server))
                } else {
                    self.end_of(at, &[LineKind::Server])
                };
                (end, Some(ListedMessage::Server(self.response(at, end))))
            }
            // A replay refuses a literal that ends inside its line, but the client sent it.
            LineKind::Command | LineKind::Mistake if self.commands.contains(&at) => {
                let end = self.end_of(at, &[LineKind::Octets, LineKind::Continuation]);
                let masked = self.masked.get(&(at + 1)).map(|masked| masked.in_tree.clone());
                let masked = masked.unwrap_or_default();
                let masked = self.with_wrong_blanks(at, end, masked);
                let first = self.with_tag(end, masked);
                let command = BegunCommand { at, first, rest: self.octets(at + 1, end) };
                (end, Some(self.command(command, end)))
            }
            LineKind::Octets if let Some(mut command) = self.begun.take() => {
                let end = self.end_of(at, &[LineKind::Octets, LineKind::Continuation]);
                command.rest.extend(self.octets(at, end));
                (end, Some(self.command(command, end)))
            }
            LineKind::Answer => {
                let end = self.end_of(at, &[LineKind::Continuation]);
                (end, self.message_of_line(LineKind::Answer, at))
            }
            kind => (at + 1, self.message_of_line(kind, at)),
        }
    }

    /// The message of this line alone.
    fn message_of_line(&mut self, kind: LineKind, at: usize) -> Option<ListedMessage> {
        let why = self.decisions[at].why;
        let is_forgotten_tag = why == Why::ForgottenTag || self.answers_first_word(at + 1);
        match kind {
            LineKind::Command => {
                let done = self.masked.get(&(at + 1))?;
                Some(ListedMessage::Client(client_line(&done.text)))
            }
            // LOGIN is sent in its place.
            LineKind::Answer if why == Why::LeftOutLogin => {
                Some(ListedMessage::Client(answer(Placeholder::Sasl.text())))
            }
            LineKind::Answer => Some(ListedMessage::Client(answer(self.sent(at).trim()))),
            LineKind::Mistake => Some(self.mistake_at(at)),
            // A replay does not send a line that the server did not understand, or one during IDLE, but the
            // client sent them.
            LineKind::Prose if is_forgotten_tag || why == Why::InIdle => {
                Some(ListedMessage::Client(client_line(&self.masked_unsent(at))))
            }
            LineKind::Prose if self.is_unmarked_response(at) => {
                let line = mask_urls(&mask_response(self.said[at].trim()));
                Some(ListedMessage::Server(message(Side::Server, &line, &[], None)))
            }
            LineKind::Prose if self.is_sent_example(at) => {
                Some(ListedMessage::Client(client_line(&self.masked_unsent(at))))
            }
            LineKind::Prose => self.unread_message(at),
            _ => None,
        }
    }

    /// The message of a line that a replay refuses.
    fn mistake_at(&mut self, at: usize) -> ListedMessage {
        let hidden = self.hidden.get(&(at + 1));
        // A script cannot make the answer of such a mechanism, but a record shows that it was sent.
        if is_masked_answer(&self.written[at]) {
            return ListedMessage::Client(answer(Placeholder::Sasl.text()));
        }
        if hidden.is_none() && self.is_answered_by_its_first_word(at) {
            // With a tag added, the secret is found in the same argument.
            let masked = UnsentLine::read(&self.written[at], NO_TAG).text;
            let masked = masked.strip_prefix(&format!("{NO_TAG} ")).unwrap_or(&masked);
            return ListedMessage::Client(client_line(masked));
        }
        let tag = self.next_tag();
        let typed = match self.hidden.get(&(at + 1)) {
            Some(hidden) => UnsentLine::in_session(&hidden.text, &tag, UnknownVerbPolicy::MaskAll),
            None => UnsentLine::read(&self.written[at], &tag),
        };
        let tree = typed.tree();
        match typed.side {
            Side::Client => ListedMessage::Client(tree),
            Side::Server => ListedMessage::Server(tree),
        }
    }

    /// Whether the answer below shows that the server took the first word of this line for its tag.
    fn is_answered_by_its_first_word(&self, at: usize) -> bool {
        let answer = self.said.get(at + 1).and_then(|said| tagged_status(said));
        answer.is_some_and(|(tag, status)| {
            status == Status::Bad
                && self.is(at + 1, LineKind::Server)
                && tag == first_word(&self.said[at])
        })
    }

    /// Whether the server answers the line above, whose first word it took for the tag.
    fn answers_first_word(&self, at: usize) -> bool {
        self.decisions
            .get(at)
            .is_some_and(|it| (it.kind, it.why) == (LineKind::Server, Why::ForgottenTag))
    }

    /// A client's line that is not sent, without its secret.
    fn masked_unsent(&self, at: usize) -> String {
        match self.hidden.get(&(at + 1)) {
            Some(hidden) => hidden.text.clone(),
            None => mask_secrets(self.said[at].trim()),
        }
    }

    /// The index after the lines of these kinds that follow index `at`.
    fn end_of(&self, at: usize, kinds: &[LineKind]) -> usize {
        let mut end = at + 1;
        while kinds.iter().any(|kind| self.is(end, *kind)) && !self.begins_response(end) {
            end += 1;
        }
        end
    }

    fn is(&self, index: usize, kind: LineKind) -> bool {
        self.decisions.get(index).is_some_and(|it| it.kind == kind)
    }

    /// A client's command, complete or not. `end`: the index after the lines that were read of it.
    fn command(&mut self, command: BegunCommand, end: usize) -> ListedMessage {
        let rest: Vec<&str> = command.rest.iter().map(String::as_str).collect();
        let missing = (command.at..end).find_map(|index| self.incomplete.get(&index).copied());
        let tree = message(Side::Client, &command.first, &rest, missing);
        if self.continues(end) {
            self.begun = Some(command);
            return ListedMessage::Begun(tree);
        }
        ListedMessage::Client(tree)
    }

    /// Whether octets of a literal follow a `+` at this index.
    fn continues(&self, at: usize) -> bool {
        let mut index = at;
        while self.is(index, LineKind::Server)
            && is_continuation_request(self.said[index].trim_start())
        {
            index += 1;
        }
        index > at && self.is(index, LineKind::Octets)
    }

    /// The lines of literals, and the lines after them, in this range.
    fn octets(&self, begin: usize, end: usize) -> Vec<String> {
        let mut octets = Vec::new();
        for index in (begin..end).filter(|index| self.is(*index, LineKind::Octets)) {
            let sent = self.sent(index);
            let starred = starred_login(&self.said[index], sent);
            let sent = starred.as_deref().unwrap_or(sent);
            let is_stand_in = Placeholder::is(sent.as_bytes());
            match self.remainders.get(&(index + 1)) {
                // The placeholder counts as the literal, at the literal's length.
                Some(Remainder::Surplus) if is_stand_in => octets.push(sent.repeat(2)),
                Some(Remainder::EmptyLine) => octets.extend([sent.to_owned(), String::new()]),
                _ => octets.push(sent.to_owned()),
            }
        }
        octets
    }

    fn begins_response(&self, index: usize) -> bool {
        let decision = self.decisions[index];
        decision.kind == LineKind::Server
            && !matches!(decision.why, Why::WrappedResponse | Why::ServerLiteral)
            && (is_response(self.said[index].trim()) || !self.is_wrapped(index))
    }

    /// Whether the server's line at this index is the rest of the one before it.
    fn is_wrapped(&self, index: usize) -> bool {
        let is_deeper = || {
            let before = index.checked_sub(1).map(|before| &*self.said[before]);
            before.is_some_and(|before| spaces_before(before) < spaces_before(&self.said[index]))
        };
        match self.decisions[index].why {
            Why::WrappedResponse => true,
            // A record does not wrap lines.
            Why::ServerMark if self.is_record => false,
            Why::ServerMark => is_deeper() && !is_response(self.said[index].trim()),
            _ => false,
        }
    }

    fn response(&self, at: usize, end: usize) -> Tree {
        let mut line = mask_response(self.said[at].trim());
        // A line without the server's mark is shown without passwords in URLs.
        if !self.is_marked_response(at) {
            line = mask_urls(&line);
        }
        let literal = (at + 1..end).find(|index| !self.is_wrapped(*index)).unwrap_or(end);
        for wrapped in at + 1..literal {
            let rest = self.said[wrapped].trim();
            if is_remark(rest) {
                continue;
            }
            // A set and base64 are wrapped inside of them.
            let is_in_set =
                line.ends_with([',', ':']) && rest.starts_with(|c: char| c.is_ascii_digit());
            let is_in_challenge = line.starts_with("+ ")
                && [&line[2..], rest].iter().all(|it| it.bytes().all(is_base64));
            line += if is_in_set || is_in_challenge { "" } else { " " };
            line += rest;
        }
        // All lines of the response lose as many spaces as precede its first.
        let spaces = spaces_before(&self.said[at]);
        let without = |said: &'_ String| {
            if self.is_record {
                recorded(said)
            } else {
                said[spaces_before(said).min(spaces)..].to_owned()
            }
        };
        let rest: Vec<String> = if announces_secret(&line) {
            vec![format!("{})", Placeholder::Value.text())]
        } else {
            self.said[literal..end].iter().map(without).collect()
        };
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        message(Side::Server, &line, &rest, None)
    }

    /// The command with its tag: its own, the tag of the completion below, or one that imapsh would have
    /// added. A server that took its first word for the tag shows that it had none.
    fn with_tag(&mut self, end: usize, command: String) -> String {
        if CommandLine::parse(&command).tag.is_some() || commands::is_done(&command) {
            return command;
        }
        let completion = (end..self.decisions.len())
            .take_while(|index| !self.commands.contains(index))
            .find(|index| tagged_status(&self.said[*index]).is_some());
        match completion {
            Some(index) if self.decisions[index].why == Why::ForgottenTag => command,
            _ if is_tag_alone(&command) => command,
            Some(index) => {
                let tag = tagged_status(&self.said[index]).map_or("", |(tag, _)| tag);
                // A letter may be the tag of an unknown command.
                if first_word(&command) == tag {
                    return command;
                }
                format!("{tag} {command}")
            }
            None if self.complains_about_tag(end) => command,
            None => {
                format!("{} {command}", self.next_tag())
            }
        }
    }

    /// Whether the server says at this index, in a BAD without a tag, that a tag was missing.
    fn complains_about_tag(&self, at: usize) -> bool {
        self.said.get(at).is_some_and(|said| {
            let is_bad = response_keyword(said.trim().as_bytes()).as_deref() == Some("BAD");
            is_bad && said.to_ascii_lowercase().contains(" tag")
        })
    }

    fn next_tag(&mut self) -> String {
        self.tags_given += 1;
        format!("a{:03}", self.tags_given)
    }

    /// The text sent for the line at this index, without secrets.
    fn sent(&self, index: usize) -> &str {
        self.masked.get(&(index + 1)).map_or("", |masked| &masked.text)
    }
}

/// A tag that is removed again.
const NO_TAG: &str = "a000";

/// Whether a wrapped line is a sentence about the response: `(Time passes.)`
fn is_remark(line: &str) -> bool {
    line.starts_with('(') && line.ends_with(".)") && !line.contains('"') && line.contains(' ')
}

fn first_word(text: &str) -> &str {
    text.split_ascii_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod shown_tests;
#[cfg(test)]
mod tests;
