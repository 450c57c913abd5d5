//! Reading a command: its lines and its literals, each within its limit. Input over a limit is
//! skipped without being kept in memory.

use super::ServerSession;
use super::dispatch::NOT_LOGGED_IN;
use super::outcome::CommandError;
use crate::practice::client_connection::Received;
use crate::practice::grammar::{
    AnnouncedLiteral, CommandOctets, ParseError, announced_literal, parse, tag_of,
};
use crate::practice::session_event::SessionEnd;
use std::time::Instant;

/// What [`ServerSession::read_command`] found.
pub enum Incoming {
    /// A command to execute.
    Command(CommandOctets),
    /// A command that was rejected before all of it was read, with its tag, if it has one.
    Rejected(Option<String>, CommandError),
}

/// What [`ServerSession::read_line`] found.
pub enum ReceivedLine {
    /// A line without its end.
    Complete(Vec<u8>),
    /// A line over the limit. It has been skipped.
    TooLong {
        /// Its first octets, in which to look for a tag.
        start: Vec<u8>,
        /// Its last octets, in which to look for an announced literal.
        end: Vec<u8>,
    },
}

/// How much of a line over the limit is kept, at its start and at its end.
const KEPT: usize = 160;
/// How many literals a command can have.
const MAX_LITERALS: usize = 1000;

impl ServerSession {
    /// When the session ends if the client sends nothing more.
    pub fn deadline(&self) -> Instant {
        if self.store.is_logged_in() {
            Instant::now() + self.limits().autologout
        } else {
            self.started + self.limits().login_timeout
        }
    }

    /// Waits for more input. Fails at the end of the input.
    pub fn receive(&mut self) -> Result<(), SessionEnd> {
        let deadline = self.deadline();
        let start = Instant::now();
        let received = self.connection.receive(deadline);
        self.client_wait += start.elapsed();
        match received? {
            Received::Octets => Ok(()),
            Received::End => Err(self.end_of_input()),
            Received::TimedOut => Err(SessionEnd::TimedOut),
        }
    }

    /// Why the input ended. At shutdown the server closes the reading side of each socket, which
    /// looks like a client that has closed the connection.
    pub fn end_of_input(&self) -> SessionEnd {
        if self.waiter.is_server_closing() {
            SessionEnd::ServerClosing
        } else {
            SessionEnd::ClientClosed
        }
    }

    /// Reads a line of at most `limit` octets, ended by CRLF or LF.
    pub fn read_line(&mut self, limit: usize) -> Result<ReceivedLine, SessionEnd> {
        let mut searched = 0;
        loop {
            let input = self.connection.input();
            if let Some(index) = memchr::memchr(b'\n', input.get(searched..).unwrap_or_default()) {
                let length = searched + index;
                let line = input.get(..length).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                if line.len() > limit {
                    return self.skip_line();
                }
                let line = line.to_vec();
                self.connection.consume(length + 1);
                return Ok(ReceivedLine::Complete(line));
            }
            searched = input.len();
            if searched > limit + 1 {
                return self.skip_line();
            }
            self.receive()?;
        }
    }

    fn skip_line(&mut self) -> Result<ReceivedLine, SessionEnd> {
        let mut start = Vec::new();
        let mut end: Vec<u8> = Vec::new();
        loop {
            let input = self.connection.input();
            let line_end = memchr::memchr(b'\n', input);
            let length = line_end.unwrap_or(input.len());
            let piece = input.get(..length).unwrap_or_default();
            start.extend(piece.iter().take(KEPT.saturating_sub(start.len())));
            let last = piece.get(length.saturating_sub(KEPT)..);
            end.extend_from_slice(last.unwrap_or_default());
            end.drain(..end.len().saturating_sub(KEPT));
            self.connection.consume(length + usize::from(line_end.is_some()));
            if line_end.is_some() {
                if end.last() == Some(&b'\r') {
                    end.pop();
                }
                return Ok(ReceivedLine::TooLong { start, end });
            }
            self.receive()?;
        }
    }

    /// Reads a command, and asks for its literals where its grammar permits them.
    pub fn read_command(&mut self) -> Result<Incoming, SessionEnd> {
        self.reservations.clear();
        self.reported = 0;
        let mut command = CommandOctets::default();
        // The octets of this command so far, except the message of an APPEND.
        let mut length = 0;
        loop {
            let limit = self.limits().line;
            let line = match self.read_line(limit.saturating_sub(length))? {
                ReceivedLine::Complete(line) => line,
                ReceivedLine::TooLong { start, end } => {
                    command.push_line(&start);
                    return self.reject_long_command(&command, &end);
                }
            };
            length += line.len();
            command.push_line(&line);
            if announced_literal(&line).is_none() {
                self.report_command(&command);
                return Ok(Incoming::Command(command));
            }
            // The line ends with {n}. Parse the command up to here, to see whether a literal may
            // follow.
            let parsed = parse(&command, self.dialect());
            let result = match parsed.command {
                Ok(_) => {
                    self.report_command(&command);
                    return Ok(Incoming::Command(command));
                }
                Err(ParseError::NeedsLiteral(_)) if command.literals().len() >= MAX_LITERALS => {
                    Err(CommandError::bad(format!(
                        "Expected at most {MAX_LITERALS} literals in a command"
                    )))
                }
                Err(ParseError::NeedsLiteral(literal)) => {
                    self.read_literal(&mut command, &mut length, literal)
                }
                Err(ParseError::Bad(text)) => Err(CommandError::Bad(text)),
            };
            match result {
                Ok(()) => {}
                Err(CommandError::End(end)) => return Err(end),
                Err(error) => {
                    self.report_command(&command);
                    self.skip_literals(&line)?;
                    return Ok(Incoming::Rejected(parsed.tag, error));
                }
            }
        }
    }

    /// Rejects a command that is too long. `end` is the end of its last line.
    fn reject_long_command(
        &mut self,
        command: &CommandOctets,
        end: &[u8],
    ) -> Result<Incoming, SessionEnd> {
        let tag = tag_of(command.octets()).map(str::to_owned);
        self.skip_literals(end)?;
        let limit = self.limits().line;
        let text = format!("Expected a command of at most {limit} octets");
        Ok(Incoming::Rejected(tag, CommandError::Bad(text)))
    }

    /// Reads a literal into the command. If a synchronizing literal is refused, the client does not
    /// send it.
    fn read_literal(
        &mut self,
        command: &mut CommandOctets,
        length: &mut usize,
        literal: AnnouncedLiteral,
    ) -> Result<(), CommandError> {
        let logged_in = self.store.is_logged_in();
        if literal.is_message && !logged_in {
            return Err(CommandError::bad(NOT_LOGGED_IN));
        }
        let limit = match (logged_in, literal.is_message) {
            (false, _) => self.limits().literal_before_login,
            (true, true) => self.limits().literal,
            (true, false) => self.limits().line.saturating_sub(*length) as u64,
        };
        if literal.octets > limit {
            let text = format!("[TOOBIG] The literal is too large; the limit is {limit} octets");
            if !literal.synchronizing {
                // The client is sending it already, and skipping it could take forever.
                self.send_line(&format!("* BYE {text}"))?;
                return Err(SessionEnd::Rejected.into());
            }
            return Err(if literal.is_message {
                CommandError::No(text)
            } else {
                CommandError::Bad(text)
            });
        }
        if literal.is_message {
            let reserved = self.store.lock().account()?.reserve(literal.octets)?;
            self.reservations.push(reserved);
        }
        if literal.synchronizing {
            self.report_begun(command);
            self.send_line("+ OK")?;
        }
        let octets = self.read_octets(literal.octets as usize)?;
        if literal.is_message {
            command.push_message(octets)
        } else {
            *length += octets.len();
            command.push_literal(&octets);
        }
        Ok(())
    }

    fn read_octets(&mut self, count: usize) -> Result<Vec<u8>, SessionEnd> {
        let mut octets = Vec::with_capacity(count);
        while octets.len() < count {
            let missing = count - octets.len();
            let input = self.connection.input();
            if input.is_empty() {
                self.receive()?;
                continue;
            }
            let piece = input.get(..missing).unwrap_or(input);
            octets.extend_from_slice(piece);
            let taken = piece.len();
            self.connection.consume(taken);
        }
        Ok(octets)
    }

    /// Skips what follows a rejected line that ends with `end`: non-synchronizing literals, and the
    /// lines after them. A synchronizing literal never follows, because the server has not asked
    /// for it.
    fn skip_literals(&mut self, end: &[u8]) -> Result<(), SessionEnd> {
        let mut end = end.to_vec();
        while let Some(literal) = announced_literal(&end)
            && !literal.synchronizing
        {
            if literal.octets > self.limits().literal {
                self.send_line("* BYE [TOOBIG] The literal is larger than any limit allows")?;
                return Err(SessionEnd::Rejected);
            }
            let mut left = literal.octets as usize;
            while left > 0 {
                let available = self.connection.input().len().min(left);
                if available == 0 {
                    self.receive()?;
                }
                self.connection.consume(available);
                left -= available;
            }
            end = match self.read_line(self.limits().line)? {
                ReceivedLine::Complete(line) => line,
                ReceivedLine::TooLong { end, .. } => end,
            };
        }
        Ok(())
    }
}
