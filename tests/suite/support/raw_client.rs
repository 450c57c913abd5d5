//! A raw IMAP client for tests: sends a command with its literals and returns the server's
//! responses in normalized form.

use super::TIMEOUT;
use super::normalized::{completion, normalized, ordering_key};
use std::io::{BufRead, BufReader, Read, Write};
use std::time::Duration;

/// A connection to a server, as octets.
pub trait ClientStream: Read + Write {
    /// How long a read may wait.
    fn set_timeout(&self, time: Duration);
}

impl ClientStream for std::net::TcpStream {
    fn set_timeout(&self, time: Duration) {
        self.set_read_timeout(Some(time)).expect("a timeout");
    }
}

impl ClientStream for std::os::unix::net::UnixStream {
    fn set_timeout(&self, time: Duration) {
        self.set_read_timeout(Some(time)).expect("a timeout");
    }
}

/// A raw client.
pub struct RawClient {
    stream: BufReader<Box<dyn ClientStream>>,
    tag: u32,
}

impl RawClient {
    /// Takes the greeting.
    pub fn new(stream: impl ClientStream + 'static) -> Self {
        stream.set_timeout(TIMEOUT);
        let mut client = Self {
            stream: BufReader::new(Box::new(stream)),
            tag: 0,
        };
        let greeting = client.response();
        assert!(
            greeting.starts_with(b"* OK"),
            "{}",
            String::from_utf8_lossy(&greeting)
        );
        client
    }

    /// Sends a command (its literals as `{n+}` in it) and gives its answer in one form: the untagged
    /// responses, then the tagged one without its tag and its text.
    pub fn answer(&mut self, command: &[u8]) -> Vec<String> {
        self.tag += 1;
        let tag = format!("d{} ", self.tag);
        let octets = [tag.as_bytes(), command, b"\r\n"].concat();
        self.stream.get_mut().write_all(&octets).expect("sent");
        let mut untagged: Vec<String> = Vec::new();
        loop {
            let response = self.response();
            assert!(!response.is_empty(), "the server hung up");
            if let Some(tagged) = response.strip_prefix(tag.as_bytes()) {
                untagged.sort_by_key(|response| ordering_key(response));
                untagged.push(completion(tagged));
                return untagged;
            }
            let data = response.strip_prefix(b"* ").unwrap_or(&response);
            untagged.extend(normalized(data));
        }
    }

    /// A response with its literals, without its last line end.
    fn response(&mut self) -> Vec<u8> {
        let mut octets = Vec::new();
        loop {
            self.stream.read_until(b'\n', &mut octets).expect("a line");
            let Some(length) = announced(&octets) else {
                break;
            };
            let from = octets.len();
            octets.resize(from + length, 0);
            self.stream
                .read_exact(&mut octets[from..])
                .expect("a literal");
        }
        octets.truncate(octets.trim_ascii_end().len());
        octets
    }
}

/// The size of the literal that this line announces.
pub(super) fn announced(octets: &[u8]) -> Option<usize> {
    let line = octets.strip_suffix(b"}\r\n")?;
    let at = line.iter().rposition(|octet| *octet == b'{')?;
    std::str::from_utf8(&line[at + 1..]).ok()?.parse().ok()
}
