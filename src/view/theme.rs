//! The colours, as the octets that switch them on. Colour is never the only carrier.

use crate::protocol::framing::Status;
use crate::session::NoticeLevel;

/// What is written before each kind of text; all empty without color, but for marks that are text.
#[derive(Clone, Copy)]
pub struct Theme {
    color: bool,
    /// Back to the terminal's own.
    pub reset: &'static [u8],
    /// Before a literal.
    pub dim: &'static [u8],
    /// Before the tag of what is sent.
    pub tag: &'static [u8],
    /// Before the rest of what is sent.
    pub typed: &'static [u8],
    /// After a line of it.
    pub sent: &'static [u8],
    /// The `*` of data.
    pub star: &'static [u8],
    /// Before a line that is no response: a mark, for those who see no color too.
    pub unknown: &'static [u8],
    /// The `+`.
    pub continuation: Continuation,
}

/// The `+` of a continuation request.
#[derive(Clone, Copy)]
pub struct Continuation {
    /// The octets.
    pub plus: &'static [u8],
}

impl Theme {
    /// The theme, or none.
    pub const fn new(color: bool) -> Theme {
        if color {
            Theme {
                color,
                reset: b"\x1b[0m",
                dim: b"\x1b[2m",
                tag: b"\x1b[1;34m",
                typed: b"\x1b[0m\x1b[1m",
                sent: b"\x1b[0m\r\n",
                star: b"\x1b[36m*\x1b[0m",
                unknown: b"\x1b[2m?\x1b[0m ",
                continuation: Continuation {
                    plus: b"\x1b[35m+\x1b[0m",
                },
            }
        } else {
            Theme {
                color,
                reset: b"",
                dim: b"",
                tag: b"",
                typed: b"",
                sent: b"\r\n",
                star: b"*",
                unknown: b"? ",
                continuation: Continuation { plus: b"+" },
            }
        }
    }

    /// Before a status word: OK green, NO yellow, BAD and BYE red.
    #[inline]
    pub fn status(self, status: Status) -> &'static [u8] {
        match status {
            _ if !self.color => b"",
            Status::Ok | Status::Preauth => b"\x1b[32m",
            Status::No => b"\x1b[33m",
            Status::Bad | Status::Bye => b"\x1b[31m",
        }
    }

    /// A blank and a status word in its color, as nearly every server writes it.
    #[inline]
    pub fn word(self, status: Status) -> &'static [u8] {
        match (self.color, status) {
            (false, Status::Ok) => b" OK",
            (false, Status::No) => b" NO",
            (false, Status::Bad) => b" BAD",
            (false, Status::Preauth) => b" PREAUTH",
            (false, Status::Bye) => b" BYE",
            (true, Status::Ok) => b" \x1b[32mOK\x1b[0m",
            (true, Status::No) => b" \x1b[33mNO\x1b[0m",
            (true, Status::Bad) => b" \x1b[31mBAD\x1b[0m",
            (true, Status::Preauth) => b" \x1b[32mPREAUTH\x1b[0m",
            (true, Status::Bye) => b" \x1b[31mBYE\x1b[0m",
        }
    }

    /// Before a note.
    pub fn level(self, level: NoticeLevel) -> &'static [u8] {
        match level {
            _ if !self.color => b"",
            NoticeLevel::Info | NoticeLevel::Echo => b"\x1b[2m",
            NoticeLevel::Heading => b"\x1b[1m",
            NoticeLevel::Hint => b"\x1b[34m",
            NoticeLevel::Warning | NoticeLevel::Error => b"\x1b[31m",
        }
    }
}
