//! The events of a session, for its sinks: the view, the records and the expectations of a script. An
//! event borrows its octets, at most 64 KiB.

use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{LineEnd, Piece, UnfinishedPiece};
use crate::protocol::secrets::{Placeholder, has_surplus, is_login};
use std::ops::Range;
use std::time::Duration;

/// Receives everything that happens in a session.
pub trait EventSink {
    fn event(&mut self, event: &Event<'_>);

    /// The server has stopped inside a line or a literal. The same octets may be shown again when
    /// there are more of them; the event follows when the piece is complete or was cut off.
    fn partial(&mut self, _: &Partial<'_>) {}

    /// Handles the complete responses at the beginning of these octets that differ from the last event's
    /// response only in the digits of their numbers. There are no events for them, so a sink that needs
    /// events takes none.
    fn similar_responses(&mut self, _: &[u8]) -> SimilarResponses {
        SimilarResponses::default()
    }

    /// Nothing more has arrived for now: the sink should write anything that it holds back.
    fn flush(&mut self) {}
}

/// One-line responses that an [`EventSink`] has handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SimilarResponses {
    pub count: u64,
    /// Their length in octets, with their line ends.
    pub octets: usize,
}

#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Since connecting.
    pub at: Duration,
    /// Whether TLS protects the connection, or it does not use the network.
    pub protected: bool,
    pub kind: EventKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum EventKind<'a> {
    /// A piece sent by the server.
    Server(&'a Piece<'a>),
    /// A piece sent by the client.
    Client(ClientPiece<'a>),
    /// A message from imapsh itself.
    Notice(NoticeLevel, &'a str),
    /// A line of a script that is not sent.
    Script(ScriptNotice<'a>),
}

/// The received part of an incomplete line or literal.
#[derive(Clone, Copy, Debug)]
pub struct Partial<'a> {
    /// Since connecting.
    pub at: Duration,
    /// Whether TLS protects the connection, or it does not use the network.
    pub protected: bool,
    pub pending: UnfinishedPiece<'a>,
}

/// A heading of a script, or comments below one.
#[derive(Clone, Copy, Debug)]
pub struct ScriptNotice<'a> {
    /// [`NoticeLevel::Heading`] or [`NoticeLevel::Info`].
    pub level: NoticeLevel,
    /// The text in the script without its `#`, for a record.
    pub text: &'a str,
    /// The text for the user: a heading has the number of its step, the lines of comments are joined.
    pub shown: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// A typed line that is not sent: a directive, a comment, a pasted response. Not recorded.
    Echo,
    /// An explanation of the line above. It goes to the same output as the session. Not recorded.
    Explanation,
    /// The structure of the response above, in rows with a line end each, treated like explanations.
    Structure,
    /// What a beginner can type next. Not recorded, since it is not about the session.
    Guide,
    Info,
    /// An answer to the user's request: help, a value, a report.
    Answer,
    /// Text that may be a secret. Shown on a terminal only. Not recorded.
    Private,
    /// A heading of a script.
    Heading,
    Hint,
    Warning,
    Error,
}

/// Replaces a secret in a literal.
const STARS: &[u8] = &[b'*'; 4096];

/// A piece of a client's line or literal.
#[derive(Clone, Copy, Debug)]
pub struct ClientPiece<'a> {
    pub kind: ClientKind,
    /// The octets as sent; [`ClientPiece::shown`] replaces the secret.
    octets: &'a [u8],
    secret: Option<(usize, usize, Option<Placeholder>)>,
    /// The offset of the octets in their line or literal.
    pub offset: u64,
    /// Whether they are the last octets of their line or literal.
    pub last: bool,
    /// The line end, with the last piece.
    pub eol: LineEnd,
    /// The length of the tag, in the first piece of a command.
    pub tag_len: usize,
    /// The size of the literal that contains the octets.
    pub literal_size: Option<u64>,
    pub following_literal: FollowingLiteral,
    /// Whether the octets are read from a file.
    pub from_file: bool,
    /// Whether imapsh sent it because of `--starttls`. A record does not show it as a command, because a
    /// replay with that option sends it again.
    pub automatic: bool,
    /// The line of the script from which it was sent.
    pub script_line: Option<usize>,
}

impl<'a> ClientPiece<'a> {
    /// A piece of these octets. `secret` is replaced by the placeholder wherever they are shown; only
    /// the first piece of a secret has one.
    pub fn new(
        kind: ClientKind,
        octets: &'a [u8],
        secret: Option<(Range<usize>, Option<Placeholder>)>,
    ) -> ClientPiece<'a> {
        let secret = secret.map(|(range, placeholder)| {
            let end = range.end.min(octets.len());
            (range.start.min(end), end, placeholder)
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
            from_file: false,
            automatic: false,
            script_line: None,
        }
    }

    /// The octets that may be shown and recorded: before the secret, its replacement, and after it. The
    /// octets of a literal are counted, so a secret in one is replaced by as many stars. A literal that is
    /// a secret as a whole has its placeholder.
    pub fn shown(&self) -> [&'a [u8]; 3] {
        let Some((start, end, placeholder)) = self.secret else {
            return [self.octets, b"", b""];
        };
        let is_counted = self.kind == ClientKind::Literal && start > 0;
        let replacement = match placeholder {
            Some(_) if is_counted => &STARS[..(end - start).min(STARS.len())],
            Some(placeholder) => placeholder.text().as_bytes(),
            None => b"",
        };
        [&self.octets[..start], replacement, &self.octets[end..]]
    }

    /// Whether this is a LOGIN or AUTHENTICATE with more than two arguments, of which all but the first are
    /// hidden.
    pub fn has_surplus(&self) -> bool {
        let is_command = matches!(self.kind, ClientKind::Command | ClientKind::Raw);
        match self.secret {
            Some((start, end, Some(Placeholder::Password | Placeholder::Sasl)))
                if is_command && self.offset == 0 =>
            {
                let line = std::str::from_utf8(self.octets).unwrap_or_default();
                has_surplus(&self.octets[start..end]) && is_login(line)
            }
            _ => false,
        }
    }

    /// The octets with the secret, for the user's own screen, if the password is public.
    pub fn revealed(&self) -> [&'a [u8]; 3] {
        [self.octets, b"", b""]
    }

    /// The first octets of the piece, which must not have a secret, as if nothing followed them.
    pub fn cut(&self, length: usize) -> ClientPiece<'a> {
        ClientPiece { octets: &self.octets[..length], last: true, ..*self }
    }

    /// The tag, in the first piece of a command, unless a secret begins in it.
    pub fn tag(&self) -> Option<&'a [u8]> {
        let is_shown = self.secret.is_none_or(|(start, ..)| start >= self.tag_len);
        (self.tag_len > 0 && is_shown).then(|| &self.octets[..self.tag_len.min(self.octets.len())])
    }

    pub fn has_secret(&self) -> bool {
        self.secret.is_some()
    }

    /// The octets, and the piece without them: for another thread.
    pub fn detached(&self) -> (Vec<u8>, ClientPiece<'static>) {
        (self.octets.to_vec(), ClientPiece { octets: b"", ..*self })
    }

    /// The piece with its octets again.
    pub fn attached(self, octets: &[u8]) -> ClientPiece<'_> {
        ClientPiece { octets, ..self }
    }
}
