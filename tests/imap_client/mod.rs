//! An IMAP client for tests and benchmarks. It sends octets, and returns lines or responses.

#![allow(dead_code)] // Each program uses only some of it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// A connection to a server.
pub trait Stream: Read + Write + Send {
    fn set_timeout(&self, timeout: Duration) -> io::Result<()>;
}

impl Stream for UnixStream {
    fn set_timeout(&self, timeout: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(timeout)).and_then(|()| self.set_write_timeout(Some(timeout)))
    }
}

impl Stream for TcpStream {
    fn set_timeout(&self, timeout: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(timeout)).and_then(|()| self.set_write_timeout(Some(timeout)))
    }
}

pub struct ImapClient {
    pub stream: BufReader<Box<dyn Stream>>,
    last_tag: u32,
}

impl ImapClient {
    /// Reads the greeting, which must be OK.
    pub fn new(stream: impl Stream + 'static) -> io::Result<ImapClient> {
        let mut client = ImapClient { stream: BufReader::new(Box::new(stream)), last_tag: 0 };
        let greeting = String::from_utf8_lossy(&client.read_response()?).into_owned();
        let is_ok = greeting.starts_with("* OK");
        if is_ok { Ok(client) } else { Err(io::Error::other(greeting)) }
    }

    /// Connects to this host and port without TLS.
    pub fn connect(address: &str) -> io::Result<ImapClient> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        ImapClient::new(stream)
    }

    pub fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(octets)
    }

    /// Sends a command with a new tag. Returns the tag.
    pub fn begin(&mut self, command: impl AsRef<[u8]>) -> io::Result<String> {
        self.last_tag += 1;
        let tag = format!("t{}", self.last_tag);
        self.send(&[tag.as_bytes(), b" ", command.as_ref(), b"\r\n"].concat())?;
        Ok(tag)
    }

    /// Sends a command. Returns its completion without the tag.
    pub fn run(&mut self, command: &str) -> io::Result<String> {
        let tag = self.begin(command)?;
        self.completion(&tag, |_| ())
    }

    /// Sends a command that must succeed.
    pub fn ok(&mut self, command: impl AsRef<[u8]>) -> io::Result<()> {
        let tag = self.begin(command)?;
        match self.completion(&tag, |_| ())? {
            completion if completion.starts_with("OK") => Ok(()),
            completion => Err(io::Error::other(completion)),
        }
    }

    /// Sends a message to a mailbox.
    pub fn append(&mut self, mailbox: &str, message: &[u8]) -> io::Result<()> {
        let command = format!("append {mailbox} {{{}+}}\r\n", message.len());
        self.ok([command.as_bytes(), message].concat())
    }

    /// Reads up to the completion with this tag, and returns that without the tag. `line`: is called for each
    /// line before it.
    pub fn completion(&mut self, tag: &str, mut line: impl FnMut(String)) -> io::Result<String> {
        loop {
            let read = self.read_line()?;
            match read.strip_prefix(tag).and_then(|rest| rest.strip_prefix(' ')) {
                Some(completion) => return Ok(completion.to_owned()),
                None => line(read),
            }
        }
    }

    /// Reads one line, without its line end.
    pub fn read_line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Reads a response with its literals, without the last line end.
    pub fn read_response(&mut self) -> io::Result<Vec<u8>> {
        let mut octets = Vec::new();
        loop {
            if self.stream.read_until(b'\n', &mut octets)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let Some(length) = announced_literal(&octets) else { break };
            let start = octets.len();
            octets.resize(start + length, 0);
            self.stream.read_exact(&mut octets[start..])?;
        }
        octets.truncate(octets.trim_ascii_end().len());
        Ok(octets)
    }
}

/// The length of the literal that a line ends with: `{n}`, CR LF.
pub fn announced_literal(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"}\r\n")?;
    let brace = line.iter().rposition(|octet| *octet == b'{')?;
    std::str::from_utf8(&line[brace + 1..]).ok()?.parse().ok()
}
