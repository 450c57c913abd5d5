//! Text to show, in spans with a [`Role`] each. A painter maps each role to an output style.
//!
//! The text is safe to show: control characters are escaped. Rows end with a line end, which is part of
//! the text. A span may have several rows, as in a literal.

use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

/// The role of a span of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anything else, such as spaces, brackets and human-readable text.
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
    /// How long an answer took, or when a line was shown.
    Time,
    /// The mark before imapsh's own line.
    NoticeMark(NoticeLevel),
    /// imapsh's own line.
    Notice(NoticeLevel),
}

/// Text in spans without gaps. Adjacent spans have different roles. One value is reused for many
/// lines, since there may be millions.
#[derive(Default)]
pub struct StyledText {
    text: Vec<u8>,
    /// The role and the end of each span.
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
    pub fn push(&mut self, role: Role, text: &[u8]) {
        self.push_with(role, |out| out.extend_from_slice(text));
    }

    /// Appends text with a role, which `write` writes.
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

    /// The role and the end of each span.
    pub fn ends(&self) -> &[(Role, usize)] {
        &self.spans
    }
}
