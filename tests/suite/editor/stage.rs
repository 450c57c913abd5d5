//! The probe on its stage: started in a terminal, told what to do, heard.

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

/// The probe's end of the socket.
pub struct Control {
    tell: TcpStream,
    heard: Receiver<String>,
    /// The probe's process id.
    pub pid: i32,
}

/// The probe in a terminal.
pub struct Stage {
    pub terminal: Terminal,
    pub control: Control,
}

impl Stage {
    /// On 24 rows and 80 columns.
    #[track_caller]
    pub fn new() -> Stage {
        Stage::sized(24, 80)
    }

    #[track_caller]
    pub fn sized(rows: u16, columns: u16) -> Stage {
        Stage::of(Program::new(probe()), rows, columns)
    }

    /// `program` is the probe, or starts it.
    #[track_caller]
    pub fn of(program: Program, rows: u16, columns: u16) -> Stage {
        let (program, waiting) = listening(program);
        let terminal = Terminal::run(program, rows, columns);
        Stage {
            terminal,
            control: waiting.accept(),
        }
    }

    pub fn keys(&self, keys: impl AsRef<[u8]>) {
        self.terminal.type_keys(keys);
    }

    #[track_caller]
    pub fn say(&self, order: &str) -> Instant {
        self.control.say(order)
    }

    #[track_caller]
    pub fn hear(&self, words: &str) {
        self.control.hear(words);
    }

    /// Waits until the screen's rows, empty ones at the end dropped, are these.
    #[track_caller]
    pub fn wait_rows(&self, rows: &[&str]) {
        let due = rows.join("\n").trim_end().to_owned();
        self.terminal
            .wait_until(&format!("the rows\n{due}\n"), |screen| {
                let columns = screen.size().1.get();
                let shown: Vec<String> = screen
                    .rows(0, columns)
                    .map(|row| row.trim_end().to_owned())
                    .collect();
                shown.join("\n").trim_end() == due
            });
    }

    /// Waits until the cursor is here in its row, which shows this.
    #[track_caller]
    pub fn wait_cursor(&self, line: &str, column: u16) {
        self.terminal
            .wait_until(&format!("column {column} of {line:?}"), |screen| {
                let (row, at) = screen.cursor_position();
                let columns = screen.size().1.get();
                let shown = screen.rows(0, columns).nth(usize::from(row));
                at == column && shown.is_some_and(|shown| shown.trim_end() == line.trim_end())
            });
    }

    /// The terminal stands as a shell expects it.
    #[track_caller]
    pub fn assert_given_back(&self) {
        assert!(self.terminal.is_cooked(), "the terminal is still raw");
        assert_eq!(self.terminal.left_modes(), [""; 0]);
    }
}

/// A probe that is expected.
pub struct Waiting(TcpListener);

/// The program with the address at which its probe is awaited.
pub fn listening(program: Program) -> (Program, Waiting) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    (program.env("PROBE", address), Waiting(listener))
}

impl Waiting {
    #[track_caller]
    pub fn accept(self) -> Control {
        let (tell, _) = self.0.accept().expect("the probe's socket");
        tell.set_nodelay(true).expect("a socket that does not wait");
        let lines = BufReader::new(tell.try_clone().expect("the socket")).lines();
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut control = Control {
            tell,
            heard,
            pid: 0,
        };
        let pid = control.next();
        control.pid = pid
            .strip_prefix("pid ")
            .and_then(|pid| pid.parse().ok())
            .expect("a process id");
        control
    }
}

impl Control {
    /// Says one line to the probe. Gives when.
    #[track_caller]
    pub fn say(&self, order: &str) -> Instant {
        let now = Instant::now();
        (&self.tell)
            .write_all(format!("{order}\n").as_bytes())
            .expect("said");
        now
    }

    /// The socket to say more than a line on, from another thread too.
    #[track_caller]
    pub fn teller(&self) -> TcpStream {
        self.tell.try_clone().expect("the socket")
    }

    /// The next line that the probe tells.
    #[track_caller]
    pub fn next(&self) -> String {
        self.heard
            .recv_timeout(TIMEOUT)
            .expect("a line of the probe")
    }

    /// The next line is this one.
    #[track_caller]
    pub fn hear(&self, words: &str) {
        assert_eq!(self.next(), words);
    }
}

/// Runs the probe between pipes.
#[track_caller]
pub fn piped() -> (Process, Control) {
    let (program, waiting) = listening(Program::new(probe()));
    let process = Process::run(program);
    (process, waiting.accept())
}

/// The probe as built from the source as it stands: `cargo test --test suite` builds no examples.
pub fn probe() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(build).clone()
}

fn build() -> PathBuf {
    let tests = std::env::current_exe().expect("this test's path");
    let folder = tests
        .parent()
        .and_then(|deps| deps.parent())
        .expect("the build's folder");
    let path = folder
        .join("examples")
        .join(format!("editor_probe{}", std::env::consts::EXE_SUFFIX));
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        command.args(["build", "--quiet", "--example", "editor_probe"]);
        if folder.ends_with("release") {
            command.arg("--release");
        }
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(command.status().expect("cargo").success(), "cargo build");
    }
    assert!(path.exists(), "not built: {}", path.display());
    path
}
