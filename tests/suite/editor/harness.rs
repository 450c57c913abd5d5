//! Runs `tests/programs/editor_probe.rs` in a terminal or between pipes, sends it commands over a
//! socket, and receives its reports.

use crate::support::TIMEOUT;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

/// The connection over which the test controls the probe.
pub struct ProbeControl {
    socket: TcpStream,
    reports: Receiver<String>,
    /// The process id of the probe.
    pub pid: i32,
}

/// The probe in a terminal.
pub struct EditorHarness {
    pub terminal: Terminal,
    pub control: ProbeControl,
}

impl EditorHarness {
    /// Starts the probe in a terminal of 24 rows and 80 columns, and waits until it can edit lines.
    #[track_caller]
    pub fn new() -> EditorHarness {
        EditorHarness::with_size(24, 80)
    }

    #[track_caller]
    pub fn with_size(rows: u16, columns: u16) -> EditorHarness {
        let editor = EditorHarness::start(Program::new(probe_path()), rows, columns);
        editor.expect("ready editing=true");
        editor
    }

    /// Starts the probe, or a program that runs it, and waits until the probe has connected.
    #[track_caller]
    pub fn start(program: Program, rows: u16, columns: u16) -> EditorHarness {
        let (program, listener) = with_listener(program);
        let terminal = Terminal::start(program, rows, columns);
        EditorHarness { terminal, control: listener.accept() }
    }

    pub fn type_keys(&self, keys: impl AsRef<[u8]>) {
        self.terminal.type_keys(keys);
    }

    pub fn type_line(&self, line: impl AsRef<str>) {
        self.terminal.type_line(line);
    }

    /// Sends a command to the probe. Returns when it was sent.
    #[track_caller]
    pub fn command(&self, command: &str) -> Instant {
        self.control.command(command)
    }

    /// The next report of the probe must be this one.
    #[track_caller]
    pub fn expect(&self, report: &str) {
        self.control.expect(report);
    }

    /// Waits until the probe has executed all commands.
    #[track_caller]
    pub fn sync(&self) {
        self.command("sync");
        self.expect("synced");
    }
}

/// Accepts the connection of a probe.
pub struct ProbeListener(TcpListener);

/// Listens for a probe, and passes the address to the program in an environment variable.
pub fn with_listener(program: Program) -> (Program, ProbeListener) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("the listener has an address");
    let program = program.env("PROBE_ADDRESS", address.to_string());
    (program, ProbeListener(listener))
}

impl ProbeListener {
    #[track_caller]
    pub fn accept(self) -> ProbeControl {
        let (socket, _) = self.0.accept().expect("the probe connects");
        socket.set_nodelay(true).expect("TCP_NODELAY can be set");
        let reader = socket.try_clone().expect("the socket can be cloned");
        let lines = BufReader::new(reader).lines();
        let (sender, reports) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut control = ProbeControl { socket, reports, pid: 0 };
        let report = control.next_report();
        let pid = report.strip_prefix("pid ").map(str::parse);
        control.pid = pid.expect("the first report is the pid").expect("a number");
        control
    }
}

impl ProbeControl {
    /// Sends a command. Returns when it was sent.
    #[track_caller]
    pub fn command(&self, command: &str) -> Instant {
        let sent = Instant::now();
        (&self.socket)
            .write_all(format!("{command}\n").as_bytes())
            .expect("the probe reads commands");
        sent
    }

    /// The socket, for sending commands from another thread.
    #[track_caller]
    pub fn command_stream(&self) -> TcpStream {
        self.socket.try_clone().expect("the socket can be cloned")
    }

    #[track_caller]
    pub fn next_report(&self) -> String {
        let report = self.reports.recv_timeout(TIMEOUT);
        report.expect("the probe reports something")
    }

    /// The next report must be this one.
    #[track_caller]
    pub fn expect(&self, report: &str) {
        assert_eq!(self.next_report(), report);
    }
}

/// Runs the probe between pipes.
#[track_caller]
pub fn probe_between_pipes() -> (Process, ProbeControl) {
    let (program, listener) = with_listener(Program::new(probe_path()));
    let process = Process::start(program);
    (process, listener.accept())
}

/// The path of the probe. The first call builds it, because `cargo test --test suite` does not build
/// examples.
pub fn probe_path() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(build_probe).clone()
}

fn build_probe() -> PathBuf {
    let test_binary = std::env::current_exe().expect("the test binary has a path");
    let profile = test_binary
        .parent()
        .and_then(|deps| deps.parent())
        .expect("the test binary is in target/PROFILE/deps");
    let path = profile.join("examples").join("editor_probe");
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        command.args(["build", "--quiet", "--example", "editor_probe"]);
        if profile.ends_with("release") {
            command.arg("--release");
        }
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        let status = command.status().expect("cargo can be started");
        assert!(status.success(), "cargo could not build the probe");
    }
    assert!(path.exists(), "{} is missing", path.display());
    path
}
