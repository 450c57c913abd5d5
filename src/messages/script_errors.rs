//! Mistakes in a script or a directive, why a line is not sent, and why a record was not begun.

use super::{Messages, text};
use crate::notation::{Mistake, ScriptError};
use crate::protocol::commands;
use crate::protocol::compose::{ComposeError, FileError};
use crate::record::RecordError;

/// How many mistakes in a script are reported at most.
const MAX_MISTAKES: usize = 20;

impl Messages {
    /// The mistakes in a script, one a line.
    pub fn script_errors(self, errors: &[ScriptError]) -> String {
        let reported = errors.iter().take(MAX_MISTAKES);
        let lines: Vec<String> = reported.map(|error| self.script_error(error)).collect();
        lines.join("\n")
    }

    /// The mistake after its place: `x.imap:3:1: …`.
    pub fn script_error(self, error: &ScriptError) -> String {
        let mistake = self.mistake(&error.mistake);
        match error.line {
            0 if matches!(error.mistake, Mistake::TooLarge(_)) => {
                format!("{}: {mistake}", error.file)
            }
            0 => mistake,
            line => format!("{}:{line}:{}: {mistake}", error.file, error.column),
        }
    }

    /// The mistake alone.
    pub fn mistake(self, mistake: &Mistake) -> String {
        match mistake {
            Mistake::NotUtf8 => self.format(text::ScriptNotUtf8),
            Mistake::BreaksFraming => self.format(text::ScriptBreaksFraming),
            Mistake::UnknownDirective { word, .. } if commands::find(word).is_some() => {
                self.format(text::ScriptDirectiveIsCommand { word })
            }
            Mistake::UnknownDirective {
                word,
                nearest: Some(nearest),
            } => self.format(text::ScriptUnknownDirectiveNearest { word, nearest }),
            Mistake::UnknownDirective {
                word,
                nearest: None,
            } => self.format(text::ScriptUnknownDirective { word }),
            Mistake::MissingArgument { directive, usage } => {
                self.format(text::ScriptMissingArgument { directive, usage })
            }
            Mistake::InvalidArgument {
                directive,
                value,
                usage,
            } => self.format(text::ScriptInvalidArgument {
                directive,
                value,
                usage,
            }),
            Mistake::LiteralIncomplete(missing) => {
                self.format(text::ScriptLiteralIncomplete { missing })
            }
            Mistake::MissingEndLine(end) => self.format(text::ScriptMissingEndLine { end }),
            Mistake::NotBase64 => self.format(text::ScriptNotBase64),
            Mistake::EndlessServerLiteral(size) => {
                self.format(text::ScriptEndlessServerLiteral { size })
            }
            Mistake::SaslNotReproducible(mechanism) => {
                self.format(text::SaslNotReproducible { mechanism })
            }
            Mistake::NotQuotable(name) => self.format(text::ValueNotQuotable { name }),
            Mistake::SaslOutsideAuthenticate => self.format(text::ScriptSaslOutsideAuthenticate),
            Mistake::Unreadable { path, reason } => {
                self.format(text::FileUnreadable { path, reason })
            }
            Mistake::NotAFile(path) => self.format(text::FileNotRegular { path }),
            Mistake::NotFound { name, bundled } => self.format(text::ScriptNotFound {
                name,
                known: bundled.join(", "),
            }),
            Mistake::NotTrusted(what) => self.format(text::ScriptNotTrusted { what }),
            Mistake::RunsItself(script) => self.format(text::ScriptRunsItself { script }),
            Mistake::TooManyScripts(most) => self.format(text::ScriptTooManyScripts { most }),
            Mistake::TooLarge(most) => self.format(text::ScriptTooLarge { most }),
        }
    }

    /// Why a line can't be sent.
    pub fn compose_error(self, error: &ComposeError) -> String {
        match error {
            ComposeError::ForbiddenOctet(at) => {
                self.format(text::LineBreaksFraming { column: at + 1 })
            }
            ComposeError::UndefinedVariable(name) => match name.as_str() {
                "user" => self.format(text::LineNoValueUser),
                "password" => self.format(text::LineNoValuePassword),
                name => self.format(text::LineNoValue { name }),
            },
            ComposeError::NotQuotable(name) => self.format(text::ValueNotQuotable { name }),
            ComposeError::NoSaslResponse(mechanism) => {
                self.format(text::SaslNotReproducible { mechanism })
            }
            ComposeError::File { path, error } => match error {
                FileError::NotRegular => self.format(text::FileNotRegular { path }),
                FileError::Io(reason) => self.format(text::FileUnreadable { path, reason }),
            },
            ComposeError::InvalidBase64 => self.format(text::LineNotBase64),
        }
    }

    /// A variable that a script needs has no value.
    pub fn script_variable_missing(self, name: &str) -> String {
        match name {
            "user" => self.format(text::ScriptNoValueUser),
            "password" => self.format(text::ScriptNoValuePassword),
            name => self.format(text::ScriptNoValue { name }),
        }
    }

    /// Why a record could not be begun.
    pub fn record_error(self, error: &RecordError) -> String {
        match error {
            RecordError::UnknownFormat(path) => self.format(text::RecordUnknownKind {
                path: path.display(),
            }),
            RecordError::Exists(path) => self.format(text::RecordExists {
                path: path.display(),
            }),
            RecordError::Io { path, error } => self.format(text::RecordCannotWrite {
                path: path.display(),
                reason: error,
            }),
        }
    }
}
