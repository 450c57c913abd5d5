//! Mistakes in a script or a directive, why a line is not sent, and why a record was not begun.

use super::{Messages, Text, text};
use crate::notation::{Mistake, OtherFormat, RequiredVariable, ScriptError};
use crate::protocol::commands;
use crate::protocol::compose::{ComposeError, FileError};
use crate::protocol::program_words::{self, ProgramWord};
use crate::protocol::sasl;
use crate::protocol::secrets::mask_argument;
use crate::protocol::secrets::mask_secrets;
use crate::record::RecordError;
use std::path::Path;

/// The maximum number of mistakes in a script that are reported.
const MAX_MISTAKES: usize = 20;

impl Messages {
    /// The mistakes in a script, one per line.
    pub fn script_errors(self, errors: &[ScriptError]) -> String {
        let reported = errors.iter().take(MAX_MISTAKES);
        let lines: Vec<String> = reported.map(|error| self.script_error(error)).collect();
        lines.join("\n")
    }

    /// The mistake with its position: `x.imap:3:1: …`.
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

    /// The mistake without its position.
    pub fn mistake(self, mistake: &Mistake) -> String {
        let text: &dyn Text = match mistake {
            Mistake::NotUtf8 => &text::ScriptNotUtf8,
            Mistake::BreaksFraming => &text::ScriptBreaksFraming,
            Mistake::SeveralLines => &text::ScriptSeveralLines,
            Mistake::FullWidthDirective(name) => &text::ScriptFullWidthDirective { name },
            Mistake::UnknownDirective { word, nearest } => {
                return self.unknown_directive(word, *nearest);
            }
            Mistake::MeantArgument { directive, value, meant } => {
                &text::ScriptMeantArgument { directive, value, meant }
            }
            Mistake::NotEncoded => &text::DirectiveNotEncoded,
            Mistake::LessonRequest { value, meant } => &text::ScriptLessonRequest { value, meant },
            Mistake::InvalidSetting { name, value, values } => {
                &text::ScriptInvalidSetting { name, value, values }
            }
            Mistake::MissingArgument { directive, usage } => {
                &text::ScriptMissingArgument { directive, usage }
            }
            Mistake::InvalidArgument { directive, value, usage } => {
                &text::ScriptInvalidArgument { directive, value, usage }
            }
            Mistake::CaptureCount(0) => &text::ScriptCaptureNone,
            Mistake::CaptureCount(count) => &text::ScriptCaptureSeveral { count },
            Mistake::LiteralIncomplete(missing, count) => {
                let (missing, with_ending) = (*missing, count.announced.saturating_sub(*missing));
                let size = with_ending.saturating_sub(2);
                let why = match with_ending {
                    // Nothing, or an empty line.
                    0..=2 => {
                        let missing = missing + with_ending;
                        self.format(text::ScriptLiteralAbsent { missing })
                    }
                    _ => self.format(text::ScriptLiteralIncomplete { missing, size, with_ending }),
                };
                return self.with_counting(why, *count, true);
            }
            Mistake::MissingEndLine(end) => &text::ScriptMissingEndLine { end },
            Mistake::NotBase64 => &text::ScriptNotBase64,
            Mistake::EndlessServerLiteral(size) => &text::ScriptEndlessServerLiteral { size },
            Mistake::AmbiguousCompletion(size) => &text::ScriptAmbiguousCompletion { size },
            Mistake::UnclosedResponse => &text::ScriptUnclosedResponse,
            Mistake::OwnWordAsTag { tag, directive, command } => {
                let topic = command.to_ascii_lowercase();
                &text::ScriptOwnWordAsTag { tag, directive, command, topic }
            }
            Mistake::Unclosed(sign) => &text::ScriptUnclosed { sign },
            Mistake::PerhapsWrapped => &text::ScriptPerhapsWrapped,
            Mistake::TypographicQuote(sign) => &text::ScriptTypographicQuote { sign },
            Mistake::LookAlikeInTag { letter, ascii } => {
                let code = format!("U+{:04X}", u32::from(*letter));
                &text::ScriptLookAlikeInTag { letter, code, ascii }
            }
            Mistake::ForeignSign(sign) => {
                let code = format!("U+{:04X}", u32::from(*sign));
                &text::ScriptForeignSign { sign, code }
            }
            Mistake::LiteralLeftOut => &text::ScriptLiteralLeftOut,
            Mistake::PerhapsRemark => &text::ScriptPerhapsRemark,
            Mistake::LacksArguments => &text::ScriptLacksArguments,
            Mistake::PerhapsBeside => &text::ScriptPerhapsBeside,
            Mistake::SameTag(other) => &text::ScriptSameTag { other: *other },
            Mistake::PerhapsEchoed(other) => &text::ScriptPerhapsEchoed { other: *other },
            Mistake::TooManyArguments => &text::ScriptTooManyArguments,
            Mistake::SeveralCommands => &text::ScriptSeveralCommands,
            Mistake::DirectiveBeforeResponse(name) => &text::ScriptDirectiveBeforeResponse { name },
            Mistake::BeginningNotShown => &text::ScriptBeginningNotShown,
            Mistake::UnknownExchange => &text::ScriptUnknownExchange,
            Mistake::MissingStep(line) => &text::ScriptMissingStep { line: *line },
            Mistake::TagUsedAgain(tag) => &text::ScriptTagUsedAgain { tag },
            Mistake::CompletionOfNoCommand(tag) => &text::ScriptCompletionOfNoCommand { tag },
            Mistake::ServerLineAsClients => &text::ScriptServerLineAsClients,
            Mistake::ShownKey(key) => &text::ScriptShownKey { key },
            Mistake::NotAnAnswer => &text::ScriptNotAnAnswer,
            Mistake::PerhapsOfLiteral => &text::ScriptPerhapsOfLiteral,
            Mistake::BelowBegunLiteral => &text::ScriptBelowBegunLiteral,
            Mistake::CommandInLiteral => &text::ScriptCommandInLiteral,
            Mistake::CommandInMessage(fetch) => &text::ScriptCommandInMessage { fetch: *fetch },
            Mistake::ClientInServersLiteral => &text::ScriptClientInServersLiteral,
            Mistake::LiteralCutsLine { line, left_over, to_end, count } => {
                let (line, left_over) = (*line, *left_over);
                let needed = count.announced + left_over;
                let why = match (left_over, to_end) {
                    (0, _) => {
                        self.format(text::ScriptLiteralCutsEnding { line, needed: needed + 1 })
                    }
                    (_, true) => {
                        let with_ending = needed + 2;
                        self.format(text::ScriptLiteralCutsLine {
                            line,
                            left_over,
                            needed,
                            with_ending,
                        })
                    }
                    (_, false) => {
                        self.format(text::ScriptLiteralCutsWord { line, left_over, needed })
                    }
                };
                return self.with_counting(why, *count, true);
            }
            Mistake::SeveralClients => &text::ScriptSeveralClients,
            Mistake::SecondLogin(first) => &text::ScriptSecondLogin { first: *first },
            Mistake::UnknownServerMark => &text::ScriptUnknownServerMark,
            Mistake::UnknownMark(command) => {
                &text::ScriptUnknownMark { command: mask_secrets(command) }
            }
            Mistake::UnmarkedInRecord(command) => {
                &text::ScriptUnmarkedInRecord { command: mask_secrets(command) }
            }
            Mistake::UntaggedCommand(command) => {
                &text::ScriptUntaggedCommand { command: mask_secrets(command) }
            }
            Mistake::OtherFormat(format) => match format {
                OtherFormat::Json => &text::ScriptIsJson,
                OtherFormat::Markup => &text::ScriptIsMarkup,
                OtherFormat::Table => &text::ScriptIsTable,
                OtherFormat::Diff => &text::ScriptIsDiff,
                OtherFormat::PacketDump => &text::ScriptIsPacketDump,
                OtherFormat::Mail => &text::ScriptIsMail,
                OtherFormat::QuotedPrintable => &text::ScriptIsQuotedPrintable,
                OtherFormat::CommandList => &text::ScriptIsCommandList,
                OtherFormat::QuotedLines => &text::ScriptIsQuotedLines,
                OtherFormat::Protocol(protocol) => &text::ScriptIsOtherProtocol { protocol },
            },
            Mistake::IdleEndNotShown => &text::ScriptIdleEndNotShown,
            Mistake::CommandInIdle | Mistake::IdleRuns => &text::ScriptCommandInIdle,
            Mistake::TaggedDone => &text::ScriptTaggedDone,
            Mistake::SaslNotReproducible(mechanism) => return self.no_sasl_response(mechanism),
            Mistake::NotQuotable(name) => &text::ValueNotQuotable { name },
            Mistake::SaslOutsideAuthenticate => &text::ScriptSaslOutsideAuthenticate,
            Mistake::Unreadable { path, reason } => {
                &text::FileUnreadable { path: mask_argument(path), reason }
            }
            Mistake::NotAFile(path) => &text::FileNotRegular { path: mask_argument(path) },
            Mistake::NotFound { name, bundled } => {
                let (name, known) = (mask_argument(name), self.list(bundled));
                &text::ScriptNotFound { name, known }
            }
            Mistake::NotTrusted(what) => &text::ScriptNotTrusted { what },
            Mistake::RunsItself(script) => &text::ScriptRunsItself { script },
            Mistake::TooManyScripts(most) => &text::ScriptTooManyScripts { most },
            Mistake::NoCommand => &text::ScriptNoCommand,
            Mistake::NoneSent => &text::ScriptNoneSent,
            Mistake::TooLarge(most) => &text::ScriptTooLarge { most },
        };
        self.format(text)
    }

    /// Why the answer of a mechanism is not computed from a name and a password.
    fn no_sasl_response(self, mechanism: &str) -> String {
        match sasl::needs(mechanism) {
            Some(sasl::Needs::Token) => self.format(text::SaslNeedsToken { mechanism }),
            Some(sasl::Needs::Challenge) => self.format(text::SaslNotReproducible { mechanism }),
            None => self.format(text::SaslUnknownAnswer { mechanism }),
        }
    }

    /// The error for an unknown directive. A name that resembles no known directive is not repeated: it may
    /// be a secret.
    fn unknown_directive(self, word: &str, nearest: Option<&'static str>) -> String {
        if commands::find(word).is_some() {
            return self.format(text::ScriptDirectiveIsCommand { word });
        }
        let program_word = match nearest {
            Some(_) => program_words::find(word),
            None => program_words::nearest(word),
        };
        match (program_word, nearest) {
            (Some((name, ProgramWord::Setting(values))), _) => {
                self.format(text::ScriptDirectiveIsSetting { name, values })
            }
            (Some((name, ProgramWord::Option)), _) => {
                self.format(text::ScriptDirectiveIsOption { name })
            }
            (Some((name, ProgramWord::Command)), _) => {
                self.format(text::ScriptDirectiveIsProgramCommand { name })
            }
            (None, Some(nearest)) => self.format(text::ScriptUnknownDirectiveNearest { nearest }),
            (None, None) => self.format(text::ScriptUnknownDirective),
        }
    }

    /// Why a line can't be sent.
    pub fn compose_error(self, error: &ComposeError) -> String {
        let text: &dyn Text = match error {
            ComposeError::ForbiddenOctet(at) => &text::LineBreaksFraming { column: at + 1 },
            ComposeError::UndefinedVariable(name) => match name.as_str() {
                "user" => &text::LineNoValueUser,
                "password" => &text::LineNoValuePassword,
                "" => &text::LineNoValueUnnamed,
                name => &text::LineNoValue { name },
            },
            ComposeError::NotQuotable(name) => &text::ValueNotQuotable { name },
            ComposeError::SecretInTag(name) => &text::SecretInTag { name },
            ComposeError::NoSaslResponse(mechanism) => return self.no_sasl_response(mechanism),
            ComposeError::File { path, .. } if path.is_empty() => &text::LiteralFileUnnamed,
            ComposeError::File { path, error } => match error {
                FileError::NotRegular => &text::FileNotRegular { path },
                FileError::Io(reason) => &text::FileUnreadable { path, reason },
            },
            ComposeError::InvalidBase64 => &text::LineNotBase64,
        };
        self.format(text)
    }

    /// A variable that a script needs has no value.
    pub fn script_variable_missing(self, required: &RequiredVariable) -> String {
        let text: &dyn Text = match required.name.as_str() {
            _ if required.may_be_secret => &text::LineNoValueUnnamed,
            "user" => &text::ScriptNoValueUser,
            "password" => &text::ScriptNoValuePassword,
            name => &text::ScriptNoValue { name },
        };
        self.format(text)
    }

    /// Why a record could not be begun.
    pub fn record_error(self, error: &RecordError) -> String {
        let shown = |path: &Path| mask_argument(&path.display().to_string());
        let text: &dyn Text = match error {
            RecordError::UnknownFormat(path) => &text::RecordUnknownKind { path: shown(path) },
            RecordError::InsideCommand => &text::RecordInsideCommand,
            RecordError::NoReader(path) => &text::RecordNoReader { path: shown(path) },
            RecordError::Exists(path) => &text::RecordExists { path: shown(path) },
            RecordError::Io { path, error } => {
                &text::RecordCannotWrite { path: shown(path), reason: error }
            }
        };
        self.format(text)
    }
}
