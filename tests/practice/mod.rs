//! A raw client of the practice server: it sends lines and gives back what came.

#![allow(dead_code)] // Each test file uses a part of it.

use imapsh::practice::{Config, Server};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

/// How long anything may take before the test gives up: never a measure of speed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection.
pub struct Client {
    stream: BufReader<UnixStream>,
    tag: u32,
}

/// A server whose IDLE is quiet: no mail of itself, no `Still here`.
pub fn quiet() -> Config {
    let mut config = Config::default();
    config.idle.mail_after = None;
    config.idle.still_here = None;
    config
}

impl Client {
    /// Connects and takes the greeting.
    pub fn connect(server: &Server) -> Client {
        let stream = server.attach().expect("a session");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        let mut client = Client {
            stream: BufReader::new(stream),
            tag: 0,
        };
        let greeting = client.line();
        assert!(
            greeting.starts_with("* OK [CAPABILITY IMAP4rev1"),
            "{greeting}"
        );
        client
    }

    /// Connects and logs in.
    pub fn login(server: &Server) -> Client {
        let mut client = Client::connect(server);
        client.ok("LOGIN user pass");
        client
    }

    /// Connects, logs in, and selects a mailbox that is empty but for `messages` small ones.
    pub fn with(server: &Server, mailbox: &str, messages: usize) -> Client {
        let mut client = Client::login(server);
        client.command(&format!("CREATE {mailbox}"));
        for number in 1..=messages {
            client.append(
                mailbox,
                &format!("Subject: {number}\r\n\r\nBody {number}\r\n"),
            );
        }
        client.ok(&format!("SELECT {mailbox}"));
        client
    }

    /// Sends octets as they are.
    pub fn raw(&mut self, octets: &[u8]) {
        self.stream.get_mut().write_all(octets).expect("sent");
    }

    /// One line, without its end; empty at the connection's end.
    pub fn line(&mut self) -> String {
        let mut line = Vec::new();
        self.stream
            .read_until(b'\n', &mut line)
            .expect("a line in time");
        let line = String::from_utf8_lossy(&line).into_owned();
        line.trim_end_matches(['\r', '\n']).to_owned()
    }

    /// Sends a command with a tag, and gives all lines up to its completion, the tag taken off that.
    pub fn command(&mut self, command: &str) -> Vec<String> {
        self.tag += 1;
        let tag = format!("t{}", self.tag);
        self.raw(format!("{tag} {command}\r\n").as_bytes());
        self.until(&tag)
    }

    /// All lines up to a tag's completion, the tag taken off that.
    pub fn until(&mut self, tag: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line();
            assert!(
                !line.is_empty() || !self.ended(),
                "the connection ended after {lines:?}"
            );
            match line.strip_prefix(&format!("{tag} ")) {
                Some(completion) => {
                    lines.push(completion.to_owned());
                    return lines;
                }
                None => lines.push(line),
            }
        }
    }

    /// A command that must succeed: its untagged lines.
    pub fn ok(&mut self, command: &str) -> Vec<String> {
        let mut lines = self.command(command);
        let completion = lines.pop().unwrap_or_default();
        assert!(completion.starts_with("OK "), "{command}: {completion}");
        lines
    }

    /// A command's completion alone.
    pub fn completion(&mut self, command: &str) -> String {
        self.command(command).pop().unwrap_or_default()
    }

    /// Appends a message.
    pub fn append(&mut self, mailbox: &str, message: &str) {
        self.ok(&format!(
            "APPEND {mailbox} {{{}+}}\r\n{message}",
            message.len()
        ));
    }

    /// Whether the server has closed the connection and nothing is left to read.
    pub fn ended(&mut self) -> bool {
        self.stream.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// What is still to be read, as it comes.
    pub fn reader(&mut self) -> &mut impl Read {
        &mut self.stream
    }

    /// All that comes until the connection's end.
    pub fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        // A reset is an end too.
        self.stream.read_to_end(&mut rest).ok();
        String::from_utf8_lossy(&rest).into_owned()
    }
}
