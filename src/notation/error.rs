//! What can be wrong with a script's text, with its place.

/// A mistake in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The script's name, as it was given.
    pub file: String,
    /// The line, from 1; 0 if the script itself can't be read.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The mistake.
    pub mistake: Mistake,
}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The octets are no UTF-8.
    NotUtf8,
    /// A CR or NUL inside a line that would be sent.
    BreaksFraming,
    /// `:word` that is no directive.
    UnknownDirective {
        /// As it was written.
        word: String,
        /// The directive that is most like it, if one is.
        nearest: Option<&'static str>,
    },
    /// A directive without what it needs.
    MissingArgument {
        /// The directive's word.
        directive: &'static str,
        /// How it is written.
        usage: &'static str,
    },
    /// A directive with something that it can't use.
    InvalidArgument {
        /// The directive's word.
        directive: &'static str,
        /// What was written.
        value: String,
        /// How it is written.
        usage: &'static str,
    },
    /// The script ends before a literal's octets do.
    LiteralIncomplete(u64),
    /// The script ends before the line that ends a literal.
    MissingEndLine(String),
    /// The lines of a `{64<<END}` are no base64.
    NotBase64,
    /// A server's literal ends neither by its octets nor by its command's completion.
    EndlessServerLiteral(u64),
    /// `${sasl}` for a mechanism whose answers can't be made from a name and a password.
    SaslNotReproducible(String),
    /// `"${name}"` with a value that can't stand in a quoted string.
    NotQuotable(String),
    /// `${sasl}` in a line that is no part of an authentication.
    SaslOutsideAuthenticate,
    /// The script itself, or a file that it names, can't be read.
    Unreadable {
        /// As it was written.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// A path that is read as a file, but is a directory, a pipe or the like.
    NotAFile(String),
    /// There is neither a file nor a bundled script of this name.
    NotFound {
        name: String,
        /// The names of the bundled scripts.
        bundled: Vec<&'static str>,
    },
    /// It reaches outside its session, and is not trusted.
    NotTrusted(String),
    /// A script that runs itself, at whatever distance.
    RunsItself(String),
    /// A script that runs scripts that run scripts: more than so many.
    TooManyScripts(usize),
    /// More than so many MiB.
    TooLarge(u64),
}
