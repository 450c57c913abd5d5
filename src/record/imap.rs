//! `.imap`: the session in the RFCs' own notation, a script that replays it. What was secret stands
//! as its name in its command's line; what is no text stands as base64.

use super::{Format, Header};
use crate::protocol::atoms::announced;
use crate::protocol::dialogue::{ClientKind, Follows};
use crate::protocol::framing::{Eol, Kind, Piece};
use crate::protocol::typed;
use crate::screen::safe;
use crate::session::{ClientPiece, Event, Level, What};
use base64::{Engine, engine::general_purpose::STANDARD};
use memchr::memmem;
use std::borrow::Cow;

/// How many octets a line of base64 stands for.
const LINE: usize = 57;

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
    /// Octets of the server whose escape depends on what follows.
    held: Vec<u8>,
    /// Octets that make no whole line of base64 yet.
    base64: Vec<u8>,
}

impl Format for Imap {
    fn begin(&mut self, header: &Header, into: &mut Vec<u8>) {
        let port = header
            .port
            .map(|port| format!(" {port}"))
            .unwrap_or_default();
        let host = safe::text(&header.host);
        into.extend_from_slice(
            format!("# imapsh record 1\n# {host}{port}, TLS: {}\n", header.tls).as_bytes(),
        );
    }

    fn event(&mut self, event: &Event<'_>, into: &mut Vec<u8>) {
        match &event.what {
            What::Server(piece) => self.server(piece, into),
            What::Client(piece) if piece.automatic => {
                self.end_line(into);
                into.extend_from_slice(b"# C: ");
                piece
                    .shown()
                    .iter()
                    .for_each(|run| into.extend_from_slice(run));
                into.push(b'\n');
            }
            What::Client(piece) => self.client(piece, into),
            What::Note(level, text) => self.note(*level, text, into),
        }
    }

    fn end(&mut self, into: &mut Vec<u8>) {
        self.end_line(into);
    }

    fn copy(&self) -> Box<dyn Format> {
        Box::new(self.clone())
    }
}

impl Imap {
    fn end_line(&mut self, into: &mut Vec<u8>) {
        if self.open != Open::Nobody {
            safe::push(&std::mem::take(&mut self.held), false, into);
            into.push(b'\n');
            self.open = Open::Nobody;
        }
    }

    /// Goes on with the line of this side, or begins one.
    fn speak(&mut self, side: Open, into: &mut Vec<u8>) {
        if self.open != side {
            self.end_line(into);
            into.extend_from_slice(if side == Open::Client { b"C: " } else { b"S: " });
            self.open = side;
        }
    }

    fn server(&mut self, piece: &Piece<'_>, into: &mut Vec<u8>) {
        if piece.kind != Kind::Literal {
            self.speak(Open::Server, into);
            self.escaped(piece.octets, !piece.last, into);
            if piece.last {
                self.end_line(into);
            }
            return;
        }
        let joined = [std::mem::take(&mut self.held).as_slice(), piece.octets].concat();
        for line in joined.split_inclusive(|&octet| octet == b'\n') {
            self.speak(Open::Server, into);
            match line.strip_suffix(b"\n") {
                Some(line) => {
                    safe::push(line.strip_suffix(b"\r").unwrap_or(line), false, into);
                    self.end_line(into);
                }
                // A CR at the end may be half of a line's end, in this piece or the next.
                None if line.ends_with(b"\r") && !piece.last => {
                    safe::push(&line[..line.len() - 1], false, into);
                    self.held = b"\r".to_vec();
                }
                None => self.escaped(line, !piece.last, into),
            }
        }
    }

    fn escaped(&mut self, text: &[u8], more_follows: bool, into: &mut Vec<u8>) {
        let joined = [std::mem::take(&mut self.held).as_slice(), text].concat();
        let left = safe::push(&joined, more_follows, into);
        self.held = joined[joined.len() - left..].to_vec();
    }

    fn client(&mut self, piece: &ClientPiece<'_>, into: &mut Vec<u8>) {
        match (self.until, piece.kind) {
            (Until::Nothing, _) => {}
            (Until::Binary, ClientKind::Literal) => return self.as_base64(piece, into),
            _ => {
                // The rest of a command whose secret stood in an earlier line.
                if piece.kind != ClientKind::Literal
                    && piece.last
                    && piece.follows != Follows::Secret
                {
                    self.until = Until::Nothing;
                }
                return;
            }
        }
        self.speak(Open::Client, into);
        let [before, stand_in, after] = piece.shown();
        let raw = piece.kind == ClientKind::Raw && piece.offset == 0;
        // With a secret it stands as a line whose secret is filled in, where it is read as one.
        let raw = raw && !(piece.has_secret() && is_sent(&[before, stand_in, after].concat()));
        if raw {
            into.extend_from_slice(b":raw ");
        }
        let (before, after) = match piece.kind != ClientKind::Literal && !raw {
            true => (no_variable(before), no_variable(after)),
            false => (before.into(), after.into()),
        };
        let instead: &[u8] = match piece.follows {
            Follows::Secret if piece.last => b"${password}",
            Follows::Binary if piece.last => b"{64<<END}",
            _ => b"",
        };
        if !instead.is_empty() {
            let text = [&before, stand_in, &after].concat();
            let length = announced(&text).map_or(0, |literal| literal.length);
            into.extend_from_slice(&text[..text.len() - length]);
            into.extend_from_slice(instead);
            self.until = if piece.follows == Follows::Secret {
                Until::Rest
            } else {
                Until::Binary
            };
            return self.end_line(into);
        }
        let text = [&before, stand_in, &after].concat();
        if piece.kind == ClientKind::Literal {
            self.literal(&text, into);
        } else {
            into.extend_from_slice(&text);
        }
        if piece.eol != Eol::None {
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

    /// A note is a comment; a step's heading stays one.
    fn note(&mut self, level: Level, text: &str, into: &mut Vec<u8>) {
        self.end_line(into);
        for line in text.lines() {
            into.extend_from_slice(if level == Level::Heading {
                b"## "
            } else {
                b"# "
            });
            safe::push(line.as_bytes(), false, into);
            into.push(b'\n');
        }
    }
}

/// Whether a script sends this line.
fn is_sent(line: &[u8]) -> bool {
    let read = |line| matches!(typed::Reader::default().read(line), typed::Typed::Line(_));
    std::str::from_utf8(line).is_ok_and(read)
}

/// The text as a line that sends it: a `${` that was sent is none to be filled in.
fn no_variable(text: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(text, b"${").is_none() {
        return text.into();
    }
    let mut escaped = Vec::with_capacity(text.len() + 1);
    for (at, &octet) in text.iter().enumerate() {
        if text[at..].starts_with(b"${") {
            escaped.push(b'$');
        }
        escaped.push(octet);
    }
    escaped.into()
}
