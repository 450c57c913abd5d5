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
    info: StyleCodes,
    answer: StyleCodes,
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
            info: codes(style().dimmed()),
            answer: codes(style()),
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

    /// The style of a notice.
    pub fn notice(&self, level: NoticeLevel) -> &StyleCodes {
        match level {
            NoticeLevel::Info | NoticeLevel::Echo => &self.info,
            NoticeLevel::Answer | NoticeLevel::Private => &self.answer,
            NoticeLevel::Heading => &self.heading,
            NoticeLevel::Hint | NoticeLevel::Guide | NoticeLevel::Explanation => &self.hint,
            NoticeLevel::Warning | NoticeLevel::Error => &self.warning,
        }
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
