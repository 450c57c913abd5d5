//! `imapsh serve`, the practice server on the network, as a process.

use super::process::{Finished, Process};
use super::program::Program;
use super::raw_client::RawClient;
use nix::sys::signal::Signal;
use std::net::TcpStream;

pub struct ServeProcess {
    pub process: Process,
    pub plain_port: u16,
    pub tls_port: u16,
    /// The certificate of its authority, for `--ca-file`.
    pub ca_file: String,
}

impl ServeProcess {
    /// Starts the server on free ports of 127.0.0.1.
    #[track_caller]
    pub fn start(options: &[&str]) -> Self {
        let program = Program::imapsh(&["serve", "--ca-out", "ca.pem"]).args(options);
        let process = Process::start(program);
        process.stdout.wait_for("\n");
        let first_line = process.stdout.text();
        let port = |prefix: &str| -> u16 {
            first_line
                .split_whitespace()
                .find_map(|word| word.strip_prefix(prefix)?.parse().ok())
                .unwrap_or_else(|| panic!("no {prefix} in {first_line:?}"))
        };
        let ca_file = process.program.home().join("ca.pem");
        Self {
            plain_port: port("imap://127.0.0.1:"),
            tls_port: port("imaps://127.0.0.1:"),
            ca_file: ca_file.to_string_lossy().into_owned(),
            process,
        }
    }

    /// A raw client that is logged in as `user`.
    #[track_caller]
    pub fn raw_client(&self) -> RawClient {
        let socket = TcpStream::connect(("127.0.0.1", self.plain_port));
        let mut client = RawClient::new(socket.expect("the server listens"));
        assert_eq!(client.run("LOGIN user pass"), ["OK"]);
        client
    }

    /// Stops the server with a signal. It must exit with status 0.
    #[track_caller]
    pub fn finish(self) -> Finished {
        self.process.signal(Signal::SIGTERM);
        let finished = self.process.finish();
        finished.assert_status(0);
        finished
    }
}
