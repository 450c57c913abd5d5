//! The state of a command that is not complete: what its next line is.

use super::wrapped::{Beginning, Nesting};
use crate::notation::lines::ScriptLine;
use crate::protocol::commands::CommandSpec;
use crate::protocol::dialogue::LiteralCount;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::Side;
use std::collections::HashSet;

/// The state of an incomplete command, which the next lines complete.
#[derive(Default)]
pub struct OpenLiteral {
    pub due: Due,
    pub count: LiteralCount,
    /// How many spaces its lines lose.
    pub spaces: Spaces,
    /// The server's `+`, or its refusal, may be the next line.
    pub plus_due: bool,
    /// The server asks for the literal with `+`; otherwise it reads all of it, even if it refuses the command
    /// with NO (RFC 7888, section 4).
    pub synchronizing: bool,
    /// One of its lines was read.
    pub has_lines: bool,
    /// The listing has shown other responses of the server, without a mark, in the place of the `+`.
    pub has_unsolicited_data: bool,
    /// The command's own tag.
    pub tag: Option<Box<str>>,
    /// It began before the script.
    pub begun_before: bool,
    /// Its command, if it began before the script and is known.
    pub command: Option<&'static CommandSpec>,
    /// Its command is not sent: the listing shows it for the second time, or has left out a part of it.
    pub is_unsent: bool,
    /// One of its lines says that octets were left out.
    pub is_shortened: bool,
    /// Whether its lines are written like the command's, once this is known.
    pub is_written_like_command: Option<bool>,
    /// Its lines, like the command's, are in another notation.
    pub is_decoded: bool,
    /// Where the literal was announced.
    pub place: (usize, usize),
    /// The brackets and quotes open in the command's text.
    pub nesting: Nesting,
    /// The line that began the command.
    pub beginning: Beginning,
    /// The tags of the lines in it that look like commands, on a page.
    pub swallowed: HashSet<Box<str>>,
}

/// The most spaces that the lines of a literal lose.
#[derive(Clone, Copy, Default)]
pub struct Spaces {
    /// After a mark.
    pub marked: usize,
    /// Without one: as many as precede the command itself.
    pub unmarked: usize,
}

/// What the next line of an incomplete command is.
#[derive(Default)]
pub enum Due {
    /// This many octets of a literal, counting each line's CRLF.
    Octets(u64),
    /// The rest after a literal that ended with its line.
    #[default]
    Rest,
    /// Lines up to `end`.
    Lines {
        end: String,
        /// The lines so far, if they are base64.
        base64: Option<String>,
    },
}

impl Due {
    /// The next line for a literal of this many octets. After an empty literal, it is the rest of the
    /// command.
    pub fn octets(octets: u64) -> Due {
        match octets {
            0 => Due::Rest,
            octets => Due::Octets(octets),
        }
    }
}

impl OpenLiteral {
    /// A literal, or the rest of a command, that began before the script, perhaps before its `+`.
    pub fn begun_before(due: Due, plus_due: bool) -> OpenLiteral {
        OpenLiteral {
            due,
            plus_due,
            synchronizing: true,
            begun_before: true,
            place: (1, 1),
            ..OpenLiteral::default()
        }
    }

    /// Whether the listing shows other responses where the server's `+` is expected: it would show the `+`
    /// too.
    pub fn lacks_plus(&self) -> bool {
        self.has_unsolicited_data && self.plus_due
    }

    /// Whether the server asks for the literal and none of its lines was read.
    pub fn awaits_first_line(&self) -> bool {
        self.synchronizing && !self.has_lines
    }

    /// The text of one of its lines, which has the mark of this side or none.
    pub fn text_of<'a>(&self, line: &'a ScriptLine, side: Option<Side>) -> &'a str {
        match side {
            Some(_) => line.content_without(self.spaces.marked),
            None => line.text_without(self.spaces.unmarked),
        }
    }
}

/// The next line after a literal announced at the end of a text, and whether a `+` comes before it.
pub(super) fn due_after(text: &[u8]) -> Option<(Due, bool)> {
    let literal = LiteralAnnouncement::at_end(text)?;
    Some((Due::octets(literal.size), !literal.non_synchronizing))
}
