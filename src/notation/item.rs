//! The items of a script: lines to send, directives, and what its listing shows of answers.

use super::directive::Directive;
use super::record_comments::MidSession;
use crate::protocol::commands::CommandSpec;
use crate::protocol::typed_line::CommandLine;
use compact_str::CompactString;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptItem {
    /// The script's line, from 1.
    pub line: usize,
    pub kind: ItemKind,
    /// Whether the listing shows NO or BAD as the answer: then OK is a failure of the script. A
    /// A stream reports this later, as an [`ItemKind::ExpectedFailure`].
    pub meant_to_fail: bool,
    /// Whether an unsent line above may be an attempt to log in, so that this line may be its secret.
    pub follows_unsent_attempt: bool,
}

impl ScriptItem {
    pub(super) fn new(line: usize, kind: ItemKind) -> ScriptItem {
        ScriptItem { line, kind, meant_to_fail: false, follows_unsent_attempt: false }
    }

    /// Whether a replay does something for it.
    pub(super) fn does(&self) -> bool {
        use ItemKind::{Comment, Heading, ServerCloses};
        !matches!(self.kind, Comment(_) | Heading(_) | ServerCloses)
    }

    /// Whether its line is sent, apart from the octets of a literal.
    pub(super) fn is_sent(&self) -> bool {
        matches!(self.kind, ItemKind::Command(_) | ItemKind::Answer(_) | ItemKind::Done(_))
    }
}

/// The meaning of an item. Texts to send are passed to the console line by line, as if typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `## …`, the heading of a step, without the signs.
    Heading(Box<str>),
    /// `# …`, without the sign and a space after it.
    Comment(Box<str>),
    Directive(Box<Directive>),
    Command(ScriptCommand),
    /// A further line of the command before: a line of a literal, the END of its lines, or the text after it.
    /// Spaces at its ends are kept.
    FurtherLine(Box<str>),
    /// The beginning of a line of a literal, which a record shows to be the last octets sent of it.
    CutLine(Box<str>),
    /// An answer to AUTHENTICATE's `+`, which may be empty or `*`. It is sent only if the server asks for it.
    Answer(Box<str>),
    /// `done` in any case. It waits for IDLE's `+` and for the responses expected before it.
    Done(Box<str>),
    /// The keyword, in capitals, of an untagged response that the listing shows in IDLE.
    ExpectedResponse(Box<str>),
    /// The listing shows that the server ends the connection here, with BYE.
    ServerCloses,
    /// A record breaks off here in the middle of a command: the connection ended or was closed.
    CutOff,
    /// A record that began in the middle of a session. Its commands need that session's state.
    MidSession(MidSession),
    /// The listing shows NO or BAD as the answer to the command, or `:raw`, on this line.
    ExpectedFailure(usize),
}

/// A command's first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptCommand {
    /// The line, without spaces at its ends.
    pub text: CompactString,
    /// In octets, like `verb`; a script has fewer than 2³² of them (`MAX_SCRIPT_OCTETS`).
    tag_len: u32,
    verb: Range<u32>,
    spec: Option<&'static CommandSpec>,
    has_signs: bool,
}

impl ScriptCommand {
    pub(super) fn new(line: &CommandLine<'_>) -> ScriptCommand {
        let octets = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let verb_end = line.text.len() - line.arguments.len();
        ScriptCommand {
            text: line.text.into(),
            tag_len: octets(line.tag.map_or(0, str::len)),
            verb: octets(verb_end - line.verb.len())..octets(verb_end),
            spec: line.spec,
            has_signs: line.has_signs,
        }
    }

    /// This command with another line, as in a record: with its tag.
    pub(super) fn with_text(&self, text: &str) -> ScriptCommand {
        let line = CommandLine::parse_tagged(text).unwrap_or_else(|| CommandLine::parse(text));
        ScriptCommand { spec: self.spec, ..ScriptCommand::new(&line) }
    }

    /// The command's name in capitals, or nothing if it is unknown.
    pub fn name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }

    /// The parsed line: in a record the first word may be a tag that does not look like one.
    pub fn line(&self) -> CommandLine<'_> {
        let (begin, end) = (self.verb.start as usize, self.verb.end as usize);
        CommandLine {
            text: &self.text,
            tag: (self.tag_len > 0).then(|| &self.text[..self.tag_len as usize]),
            verb: &self.text[begin..end],
            arguments: &self.text[end..],
            spec: self.spec,
            has_signs: self.has_signs,
        }
    }
}

/// A variable that a script needs a value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredVariable {
    /// Without `${}`.
    pub name: String,
    /// The first line that uses it, from 1.
    pub line: usize,
    /// The character where that line's text begins, from 1.
    pub column: usize,
    /// Whether it is inside a quoted string, which restricts its value.
    pub quoted: bool,
    /// Whether the name may itself be a secret that was typed in the variable's place.
    pub may_be_secret: bool,
}

impl RequiredVariable {
    /// The name, if it may be shown.
    pub fn shown_name(&self) -> &str {
        if self.may_be_secret { "" } else { &self.name }
    }
}

/// Something outside its session that a script wants to access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideAccess {
    /// The line, from 1.
    pub line: usize,
    /// The character where that line's text begins, from 1.
    pub column: usize,
    pub target: AccessTarget,
    /// Whether a file's name may itself be a secret that was typed in its place.
    pub may_be_secret: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessTarget {
    /// `{<file}` or `:deliver FILE`
    Read(String),
    /// `:run SCRIPT`
    Run(String),
    /// `:record FILE`
    Write(String),
    /// `:connect HOST`
    Connect(String),
}
