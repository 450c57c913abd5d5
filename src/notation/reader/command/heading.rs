//! Headings and other prose of a script that may look like commands without a tag: `Log in`, `Logout`.
//! Section 3 of `docs/listings.md`.

use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{is_letter, is_of_tag, is_sure_tag};
use crate::notation::prose::{is_certain_command, is_prose_of_script, reads_like_prose};
use crate::notation::reader::look_ahead::NEAR;
use crate::notation::reader::{NeedsLine, ScriptReader};
use crate::notation::response::{bare_status, is_response};
use crate::notation::shape::{announces_literal, is_complete, is_complete_command};
use crate::notation::words::{begins_with_capital, is_capitalized};
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

/// How many complete commands with tags a whole script has.
pub struct TaggedCommands {
    pub count: usize,
    /// The same, or 0 unless all have tags, apart from lines that name the command beside them.
    pub all: usize,
    /// The same, or 0 unless all have tags, apart from any lines that begin like a heading.
    pub besides_headings: usize,
}

impl ScriptReader {
    /// Whether an untagged line of a script is a heading: the next line is the command that it names, or all
    /// commands have tags and it is neither a command nor nearly one.
    pub(super) fn is_heading_of_commands(&self, command: &CommandLine<'_>) -> bool {
        let is_other = command.tag.is_some() || self.idle.is_some() || self.sent.secret_due;
        if is_other {
            return false;
        }
        if self.names_neighbour(command) {
            return true;
        }
        let shows_that_it_is_meant = |next: &str| {
            is_response(next) || bare_status(next).is_some() || next.starts_with(":expect")
        };
        // `Delete it:`
        let first = command.text.split([' ', '\t']).next().unwrap_or_default();
        if command.text.ends_with(COLONS) && is_capitalized(first.trim_end_matches(COLONS)) {
            return !self.is_next(shows_that_it_is_meant);
        }
        if command.spec.is_some() {
            let is_words = begins_with_capital(command.verb) && !is_complete_command(command);
            let least = if is_capitalized(command.verb) { 1 } else { 2 };
            return is_words && self.has_all_lines() && self.have_all_commands_tags(least);
        }
        let words = command.text.split_ascii_whitespace();
        self.has_all_lines()
            && !command.text.contains("${")
            && commands::meant(first, words.skip(1)).is_none()
            && self.have_all_commands_tags(2)
            && !self.is_next(shows_that_it_is_meant)
    }

    /// Whether this line of a page, which could be a command without a tag, is the heading of the command
    /// below: `Delete it:`, `Select INBOX`.
    pub(super) fn is_heading_of_page(&self, command: &CommandLine<'_>) -> Result<bool, NeedsLine> {
        if command.tag.is_some() || !begins_with_capital(command.verb) {
            return Ok(false);
        }
        let Some(next) = self.below_heading()? else {
            return Ok(false);
        };
        Ok(self.is_heading_of(command, &CommandLine::parse(next.content().trim())))
    }

    /// Whether this line of a script without a tag is beside the command with a tag that it names:
    /// `Delete Work` above `a4 DELETE Work`, `Log in` below `a1 LOGIN u p`.
    fn names_neighbour(&self, heading: &CommandLine<'_>) -> bool {
        let is_in_capitals = !is_capitalized(heading.verb.trim_end_matches(COLONS));
        if !begins_with_capital(heading.verb) || (is_in_capitals && !self.have_others_tags()) {
            return false;
        }
        // A complete command does not wait for more lines.
        let below = self.below_heading().ok().flatten();
        let below = below.as_ref().map(|line| CommandLine::parse(line.content().trim()));
        let above = self.sent.last.as_ref().map(|(_, text)| CommandLine::parse(text));
        below.is_some_and(|below| self.is_heading_of(heading, &below))
            || above.is_some_and(|above| self.is_tagged(&above) && is_named_in(heading, &above))
    }

    /// Whether this line of a whole script is written like a heading and has other arguments than the command
    /// with a tag below it, which it names, or all commands but such lines have tags: `Delete Old` above
    /// `a4 DELETE New`.
    pub(super) fn is_doubtful_heading(&self, command: &CommandLine<'_>) -> bool {
        let may_be = !self.stream
            && self.idle.is_none()
            && may_be_heading(command)
            && is_complete_command(command)
            && !is_prose_of_script(command);
        let known = || self.all_commands.tagged.get_or_init(|| self.tagged_commands());
        may_be
            && (known().all > 1
                || is_capitalized(command.verb)
                    && (known().besides_headings > 1
                        || (known().count > 1 && self.has_name_of_next(command))))
    }

    /// Whether this command has arguments, and the next command has a tag and the same name.
    fn has_name_of_next(&self, command: &CommandLine<'_>) -> bool {
        if command.arguments.trim().is_empty() {
            return false;
        }
        let below = self.below_heading().ok().flatten();
        let below = below.as_ref().map(|line| CommandLine::parse(line.content().trim()));
        below.is_some_and(|below| self.is_tagged(&below) && below.spec == command.spec)
    }

    /// Whether this line without a tag, which begins with a capital, is the heading of the command with a tag
    /// below.
    fn is_heading_of(&self, heading: &CommandLine<'_>, below: &CommandLine<'_>) -> bool {
        self.is_tagged(below) && (heading.text.ends_with(COLONS) || is_named_in(heading, below))
    }

    /// Whether this is a command with a tag.
    fn is_tagged(&self, command: &CommandLine<'_>) -> bool {
        let is_tag =
            |tag: &str| is_sure_tag(tag) || is_letter(tag) || self.style.tags.contains(tag);
        command.spec.is_some() && command.tag.is_some_and(is_tag)
    }

    /// The command or the response below the current line, which may be underlined and explained. Fails if it
    /// may still arrive.
    fn below_heading(&self) -> Result<Option<ScriptLine>, NeedsLine> {
        let is_next = |line: ScriptLine| {
            let line = self.lines.undecorated(line);
            let text = line.content().trim();
            let is_session = CommandLine::parse(text).spec.is_some() || is_response(text);
            is_session.then_some(line)
        };
        self.first_below(self.at + 1, NEAR, is_next)
    }

    /// Whether the commands of the text have tags: in a stream, those above.
    fn have_others_tags(&self) -> bool {
        if self.stream {
            !self.style.tags.is_empty() && !self.evidence.has_untagged_command()
        } else {
            self.have_all_commands_tags(2)
        }
    }

    /// Whether the next line has arrived and satisfies `is_like`: a complete command does not wait for more.
    fn is_next(&self, is_like: impl Fn(&str) -> bool) -> bool {
        let next = self.arrived_text(self.at + 1);
        next.is_some_and(|next| is_like(next.content().trim()))
    }

    /// Whether all lines of the script are known, so that they can decide on one above them.
    fn has_all_lines(&self) -> bool {
        !self.stream || self.ended
    }

    /// Whether a whole script has at least this many complete commands, all with tags.
    pub(super) fn have_all_commands_tags(&self, least: usize) -> bool {
        self.all_commands.tagged.get_or_init(|| self.tagged_commands()).all >= least
    }

    /// How many complete commands a whole script has, if all have tags, apart from lines that name the command
    /// beside them; otherwise 0.
    fn tagged_commands(&self) -> TaggedCommands {
        // A stream drops the lines that it has read.
        let from = if self.stream { self.at } else { 0 };
        let lines = self.lines.from(from).filter(|line| !line.is_blank());
        let lines = lines.map(|line| self.lines.undecorated(line));
        let mut tagged = if self.stream { self.sent.tags.count() } else { 0 };
        let mut others = if self.stream { self.evidence.untagged_commands } else { 0 };
        let mut unmatched = 0;
        // The commands named by the line above, and by a line that is perhaps a heading.
        let (mut above, mut heading) = (None, None);
        for line in lines {
            let command = CommandLine::parse(line.content().trim());
            let name = command.spec.map(|spec| spec.name);
            // `Authenticate the user` may be a heading too.
            let is_whole = is_complete_command(&command) && !is_prose_of_script(&command);
            if self.is_tagged(&command) {
                tagged += usize::from(is_certain_command(&command));
                let is_other = heading.take().is_some_and(|heading| Some(heading) != name);
                unmatched += usize::from(is_other);
                above = name;
            } else if is_whole && command.tag.is_none_or(|tag| tag.chars().all(is_of_tag)) {
                unmatched += usize::from(heading.take().is_some());
                if !may_be_heading(&command) {
                    others += 1;
                } else if name != above {
                    heading = name;
                }
                above = None;
            }
        }
        let besides_headings = if others == 0 { tagged } else { 0 };
        let all = if unmatched == 0 && heading.is_none() { besides_headings } else { 0 };
        TaggedCommands { count: tagged, all, besides_headings }
    }
}

/// The signs at the end of a heading.
pub(super) const COLONS: [char; 2] = [':', '：'];

/// Whether this line begins like a heading.
fn may_be_heading(command: &CommandLine<'_>) -> bool {
    command.tag.is_none() && begins_with_capital(command.verb)
}

/// Whether a heading names this command, and nothing like a name that the command does not have: `Select INBOX`,
/// `Create a mailbox`, but not `Delete Old` above `a1 DELETE New`.
fn is_named_in(heading: &CommandLine<'_>, command: &CommandLine<'_>) -> bool {
    let is_between = |c: char| matches!(c, ' ' | '\t' | '(' | ')' | '"') || COLONS.contains(&c);
    let words = |text| str::split(text, is_between).filter(|word| !word.is_empty());
    let is_argument =
        |word: &str| words(command.arguments).any(|other| other.eq_ignore_ascii_case(word));
    let is_name = |word: &str| word.contains(|c: char| c.is_ascii_uppercase() || c.is_numeric());
    if heading.spec.is_none() {
        let mut words = words(heading.text);
        let name = words.next().and_then(|first| commands::meant(first, words));
        return name.is_some() && name == command.spec.map(|spec| spec.name);
    }
    heading.spec == command.spec
        && words(heading.arguments).all(|word| is_argument(word) || !is_name(word))
}

/// Whether this line may be prose rather than a command: it is not valid, reads like a sentence, or may be a
/// heading, `Login`. With a tag, a program at the other end of a pipe may be testing whether a server knows a
/// word.
pub(super) fn is_perhaps_prose(command: &CommandLine<'_>) -> bool {
    let arguments = command.arguments.trim();
    // The octets of a literal may follow.
    if announces_literal(command.text) {
        return false;
    }
    match (command.spec, command.tag) {
        // `SSLv2 not offered`, `14 contributors`
        (None, Some(tag)) => {
            !arguments.is_empty() || tag.bytes().all(|octet| octet.is_ascii_digit())
        }
        (None, None) => true,
        (Some(_), Some(_)) => false,
        // Its name is capitalized like a word.
        (Some(spec), None) if arguments.is_empty() => {
            !is_complete(spec, "") || is_capitalized(command.verb)
        }
        (Some(spec), None) => {
            let words = arguments.split([' ', '\t']).count();
            let is_sentence = words > 2 && !arguments.contains('"') && reads_like_prose(arguments);
            is_sentence || !is_complete(spec, command.arguments)
        }
    }
}
