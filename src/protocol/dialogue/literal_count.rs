//! Checks whether the octets of a typed literal were counted correctly, and if not, what was forgotten.

use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::typed_line::{CommandLine, looks_like_tag};
use crate::reference::Argument;

/// A typed literal's size, and the parts of it that are easily miscounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LiteralCount {
    /// The size that was announced, in octets.
    pub announced: u64,
    /// How many line endings it contains: each is two octets, CR and LF.
    pub line_endings: u64,
    /// Whether its last line is empty: that line's ending was counted on purpose.
    pub ends_with_empty_line: bool,
    /// The first multi-octet character in it, or on the line that it ends in.
    pub wide: Option<char>,
}

impl LiteralCount {
    /// Counts these octets, which start at the beginning of a line.
    pub fn add(&mut self, octets: &[u8]) {
        self.line_endings += u64::from(octets.ends_with(b"\r\n"));
        self.ends_with_empty_line = octets == b"\r\n";
        self.look_for_wide(octets);
    }

    /// Looks for a multi-octet character in a whole line, of which a part may not be the literal's.
    pub fn look_for_wide(&mut self, line: &[u8]) {
        if self.wide.is_none() && !line.is_ascii() {
            let mut chars = line.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
            self.wide = chars.find(|c| !c.is_ascii() && !c.is_control());
        }
    }
}

/// Whether this can be the rest of a command after one of its literals: nothing, a space and more
/// arguments, or the end of a list. After APPEND's literals only certain arguments can follow.
pub(super) fn can_be_rest(rest: &[u8], spec: Option<&CommandSpec>) -> bool {
    let text = match rest {
        [] | [b')', ..] => return true,
        [b' ', text @ ..] => text,
        _ => return false,
    };
    let begins =
        |word: &[u8]| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    // Flags, a date, the next literal (RFC 3502, RFC 3516, RFC 4466, RFC 4469, RFC 9755).
    let appends: [&[u8]; 7] = [b"(", b"\"", b"{", b"~{", b"UTF8", b"CATENATE", b"ANNOTATION"];
    spec.is_none_or(|spec| spec.name != "APPEND") || appends.into_iter().any(begins)
}

/// How many octets of the text after a literal's counted end were most likely meant as part of the literal.
/// APPEND's message: all of it, up to the next literal. Otherwise only a word, before arguments.
pub fn left_over(rest: &[u8], spec: Option<&CommandSpec>) -> usize {
    let end = match spec.is_some_and(|spec| spec.name == "APPEND") {
        true if rest.ends_with(b"}") => memchr::memrchr(b'{', rest),
        true => None,
        // It may begin with a space.
        false => rest.iter().skip(1).position(|octet| *octet == b' ').map(|at| at + 1),
    };
    rest[..end.unwrap_or(rest.len())].trim_ascii_end().len()
}

/// Whether a line that becomes part of a literal was most likely meant to be a command: it has a
/// tag, or it is a whole command without arguments; or a directive, or a word for leaving.
pub(super) fn looks_like_command(line: &str) -> bool {
    let line = CommandLine::parse(line.trim());
    match (line.tag, line.spec) {
        (Some(tag), Some(_)) => looks_like_tag(tag),
        (None, Some(spec)) => spec.arguments().is_empty() && line.arguments.is_empty(),
        _ => {
            let directive = line.text.strip_prefix(':');
            directive.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
                || commands::is_done(line.text)
                || commands::is_quit_word(line.text)
        }
    }
}

/// Whether a line is a command with as many arguments as it takes, and does not begin like a sentence.
pub(super) fn is_whole_command(line: &str) -> bool {
    let line = CommandLine::parse(line.trim());
    let is_capitalized = line.verb.chars().skip(1).any(char::is_lowercase)
        && line.verb.starts_with(char::is_uppercase);
    let count = line.arguments.split_ascii_whitespace().count();
    let takes = |spec: &CommandSpec| {
        let counts = spec.argument_list().map(Argument::count);
        let sum = |(least, most): (usize, usize), next: (usize, usize)| {
            (least + next.0, most.saturating_add(next.1))
        };
        let (least, most) = counts.fold((0, 0), sum);
        (least..=most).contains(&count)
    };
    !is_capitalized && line.spec.is_some_and(takes)
}

/// Whether a line after a literal may have been meant as the next command: it begins with a
/// command's name, or a tag and one.
pub(super) fn names_command(line: &[u8]) -> bool {
    let line = std::str::from_utf8(line).unwrap_or_default();
    CommandLine::parse(line.trim()).spec.is_some() || looks_like_command(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    #[test]
    fn the_rest_of_a_command_after_a_literal_is_recognized() {
        let rest = |rest: &str, verb| can_be_rest(rest.as_bytes(), commands::find(verb));
        for (text, verb) in [
            ("", "append"),
            (" (\\Seen) {310}", "append"),
            (" \"17-Jul-2026 02:44:25 +0000\" ~{5}", "append"),
            (" utf8 (", "append"),
            (")", "append"),
            (" pass word", "login"),
            (" unseen", "search"),
            (" x", ""),
        ] {
            assert!(rest(text, verb), "{text:?} after {verb}");
        }
        for (text, verb) in [
            ("ld!", "append"),
            (" World", "append"),
            ("noop", "append"),
            ("r pass", "login"),
            ("\t(x)", "append"),
        ] {
            assert!(!rest(text, verb), "{text:?} after {verb}");
        }
    }

    #[test]
    fn lines_that_were_meant_to_be_commands() {
        for line in [
            "noop",
            " LOGOUT ",
            "a003 select inbox",
            ". idle",
            "done",
            ":quit",
            "quit",
            "Exit",
            ":set x y",
        ] {
            assert!(looks_like_command(line), "{line}");
        }
        for line in ["", "select the best", "Hello noop", "12 apples", ": x", ":)", "::", "no"] {
            assert!(!looks_like_command(line), "{line}");
        }
    }
}
