//! The colors of a terminal. Color never carries meaning alone: without it the text is the same.

use crate::escape;
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;
use owo_colors::Style;

/// The tag of a command, in the prompt too.
pub const TAG: Style = Style::new().blue().bold();

/// What the line editor suggests after the cursor. It is dim without color too, because
/// only that tells it from typed text.
pub const HINT: Style = Style::new().dimmed();

/// The style of each kind of text.
pub struct Theme {
    /// The tag of a command.
    pub tag: StyleCodes,
    /// The name of a command, a response, an item or an option.
    pub keyword: StyleCodes,
    /// A quoted string.
    pub string: StyleCodes,
    /// A number or a set of numbers.
    pub number: StyleCodes,
    /// A flag, or an attribute of a mailbox.
    pub flag: StyleCodes,
    /// The name of a response code.
    pub code: StyleCodes,
    /// The name of a mailbox.
    pub mailbox: StyleCodes,
    /// The `*` of an untagged response, painted.
    pub untagged_mark: Vec<u8>,
    /// The `+` of a continuation request.
    pub continuation: StyleCodes,
    /// The mark before a server's line that is not a response.
    pub unknown: StyleCodes,
    /// How long an answer took, and when a line was shown.
    pub time: StyleCodes,
    ok: StyleCodes,
    no: StyleCodes,
    bad: StyleCodes,
    unsent: StyleCodes,
    plain: StyleCodes,
    heading: StyleCodes,
    hint: StyleCodes,
    warning: StyleCodes,
}

impl Theme {
    /// The theme with its colors, or one that changes nothing.
    pub fn new(color: bool) -> Theme {
        let codes = |style: Style| StyleCodes::new(if color { style } else { Style::new() });
        let style = Style::new;
        Theme {
            tag: codes(TAG),
            keyword: codes(style().bold()),
            string: codes(style().green()),
            number: codes(style().cyan()),
            flag: codes(style().magenta()),
            code: codes(style().magenta().bold()),
            mailbox: codes(style().cyan().bold()),
            untagged_mark: codes(style().cyan()).painted(b"*"),
            continuation: codes(style().magenta()),
            unknown: codes(style().dimmed()),
            time: codes(style().dimmed()),
            ok: codes(style().green()),
            no: codes(style().yellow()),
            bad: codes(style().red()),
            unsent: codes(style().dimmed()),
            plain: codes(style()),
            heading: codes(style().bold()),
            hint: codes(style().blue()),
            warning: codes(style().red()),
        }
    }

    /// The style of a status word.
    pub fn status(&self, status: Status) -> &StyleCodes {
        match status {
            Status::Ok | Status::Preauth => &self.ok,
            Status::No => &self.no,
            Status::Bad | Status::Bye => &self.bad,
        }
    }

    /// The styles of a notice: of its mark, and of its text. What a learner reads has the terminal's own color, because
    /// blue and dim text is hard to read on many terminals.
    pub fn notice(&self, level: NoticeLevel) -> NoticeCodes<'_> {
        let (mark, text) = match level {
            NoticeLevel::Echo => (&self.unsent, &self.unsent),
            NoticeLevel::Info => (&self.unsent, &self.plain),
            NoticeLevel::Answer | NoticeLevel::Private => (&self.plain, &self.plain),
            NoticeLevel::Heading => (&self.heading, &self.heading),
            NoticeLevel::Hint
            | NoticeLevel::Guide
            | NoticeLevel::Explanation
            | NoticeLevel::Structure => (&self.hint, &self.plain),
            NoticeLevel::Warning | NoticeLevel::Error => (&self.warning, &self.warning),
        };
        NoticeCodes { mark, text }
    }
}

/// The styles of a notice.
pub struct NoticeCodes<'t> {
    mark: &'t StyleCodes,
    text: &'t StyleCodes,
}

impl NoticeCodes<'_> {
    /// Appends a row: its mark, if it has one, and the parts of the text behind that.
    pub fn paint(&self, mark: &str, text: &[&str], out: &mut Vec<u8>) {
        let is_one_style = std::ptr::eq(self.mark, self.text);
        if !is_one_style && !mark.is_empty() {
            self.mark.paint(mark.as_bytes(), out);
        }
        out.extend_from_slice(&self.text.on);
        let mark = if is_one_style { mark } else { "" };
        for part in std::iter::once(&mark).chain(text) {
            out.extend_from_slice(part.as_bytes());
        }
        out.extend_from_slice(&self.text.off);
    }
}

/// The escape sequences of a style, formatted once: a server may send millions of lines.
pub struct StyleCodes {
    /// Switches the style on.
    pub on: Vec<u8>,
    /// Switches back to the terminal's own style.
    pub off: Vec<u8>,
}

impl StyleCodes {
    fn new(style: Style) -> StyleCodes {
        StyleCodes {
            on: style.prefix_formatter().to_string().into_bytes(),
            off: style.suffix_formatter().to_string().into_bytes(),
        }
    }

    /// The text in this style.
    fn painted(&self, text: &[u8]) -> Vec<u8> {
        [&self.on, text, &self.off].concat()
    }

    /// Appends the text in this style, escaped where needed.
    pub fn paint_escaped(&self, text: &[u8], out: &mut Vec<u8>) {
        if !text.is_empty() {
            out.extend_from_slice(&self.on);
            escape::append(text, out);
            out.extend_from_slice(&self.off);
        }
    }

    /// Appends the text in this style.
    pub fn paint(&self, text: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.on);
        out.extend_from_slice(text);
        out.extend_from_slice(&self.off);
    }
}
