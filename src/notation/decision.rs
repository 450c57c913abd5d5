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
    /// Octets of a client's literal, and what follows them in its command.
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
    /// Whether the line is sent, or a part of what is.
    pub fn is_sent(self) -> bool {
        use LineKind::{Answer, Command, Continuation, Octets};
        matches!(self.kind, Command | Continuation | Octets | Answer)
    }

    /// Whether only a listing contains such a line; it is not something to type.
    pub fn is_of_listing(self) -> bool {
        use LineKind::{Continuation, Elision, Prose, Server, Tool};
        matches!(self.kind, Continuation | Elision | Prose | Server | Tool)
            || self.why == Why::ClientMark
    }
}

/// Why a line is that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// The kind says it all.
    #[default]
    Evident,
    /// It would be typed so.
    Typed,
    /// It has one of the listing's tags.
    Tagged,
    /// It is quoted in a sentence, and the listing shows its answer below.
    InSentence,
    /// It has the client's mark.
    ClientMark,
    ServerMark,
    /// Only a server says this.
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
    /// A log has left out a login here: name and password are asked for.
    LeftOutLogin,
    EndsIdle,
    /// Not sent: a page of which only marked lines are.
    NoMark,
    /// Not sent: the text before it is not a mark.
    UnknownMark,
    /// Not sent: after a program's prompt, but not a command of IMAP.
    OfProgram,
    /// Not sent: it would not be a valid command, and reads like a sentence.
    LikeProse,
    /// Not sent: what precedes it is the sign of a list's entry, and other commands have tags.
    ListEntry,
    /// Not sent: a page of which only tagged lines are.
    NoTag,
    /// Not sent: it has no tag, and would be a complete command.
    NoTagComplete,
    /// Not sent: the page shows answers to other commands, but to none that is written so.
    Unanswered,
    /// Not sent: the page shows it beside its session, without an answer.
    BesideSession,
    /// Not sent: it stands outside of the quotation that has the session in it.
    Unquoted,
    /// Not sent: in IDLE only `done` is.
    InIdle,
    /// Not sent: the session has ended.
    AfterLogout,
    /// Not sent: the listing shows the command again.
    Repeated,
    /// Not sent: the server took its first word for the tag.
    ForgottenTag,
    /// Not sent: what the server refused.
    Refused,
    /// Not sent: the listing has left out a part of it.
    Elided,
    /// Not sent: a remark about the command above.
    Remark,
    PageBreak,
    /// Its form is that of a tool's output.
    ToolForm,
}

/// The decision for a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub kind: LineKind,
    pub why: Why,
}
