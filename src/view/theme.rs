//! The colors of a terminal. Color never carries meaning alone: without it the text is the same.
//!
//! The sixteen colors are the terminal's and its user's. Few of them can be read on black and on white,
//! so a terminal that says that its background is light gets others for what is read most.

use super::styled_text::{Role, StyledText};
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;
use owo_colors::Style;
use std::sync::atomic::{AtomicBool, Ordering};

/// The colors that depend on the background.
struct Palette {
    tag: Style,
    string: Style,
    number: Style,
    mailbox: Style,
    untagged: Style,
    bad: Style,
    hint: Style,
    warning: Style,
}

/// For backgrounds that may be dark. Blue and red that are not bright can hardly be read on black.
const ANY_BACKGROUND: Palette = Palette {
    tag: Style::new().bright_blue().bold(),
    string: Style::new().green(),
    number: Style::new().cyan(),
    mailbox: Style::new().cyan().bold(),
    untagged: Style::new().cyan(),
    bad: Style::new().bright_red(),
    hint: Style::new().bright_blue(),
    warning: Style::new().bright_red(),
};

/// For light backgrounds. Cyan, green and yellow can hardly be read on white; of a string, the quotes
/// say what it is.
const LIGHT_BACKGROUND: Palette = Palette {
    tag: Style::new().blue().bold(),
    string: Style::new(),
    number: Style::new().blue(),
    mailbox: Style::new().blue().bold(),
    untagged: Style::new().blue(),
    bad: Style::new().red(),
    hint: Style::new().blue(),
    warning: Style::new().red(),
};

/// Whether the terminal has said that its background is light.
static IS_BACKGROUND_LIGHT: AtomicBool = AtomicBool::new(false);

/// Chooses the colors by the terminal's background. `colorfgbg`: the variable in which rxvt, Konsole and
/// iTerm2 say the numbers of their foreground's and background's colors, `0;15`.
pub fn choose_palette(colorfgbg: Option<&str>) {
    IS_BACKGROUND_LIGHT.store(colorfgbg.is_some_and(is_light), Ordering::Relaxed);
}

/// Whether the last number is that of white or of bright white.
fn is_light(colorfgbg: &str) -> bool {
    matches!(colorfgbg.rsplit(';').next(), Some("7" | "15"))
}

fn palette() -> &'static Palette {
    match IS_BACKGROUND_LIGHT.load(Ordering::Relaxed) {
        true => &LIGHT_BACKGROUND,
        false => &ANY_BACKGROUND,
    }
}

/// The tag of a command, in the prompt too.
pub fn tag() -> Style {
    palette().tag
}

/// What the line editor suggests after the cursor. It is dim without color too, because
/// only that tells it from typed text.
pub const HINT: Style = Style::new().dimmed();

/// The painter of terminals: how each [`Role`] looks.
pub struct Theme {
    tag: StyleCodes,
    keyword: StyleCodes,
    string: StyleCodes,
    number: StyleCodes,
    flag: StyleCodes,
    code: StyleCodes,
    mailbox: StyleCodes,
    untagged: StyleCodes,
    continuation: StyleCodes,
    ok: StyleCodes,
    no: StyleCodes,
    bad: StyleCodes,
    /// What is beside the session's text, or was not sent.
    aside: StyleCodes,
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
        let palette = palette();
        Theme {
            tag: codes(palette.tag),
            keyword: codes(style().bold()),
            string: codes(palette.string),
            number: codes(palette.number),
            flag: codes(style().magenta()),
            code: codes(style().magenta().bold()),
            mailbox: codes(palette.mailbox),
            untagged: codes(palette.untagged),
            continuation: codes(style().magenta()),
            ok: codes(style().green()),
            no: codes(style().yellow()),
            bad: codes(palette.bad),
            aside: codes(style().dimmed()),
            plain: codes(style()),
            heading: codes(style().bold()),
            hint: codes(palette.hint),
            warning: codes(palette.warning),
        }
    }

    /// Appends the text as a terminal shows it. Spans that follow one another may look alike.
    pub fn paint(&self, text: &StyledText, out: &mut Vec<u8>) {
        let (mut codes, mut start, mut end) = (&self.plain, 0, 0);
        for &(role, span_end) in text.ends() {
            let next = self.codes(role);
            if !std::ptr::eq(next, codes) {
                codes.paint(&text.text()[start..end], out);
                (codes, start) = (next, end);
            }
            end = span_end;
        }
        codes.paint(&text.text()[start..end], out);
    }

    /// How a role looks.
    pub fn codes(&self, role: Role) -> &StyleCodes {
        match role {
            Role::Text | Role::AnsweredTag | Role::Literal => &self.plain,
            Role::Tag => &self.tag,
            Role::Untagged => &self.untagged,
            Role::Continuation => &self.continuation,
            Role::NotResponse | Role::Time => &self.aside,
            Role::Status(Status::Ok | Status::Preauth) => &self.ok,
            Role::Status(Status::No) => &self.no,
            Role::Status(Status::Bad | Status::Bye) => &self.bad,
            Role::Keyword => &self.keyword,
            Role::QuotedString => &self.string,
            Role::Number => &self.number,
            Role::Flag => &self.flag,
            Role::Code => &self.code,
            Role::Mailbox => &self.mailbox,
            Role::NoticeMark(level) => self.notice_mark(level),
            Role::Notice(level) => self.notice(level),
        }
    }

    fn notice_mark(&self, level: NoticeLevel) -> &StyleCodes {
        match level {
            NoticeLevel::Info => &self.aside,
            NoticeLevel::Hint
            | NoticeLevel::Guide
            | NoticeLevel::Explanation
            | NoticeLevel::Structure => &self.hint,
            _ => self.notice(level),
        }
    }

    /// What a learner reads has the terminal's own color, because colored and dim text is hard to read
    /// on many terminals.
    fn notice(&self, level: NoticeLevel) -> &StyleCodes {
        match level {
            NoticeLevel::Echo => &self.aside,
            NoticeLevel::Heading => &self.heading,
            NoticeLevel::Warning | NoticeLevel::Error => &self.warning,
            NoticeLevel::Info
            | NoticeLevel::Answer
            | NoticeLevel::Private
            | NoticeLevel::Hint
            | NoticeLevel::Guide
            | NoticeLevel::Explanation
            | NoticeLevel::Structure => &self.plain,
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

    /// Appends the text in this style.
    #[inline]
    pub fn paint(&self, text: &[u8], out: &mut Vec<u8>) {
        if self.on.is_empty() || text.is_empty() {
            return out.extend_from_slice(text);
        }
        out.extend_from_slice(&self.on);
        out.extend_from_slice(text);
        out.extend_from_slice(&self.off);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_is_light_where_the_terminal_says_so() {
        for (variable, expected) in
            [("0;15", true), ("0;default;15", true), ("0;7", true), ("15;0", false), ("", false)]
        {
            assert_eq!(is_light(variable), expected, "{variable}");
        }
    }
}
