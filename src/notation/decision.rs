//! What the reader decides for each line, and why: `imapsh replay --dry-run` prints it.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    #[default]
    Blank,
    Comment,
    Heading,
    Directive,
    Command,
    /// The rest of a command that the listing has wrapped.
    Continuation,
    /// Octets of a client's literal, and the rest of its command after them.
    Octets,
    /// An answer to AUTHENTICATE's `+`.
    Answer,
    Server,
    Tool,
    Prose,
    Elision,
    Mistake,
}

impl Decision {
    /// Whether the line, or a part of it, is sent.
    pub fn is_sent(self) -> bool {
        use LineKind::{Answer, Command, Continuation, Octets};
        matches!(self.kind, Command | Continuation | Octets | Answer)
    }

    /// Whether such a line occurs only in listings; it is not something to type.
    pub fn is_of_listing(self) -> bool {
        use LineKind::{Continuation, Elision, Prose, Server, Tool};
        matches!(self.kind, Continuation | Elision | Prose | Server | Tool)
            || self.why == Why::ClientMark
    }
}

/// Why a line is classified as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// No reason beyond the kind.
    #[default]
    Evident,
    /// It has the form of a typed line.
    Typed,
    /// It has one of the listing's tags.
    Tagged,
    /// It is quoted in a sentence, and the listing shows its answer below.
    InSentence,
    /// It has the client's mark.
    ClientMark,
    ServerMark,
    /// Only a server sends this.
    ServerForm,
    /// It continues the server's line above.
    WrappedResponse,
    /// It is inside a server's literal.
    ServerLiteral,
    /// It is indented deeper than the line that it continues.
    Wrapped,
    /// A bracket or quote is open.
    OpenBracket,
    /// A literal announced them.
    LiteralOctets,
    /// They belong to the literal up to its end line.
    LiteralLines,
    /// It follows a literal in its command.
    AfterLiteral,
    /// The server asks for it with `+`.
    Challenged,
    /// A log has left out a login here; imapsh asks for name and password.
    LeftOutLogin,
    EndsIdle,
    /// Not sent: only the marked lines of this page are.
    NoMark,
    /// Not sent: the text before it is not a mark.
    UnknownMark,
    /// Not sent: after a program's prompt, but not a command of IMAP.
    OfProgram,
    /// Not sent: it would not be a valid command, and reads like a sentence.
    LikeProse,
    /// Not sent: the sign of a list entry precedes it, and other commands have tags.
    ListEntry,
    /// Not sent: only the tagged lines of this page are.
    NoTag,
    /// Not sent: it has no tag, and would be a complete command.
    NoTagComplete,
    /// Not sent: the page shows answers to other commands, but to none written in this form.
    Unanswered,
    /// Not sent: the page shows it outside its session, without an answer.
    BesideSession,
    /// Not sent: it is outside the quoted session.
    Unquoted,
    /// Not sent: in IDLE only `done` is.
    InIdle,
    /// Not sent: it ends an IDLE that the listing does not show.
    NoIdle,
    /// Not sent: the session has ended.
    AfterLogout,
    /// Not sent: the listing shows the command again.
    Repeated,
    /// Not sent: the server took its first word for the tag.
    ForgottenTag,
    /// Not sent: part of a command that the server refused.
    Refused,
    /// Not sent: the listing left out a part of it.
    Elided,
    /// Not sent: a remark about the command above.
    Remark,
    PageBreak,
    /// It has the form of a tool's output.
    ToolForm,
}

/// The decision for a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub kind: LineKind,
    pub why: Why,
}

/// A line that is not sent, although it would be a complete command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsentCommand {
    /// From 1.
    pub line: usize,
    pub text: String,
    pub why: Why,
}
