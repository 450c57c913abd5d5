//! What happens in a session, as everybody who looks on is told: the screen, the records, the
//! expectations. An event borrows its octets, at most 64 KiB of them.

use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{LineEnd, Piece, UnfinishedPiece};
use crate::protocol::secrets::Placeholder;
use std::ops::Range;
use std::time::Duration;

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Since connecting.
    pub at: Duration,
    /// Whether TLS protected it, or no network was in between.
    pub protected: bool,
    /// What it was.
    pub kind: EventKind<'a>,
}

/// What has come of a line or a literal whose rest is awaited. It is no event: one comes for the
/// same octets when the piece is whole, or cut off.
#[derive(Clone, Copy, Debug)]
pub struct Partial<'a> {
    /// Since connecting.
    pub at: Duration,
    /// Whether TLS protected it, or no network was in between.
    pub protected: bool,
    /// The piece as far as it has come.
    pub pending: UnfinishedPiece<'a>,
}

/// Who said it.
#[derive(Clone, Copy, Debug)]
pub enum EventKind<'a> {
    /// A piece of what the server sent.
    Server(&'a Piece<'a>),
    /// A piece of what was sent to it.
    Client(ClientPiece<'a>),
    /// imapsh itself.
    Notice(NoticeLevel, &'a str),
    /// A script that is replayed, beside its commands.
    Script(ScriptNotice<'a>),
}

/// A script's heading, or a comment under one.
#[derive(Clone, Copy, Debug)]
pub struct ScriptNotice<'a> {
    /// [`NoticeLevel::Heading`] or [`NoticeLevel::Info`].
    pub level: NoticeLevel,
    /// As it was written, without its signs: so it stands in a record.
    pub text: &'a str,
    /// As it is shown: a heading with its step's number.
    pub shown: &'a str,
}

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// A line that was typed and is not sent: a directive, a comment, a pasted answer. It is in no record.
    Echo,
    /// What is going on.
    Info,
    /// A step's heading in a script.
    Heading,
    /// What may help.
    Hint,
    /// What may be wrong.
    Warning,
    /// What failed.
    Error,
}

/// A piece of what the client sent.
#[derive(Clone, Copy, Debug)]
pub struct ClientPiece<'a> {
    /// What the octets are.
    pub kind: ClientKind,
    /// The octets as they were sent: with [`ClientPiece::secret`] cut out before anybody sees them.
    octets: &'a [u8],
    secret: Option<(usize, usize, Option<Placeholder>)>,
    /// Where in the line or the literal they begin.
    pub offset: u64,
    /// Whether they are the last of the line or of the literal.
    pub last: bool,
    /// How the line ended, with its last piece.
    pub eol: LineEnd,
    /// How many octets of the first piece are the tag.
    pub tag_len: usize,
    /// The size of the literal, if they are of one.
    pub literal_size: Option<u64>,
    /// What comes after the line.
    pub following_literal: FollowingLiteral,
    /// Whether imapsh sent it of its own, to begin TLS: a replay does so again.
    pub automatic: bool,
    /// The script's line that it was sent for.
    pub script_line: Option<usize>,
}

impl<'a> ClientPiece<'a> {
    /// A piece of these octets, of which `secret` is not to be seen. `stands_as`: what is written
    /// in its place, if the secret begins in this piece.
    pub fn new(
        kind: ClientKind,
        octets: &'a [u8],
        secret: Option<(Range<usize>, Option<Placeholder>)>,
    ) -> ClientPiece<'a> {
        let secret = secret.map(|(range, stands_as)| {
            let end = range.end.min(octets.len());
            (range.start.min(end), end, stands_as)
        });
        ClientPiece {
            kind,
            octets,
            secret,
            offset: 0,
            last: true,
            eol: LineEnd::Crlf,
            tag_len: 0,
            literal_size: None,
            following_literal: FollowingLiteral::None,
            automatic: false,
            script_line: None,
        }
    }

    /// The octets as they may be written: three runs, the middle one the secret's stand-in.
    pub fn shown(&self) -> [&'a [u8]; 3] {
        match self.secret {
            None => [self.octets, b"", b""],
            Some((start, end, stands_as)) => {
                let stand_in: &[u8] = match stands_as {
                    Some(stands_as) => stands_as.text().as_bytes(),
                    None => b"",
                };
                [&self.octets[..start], stand_in, &self.octets[end..]]
            }
        }
    }

    /// The tag, in a command's first piece.
    pub fn tag(&self) -> Option<&'a [u8]> {
        (self.tag_len > 0).then(|| &self.octets[..self.tag_len.min(self.octets.len())])
    }

    /// Whether a secret is among the octets.
    pub fn has_secret(&self) -> bool {
        self.secret.is_some()
    }
}

/// Somebody who looks on.
pub trait EventSink {
    /// Something happened.
    fn event(&mut self, event: &Event<'_>);
    /// Nothing more has come for a moment of a piece that is not whole. It may be told of again
    /// when more of it has come; then its event comes, whole.
    fn partial(&mut self, _: &Partial<'_>) {}
    /// Nothing more has arrived for now: what is held back may be written.
    fn flush(&mut self) {}
}
