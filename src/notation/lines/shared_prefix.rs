//! The text that a log begins the lines of both sides with, whatever it is: `10:00:01 DEBUG `,
//! `[main] imap.c:12 `, `DEBUG:imap:`. A command and its completion that both have it reveal it. It is
//! removed like the time of a log: the rest is read as in any other listing, including a `+`, an answer, and
//! the octets of a literal. Section 2 of `docs/listings.md`.

use crate::notation::listing_tags::is_sure_tag;
use crate::notation::marks::log_prefix::significant;
use crate::notation::marks::{LogLine, MarkStyle};
use crate::notation::prose::is_certain_command;
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
    /// The prefix ends with a sign, and a complete command follows.
    is_after_sign: bool,
}

/// The longest such text, in octets.
const MAX_PREFIX: usize = 160;

/// The longest line in which a command is looked for, in octets: it is parsed at each place where the text may
/// end.
const MAX_LINE: usize = 4096;

/// How many lines are searched for a command, and below it for its completion.
const FAR: usize = 100;

impl SharedPrefix {
    /// The text that these lines begin with. The first command decides, because the lines below it may be a
    /// message.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<SharedPrefix> {
        let mut commands = (0..FAR).zip(lines.clone());
        let first = commands.find(|(_, line)| is_of_client(line));
        let Some((at, command)) =
            first.and_then(|(at, line)| Some((at, PrefixedCommand::read(line)?)))
        else {
            return SharedPrefix::before_words(lines);
        };
        let mut below = lines.clone().skip(at + 1).take(FAR);
        let is_shared = below.find_map(|line| command.is_completed_by(line)) == Some(true);
        // Where it changes at the login, it is a part of the marks.
        let has_it = |line| LogLine::read(line).is_none() || command.prefix.after(line).is_some();
        (is_shared && (!command.is_marked || lines.clone().all(has_it))).then_some(command.prefix)
    }

    /// The same where tags are words, `[imap] a NOOP`, which prose may have too: all lines from the command to
    /// its completion begin with this text, and no line of a session above them lacks it.
    fn before_words<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<SharedPrefix> {
        let is_without_text = |line: &str| is_response(line.trim()) || is_tagged(line);
        let lines = lines.filter(|line| !line.trim().is_empty());
        let mut above = (0..FAR).zip(lines.clone()).take_while(|(_, line)| !is_without_text(line));
        above.find_map(|(at, line)| {
            let below = || lines.clone().skip(at + 1).take(FAR);
            let is_shared = |command: &PrefixedCommand<'_>| {
                let mut prefixed = below().take_while(|line| command.prefix.after(line).is_some());
                prefixed.any(|line| command.is_completed_by(line) == Some(true))
            };
            PrefixedCommand::all(line, is_word).find(is_shared).map(|command| command.prefix)
        })
    }

    /// Whether a line of a stream may be the first command of such a log.
    pub fn may_begin_with(line: &str) -> bool {
        let with_word = || PrefixedCommand::all(line, is_word).find(|it| it.is_after_sign);
        PrefixedCommand::read(line).or_else(with_word).is_some_and(|command| !command.is_marked)
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
    is_tagged(line) || PrefixedCommand::read(line).is_some() || is_marked()
}

/// Whether a tag is a word, which prose may have too.
fn is_word(tag: &str) -> bool {
    tag.bytes().all(|octet| octet.is_ascii_alphabetic())
}

/// Whether a line is a command that certainly has a tag.
fn is_tagged(line: &str) -> bool {
    let command = CommandLine::parse(line.trim());
    command.spec.is_some() && command.tag.is_some_and(is_sure_tag)
}

/// The text after a mark of the RFCs, `C:` or `S:`.
fn after_mark(text: &str) -> Option<&str> {
    MarkStyle::Rfc.find(text).map(|mark| text[mark.after..].trim_start())
}

impl<'a> PrefixedCommand<'a> {
    /// The command in this line, with a tag, if text is before it.
    fn read(line: &'a str) -> Option<PrefixedCommand<'a>> {
        PrefixedCommand::all(line, is_sure_tag).next()
    }

    /// All commands in this line that have such a tag and text before it.
    fn all(line: &'a str, is_tag: fn(&str) -> bool) -> impl Iterator<Item = PrefixedCommand<'a>> {
        let line = line.trim_end();
        let command = CommandLine::parse(line);
        // Python's `DEBUG:imap:a1 NOOP` is not a command with that tag.
        let may_be_tag = |tag: &str| !tag.contains([':', '=']);
        let is_command = command.spec.is_some() && command.tag.is_none_or(may_be_tag);
        let may_have = line.len() <= MAX_LINE
            && !is_command
            && after_mark(line).is_none()
            && !is_response(line);
        let ends = line.match_indices([' ', '\t', ':', '=']).map(|(at, _)| at + 1);
        let ends = ends.take_while(move |end| may_have && *end < MAX_PREFIX);
        ends.filter_map(move |end| {
            let (before, content) = line.split_at(end);
            let marked = after_mark(content);
            let (is_marked, content) = (marked.is_some(), marked.unwrap_or(content));
            let tag = content.split([' ', '\t']).next().filter(|word| is_tag(word))?;
            let command = CommandLine::parse_tagged(content).filter(|it| it.spec.is_some())?;
            let letters: String = significant(before).map(|(_, c)| c).collect();
            let prefix = SharedPrefix { letters, last: last_numbers(before) };
            // Signs alone belong to a quotation or a list.
            let has_word = prefix.letters.contains(char::is_alphabetic);
            // The client's octets follow an announcement.
            let is_certain = is_marked || !line.ends_with('}');
            let has_sign = !before.trim_end().ends_with(char::is_alphanumeric);
            let is_after_sign = has_sign && is_certain_command(&command);
            let command = PrefixedCommand { prefix, tag, is_marked, is_after_sign };
            (has_word && is_certain).then_some(command)
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
