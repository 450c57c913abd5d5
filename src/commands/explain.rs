//! `imapsh explain`: explains a line, or a listing, in plain words, without connecting.

use super::{ExitStatus, InvalidInput, output};
use crate::escape::escaped;
use crate::explain::listing::{self, ListedLine, ListedMessage, PlacedPart};
use crate::explain::{ExplainedSpan, Explainer, UnsentLine, spans};
use crate::messages::{Messages, Text, help_on_directive, text};
use crate::notation::MAX_SCRIPT_OCTETS;
use crate::protocol::secrets::mask_directive_secrets;
use crate::reference::Source;
use crate::view::{explanation_line, wrap};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, IsTerminal, Read};
use std::ops::Range;
use std::path::Path;

/// A part of a line, as `--json` prints it.
#[derive(Serialize)]
struct JsonSpan {
    start: usize,
    end: usize,
    kind: &'static str,
    text: String,
    says: Option<String>,
    rfc: Option<u16>,
    section: Option<&'static str>,
}

/// Explains the line, or standard input. Returns `Failure` if a word that should be registered is
/// unknown.
pub fn run(line: Option<&str>, json: bool, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let (page, has_unknown_word) = match line {
        // A command with its literal.
        Some(lines) if lines.trim_end().contains('\n') => {
            explain_listing(lines.as_bytes(), json, messages)?
        }
        Some(line) => explain_line(line, json, messages),
        None => {
            let mut octets = read_standard_input(messages)?;
            let count = replace_other_charsets(&mut octets);
            if count > 0 {
                output::print_notice(&messages.format(text::ExplainOtherCharset { octets: count }));
            }
            explain_listing(&octets, json, messages)?
        }
    };
    let status = output::print(page.as_bytes(), messages);
    if let Some(name) = line.filter(|line| has_unknown_word && Path::new(line).is_file()) {
        output::print_notice(&messages.format(text::ExplainNamesFile { name }));
    }
    match status {
        ExitStatus::Success if has_unknown_word => Ok(ExitStatus::Failure),
        status => Ok(status),
    }
}

/// The output, and whether a word is unknown.
fn explain_line(line: &str, json: bool, messages: Messages) -> (String, bool) {
    // What looks like a directive may be a secret that begins with a colon.
    let directive = line.trim_start().strip_prefix(':');
    let shown = match directive {
        Some(_) => Cow::Owned(mask_directive_secrets(line)),
        None => Cow::Borrowed(line),
    };
    let name = directive.and_then(|it| it.split(' ').next()).unwrap_or_default();
    if !json && help_on_directive(name).is_some() {
        return (wrapped(&messages.format(text::ExplainDirective { name })), false);
    }
    let typed = UnsentLine::read(&shown, "a001");
    let tree = typed.tree();
    let mut explainer = Explainer::of_lines(messages);
    let explanation = explainer.line(typed.side, &tree);
    let page = if json {
        let typed_line = ListedLine { range: 0..line.len(), content: typed.content };
        parts_json(line.as_bytes(), &[typed_line], spans(&tree, explanation, messages), messages)
    } else {
        wrapped(&explanation.to_string())
    };
    (page, explanation.has_unknown_word())
}

/// An explanation, wrapped on a terminal.
fn wrapped(explanation: &str) -> String {
    let text = escaped(explanation);
    let rows = match wrap::columns(io::stdout()) {
        Some(columns) => wrap::wrap(&text, columns),
        None => vec![text],
    };
    rows.into_iter().map(|row| row + "\n").collect()
}

/// The listing with an explanation below each message.
fn explain_listing(
    octets: &[u8],
    json: bool,
    messages: Messages,
) -> Result<(String, bool), InvalidInput> {
    let lines = listing::read(octets, "-")
        .map_err(|error| InvalidInput(messages.script_errors(&[error])))?;
    let mut explainer = Explainer::new(messages);
    if json {
        explainer.repeat_causes();
    }
    if listing::begins_anywhere(&lines) {
        explainer.begin_anywhere();
    }
    let (mut page, mut has_unknown_word) = (String::new(), false);
    let terminal = io::stdout().is_terminal();
    for listed in lines {
        if !json {
            for line in &listed.shown {
                page += &if terminal { escaped(line) } else { line.clone() };
                page.push('\n');
            }
        }
        let (tree, explanation) = match listed.message {
            Some(ListedMessage::Client(ref tree)) => (tree, explainer.client(tree)),
            Some(ListedMessage::Server(ref tree)) => (tree, explainer.server(tree)),
            Some(ListedMessage::Begun(tree)) => {
                explainer.client_begun(&tree);
                continue;
            }
            Some(ListedMessage::LeftOut) => {
                explainer.lines_left_out();
                continue;
            }
            None => continue,
        };
        has_unknown_word |= explanation.has_unknown_word();
        if json {
            let spans = spans(tree, explanation, messages);
            page += &parts_json(octets, &listed.lines, spans, messages);
        } else if !explanation.is_empty() {
            page +=
                &explanation_line(&explanation.to_string(), terminal, wrap::columns(io::stdout()));
        }
    }
    Ok((page, has_unknown_word))
}

/// The parts of a message as a JSON array. `lines`: those of the listing that the message is.
fn parts_json(
    listing: &[u8],
    lines: &[ListedLine],
    spans: Vec<ExplainedSpan<'_>>,
    messages: Messages,
) -> String {
    let places = listing::places(listing, lines, &spans);
    let mut spans: Vec<Option<ExplainedSpan<'_>>> = spans.into_iter().map(Some).collect();
    let unsent = |kind, range: Range<usize>, says: &dyn Text| JsonSpan {
        start: range.start,
        end: range.end,
        kind,
        text: String::from_utf8_lossy(listing.get(range).unwrap_or_default()).into_owned(),
        says: Some(messages.format(says)),
        rfc: None,
        section: None,
    };
    let parts = places.into_iter().filter_map(|part| match part {
        PlacedPart::Mark(range) => Some(unsent("mark", range, &text::KindMark)),
        PlacedPart::DroppedBlank(range) => Some(unsent("blank", range, &text::KindDroppedBlank)),
        // It may be a part of a secret.
        PlacedPart::Uncovered(range) => {
            Some(JsonSpan { text: String::new(), ..unsent("unknown", range, &text::KindUnknown) })
        }
        PlacedPart::Span(index, range) => Some(json_span(range, spans.get_mut(index)?.take()?)),
    });
    // These structs have only text keys, and writing to memory does not fail.
    serde_json::to_string(&parts.collect::<Vec<_>>()).unwrap_or_default() + "\n"
}

fn json_span(range: Range<usize>, span: ExplainedSpan<'_>) -> JsonSpan {
    JsonSpan {
        start: range.start,
        end: range.end,
        kind: span.kind,
        text: String::from_utf8_lossy(span.text).into_owned(),
        says: span.says,
        rfc: span.source.and_then(rfc_number),
        section: span.source.map(section_or_document),
    }
}

fn rfc_number(source: Source) -> Option<u16> {
    match source {
        Source::Rfc { rfc, .. } => Some(rfc),
        Source::Document(_) => None,
    }
}

fn section_or_document(source: Source) -> &'static str {
    match source {
        Source::Rfc { section, .. } => section,
        Source::Document(name) => name,
    }
}

/// Replaces octets that are not UTF-8 by question marks, one each, so that literals keep their length:
/// a mail in a listing may be in any charset. Returns their number.
fn replace_other_charsets(octets: &mut Vec<u8>) -> usize {
    // In UTF-16 even ASCII would be lost: every other octet of it is NUL.
    let zeros = octets.iter().filter(|octet| **octet == 0).count();
    if zeros > octets.len() / 4 || std::str::from_utf8(octets).is_ok() {
        return 0;
    }
    let mut count = 0;
    let chunks = octets.utf8_chunks().flat_map(|chunk| {
        count += chunk.invalid().len();
        let marks = std::iter::repeat_n(b'?', chunk.invalid().len());
        chunk.valid().bytes().chain(marks)
    });
    *octets = chunks.collect();
    count
}

fn read_standard_input(messages: Messages) -> Result<Vec<u8>, InvalidInput> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        output::print_notice(&messages.format(text::ExplainInput));
    }
    let mut octets = Vec::new();
    // One octet more than allowed, so that too long a listing is noticed.
    let limit = MAX_SCRIPT_OCTETS + 1;
    match stdin.lock().take(limit).read_to_end(&mut octets) {
        Ok(_) => Ok(octets),
        Err(reason) => Err(InvalidInput::new(messages, text::ExplainInputFailed { reason })),
    }
}
