//! A client that sends IMAP commands as octets and returns the responses in normalized form.

use super::TIMEOUT;
use super::normalize::{normalize_status, normalize_untagged, ordering_key};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// A connection to a server.
pub trait ClientStream: Read + Write {
    fn set_read_timeout(&self, timeout: Duration) -> io::Result<()>;
}

impl ClientStream for TcpStream {
    fn set_read_timeout(&self, timeout: Duration) -> io::Result<()> {
        TcpStream::set_read_timeout(self, Some(timeout))
    }
}

impl ClientStream for UnixStream {
    fn set_read_timeout(&self, timeout: Duration) -> io::Result<()> {
        UnixStream::set_read_timeout(self, Some(timeout))
    }
}

pub struct RawClient {
    stream: BufReader<Box<dyn ClientStream>>,
    last_tag: u32,
}

impl RawClient {
    /// Reads the greeting, which must be OK.
    #[track_caller]
    pub fn new(stream: impl ClientStream + 'static) -> Self {
        stream.set_read_timeout(TIMEOUT).expect("a valid timeout");
        let mut client = Self { stream: BufReader::new(Box::new(stream)), last_tag: 0 };
        let greeting = client.read_response();
        let greeting = String::from_utf8_lossy(&greeting);
        assert!(greeting.starts_with("* OK"), "{greeting}");
        client
    }

    /// Sends a command, in which literals are written as `{n+}`. Returns the normalized responses:
    /// the untagged ones in a fixed order, then the tagged one without its tag and text.
    #[track_caller]
    pub fn run(&mut self, command: impl AsRef<[u8]>) -> Vec<String> {
        let (data, status) = self.responses(command);
        let mut responses: Vec<String> =
            data.iter().filter_map(|data| normalize_untagged(data)).collect();
        responses.sort_by_key(|response| ordering_key(response));
        responses.push(normalize_status(&status));
        responses
    }

    /// Sends a command. Returns the untagged responses without `* `, then the tagged one without its
    /// tag, all as they were received.
    #[track_caller]
    pub fn responses(&mut self, command: impl AsRef<[u8]>) -> (Vec<Vec<u8>>, Vec<u8>) {
        self.last_tag += 1;
        let tag = format!("d{} ", self.last_tag);
        let octets = [tag.as_bytes(), command.as_ref(), b"\r\n"].concat();
        let sent = self.stream.get_mut().write_all(&octets);
        sent.expect("the server accepts the command");
        let mut data = Vec::new();
        loop {
            let response = self.read_response();
            assert!(!response.is_empty(), "the server closed the connection");
            if let Some(status) = response.strip_prefix(tag.as_bytes()) {
                return (data, status.to_vec());
            }
            data.push(response.strip_prefix(b"* ").unwrap_or(&response).to_vec());
        }
    }

    /// Reads this many normalized responses that the server sends without being asked, apart from
    /// RECENT: which of several sessions gets it depends on their speed.
    #[track_caller]
    pub fn read_unasked(&mut self, count: usize) -> Vec<String> {
        let mut responses = Vec::new();
        while responses.len() < count {
            let response = self.read_response();
            assert!(!response.is_empty(), "the server closed the connection");
            let data = response.strip_prefix(b"* ").unwrap_or(&response);
            responses.extend(normalize_untagged(data).filter(|it| !it.ends_with(" RECENT")));
        }
        responses.sort_by_key(|response| ordering_key(response));
        responses
    }

    /// Reads a response with its literals, without the final CR LF.
    #[track_caller]
    fn read_response(&mut self) -> Vec<u8> {
        let mut octets = Vec::new();
        loop {
            let line = self.stream.read_until(b'\n', &mut octets);
            line.expect("the server sends a response");
            let Some(length) = announced_literal(&octets) else {
                break;
            };
            let start = octets.len();
            octets.resize(start + length, 0);
            let literal = self.stream.read_exact(&mut octets[start..]);
            literal.expect("the server sends the literal");
        }
        octets.truncate(octets.trim_ascii_end().len());
        octets
    }
}

/// The length of the literal that a line ends with: `{n}`, CR LF.
pub(super) fn announced_literal(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"}\r\n")?;
    let brace = line.iter().rposition(|octet| *octet == b'{')?;
    std::str::from_utf8(&line[brace + 1..]).ok()?.parse().ok()
}
