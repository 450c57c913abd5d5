//! Colors by the grammar: which style each span of a command or a response has.
//!
//! The text never depends on it: a line is escaped first, and only one that needs no escapes is cut
//! into spans. A message whose lines are longer than [`MAX_TEXT`] is shown without these colors.

use super::theme::{StyleCodes, Theme};
use crate::protocol::syntax::{Kind, Mode, Parser, Side, Tree};

/// How many octets of a message's lines are read.
const MAX_TEXT: usize = 4096;

/// Reads the messages of one side as they are shown.
pub struct GrammarColors {
    parser: Parser,
    /// Whether all of the message is read so far, and it goes on with a literal.
    goes_on: bool,
    /// The form of the last response of one line.
    form: Form,
}

/// The form of a response, which many responses share: they differ in their numbers only, as
/// `* 12 FETCH (UID 1012)` and `* 13 FETCH (UID 1013)` do. What is a number is one whatever its
/// digits are, so that the others need not be read.
#[derive(Default)]
struct Form {
    parts: Vec<FormPart>,
}

/// Text, and what follows it: a number, or the end of the line.
#[derive(Default)]
struct FormPart {
    text: Vec<u8>,
    painted: Vec<u8>,
    number: bool,
}

impl Form {
    /// Appends the text in its colors, if it has this form.
    fn paint(&self, mut text: &[u8], theme: &Theme, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        for part in &self.parts {
            let Some(rest) = text.strip_prefix(part.text.as_slice()) else { break };
            out.extend_from_slice(&part.painted);
            let is_end = |octet: &u8| !octet.is_ascii_digit();
            let digits = rest.iter().position(is_end).unwrap_or(rest.len());
            match part.number {
                true if digits > 0 => theme.number.paint(&rest[..digits], out),
                false if rest.is_empty() => return true,
                _ => break,
            }
            text = &rest[digits..];
        }
        out.truncate(start);
        false
    }

    /// Takes the form of what the tree has from here on.
    fn learn(&mut self, tree: &Tree, start: usize, theme: &Theme) {
        self.parts.clear();
        let mut part = FormPart::default();
        for (text, style) in spans_from(tree, start, theme) {
            if style.is_some_and(|style| std::ptr::eq(style, &theme.number)) && is_number(text) {
                part.number = true;
                self.parts.push(std::mem::take(&mut part));
            } else {
                part.text.extend_from_slice(text);
                paint_span(text, style, &mut part.painted);
            }
        }
        self.parts.push(part);
        // Without a text between them, two numbers would be read as one.
        let is_unclear = |part: &FormPart| part.text.first().is_none_or(u8::is_ascii_digit);
        if self.parts.iter().skip(1).any(|part| part.number && is_unclear(part)) {
            self.parts.clear();
        }
    }
}

/// How a line is shown.
pub struct Line<'a> {
    /// The whole line.
    pub octets: &'a [u8],
    /// How many of the octets are shown already.
    pub shown: usize,
    /// Whether it continues a message after a literal.
    pub is_continued: bool,
    /// Whether it ends IDLE.
    pub is_done: bool,
    /// Whether a literal follows it.
    pub announces_literal: bool,
}

impl GrammarColors {
    pub fn new(side: Side) -> GrammarColors {
        GrammarColors { parser: Parser::new(side), goes_on: false, form: Form::default() }
    }

    /// Appends the rest of the line in its colors, if it can be read. `is_plain`: the rest needs no
    /// escapes; otherwise the line is only read, for what follows it.
    pub fn paint(
        &mut self,
        line: &Line<'_>,
        is_plain: bool,
        theme: &Theme,
        out: &mut Vec<u8>,
    ) -> bool {
        let is_one_line = !line.is_continued && !line.announces_literal;
        let may_have_form = is_plain && is_one_line && line.shown == 1;
        if may_have_form && self.form.paint(&line.octets[1..], theme, out) {
            self.goes_on = false;
            return true;
        }
        let Some(start) = self.read(line) else { return false };
        if !is_plain {
            return false;
        }
        let tree = self.parser.tree();
        for (text, style) in spans_from(tree, start + line.shown, theme) {
            paint_span(text, style, out);
        }
        if may_have_form {
            self.form.learn(tree, 1, theme);
        }
        true
    }

    /// Notes that a literal of the message was shown.
    pub fn literal(&mut self, size: u64) {
        if self.goes_on {
            self.parser.literal(size, b"");
        }
    }

    /// A line that has no message of its own, such as one of text.
    pub fn skip(&mut self) {
        self.goes_on = false;
    }

    /// Reads the line, and returns where in the tree's text it begins; nothing if it is too long or
    /// continues what was not read.
    fn read(&mut self, line: &Line<'_>) -> Option<usize> {
        let goes_on = std::mem::replace(&mut self.goes_on, line.announces_literal);
        if !line.is_continued {
            self.parser.clear();
        }
        let start = self.parser.tree().text().len();
        if (line.is_continued && !goes_on) || start + line.octets.len() > MAX_TEXT {
            self.goes_on = false;
            return None;
        }
        let mode = match line.is_done {
            true => Mode::Idle,
            false => Mode::Message,
        };
        self.parser.line_as(mode, line.octets);
        Some(start)
    }
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

fn paint_span(text: &[u8], style: Option<&StyleCodes>, out: &mut Vec<u8>) {
    match style {
        Some(style) => style.paint(text, out),
        None => out.extend_from_slice(text),
    }
}

/// The spans of the tree's text from here on, without gaps, and their styles.
fn spans_from<'t>(
    tree: &'t Tree,
    start: usize,
    theme: &'t Theme,
) -> impl Iterator<Item = (&'t [u8], Option<&'t StyleCodes>)> {
    let mut mailbox_end = 0;
    tree.nodes().filter_map(move |node| {
        let range = node.range();
        if is_mailbox(node.kind()) {
            mailbox_end = range.end;
        }
        if !node.is_leaf() || range.end <= start {
            return None;
        }
        let style = match node.kind() {
            Kind::Blank | Kind::Open | Kind::Close | Kind::Unknown => None,
            _ if range.start < mailbox_end => Some(&theme.mailbox),
            kind => style_of(kind, node.text(), theme),
        };
        Some((&tree.text()[start.max(range.start)..range.end], style))
    })
}

fn is_mailbox(kind: Kind) -> bool {
    matches!(kind, Kind::Mailbox | Kind::ListMailbox | Kind::NamespacePrefix)
}

/// The style of a span without spans inside.
fn style_of<'t>(kind: Kind, text: &[u8], theme: &'t Theme) -> Option<&'t StyleCodes> {
    match kind {
        Kind::Tag => Some(&theme.tag),
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
        | Kind::ResourceName => Some(&theme.keyword),
        Kind::CodeName => Some(&theme.code),
        Kind::Flag | Kind::FlagKeyword | Kind::MailboxAttribute | Kind::GmailLabel => {
            Some(&theme.flag)
        }
        Kind::Text | Kind::Atom | Kind::Nil | Kind::UserId | Kind::Password => None,
        Kind::SequenceSet | Kind::UidSet | Kind::KnownUids | Kind::LiteralSize => {
            Some(&theme.number)
        }
        _ if text.starts_with(b"\"") => Some(&theme.string),
        _ if is_number(text) => Some(&theme.number),
        _ => None,
    }
}

/// Colors a command while it is typed.
pub struct TypedColors {
    colors: GrammarColors,
    theme: Theme,
}

impl TypedColors {
    pub fn new() -> TypedColors {
        TypedColors { colors: GrammarColors::new(Side::Client), theme: Theme::new(true) }
    }

    /// The text behind the tag, in its colors.
    pub fn command(&mut self, tag: &str, text: &str) -> String {
        if text.starts_with([':', '#', '*', '+']) || text.contains('\n') {
            return text.to_owned();
        }
        let command = format!("{tag} {text}");
        let line = Line {
            octets: command.as_bytes(),
            shown: tag.len() + 1,
            is_continued: false,
            is_done: false,
            announces_literal: false,
        };
        let mut out = Vec::new();
        match self.colors.paint(&line, true, &self.theme, &mut out) {
            true => String::from_utf8_lossy(&out).into_owned(),
            false => text.to_owned(),
        }
    }
}
