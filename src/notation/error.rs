//! The mistakes that a script's text can have.

use super::other_format::OtherFormat;
use crate::protocol::dialogue::LiteralCount;
use crate::system_error::SystemError;

/// A mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The script's name.
    pub file: String,
    /// From 1; 0 if the script itself can't be read.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub mistake: Mistake,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    NotUtf8,
    /// A CR or NUL inside a line to send.
    BreaksFraming,
    /// A text that must be a single line has a line ending in it.
    SeveralLines,
    /// A directive in full-width letters; its name in ASCII.
    FullWidthDirective(String),
    /// `:word` is not a directive.
    UnknownDirective {
        word: String,
        nearest: Option<&'static str>,
    },
    MissingArgument {
        directive: &'static str,
        usage: &'static str,
    },
    InvalidArgument {
        directive: &'static str,
        value: String,
        usage: &'static str,
    },
    /// The argument is a near miss of this one, which the directive takes.
    MeantArgument {
        directive: &'static str,
        value: String,
        meant: &'static str,
    },
    /// `:decode` does not take this text. It may be a secret in base64.
    NotEncoded,
    /// `:lesson hint` and the like: the learner wants another directive, such as `:hint`.
    LessonRequest {
        value: String,
        meant: &'static str,
    },
    /// Not a value of the setting, which takes these.
    InvalidSetting {
        name: String,
        value: String,
        values: &'static str,
    },
    /// A pattern of `:capture` with this many `(...)` instead of one.
    CaptureCount(usize),
    /// The script ends before a literal does; the number of missing octets, and the size.
    LiteralIncomplete(u64, LiteralCount),
    /// The script ends before this line, which ends a literal.
    MissingEndLine(String),
    /// The lines of a `{64<<END}` are not base64.
    NotBase64,
    /// A server's literal of this size ends neither by its octets nor by its command's completion.
    EndlessServerLiteral(u64),
    /// A server's literal of this size was shortened, and several lines may be the completion of its
    /// command.
    AmbiguousCompletion(u64),
    /// A bracket of a server's response is not closed, and no completion shows where the response ends.
    UnclosedResponse,
    /// A word for help or a directive's name before this command would be its tag.
    OwnWordAsTag {
        tag: String,
        directive: &'static str,
        command: &'static str,
    },
    /// The name of this directive, without its colon, before a server's line.
    DirectiveBeforeResponse(&'static str),
    /// A bracket or a quote of a command is not closed: this one.
    Unclosed(char),
    /// The line may be the rest of the client's line above it, or prose.
    PerhapsWrapped,
    /// An argument of a command begins with a typographic quotation mark: this one.
    TypographicQuote(char),
    /// The tag has a letter that looks like an ASCII letter: this one, in place of that.
    LookAlikeInTag {
        letter: char,
        ascii: char,
    },
    /// A command whose arguments are otherwise ASCII has another sign: this one.
    ForeignSign(char),
    /// The rest of a command's line may be a remark, or a part of the command.
    PerhapsRemark,
    /// A command and those with it, between commands with answers, have none: they may belong to the session or
    /// not.
    PerhapsBeside,
    /// A command has too few arguments, and the listing does not show that the server refused it.
    LacksArguments,
    /// Another command, on this line, has the same tag and no answer.
    SameTag(usize),
    /// A command that would log in or change something repeats the one on this line: a terminal may have
    /// shown it twice.
    PerhapsEchoed(usize),
    /// A command has too many arguments, and the listing does not show that the server refused it.
    TooManyArguments,
    /// A line has several commands.
    SeveralCommands,
    /// The line answers or closes something that the listing does not show.
    BeginningNotShown,
    /// The server answers a command that is not registered with `+`.
    UnknownExchange,
    /// A command or an OK has this tag, whose command is completed above, although the other tags count up.
    TagUsedAgain(String),
    /// The command on this line is not sent, and this one depends on it.
    MissingStep(usize),
    /// No command has the tag of this completion.
    CompletionOfNoCommand(String),
    /// A server's line has the client's mark.
    ServerLineAsClients,
    /// The terminal shows a key that edits or ends the line: this one.
    ShownKey(String),
    /// The line below a `+` is not an answer to AUTHENTICATE.
    NotAnAnswer,
    /// A line directly below a literal that ends before it.
    PerhapsOfLiteral,
    /// The same below a literal that began before the text.
    BelowBegunLiteral,
    /// A command below a literal, before the completion of the literal's command.
    CommandInLiteral,
    /// A command that may be part of the message text fetched by the FETCH on this line.
    CommandInMessage(usize),
    /// A line with the client's mark inside a server's literal.
    ClientInServersLiteral,
    /// A literal ends inside a line.
    LiteralCutsLine {
        line: usize,
        /// How many octets of the line's text may belong to the literal. 0: it ends inside the line's ending.
        left_over: u64,
        /// Whether these are the rest of the line.
        to_end: bool,
        count: LiteralCount,
    },
    /// The listing seems to have left out the octets of a literal.
    LiteralLeftOut,
    /// A command without a tag, where the others have one.
    UntaggedCommand(String),
    /// A command without a mark in a record of imapsh.
    UnmarkedInRecord(String),
    /// Lines of another client: `C2:`.
    SeveralClients,
    /// A second login succeeds: the line belongs to another session. The first login is on this line.
    SecondLogin(usize),
    /// A response that announces a literal, after text that is not a mark.
    UnknownServerMark,
    /// A command after text that is not a mark, with its answer.
    UnknownMark(String),
    /// The text is not a listing but another format.
    OtherFormat(OtherFormat),
    /// IDLE runs and ends with BAD, but the listing does not show the line that the server refused.
    IdleEndNotShown,
    /// A command while IDLE runs.
    CommandInIdle,
    /// `done` with a tag.
    TaggedDone,
    /// A command while an IDLE runs that does not begin in this text: it was pasted during IDLE.
    IdleRuns,
    /// `${sasl}` for a mechanism whose answers are not made from a name and a password alone.
    SaslNotReproducible(String),
    /// `"${name}"` with a value that a quoted string can't contain.
    NotQuotable(String),
    /// `${sasl}` in a line that is not part of an authentication.
    SaslOutsideAuthenticate,
    /// The script itself, or a file that it names, can't be read.
    Unreadable {
        path: String,
        reason: SystemError,
    },
    /// A path that is read as a file, but is a directory, a pipe or the like.
    NotAFile(String),
    /// There is neither a file nor a bundled script of this name.
    NotFound {
        name: String,
        /// The names of the bundled scripts.
        bundled: Vec<&'static str>,
    },
    /// An access outside the session, without `--trust`.
    NotTrusted(String),
    /// A script that runs itself, perhaps through others.
    RunsItself(String),
    /// A script that runs more than this many scripts, counting those that they run.
    TooManyScripts(usize),
    /// No line of the script is a command, but each would be sent as one.
    NoCommand,
    /// No line of the script is sent, although this one would be a command.
    NoneSent,
    /// A script of more MiB than this.
    TooLarge(u64),
}

impl Mistake {
    /// The other line that its report names.
    pub fn other_line(&self) -> Option<usize> {
        match self {
            Mistake::SameTag(line)
            | Mistake::PerhapsEchoed(line)
            | Mistake::MissingStep(line)
            | Mistake::CommandInMessage(line)
            | Mistake::SecondLogin(line)
            | Mistake::LiteralCutsLine { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// Whether a text can only be sent after the session's IDLE was ended. Its other mistakes can wait.
pub fn is_idle_first_to_end(mistakes: &[ScriptError]) -> bool {
    mistakes.iter().any(|it| it.mistake == Mistake::IdleRuns)
}
