//! What a hint can say.

use super::literal_count::LiteralCount;
use crate::protocol::typed_line::{ForeignLine, ForeignWord, LocalizedMailbox, ShellCommand};

/// Something that the user may want to know before the server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The command is allowed after login only.
    LoginFirst,
    /// The command is allowed while a mailbox is selected only.
    SelectFirst,
    /// The command is allowed before login only.
    AlreadyLoggedIn,
    /// The command belongs to this capability, which the server does not announce.
    NotAnnounced {
        /// The command, in capitals.
        command: &'static str,
        /// The capability, in capitals.
        capability: &'static str,
    },
    /// The server has announced LOGINDISABLED: it refuses LOGIN.
    LoginDisabled {
        /// Whether it announces STARTTLS, after which it may accept it.
        starttls: bool,
    },
    /// The server announces mechanisms for AUTHENTICATE, but not this one.
    MechanismNotAnnounced(&'static str),
    /// A mailbox's name, this one, is not ASCII, while names are written in modified UTF-7.
    MailboxOutsideAscii(String),
    /// The name is the one that mail programs show in Japanese.
    LocalizedMailbox(LocalizedMailbox),
    /// A password is about to be sent over a network without TLS.
    PlaintextPassword,
    /// IDLE is allowed, but no mailbox is selected that it could watch.
    IdleWithoutMailbox,
    /// The line contains an input method's full-width characters; this is it in ASCII, with its secret masked,
    /// if it is known.
    FullWidth(Option<String>),
    /// The line begins with an input method's full-width colon, so it is not a directive.
    FullWidthColon,
    /// The command is behind the sign of a quoted mail.
    QuotationSign,
    /// The tag or the command has a letter of another script.
    LookAlike {
        letter: char,
        /// The ASCII letter that it looks like.
        ascii: char,
    },
    /// The line contains this quotation mark, which is not ASCII.
    QuotationMark(char),
    /// The line contains this dash, which is not ASCII.
    Dash(char),
    /// This character looks like a space, but is not one for the server.
    UnusualBlank(char),
    /// Two spaces follow the tag.
    TwoSpaces,
    /// Two spaces are between other words.
    TwoBlanks,
    /// A quoted string has a backslash before another character than `"` and `\`; this is it corrected.
    WrongEscape(String),
    /// A backslash precedes a space, as in a shell; this is the word as a quoted string.
    EscapedSpace(String),
    /// The `{` of a literal's announcement is not closed.
    UnclosedBrace,
    /// A literal is announced inside the line.
    LiteralInsideLine,
    /// This system flag lacks its backslash, so it is a keyword.
    FlagWithoutBackslash(&'static str),
    /// The arguments of a LOGIN are an example's placeholders: `[user] [password]`.
    LoginPlaceholders,
    /// The password of a LOGIN is a variable in another form than imapsh's.
    LoginVariable,
    /// The tag is that of a pending command.
    TagInUse,
    /// A tag was typed where a tag already is; the command that follows, if there is one.
    DoubledTag {
        /// The typed tag or tags.
        tags: String,
        command: Option<&'static str>,
    },
    /// `done` was typed with a tag.
    TaggedDone,
    /// `done` was typed, and no IDLE is pending.
    NotIdling,
    /// An IDLE runs, and another line than `done` was typed.
    DoneFirst,
    /// An IDLE was sent that the server has neither accepted nor refused, and another line than
    /// `done` was typed.
    BeforeIdleContinuation,
    /// The literal's size is such that it ends between CR and LF. `None`: it is a secret.
    BetweenCrAndLf(Option<LiteralCount>),
    /// The literal's size is such that it ends in a line whose rest can't be the rest of the command.
    LeftOver {
        /// How many octets of the line are left over; 0 for a secret.
        octets: u64,
        /// `None`: it is a secret, or contains a line that looks like a command.
        count: Option<LiteralCount>,
    },
    /// The literal is complete with the line ending of this line, and its command is not.
    LiteralComplete {
        /// The size of the literal without that line ending. `None`: it is a secret, contains a line that
        /// looks like a command, or ends with an empty line.
        without_line_ending: Option<u64>,
    },
    /// The line announced a literal without octets, and its command is not complete.
    EmptyLiteral,
    /// The literal was complete before this line, which can't be the rest of its command.
    SentAsRest,
    /// The line looks like a command, but is part of a literal.
    StillInLiteral {
        /// How many octets were expected before it.
        octets: u64,
        /// How many octets the literal has before it.
        before: u64,
        /// How many octets of the line are the rest of the command.
        left_over: u64,
    },
    /// The line looks like a command, or nearly like the literal's end line, but is one of the literal's
    /// lines; this is the end line.
    StillInLines(String),
    /// The verb is not a command; this command is similar.
    DidYouMean(&'static str),
    /// The line ends with this sign for a line's end.
    WrittenLineEnd(&'static str),
    /// The line is a word that ends other programs.
    UseQuitDirective,
    /// The line is a word that asks other programs for help.
    UseHelpDirective,
    /// The line was meant for imapsh, but would be sent as a command.
    OwnWordAsTag {
        /// The word that would be the tag.
        tag: String,
        /// The directive that it names.
        directive: &'static str,
        command: &'static str,
    },
    /// The line begins with the name of this directive, without the colon.
    UseDirective(&'static str),
    /// The line, which is not sent, is a server's after the name of this directive, without its colon.
    DirectiveBeforeResponse(&'static str),
    /// The verb is another protocol's, or a Japanese word.
    ForeignWord(ForeignWord),
    /// The line logs in with this other protocol's command, in a session that is logged in.
    ForeignLogin(&'static str),
    /// The line is a command for a shell.
    ForShell(ShellCommand),
    /// This sign of a shell is between two commands.
    ShellSeparator(&'static str),
    /// The line ends with a shell's `|` and a command for the shell.
    ShellPipe,
    /// The line ends with a shell's `< FILE`; the line that sends the file.
    FileFromShell(String),
    /// The line ends with a shell's `> FILE`.
    AnswerToFile(String),
    /// LOGIN has more than two arguments.
    LoginTakesTwo,
    /// The lines of this file, which is sent as a message, end with LF alone.
    BareLf(String),
    /// A literal contains this variable, which has a value, but is sent as it is.
    VariableInLiteral(String),
    /// The line removes a mailbox, but names this set of messages.
    DeletesMailbox(String),
    /// EXPUNGE does not take messages, but the line names this one.
    ExpungesAll(String),
    /// The line is a host; `:connect` with these arguments connects to it.
    ConnectInstead(String),
    /// The line, which is not sent, looks like a server's response.
    LooksLikeResponse,
    /// The line, which is not sent, looks like the answer to a line without a tag, and perhaps is a command.
    LooksLikeAnswer,
    /// The line, which is not sent, looks like one of another program.
    LooksLikeOutput,
    /// The line, which is not sent, calls another program or is a URL.
    ForOtherProgram(ForeignLine),
    /// The line is not sent.
    ForOtherProtocol {
        /// The protocol whose command it is.
        protocol: &'static str,
        /// What to type here instead.
        instead: &'static str,
    },
    /// The response to AUTHENTICATE's challenge is not base64.
    InvalidBase64,
    /// The response to AUTHENTICATE's challenge is `quit` or `exit`, which is also base64.
    QuitAsResponse,
}

impl Hint {
    /// Whether it only says that the line is not sent. For several such lines, one hint is enough.
    pub fn is_of_any_unsent_line(&self) -> bool {
        matches!(self, Hint::LooksLikeResponse | Hint::LooksLikeOutput)
    }

    /// Whether it is about how the line is written, or that it is not allowed now. The explanation of such a
    /// line says the same.
    pub fn repeats_explanation(&self) -> bool {
        matches!(
            self,
            Hint::LoginFirst
                | Hint::SelectFirst
                | Hint::AlreadyLoggedIn
                | Hint::NotAnnounced { .. }
                | Hint::LoginDisabled { .. }
                | Hint::MechanismNotAnnounced(_)
                | Hint::MailboxOutsideAscii(_)
                | Hint::FullWidth(_)
                | Hint::LookAlike { .. }
                | Hint::QuotationMark(_)
                | Hint::Dash(_)
                | Hint::UnusualBlank(_)
                | Hint::TwoSpaces
                | Hint::WrongEscape(_)
                | Hint::WrittenLineEnd(_)
                | Hint::TwoBlanks
                | Hint::UnclosedBrace
                | Hint::FlagWithoutBackslash(_)
                | Hint::TaggedDone
                | Hint::NotIdling
                | Hint::DoubledTag { command: Some(_), .. }
                | Hint::DidYouMean(_)
                | Hint::ForeignWord(_)
                | Hint::ForShell(ShellCommand { instead: Some(_) })
        )
    }
}
