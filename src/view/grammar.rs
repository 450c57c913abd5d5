//! Colors by the grammar: which style each span of a command or a response has.
//!
//! The text never depends on it: a line is escaped first, and only one that needs no escapes is cut
//! into spans. A message whose lines are longer than [`MAX_TEXT`] is shown without these colors.

use super::line_shapes::LineShapes;
use super::theme::{StyleCodes, Theme};
use crate::protocol::syntax::{Kind, Mode, Parser, Side, Tree};

/// How many octets of a message's lines are read.
const MAX_TEXT: usize = 4096;

/// How long a line may be whose shape is remembered.
const MAX_SHAPE: usize = 256;

/// Reads the messages of one side as they are shown.
pub struct GrammarColors {
    parser: Parser,
    /// Whether all of the message is read so far, and it goes on with a literal.
    goes_on: bool,
    /// The responses of one line that were read last.
    shapes: LineShapes,
}

/// How a line is shown.
pub struct Line<'a> {
    /// The whole line.
    pub octets: &'a [u8],
    /// How many of the octets are shown already.
    pub shown: usize,
    /// Whether it is the first line of a data response.
    pub is_data: bool,
    /// Whether it continues a message after a literal.
    pub is_continued: bool,
    /// Whether it ends IDLE.
    pub is_done: bool,
    /// Whether a literal follows it.
    pub announces_literal: bool,
}

impl GrammarColors {
    pub fn new(side: Side) -> GrammarColors {
        GrammarColors { parser: Parser::new(side), goes_on: false, shapes: LineShapes::default() }
    }

    /// Appends a whole response of one line in its colors, with its line end, if one of the same
    /// shape was read.
    #[inline]
    pub fn paint_known(&mut self, line: &[u8], out: &mut Vec<u8>) -> bool {
        let is_known = self.shapes.paint(line, out);
        if is_known {
            self.goes_on = false;
        }
        is_known
    }

    /// Remembers the line that was read, a whole response that begins with `*`.
    fn learn_shape(&mut self, theme: &Theme) {
        let tree = self.parser.tree();
        let shape = self.shapes.slot(tree.text().len());
        shape.push_text(b"*", |_, painted| painted.extend_from_slice(&theme.untagged_mark));
        for (text, style) in spans_from(tree, 1, theme) {
            match style {
                Some(style) if std::ptr::eq(style, &theme.number) && is_number(text) => {
                    shape.push_number(text, &style.on, &style.off);
                }
                _ => shape.push_text(text, |text, painted| paint_span(text, style, painted)),
            }
        }
        shape.push_painted(b"\r\n");
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
        let Some(start) = self.read(line) else { return false };
        if !is_plain {
            return false;
        }
        let tree = self.parser.tree();
        for (text, style) in spans_from(tree, start + line.shown, theme) {
            paint_span(text, style, out);
        }
        // What was shown before may have been escaped.
        let is_fresh = line.is_data && line.shown == 1;
        if is_fresh && !line.announces_literal && line.octets.len() <= MAX_SHAPE {
            self.learn_shape(theme);
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

impl Default for TypedColors {
    fn default() -> TypedColors {
        TypedColors { colors: GrammarColors::new(Side::Client), theme: Theme::new(true) }
    }
}

impl TypedColors {
    /// The text behind the tag, in its colors.
    pub fn command(&mut self, tag: &str, text: &str) -> String {
        if text.starts_with([':', '#', '*', '+']) || text.contains('\n') {
            return text.to_owned();
        }
        let command = format!("{tag} {text}");
        let line = Line {
            octets: command.as_bytes(),
            shown: tag.len() + 1,
            is_data: false,
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
