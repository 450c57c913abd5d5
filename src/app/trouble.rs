//! What is wrong with a command line, in the table's words rather than the parser's.

use super::Status;
use crate::texts::Texts;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::fmt::Display;

/// Says it on standard error; help and version, which come the same way, on standard output.
pub fn command_line(error: &clap::Error, texts: &Texts) -> Status {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // There is nobody to tell that standard output is gone.
        let _ = error.print();
        return Status::Well;
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let given: &[(&str, &dyn Display)] = &[
        ("argument", &argument),
        ("value", &context(ContextKind::InvalidValue)),
        ("valid", &context(ContextKind::ValidValue)),
        ("suggested", &context(ContextKind::SuggestedArg)),
        ("other", &context(ContextKind::PriorArg)),
    ];
    let id = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with("--password") => "cli-error-password",
        ErrorKind::UnknownArgument if error.get(ContextKind::SuggestedArg).is_some() => {
            "cli-error-unknown-near"
        }
        ErrorKind::UnknownArgument => "cli-error-unknown",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            "cli-error-no-value"
        }
        ErrorKind::InvalidValue if !context(ContextKind::ValidValue).is_empty() => {
            "cli-error-value-of"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-error-value",
        ErrorKind::ArgumentConflict => "cli-error-conflict",
        ErrorKind::MissingRequiredArgument => "cli-error-missing",
        ErrorKind::InvalidUtf8 => "cli-error-utf8",
        _ => "cli-error",
    };
    let said = texts.with(id, given) + "\n" + &texts.get("cli-error-try");
    super::say(&said);
    Status::Wrong
}
