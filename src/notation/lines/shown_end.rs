//! Visible line ends: as programs and pages show them, or the key that was pressed: `a1 noop\r\n`,
//! `a1 noop<CRLF>`, `a1 noop⏎`. If the first line of a session has one, it is removed from all lines,
//! including those of literals. Section 2 of `docs/listings.md`.

use crate::notation::marks::is_of_session;
use crate::notation::prose::brackets;
use crate::notation::shape::is_complete_command;
use crate::notation::words::is_one_of;
use crate::protocol::typed_line::CommandLine;

/// Visible line ends; one that ends with another one comes before it. There are also bracketed names, such as
/// `<CRLF>`.
const ENDS: &str = "\\r\\n \\015\\012 \\x0d\\x0a \\x0D\\x0A \\n \\r <CR><LF> <cr><lf> [CR][LF] ␍␊ ␍ ␊ \
    ^M$ ^M ⏎ ↵ ¶ <0D><0A> %0D%0A ↲ ␤ ¬";

/// The names of a line end, or of the key, in brackets.
const NAMES: &str =
    "crlf cr lf eol enter return ret entrée eingabe intro invio エンター リターン 改行 回车 엔터";

/// The line ends that could also end an argument.
const POSSIBLE_IN_ARGUMENTS: &[&str] = &["\\n", "\\r", "^M", "¶"];

/// How a text shows the ends of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEnd {
    sign: Box<str>,
    /// A space is before it.
    is_apart: bool,
}

impl ShownEnd {
    /// The visible end of these lines: the first line of the session decides, because later ones may belong
    /// to a mail.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<ShownEnd> {
        const FAR: usize = 100;
        let mut first = lines.take(FAR);
        let may_end = first.clone().any(|line| may_have_end(line.trim_end()));
        let of_all =
            ShownEnd::hard_break(first.clone()).or_else(|| ShownEnd::dollar(first.clone()));
        if of_all.is_some() {
            return of_all;
        }
        let found = may_end.then(|| first.find_map(ShownEnd::of_session)).flatten();
        found.flatten()
    }

    /// Markdown's hard line break, a backslash: at the end of the first line of the session and of another one,
    /// because a name or a password may end so.
    fn hard_break<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<ShownEnd> {
        let has_break = |line: &str| {
            let before = line.strip_suffix('\\');
            before.is_some_and(|it| !it.ends_with([' ', '\\']))
        };
        lines.clone().any(has_break).then_some(())?;
        let mut session = lines.filter(|line| is_of_session(line));
        let is_first = session.next().is_some_and(has_break);
        let is_break = is_first && session.any(has_break);
        is_break.then(|| ShownEnd { sign: "\\".into(), is_apart: false })
    }

    /// The `$` that `cat -A` and `:set list` put after every line, the empty ones too.
    fn dollar<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<ShownEnd> {
        let mut without = lines.clone().map(|line| line.strip_suffix('$'));
        let is_without_cr = |line: &str| !line.ends_with("^M");
        let is_of_all =
            without.all(|line| line.is_some_and(is_without_cr)) && lines.clone().nth(1).is_some();
        let mut lines = lines.filter_map(|line| line.strip_suffix('$'));
        let is_end = is_of_all && lines.any(is_of_session);
        is_end.then(|| ShownEnd { sign: "$".into(), is_apart: false })
    }

    /// The visible end of this line, if it is a session line. The outer `None`: it is not.
    fn of_session(line: &str) -> Option<Option<ShownEnd>> {
        match ShownEnd::of(line) {
            Some(end) => Some(Some(end)),
            None => is_of_session(line).then_some(None),
        }
    }

    /// The visible end of this session line.
    pub fn of(line: &str) -> Option<ShownEnd> {
        let line = line.trim_end();
        let sign = sign_of(line)?;
        let content = line.strip_suffix(sign)?;
        let command = CommandLine::parse(content.trim());
        let is_command = || !POSSIBLE_IN_ARGUMENTS.contains(&sign) && is_complete_command(&command);
        let is_apart = content.ends_with([' ', '\t']);
        (is_of_session(content) || is_command()).then(|| ShownEnd { sign: sign.into(), is_apart })
    }

    /// The line without its end.
    pub fn without<'a>(&self, line: &'a str) -> &'a str {
        match line.trim_end().strip_suffix(&*self.sign) {
            Some(content) if self.is_apart => content.strip_suffix([' ', '\t']).unwrap_or(content),
            Some(content) => content,
            None => line,
        }
    }
}

/// The line without its visible end, if it has one.
pub fn without_shown_end(line: &str) -> Option<&str> {
    line.strip_suffix(sign_of(line)?).map(str::trim_end)
}

/// The visible line end of a line.
fn sign_of(line: &str) -> Option<&str> {
    if !may_have_end(line) {
        return None;
    }
    let found = ENDS.split(' ').find_map(|end| line.strip_suffix(end));
    found.map(|content| &line[content.len()..]).or_else(|| bracketed_name(line))
}

/// The name of a line end in brackets at the end of a line.
fn bracketed_name(line: &str) -> Option<&str> {
    let (open, close) = brackets::PAIRS.iter().find(|(_, close)| line.ends_with(*close))?;
    let at = line.rfind(*open)?;
    let inside = line[at..].strip_prefix(*open)?.strip_suffix(*close)?;
    let name = inside.to_lowercase();
    let name = name.strip_suffix("キー").unwrap_or(&name);
    is_one_of(NAMES, name).then_some(&line[at..])
}

/// Whether a line may have a visible end: most end with other letters.
fn may_have_end(line: &str) -> bool {
    match line.as_bytes() {
        [.., b'>' | b']' | b'}']
        | [.., b'F' | b'f' | b'r' | b'n', b')']
        | [.., b'0', b'A']
        | [.., b'\\', b'r' | b'n']
        | [.., b'^', b'M']
        | [.., b'M', b'$'] => true,
        [.., b'\\', b'0', b'1', b'2'] | [.., b'\\', b'x', b'0', b'a'] => true,
        [.., last] => !last.is_ascii(),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines() {
        let names =
            ["<Enter>", "{enter}", "[CRLF]", "(Enter)", "[リターン]", "＜Enterキー＞", "<RET>"];
        for end in ENDS.split(' ').chain(names) {
            for gap in ["", " "] {
                let lines = ["Trying ...", "* OK ready", "a1 NOOP", "a1 OK"];
                let lines = lines.map(|line| format!("{line}{gap}{end}"));
                let found = ShownEnd::find(lines.iter().map(String::as_str)).expect(end);
                assert_eq!(found.without(&format!("x{gap}{end}")), "x");
                assert_eq!(found.without("x"), "x");
            }
        }
        let lines = ["Log in:", "a1 LOGIN u p\\", "a1 OK in\\", "a2 NOOP"];
        let found = ShownEnd::find(lines.into_iter()).expect("a hard break");
        assert_eq!(found.without("* 3 EXISTS\\"), "* 3 EXISTS");
        let lines = ["Log in:$", "$", "a1 LOGIN u p$", "a1 OK in$"];
        let found = ShownEnd::find(lines.into_iter()).expect("the ends of cat -A");
        assert_eq!(found.without("* 3 EXISTS$"), "* 3 EXISTS");
        let found = ShownEnd::find(["SELECT INBOX\\r\\n", "x"].into_iter());
        assert_eq!(found.map(|end| end.sign), Some("\\r\\n".into()));
        // Only lines of a mail end like this, or an argument may.
        for lines in [
            &["a1 NOOP", "a1 OK\\r"][..],
            &["LOGIN u p\\n"],
            &["CREATE x\\r"],
            &["x<RET>"],
            &["a1 LOGIN u p\\", "a1 OK in", "a2 NOOP"],
            &["a1 LOGIN u p$", "a1 OK in", "a2 NOOP$"],
            &["a1 SEARCH FROM x \\", "a2 SEARCH FROM x \\"],
        ] {
            assert_eq!(ShownEnd::find(lines.iter().copied()), None, "{lines:?}");
        }
    }
}
