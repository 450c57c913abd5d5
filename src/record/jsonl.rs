//! `.jsonl`: an object a line, for programs. Each event is one, octet for octet but for secrets.

use super::{Header, RecordFormat};
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{LineEnd, Piece, PieceKind};
use crate::session::{ClientPiece, Event, EventKind, ScriptNotice};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

/// Writes `.jsonl`.
pub struct Jsonl;

impl RecordFormat for Jsonl {
    fn begin(&mut self, header: &Header, into: &mut Vec<u8>) {
        let mut object = Map::new();
        object.insert("imapsh".into(), env!("CARGO_PKG_VERSION").into());
        object.insert("record".into(), 1.into());
        object.insert("host".into(), header.host.as_str().into());
        object.insert("port".into(), json!(header.port));
        object.insert("tls".into(), header.tls.into());
        push(object, into);
    }

    fn event(&mut self, event: &Event<'_>, into: &mut Vec<u8>) {
        let mut object = Map::new();
        // To the microsecond: more digits are the clock's noise.
        object.insert(
            "t".into(),
            json!((event.at.as_secs_f64() * 1e6).round() / 1e6),
        );
        match &event.kind {
            EventKind::Server(piece) => server(piece, &mut object),
            EventKind::Client(piece) => client(piece, &mut object),
            EventKind::Notice(_, text) | EventKind::Script(ScriptNotice { text, .. }) => {
                object.insert("from".into(), "imapsh".into());
                object.insert("kind".into(), "note".into());
                object.insert("text".into(), (*text).into());
            }
        }
        push(object, into);
    }

    fn copy(&self) -> Box<dyn RecordFormat> {
        Box::new(Jsonl)
    }
}

fn push(object: Map<String, Value>, into: &mut Vec<u8>) {
    into.extend_from_slice(Value::Object(object).to_string().as_bytes());
    into.push(b'\n');
}

fn server(piece: &Piece<'_>, object: &mut Map<String, Value>) {
    let kind = match piece.kind {
        PieceKind::Greeting => "greeting",
        PieceKind::Tagged => "tagged",
        PieceKind::Untagged => "untagged",
        PieceKind::Continuation => "continuation",
        PieceKind::Unknown => "unknown",
        PieceKind::Literal => "literal",
        PieceKind::AfterLiteral => "rest",
    };
    object.insert("from".into(), "server".into());
    object.insert("kind".into(), kind.into());
    object.insert("response".into(), piece.response.into());
    let first_line = !matches!(piece.kind, PieceKind::Literal | PieceKind::AfterLiteral);
    if let Some(tag) = piece.tag() {
        object.insert("tag".into(), String::from_utf8_lossy(tag).into());
    }
    if let Some(status) = piece.status.filter(|_| first_line && piece.offset == 0) {
        object.insert("status".into(), status.name().into());
    }
    if piece.kind == PieceKind::Literal {
        object.insert("octets".into(), json!(piece.literal_size));
    }
    text(piece.octets, object);
    place(piece.offset, piece.last, object);
    if piece.kind != PieceKind::Literal && piece.last {
        line_end(piece.eol, object);
    }
    if piece.truncated {
        object.insert("partial".into(), true.into());
    }
}

fn client(piece: &ClientPiece<'_>, object: &mut Map<String, Value>) {
    let kind = match piece.kind {
        ClientKind::Command => "command",
        ClientKind::Untagged => "bare",
        ClientKind::Literal => "literal",
        ClientKind::Sasl => "sasl",
        ClientKind::Raw => "raw",
    };
    object.insert("from".into(), "client".into());
    object.insert("kind".into(), kind.into());
    let runs = piece.shown();
    if piece.tag_len > 0 {
        let tag = &runs[0][..piece.tag_len.min(runs[0].len())];
        object.insert("tag".into(), String::from_utf8_lossy(tag).into());
    }
    if let Some(size) = piece.literal_size {
        object.insert("octets".into(), size.into());
    }
    text(&runs.concat(), object);
    place(piece.offset, piece.last, object);
    if piece.kind != ClientKind::Literal && piece.last {
        line_end(piece.eol, object);
    }
}

fn text(octets: &[u8], object: &mut Map<String, Value>) {
    match std::str::from_utf8(octets) {
        Ok(text) => object.insert("text".into(), text.into()),
        Err(_) => object.insert("base64".into(), STANDARD.encode(octets).into()),
    };
}

/// The offset, where a line or a literal comes in several events.
fn place(offset: u64, last: bool, object: &mut Map<String, Value>) {
    if offset > 0 || !last {
        object.insert("offset".into(), offset.into());
    }
}

fn line_end(eol: LineEnd, object: &mut Map<String, Value>) {
    let word = match eol {
        LineEnd::Crlf => return,
        LineEnd::Lf => "lf",
        LineEnd::None => "none",
    };
    object.insert("eol".into(), word.into());
}
