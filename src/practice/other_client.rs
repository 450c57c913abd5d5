//! A second client of the practice server, for lessons: its changes become visible in the learner's
//! session.

use crate::protocol::framing::{Framer, Piece, PieceKind, Status};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// How long the server may be silent.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The tag of each command: they are sent one after another.
const TAG: &str = "other";

/// A client that is logged in, and sends one command after another.
pub struct OtherClient {
    stream: UnixStream,
    framer: Framer,
}

impl OtherClient {
    /// Logs in, and selects INBOX.
    pub(super) fn log_in(
        stream: UnixStream,
        account: &str,
        password: &str,
    ) -> io::Result<OtherClient> {
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        let mut client = OtherClient { stream, framer: Framer::new() };
        // An account may have any name.
        let quoted = |text: &str| format!("\"{}\"", text.replace(['\\', '"'], ""));
        for command in
            [format!("LOGIN {} {}", quoted(account), quoted(password)), "SELECT INBOX".to_owned()]
        {
            let (status, _) = client.send(&command)?;
            if status != Status::Ok {
                return Err(ErrorKind::PermissionDenied.into());
            }
        }
        Ok(client)
    }

    /// Sends a command, which does not include a tag, and waits for its completion. Returns its status and
    /// its text.
    ///
    /// # Errors
    /// The connection has failed, or the server asks for a literal or an answer.
    pub fn send(&mut self, command: &str) -> io::Result<(Status, String)> {
        if command.contains(['\r', '\n']) {
            return Err(ErrorKind::InvalidInput.into());
        }
        self.stream.write_all(format!("{TAG} {command}\r\n").as_bytes())?;
        loop {
            while let Some(piece) = self.framer.next_piece() {
                match (piece.kind, piece.status) {
                    (PieceKind::Tagged, Some(status)) => return Ok((status, completion(&piece))),
                    (PieceKind::Continuation, _) => return Err(ErrorKind::Unsupported.into()),
                    _ => {}
                }
            }
            let received = self.stream.read(self.framer.unfilled())?;
            if received == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.framer.advance(received);
        }
    }
}

/// A completion without its tag.
fn completion(piece: &Piece<'_>) -> String {
    let text = piece.octets.get(piece.tag_len..).unwrap_or_default();
    String::from_utf8_lossy(text).trim().to_owned()
}
