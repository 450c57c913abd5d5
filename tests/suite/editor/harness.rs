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

/// The test's end of the socket.
pub struct ProbeControl {
    socket: TcpStream,
    reports: Receiver<String>,
    /// The probe's process id.
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

    /// Starts a program that is the probe or runs it, and waits until the probe is connected.
    #[track_caller]
    pub fn start(program: Program, rows: u16, columns: u16) -> EditorHarness {
        let (program, listener) = with_listener(program);
        let terminal = Terminal::run(program, rows, columns);
        EditorHarness {
            terminal,
            control: listener.accept(),
        }
    }

    pub fn keys(&self, keys: impl AsRef<[u8]>) {
        self.terminal.type_keys(keys);
    }

    #[track_caller]
    pub fn command(&self, command: &str) -> Instant {
        self.control.command(command)
    }

    #[track_caller]
    pub fn expect(&self, report: &str) {
        self.control.expect(report);
    }

    /// Returns when the probe has executed all commands so far.
    #[track_caller]
    pub fn sync(&self) {
        self.command("sync");
        self.expect("synced");
    }

    /// Waits until the screen shows these rows, not counting empty ones at the end.
    #[track_caller]
    pub fn wait_rows(&self, rows: &[&str]) {
        let expected = rows.join("\n").trim_end().to_owned();
        self.terminal
            .wait_until(&format!("the rows\n{expected}\n"), |screen| {
                let columns = screen.size().1.get();
                let shown: Vec<String> = screen
                    .rows(0, columns)
                    .map(|row| row.trim_end().to_owned())
                    .collect();
                shown.join("\n").trim_end() == expected
            });
    }

    /// Waits until the cursor is in this column of a row that shows this.
    #[track_caller]
    pub fn wait_cursor(&self, text: &str, column: u16) {
        self.terminal
            .wait_until(&format!("column {column} of {text:?}"), |screen| {
                let (row, cursor) = screen.cursor_position();
                let columns = screen.size().1.get();
                let shown = screen.rows(0, columns).nth(usize::from(row));
                cursor == column && shown.is_some_and(|shown| shown.trim_end() == text.trim_end())
            });
    }

    /// The terminal is as a shell expects it.
    #[track_caller]
    pub fn assert_terminal_restored(&self) {
        assert!(self.terminal.is_cooked(), "the terminal is still raw");
        assert_eq!(self.terminal.left_modes(), [""; 0]);
    }
}

/// Waits for a probe to connect.
pub struct ProbeListener(TcpListener);

/// Listens for the probe; the program gets the address in a variable.
pub fn with_listener(program: Program) -> (Program, ProbeListener) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let program = program.env("PROBE_ADDRESS", address);
    (program, ProbeListener(listener))
}

impl ProbeListener {
    #[track_caller]
    pub fn accept(self) -> ProbeControl {
        let (socket, _) = self.0.accept().expect("the probe's socket");
        socket.set_nodelay(true).expect("TCP_NODELAY");
        let lines = BufReader::new(socket.try_clone().expect("the socket")).lines();
        let (sender, reports) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut control = ProbeControl {
            socket,
            reports,
            pid: 0,
        };
        let pid = control.next_report();
        control.pid = pid
            .strip_prefix("pid ")
            .and_then(|pid| pid.parse().ok())
            .expect("a process id");
        control
    }
}

impl ProbeControl {
    /// Sends a command. Returns when it was sent.
    #[track_caller]
    pub fn command(&self, command: &str) -> Instant {
        let now = Instant::now();
        (&self.socket)
            .write_all(format!("{command}\n").as_bytes())
            .expect("the probe's socket");
        now
    }

    /// The socket, for sending commands from another thread.
    #[track_caller]
    pub fn command_stream(&self) -> TcpStream {
        self.socket.try_clone().expect("the socket")
    }

    #[track_caller]
    pub fn next_report(&self) -> String {
        self.reports
            .recv_timeout(TIMEOUT)
            .expect("a report of the probe")
    }

    /// The next report is this one.
    #[track_caller]
    pub fn expect(&self, report: &str) {
        assert_eq!(self.next_report(), report);
    }
}

/// Runs the probe between pipes.
#[track_caller]
pub fn probe_between_pipes() -> (Process, ProbeControl) {
    let (program, listener) = with_listener(Program::new(probe_path()));
    let process = Process::run(program);
    (process, listener.accept())
}

/// The probe, built from the present source: `cargo test --test suite` builds no examples.
pub fn probe_path() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(build_probe).clone()
}

fn build_probe() -> PathBuf {
    let test_binary = std::env::current_exe().expect("this test's path");
    let profile = test_binary
        .parent()
        .and_then(|deps| deps.parent())
        .expect("the profile's directory");
    let path = profile.join("examples").join("editor_probe");
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        command.args(["build", "--quiet", "--example", "editor_probe"]);
        if profile.ends_with("release") {
            command.arg("--release");
        }
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(command.status().expect("cargo").success(), "cargo build");
    }
    assert!(path.exists(), "not built: {}", path.display());
    path
}
