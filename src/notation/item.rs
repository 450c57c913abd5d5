//! What a script consists of: the lines to be sent, directives, and what its listing tells.

use super::directive::Directive;
use crate::notation::marks::MidSession;
use crate::protocol::commands::CommandSpec;
use crate::protocol::typed_line::CommandLine;
use std::ops::Range;

/// A piece of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The script's line, from 1.
    pub line: usize,
    pub kind: ItemKind,
    /// Whether the listing says NO or BAD to it: then these are right, and OK is not. Known at
    /// once in a script that was read whole; a [`super::ScriptStream`] tells it later, by [`ItemKind::ExpectedFailure`].
    pub meant_to_fail: bool,
}

impl Item {
    pub(super) fn new(line: usize, kind: ItemKind) -> Item {
        Item {
            line,
            kind,
            meant_to_fail: false,
        }
    }
}

/// What a piece of a script is. Texts to be sent are fed to the console line by line, as if typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `## …`: a step's heading, without the signs.
    Heading(Box<str>),
    /// `# …`, without the sign.
    Comment(Box<str>),
    /// `:word …`
    Directive(Box<Directive>),
    /// A command's first line.
    Command(ScriptCommand),
    /// A further line of the command above: a literal's octets, the lines up to END and END, or
    /// what follows a literal. Blanks at its ends count.
    FurtherLine(Box<str>),
    /// An answer to AUTHENTICATE's `+`; empty, or `*`, too. Where no answer is due when its
    /// turn has come, the server needed none.
    Answer(Box<str>),
    /// `done`, as it was written: it waits for IDLE's `+` and for what is awaited.
    Done(Box<str>),
    /// A server's untagged response between `idle` and `done`: its keyword in capitals is awaited.
    ExpectedResponse(Box<str>),
    /// A record began in mid-session: what follows needs what had come before it.
    MidSession(MidSession),
    /// The listing says NO or BAD to the command (or `:raw`) that stands on this line.
    ExpectedFailure(usize),
}

/// A command's first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptCommand {
    /// The line, without blanks at its ends.
    pub text: Box<str>,
    tag_len: usize,
    verb: Range<usize>,
    spec: Option<&'static CommandSpec>,
}

impl ScriptCommand {
    pub(super) fn new(line: &CommandLine<'_>) -> ScriptCommand {
        let verb_end = line.text.len() - line.arguments.len();
        ScriptCommand {
            text: line.text.into(),
            tag_len: line.tag.map_or(0, str::len),
            verb: verb_end - line.verb.len()..verb_end,
            spec: line.spec,
        }
    }

    /// The command's name in capitals, or nothing if it is unknown.
    pub fn name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }

    /// The line as it was parsed: in a record the first word may be a tag that does not look like one.
    pub fn line(&self) -> CommandLine<'_> {
        CommandLine {
            text: &self.text,
            tag: (self.tag_len > 0).then(|| &self.text[..self.tag_len]),
            verb: &self.text[self.verb.clone()],
            arguments: &self.text[self.verb.end..],
            spec: self.spec,
        }
    }
}

/// A variable that a script needs a value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredVariable {
    /// Its name, without `${}`.
    pub name: String,
    /// The line that first needs it, from 1.
    pub line: usize,
    /// The character where that line's text begins, from 1.
    pub column: usize,
    /// Whether it stands in a quoted string there, so that its value must be able to.
    pub quoted: bool,
}

/// Something outside of its session that a script names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideAccess {
    /// The line, from 1.
    pub line: usize,
    /// The character where that line's text begins, from 1.
    pub column: usize,
    /// What it names.
    pub target: AccessTarget,
}

/// What a script can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessTarget {
    /// `{<file}` or `:deliver FILE`: read.
    Read(String),
    /// `:run SCRIPT`: read and obeyed.
    Run(String),
    /// `:record FILE`: written.
    Write(String),
    /// `:connect HOST`.
    Connect(String),
}
