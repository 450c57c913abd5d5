//! The server's last answer, for `:last` and `:save`: everything that it has sent since the last
//! command. Up to 1 MiB is kept in memory, the rest in an unlinked file, which is gone when the program
//! ends. Only the first 256 MiB of an answer are kept.

use crate::decode::PartTypes;
use crate::protocol::framing::{Piece, PieceKind};
use crate::session::{Event, EventKind, EventSink, Partial};
use crate::system_error::SystemError;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt;

/// The maximum number of octets in memory.
const IN_MEMORY: usize = 1 << 20;

/// The maximum number of octets that are kept.
const MAX_KEPT: u64 = 256 << 20;

#[derive(Default)]
pub struct LastAnswer {
    /// The beginning of the answer, once it does not fit in memory.
    file: Option<File>,
    in_file: u64,
    /// The rest of the answer.
    memory: Vec<u8>,
    /// The octets after these of a line or a literal that is not complete.
    unfinished: Vec<u8>,
    /// How many octets were not kept.
    dropped: u64,
    literal: Option<KeptLiteral>,
    /// Whether a command was sent since, so that the next response begins another answer.
    is_over: bool,
    /// Why the answer can't be kept.
    failure: Option<io::Error>,
}

/// The position of the last literal.
#[derive(Clone, Copy)]
struct KeptLiteral {
    start: u64,
    size: u64,
    kept: u64,
    /// Whether the connection ended before the literal did.
    is_cut: bool,
}

/// Why there is nothing to show or to save.
#[derive(Debug)]
pub enum NotKept {
    Nothing,
    NoLiteral,
    /// The server has not sent all of the literal.
    Incomplete {
        received: u64,
        size: u64,
        /// Whether the connection ended before it.
        is_cut: bool,
    },
    /// The literal was not kept completely.
    TooLong {
        size: u64,
        limit: u64,
    },
    /// The temporary file can't be written.
    Failed(SystemError),
}

impl LastAnswer {
    /// The kept part of the answer, read from its beginning.
    pub fn read(&self) -> Result<KeptOctets, NotKept> {
        match self.kept() + self.unfinished.len() as u64 {
            0 => Err(self.reason(NotKept::Nothing)),
            kept => self.octets(0, kept),
        }
    }

    /// The octets of its last literal.
    pub fn read_literal(&self) -> Result<KeptOctets, NotKept> {
        let literal = self.literal.ok_or_else(|| self.reason(NotKept::NoLiteral))?;
        let KeptLiteral { start, size, kept, is_cut } = literal;
        if kept == size {
            return self.octets(start, size);
        }
        let received = if is_cut { kept } else { kept + self.unfinished.len() as u64 };
        Err(self.reason(match self.dropped {
            0 => NotKept::Incomplete { received, size, is_cut },
            _ => NotKept::TooLong { size, limit: MAX_KEPT },
        }))
    }

    /// Whether the server has sent nothing since the last command: the kept answer is of the one before.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    fn reason(&self, otherwise: NotKept) -> NotKept {
        self.failure.as_ref().map_or(otherwise, |error| NotKept::Failed(error.into()))
    }

    fn octets(&self, start: u64, length: u64) -> Result<KeptOctets, NotKept> {
        let failed = |error: io::Error| NotKept::Failed((&error).into());
        let file = self.file.as_ref().map(File::try_clone).transpose().map_err(failed)?;
        Ok(KeptOctets {
            file,
            in_file: self.in_file,
            memory: [&self.memory[..], &self.unfinished].concat(),
            at: start,
            end: start + length,
            missing: self.dropped,
        })
    }

    fn kept(&self) -> u64 {
        self.in_file + self.memory.len() as u64
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        self.begin(piece);
        let is_literal = piece.kind == PieceKind::Literal;
        if let Some(literal) = self.literal.as_mut().filter(|_| !is_literal) {
            literal.is_cut = literal.kept < literal.size;
        }
        let is_kept = self.append(piece.octets);
        if let Some(literal) = self.literal.as_mut().filter(|_| is_literal && is_kept) {
            literal.kept += piece.octets.len() as u64;
        }
        self.append(piece.eol.octets());
    }

    /// Begins another answer, or another literal, if this piece does.
    fn begin(&mut self, piece: &Piece<'_>) {
        let is_literal = piece.kind == PieceKind::Literal;
        let begins = piece.offset == 0 && !is_literal && piece.kind != PieceKind::AfterLiteral;
        if begins && self.is_over {
            *self = LastAnswer::default();
        }
        self.unfinished.clear();
        if is_literal && piece.offset == 0 {
            let size = piece.literal_size.unwrap_or_default();
            self.literal = Some(KeptLiteral { start: self.kept(), size, kept: 0, is_cut: false });
        }
    }

    /// Keeps the octets if there is room. After octets that were not kept, nothing is kept.
    fn append(&mut self, octets: &[u8]) -> bool {
        let is_full = self.kept() + octets.len() as u64 > MAX_KEPT;
        if is_full || self.dropped > 0 || self.failure.is_some() {
            self.dropped += octets.len() as u64;
            return false;
        }
        self.memory.extend_from_slice(octets);
        if self.memory.len() > IN_MEMORY {
            self.failure = self.write().err();
        }
        true
    }

    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.write_all(&self.memory)?;
        self.in_file += self.memory.len() as u64;
        self.memory.clear();
        Ok(())
    }
}

impl EventSink for LastAnswer {
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Server(piece) => self.piece(piece),
            EventKind::Client(piece) => self.is_over |= piece.tag().is_some(),
            EventKind::Notice(..) | EventKind::Script(_) => {}
        }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        let piece = &partial.pending.piece;
        self.begin(piece);
        if self.dropped == 0 {
            self.unfinished.extend_from_slice(piece.octets);
        }
    }
}

/// An answer to show again.
#[derive(Debug)]
pub struct KeptAnswer {
    pub octets: KeptOctets,
    /// The types of its messages' parts, if the structure of its responses is shown too.
    pub types: Option<PartTypes>,
    /// Whether it was complete when it was read.
    pub is_whole: bool,
}

impl KeptAnswer {
    /// A second reader of the answer, at this one's position.
    pub fn again(&self) -> io::Result<KeptAnswer> {
        Ok(KeptAnswer {
            octets: self.octets.again()?,
            types: self.types.clone(),
            is_whole: self.is_whole,
        })
    }
}

/// A reader of an answer's octets, which stay valid when another answer begins.
#[derive(Debug)]
pub struct KeptOctets {
    file: Option<File>,
    in_file: u64,
    memory: Vec<u8>,
    at: u64,
    end: u64,
    /// How many octets of the answer were not kept.
    pub missing: u64,
}

impl KeptOctets {
    /// A second reader of the octets, at this one's position.
    pub fn again(&self) -> io::Result<KeptOctets> {
        let file = self.file.as_ref().map(File::try_clone).transpose()?;
        Ok(KeptOctets { file, memory: self.memory.clone(), ..*self })
    }
}

impl Read for KeptOctets {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        let buffer = &mut buffer[..length];
        let count = match &self.file {
            Some(file) if self.at < self.in_file => {
                let in_file = usize::try_from(self.in_file - self.at).unwrap_or(usize::MAX);
                file.read_at(&mut buffer[..length.min(in_file)], self.at)?
            }
            _ => {
                let from = usize::try_from(self.at - self.in_file).unwrap_or(usize::MAX);
                self.memory.get(from..).unwrap_or_default().read(buffer)?
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::dialogue::ClientKind;
    use crate::protocol::framing::Framer;
    use crate::session::ClientPiece;
    use std::time::Duration;

    fn event(kind: EventKind<'_>) -> Event<'_> {
        Event { at: Duration::ZERO, protected: true, kind }
    }

    struct Session {
        framer: Framer,
        answer: LastAnswer,
    }

    impl Session {
        fn new() -> Session {
            let mut session = Session { framer: Framer::new(), answer: LastAnswer::default() };
            session.receive(b"* OK hi\r\n");
            session
        }

        fn command(&mut self) {
            let mut piece = ClientPiece::new(ClientKind::Command, b"a1 noop", None);
            piece.tag_len = 2;
            self.answer.event(&event(EventKind::Client(piece)));
        }

        fn receive(&mut self, octets: &[u8]) {
            for part in octets.chunks(50_000) {
                self.framer.push(part);
                while let Some(piece) = self.framer.next_piece() {
                    self.answer.event(&event(EventKind::Server(&piece)));
                }
            }
        }

        /// The server sends nothing more for a while.
        fn stalls(&mut self) {
            let pending = self.framer.unfinished_piece().expect("an unfinished piece");
            self.answer.partial(&Partial { at: Duration::ZERO, protected: true, pending });
        }
    }

    fn octets(kept: Result<KeptOctets, NotKept>) -> Vec<u8> {
        let mut octets = Vec::new();
        kept.expect("octets are kept").read_to_end(&mut octets).expect("they can be read");
        octets
    }

    #[test]
    fn the_answer_to_the_last_command_is_kept() {
        let mut session = Session::new();
        assert_eq!(octets(session.answer.read()), b"* OK hi\r\n");
        session.command();
        assert_eq!(octets(session.answer.read()), b"* OK hi\r\n", "there is no answer yet");
        let answer = b"* 1 FETCH (A {3}\r\nabc B {2}\r\nde)\r\na1 OK x\n";
        session.receive(answer);
        assert_eq!(octets(session.answer.read()), answer);
        assert_eq!(octets(session.answer.read_literal()), b"de");
        session.command();
        session.receive(b"a1 OK y\r\n");
        assert_eq!(octets(session.answer.read()), b"a1 OK y\r\n");
        assert!(matches!(session.answer.read_literal(), Err(NotKept::NoLiteral)));
    }

    /// What has arrived of a line or a literal is part of the answer.
    #[test]
    fn an_answer_that_is_not_complete_is_kept_as_far_as_it_was_received() {
        let mut session = Session::new();
        session.command();
        let answer = b"* 1 FETCH (A {9}\r\nabc";
        for part in [&answer[..20], &answer[20..]] {
            session.receive(part);
            session.stalls();
        }
        assert_eq!(octets(session.answer.read()), answer);
        let incomplete = session.answer.read_literal();
        assert!(matches!(incomplete, Err(NotKept::Incomplete { received: 3, size: 9, .. })));
        session.receive(b"defghi B");
        session.stalls();
        assert_eq!(octets(session.answer.read()), b"* 1 FETCH (A {9}\r\nabcdefghi B");
        assert_eq!(octets(session.answer.read_literal()), b"abcdefghi");
        session.receive(b")\r\na1 OK x\r\n");
        let answer = b"* 1 FETCH (A {9}\r\nabcdefghi B)\r\na1 OK x\r\n";
        assert_eq!(octets(session.answer.read()), answer);
    }

    #[test]
    fn a_long_answer_is_kept_in_a_file() {
        let mut session = Session::new();
        session.command();
        let body: Vec<u8> = (0..5_000_000u32).map(|number| (number % 251) as u8).collect();
        session.receive(format!("* 1 FETCH (A {{{}}}\r\n", body.len()).as_bytes());
        session.receive(&body);
        assert!(session.answer.memory.len() <= IN_MEMORY);
        let before = session.answer.read_literal().expect("all of it has come");
        session.receive(b")\r\n");
        assert!(octets(session.answer.read_literal()) == body);
        assert!(octets(session.answer.read()).ends_with(b")\r\n"));
        session.command();
        session.receive(b"a1 OK y\r\n");
        assert!(octets(Ok(before)) == body, "an answer that is being read stays");
    }

    #[test]
    fn a_literal_that_is_not_kept_whole_is_not_saved() {
        let mut session = Session::new();
        session.receive(b"* 1 FETCH (A {300000}\r\n");
        session.receive(&[b'x'; 200_000]);
        let incomplete = session.answer.read_literal();
        assert!(matches!(incomplete, Err(NotKept::Incomplete { size: 300_000, .. })));
        // The greeting of the next connection.
        session.framer = Framer::new();
        session.receive(b"* OK ready\r\n");
        let cut = session.answer.read_literal();
        assert!(matches!(cut, Err(NotKept::Incomplete { is_cut: true, .. })));
        let mut session = Session::new();
        session.receive(b"* 1 FETCH (A {300000}\r\n");
        session.receive(&[b'x'; 200_000]);
        session.answer.dropped = 1;
        session.receive(&[b'x'; 100_000]);
        let too_long = session.answer.read_literal();
        assert!(matches!(too_long, Err(NotKept::TooLong { limit: MAX_KEPT, .. })));
    }
}
