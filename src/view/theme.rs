//! The colors of a terminal. Colors never carry meaning alone: the text is the same without them.
//!
//! A program cannot find out reliably whether a terminal's background is dark or light, so each color
//! must be legible on both. Colors of medium luminance are, among the 256 colors that nearly all
//! terminals have and show alike. The user chooses the first sixteen, few of which are legible on black
//! and on white.

use super::styled_text::{Role, StyledText};
use crate::protocol::framing::Status;
use crate::session::NoticeLevel;
use owo_colors::Style;
use owo_colors::colors::xterm::{
    FuchsiaPink, JapaneseLaurel, LochmaraBlue, PirateGold, RomanOrange, Teal,
};

/// The colors to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// No colors: all text has the terminal's own color.
    Off,
    /// The sixteen that every terminal has.
    Sixteen,
    /// Colors among the 256.
    Many,
}

impl Colors {
    /// The colors of the terminal that these environment variables describe: TERM, its name in terminfo, and
    /// COLORTERM, set by terminals with more colors than terminfo knows of.
    pub fn of_terminal(term: &str, colorterm: &str) -> Colors {
        let has_many = term.contains("256color")
            || term.ends_with("-direct")
            || matches!(colorterm, "truecolor" | "24bit");
        if has_many { Colors::Many } else { Colors::Sixteen }
    }

    /// Whether anything is colored.
    pub fn are_used(self) -> bool {
        self != Colors::Off
    }

    fn palette(self) -> &'static Palette {
        match self {
            Colors::Off | Colors::Sixteen => &SIXTEEN,
            Colors::Many => &MANY,
        }
    }

    /// The style, or no style without colors.
    fn style(self, style: Style) -> Style {
        if self.are_used() { style } else { Style::new() }
    }
}

/// The styles of colored text.
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

/// For black and white backgrounds. A failure is also bold: many people cannot easily distinguish green,
/// yellow and red.
const MANY: Palette = Palette {
    tag: Style::new().fg::<LochmaraBlue>().bold(),
    string: Style::new().fg::<JapaneseLaurel>(),
    number: Style::new().fg::<Teal>(),
    mailbox: Style::new().fg::<Teal>().bold(),
    untagged: Style::new().fg::<Teal>(),
    flag: Style::new().fg::<FuchsiaPink>(),
    ok: Style::new().fg::<JapaneseLaurel>(),
    no: Style::new().fg::<PirateGold>().bold(),
    bad: Style::new().fg::<RomanOrange>().bold(),
    hint: Style::new().fg::<LochmaraBlue>(),
    warning: Style::new().fg::<RomanOrange>(),
};

/// For black backgrounds: consoles with only sixteen colors have them. There, blue, red and magenta are
/// hardly legible unless they are bright.
const SIXTEEN: Palette = Palette {
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

/// The tag of a command, in the prompt too.
pub fn tag(colors: Colors) -> Style {
    colors.style(colors.palette().tag)
}

/// The line editor's suggestion after the cursor. It is dim even without colors, because nothing else
/// distinguishes it from typed text.
pub const HINT: Style = Style::new().dimmed();

/// The painter for terminals: maps each [`Role`] to a style.
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
    /// Text beside the session's, or text that was not sent.
    aside: StyleCodes,
    plain: StyleCodes,
    heading: StyleCodes,
    hint: StyleCodes,
    warning: StyleCodes,
}

impl Theme {
    pub fn new(colors: Colors) -> Theme {
        let palette = colors.palette();
        let codes = |style| StyleCodes::new(colors.style(style));
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

    /// Appends the text with escape sequences. Adjacent spans may have the same style.
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

    /// The style of a notice. Longer texts have the terminal's own color, because colored and dim text is
    /// hard to read on many terminals.
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
    pub fn paint(&self, text: &[u8], out: &mut Vec<u8>) {
        if !text.is_empty() {
            self.paint_parts(&[text], out)
        }
    }

    /// Appends these texts, of which one is not empty, in this style.
    pub fn paint_parts(&self, texts: &[&[u8]], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.on);
        texts.iter().for_each(|text| out.extend_from_slice(text));
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
    fn every_color_is_readable_on_its_backgrounds() {
        const DARK: [u32; 2] = [0x000000, 0x1e1e1e];
        const LIGHT: [u32; 2] = [0xffffff, 0xfdf6e3];
        for (colors, backgrounds) in
            [(Colors::Sixteen, DARK.to_vec()), (Colors::Many, [DARK, LIGHT].concat())]
        {
            let theme = Theme::new(colors);
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
                for terminal in &TERMINALS {
                    let color = color_of(codes, terminal).unwrap_or_else(|| panic!("{name}"));
                    for background in &backgrounds {
                        let contrast = contrast(color, *background);
                        let place = format!("{name}: {color:06x} on {background:06x}");
                        assert!(contrast >= 3.0, "{place}: {contrast:.1}");
                    }
                }
            }
        }
    }

    #[test]
    fn failures_differ_from_ok_by_more_than_their_color() {
        for colors in [Colors::Sixteen, Colors::Many] {
            let theme = Theme::new(colors);
            let is_bold = |codes: &StyleCodes| {
                let on = String::from_utf8_lossy(&codes.on);
                on.trim_matches(['\x1b', '[', 'm']).split(';').any(|number| number == "1")
            };
            assert!(!is_bold(&theme.ok) && is_bold(&theme.no) && is_bold(&theme.bad));
        }
    }

    #[test]
    fn terminals_say_how_many_colors_they_have() {
        for (term, colorterm, expected) in [
            ("xterm-256color", "", Colors::Many),
            ("screen-256color-bce", "", Colors::Many),
            ("xterm-direct", "", Colors::Many),
            ("alacritty", "truecolor", Colors::Many),
            ("xterm", "", Colors::Sixteen),
            ("linux", "", Colors::Sixteen),
            ("", "", Colors::Sixteen),
        ] {
            assert_eq!(Colors::of_terminal(term, colorterm), expected, "{term} {colorterm}");
        }
    }
}
