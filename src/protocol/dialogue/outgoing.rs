//! The lines and literals that the client sends.

use crate::protocol::compose::{AfterLine, Content};
use crate::protocol::framing::LineEnd;
use crate::protocol::secrets::{LiteralSecret, Placeholder, SecretScanner, SecretSpan};

/// The kind of octets that the client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// A command's first line, with its tag.
    Command,
    /// A line without a tag: `done`, or the rest of a command after a literal.
    Untagged,
    /// Octets of a literal.
    Literal,
    /// A response to AUTHENTICATE's challenge.
    Sasl,
    /// A line that is sent unchanged, by `:raw`.
    Raw,
}

/// The kind of literal that a line announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowingLiteral {
    /// No literal: the command ends with the line.
    None,
    /// A literal of [text](crate::protocol::compose::is_text) whose octets imapsh has counted.
    Text,
    /// A literal whose octets the user has counted and types in the next lines.
    Typed,
    /// A literal that is a secret.
    Secret(Placeholder),
    /// A literal that is not text.
    Binary,
}

impl FollowingLiteral {
    /// The kind of literal after a line that the scanner has already read.
    pub(super) fn of(following: &AfterLine, secrets: &SecretScanner) -> FollowingLiteral {
        match following {
            AfterLine::End => FollowingLiteral::None,
            _ if let Some(placeholder) = secrets.next_literal() => {
                FollowingLiteral::Secret(placeholder)
            }
            AfterLine::Literal(content, _) if !content.is_text() => FollowingLiteral::Binary,
            AfterLine::Literal(..) => FollowingLiteral::Text,
            AfterLine::TypedLiteral(_) => FollowingLiteral::Typed,
        }
    }
}

/// The position of some octets in a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiteralPart {
    /// How many octets of it were sent before.
    pub offset: u64,
    /// How many octets the whole literal has.
    pub size: u64,
}

/// Octets to be sent: a line, or a literal or part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The kind of octets.
    pub kind: ClientKind,
    /// The octets, without the line end.
    pub content: Content,
    /// The line end that is sent after them.
    pub eol: LineEnd,
    /// The secret among them.
    pub secret: Option<SecretSpan>,
    /// How many of the octets are the tag.
    pub tag_len: usize,
    /// Their position in a literal, if they belong to one.
    pub literal: Option<LiteralPart>,
    /// The literal that the line announces.
    pub following_literal: FollowingLiteral,
}

impl Outgoing {
    pub(super) fn line(
        kind: ClientKind,
        octets: impl Into<Vec<u8>>,
        secret: Option<SecretSpan>,
    ) -> Outgoing {
        Outgoing {
            kind,
            content: Content::Octets(octets.into()),
            eol: LineEnd::Crlf,
            secret,
            tag_len: 0,
            literal: None,
            following_literal: FollowingLiteral::None,
        }
    }

    pub(super) fn literal(
        content: Content,
        part: LiteralPart,
        secret: &mut LiteralSecret,
    ) -> Outgoing {
        let secret = match (&content, *secret) {
            (Content::Octets(octets), _) => secret.next_part(octets),
            (Content::File { info, .. }, LiteralSecret::Everything(placeholder)) => {
                let end = usize::try_from(info.size).unwrap_or(usize::MAX);
                Some(SecretSpan { range: 0..end, placeholder })
            }
            (Content::File { .. }, _) => None,
        };
        Outgoing {
            kind: ClientKind::Literal,
            eol: LineEnd::None,
            secret,
            tag_len: 0,
            literal: Some(part),
            following_literal: FollowingLiteral::None,
            content,
        }
    }
}
