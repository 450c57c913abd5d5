//! `imapsh serve` as a process, for other people's clients, and a raw look at what they leave behind.

use super::process::Process;
use super::program::Program;
use super::raw_client::RawClient;
use nix::sys::signal::Signal;
use std::io::Write;
use std::net::TcpStream;

/// Where tests are told about the clients: `off` leaves their tests out, `required` makes a client's absence a failure.
/// Without it, they run where the client is installed.
pub const SWITCH: &str = "IMAPSH_TEST_CLIENTS";

/// Whether a client is installed. Where it is not, a line on standard error says which test was left out.
#[track_caller]
pub fn installed(client: &str) -> bool {
    let switch = std::env::var(SWITCH).unwrap_or_default();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = std::env::split_paths(&path).any(|folder| folder.join(client).is_file());
    if there && switch != "off" {
        return true;
    }
    assert!(switch != "required", "no {client}; tests/run installs it");
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Not eprintln!, which the test runner swallows where a test passes.
    let _ = writeln!(std::io::stderr(), "left out for want of {client}: {test}");
    false
}

/// The practice server on loopback.
pub struct ServeProcess {
    process: Process,
    pub plain_port: u16,
    pub tls_port: u16,
    /// The file of its CA.
    pub ca_file: String,
}

impl ServeProcess {
    /// Starts it on free ports.
    #[track_caller]
    pub fn start() -> Self {
        let process = Process::run(Program::imapsh(&["serve", "--ca-out", "ca.pem"]));
        process.stdout.wait_for("\n");
        let first = process.stdout.text();
        let port = |scheme: &str| -> u16 {
            let found = first
                .split_whitespace()
                .find_map(|address| address.strip_prefix(scheme)?.parse().ok());
            found.unwrap_or_else(|| panic!("no {scheme} in {first:?}"))
        };
        let ca_file = process.program.home().join("ca.pem");
        Self {
            plain_port: port("imap://127.0.0.1:"),
            tls_port: port("imaps://127.0.0.1:"),
            ca_file: ca_file.to_string_lossy().into_owned(),
            process,
        }
    }

    /// A raw client in the learner's account.
    #[track_caller]
    pub fn raw_client(&self) -> RawClient {
        let tcp = TcpStream::connect(("127.0.0.1", self.plain_port)).expect("a connection");
        let mut asking = RawClient::new(tcp);
        assert_eq!(asking.answer(b"LOGIN user pass"), ["OK"]);
        asking
    }

    /// Ends it by a signal; it must end well.
    #[track_caller]
    pub fn finish(self) {
        self.process.signal(Signal::SIGTERM);
        self.process.finish().assert_status(0);
    }
}
