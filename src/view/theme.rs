//! The colors of a terminal. Color never carries meaning alone: without it the text is the same.
//!
//! The sixteen colors are the terminal's and its user's. Few of them can be read on black and on white,
//! so a terminal that says that its background is light gets others for what is read most.

use super::styled_text::{Role, StyledText};
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;
use owo_colors::Style;
use owo_colors::colors::xterm::{Brown, JapaneseLaurel};
use std::sync::atomic::{AtomicBool, Ordering};

/// The colors that depend on the background.
struct Palette {
    tag: Style,
    string: Style,
    number: Style,
    mailbox: Style,
    untagged: Style,
    /// Flags, names of response codes and the `+`.
    flag: Style,
    ok: Style,
    no: Style,
    bad: Style,
    hint: Style,
    warning: Style,
}

/// For backgrounds that may be dark. Blue, red and magenta that are not bright can hardly be read on black.
/// A failure is bold too: many people see green, yellow and red as much the same color.
const ANY_BACKGROUND: Palette = Palette {
    tag: Style::new().bright_blue().bold(),
    string: Style::new().green(),
    number: Style::new().cyan(),
    mailbox: Style::new().cyan().bold(),
    untagged: Style::new().cyan(),
    flag: Style::new().bright_magenta(),
    ok: Style::new().green(),
    no: Style::new().yellow().bold(),
    bad: Style::new().bright_red().bold(),
    hint: Style::new().bright_blue(),
    warning: Style::new().bright_red(),
};

/// For light backgrounds. Cyan, green and yellow can hardly be read on white. Of a string, the quotes
/// say what it is; OK and NO have a darker green and yellow, which terminals with 256 colors have.
const LIGHT_BACKGROUND: Palette = Palette {
    tag: Style::new().blue().bold(),
    string: Style::new(),
    number: Style::new().blue(),
    mailbox: Style::new().blue().bold(),
    untagged: Style::new().blue(),
    flag: Style::new().magenta(),
    ok: Style::new().fg::<JapaneseLaurel>(),
    no: Style::new().fg::<Brown>().bold(),
    bad: Style::new().red().bold(),
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
        Theme::of(palette(), color)
    }

    fn of(palette: &Palette, color: bool) -> Theme {
        let codes = |style: Style| StyleCodes::new(if color { style } else { Style::new() });
        let style = Style::new;
        Theme {
            tag: codes(palette.tag),
            keyword: codes(style().bold()),
            string: codes(palette.string),
            number: codes(palette.number),
            flag: codes(palette.flag),
            code: codes(palette.flag.bold()),
            mailbox: codes(palette.mailbox),
            untagged: codes(palette.untagged),
            continuation: codes(palette.flag),
            ok: codes(palette.ok),
            no: codes(palette.no),
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

    /// The sixteen colors of two terminals: xterm, and GNOME Terminal.
    const TERMINALS: [[u32; 16]; 2] = [
        [
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
            0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
        ],
        [
            0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf,
            0x555753, 0xef2929, 0x8ae234, 0xfce94f, 0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec,
        ],
    ];

    /// The color that a style selects; `None`: the terminal's own.
    fn color_of(codes: &StyleCodes, terminal: &[u32; 16]) -> Option<u32> {
        let on = String::from_utf8_lossy(&codes.on);
        let numbers: Vec<usize> =
            on.trim_matches(['\x1b', '[', 'm']).split(';').flat_map(str::parse).collect();
        if let [38, 5, number, ..] = numbers[..] {
            let level = |step| if step == 0 { 0 } else { 55 + 40 * step as u32 };
            let (red, green, blue) =
                (level((number - 16) / 36), level((number - 16) / 6 % 6), level((number - 16) % 6));
            return Some((red << 16) | (green << 8) | blue);
        }
        numbers.iter().find_map(|number| match number {
            30..=37 => Some(terminal[number - 30]),
            90..=97 => Some(terminal[number - 82]),
            _ => None,
        })
    }

    /// The contrast of two colors, by the Web Content Accessibility Guidelines.
    fn contrast(one: u32, other: u32) -> f64 {
        let luminance = |color: u32| {
            let linear = |shift: u32| {
                let level = f64::from((color >> shift) & 0xff) / 255.0;
                if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0) + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    #[test]
    fn every_color_is_readable_on_its_background() {
        for (palette, backgrounds) in
            [(&ANY_BACKGROUND, [0x000000, 0x1e1e1e]), (&LIGHT_BACKGROUND, [0xffffff, 0xfdf6e3])]
        {
            let theme = Theme::of(palette, true);
            let styles = [
                ("tag", &theme.tag),
                ("string", &theme.string),
                ("number", &theme.number),
                ("flag", &theme.flag),
                ("code", &theme.code),
                ("mailbox", &theme.mailbox),
                ("untagged", &theme.untagged),
                ("continuation", &theme.continuation),
                ("OK", &theme.ok),
                ("NO", &theme.no),
                ("BAD", &theme.bad),
                ("hint", &theme.hint),
                ("warning", &theme.warning),
            ];
            for (name, codes) in styles {
                let colors = TERMINALS.iter().filter_map(|terminal| color_of(codes, terminal));
                for (color, background) in
                    colors.flat_map(|color| backgrounds.map(|background| (color, background)))
                {
                    let contrast = contrast(color, background);
                    let place = format!("{name}: {color:06x} on {background:06x}");
                    assert!(contrast >= 3.0, "{place}: {contrast:.1}");
                }
            }
        }
    }

    #[test]
    fn failures_differ_from_ok_by_more_than_their_color() {
        for palette in [&ANY_BACKGROUND, &LIGHT_BACKGROUND] {
            let theme = Theme::of(palette, true);
            let is_bold = |codes: &StyleCodes| {
                let on = String::from_utf8_lossy(&codes.on);
                on.trim_matches(['\x1b', '[', 'm']).split(';').any(|number| number == "1")
            };
            assert!(!is_bold(&theme.ok) && is_bold(&theme.no) && is_bold(&theme.bad));
        }
    }

    #[test]
    fn the_background_is_light_where_the_terminal_says_so() {
        for (variable, expected) in
            [("0;15", true), ("0;default;15", true), ("0;7", true), ("15;0", false), ("", false)]
        {
            assert_eq!(is_light(variable), expected, "{variable}");
        }
    }
}
