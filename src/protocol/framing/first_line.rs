//! Parses the beginning of a response's first line: kind, tag, status, and where in the response a
//! literal may begin.

use super::piece::PieceKind;
use super::status::Status;
use memchr::memchr;

/// The facts about a response from the beginning of its first line.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstLine {
    pub kind: PieceKind,
    pub status: Option<Status>,
    pub tag_len: usize,
    pub literals: LiteralScope,
}

impl FirstLine {
    /// A line that is not a response.
    pub const UNKNOWN: FirstLine = FirstLine::of_text(PieceKind::Unknown);

    /// A line of data.
    pub const DATA: FirstLine = FirstLine {
        kind: PieceKind::Untagged,
        status: None,
        tag_len: 0,
        literals: LiteralScope::AnyLine,
    };

    const fn of_text(kind: PieceKind) -> FirstLine {
        FirstLine { kind, status: None, tag_len: 0, literals: LiteralScope::Nowhere }
    }

    /// Parses the line, or the first piece of it. The greeting, which differs from other untagged
    /// responses only by its position, is [`PieceKind::Untagged`] here.
    pub fn parse(line: &[u8]) -> FirstLine {
        if FirstLine::is_data_with_number(line) {
            FirstLine::DATA
        } else {
            FirstLine::parse_word(line)
        }
    }

    /// Whether it begins with a number, like most lines of data: `* 12 FETCH …`.
    pub fn is_data_with_number(line: &[u8]) -> bool {
        matches!(line, [b'*', b' ', b'0'..=b'9', ..])
    }

    fn parse_word(line: &[u8]) -> FirstLine {
        match line {
            [b'*', b' ', rest @ ..] => match status_and_text(rest) {
                None => FirstLine::DATA,
                Some((status, text)) => FirstLine {
                    kind: PieceKind::Untagged,
                    status: Some(status),
                    tag_len: 0,
                    literals: LiteralScope::of_resp_text(text),
                },
            },
            [b'+'] | [b'+', b' ', ..] => FirstLine::of_text(PieceKind::Continuation),
            [b'*' | b'+', ..] | [] => FirstLine::UNKNOWN,
            _ => FirstLine::parse_tagged(line).unwrap_or(FirstLine::UNKNOWN),
        }
    }

    /// `TAG OK|NO|BAD …`, where any printable ASCII is accepted as a tag.
    fn parse_tagged(line: &[u8]) -> Option<FirstLine> {
        let tag_len = line.iter().position(|octet| !octet.is_ascii_graphic())?;
        let after = line[tag_len..].strip_prefix(b" ").filter(|_| tag_len > 0)?;
        let (status, text) = status_and_text(after)?;
        let completes = matches!(status, Status::Ok | Status::No | Status::Bad);
        completes.then(|| FirstLine {
            kind: PieceKind::Tagged,
            status: Some(status),
            tag_len,
            literals: LiteralScope::of_resp_text(text),
        })
    }

    /// Whether this has the form of a greeting (RFC 9051, section 7.1).
    pub fn may_greet(&self) -> bool {
        self.kind == PieceKind::Untagged
            && matches!(self.status, Some(Status::Ok | Status::Preauth | Status::Bye))
    }
}

/// The status at the beginning of the text, and the resp-text after it.
fn status_and_text(text: &[u8]) -> Option<(Status, &[u8])> {
    // The longest name is PREAUTH: do not search a line of data further for a space.
    let end = text.iter().take(8).position(|octet| *octet == b' ').unwrap_or(text.len());
    let status = Status::parse(&text[..end])?;
    Some((status, text.get(end + 1..).unwrap_or_default()))
}

/// Where in a response a literal may begin, after the text read so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LiteralScope {
    /// At the end of any line, in data.
    AnyLine,
    /// Nowhere: in human-readable text, or in a line that is not a response.
    Nowhere,
    /// Here, inside the brackets of a response code.
    Code,
    /// Not here, inside a quoted string of a response code.
    Quoted,
    /// Not here, after a backslash in such a string.
    Escaped,
}

impl LiteralScope {
    /// The scope after this beginning of a resp-text.
    fn of_resp_text(text: &[u8]) -> LiteralScope {
        match text.strip_prefix(b"[") {
            Some(code) => LiteralScope::Code.after(code),
            None => LiteralScope::Nowhere,
        }
    }

    /// The scope after this much more text.
    pub fn after(self, text: &[u8]) -> LiteralScope {
        let mut scope = self;
        for &octet in text {
            scope = match (scope, octet) {
                // The text after the code may contain any brackets and quotes.
                (LiteralScope::AnyLine | LiteralScope::Nowhere, _) => return scope,
                (LiteralScope::Code, b']') => return LiteralScope::Nowhere,
                (LiteralScope::Code, b'"') => LiteralScope::Quoted,
                (LiteralScope::Quoted, b'\\') => LiteralScope::Escaped,
                (LiteralScope::Quoted, b'"') => LiteralScope::Code,
                (LiteralScope::Escaped, _) => LiteralScope::Quoted,
                (LiteralScope::Code | LiteralScope::Quoted, _) => scope,
            };
        }
        scope
    }

    /// Whether a literal may begin here, where a line ends.
    pub fn allows_literal(self) -> bool {
        matches!(self, LiteralScope::AnyLine | LiteralScope::Code)
    }
}

/// Whether the kind, tag and status by [`FirstLine::parse`] stay the same if more text follows this
/// beginning of a first line.
pub(super) fn is_settled(line: &[u8]) -> bool {
    match line {
        [b'*', b' ', rest @ ..] => is_status_settled(rest),
        [] | [b'*'] | [b'+'] => false,
        [b'*' | b'+', ..] => true,
        _ => {
            let tag_len = memchr(b' ', line);
            let tag = &line[..tag_len.unwrap_or(line.len())];
            match tag_len {
                _ if !tag.iter().all(u8::is_ascii_graphic) => true,
                None => false,
                Some(0) => true,
                Some(tag_len) => is_status_settled(&line[tag_len + 1..]),
            }
        }
    }
}

/// Whether it is settled whether the text begins with a status, and with which.
fn is_status_settled(text: &[u8]) -> bool {
    !Status::ALL.iter().any(|status| {
        let begin = status.name().as_bytes().get(..text.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
    })
}
