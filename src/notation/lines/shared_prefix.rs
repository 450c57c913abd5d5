//! The text that a log begins the lines of both sides with, whatever it is: `10:00:01 DEBUG `,
//! `[main] imap.c:12 `, `DEBUG:imap:`. A command and its completion that both have it reveal it. It is
//! removed like the time of a log: the rest is read as in any other listing, including a `+`, an answer, and
//! the octets of a literal. Section 2 of `docs/listings.md`.

use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::log_prefix::significant;
use crate::notation::marks::{LogLine, MarkStyle};
use crate::notation::response::is_response;
use crate::protocol::typed_line::{CommandLine, tagged_status};

/// A beginning of lines that differs only in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPrefix {
    /// Its characters, without numbers and spaces.
    letters: String,
    /// The numbers and spaces after them, with `#` for a number.
    last: String,
}

/// A command after a possible shared prefix, and its tag.
struct PrefixedCommand<'a> {
    prefix: SharedPrefix,
    tag: &'a str,
    /// `C:` is between them.
    is_marked: bool,
}

/// The longest such text, in octets.
const MAX_PREFIX: usize = 160;

/// How many lines are searched for a command, and below it for its completion.
const FAR: usize = 100;

impl SharedPrefix {
    /// The text that these lines begin with. The first command decides, because the lines below it may be a
    /// message.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<SharedPrefix> {
        let mut commands = (0..FAR).zip(lines.clone());
        let (at, line) = commands.find(|(_, line)| is_of_client(line))?;
        let command = PrefixedCommand::read(line)?;
        let mut below = lines.clone().skip(at + 1).take(FAR);
        let is_shared = below.find_map(|line| command.is_completed_by(line)) == Some(true);
        // Where it changes at the login, it is a part of the marks.
        let has_it = |line| LogLine::read(line).is_none() || command.prefix.after(line).is_some();
        (is_shared && (!command.is_marked || lines.clone().all(has_it))).then_some(command.prefix)
    }

    /// Whether a line of a stream may be the first command of such a log.
    pub fn may_begin_with(line: &str) -> bool {
        PrefixedCommand::read(line).is_some_and(|command| !command.is_marked)
    }

    /// The place after this text and one space.
    pub fn after(&self, line: &str) -> Option<usize> {
        let mut found = significant(line);
        let mut after = 0;
        for letter in self.letters.chars() {
            let (at, _) = found.next().filter(|(_, c)| *c == letter)?;
            after = at + letter.len_utf8();
        }
        for sign in self.last.chars() {
            let rest = &line[after..];
            let is_continued = rest.trim_start_matches(|c| is_shown_by(sign, c));
            after += rest.len() - is_continued.len();
        }
        Some(after + usize::from(line[after..].starts_with([' ', '\t'])))
    }
}

/// Whether this sign represents that character.
fn is_shown_by(sign: char, c: char) -> bool {
    match sign {
        '#' => c.is_ascii_digit(),
        _ => matches!(c, ' ' | '\t'),
    }
}

/// The numbers and spaces at the end of a text, with one sign for each.
fn last_numbers(text: &str) -> String {
    let text = text.trim_end_matches([' ', '\t']);
    let is_between = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t');
    let last = &text[text.trim_end_matches(is_between).len()..];
    let signs = last.chars().map(|c| if c.is_ascii_digit() { '#' } else { ' ' });
    let mut shown = String::new();
    signs.for_each(|sign| {
        if !shown.ends_with(sign) {
            shown.push(sign);
        }
    });
    shown
}

/// Whether a line is the client's, with a tag, perhaps after a mark or a possible mark.
fn is_of_client(line: &str) -> bool {
    let is_marked = || LogLine::read(line).is_some_and(|line| !line.is_server);
    let is_tagged = || {
        let command = CommandLine::parse(line.trim());
        command.spec.is_some() && command.tag.is_some_and(is_sure_tag)
    };
    is_tagged() || PrefixedCommand::read(line).is_some() || is_marked()
}

/// The text after a mark of the RFCs, `C:` or `S:`.
fn after_mark(text: &str) -> Option<&str> {
    MarkStyle::Rfc.find(text).map(|mark| text[mark.after..].trim_start())
}

impl<'a> PrefixedCommand<'a> {
    /// The command in this line, with a tag, if text is before it.
    fn read(line: &'a str) -> Option<PrefixedCommand<'a>> {
        let line = line.trim_end();
        let command = CommandLine::parse(line);
        // Python's `DEBUG:imap:a1 NOOP` is not a command with that tag.
        let is_tag = |tag: &str| !tag.contains([':', '=']);
        let is_command = command.spec.is_some() && command.tag.is_none_or(is_tag);
        if is_command || after_mark(line).is_some() || is_response(line) {
            return None;
        }
        let ends = line.match_indices([' ', '\t', ':', '=']).map(|(at, _)| at + 1);
        ends.take_while(|end| *end < MAX_PREFIX).find_map(|end| {
            let (before, content) = line.split_at(end);
            let marked = after_mark(content);
            let (is_marked, content) = (marked.is_some(), marked.unwrap_or(content));
            let tag = content.split([' ', '\t']).next().filter(|word| is_sure_tag(word))?;
            CommandLine::parse_tagged(content).filter(|command| command.spec.is_some())?;
            let letters: String = significant(before).map(|(_, c)| c).collect();
            let prefix = SharedPrefix { letters, last: last_numbers(before) };
            // Signs alone belong to a quotation or a list.
            let has_word = prefix.letters.contains(char::is_alphabetic);
            // The client's octets follow an announcement.
            let is_certain = is_marked || !line.ends_with('}');
            (has_word && is_certain).then_some(PrefixedCommand { prefix, tag, is_marked })
        })
    }

    /// Whether this line below is the completion, after the same text. `None`: unknown. If the server's lines
    /// begin differently, an apparent completion may be a line of a message.
    fn is_completed_by(&self, line: &str) -> Option<bool> {
        if let Some(after) = self.prefix.after(line) {
            let content = after_mark(&line[after..]).unwrap_or(&line[after..]);
            let completed = tagged_status(content).map(|(tag, _)| tag == self.tag);
            return completed.filter(|is_own| *is_own);
        }
        let is_servers = || LogLine::read(line).is_some_and(|line| line.is_server);
        (is_response(line.trim()) || is_servers()).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_logs_begin_with() {
        for prefix in [
            "2024-05-01 10:00:00 DEBUG ",
            "10:00:00 INFO ",
            "I 2024-05-01 10:00:00 imap ",
            "[Thread-1] DEBUG ",
            "imap.c:123 ",
            "Wed May  1 10:00:00 2024 ",
            "level=debug msg=",
            "DEBUG:imap:",
            "IMAP: ",
        ] {
            let lines = ["* OK ready", "a1 NOOP", "* 3 EXISTS", "a1 OK done", "+", "x"];
            let lines = lines.map(|line| format!("{prefix}{line}"));
            let found = SharedPrefix::find(lines.iter().map(String::as_str)).expect(prefix);
            let after = |line: &String| found.after(line).map(|after| line[after..].to_owned());
            assert_eq!(after(&lines[4]).as_deref(), Some("+"), "{prefix}");
            assert_eq!(after(&lines[5]).as_deref(), Some("x"), "{prefix}");
            assert_eq!(found.after("Hello"), None);
        }
    }

    #[test]
    fn what_only_one_side_begins_with() {
        for lines in [
            &["C: a1 NOOP", "S: a1 OK done"][..],
            &["Type a1 NOOP now", "a1 OK done"],
            &["- a1 NOOP", "- a1 OK"],
            &["x search text a1 noop", "x search text a1 OK"],
            &["IMAP: a1 NOOP", "IMAP: a2 OK"],
            &["a1 NOOP", "a1 OK"],
            &["Me: a1 FETCH 1 BODY[]", "* 1 FETCH (BODY[] {99}", "Me: a1 OK"],
            &["Me: a1 FETCH 1 BODY[]", "You: * 1 FETCH (BODY[] {99}", "Me: a1 OK"],
            &["Me: a1 APPEND x {99}", "Me: a1 OK"],
            // The server's mark is before the lines of a message.
            &["Client: a1 FETCH 1 BODY[]", "Server: a2 NOOP", "Server: a2 OK"],
            &["a1 FETCH 1 BODY[]", "Me: a2 NOOP", "Me: a2 OK"],
        ] {
            assert_eq!(SharedPrefix::find(lines.iter().copied()), None, "{lines:?}");
        }
    }
}
