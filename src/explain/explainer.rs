//! Explains the lines of one session, in their order.

use super::basics::Basics;
use super::sentence::Explanation;
use super::server::Response;
use super::session::FlagSetId;
use super::session::WatchedSession;
use super::{client, server};
use crate::messages::Messages;
use crate::protocol::session_facts::SessionFacts;
use crate::protocol::syntax::{Kind, Node, Side, Tree};
use std::collections::HashSet;

/// Explains the lines of one session.
pub struct Explainer {
    session: WatchedSession,
    /// Sentences that a live session needs once; `None` for listings and single lines.
    basics: Option<Basics>,
    /// Whether a refusal repeats a cause that was named below the command.
    repeats_causes: bool,
    /// The explanation of the last line.
    pub(super) explanation: Explanation,
}

impl Explainer {
    /// An explainer for a new session, in the language of these messages.
    pub fn new(messages: Messages) -> Explainer {
        let explanation = Explanation::new(messages);
        let session = WatchedSession::default();
        Explainer { session, basics: None, repeats_causes: false, explanation }
    }

    /// An explainer for a live session: it also explains tags, UIDs, literals and mod-sequences when the
    /// first of each appears.
    pub fn teaching(messages: Messages) -> Explainer {
        Explainer { basics: Some(Basics::default()), ..Explainer::new(messages) }
    }

    /// An explainer for lines without a known session before them.
    pub fn of_lines(messages: Messages) -> Explainer {
        let mut explainer = Explainer::new(messages);
        explainer.begin_anywhere();
        explainer
    }

    /// Does not take the first response for the greeting for certain.
    pub fn begin_anywhere(&mut self) {
        self.session.greeted = true;
        self.session.may_be_greeting = true;
    }

    /// Names a cause below each line that it concerns: programs and tests look at each line separately.
    pub fn repeat_causes(&mut self) {
        self.repeats_causes = true;
    }

    /// Sets whether the structure of responses is shown below them.
    pub fn set_structure_shown(&mut self, is_shown: bool) {
        if let Some(basics) = &mut self.basics {
            basics.is_structure_shown = is_shown;
        }
    }

    /// Watches a session that has already begun; `facts`: what is known of it.
    pub fn join(&mut self, facts: SessionFacts) {
        self.session = WatchedSession::joined(facts);
    }

    /// Explains a command, or another message from the client. The explanation is empty if there is nothing
    /// to say.
    pub fn client(&mut self, tree: &Tree) -> &Explanation {
        if self.session.take_refused(tree) {
            self.explanation.clear();
            return &self.explanation;
        }
        self.explain(Side::Client, tree);
        self.explanation.note_general();
        if let Some((basics, root)) = self.basics.as_mut().zip(tree.root()) {
            basics.explain_command(root, &self.session, &mut self.explanation);
        }
        match tree.root() {
            Some(root) if client::is_done(root) => self.session.idle_done(),
            Some(root) if root.kind() == Kind::Command => {
                self.session.sent(tree, &self.explanation);
            }
            Some(root) => self.session.cancelled = root.child(Kind::Cancel).is_some(),
            None => {}
        }
        &self.explanation
    }

    /// Notes the first lines of a command that continues after a literal.
    pub fn client_begun(&mut self, tree: &Tree) {
        self.session.note_begun(tree);
    }

    /// Notes that a listing has left out lines here.
    pub fn lines_left_out(&mut self) {
        self.session.lines_left_out();
    }

    /// Explains a response.
    pub fn server(&mut self, tree: &Tree) -> &Explanation {
        if tree.root().is_some_and(|root| self.session.is_next_greeting(root)) {
            self.session = WatchedSession::default();
        }
        if let Some(root) = tree.root() {
            self.session.note_late_beginning(root);
        }
        self.explain(Side::Server, tree);
        self.explanation.note_general();
        if let Some(root) = tree.root() {
            let response = Response { root, session: &self.session };
            if !self.repeats_causes {
                server::leave_out_named_cause(response, &mut self.explanation);
            }
            server::say_no_such_message(response, &mut self.explanation);
            if let Some(basics) = &mut self.basics {
                basics.explain(root, &self.session, &mut self.explanation);
            }
            self.session.received(root);
        }
        &self.explanation
    }

    /// Whether earlier responses show that no message can have this number.
    pub(super) fn is_beyond_last(&self, number: u64) -> bool {
        self.session.is_beyond_last(number)
    }

    /// Whether a line other than a FETCH response may have a word that needs an introductory sentence.
    pub(super) fn may_introduce(&self, line: &[u8]) -> bool {
        // If names are in UTF-8, such a name is not decoded.
        let is_plain = self.session.has_utf8_names() && line.contains(&b'&');
        is_plain || self.basics.as_ref().is_some_and(|basics| basics.may_introduce(line))
    }

    /// Whether the line may report a UID that no message has, or a UIDNEXT, which is compared with the
    /// previous one.
    pub(super) fn may_contradict_uid_next(&self, line: &[u8], is_fetch: bool) -> bool {
        self.session.may_contradict_uid_next(line, is_fetch)
    }

    /// Whether the line is the answer to a search for a message number that no message has.
    pub(super) fn has_found_none(&self, line: &[u8]) -> bool {
        server::has_found_none(line, &self.session)
    }

    /// Notes the flags that a line reports for this message if a template explains the line. False: the line
    /// changes flags, and must be explained individually.
    pub(super) fn note_flags(&mut self, number: u64, flags: FlagSetId) -> bool {
        if flags == FlagSetId::default() {
            return true;
        }
        let is_change =
            self.session.flags.differ(number, flags) && self.session.explains_flag_changes();
        if !is_change {
            self.session.flags.note(number, flags);
        }
        !is_change
    }

    /// Explains data as if nothing had been reported for its message before.
    pub(super) fn line_alike(&mut self, tree: &Tree) -> &Explanation {
        self.session.leaves_out_changes = true;
        self.explain(Side::Server, tree);
        self.session.leaves_out_changes = false;
        &self.explanation
    }

    /// The flags that the response reports for a message.
    pub(super) fn flags_in(&mut self, root: Node<'_>) -> FlagSetId {
        self.session.flags_in(root).map(|(_, flags)| flags).unwrap_or_default()
    }

    /// Explains FETCH data as if its number were higher than any message's.
    pub(super) fn beyond_last(&mut self, tree: &Tree) -> &Explanation {
        self.line_alike(tree);
        if let Some(number) = server::number_of_fetch(tree.text()) {
            server::say_beyond_last(number, &mut self.explanation);
        }
        &self.explanation
    }

    /// Explains a line that is not part of the session, in the session's current state. Nothing is left out
    /// because the session has shown it before.
    pub fn line(&mut self, side: Side, tree: &Tree) -> &Explanation {
        let mut general = HashSet::new();
        self.explanation.swap_general(&mut general);
        self.explain(side, tree);
        self.explanation.swap_general(&mut general);
        &self.explanation
    }

    fn explain(&mut self, side: Side, tree: &Tree) {
        self.explanation.clear();
        let plain = (self.session.has_utf8_names() && tree.text().contains(&b'&'))
            .then(|| tree.clone().with_utf8_names());
        if let Some(root) = plain.as_ref().unwrap_or(tree).root() {
            let session = &self.session;
            match side {
                Side::Client => client::explain(root, session, &mut self.explanation),
                Side::Server => server::explain(Response { root, session }, &mut self.explanation),
            }
            // Only in a live session can the user type `:help`.
            if self.basics.is_some() {
                self.explanation.say_left_out();
            }
            self.explanation.say_syntax();
        }
    }
}
