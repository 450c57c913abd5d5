//! A raw client for the practice server: it sends lines and returns the responses.

#![allow(dead_code)] // Each test file uses only some of it.

use imapsh::internals::{Config, Server};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// How long a test waits for anything before it fails.
const TIMEOUT: Duration = Duration::from_secs(30);

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

/// A client of a server.
pub struct Client {
    stream: BufReader<Box<dyn Stream>>,
    tag: u32,
}

/// The configuration of a server that sends nothing during IDLE except changes.
pub fn quiet() -> Config {
    let mut config = Config::default();
    config.idle.mail_after = None;
    config.idle.still_here = None;
    config
}

impl Client {
    /// Connects to a server in this process and reads the greeting.
    pub fn connect(server: &Server) -> Client {
        Client::new(server.attach().expect("cannot start a session"))
    }

    /// Reads the greeting.
    pub fn new(stream: impl Stream + 'static) -> Client {
        stream.set_timeout(TIMEOUT).unwrap();
        let mut client = Client { stream: BufReader::new(Box::new(stream)), tag: 0 };
        let greeting = client.read_line();
        assert!(greeting.starts_with("* OK [CAPABILITY IMAP4rev1"), "{greeting}");
        client
    }

    /// Connects and logs in as `user`.
    pub fn login(server: &Server) -> Client {
        let mut client = Client::connect(server);
        client.ok("LOGIN user pass");
        client
    }

    /// Connects, logs in, creates a mailbox unless it exists, appends small messages to it and
    /// selects it.
    pub fn with_mailbox(server: &Server, mailbox: &str, messages: usize) -> Client {
        let mut client = Client::login(server);
        client.command(&format!("CREATE {mailbox}"));
        for number in 1..=messages {
            client.append(mailbox, &format!("Subject: {number}\r\n\r\nBody {number}\r\n"));
        }
        client.ok(&format!("SELECT {mailbox}"));
        client
    }

    /// Sends octets unchanged.
    pub fn send(&mut self, octets: &[u8]) {
        self.stream.get_mut().write_all(octets).expect("cannot send");
    }

    /// Reads one line, without its line end. Returns an empty line when the connection has ended.
    pub fn read_line(&mut self) -> String {
        let mut line = Vec::new();
        self.stream.read_until(b'\n', &mut line).expect("cannot read a line");
        let line = String::from_utf8_lossy(&line).into_owned();
        line.trim_end_matches(['\r', '\n']).to_owned()
    }

    /// Sends a command with a new tag. Returns all lines up to its tagged response, which is the
    /// last one and has no tag.
    pub fn command(&mut self, command: &str) -> Vec<String> {
        self.tag += 1;
        let tag = format!("t{}", self.tag);
        self.send(format!("{tag} {command}\r\n").as_bytes());
        self.read_until(&tag)
    }

    /// Reads all lines up to the response with this tag, which is the last one and has no tag.
    pub fn read_until(&mut self, tag: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.read_line();
            assert!(!line.is_empty() || !self.has_ended(), "the connection ended after {lines:?}");
            match line.strip_prefix(&format!("{tag} ")) {
                Some(completion) => {
                    lines.push(completion.to_owned());
                    return lines;
                }
                None => lines.push(line),
            }
        }
    }

    /// Sends a command that must succeed. Returns its untagged responses.
    pub fn ok(&mut self, command: &str) -> Vec<String> {
        let mut lines = self.command(command);
        let completion = lines.pop().unwrap_or_default();
        assert!(completion.starts_with("OK "), "{command}: {completion}");
        lines
    }

    /// Sends a command. Returns its tagged response without the tag.
    pub fn tagged(&mut self, command: &str) -> String {
        self.command(command).pop().unwrap_or_default()
    }

    /// Appends a message.
    pub fn append(&mut self, mailbox: &str, message: &str) {
        self.ok(&format!("APPEND {mailbox} {{{}+}}\r\n{message}", message.len()));
    }

    /// Whether the server has closed the connection and nothing is left to read.
    pub fn has_ended(&mut self) -> bool {
        self.stream.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// The connection, to read something other than lines.
    pub fn reader(&mut self) -> &mut impl Read {
        &mut self.stream
    }

    /// Reads everything up to the end of the connection.
    pub fn read_to_end(&mut self) -> String {
        let mut rest = Vec::new();
        // The connection may also end with a reset.
        self.stream.read_to_end(&mut rest).ok();
        String::from_utf8_lossy(&rest).into_owned()
    }
}
