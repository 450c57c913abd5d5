//! Writes a session in the RFCs' notation, `C: ` and `S: ` before each line. That is a script too,
//! which the reader reads back as the same session.
//!
//! So that a replay sends the same, four things are written differently from what was sent:
//! - a secret is its placeholder. One that was sent as a literal is written into the line before
//!   (`C: a1 login taro ${password}`), and the rest of the command is left out;
//! - a literal that is not text becomes lines of base64 after `{64<<END}`;
//! - `${` in a line becomes `$${`;
//! - a line that the script reader would not send unchanged gets `:raw ` before it.
//!
//! The server's lines are never replayed. They are escaped, and a line that only looks like a response, such
//! as one inside a literal, gets a comment that says so.

use super::record_comments;
use crate::escape::{self, Escaper};
use crate::protocol::compose::split_literal_marker;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{LineEnd, Piece, PieceKind};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::Placeholder;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::{CommandLine, LineClassifier, TypedLineKind};
use crate::session::ClientPiece;
use base64::{Engine, engine::general_purpose::STANDARD};

/// How many octets are in a line of base64, which makes it 76 characters long (RFC 2045, 6.8).
const BASE64_OCTETS: usize = 57;

/// How many octets of a line that has not ended are kept. Longer lines are written in parts.
const MAX_LITERAL_LINE: usize = 128 << 10;

/// How many octets of a server's line decide whether it looks like a response.
const MAX_CLASSIFIED: usize = 256;

/// Writes the lines of both sides, piece by piece.
#[derive(Clone, Default)]
pub struct Writer {
    /// Text that is written but not returned yet.
    out: Vec<u8>,
    /// The side whose line has begun and not ended.
    open_line: Option<Side>,
    /// How the octets of the client's current command are written.
    client_octets: ClientOctets,
    /// The tag of that command.
    tag: Vec<u8>,
    /// The command's line has a secret that replaces a literal, and the command is not sent whole yet.
    has_secret_due: bool,
    /// The beginning of a literal that is written as base64, not enough for a line yet.
    base64: Vec<u8>,
    /// The end of a part of a literal that is text: the beginning of a line whose end comes in the next part.
    /// The server's lines that arrive between the two are written before it.
    literal_line: Vec<u8>,
    /// Whether the current command is known, and does not log in.
    has_no_login: bool,
    server_text: Escaper,
    /// The beginning of the server's open line, if that line is not a response.
    not_a_response: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ClientOctets {
    /// They are written.
    #[default]
    Written,
    /// They are written as base64: a literal that is not text.
    Base64,
    /// They are left out: the rest of a command whose literal is already in its line.
    LeftOut,
}

impl Writer {
    /// Takes the text written so far.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// A comment with this sign for each line of the text.
    pub fn comment(&mut self, sign: &str, text: &str) {
        self.end_line();
        for line in text.lines() {
            self.out.extend_from_slice(sign.as_bytes());
            escape::append(line.as_bytes(), &mut self.out);
            self.out.push(b'\n');
        }
    }

    /// The connection was closed: nothing more of the current command will be sent.
    pub fn end_connection(&mut self) {
        self.finish();
        self.client_octets = ClientOctets::Written;
        self.base64.clear();
        self.tag.clear();
    }

    /// Ends the record. A command that was cut and has a secret in its line must not be replayed as a whole
    /// one.
    pub fn finish(&mut self) {
        self.end_cut_line();
        self.end_line();
        if !self.base64.is_empty() {
            let line = format!("C: {}\n", STANDARD.encode(std::mem::take(&mut self.base64)));
            self.out.extend_from_slice(line.as_bytes());
        }
        if std::mem::take(&mut self.has_secret_due) {
            self.comment("# ", record_comments::CUT_SECRET);
        }
    }

    /// Whether the record would need an end if the session ended now: the command's line has a secret whose
    /// command is not sent whole yet, or a part of a line is not written yet.
    pub fn needs_end(&self) -> bool {
        self.has_secret_due || !self.literal_line.is_empty()
    }

    /// Writes a piece that imapsh sent automatically: a replay with the same options sends it again without
    /// this line.
    pub fn automatic(&mut self, piece: &ClientPiece<'_>) {
        self.end_line();
        self.out.extend_from_slice(b"# C: ");
        self.out.extend_from_slice(&piece.shown().concat());
        self.out.push(b'\n');
    }
}

/// Lines of either side.
impl Writer {
    fn begin_line(&mut self, side: Side) {
        if self.open_line != Some(side) {
            self.end_line();
            self.out.extend_from_slice(match side {
                Side::Client => b"C: ",
                Side::Server => b"S: ",
            });
            self.open_line = Some(side);
        }
    }

    /// Ends the line that has begun.
    pub fn end_line(&mut self) {
        if self.open_line.is_none() {
            return;
        }
        self.server_part(b"", false);
        self.out.push(b'\n');
        self.open_line = None;
        if let Some(line) = self.not_a_response.take()
            && LineClassifier::default().classify(&String::from_utf8_lossy(&line))
                == TypedLineKind::ServerResponse
        {
            self.comment("# ", record_comments::NO_RESPONSE);
        }
    }
}

/// The server's lines.
impl Writer {
    /// Writes a piece from the server.
    pub fn server(&mut self, piece: &Piece<'_>) {
        if piece.tag() == Some(&self.tag) {
            self.end_command();
        }
        if piece.kind == PieceKind::Literal {
            return self.server_literal(piece);
        }
        self.begin_server_line(piece.kind);
        self.server_part(piece.octets, !piece.last);
        if piece.last {
            self.end_line();
        }
    }

    fn server_literal(&mut self, piece: &Piece<'_>) {
        let text = self.server_text.with_held(piece.octets);
        for line in text.split_inclusive(|&octet| octet == b'\n') {
            self.begin_server_line(PieceKind::Literal);
            match line.strip_suffix(b"\n") {
                Some(line) => {
                    self.server_part(line.strip_suffix(b"\r").unwrap_or(line), false);
                    self.end_line();
                }
                None => self.server_part(line, !piece.last),
            }
        }
    }

    /// Begins a line with a piece of this kind, unless the server's line is open already.
    fn begin_server_line(&mut self, kind: PieceKind) {
        if self.open_line == Some(Side::Server) {
            return;
        }
        self.begin_line(Side::Server);
        let is_response =
            !matches!(kind, PieceKind::Literal | PieceKind::AfterLiteral | PieceKind::Unknown);
        self.not_a_response = (!is_response).then(Vec::new);
    }

    /// Writes a part of the server's line, escaped.
    fn server_part(&mut self, text: &[u8], more_follows: bool) {
        let begin = self.out.len();
        self.server_text.append(text, more_follows, &mut self.out);
        if let Some(line) = &mut self.not_a_response {
            let room = MAX_CLASSIFIED.saturating_sub(line.len());
            line.extend(self.out[begin..].iter().take(room));
        }
    }
}

/// The client's lines.
impl Writer {
    /// Writes a piece from the client.
    pub fn client(&mut self, piece: &ClientPiece<'_>) {
        if piece.offset == 0 && (piece.tag_len > 0 || piece.kind == ClientKind::Raw) {
            self.end_command();
            self.tag = piece.tag().unwrap_or_default().to_vec();
            let shown = piece.shown().concat();
            let shown = String::from_utf8_lossy(&shown);
            let command = CommandLine::parse(&shown);
            self.has_no_login = command.spec.is_some() && !command.is_login();
        }
        match (self.client_octets, piece.kind) {
            (ClientOctets::Written, _) => self.client_part(piece),
            (ClientOctets::Base64, ClientKind::Literal) => self.base64_part(piece),
            // Left out up to the end of the command: a line after which no other literal follows.
            _ => {
                let ends_line = piece.last && piece.kind != ClientKind::Literal;
                if ends_line && !matches!(piece.following_literal, FollowingLiteral::Secret(_)) {
                    self.client_octets = ClientOctets::Written;
                    self.has_secret_due = false;
                }
            }
        }
    }

    /// Ends the client's current command: it is completed, or the next one begins. If the server refused its
    /// literal, the literal was not sent.
    fn end_command(&mut self) {
        self.end_cut_line();
        if self.client_octets == ClientOctets::Base64 {
            self.end_line();
            self.out.extend_from_slice(b"C: END\n");
        }
        self.client_octets = ClientOctets::Written;
        self.has_secret_due = false;
        self.base64.clear();
    }

    fn client_part(&mut self, piece: &ClientPiece<'_>) {
        self.begin_line(Side::Client);
        // A script would add a tag, or not send the line at all.
        if piece.kind == ClientKind::Raw && piece.offset == 0 && !is_replayed_unchanged(piece) {
            self.out.extend_from_slice(b":raw ");
            self.out.extend_from_slice(&piece.shown().concat());
            return self.end_line();
        }
        if piece.kind == ClientKind::Literal {
            return self.literal_text(piece);
        }
        let [before, stand_in, after] = piece.shown();
        let text = [&escape_variables(before), stand_in, &escape_variables(after)].concat();
        // The line announces a literal, `{7}`, that is not written as sent: a secret, or octets that are not
        // text. Its replacement in a script also replaces the announcement.
        let (replacement, then): (&[u8], _) = match piece.following_literal {
            FollowingLiteral::Secret(placeholder) if piece.last => {
                (placeholder.text().as_bytes(), ClientOctets::LeftOut)
            }
            FollowingLiteral::Binary if piece.last => (b"{64<<END}", ClientOctets::Base64),
            _ => (b"", ClientOctets::Written),
        };
        if then != ClientOctets::Written {
            let announcement = LiteralAnnouncement::at_end(&text).map_or(0, |it| it.length);
            self.out.extend_from_slice(&text[..text.len() - announcement]);
            self.out.extend_from_slice(replacement);
            self.client_octets = then;
            self.has_secret_due = then == ClientOctets::LeftOut;
            return self.end_line();
        }
        self.out.extend_from_slice(&text);
        if piece.eol != LineEnd::None {
            self.end_line();
            let is_rest = piece.kind == ClientKind::Untagged && self.has_no_login;
            if is_rest && stand_in == Placeholder::Password.text().as_bytes() {
                self.comment("# ", record_comments::OTHER_SECRET);
            }
        }
    }

    /// Writes a part of a literal that is text.
    fn literal_text(&mut self, piece: &ClientPiece<'_>) {
        let mut text = std::mem::take(&mut self.literal_line);
        text.extend_from_slice(&piece.shown().concat());
        for line in text.split_inclusive(|&octet| octet == b'\n') {
            if !line.ends_with(b"\n") && !piece.last && line.len() <= MAX_LITERAL_LINE {
                self.literal_line = line.to_vec();
                return;
            }
            self.literal_text_line(line);
            if line.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    fn literal_text_line(&mut self, line: &[u8]) {
        self.begin_line(Side::Client);
        // In text a CR occurs only before an LF; a part may end between the two.
        self.out.extend(line.iter().filter(|octet| !b"\r\n".contains(octet)));
    }

    /// Writes the line of a literal of which no more will be sent.
    fn end_cut_line(&mut self) {
        let line = std::mem::take(&mut self.literal_line);
        if line.is_empty() {
            return;
        }
        // It may end inside a character.
        let whole = line.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        self.literal_text_line(&line[..whole]);
        self.end_line();
        self.comment("# ", record_comments::CUT_LINE);
    }

    /// Writes a part of a literal that is not text.
    fn base64_part(&mut self, piece: &ClientPiece<'_>) {
        self.base64.extend_from_slice(&piece.shown().concat());
        let ready = if piece.last {
            self.base64.len()
        } else {
            self.base64.len() / BASE64_OCTETS * BASE64_OCTETS
        };
        for line in self.base64[..ready].chunks(BASE64_OCTETS) {
            let line = format!("C: {}\n", STANDARD.encode(line));
            self.out.extend_from_slice(line.as_bytes());
        }
        self.base64.drain(..ready);
        if piece.last {
            self.out.extend_from_slice(b"C: END\n");
            self.client_octets = ClientOctets::LeftOut;
        }
    }
}

/// The text with each `${` as `$${`, which a script sends as `${`.
fn escape_variables(text: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(text.len());
    for (at, &octet) in text.iter().enumerate() {
        if text[at..].starts_with(b"${") {
            escaped.push(b'$');
        }
        escaped.push(octet);
    }
    escaped
}

/// Whether a script that contains this line sends the line as sent.
fn is_replayed_unchanged(piece: &ClientPiece<'_>) -> bool {
    let text = piece.shown().concat();
    let Ok(text) = std::str::from_utf8(&text) else {
        // The first part of a very long line, which ends inside a character.
        return !piece.has_secret();
    };
    let TypedLineKind::Command(line) = LineClassifier::default().classify(text) else {
        return false;
    };
    // A line with a secret is sent with the secret filled in. Any other line has its own tag, and only a
    // literal may follow it.
    let announces = LiteralAnnouncement::at_end(text.as_bytes()).is_some();
    piece.has_secret()
        || (line.tag.is_some()
            && line.text == text
            && split_literal_marker(text).1.is_none()
            && announces == (piece.following_literal != FollowingLiteral::None))
}
