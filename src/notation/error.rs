//! What can be wrong with a script's text, with its place, and the text for it.

use crate::messages::Messages;
use crate::protocol::commands;
use crate::script::bundled::SCRIPTS;
use std::fmt::Display;

/// A mistake in a script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{mistake}", self.place())]
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

impl ScriptError {
    /// The mistake in the user's language, behind its place.
    pub fn say(&self, messages: Messages) -> String {
        self.place() + &self.mistake.say(messages)
    }

    fn place(&self) -> String {
        match self.line {
            0 if matches!(self.mistake, Mistake::TooLarge(_)) => format!("{}: ", self.file),
            0 => String::new(),
            line => format!("{}:{line}:{}: ", self.file, self.column),
        }
    }
}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The octets are no UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// A CR or NUL inside a line that would be sent.
    #[error("an octet that would break the framing")]
    BreaksFraming,
    /// `:word` that is no directive.
    #[error("no such directive: :{word}")]
    UnknownDirective {
        /// As it was written.
        word: String,
        /// The directive that is most like it, if one is.
        nearest: Option<&'static str>,
    },
    /// A directive without what it needs.
    #[error(":{directive} lacks something")]
    MissingArgument {
        /// The directive's word.
        directive: &'static str,
        /// How it is written.
        usage: &'static str,
    },
    /// A directive with something that it can't use.
    #[error(":{directive} cannot be {value}")]
    InvalidArgument {
        /// The directive's word.
        directive: &'static str,
        /// What was written.
        value: String,
        /// How it is written.
        usage: &'static str,
    },
    /// The script ends before a literal's octets do.
    #[error("{0} octets of the literal are missing")]
    LiteralIncomplete(u64),
    /// The script ends before the line that ends a literal.
    #[error("no line {0:?} ends the literal")]
    MissingEndLine(String),
    /// The lines of a `{64<<END}` are no base64.
    #[error("not base64")]
    NotBase64,
    /// A server's literal ends neither by its octets nor by its command's completion.
    #[error("where does the server's literal of {0} octets end")]
    EndlessServerLiteral(u64),
    /// `${sasl}` for a mechanism whose answers can't be made from a name and a password.
    #[error("a {0} answer cannot be made anew")]
    SaslNotReproducible(String),
    /// `"${name}"` with a value that can't stand in a quoted string.
    #[error("${{{0}}} cannot be quoted")]
    NotQuotable(String),
    /// `${sasl}` in a line that is no part of an authentication.
    #[error("${{sasl}} outside of AUTHENTICATE")]
    SaslOutsideAuthenticate,
    /// The script itself, or a file that it names, can't be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// As it was written.
        path: String,
        /// The system's words.
        reason: String,
    },
    /// There is neither such a file nor such a script inside the program.
    #[error("no file and no bundled script {0}")]
    NotFound(String),
    /// It outside_accesses outside its session, and is not trusted.
    #[error("{0} reaches outside the script's folder")]
    NotTrusted(String),
    /// A script that runs itself, at whatever distance.
    #[error("{0} runs itself")]
    RunsItself(String),
    /// A script that runs scripts that run scripts: more than so many.
    #[error("more than {0} scripts")]
    TooManyScripts(usize),
    /// More than so many MiB.
    #[error("more than {0} MiB")]
    TooLarge(u64),
}

impl Mistake {
    /// The mistake in the user's language.
    pub fn say(&self, messages: Messages) -> String {
        let with = |id: &str, arguments: &[(&str, &dyn Display)]| messages.with(id, arguments);
        match self {
            Mistake::NotUtf8 => with("script-not-utf8", &[]),
            Mistake::BreaksFraming => with("script-breaks-framing", &[]),
            Mistake::UnknownDirective { word, .. } if commands::find(word).is_some() => {
                with("script-directive-is-command", &[("word", word)])
            }
            Mistake::UnknownDirective { word, nearest } => match nearest {
                Some(nearest) => with(
                    "script-unknown-directive-near",
                    &[("word", word), ("nearest", nearest)],
                ),
                None => with("script-unknown-directive", &[("word", word)]),
            },
            Mistake::MissingArgument { directive, usage } => with(
                "script-directive-lacks",
                &[("directive", directive), ("usage", usage)],
            ),
            Mistake::InvalidArgument {
                directive,
                value,
                usage,
            } => with(
                "script-directive-unfit",
                &[("directive", directive), ("value", value), ("usage", usage)],
            ),
            Mistake::LiteralIncomplete(missing) => {
                with("script-literal-unfinished", &[("missing", missing)])
            }
            Mistake::MissingEndLine(end) => with("script-no-end", &[("end", end)]),
            Mistake::NotBase64 => with("script-not-base64", &[]),
            Mistake::EndlessServerLiteral(size) => with("script-server-literal", &[("size", size)]),
            Mistake::SaslNotReproducible(mechanism) => {
                with("script-not-made-anew", &[("mechanism", mechanism)])
            }
            Mistake::NotQuotable(name) => with("line-not-quotable", &[("name", name)]),
            Mistake::SaslOutsideAuthenticate => with("script-sasl-elsewhere", &[]),
            Mistake::Unreadable { path, reason } => {
                with("script-unreadable", &[("path", path), ("reason", reason)])
            }
            Mistake::NotFound(name) => {
                let names: Vec<&str> = SCRIPTS.iter().map(|script| script.name).collect();
                let known = names.join(", ");
                with("script-not-found", &[("name", name), ("known", &known)])
            }
            Mistake::NotTrusted(what) => with("script-outside", &[("what", what)]),
            Mistake::RunsItself(script) => with("script-runs-itself", &[("script", script)]),
            Mistake::TooManyScripts(most) => with("script-runs-too-many", &[("most", most)]),
            Mistake::TooLarge(most) => with("script-too-large", &[("most", most)]),
        }
    }
}
