//! Sentences that a session shows once: about tags, UIDs, literals, mod-sequences, ENVELOPE, part numbers and
//! modified UTF-7. The explanation of the first line with such an item ends with its sentence.

use super::faults::taken_for_tag;
use super::phrase::{cut, is_encoded_mailbox, value};
use super::sent_command::SentCommand;
use super::sentence::Explanation;
use super::session::{WatchedCommand, WatchedSession};
use crate::messages::{Text, text};
use crate::protocol::framing::Status;
use crate::protocol::meaning::{Fetch, FetchedItem, Listed, Meaning};
use crate::protocol::syntax::{Kind, Node};

/// The basic sentences that the session has already shown.
#[derive(Default)]
pub(super) struct Basics {
    reused_tag: bool,
    tag: bool,
    registered: bool,
    reference: bool,
    separator: bool,
    uid: bool,
    literal: bool,
    mod_sequence: bool,
    envelope: bool,
    structure: bool,
    modified_utf7: bool,
    /// Whether the structure of responses is shown below them, so that it need not be recommended.
    pub is_structure_shown: bool,
}

impl Basics {
    /// Adds a sentence to the explanation of this command, if it is the first one that repeats a tag,
    /// or that names a mailbox in modified UTF-7.
    pub fn explain_command(
        &mut self,
        root: Node<'_>,
        session: &WatchedSession,
        explanation: &mut Explanation,
    ) {
        let Some(tag) = root.child(Kind::Tag).map(Node::text) else { return };
        let command = SentCommand::new(root, session, explanation.messages());
        let is_tag = taken_for_tag(command).is_none() && !explanation.is_empty();
        if is_tag && !self.reused_tag && session.reuses_tag(root) {
            self.reused_tag = true;
            explanation.say_particular(text::BasicsReusedTag { tag: cut(tag) });
        }
        self.registered(explanation);
        if matches!(command.name, "LIST" | "LSUB")
            && !self.reference
            && explanation.has_said_syntax()
        {
            self.reference = true;
            explanation.say_particular(text::BasicsReference);
        }
        if !session.has_utf8_names() {
            self.name(root, explanation);
        }
    }

    /// Adds a sentence about registered words when the first unregistered one is named.
    fn registered(&mut self, explanation: &mut Explanation) {
        if !self.registered && explanation.has_unknown_word() {
            self.registered = true;
            explanation.say_particular(text::BasicsRegistered);
        }
    }

    /// Whether a line about a mailbox may be the first with a name in modified UTF-7.
    pub fn may_introduce(&self, line: &[u8]) -> bool {
        !self.modified_utf7 && line.contains(&b'&')
    }

    /// Adds a sentence about a name in modified UTF-7, which was shown decoded.
    fn name(&mut self, root: Node<'_>, explanation: &mut Explanation) {
        let mut mailboxes = root.children_of(Kind::Mailbox);
        if !self.modified_utf7 && mailboxes.any(is_encoded_mailbox) {
            self.modified_utf7 = true;
            explanation.say_particular(text::BasicsModifiedUtf7);
        }
    }

    /// Recommends `--decode`, unless it is on.
    fn recommend(&self, decoded: impl Text, explanation: &mut Explanation) {
        if !self.is_structure_shown {
            explanation.say_particular(decoded);
        }
    }

    /// Adds at most one of these sentences to the explanation of this response.
    pub fn explain(
        &mut self,
        root: Node<'_>,
        session: &WatchedSession,
        explanation: &mut Explanation,
    ) {
        if explanation.is_empty() {
            return;
        }
        self.registered(explanation);
        match Meaning::of(root) {
            // A reader of a failure wants only its cause.
            Meaning::Completion(tag, response)
                if !self.tag
                    && response.status == Status::Ok
                    && has_tag(tag, session, explanation) =>
            {
                self.tag = true;
                explanation.say_particular(text::BasicsTag { tag: cut(tag.text()) });
            }
            Meaning::Fetch(fetch) => self.explain_fetch(root, fetch, explanation),
            Meaning::Status(response)
                if !self.uid
                    && response.code.is_some_and(|it| it.is("UIDVALIDITY") || it.is("UIDNEXT")) =>
            {
                self.uid = true;
                explanation.say_particular(text::BasicsUid);
            }
            Meaning::Listed(listed) => self.explain_listed(root, listed, session, explanation),
            Meaning::MailboxStatus(_) if !session.has_utf8_names() => {
                self.name(root, explanation);
            }
            _ => {}
        }
    }

    fn explain_listed(
        &mut self,
        root: Node<'_>,
        listed: Listed<'_>,
        session: &WatchedSession,
        explanation: &mut Explanation,
    ) {
        let is_mailbox = listed.mailbox.is_some_and(|name| !value(name).is_empty());
        let separator = listed.delimiter().filter(|_| is_mailbox && !self.separator);
        if let Some(separator) = separator {
            self.separator = true;
            explanation.say_particular(text::BasicsSeparator { separator });
        } else if !session.has_utf8_names() {
            self.name(root, explanation);
        }
    }

    fn explain_fetch(&mut self, root: Node<'_>, fetch: Fetch<'_>, explanation: &mut Explanation) {
        let has = |name: &str| fetch.items().any(|item: FetchedItem<'_>| item.is(name));
        let literal = root.descendant(Kind::LiteralSize);
        let mut bodies = fetch.items().filter_map(|item| item.node.child(Kind::Body));
        if let Some(size) = literal.filter(|_| !self.literal) {
            self.literal = true;
            explanation.say_particular(text::BasicsLiteral { announced: cut(size.text()) });
        } else if !self.uid && has("UID") {
            self.uid = true;
            explanation.say_particular(text::BasicsUid);
        } else if !self.mod_sequence && has("MODSEQ") {
            self.mod_sequence = true;
            explanation.say_particular(text::BasicsModSequence);
        } else if !self.envelope && has("ENVELOPE") {
            self.envelope = true;
            explanation.say_particular(text::BasicsEnvelope);
            self.recommend(text::BasicsEnvelopeDecoded, explanation);
        } else if !self.structure && bodies.any(|body| body.child(Kind::Body).is_some()) {
            self.structure = true;
            explanation.say_particular(text::BasicsStructure);
            self.recommend(text::BasicsStructureDecoded, explanation);
        }
    }
}

/// Whether the command with this tag was sent with it; without one, its first word was taken for the tag.
fn has_tag(tag: Node<'_>, session: &WatchedSession, explanation: &Explanation) -> bool {
    let root = session.pending(tag.text()).and_then(WatchedCommand::root);
    let command = root.map(|root| SentCommand::new(root, session, explanation.messages()));
    command.is_some_and(|command| taken_for_tag(command).is_none())
}

#[cfg(test)]
mod tests {
    use crate::explain::Explainer;
    use crate::language::Language;
    use crate::messages::Messages;
    use crate::protocol::syntax::{Parser, Side, Tree};

    /// The explanation of the last of these lines, `C: …` and `S: …`.
    fn said(lines: &[&str]) -> String {
        let mut explainer = Explainer::teaching(Messages::new(Language::English));
        let mut last = String::new();
        for line in lines {
            let (mark, text) = line.split_at(3);
            let side = if mark == "C: " { Side::Client } else { Side::Server };
            let mut parser = Parser::new(side);
            let (first, literal) = text.split_once('\n').unwrap_or((text, ""));
            parser.line(first.as_bytes());
            if let Some((octets, rest)) = literal.split_once('|') {
                parser.literal(octets.len() as u64, octets.as_bytes());
                parser.line(rest.as_bytes());
            }
            last = match side {
                Side::Client => explainer.client(parser.tree()).text().to_owned(),
                Side::Server => explainer.server(parser.tree()).text().to_owned(),
            };
        }
        last
    }

    #[test]
    fn each_is_said_once_where_it_comes_first() {
        let tag = "The tag a1 says which command this answers; each command has a different tag.";
        let reused = "The tag a1 was used before; with a new one for each command, its answer cannot be taken for that of another.";
        let uid = "A UID always belongs to the same message, whereas message numbers change when messages are removed.";
        let literal = "{2} announces a literal: that many octets follow its line, whatever they are, and then the response goes on.";
        let modseq = "Whenever its flags change, the server assigns the message a higher one.";
        let session = [
            ("S: * PREAUTH hi", ""),
            ("C: a1 noop", ""),
            ("S: a1 OK done", tag),
            ("C: a1 noop", reused),
            ("S: a1 OK done", ""),
            ("C: a1 fetch 1 uid", ""),
            ("S: * 1 FETCH (BODY[] {2}\nhi| UID 7)", literal),
            ("S: * 1 FETCH (UID 7 MODSEQ (3))", uid),
            ("S: * 1 FETCH (UID 7 MODSEQ (3))", modseq),
            ("S: * 1 FETCH (BODY[] {2}\nhi| UID 7 MODSEQ (3))", ""),
        ];
        let all = [tag, reused, uid, literal, modseq];
        for at in 0..session.len() {
            let lines: Vec<&str> = session[..=at].iter().map(|(line, _)| *line).collect();
            let last = said(&lines);
            let basics: Vec<&str> = all.iter().copied().filter(|it| last.ends_with(it)).collect();
            let expected: Vec<&str> =
                Some(session[at].1).into_iter().filter(|it| !it.is_empty()).collect();
            assert_eq!(basics, expected, "{lines:?}: {last}");
        }
    }

    /// The sentences about these lines in a live session. `is_structure_shown`: as with `--decode`.
    fn all_said(language: Language, is_structure_shown: bool, lines: &[&str]) -> Vec<String> {
        let mut explainer = Explainer::teaching(Messages::new(language));
        explainer.set_structure_shown(is_structure_shown);
        let said = lines.iter().map(|line| {
            let tree = Tree::of_line(Side::Server, line);
            explainer.server(&tree).text().to_owned()
        });
        said.collect()
    }

    #[test]
    fn the_order_of_an_envelope_and_the_numbers_of_parts_are_said_once() {
        let envelope = r#"* 1 FETCH (ENVELOPE (NIL "x" NIL NIL NIL NIL NIL NIL NIL NIL))"#;
        let part = r#"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 3 1)"#;
        let structure = format!(r#"* 1 FETCH (BODYSTRUCTURE ({part}{part} "MIXED"))"#);
        let single = format!(r#"* 1 FETCH (BODYSTRUCTURE {part})"#);
        let lines = ["* PREAUTH hi", &single, envelope, envelope, &structure, &structure];
        for (language, order, number, decoded) in [
            (Language::English, "have a fixed order", "The number before a part", "--decode"),
            (Language::Japanese, "項目の順序は決まっています", "パートの前の番号", "--decode"),
        ] {
            for is_structure_shown in [false, true] {
                let said = all_said(language, is_structure_shown, &lines);
                let with = |words: &str| -> Vec<usize> {
                    (0..said.len()).filter(|at| said[*at].contains(words)).collect()
                };
                assert_eq!(with(order), [2], "{said:#?}");
                assert_eq!(with(number), [4], "{said:#?}");
                let recommended: &[usize] = if is_structure_shown { &[] } else { &[2, 4] };
                assert_eq!(with(decoded), recommended, "{said:#?}");
            }
        }
    }

    #[test]
    fn what_a_uid_is_where_uids_are_first_spoken_of() {
        let lines =
            ["* PREAUTH hi", "* OK [UIDVALIDITY 3] x", "* OK [UIDNEXT 9] x", "* 1 FETCH (UID 7)"];
        for (language, uid) in [
            (Language::English, "A UID always belongs to the same message"),
            (Language::Japanese, "UID はいつも同じメッセージを指します"),
        ] {
            let said = all_said(language, false, &lines);
            let with: Vec<usize> = (0..said.len()).filter(|at| said[*at].contains(uid)).collect();
            assert_eq!(with, [1], "{said:#?}");
        }
    }

    #[test]
    fn what_registered_means_and_what_a_reference_is_are_said_once() {
        let session = [
            "S: * PREAUTH hi",
            "C: a1 frobnicate",
            "S: * FROB 7",
            "C: a2 list",
            "C: a3 lsub \"\"",
            "C: a4 list \"\" *",
        ];
        let with = |words: &str| -> Vec<usize> {
            let says = |at: &usize| said(&session[..=*at]).contains(words);
            (0..session.len()).filter(says).collect()
        };
        assert_eq!(with("Registered words are those that the standards of IMAP define"), [1]);
        assert_eq!(with("The reference, the first of its two names"), [3]);
    }

    #[test]
    fn help_is_named_for_details_that_are_left_out() {
        let enable = "C: a1 enable condstore qresync utf8=accept imap4rev2 uidonly";
        let last = said(&["S: * PREAUTH hi", enable]);
        assert!(last.contains("For the rest, see :help UIDONLY."), "{last}");
    }

    #[test]
    fn a_word_taken_for_the_tag_is_not_an_example_of_one() {
        let last = said(&["C: noop", "S: noop OK x"]);
        assert!(!last.contains("each command has a tag"), "{last}");
    }
}
