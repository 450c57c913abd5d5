//! Explains a session from its events.

use super::calendar;
use super::explainer::Explainer;
use super::phrase::{MAX_CHARACTERS, append_decoded_name, append_decoded_words};
use super::sentence::Explanation;
use super::server::number_of_fetch;
use super::session::FlagSetId;
use super::unsent_line::UnsentLine;
use crate::messages::{Edges, Messages};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::meaning::Meaning;
use crate::protocol::secrets::UnknownVerbPolicy;
use crate::protocol::session_facts::SessionFacts;
use crate::protocol::syntax::{Collector, Node, Side, Tree};
use crate::session::{ClientMessage, ClientMessages, ClientPiece};
use crate::templates::{Forms, Value, ValueReader};
use std::fmt::Write;

/// How many octets of each literal are kept: enough for a mailbox's name, a search string or the beginning of
/// a header.
const LITERAL_LIMIT: usize = 4096;

/// How many lines of an exchange are kept, and how many octets of each.
const EXCHANGE_LINES: usize = 100;
const LINE_KEPT: usize = 200;

/// A message and its explanation.
#[derive(Clone, Debug)]
pub struct ExplainedLine {
    /// Its beginning. Escape it before printing.
    pub line: String,
    /// With its source; empty if there is nothing to say.
    pub explanation: String,
    /// The full explanation, for a reader of this line only, if sentences were left out.
    whole: Option<String>,
}

impl ExplainedLine {
    /// Its explanation, for a reader of this line only.
    pub fn alone(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.explanation)
    }
}

/// Joins the pieces of both sides into whole messages, and explains them.
pub struct EventExplainer {
    explainer: Explainer,
    exchange: Vec<ExplainedLine>,
    responses: Collector,
    commands: ClientMessages,
    /// Templates for lines of data that change nothing in the session except flags, with the flags of each:
    /// they depend only on the commands in flight.
    forms: Forms<ShownValues, FlagSetId>,
    /// Templates for FETCH data whose message number is higher than the mailbox allows, which the text says.
    forms_beyond_last: Forms<ShownValues, FlagSetId>,
}

impl EventExplainer {
    /// An explainer for a new session.
    pub fn new(messages: Messages) -> EventExplainer {
        EventExplainer {
            explainer: Explainer::teaching(messages),
            exchange: Vec::new(),
            responses: Collector::new(Side::Server, LITERAL_LIMIT),
            commands: ClientMessages::new(LITERAL_LIMIT),
            forms: Forms::new(ShownValues::new(messages)),
            forms_beyond_last: Forms::new(ShownValues::new(messages)),
        }
    }

    /// Sets whether the structure of responses is shown below them.
    pub fn set_structure_shown(&mut self, is_shown: bool) {
        self.explainer.set_structure_shown(is_shown);
    }

    /// Watches a session that has already begun; `facts`: what is known of it.
    pub fn join(&mut self, facts: SessionFacts) {
        self.explainer.join(facts);
    }

    /// Whether the last explanation names a fault of a command.
    pub fn names_fault(&self) -> bool {
        self.explainer.explanation.names_fault()
    }

    /// The last command and what followed it, up to a limit.
    pub fn exchange(&self) -> &[ExplainedLine] {
        &self.exchange
    }

    /// Explains a line that is not part of the session. `tag`: for a command without one; `policy`: how much
    /// of an unknown command is masked.
    pub fn typed(&mut self, line: &str, tag: &str, policy: UnknownVerbPolicy) -> ExplainedLine {
        let typed = UnsentLine::in_session(line, tag, policy);
        let explanation = self.explainer.line(typed.side, &typed.tree()).to_string();
        ExplainedLine { line: typed.text, explanation, whole: None }
    }

    /// Reads a piece from the server. If it ends a response, appends the explanation.
    pub fn server(&mut self, piece: &Piece<'_>, text: &mut String) {
        let is_data = piece.kind == PieceKind::Untagged && piece.status.is_none();
        let is_line = is_data && piece.offset == 0 && piece.ends_response();
        if piece.kind != PieceKind::Untagged {
            self.clear_forms();
        }
        let is_kept = self.exchange.len() < EXCHANGE_LINES;
        let number = number_of_fetch(piece.octets).filter(|_| is_line);
        let may_have_form = is_line
            && !is_kept
            && !self.explainer.may_contradict_uid_next(piece.octets, number.is_some())
            && (number.is_some()
                || !self.explainer.has_found_none(piece.octets)
                    && !self.explainer.may_introduce(piece.octets));
        let is_beyond = number.is_some_and(|number| self.explainer.is_beyond_last(number));
        let forms = if is_beyond { &mut self.forms_beyond_last } else { &mut self.forms };
        let begin = text.len();
        if may_have_form && let Some(flags) = forms.append(piece.octets, text).copied() {
            if number.is_none_or(|number| self.explainer.note_flags(number, flags)) {
                return;
            }
            text.truncate(begin);
        }
        // What a response means that the end of the connection has cut off is not known.
        let Some(tree) = self.responses.read(piece).filter(|_| !piece.truncated) else { return };
        let explanation = self.explainer.server(tree);
        remember(&mut self.exchange, tree, explanation);
        append(explanation, text);
        let is_particular = explanation.is_particular();
        if may_have_form && !is_particular && tree.root().is_some_and(changes_nothing) {
            let explainer = &mut self.explainer;
            let flags = tree.root().map(|root| explainer.flags_in(root)).unwrap_or_default();
            let describe = |tree: &Tree| {
                if is_beyond {
                    explainer.beyond_last(tree).to_string()
                } else {
                    explainer.line_alike(tree).to_string()
                }
            };
            forms.learn(tree, &text[begin..], flags, describe);
        }
    }

    fn clear_forms(&mut self) {
        self.forms.clear();
        self.forms_beyond_last.clear();
    }

    /// Reads a piece from the client. If it ends a message, appends the explanation.
    pub fn client(&mut self, piece: &ClientPiece<'_>, text: &mut String) {
        self.clear_forms();
        match self.commands.read(piece) {
            Some(ClientMessage::Whole(tree)) => {
                let explanation = self.explainer.client(tree);
                if matches!(piece.kind, ClientKind::Command | ClientKind::Raw) {
                    self.exchange.clear();
                }
                remember(&mut self.exchange, tree, explanation);
                append(explanation, text);
            }
            Some(ClientMessage::Begun(tree)) => self.explainer.client_begun(tree),
            None => {}
        }
    }
}

/// Whether the response is data that change nothing in the session except flags.
fn changes_nothing(root: Node<'_>) -> bool {
    matches!(Meaning::of(root), Meaning::Fetch(_) | Meaning::Listed(_) | Meaning::MailboxStatus(_))
}

fn append(explanation: &Explanation, text: &mut String) {
    // Writing to memory does not fail.
    let _ = write!(text, "{explanation}");
}

fn remember(exchange: &mut Vec<ExplainedLine>, tree: &Tree, explanation: &Explanation) {
    if exchange.len() < EXCHANGE_LINES {
        // The lines after the first, in literals, are not repeated.
        let first = tree.first_line();
        let kept = &first[..first.len().min(LINE_KEPT)];
        let mut line = String::from_utf8_lossy(kept).into_owned();
        if kept.len() < tree.text().len() {
            line.push('…');
        }
        let whole = explanation.whole().map(str::to_owned);
        exchange.push(ExplainedLine { line, explanation: explanation.to_string(), whole });
    }
}

/// Writes values of a response for sentences about it, in the language of these messages.
struct ShownValues {
    messages: Messages,
}

impl ShownValues {
    fn new(messages: Messages) -> ShownValues {
        ShownValues { messages }
    }
}

impl ValueReader for ShownValues {
    fn longest(&self) -> usize {
        MAX_CHARACTERS
    }

    fn read(&self, value: Value, sent: &str, out: &mut String) -> bool {
        match value {
            Value::EncodedText => return append_decoded_words(sent.as_bytes(), out),
            Value::EncodedName(_) if append_decoded_name(sent.trim(), out) => {}
            // Another sentence names its fault.
            Value::DateTime if calendar::of_date_time(sent).is_some() => return false,
            _ => out.push_str(sent.trim()),
        }
        true
    }

    fn edges(&self, text: &str) -> Edges {
        self.messages.edges(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::protocol::framing::Framer;
    use proptest::prelude::*;

    /// The explanation of each of these lines. `clear`: without templates.
    fn said(language: Language, lines: &[String], clear: bool) -> Vec<String> {
        let mut explainer = EventExplainer::new(Messages::new(language));
        let mut framer = Framer::new();
        let mut all = Vec::new();
        // Only lines outside the last exchange use templates.
        let before = vec!["* OK hi".to_owned(); EXCHANGE_LINES + 1];
        for line in before.iter().chain(lines) {
            let octets = format!("{line}\r\n").into_bytes();
            framer.push(&octets);
            while let Some(piece) = framer.next_piece() {
                let mut text = String::new();
                if clear {
                    explainer.forms.clear();
                }
                explainer.server(&piece, &mut text);
                all.push(text);
            }
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn templates_say_what_the_tree_says(lines in crate::templates::tests::lines(), japanese: bool) {
            let language = if japanese { Language::Japanese } else { Language::English };
            prop_assert_eq!(said(language, &lines, false), said(language, &lines, true));
        }
    }

    /// Unsolicited flags of few messages, and removals of some.
    fn flag_lines() -> impl Strategy<Value = Vec<String>> {
        let flags = prop_oneof!["", r"\\Seen", r"\\Seen \\Flagged", r"\\Recent \\Seen"];
        let fetch = (20u32..26, flags, 100u32..200).prop_map(|(number, flags, uid)| {
            format!("* {number} FETCH (FLAGS ({flags}) UID {uid})")
        });
        let expunge = (18u32..26).prop_map(|number| format!("* {number} EXPUNGE"));
        prop::collection::vec(prop_oneof![12 => fetch, 1 => expunge], 120..260)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn changes_of_flags_are_said_as_without_templates(lines in flag_lines(), japanese: bool) {
            let language = if japanese { Language::Japanese } else { Language::English };
            prop_assert_eq!(said(language, &lines, false), said(language, &lines, true));
        }
    }

    /// The sentence about the first name in modified UTF-7 is not in the form of the line above.
    #[test]
    fn the_first_encoded_name_is_explained_below_a_name_like_it() {
        let names = ["&ZeVnLIqe-&", "&ZeVnLIqe-", "&AOQ-"];
        let lines = names.map(|name| format!("* LIST (\\HasNoChildren) \"/\" \"{name}\""));
        let all = said(Language::English, &lines, false);
        assert_eq!(all, said(Language::English, &lines, true));
        let is_introduced = |text: &&String| text.contains("On the wire");
        let is_invalid = |text: &&String| text.contains("is not valid");
        assert_eq!(all.iter().filter(is_invalid).count(), 1, "{all:?}");
        assert_eq!(all.iter().filter(is_introduced).count(), 1, "{all:?}");
    }

    #[test]
    fn a_flood_with_a_change_keeps_its_templates() {
        let mut explainer = EventExplainer::new(Messages::new(Language::English));
        let mut framer = Framer::new();
        let fetch = |number: u32| format!("* {number} FETCH (FLAGS (\\Seen) UID 7)\r\n");
        let mut lines = "* PREAUTH hi\r\n".to_owned();
        lines += &(20..200).map(fetch).collect::<String>();
        lines += "* 30 FETCH (FLAGS () UID 7)\r\n";
        lines += &fetch(30);
        framer.push(lines.as_bytes());
        let mut last = String::new();
        while let Some(piece) = framer.next_piece() {
            last.clear();
            explainer.server(&piece, &mut last);
        }
        assert!(
            last.contains("New since these flags were last reported: \\Seen (read)."),
            "{last}"
        );
        let line = b"* 199 FETCH (FLAGS (\\Seen) UID 9)";
        assert!(explainer.forms.append(line, &mut String::new()).is_some());
    }

    #[test]
    fn a_flood_of_changes_is_explained_up_to_a_limit() {
        let mut explainer = EventExplainer::new(Messages::new(Language::English));
        let mut framer = Framer::new();
        let mut changes = 0;
        for number in 0..10_000 {
            let flags = if number % 2 == 0 { "" } else { r"\Seen" };
            let line = format!("* 5 FETCH (FLAGS ({flags}) UID 7)\r\n");
            framer.push(line.as_bytes());
            while let Some(piece) = framer.next_piece() {
                let mut text = String::new();
                explainer.server(&piece, &mut text);
                assert!(text.contains("Message 5"), "{text}");
                changes += usize::from(text.contains("since these flags were last reported"));
            }
        }
        assert_eq!(changes, 4096);
        let line = br"* 5 FETCH (FLAGS (\Seen) UID 7)";
        assert!(explainer.forms.append(line, &mut String::new()).is_some());
    }

    #[test]
    fn a_number_that_is_not_valid_is_named_among_lines_that_are_alike() {
        let fetch = |number: u64, uid: u64| format!("* {number} FETCH (UID {uid})");
        let mut lines: Vec<String> = (2..30).map(|number| fetch(number, 100 + number)).collect();
        lines.insert(0, "* 50 EXISTS".to_owned());
        lines.extend([fetch(7, 4_294_967_296), fetch(51, 4), fetch(8, 5)]);
        let said = said(Language::English, &lines, false);
        let [.., invalid, beyond, usual] = &said[..] else { panic!("{said:?}") };
        assert!(invalid.contains("4294967296 is not valid there"), "{invalid}");
        assert!(
            beyond.contains("There is no message 51: according to earlier responses"),
            "{beyond}"
        );
        assert!(usual.starts_with("Message 8: UID 5. The server reports this"), "{usual}");
    }

    #[test]
    fn lines_are_repeated_also_where_the_number_of_messages_is_known() {
        let mut explainer = EventExplainer::new(Messages::new(Language::English));
        let mut framer = Framer::new();
        let mut lines = "* OK hi\r\n* 5000 EXISTS\r\n".to_owned();
        lines.extend((2..200).map(|number| format!("* {number} FETCH (UID {number})\r\n")));
        framer.push(lines.as_bytes());
        while let Some(piece) = framer.next_piece() {
            explainer.server(&piece, &mut String::new());
        }
        let line = b"* 4999 FETCH (UID 7)";
        assert!(explainer.forms.append(line, &mut String::new()).is_some());
        lines = (5001..5009).map(|number| format!("* {number} FETCH (UID {number})\r\n")).collect();
        framer.push(lines.as_bytes());
        while let Some(piece) = framer.next_piece() {
            explainer.server(&piece, &mut String::new());
        }
        let mut said = String::new();
        let line = b"* 7003 FETCH (UID 7)";
        assert!(explainer.forms_beyond_last.append(line, &mut said).is_some());
        assert!(said.contains("There is no message 7003"), "{said}");
    }

    #[test]
    fn an_invalid_date_is_reported_among_similar_lines() {
        let date =
            |day: &str| format!("* 3 FETCH (INTERNALDATE \"{day}-Feb-2024 10:00:00 +0000\")");
        let mut lines: Vec<String> = (10..29).map(|day| date(&day.to_string())).collect();
        lines.extend([date("30"), date("29")]);
        let said = said(Language::English, &lines, false);
        let [.., impossible, usual] = &said[..] else { panic!("{said:?}") };
        assert!(impossible.contains("30-Feb-2024 does not exist"), "{impossible}");
        assert!(
            usual.starts_with("Message 3: internal date 29-Feb-2024 10:00:00 +0000."),
            "{usual}"
        );
    }

    #[test]
    fn an_exchange_repeats_no_literals() {
        let mut explainer = EventExplainer::new(Messages::new(Language::English));
        let mut framer = Framer::new();
        let octets = b"* OK hi\r\n* 1 FETCH (BODY[] {4}\r\na\r\nb UID 7)\r\n";
        framer.push(octets);
        while let Some(piece) = framer.next_piece() {
            explainer.server(&piece, &mut String::new());
        }
        let lines: Vec<&str> = explainer.exchange().iter().map(|it| it.line.as_str()).collect();
        assert_eq!(lines, ["* OK hi", "* 1 FETCH (BODY[] {4}…"]);
    }

    #[test]
    fn lines_that_differ_in_numbers_are_explained_alike() {
        let lines: Vec<String> = [(7, 12), (7, 7), (1, 0), (12, 7), (3, 100)]
            .map(|(number, uid)| format!("* {number} FETCH (FLAGS (\\Seen) UID {uid})"))
            .into();
        let said = said(Language::English, &lines, false);
        assert_eq!(
            said[said.len() - 2],
            "Message 12: the flag \\Seen; UID 7. The server reports this without having been asked, as servers do after a change, for example by another session. (RFC 3501, 7.4.2)"
        );
    }
}
