//! `.imap`: the session in the RFCs' own notation, a script that replays it. What was secret stands
//! as its name in its command's line; what is no text stands as base64.

use super::{Header, RecordFormat};
use crate::escape;
use crate::notation::marks;
use crate::protocol::atoms::literal_announcement;
use crate::protocol::compose::split_literal_marker;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{LineEnd, Piece, PieceKind};
use crate::protocol::typed_line::{LineClassifier, LineKind};
use crate::session::{ClientPiece, Event, EventKind, NoticeLevel, ScriptNotice};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::borrow::Cow;

/// How many octets a line of base64 stands for.
const LINE: usize = 57;

/// How much of a server's line is looked at to see whether it looks like a response.
const LOOKED_AT: usize = 256;

/// Whose line has begun and not ended.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Open {
    #[default]
    Nobody,
    Client,
    Server,
}

/// What is left out or changed of the client's octets until its command's rest has come.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Until {
    #[default]
    Nothing,
    /// What follows stood in the command's line: it is left out.
    Rest,
    /// A literal is written as base64.
    Binary,
}

/// Writes `.imap`.
#[derive(Clone, Default)]
pub struct Imap {
    open: Open,
    until: Until,
    /// The tag of the client's last command: of the one that `until` is about.
    tag: Vec<u8>,
    /// Octets of the server whose escape depends on what follows.
    held: Vec<u8>,
    /// Octets that make no whole line of base64 yet.
    base64: Vec<u8>,
    /// The beginning of the server's line, where that line begins no response.
    odd: Option<Vec<u8>>,
}

impl RecordFormat for Imap {
    fn begin(&mut self, header: &Header, into: &mut Vec<u8>) {
        let port = header
            .port
            .map(|port| format!(" {port}"))
            .unwrap_or_default();
        let host = escape::escaped(&header.host);
        into.extend_from_slice(
            format!(
                "# {}\n# {host}{port}, TLS: {}\n",
                marks::FIRST_LINE,
                header.tls
            )
            .as_bytes(),
        );
        if let Some(mid_session) = header.mid_session {
            into.extend_from_slice(format!("# {}\n", mid_session.comment()).as_bytes());
        }
    }

    fn connecting(&mut self, directive: &str, into: &mut Vec<u8>) {
        self.end_line(into);
        into.extend_from_slice(b"# :");
        escape::append(directive.as_bytes(), false, into);
        into.push(b'\n');
    }

    fn event(&mut self, event: &Event<'_>, into: &mut Vec<u8>) {
        match &event.kind {
            EventKind::Server(piece) => self.server(piece, into),
            EventKind::Client(piece) if piece.automatic => {
                self.end_line(into);
                into.extend_from_slice(b"# C: ");
                piece
                    .shown()
                    .iter()
                    .for_each(|run| into.extend_from_slice(run));
                into.push(b'\n');
            }
            EventKind::Client(piece) => self.client(piece, into),
            EventKind::Notice(_, text) => self.comment(b"# imapsh: ", text, into),
            EventKind::Script(ScriptNotice { level, text, .. }) => {
                let sign: &[u8] = match level {
                    NoticeLevel::Heading => b"## ",
                    _ => b"# ",
                };
                self.comment(sign, text, into);
            }
        }
    }

    fn end(&mut self, into: &mut Vec<u8>) {
        self.end_line(into);
    }

    fn copy(&self) -> Box<dyn RecordFormat> {
        Box::new(self.clone())
    }
}

impl Imap {
    fn end_line(&mut self, into: &mut Vec<u8>) {
        if self.open == Open::Nobody {
            return;
        }
        let held = std::mem::take(&mut self.held);
        self.put(&held, false, into);
        into.push(b'\n');
        self.open = Open::Nobody;
        if let Some(line) = self.odd.take()
            && LineClassifier::default().classify(&String::from_utf8_lossy(&line))
                == LineKind::ServerResponse
        {
            into.extend_from_slice(format!("# {}\n", marks::NO_RESPONSE).as_bytes());
        }
    }

    /// Writes the server's text, escaped. Gives what is left, as [`escape::append`] does.
    fn put(&mut self, text: &[u8], more_follows: bool, into: &mut Vec<u8>) -> usize {
        let from = into.len();
        let left = escape::append(text, more_follows, into);
        if let Some(line) = &mut self.odd {
            let room = LOOKED_AT.saturating_sub(line.len());
            line.extend(into[from..].iter().take(room));
        }
        left
    }

    /// Goes on with the line of this side, or begins one.
    fn speak(&mut self, side: Open, into: &mut Vec<u8>) {
        if self.open != side {
            self.end_line(into);
            into.extend_from_slice(if side == Open::Client { b"C: " } else { b"S: " });
            self.open = side;
        }
    }

    /// Goes on with the server's line, or begins one with a piece of this kind.
    fn hear(&mut self, kind: PieceKind, into: &mut Vec<u8>) {
        if self.open != Open::Server {
            self.speak(Open::Server, into);
            let odd = matches!(
                kind,
                PieceKind::Literal | PieceKind::AfterLiteral | PieceKind::Unknown
            );
            self.odd = odd.then(Vec::new);
        }
    }

    /// Nothing more of the client's command follows: its completion has come, or its next command.
    /// The server may have refused a literal, of which nothing was sent then.
    fn give_up(&mut self, into: &mut Vec<u8>) {
        if self.until == Until::Binary {
            self.end_line(into);
            into.extend_from_slice(b"C: END\n");
        }
        self.until = Until::Nothing;
        self.base64.clear();
    }

    fn server(&mut self, piece: &Piece<'_>, into: &mut Vec<u8>) {
        if self.until != Until::Nothing && piece.offset == 0 && piece.tag() == Some(&self.tag) {
            self.give_up(into);
        }
        if piece.kind != PieceKind::Literal {
            self.hear(piece.kind, into);
            self.escaped(piece.octets, !piece.last, into);
            if piece.last {
                self.end_line(into);
            }
            return;
        }
        let joined = [std::mem::take(&mut self.held).as_slice(), piece.octets].concat();
        for line in joined.split_inclusive(|&octet| octet == b'\n') {
            self.hear(PieceKind::Literal, into);
            match line.strip_suffix(b"\n") {
                Some(line) => {
                    self.put(line.strip_suffix(b"\r").unwrap_or(line), false, into);
                    self.end_line(into);
                }
                // A CR at the end may be half of a line's end, in this piece or the next.
                None if line.ends_with(b"\r") && !piece.last => {
                    self.put(&line[..line.len() - 1], false, into);
                    self.held = b"\r".to_vec();
                }
                None => self.escaped(line, !piece.last, into),
            }
        }
    }

    fn escaped(&mut self, text: &[u8], more_follows: bool, into: &mut Vec<u8>) {
        let joined = [std::mem::take(&mut self.held).as_slice(), text].concat();
        let left = self.put(&joined, more_follows, into);
        self.held = joined[joined.len() - left..].to_vec();
    }

    fn client(&mut self, piece: &ClientPiece<'_>, into: &mut Vec<u8>) {
        if let Some(tag) = piece.tag().filter(|_| piece.offset == 0) {
            if self.until != Until::Nothing {
                self.give_up(into);
            }
            self.tag.clear();
            self.tag.extend_from_slice(tag);
        }
        match (self.until, piece.kind) {
            (Until::Nothing, _) => {}
            (Until::Binary, ClientKind::Literal) => return self.as_base64(piece, into),
            _ => {
                // The rest of a command whose secret stood in an earlier line.
                if piece.kind != ClientKind::Literal
                    && piece.last
                    && piece.following_literal != FollowingLiteral::Secret
                {
                    self.until = Until::Nothing;
                }
                return;
            }
        }
        self.speak(Open::Client, into);
        let [before, stand_in, after] = piece.shown();
        if piece.kind == ClientKind::Raw && piece.offset == 0 {
            let shown = [before, stand_in, after].concat();
            // With a secret it stands as a line whose secret is filled in, where it is read as one.
            let stands = match piece.has_secret() {
                true => is_sent(&shown),
                false => stands_for_itself(before),
            };
            if !stands {
                into.extend_from_slice(b":raw ");
                into.extend_from_slice(&shown);
                return self.end_line(into);
            }
        }
        let (before, after) = match piece.kind {
            ClientKind::Literal => (Cow::Borrowed(before), Cow::Borrowed(after)),
            _ => (unfilled(before), unfilled(after)),
        };
        let text = [&before, stand_in, &after].concat();
        let instead: &[u8] = match piece.following_literal {
            FollowingLiteral::Secret if piece.last => b"${password}",
            FollowingLiteral::Binary if piece.last => b"{64<<END}",
            _ => b"",
        };
        if !instead.is_empty() {
            let length = literal_announcement(&text).map_or(0, |literal| literal.length);
            into.extend_from_slice(&text[..text.len() - length]);
            into.extend_from_slice(instead);
            self.until = if piece.following_literal == FollowingLiteral::Secret {
                Until::Rest
            } else {
                Until::Binary
            };
            return self.end_line(into);
        }
        if piece.kind == ClientKind::Literal {
            self.literal(&text, into);
        } else {
            into.extend_from_slice(&text);
        }
        if piece.eol != LineEnd::None {
            self.end_line(into);
        }
    }

    /// Lines of a literal that is text, each with its `C: `.
    fn literal(&mut self, text: &[u8], into: &mut Vec<u8>) {
        for line in text.split_inclusive(|&octet| octet == b'\n') {
            self.speak(Open::Client, into);
            let ends = line.ends_with(b"\n");
            // A CR stands only before the LF of its line's end: it is text, see `is_text`.
            into.extend(line.iter().filter(|octet| !matches!(octet, b'\r' | b'\n')));
            if ends {
                self.end_line(into);
            }
        }
    }

    fn as_base64(&mut self, piece: &ClientPiece<'_>, into: &mut Vec<u8>) {
        piece
            .shown()
            .iter()
            .for_each(|run| self.base64.extend_from_slice(run));
        let whole = self.base64.len() / LINE * LINE;
        let ready = if piece.last { self.base64.len() } else { whole };
        for line in self.base64[..ready].chunks(LINE) {
            into.extend_from_slice(format!("C: {}\n", STANDARD.encode(line)).as_bytes());
        }
        self.base64.drain(..ready);
        if piece.last {
            into.extend_from_slice(b"C: END\n");
            self.until = Until::Rest;
        }
    }

    /// Lines of a comment. What imapsh itself said has its name before it: a replay says it anew.
    fn comment(&mut self, sign: &[u8], text: &str, into: &mut Vec<u8>) {
        self.end_line(into);
        for line in text.lines() {
            into.extend_from_slice(sign);
            escape::append(line.as_bytes(), false, into);
            into.push(b'\n');
        }
    }
}

/// A line's text with each `${` as `$${`, which a script sends as it was sent.
fn unfilled(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(text, b"${").is_none() {
        return Cow::Borrowed(text);
    }
    let mut whole = Vec::new();
    for (index, octet) in text.iter().enumerate() {
        if text[index..].starts_with(b"${") {
            whole.push(b'$');
        }
        whole.push(*octet);
    }
    Cow::Owned(whole)
}

/// Whether a script sends this line.
fn is_sent(line: &[u8]) -> bool {
    let read = |line| {
        matches!(
            LineClassifier::default().classify(line),
            LineKind::Command(_)
        )
    };
    std::str::from_utf8(line).is_ok_and(read)
}

/// Whether a script's line, with this text, goes out as it stands: with the tag that it has,
/// and with nothing that follows it.
fn stands_for_itself(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return true;
    };
    match LineClassifier::default().classify(text) {
        LineKind::Command(line) => {
            line.tag.is_some()
                && line.text == text
                && split_literal_marker(text).1.is_none()
                && literal_announcement(text.as_bytes()).is_none()
        }
        _ => false,
    }
}
