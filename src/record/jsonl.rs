//! `.jsonl`: one JSON object per line, for programs. Each event is one object with all its octets,
//! except secrets.
//!
//! Some programs compare these lines as text, so their keys stay in alphabetical order.

use super::format::{Header, RecordFormat};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{LineEnd, Piece, PieceKind};
use crate::session::{ClientPiece, Event, EventKind, ScriptNotice};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;

/// The first line.
#[derive(Serialize)]
struct HeaderLine<'a> {
    host: &'a str,
    imapsh: &'static str,
    port: Option<u16>,
    record: u32,
    tls: &'static str,
}

#[derive(Default, Serialize)]
struct EventLine {
    /// Octets that are not UTF-8, in base64; `text` is then absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
    /// The line end, if it is not CRLF.
    #[serde(skip_serializing_if = "Option::is_none")]
    eol: Option<&'static str>,
    from: &'static str,
    kind: &'static str,
    /// The size of the whole literal.
    #[serde(skip_serializing_if = "Option::is_none")]
    octets: Option<u64>,
    /// The offset of a part within its line or literal.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    /// Whether the connection ended within the line or literal.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    /// The number of the response on its connection, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// Seconds since the connection began.
    t: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Writes `.jsonl`. Each line is complete, so there is no state.
pub(super) struct Jsonl;

impl RecordFormat for Jsonl {
    fn header(&mut self, header: &Header) -> Vec<u8> {
        to_line(&HeaderLine {
            host: &header.host,
            imapsh: env!("CARGO_PKG_VERSION"),
            port: header.port,
            record: 1,
            tls: header.tls,
        })
    }

    fn event(&mut self, event: &Event<'_>) -> Vec<u8> {
        let line = match &event.kind {
            EventKind::Server(piece) => server_line(piece),
            EventKind::Client(piece) => client_line(piece),
            EventKind::Notice(_, text) | EventKind::Script(ScriptNotice { text, .. }) => {
                EventLine {
                    from: "imapsh",
                    kind: "note",
                    text: Some((*text).to_owned()),
                    ..EventLine::default()
                }
            }
        };
        // More digits than microseconds would be noise of the clock.
        let t = (event.at.as_secs_f64() * 1e6).round() / 1e6;
        to_line(&EventLine { t, ..line })
    }

    fn boxed_clone(&self) -> Box<dyn RecordFormat> {
        Box::new(Jsonl)
    }
}

fn to_line(object: &impl Serialize) -> Vec<u8> {
    // These structs have only text keys, and writing to memory does not fail.
    let mut line = serde_json::to_vec(object).unwrap_or_default();
    line.push(b'\n');
    line
}

fn server_line(piece: &Piece<'_>) -> EventLine {
    let kind = match piece.kind {
        PieceKind::Greeting => "greeting",
        PieceKind::Tagged => "tagged",
        PieceKind::Untagged => "untagged",
        PieceKind::Continuation => "continuation",
        PieceKind::Unknown => "unknown",
        PieceKind::Literal => "literal",
        PieceKind::AfterLiteral => "rest",
    };
    let is_literal = piece.kind == PieceKind::Literal;
    let begins_response = piece.offset == 0 && !is_literal && piece.kind != PieceKind::AfterLiteral;
    let status = piece.status.filter(|_| begins_response);
    EventLine {
        from: "server",
        kind,
        response: Some(piece.response),
        tag: piece.tag().map(lossy),
        status: status.map(|status| status.name()),
        octets: piece.literal_size.filter(|_| is_literal),
        offset: part_offset(piece.offset, piece.last),
        eol: line_end(piece.eol).filter(|_| piece.last && !is_literal),
        partial: piece.truncated,
        ..with_octets(piece.octets)
    }
}

fn client_line(piece: &ClientPiece<'_>) -> EventLine {
    let kind = match piece.kind {
        ClientKind::Command => "command",
        ClientKind::Untagged => "bare",
        ClientKind::Literal => "literal",
        ClientKind::Sasl => "sasl",
        ClientKind::Raw => "raw",
    };
    let is_literal = piece.kind == ClientKind::Literal;
    EventLine {
        from: "client",
        kind,
        tag: piece.tag().map(lossy),
        octets: piece.literal_size,
        offset: part_offset(piece.offset, piece.last),
        eol: line_end(piece.eol).filter(|_| piece.last && !is_literal),
        ..with_octets(&piece.shown().concat())
    }
}

/// A line with these octets: as text if they are UTF-8, otherwise as base64.
fn with_octets(octets: &[u8]) -> EventLine {
    match std::str::from_utf8(octets) {
        Ok(text) => EventLine { text: Some(text.to_owned()), ..EventLine::default() },
        Err(_) => EventLine { base64: Some(STANDARD.encode(octets)), ..EventLine::default() },
    }
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

/// The offset of a part, if the line or literal is split into several events.
fn part_offset(offset: u64, last: bool) -> Option<u64> {
    (offset > 0 || !last).then_some(offset)
}

fn line_end(eol: LineEnd) -> Option<&'static str> {
    match eol {
        LineEnd::Crlf => None,
        LineEnd::Lf => Some("lf"),
        LineEnd::None => Some("none"),
    }
}
