//! The text of a part, out of its transfer encoding and its charset.

use super::part_types::TextType;
use super::rows::Rows;
use crate::encoding::encoded_words::in_charset;
use crate::messages::text;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, PartType};
use std::borrow::Cow;

/// The octets of a part, from its beginning.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    pub octets: &'a [u8],
    /// Why the end is missing, if it is.
    pub cut: Option<Cut>,
}

/// Why the end of a text is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The client fetched a range of it.
    NotFetched,
    /// It is longer than what the decoder keeps.
    NotKept,
}

/// Shows the text, if it reads differently than it was sent. `section`: what fetched it.
pub(super) fn show(content: Content<'_>, text_type: &TextType, section: &str, rows: &mut Rows) {
    let decoded = match text_type.encoding.as_str() {
        "base64" => base64(content),
        "quoted-printable" => quoted_printable(content).map(Cow::Owned),
        "" | "7bit" | "8bit" | "binary" => Some(Cow::Borrowed(content.octets)),
        _ => None,
    };
    let Some(decoded) = decoded else { return };
    let mut text = in_charset(&decoded, text_type.charset.as_bytes());
    if content.cut.is_some() {
        // The last character may be cut in two.
        text.truncate(text.trim_end_matches('\u{fffd}').len());
    }
    if text.as_bytes() == content.octets || is_guess(&text, &decoded) {
        return;
    }
    let mut how = format!("{}, {}", text_type.media, text_type.charset);
    if !text_type.encoding.is_empty() {
        how = format!("{how}, {}", text_type.encoding);
    }
    lines(&text, content.cut, section, &how, rows);
}

/// Shows the first text of a message, whose header says how it is encoded.
pub(super) fn show_message(message: Content<'_>, rows: &mut Rows) {
    let Some(parsed) = MessageParser::default().parse(message.octets) else { return };
    let Some(part) = parsed.text_bodies().next() else { return };
    let (PartType::Text(body) | PartType::Html(body)) = &part.body else { return };
    let is_same = part.encoding == Encoding::None
        && memchr::memmem::find(message.octets, body.as_bytes()).is_some();
    if !is_same {
        let how = match part.encoding {
            Encoding::None => "",
            Encoding::QuotedPrintable => ", quoted-printable",
            Encoding::Base64 => ", base64",
        };
        let content_type = mail_parser::MimeHeaders::content_type(part);
        let charset = content_type.and_then(|it| it.attribute("charset")).unwrap_or("us-ascii");
        let media = if matches!(part.body, PartType::Html(_)) { "text/html" } else { "text/plain" };
        let section = rows.messages.format(text::DecodeMessage);
        lines(body, message.cut, &section, &format!("{media}, {charset}{how}"), rows);
    }
}

/// Whether octets stand in the text that the charset does not have.
fn is_guess(text: &str, octets: &[u8]) -> bool {
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    replaced > 0 && replaced * 10 > octets.len()
}

fn lines(text: &str, cut: Option<Cut>, section: &str, how: &str, rows: &mut Rows) {
    rows.push(1, rows.messages.format(text::DecodeText { section, how }));
    for line in text.lines() {
        rows.push_text(2, &line.replace('\t', "    "));
    }
    match cut {
        Some(Cut::NotFetched) => rows.push(2, rows.messages.format(text::DecodeTextRange)),
        Some(Cut::NotKept) => rows.push(2, rows.messages.format(text::DecodeTextCut)),
        None => {}
    }
}

/// Decodes base64, without the group that was cut.
fn base64(content: Content<'_>) -> Option<Cow<'_, [u8]>> {
    if content.cut.is_none() {
        return base64_decode(content.octets).map(Cow::Owned);
    }
    let is_digit = |octet: &u8| !octet.is_ascii_whitespace();
    let mut digits: Vec<u8> = content.octets.iter().copied().filter(is_digit).collect();
    digits.truncate(digits.len() / 4 * 4);
    base64_decode(&digits).map(Cow::Owned)
}

/// Decodes quoted-printable, without the digit that was cut.
fn quoted_printable(content: Content<'_>) -> Option<Vec<u8>> {
    let octets = content.octets;
    let last = octets.len().saturating_sub(2);
    let end = match octets.get(last..).and_then(|end| end.iter().position(|it| *it == b'=')) {
        Some(at) if content.cut.is_some() => last + at,
        _ => octets.len(),
    };
    quoted_printable_decode(octets.get(..end)?)
}
