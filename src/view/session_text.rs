//! Turns what client and server send into [`StyledText`].

use super::answer_times::tag_of;
use super::grammar::{GrammarSpans, SessionLine};
use super::styled_text::{Role, StyledText};
use crate::escape::{self, Escaper};
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{Piece, PieceKind};
use crate::protocol::syntax::Side;
use crate::session::ClientPiece;

/// Turns the pieces of a session into text. If a piece ends inside a character, its octets are held
/// back.
pub struct SessionText {
    /// Whether lines are divided into spans by the grammar. Otherwise the text after their first words is
    /// one span.
    reads_grammar: bool,
    server_escaper: Escaper,
    client_escaper: Escaper,
    server_spans: GrammarSpans,
    client_spans: GrammarSpans,
    /// A line before it is divided into spans.
    plain: Vec<u8>,
}

impl SessionText {
    pub fn new(reads_grammar: bool) -> SessionText {
        SessionText {
            reads_grammar,
            server_escaper: Escaper::default(),
            client_escaper: Escaper::default(),
            server_spans: GrammarSpans::new(Side::Server),
            client_spans: GrammarSpans::new(Side::Client),
            plain: Vec::new(),
        }
    }

    /// Appends a piece of a server's line: the part of `whole` that has not been shown.
    pub fn server_line(&mut self, piece: &Piece<'_>, whole: &Piece<'_>, out: &mut StyledText) {
        let text = match piece.offset {
            0 => first_words(piece, out),
            _ => piece.octets,
        };
        if !self.reads_grammar || !has_grammar(whole) {
            self.server_spans.skip();
            return out
                .push_with(Role::Text, |out| self.server_escaper.append(text, !piece.last, out));
        }
        self.plain.clear();
        self.server_escaper.append(text, false, &mut self.plain);
        let line = SessionLine {
            octets: whole.octets,
            shown: whole.octets.len() - text.len(),
            is_continued: whole.kind == PieceKind::AfterLiteral,
            is_done: false,
            announces_literal: whole.literal_size.is_some(),
        };
        if !self.server_spans.append(&line, self.plain == text, out) {
            out.push(Role::Text, &self.plain);
        }
    }

    /// Appends a part of a server's literal, as one span with [`Role::Literal`].
    pub fn server_literal(&mut self, piece: &Piece<'_>, out: &mut Vec<u8>) {
        self.server_escaper.append_lines(piece.octets, !piece.last, out);
    }

    /// Notes that a literal of the server's response has ended.
    pub fn server_literal_ended(&mut self, size: u64) {
        self.server_spans.literal(size);
    }

    /// Skips the server's next line, a complete response that is shown without the grammar.
    pub fn skip_server_line(&mut self) {
        self.server_spans.skip();
    }

    /// Skips the client's next line, a complete command that is shown without the grammar.
    pub fn skip_client_line(&mut self) {
        self.client_spans.skip();
    }

    /// Forgets the server's response, whose rest is not shown.
    pub fn drop_response(&mut self) {
        self.server_escaper = Escaper::default();
        self.server_spans.skip();
    }

    /// Appends a client's piece. `parts`: the text before its secret, the placeholder, and the text after
    /// it.
    pub fn client(&mut self, piece: &ClientPiece<'_>, parts: [&[u8]; 3], out: &mut StyledText) {
        match piece.kind {
            ClientKind::Literal => self.client_literal(piece, parts, out),
            _ => self.client_line(piece, parts, out),
        }
    }

    fn client_literal(
        &mut self,
        piece: &ClientPiece<'_>,
        [before, stand_in, after]: [&[u8]; 3],
        out: &mut StyledText,
    ) {
        let escaper = &mut self.client_escaper;
        out.push_with(Role::Literal, |out| {
            escaper.append_lines(before, true, out);
            escaper.append(stand_in, true, out);
            escaper.append_lines(after, !piece.last, out);
        });
    }

    /// Notes that a literal of the client's command has ended.
    pub fn client_literal_ended(&mut self, size: u64) {
        self.client_spans.literal(size);
    }

    fn client_line(&mut self, piece: &ClientPiece<'_>, parts: [&[u8]; 3], out: &mut StyledText) {
        let tag = tag_of(piece).unwrap_or_default();
        let whole = parts.concat();
        let rest = match piece.offset {
            0 => {
                out.push_with(Role::Tag, |out| escape::append(tag, out));
                &whole[tag.len()..]
            }
            _ => &whole,
        };
        self.plain.clear();
        self.client_escaper.append(rest, !piece.last, &mut self.plain);
        let is_message = match piece.kind {
            ClientKind::Raw => !tag.is_empty(),
            kind => matches!(kind, ClientKind::Command | ClientKind::Untagged),
        };
        let is_whole = piece.offset == 0 && piece.last;
        if !self.reads_grammar || !is_message || !is_whole {
            self.client_spans.skip();
            return out.push(Role::Text, &self.plain);
        }
        let is_done = whole.eq_ignore_ascii_case(b"done");
        let line = SessionLine {
            octets: &whole,
            shown: whole.len() - rest.len(),
            is_continued: piece.kind == ClientKind::Untagged && !is_done,
            is_done,
            announces_literal: piece.following_literal != FollowingLiteral::None,
        };
        if !self.client_spans.append(&line, self.plain == rest, out) {
            out.push(Role::Text, &self.plain);
        }
    }
}

/// Appends the first words of a response, and returns the text after them.
fn first_words<'a>(piece: &Piece<'a>, out: &mut StyledText) -> &'a [u8] {
    match (piece.kind, piece.status) {
        (PieceKind::Continuation, _) => {
            out.push(Role::Continuation, b"+");
            &piece.octets[1..]
        }
        // The mark distinguishes it from a response even without colors.
        (PieceKind::Unknown, _) => {
            out.push(Role::NotResponse, b"?");
            out.push(Role::Text, b" ");
            piece.octets
        }
        (PieceKind::Untagged, None) => {
            out.push(Role::Untagged, b"*");
            &piece.octets[1..]
        }
        (_, Some(status)) if piece.kind != PieceKind::AfterLiteral => {
            let (tag, after) = piece.octets.split_at(piece.tag_len.max(1));
            let Some((word, text)) = after.split_at_checked(1 + status.name().len()) else {
                return piece.octets;
            };
            match piece.tag_len {
                0 => out.push(Role::Untagged, b"*"),
                _ => out.push_with(Role::AnsweredTag, |out| escape::append(tag, out)),
            }
            out.push(Role::Text, b" ");
            out.push(Role::Status(status), &word[1..]);
            text
        }
        _ => piece.octets,
    }
}

/// Whether it is a complete line in one piece, with more than words and text.
fn has_grammar(line: &Piece<'_>) -> bool {
    let is_whole = line.offset == 0 && line.last;
    is_whole
        && match (line.kind, line.status) {
            (PieceKind::AfterLiteral, _) => true,
            (PieceKind::Continuation | PieceKind::Unknown, _) => false,
            (_, None) => true,
            // A response code follows the status word directly.
            (_, Some(status)) => {
                let words = line.tag_len.max(1) + 1 + status.name().len();
                line.octets.get(words..).is_some_and(|text| text.starts_with(b" ["))
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::framing::{Framer, Status};

    /// The spans of the server's last line.
    fn spans(session: &[u8]) -> Vec<(Role, String)> {
        let mut framer = Framer::new();
        framer.push(session);
        let mut server = SessionText::new(true);
        let mut text = StyledText::default();
        while let Some(piece) = framer.next_piece() {
            text.clear();
            match piece.kind {
                PieceKind::Literal => {
                    text.push_with(Role::Literal, |out| server.server_literal(&piece, out));
                    server.server_literal_ended(piece.literal_size.unwrap_or_default());
                }
                _ => server.server_line(&piece, &piece, &mut text),
            }
        }
        let mut start = 0;
        let span = |&(role, end): &(Role, usize)| {
            let span = String::from_utf8_lossy(&text.text()[start..end]).into_owned();
            start = end;
            (role, span)
        };
        text.ends().iter().map(span).collect()
    }

    #[test]
    fn spans_say_what_they_are() {
        use Role::*;
        for (session, expected) in [
            (
                "* OK hi\r\n* LIST (\\Marked) \"/\" a1\r\n",
                &[
                    (Untagged, "*"),
                    (Text, " "),
                    (Keyword, "LIST"),
                    (Text, " ("),
                    (Flag, "\\Marked"),
                    (Text, ") "),
                    (QuotedString, "\"/\""),
                    (Text, " "),
                    (Mailbox, "a1"),
                ][..],
            ),
            ("* OK hi\r\na\x1b1 NO x\r\n", &[(NotResponse, "?"), (Text, " a␛1 NO x")]),
            (
                "* OK hi\r\na1 NO \x1b\r\n",
                &[(AnsweredTag, "a1"), (Text, " "), (Status(self::Status::No), "NO"), (Text, " ␛")],
            ),
            (
                "* OK hi\r\n* 1 FETCH (BODY[] {2}\r\nhi UID 7)\r\n",
                &[(Text, " "), (Keyword, "UID"), (Text, " "), (Number, "7"), (Text, ")")],
            ),
        ] {
            let spans = spans(session.as_bytes());
            let spans: Vec<_> = spans.iter().map(|(role, text)| (*role, text.as_str())).collect();
            assert_eq!(spans, expected);
        }
    }
}
