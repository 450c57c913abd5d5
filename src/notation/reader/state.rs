//! What the reader remembers from line to line, by what it is about.

use super::command::heading::TaggedCommands;
use super::command::list_entry::TaggedSearch;
use super::command::page_search::PageSearch;
use super::not_sent::beside_session::BlockSearch;
use super::other_text::other_protocols::PossibleProtocol;
use super::server::completions::CompletionIndex;
use super::server::server_literal::{OctetSums, ServerLiteral};
use crate::notation::response::ListedResponse;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// What a stream has shown already. A whole script was searched for all of it.
#[derive(Default)]
pub(super) struct StreamFacts {
    /// Whether the lines of a stream have been searched for times.
    pub stamps: bool,
    /// Whether the lines of a stream have been searched for a prefix that both sides share.
    pub prefix: bool,
    /// Whether the lines of a stream have been searched for visible line ends.
    pub end: bool,
}

/// What the listing shows of other protocols.
#[derive(Default)]
pub(super) struct ProtocolsSeen {
    /// Whether a packet header was read, as printed by programs that dump packets.
    pub is_dump: bool,
    /// The protocol of the last command, if that may not be IMAP.
    pub last: Option<PossibleProtocol>,
    /// How many lines are certainly of another protocol.
    pub lines: usize,
}

/// Facts about all commands of a whole script, once they are known.
#[derive(Default)]
pub(super) struct AllCommands {
    /// The words that precede several, and are tags although they do not look so.
    pub words: OnceCell<HashSet<Box<str>>>,
    pub tagged: OnceCell<TaggedCommands>,
    /// How many have explanations after them, in a script without directives.
    pub explained: OnceCell<usize>,
    /// Whether those without tags are shown twice.
    pub are_shown_twice: OnceCell<bool>,
}

/// Searches of the lines below that continue where they ended.
#[derive(Default)]
pub(super) struct ResumableSearches {
    /// The search for tagged commands besides the entries of a list.
    pub tagged: TaggedSearch,
    /// The search for the end of the commands that may be outside the session.
    pub block: Option<BlockSearch>,
    /// The search of a stream for evidence that it is a page.
    pub page: Option<PageSearch>,
}

/// Parts of the listing whose marks differ.
#[derive(Default)]
pub(super) struct MarkChanges {
    /// The number in the client's mark, `C1:`; 0 if it has none.
    pub client_number: Option<u32>,
    /// Whether the server's mark precedes the client's lines too.
    pub mark_is_shared: bool,
    /// Whether the last command without a mark is in a part of the listing without marks.
    pub is_without_marks: bool,
    /// Whether the listing, which has marks, has a part without them.
    pub has_without_marks: bool,
    /// The first unsent command after the server's mark, and the number of its line.
    pub after_server_mark: Option<(usize, Box<str>)>,
}

/// What is above besides the lines of the session.
#[derive(Default)]
pub(super) struct ProseAbove {
    /// Whether there is prose between the server's last line and the next one.
    pub is_right_above: bool,
    /// Whether prose or a tool's output is above.
    pub is_anywhere_above: bool,
    /// Whether the text begins with the header of a mail.
    pub has_mail_header: bool,
    /// Whether a stream had sentences before it was known to be a page.
    pub has_sentences: bool,
    /// Whether an unsent line may be an attempt to log in, and no command has followed.
    pub has_attempt: bool,
}

/// Where a line may continue, or belong to, one right above it.
#[derive(Default)]
pub(super) struct ContinuationPoints {
    /// The index right below the server's last line.
    pub server: Option<usize>,
    /// Below this index, at the mark's own column, a line may be the rest of a client's line.
    pub client: Option<(usize, usize)>,
    /// At this index, right below a counted literal, a line may be the rest of the literal.
    pub literal: Option<usize>,
    /// The tag of the last command with a counted literal, whose completion is not shown yet.
    pub literal_of: Option<Box<str>>,
}

/// The server's line that is not complete, and its literals.
#[derive(Default)]
pub(super) struct ServerLines {
    /// The server's response that the next line may continue.
    pub response: Option<ListedResponse>,
    /// The text before its first line, which may be the server's mark.
    pub mark: Option<String>,
    /// Its literal that is being skipped.
    pub literal: Option<ServerLiteral>,
    /// The octets up to each line, to find where a literal ends.
    pub sums: OctetSums,
    /// The completions below.
    pub completions: CompletionIndex,
}

/// The variables of the script.
#[derive(Default)]
pub(super) struct ScriptVariables {
    /// The variables that the script itself has set so far.
    pub set: HashMap<String, String>,
    /// The other variables that the script needs, each with whether it is in quotes.
    pub needed: HashSet<(String, bool)>,
}

impl ResumableSearches {
    /// Notes that this many lines of a stream were dropped.
    pub fn forget(&mut self, forgotten: usize) {
        self.page = None;
        self.tagged.forget(forgotten);
        self.block = self.block.take().and_then(|it| it.after_dropping(forgotten));
    }
}

impl ContinuationPoints {
    /// Notes that this many lines of a stream were dropped.
    pub fn forget(&mut self, forgotten: usize) {
        let client = self.client.take();
        self.client = client.and_then(|(at, indent)| Some((at.checked_sub(forgotten)?, indent)));
        self.literal = self.literal.and_then(|at| at.checked_sub(forgotten));
    }
}

impl ServerLines {
    /// Notes that lines of a stream were dropped, none of them of a literal.
    pub fn forget(&mut self) {
        self.sums = OctetSums::default();
        self.completions = CompletionIndex::default();
    }
}
