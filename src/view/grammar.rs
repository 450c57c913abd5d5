//! Divides commands and responses into spans by the grammar.
//!
//! The shown text never depends on the grammar: a line is escaped first, and only a line that needs no
//! escapes is divided into spans. A message with more than [`MAX_TEXT`] octets of lines is one span.

use super::styled_text::{Role, StyledText};
use crate::protocol::syntax::{Kind, Mode, Parser, Side, Tree};

/// How many octets of a message's lines are parsed.
const MAX_TEXT: usize = 4096;

/// Parses the messages of one side, line by line.
pub struct GrammarSpans {
    parser: Parser,
    /// Whether the message was parsed so far, and continues with a literal.
    goes_on: bool,
}

/// A line to show.
pub struct SessionLine<'a> {
    /// The whole line.
    pub octets: &'a [u8],
    /// How many of the octets have already been shown.
    pub shown: usize,
    /// Whether it continues a message after a literal.
    pub is_continued: bool,
    /// Whether it ends IDLE.
    pub is_done: bool,
    /// Whether a literal follows it.
    pub announces_literal: bool,
}

impl GrammarSpans {
    pub fn new(side: Side) -> GrammarSpans {
        GrammarSpans { parser: Parser::new(side), goes_on: false }
    }

    /// Appends the spans of the rest of the line, if it can be parsed. `is_plain`: the rest needs no
    /// escapes. Otherwise the line is only parsed, for the sake of the lines after it.
    pub fn append(&mut self, line: &SessionLine<'_>, is_plain: bool, out: &mut StyledText) -> bool {
        let Some(start) = self.read(line).filter(|_| is_plain) else { return false };
        append_from(self.parser.tree(), start + line.shown, out);
        true
    }

    /// Notes that a literal of the message was shown.
    pub fn literal(&mut self, size: u64) {
        if self.goes_on {
            self.parser.literal(size, b"");
        }
    }

    /// Skips a line that does not begin a message, such as a line of text.
    pub fn skip(&mut self) {
        self.goes_on = false;
    }

    /// Parses the line, and returns its position in the tree's text; `None` if it is too long or continues
    /// a message that was not parsed.
    fn read(&mut self, line: &SessionLine<'_>) -> Option<usize> {
        let goes_on = std::mem::replace(&mut self.goes_on, line.announces_literal);
        if !line.is_continued {
            self.parser.clear();
        }
        let start = self.parser.tree().text().len();
        if (line.is_continued && !goes_on) || start + line.octets.len() > MAX_TEXT {
            self.goes_on = false;
            return None;
        }
        let mode = if line.is_done { Mode::Idle } else { Mode::Message };
        self.parser.line_as(mode, line.octets);
        Some(start)
    }
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// Appends the spans of the tree's text from this position on.
fn append_from(tree: &Tree, start: usize, out: &mut StyledText) {
    let mut mailbox_end = 0;
    for node in tree.nodes() {
        let range = node.range();
        if is_mailbox(node.kind()) {
            mailbox_end = range.end;
        }
        if !node.is_leaf() || range.end <= start {
            continue;
        }
        let role = match node.kind() {
            Kind::Blank | Kind::Open | Kind::Close | Kind::Unknown => Role::Text,
            _ if range.start < mailbox_end => Role::Mailbox,
            kind => role_of(kind, node.text()),
        };
        out.push(role, &tree.text()[start.max(range.start)..range.end]);
    }
}

fn is_mailbox(kind: Kind) -> bool {
    matches!(kind, Kind::Mailbox | Kind::ListMailbox | Kind::NamespacePrefix)
}

/// The role of a span that contains no other spans.
fn role_of(kind: Kind, text: &[u8]) -> Role {
    match kind {
        Kind::Tag => Role::Tag,
        Kind::CommandName
        | Kind::IdleDone
        | Kind::ResponseName
        | Kind::FetchItemName
        | Kind::SectionText
        | Kind::StatusItem
        | Kind::StoreItem
        | Kind::SearchKeyName
        | Kind::SearchReturnOption
        | Kind::SearchReturnName
        | Kind::SortKey
        | Kind::SelectParameterName
        | Kind::CreateParameterName
        | Kind::FetchModifierName
        | Kind::StoreModifierName
        | Kind::ListReturnName
        | Kind::ListSelectOption
        | Kind::ListExtendedName
        | Kind::MailboxFilterName
        | Kind::CatenatePartName
        | Kind::AppendExtension
        | Kind::ResourceName => Role::Keyword,
        Kind::CodeName => Role::Code,
        Kind::Flag | Kind::FlagKeyword | Kind::MailboxAttribute | Kind::GmailLabel => Role::Flag,
        Kind::Text | Kind::Atom | Kind::Nil | Kind::UserId | Kind::Password => Role::Text,
        Kind::SequenceSet | Kind::UidSet | Kind::KnownUids | Kind::LiteralSize => Role::Number,
        _ if text.starts_with(b"\"") => Role::QuotedString,
        _ if is_number(text) => Role::Number,
        _ => Role::Text,
    }
}
