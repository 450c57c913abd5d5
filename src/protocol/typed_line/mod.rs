//! Classifies a typed line by its words alone.
//!
//! People type commands, and they paste them: a tutorial's listing has the server's responses between
//! its commands, and the output of telnet, `openssl s_client` or a shell around both. Only the lines
//! that the user would type are to be sent, so a [`LineClassifier`] sorts the lines into
//! [`TypedLineKind`]s:
//!
//! - A line that only a server sends is its response: `* …`, `+ …`, `TAG OK|NO|BAD …`. The tag may be a
//!   command's name, if the server took the first word of a line without a tag for the tag
//!   (`login BAD Error in IMAP command`).
//! - Another line whose first word is a command's name is a command, with any arguments: neither a server
//!   nor a tool begins a line like this.
//! - A line of a tool is recognized by its form (see `transcript.rs`).
//! - Anything else is a command too, even if it looks wrong: the server judges it.
//!
//! In a command the first word is a *tag* if the second is a command's name, or if it looks like a
//! tag itself: `a1 xyzzy`. Blanks are spaces and tabs. What a line means *now* (octets of a literal,
//! perhaps) is decided by the [dialogue](super::dialogue).

mod foreign_words;
mod obsolete_words;
mod server_address;
mod shell;
mod transcript;

use super::blanks::is_dropped_blank;
use super::commands::{self, CommandSpec};
use super::framing::Status;
use super::meaning::line::ResponseLine;
pub use foreign_words::{
    ForeignWord, LocalizedMailbox, certain_protocol, foreign_word, localized_mailbox,
};
pub use obsolete_words::obsolete_command;
pub use server_address::{ForeignLine, bare_host, foreign_line, names_only_server};
pub use shell::{ShellCommand, is_filler, is_shell_word, shell_command, typed_instead};
use std::borrow::Cow;
use transcript::{begins_report, is_of_tool};
pub use transcript::{
    begins_with_prompt, begins_with_prompt_of_tool, is_piped_to_tool, is_sentence,
    is_sentence_of_prose, is_stack_frame,
};

/// The kind of a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedLineKind<'a> {
    /// Nothing but blanks.
    Blank,
    /// `# …`
    Comment,
    /// `:word …`, without the colon.
    Directive(&'a str),
    /// A server's response.
    ServerResponse,
    /// The output of a tool or a shell around a session.
    ToolOutput,
    /// A line to be sent: a command, or `done`.
    Command(CommandLine<'a>),
}

/// A line to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandLine<'a> {
    /// The whole line, without blanks at its ends and without the mark `C:`.
    pub text: &'a str,
    /// The user's own tag, if the line begins with one.
    pub tag: Option<&'a str>,
    /// The word that should be a command's name.
    pub verb: &'a str,
    /// The text after the verb, from the space on.
    pub arguments: &'a str,
    /// The command with that name.
    pub spec: Option<&'static CommandSpec>,
    /// Whether the line may contain anything but ASCII letters, digits and single spaces. Otherwise it has no
    /// literal, quoted string, list or variable, and only its words can be mistyped.
    pub has_signs: bool,
}

impl<'a> CommandLine<'a> {
    /// Splits the line into its parts.
    pub fn parse(text: &'a str) -> CommandLine<'a> {
        CommandLine::parse_words(without_client_mark(text))
    }

    /// Splits the line without looking for the mark.
    fn parse_words(text: &'a str) -> CommandLine<'a> {
        let (first, rest) = split_word(text);
        if let Some(spec) = commands::find(first) {
            return CommandLine::new(text, None, first, rest, Some(spec));
        }
        let (second, after_second) = split_word(rest);
        let spec = commands::find(second);
        if !second.is_empty() && (spec.is_some() || looks_like_tag(first)) {
            CommandLine::new(text, Some(first), second, after_second, spec)
        } else {
            CommandLine::new(text, None, first, rest, None)
        }
    }

    /// Splits a line whose first word is known to be a tag, in any form. `None`: that word is a command's
    /// name or `done`, or the only word.
    pub fn parse_tagged(text: &'a str) -> Option<CommandLine<'a>> {
        let (tag, rest) = split_word(text);
        let (verb, arguments) = split_word(rest);
        let is_verb = commands::find(tag).is_some() || commands::is_done(tag);
        (!is_verb && !verb.is_empty())
            .then(|| CommandLine::new(text, Some(tag), verb, arguments, commands::find(verb)))
    }

    /// Splits a line with a tag that may be the name of a command: `login LOGIN taro pw`.
    pub fn parse_after_tag(text: &'a str) -> Option<CommandLine<'a>> {
        let (tag, rest) = split_word(text);
        let (verb, arguments) = split_word(rest);
        let spec = commands::find(verb)?;
        Some(CommandLine::new(text, Some(tag), verb, arguments, Some(spec)))
    }

    /// Splits a line in which a command without arguments has its own name as its tag: node-imap sends
    /// `IDLE IDLE`.
    pub fn parse_tagged_with_its_name(text: &'a str) -> Option<CommandLine<'a>> {
        let (tag, rest) = split_word(text);
        let (verb, arguments) = split_word(rest);
        let spec = commands::find(verb).filter(|spec| spec.argument_list().next().is_none());
        let is_so = tag.eq_ignore_ascii_case(verb) && arguments.trim().is_empty();
        (is_so && spec.is_some()).then(|| CommandLine::new(text, Some(tag), verb, arguments, spec))
    }

    /// Whether it is the command with this name.
    pub fn is(&self, name: &str) -> bool {
        self.spec.is_some_and(|spec| spec.name == name)
    }

    /// Whether it logs in.
    pub fn is_login(&self) -> bool {
        self.spec.is_some_and(|spec| commands::is_login(spec.name))
    }

    /// Whether it is the line that ends an IDLE.
    pub fn is_done(&self) -> bool {
        self.tag.is_none() && commands::is_done(self.text)
    }

    fn new(
        text: &'a str,
        tag: Option<&'a str>,
        verb: &'a str,
        arguments: &'a str,
        spec: Option<&'static CommandSpec>,
    ) -> CommandLine<'a> {
        CommandLine { text, tag, verb, arguments, spec, has_signs: has_signs(text) }
    }
}

/// Classifies lines one after another: the report of `openssl s_client` spans many lines.
#[derive(Clone, Debug, Default)]
pub struct LineClassifier {
    /// Whether the line before was a rule, `---`.
    after_rule: bool,
    in_report: bool,
}

impl LineClassifier {
    /// Whether it is in the report of `openssl s_client`.
    pub fn is_in_report(&self) -> bool {
        self.in_report
    }

    /// Classifies this line.
    ///
    /// # Examples
    /// ```
    /// use imapsh::internals::{LineClassifier, TypedLineKind};
    /// let mut classifier = LineClassifier::default();
    /// assert_eq!(classifier.classify("a003 OK done"), TypedLineKind::ServerResponse);
    /// let TypedLineKind::Command(line) = classifier.classify("1 select x") else { panic!("a command") };
    /// assert_eq!((line.tag, line.verb, line.arguments), (Some("1"), "select", " x"));
    /// ```
    pub fn classify<'a>(&mut self, line: &'a str) -> TypedLineKind<'a> {
        let text = trimmed(line);
        let after_rule = std::mem::take(&mut self.after_rule);
        if transcript::is_rule(text) {
            (self.after_rule, self.in_report) = (true, false);
            return TypedLineKind::ToolOutput;
        }
        self.in_report |= after_rule && begins_report(text);
        // Where a page leaves out a part of the report, the rule at its end is missing.
        self.in_report &= !(text.starts_with("* ") && is_response(text));
        if self.in_report {
            return TypedLineKind::ToolOutput;
        }
        match text.as_bytes() {
            [] => {
                self.after_rule = after_rule;
                TypedLineKind::Blank
            }
            // Blanks at its end are part of what `:raw` sends.
            [b':', ..] => TypedLineKind::Directive(&line.trim_start_matches(is_dropped_blank)[1..]),
            [b'#', ..] => TypedLineKind::Comment,
            [b'S', b':', b' ' | b'\t', ..] => TypedLineKind::ServerResponse,
            _ => {
                let (whole, line) = (text, CommandLine::parse(text));
                let text = line.text;
                let is_of_tool = || match line.spec {
                    Some(_) => line.tag.is_some() && line.has_signs && begins_with_prompt(text),
                    None => is_of_tool(text) && commands::with_signs(line.verb).is_none(),
                };
                // The client's mark identifies the line.
                let has_mark = text.len() < whole.len();
                if !has_mark && answers_command(&line) {
                    TypedLineKind::ServerResponse
                } else if line.spec.is_some() && line.tag.is_none() {
                    TypedLineKind::Command(line)
                } else if is_response(text) {
                    TypedLineKind::ServerResponse
                } else if is_of_tool() {
                    TypedLineKind::ToolOutput
                } else {
                    TypedLineKind::Command(line)
                }
            }
        }
    }
}

/// The text without blanks at its ends; most texts have none.
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_dropped_blank),
    }
}

/// The line without the mark `C:` of the RFCs, which is not part of what is sent. `C:\` is a folder.
fn without_client_mark(text: &str) -> &str {
    let said = text.strip_prefix("C:").filter(|said| said.starts_with([' ', '\t']));
    said.map_or(text, |said| said.trim_start_matches([' ', '\t']))
}

/// Whether the text may contain anything but ASCII letters, digits and single spaces. True for any long
/// text, so that splitting stays fast.
fn has_signs(text: &str) -> bool {
    const MAX: usize = 80;
    let mut before = b' ';
    text.len() > MAX
        || text.bytes().any(|octet| {
            let follows_blank = std::mem::replace(&mut before, octet) == b' ';
            !octet.is_ascii_alphanumeric() && (octet != b' ' || follows_blank)
        })
}

/// The words of a line.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t']).filter(|word| !word.is_empty())
}

/// The first word, and the text after it.
fn split_word(text: &str) -> (&str, &str) {
    // By octets, which is quick: each line is split several times.
    let is_blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    let blanks = text.bytes().take_while(is_blank).count();
    let text = &text[blanks..];
    text.split_at(text.bytes().position(|octet| is_blank(&octet)).unwrap_or(text.len()))
}

/// Whether the word can be a set of message numbers: `3`, `2:5,7`, `1:*`.
pub fn is_sequence_set(word: &str) -> bool {
    let is_number = |number: &str| {
        number == "*" || (!number.is_empty() && number.bytes().all(|octet| octet.is_ascii_digit()))
    };
    word != "*" && word.split([',', ':']).all(is_number)
}

/// Whether the word is `.`, or digits, perhaps with up to eight letters before them.
pub fn looks_like_tag(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = &word.as_bytes()[letters..];
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    word == "." || (letters <= 8 && is_number)
}

/// The tag and the status of a completion: see [`ResponseLine::tagged_status`].
pub fn tagged_status(text: &str) -> Option<(&str, Status)> {
    ResponseLine::read(text.trim().as_bytes())?.tagged_status()
}

/// Whether this is a server's status response (RFC 9051, section 7.1).
pub(super) fn is_status_line(text: &str) -> bool {
    ResponseLine::read(text.trim().as_bytes()).is_some_and(|line| match line {
        ResponseLine::Untagged { status, .. } => status.is_some(),
        line => line.tagged_status().is_some(),
    })
}

/// Whether this looks like a server's answer to a line without a tag, whose first word, a command's name,
/// the server took for the tag. The status is in capitals, with a text after it. A command may look the
/// same (`rename NO Work`), but not with a literal or a variable.
pub fn answers_untagged(text: &str) -> bool {
    answers_command(&CommandLine::parse_words(text))
}

/// Whether a line that was parsed as a command looks like such an answer.
fn answers_command(line: &CommandLine<'_>) -> bool {
    let (status, said) = split_word(line.arguments);
    Status::of_completion(status).is_some()
        && line.tag.is_none()
        && line.spec.is_some()
        && !said.trim().is_empty()
        && !line.text.ends_with('}')
}

/// Whether this looks like such an answer, with too many words for a login with a password.
pub fn answers_untagged_in_words(text: &str) -> bool {
    answers_untagged(text) && words(text).count() > 3 && !text.contains('"')
}

/// Whether only a server sends this. In a pasted listing, a tab may replace the space.
pub fn is_response(text: &str) -> bool {
    match ResponseLine::read(text.as_bytes()) {
        Some(line @ ResponseLine::Completion { .. }) => line.tagged_status().is_some(),
        Some(_) => true,
        None => text == "*",
    }
}

/// The text with an input method's full-width letters, digits and spaces converted to half-width.
///
/// # Examples
/// ```
/// use imapsh::internals::to_half_width;
/// assert_eq!(to_half_width("ｓｅｌｅｃｔ　ｉｎｂｏｘ"), "select inbox");
/// ```
pub fn to_half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

#[cfg(test)]
mod tests;
