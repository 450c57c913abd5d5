//! Pages copied as LaTeX source: their lines have commands such as `\texttt{…}` and end with `\\`. Section 2
//! of `docs/listings.md`.

use super::marks::is_of_session;
use std::borrow::Cow;

/// The commands around a line of a listing that show only their argument.
const AROUND: &[&str] =
    &["code", "emph", "mbox", "textbf", "textit", "textsf", "texttt", "underline"];

/// The commands before a line that show nothing.
const BEFORE: &[&str] = &["footnotesize", "item", "noindent", "quad", "small", "ttfamily"];

/// The commands that stand for a character.
const CHARACTERS: &[(&str, char)] = &[
    ("ldots", '…'),
    ("textasciicircum", '^'),
    ("textasciitilde", '~'),
    ("textbackslash", '\\'),
    ("textbar", '|'),
    ("textgreater", '>'),
    ("textless", '<'),
    ("textquotedbl", '"'),
];

/// Whether a line shows that its page is LaTeX source, `\texttt{a1 noop}` or `a1 noop\\`, or that it is not;
/// `None`: it shows neither. The first line of a session decides: later ones may belong to a mail.
pub fn is_source(line: &str) -> Option<bool> {
    let text = line.trim();
    match plain(text) {
        Cow::Owned(plain) if is_of_session(&plain) => Some(true),
        _ => is_of_session(text).then_some(false),
    }
}

/// The text of a line as typeset. A line without such commands is not changed: in a `verbatim` environment
/// all signs belong to the session.
pub fn plain(line: &str) -> Cow<'_, str> {
    let ends = ends_line(line.trim_end());
    if !ends && !has_command(line) {
        return line.into();
    }
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    let mut open = 0usize;
    while let Some(at) = rest.find(['\\', '}']) {
        shown.push_str(&rest[..at]);
        let (sign, after) = rest[at..].split_at(1);
        rest = match Command::at(after).filter(|_| sign == "\\") {
            Some(Command::Around(after)) => {
                open += 1;
                after
            }
            Some(Command::Shown(text, after)) => {
                shown.push_str(text);
                after
            }
            Some(Command::Character(c, after)) => {
                shown.push(c);
                after
            }
            Some(Command::EndOfLine) => break,
            None if sign == "}" && open > 0 => {
                open -= 1;
                after
            }
            None => {
                shown.push_str(sign);
                after
            }
        };
        if rest.is_empty() {
            break;
        }
    }
    shown.push_str(if ends_line(rest) { "" } else { rest });
    shown.truncate(shown.trim_end().len());
    shown.into()
}

/// The text after a backslash.
enum Command<'a> {
    /// A command and `{`: the text after these.
    Around(&'a str),
    /// A text that is shown, and the text after the command.
    Shown(&'a str, &'a str),
    Character(char, &'a str),
    /// `\\` at the end.
    EndOfLine,
}

impl<'a> Command<'a> {
    /// The command whose backslash this text follows.
    fn at(text: &'a str) -> Option<Command<'a>> {
        if text.strip_prefix('\\').is_some_and(|rest| rest.is_empty() || is_space(rest)) {
            return Some(Command::EndOfLine);
        }
        if let Some(c) = text.chars().next().filter(|c| "_$%#&{}".contains(*c)) {
            return Some(Command::Character(c, &text[1..]));
        }
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, after) = text.split_at(letters);
        if let Some(inside) = after.strip_prefix('{').filter(|_| AROUND.contains(&name)) {
            return Some(Command::Around(inside));
        }
        if BEFORE.contains(&name) {
            return Some(Command::Shown("", after.trim_start()));
        }
        if name == "verb" || name == "lstinline" {
            let sign = after.chars().next().filter(|c| !c.is_alphanumeric() && *c != ' ')?;
            let (inside, after) = after[sign.len_utf8()..].split_once(sign)?;
            return Some(Command::Shown(inside, after));
        }
        let (_, c) = CHARACTERS.iter().find(|(known, _)| *known == name)?;
        let after = after.strip_prefix("{}").or_else(|| after.strip_prefix(' ')).unwrap_or(after);
        Some(Command::Character(*c, after))
    }
}

/// Whether a line has a LaTeX command that no line of a session has.
fn has_command(line: &str) -> bool {
    line.split('\\').skip(1).any(|rest| {
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, after) = rest.split_at(letters);
        let is_verb = matches!(name, "verb" | "lstinline");
        (is_verb && after.starts_with(|c: char| !c.is_alphanumeric() && c != ' ' && c != ')'))
            || (AROUND.contains(&name) && after.starts_with('{'))
            || CHARACTERS.iter().any(|(known, _)| *known == name)
    })
}

/// Whether this is the extra vertical space after a line break: `[2pt]`.
fn is_space(text: &str) -> bool {
    const LONGEST: usize = 16;
    text.len() < LONGEST && text.starts_with('[') && text.ends_with(']')
}

/// Whether a text ends with a line break: `\\`, `\\[2pt]`, but not a string's `"\\"`.
fn ends_line(text: &str) -> bool {
    let text = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((before, _)) if before.ends_with("\\\\") => before,
        _ => text,
    };
    text.ends_with("\\\\") || text.ends_with("\\newline")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_latex_shows() {
        for (line, shown) in [
            (r"a1 noop\\", "a1 noop"),
            (r"a1 noop \\[2pt]", "a1 noop"),
            (r"\texttt{a1 noop}\\", "a1 noop"),
            (
                r"\texttt{a1 store 1 +flags (\textbackslash Deleted)}\\",
                r"a1 store 1 +flags (\Deleted)",
            ),
            (r"a1 store 1 +flags (\textbackslash{}Seen)\\", r"a1 store 1 +flags (\Seen)"),
            (r"\verb|a1 list % x|\\", "a1 list % x"),
            (r"\item \texttt{\textbf{a1 select} my\_box}", "a1 select my_box"),
            (r"\noindent\verb+a1 noop+", "a1 noop"),
            (r"\texttt{a1 OK \{x\}}", "a1 OK {x}"),
            // Without commands of LaTeX nothing changes.
            (r"a1 store 1 +flags (\Seen)", r"a1 store 1 +flags (\Seen)"),
            (r#"* LIST (\Noselect) "\\" x"#, r#"* LIST (\Noselect) "\\" x"#),
            (r"a1 select my\_box", r"a1 select my\_box"),
            ("梅", "梅"),
        ] {
            assert_eq!(plain(line), shown, "{line}");
        }
    }

    #[test]
    fn which_pages_are_source() {
        for (line, is) in [
            (r"\texttt{a1 noop}\\", Some(true)),
            (r"* OK ready \\", Some(true)),
            (r"\verb|a1 noop|", Some(true)),
            ("a1 noop", Some(false)),
            (r"* LIST () NIL x", Some(false)),
            (r"\begin{verbatim}", None),
            (r"How to speak IMAP\\", None),
        ] {
            assert_eq!(is_source(line), is, "{line}");
        }
    }
}
