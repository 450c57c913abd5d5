//! Reading a command: its lines and its literals, each within its bound. What is too long is
//! read away without being kept.

use super::answer::Answer;
use super::{NOT_LOGGED_IN, Session};
use crate::practice::grammar::{Command, CommandText, Fault, Literal, announced, parse, tag_of};
use crate::practice::session_event::{SessionEnd, SessionEventKind};
use crate::practice::wire::Received;
use crate::protocol::commands;
use std::time::Instant;

/// A command, or why it is none.
pub enum Incoming {
    /// To be carried out.
    Command(CommandText),
    /// To be answered so: its tag, if it has one, and the answer.
    Refused(Option<String>, Answer),
}

/// A line.
pub enum Line {
    /// Without its end.
    Whole(Vec<u8>),
    /// It was longer than allowed and is gone, but for its start and its end.
    TooLong {
        /// Enough to find a tag in.
        start: Vec<u8>,
        /// Enough to find a literal's size in.
        end: Vec<u8>,
    },
}

/// How much of a line that is too long is kept at either end.
const KEPT: usize = 160;
/// A command can have so many literals.
const LITERALS: usize = 1000;

impl Session {
    /// When the client must have said something.
    pub fn deadline(&self) -> Instant {
        match self.user {
            Some(_) => Instant::now() + self.limits().autologout,
            None => self.started + self.limits().before_login,
        }
    }

    /// Waits for more input. The session's end is an error.
    pub fn receive(&mut self) -> Result<(), SessionEnd> {
        let deadline = self.deadline();
        let start = Instant::now();
        let received = self.wire.receive(Some(deadline));
        self.waited += start.elapsed();
        match received? {
            Received::Octets => Ok(()),
            Received::End if self.waiter.is_server_closing() => Err(SessionEnd::ServerClosing),
            Received::End => Err(SessionEnd::ClientClosed),
            Received::Time => Err(SessionEnd::TimedOut),
        }
    }

    /// Reads a line of at most so many octets, ended by CRLF or LF.
    pub fn read_line(&mut self, limit: usize) -> Result<Line, SessionEnd> {
        let mut looked = 0;
        loop {
            let input = self.wire.input();
            if let Some(at) = memchr::memchr(b'\n', input.get(looked..).unwrap_or_default()) {
                let line = input.get(..looked + at).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if line.len() > limit {
                    return self.skip_line();
                }
                let line = line.to_vec();
                self.wire.take(looked + at + 1);
                return Ok(Line::Whole(line));
            }
            looked = input.len();
            if looked > limit + 1 {
                return self.skip_line();
            }
            self.receive()?;
        }
    }

    fn skip_line(&mut self) -> Result<Line, SessionEnd> {
        let mut start = Vec::new();
        let mut end: Vec<u8> = Vec::new();
        loop {
            let input = self.wire.input();
            let found = memchr::memchr(b'\n', input);
            let piece = input
                .get(..found.unwrap_or(input.len()))
                .unwrap_or_default();
            let room = KEPT - start.len().min(KEPT);
            start.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
            end.extend_from_slice(
                piece
                    .get(piece.len().saturating_sub(KEPT)..)
                    .unwrap_or_default(),
            );
            end.drain(..end.len().saturating_sub(KEPT));
            let length = piece.len();
            self.wire.take(length + usize::from(found.is_some()));
            if found.is_some() {
                if end.last() == Some(&b'\r') {
                    end.pop();
                }
                return Ok(Line::TooLong { start, end });
            }
            self.receive()?;
        }
    }

    /// Reads a command. Its literals are asked for as its grammar allows.
    pub fn read_command(&mut self) -> Result<Incoming, SessionEnd> {
        let mut text = CommandText::default();
        // What was read of this command but for an APPEND's message.
        let mut read = 0;
        loop {
            let limit = self.limits().line.saturating_sub(read);
            let line = match self.read_line(limit)? {
                Line::Whole(line) => line,
                Line::TooLong { start, end } => {
                    let tag =
                        tag_of(if read == 0 { &start } else { text.octets() }).map(str::to_owned);
                    self.skip_literals(&end)?;
                    let limit = self.limits().line;
                    let text = format!("Expected a command of at most {limit} octets");
                    return Ok(Incoming::Refused(tag, Answer::Bad(text)));
                }
            };
            read += line.len();
            text.push_line(&line);
            if announced(&line).is_none() {
                self.emit_command(&text);
                return Ok(Incoming::Command(text));
            }
            match parse(&text) {
                parsed if text.literals().len() >= LITERALS => {
                    self.skip_literals(&line)?;
                    let text = format!("Expected at most {LITERALS} literals in a command");
                    return Ok(Incoming::Refused(parsed.tag, Answer::Bad(text)));
                }
                parsed => match parsed.command {
                    Err(Fault::Literal(literal)) => {
                        if let Some(answer) = self.read_literal(&mut text, &mut read, literal)? {
                            self.emit_command(&text);
                            self.skip_literals(&line)?;
                            return Ok(Incoming::Refused(parsed.tag, answer));
                        }
                    }
                    Err(Fault::Bad(wrong)) => {
                        self.emit_command(&text);
                        self.skip_literals(&line)?;
                        return Ok(Incoming::Refused(parsed.tag, Answer::Bad(wrong)));
                    }
                    Ok(_) => return Ok(Incoming::Command(text)),
                },
            }
        }
    }

    /// Takes a literal into the command, or says why not: before it is sent, if the client waits.
    fn read_literal(
        &mut self,
        text: &mut CommandText,
        read: &mut usize,
        literal: Literal,
    ) -> Result<Option<Answer>, SessionEnd> {
        if literal.message && self.user.is_none() {
            return Ok(Some(Answer::Bad(NOT_LOGGED_IN.to_owned())));
        }
        let limit = match (&self.user, literal.message) {
            (None, _) => self.limits().literal_before_login,
            (Some(_), true) => self.limits().literal,
            (Some(_), false) => self.limits().line.saturating_sub(*read) as u64,
        };
        if literal.octets > limit {
            let octets = literal.octets;
            let wrong =
                format!("[TOOBIG] A literal of {octets} octets is over the limit of {limit}");
            if literal.plus {
                // The octets are on their way; reading them all for nothing has no bound.
                self.line(&format!("* BYE {wrong}"))?;
                return Err(SessionEnd::Rejected);
            }
            return Ok(Some(if literal.message {
                Answer::No(wrong)
            } else {
                Answer::Bad(wrong)
            }));
        }
        if !literal.plus {
            self.line("+ OK")?;
        }
        let octets = literal.octets as usize;
        let mut taken = Vec::new();
        while taken.len() < octets {
            let input = self.wire.input();
            if input.is_empty() {
                self.receive()?;
                continue;
            }
            let piece = input
                .get(..input.len().min(octets - taken.len()))
                .unwrap_or_default();
            taken.extend_from_slice(piece);
            let length = piece.len();
            self.wire.take(length);
        }
        if !literal.message {
            *read += octets;
        }
        text.push_literal(&taken);
        Ok(None)
    }

    /// Reads away what a refused line still brings: non-synchronizing literals and the lines
    /// after them. After a synchronizing one nothing comes, for nothing asked for it.
    fn skip_literals(&mut self, end: &[u8]) -> Result<(), SessionEnd> {
        let mut end = end.to_vec();
        while let Some((octets, true)) = announced(&end) {
            if octets > self.limits().literal {
                self.line("* BYE [TOOBIG] The literal is over every limit")?;
                return Err(SessionEnd::Rejected);
            }
            let mut left = octets as usize;
            while left > 0 {
                let here = self.wire.input().len().min(left);
                if here == 0 {
                    self.receive()?;
                }
                self.wire.take(here);
                left -= here;
            }
            end = match self.read_line(self.limits().line)? {
                Line::Whole(line) => line,
                Line::TooLong { end, .. } => end,
            };
        }
        Ok(())
    }

    /// Shows a command to who watches the wire, without its secrets.
    fn emit_command(&mut self, text: &CommandText) {
        if self
            .observer
            .as_ref()
            .is_some_and(|observer| observer.traffic)
        {
            self.redacted = self.expects_bare_secret && verb(text).is_none();
            self.emit(SessionEventKind::Received(match self.redacted {
                true => b"****".to_vec(),
                false => masked(text, self.user.is_some()),
            }));
        }
    }

    /// Shows a line as it came.
    pub fn emit_line(&self, line: &[u8]) {
        if self
            .observer
            .as_ref()
            .is_some_and(|observer| observer.traffic)
        {
            self.emit(SessionEventKind::Received(line.to_vec()));
        }
    }

    /// Shows an answer to `+` in AUTHENTICATE, which is a secret whatever it says.
    pub fn emit_secret(&self) {
        if self
            .observer
            .as_ref()
            .is_some_and(|observer| observer.traffic)
        {
            self.emit(SessionEventKind::Received(b"****".to_vec()));
        }
    }
}

/// The command's name, if there is a command of that name: in the tag's place, too, where it was
/// forgotten.
pub fn verb(text: &CommandText) -> Option<&'static str> {
    let words = String::from_utf8_lossy(text.octets());
    let mut found = words.split_ascii_whitespace().take(2).map(commands::find);
    let (first, second) = (found.next().flatten(), found.next().flatten());
    second.or(first).map(|command| command.name)
}

/// A command as it may be shown: LOGIN's password, AUTHENTICATE's answer, and before login all
/// after the second word of what can't be read stand as stars.
fn masked(text: &CommandText, logged_in: bool) -> Vec<u8> {
    let octets = text.octets();
    let shown = match parse(text).command {
        Ok(Command::Login { .. }) => 3,
        Ok(Command::Authenticate {
            initial: Some(_), ..
        }) => 3,
        Ok(Command::Append(append)) => {
            let head = octets.len().saturating_sub(append.message.len());
            return octets.get(..head).unwrap_or_default().to_vec();
        }
        Err(_) if !logged_in => 2,
        _ => return octets.to_vec(),
    };
    let Some(end) = memchr::memchr_iter(b' ', octets).nth(shown - 1) else {
        return octets.to_vec();
    };
    [octets.get(..end).unwrap_or_default(), b" ****"].concat()
}
