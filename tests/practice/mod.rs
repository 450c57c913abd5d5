//! A client for the tests of the practice server. It panics where the connection fails.

#![allow(dead_code)] // Each test file uses only some of it.

#[path = "../imap_client/mod.rs"]
mod imap_client;

use imap_client::{ImapClient, Stream};
use imapsh::internals::{Config, Server};
use std::io::{BufRead, ErrorKind, Read};
use std::time::Duration;

/// How long a test waits for anything before it fails.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A client of a server.
pub struct Client(ImapClient);

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
        Client(ImapClient::new(stream).expect("no greeting"))
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
        self.0.send(octets).expect("cannot send");
    }

    /// Reads one line, without its line end. Returns an empty line when the connection has ended.
    pub fn read_line(&mut self) -> String {
        match self.0.read_line() {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => String::new(),
            line => line.expect("cannot read a line"),
        }
    }

    /// Sends a command with a new tag. Returns all lines up to its tagged response, which is the
    /// last one and has no tag.
    pub fn command(&mut self, command: &str) -> Vec<String> {
        let tag = self.0.begin(command).expect("cannot send");
        self.read_until(&tag)
    }

    /// Reads all lines up to the response with this tag, which is the last one and has no tag.
    pub fn read_until(&mut self, tag: &str) -> Vec<String> {
        let mut lines = Vec::new();
        match self.0.completion(tag, |line| lines.push(line)) {
            Ok(completion) => lines.push(completion),
            Err(error) => panic!("the connection ended after {lines:?}: {error}"),
        }
        lines
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
        self.0.stream.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// The connection, to read something other than lines.
    pub fn reader(&mut self) -> &mut impl Read {
        &mut self.0.stream
    }

    /// Reads everything up to the end of the connection.
    pub fn read_to_end(&mut self) -> String {
        let mut rest = Vec::new();
        // The connection may also end with a reset.
        self.0.stream.read_to_end(&mut rest).ok();
        String::from_utf8_lossy(&rest).into_owned()
    }
}
