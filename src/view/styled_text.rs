//! The model of what is shown: text in spans, each with a [`Role`] that says what it is. A painter
//! decides how a role looks; the terminal's is the [`Theme`](super::theme::Theme).
//!
//! The text is safe to show: what a terminal would obey is escaped. Rows end with a line end, which
//! is text like any other. A span may have several rows, as those of a literal.

use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

/// What a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text that is nothing of the following, such as blanks, brackets and what a response says to
    /// people.
    Text,
    /// The tag of a command.
    Tag,
    /// The tag of the command that a response completes.
    AnsweredTag,
    /// The `*` of an untagged response.
    Untagged,
    /// The `+` of a continuation request.
    Continuation,
    /// The mark before a server's line that is not a response.
    NotResponse,
    /// The status word of a response.
    Status(Status),
    /// The name of a command, a response, an item or an option.
    Keyword,
    /// A quoted string.
    QuotedString,
    /// A number or a set of numbers.
    Number,
    /// A flag, or an attribute of a mailbox.
    Flag,
    /// The name of a response code.
    Code,
    /// The name of a mailbox.
    Mailbox,
    /// The octets of a literal.
    Literal,
    /// How long an answer took, and when a line was shown.
    Time,
    /// The mark before a line of imapsh's own.
    NoticeMark(NoticeLevel),
    /// A line of imapsh's own.
    Notice(NoticeLevel),
}

/// Text in spans without gaps, of which no two with the same role follow one another. There may be millions of lines, so that one is used for many.
#[derive(Default)]
pub struct StyledText {
    text: Vec<u8>,
    /// What each span is, and where it ends.
    spans: Vec<(Role, usize)>,
}

impl StyledText {
    pub fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
    }

    /// The text without its roles.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Appends text with a role.
    #[inline]
    pub fn push(&mut self, role: Role, text: &[u8]) {
        self.push_with(role, |out| out.extend_from_slice(text));
    }

    /// Appends text with a role, which `write` writes.
    #[inline]
    pub fn push_with(&mut self, role: Role, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.text.len();
        write(&mut self.text);
        let end = self.text.len();
        match self.spans.last_mut() {
            Some((last, last_end)) if *last == role => *last_end = end,
            _ if end > start => self.spans.push((role, end)),
            _ => {}
        }
    }

    /// The role of each span, and where it ends.
    pub fn ends(&self) -> &[(Role, usize)] {
        &self.spans
    }
}
