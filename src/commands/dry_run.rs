//! `imapsh replay --dry-run`: prints what each line of a script is, and why, without connecting.

use super::{ExitStatus, InvalidInput, output};
use crate::escape::escaped;
use crate::messages::Messages;
use crate::notation::{self, masked_lines};
use crate::protocol::dialogue::Expected;
use crate::protocol::secrets::UnknownVerbPolicy;
use crate::script::{bundled, load};
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr;

/// The maximum width of the column with the line to send. A longer line pushes its reason to the right.
const MAX_SENT_COLUMNS: usize = 48;

/// The width of the longest name of a kind of line.
const KIND_COLUMNS: usize = 13;

/// Prints the decision for each line of a script, `-` for standard input: its number, its kind, what
/// would be sent, and the reason. Mistakes are reported as in a replay.
pub fn run(name: &str, trust: bool, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let invalid = |mistakes: &[_]| InvalidInput(messages.script_errors(mistakes));
    let name = &*bundled::name_in(name, messages.language());
    let octets = load::read_text(name).map_err(|error| invalid(&[error]))?;
    let reading =
        notation::read(&octets, name, &Expected::default()).map_err(|error| invalid(&[error]))?;
    // A mistake may be a mistyped login, and the line after it the secret alone.
    let attempted = !reading.mistakes.is_empty();
    let sent = masked_lines(&reading.script, UnknownVerbPolicy::of(false, attempted));
    let sent: HashMap<usize, (String, bool)> = sent
        .iter()
        .map(|(&number, line)| (number, (escaped(&line.text), line.is_masked)))
        .collect();
    let widths = sent.values().map(|(text, _)| text.width());
    let sent_columns = widths.filter(|&width| width <= MAX_SENT_COLUMNS).max().unwrap_or_default();
    let width = reading.decisions.len().to_string().len();
    let mut page = String::new();
    for (decision, number) in reading.decisions.iter().zip(1..) {
        let kind = messages.line_kind(decision.kind);
        let kind_pad = KIND_COLUMNS.saturating_sub(kind.width());
        let (sent, is_masked) =
            sent.get(&number).map_or(("", false), |(text, masked)| (text, *masked));
        let pad = sent_columns.saturating_sub(sent.width());
        let reason = messages.line_reason(decision.why);
        let reason = if is_masked { messages.masked_line_reason(&reason) } else { reason };
        let line = format!("{number:>width$}  {kind}{:kind_pad$}  {sent}{:pad$}  {reason}", "", "");
        page += line.trim_end();
        page.push('\n');
    }
    let status = output::print(page.as_bytes(), messages);
    if !reading.mistakes.is_empty() {
        return Err(invalid(&reading.mistakes));
    }
    // A script's file names are relative to its own folder.
    let loaded = match name {
        "-" => load::from_reader(octets.as_slice(), name, trust).map(drop),
        name => load::load(name, trust).map(drop),
    };
    loaded.map_err(|mistakes| invalid(&mistakes))?;
    for remark in messages.script_remarks(&reading.script.remarks) {
        output::print_notice(&remark);
    }
    Ok(status)
}
