//! Explains lines of a session in a sentence or two.
//!
//! An [`Explainer`] watches one session. It receives the syntax trees of all lines of both sides, in order,
//! and explains each from its own words and from the lines before it. It does no I/O and decides nothing: it
//! only reads trees. An [`EventExplainer`] makes the trees from the events of a session, and [`listing`] from
//! the lines of a listing.
//!
//! # From a line to its sentences
//!
//! 1. A client's line goes to `client`. It names a fault of the line first, if there is one
//!    (`client::first_fault`), and then the effect of the command, from its arguments. If there is no
//!    sentence for the arguments, the reference data's sentence about the command is used.
//! 2. A server's line goes to `server`, which explains completions, continuation requests, status responses
//!    and data, and numbers, codes or parts that do not belong there.
//! 3. A NO or BAD goes to `server::causes`, with the command that it answers. The causes are tried in order,
//!    the most certain first, and the first one that applies is named. If the command's own explanation has
//!    named it, the refusal's has only what is new.
//! 4. The line is noted in `session`, so that later lines can refer to it: the commands in flight, the
//!    selected mailbox, the names, flags, UIDs and rights that the session has shown.
//!
//! Each of these imports only from those after it: `server`, which explains a refusal by a fault of the
//! command; `client`; `faults`, the faults that any command may have; `session`; and what all of them use:
//! the parts of lines (`command_parts`, `response_parts`), registered words (`registered`), phrases
//! (`phrase`) and the explanation itself (`sentence`).
//!
//! Of two possible explanations, the one that claims less is chosen. A function that adds a sentence to an
//! [`Explanation`] and returns a `bool` returns whether it did.
//!
//! # What is remembered between lines
//!
//! - A *general* sentence does not depend on the line. A session shows it once; later explanations leave it
//!   out.
//! - The *whole* explanation of a line has all sentences, for a reader who sees only this line, such as a
//!   program.
//! - Lines are *alike* if they differ only in their values. A template can explain them, unless a sentence is
//!   *particular* to one line.
//! - The `basics` are introductory sentences (what a tag is, what a UID is), which only a live session shows,
//!   once each.

mod basics;
mod calendar;
mod client;
mod command_parts;
mod events;
mod faults;
pub mod listing;
mod message_flags;
mod phrase;
mod registered;
mod response_parts;
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
    /// Whether a refusal repeats a cause that was named below the command.
    repeats_causes: bool,
    /// The explanation of the last line.
    explanation: Explanation,
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

    /// Whether earlier responses show that no message can have this number.
    fn is_beyond_last(&self, number: u64) -> bool {
        self.session.is_beyond_last(number)
    }

    /// Whether a line other than a FETCH response may have a word that needs an introductory sentence.
    fn may_introduce(&self, line: &[u8]) -> bool {
        // If names are in UTF-8, such a name is not decoded.
        let is_plain = self.session.has_utf8_names() && line.contains(&b'&');
        is_plain || self.basics.as_ref().is_some_and(|basics| basics.may_introduce(line))
    }

    /// Whether the line may report a UID that no message has, or a UIDNEXT, which is compared with the
    /// previous one.
    fn may_contradict_uid_next(&self, line: &[u8]) -> bool {
        self.session.may_contradict_uid_next(line)
    }

    /// Whether the line is the answer to a search for a message number that no message has.
    fn has_found_none(&self, line: &[u8]) -> bool {
        server::has_found_none(line, &self.session)
    }

    /// Notes the flags that a line reports for this message if a template explains the line. False: the line
    /// changes flags, and must be explained individually.
    fn note_flags(&mut self, number: u64, flags: FlagSetId) -> bool {
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
    fn line_alike(&mut self, tree: &Tree) -> &Explanation {
        self.session.leaves_out_changes = true;
        self.explain(Side::Server, tree);
        self.session.leaves_out_changes = false;
        &self.explanation
    }

    /// The flags that the response reports for a message.
    fn flags_in(&mut self, root: Node<'_>) -> FlagSetId {
        self.session.flags_in(root).map(|(_, flags)| flags).unwrap_or_default()
    }

    /// Explains FETCH data as if its number were higher than any message's.
    fn beyond_last(&mut self, tree: &Tree) -> &Explanation {
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
        if let Some(root) = tree.root() {
            match side {
                Side::Client => client::explain(root, &self.session, &mut self.explanation),
                Side::Server => server::explain(root, &self.session, &mut self.explanation),
            }
            // Only in a live session can the user type `:help`.
            if self.basics.is_some() {
                self.explanation.say_left_out();
            }
            self.explanation.say_syntax();
        }
    }
}
