//! What a line of the wire means, in a sentence or two.
//!
//! An [`Explainer`] watches one session. It is fed the syntax trees of everything that the client
//! and the server say, in order, and explains each from its words and from the lines before it.
//! It does no I/O and decides nothing: it only reads trees. An [`EventExplainer`] makes them from
//! the events of a session.
//!
//! Where possible a sentence depends on the arguments, not on the keyword alone (`client`,
//! `server`). Where there is no such sentence, the reference data's is used. A refusal
//! gets its likely cause, from the command that was sent (`causes`). Of two possible explanations
//! the one is given that claims less.

mod basics;
mod calendar;
mod causes;
mod client;
mod events;
pub mod listing;
mod message_flags;
mod phrase;
mod registered;
mod sentence;
mod server;
mod session;
mod shown_values;
mod spans;
#[cfg(test)]
mod tests;
mod unsent_line;

pub use events::{EventExplainer, ExplainedLine};
pub use sentence::Explanation;
pub use spans::{ExplainedSpan, spans};
pub use unsent_line::UnsentLine;

use crate::messages::Messages;
use crate::protocol::session_facts::SessionFacts;
use crate::protocol::syntax::{Kind, Node, Side, Tree};
use basics::Basics;
use message_flags::FlagSetId;
use session::WatchedSession;
use std::collections::HashSet;

/// Explains the lines of one session.
pub struct Explainer {
    session: WatchedSession,
    /// Sentences that a live session needs once; `None` for listings and single lines.
    basics: Option<Basics>,
    /// Whether a refusal names a cause again that was named below the command.
    repeats_causes: bool,
    /// Of the last line.
    explanation: Explanation,
}

impl Explainer {
    /// An explainer of a session that begins, in the language of these messages.
    pub fn new(messages: Messages) -> Explainer {
        let explanation = Explanation::new(messages);
        let session = WatchedSession::default();
        Explainer { session, basics: None, repeats_causes: false, explanation }
    }

    /// An explainer of a live session: it also says what a tag, a UID, a
    /// literal and a mod-sequence are when the first of each comes.
    pub fn teaching(messages: Messages) -> Explainer {
        Explainer { basics: Some(Basics::default()), ..Explainer::new(messages) }
    }

    /// An explainer of lines of which nothing is known that came before them.
    pub fn of_lines(messages: Messages) -> Explainer {
        let mut explainer = Explainer::new(messages);
        explainer.session.greeted = true;
        explainer
    }

    /// Names a cause below each line that it is about: of programs, and of tests, each looks at its line alone.
    pub fn repeat_causes(&mut self) {
        self.repeats_causes = true;
    }

    /// Notes whether the structure of responses is shown below them.
    pub fn set_structure_shown(&mut self, is_shown: bool) {
        if let Some(basics) = &mut self.basics {
            basics.is_structure_shown = is_shown;
        }
    }

    /// Watches a session that has begun, of which this is known.
    pub fn join(&mut self, facts: SessionFacts) {
        self.session = WatchedSession::joined(facts);
    }

    /// Explains a command, or another message of the client's. The explanation is empty if there
    /// is nothing to say.
    pub fn client(&mut self, tree: &Tree) -> &Explanation {
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
            if !self.repeats_causes {
                server::leave_out_named_cause(root, &self.session, &mut self.explanation);
            }
            server::say_no_such_message(root, &self.session, &mut self.explanation);
            if let Some(basics) = &mut self.basics {
                basics.explain(root, &self.session, &mut self.explanation);
            }
            self.session.received(root);
        }
        &self.explanation
    }

    /// Whether a message with this number cannot be there, according to earlier responses.
    fn is_beyond_last(&self, number: u64) -> bool {
        self.session.is_beyond_last(number)
    }

    /// Whether a line that is not a FETCH response may have a word that the session has to be introduced to.
    fn may_introduce(&self, line: &[u8]) -> bool {
        // Where names are in UTF-8, none like it is decoded.
        let is_plain = self.session.has_utf8_names() && line.contains(&b'&');
        is_plain || self.basics.as_ref().is_some_and(|basics| basics.may_introduce(line))
    }

    /// Whether the line may report a UID that no message has, or a UIDNEXT, which is compared with the one before.
    fn may_contradict_uid_next(&self, line: &[u8]) -> bool {
        self.session.may_contradict_uid_next(line)
    }

    /// Whether the line is the answer of a search in which there is such a number.
    fn has_found_none(&self, line: &[u8]) -> bool {
        server::has_found_none(line, &self.session)
    }

    /// Notes the flags that a line reports of this message: the line is not explained by itself, because
    /// others like it were. False: it changes flags, which its explanation has to say.
    fn note_flags(&mut self, number: u64, flags: FlagSetId) -> bool {
        if flags == FlagSetId::default() {
            return true;
        }
        let is_change =
            self.session.flags.differ(number, flags) && server::says_flag_changes(&self.session);
        if !is_change {
            self.session.flags.note(number, flags);
        }
        !is_change
    }

    /// Explains data as of messages of which nothing was reported before.
    fn line_alike(&mut self, tree: &Tree) -> &Explanation {
        self.session.leaves_out_changes = true;
        self.explain(Side::Server, tree);
        self.session.leaves_out_changes = false;
        &self.explanation
    }

    /// The flags that the response reports of a message.
    fn flags_in(&mut self, root: Node<'_>) -> FlagSetId {
        self.session.flags_in(root).map(|(_, flags)| flags).unwrap_or_default()
    }

    /// Explains FETCH data as if no message had its number.
    fn beyond_last(&mut self, tree: &Tree) -> &Explanation {
        self.line_alike(tree);
        if let Some(number) = server::number_of_fetch(tree.text()) {
            server::say_beyond_last(number, &mut self.explanation);
        }
        &self.explanation
    }

    /// Explains a line that is not part of the session, in the state that the session is in. Who asks about it
    /// reads all of it, whatever the session has had.
    pub fn line(&mut self, side: Side, tree: &Tree) -> &Explanation {
        let mut general = HashSet::new();
        self.explanation.swap_general(&mut general);
        self.explain(side, tree);
        self.explanation.swap_general(&mut general);
        &self.explanation
    }

    fn explain(&mut self, side: Side, tree: &Tree) {
        self.explanation.clear();
        if let Some(root) = tree.root() {
            match side {
                Side::Client => client::explain(root, &self.session, &mut self.explanation),
                Side::Server => server::explain(root, &self.session, &mut self.explanation),
            }
            // Only a live session can have a prompt for :help.
            if self.basics.is_some() {
                self.explanation.say_left_out();
            }
            self.explanation.say_syntax();
        }
    }
}
