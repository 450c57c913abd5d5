//! Signals while nobody reads the output: imapsh ends soon, and the record is kept.

use crate::support::child_process::ChildProcess;
use crate::support::program::Program;
use crate::support::scripted_server::{Peer, ScriptedServer};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::pty::openpty;
use nix::sys::signal::Signal;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Much longer than an end without delay takes, and much shorter than any timeout of a session.
const SOON: Duration = Duration::from_secs(8);

const SIGNALS: [Signal; 3] = [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP];

/// A server that floods the client after its first command, until the client is gone.
fn floods() -> ScriptedServer {
    ScriptedServer::plain(|peer: &mut Peer| -> io::Result<()> {
        peer.send("* OK ready\r\n")?;
        peer.read_line()?;
        let lines = "* 1 FETCH (FLAGS (\\Seen))\r\n".repeat(1000);
        while peer.send(&lines).is_ok() {}
        Ok(())
    })
}

fn start(
    program: &Program,
    stdin: Stdio,
    stdout: Stdio,
    stderr: Stdio,
) -> ChildProcess<ExitStatus> {
    let child = Command::new(&program.path)
        .args(&program.args)
        .env_clear()
        .envs(program.variables().iter().cloned())
        .current_dir(program.home())
        .stdin(stdin)
        .stdout(stdout)
        .stderr(stderr)
        .spawn();
    let mut child = child.expect("the program can be started");
    ChildProcess::new(child.id(), move || child.wait().ok())
}

/// Waits until nothing can be written to this any more.
#[track_caller]
fn wait_full(output: &impl AsFd) {
    let deadline = Instant::now() + SOON;
    loop {
        let mut descriptors = [PollFd::new(output.as_fd(), PollFlags::POLLOUT)];
        if matches!(poll(&mut descriptors, PollTimeout::ZERO), Ok(0)) {
            return;
        }
        assert!(Instant::now() < deadline, "the output is not full");
        std::thread::yield_now();
    }
}

#[track_caller]
fn assert_ends(child: &ChildProcess<ExitStatus>, program: &Program, signal: Signal) {
    assert_ends_after(child, program, || child.signal(signal));
}

#[track_caller]
fn assert_ends_after(child: &ChildProcess<ExitStatus>, program: &Program, action: impl FnOnce()) {
    let begin = Instant::now();
    action();
    let status = child.wait().expect("imapsh ends");
    assert_eq!(status.code(), Some(130));
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let record = program.read_file("session.imap");
    assert!(record.contains("\nC: a001 fetch 1 flags\n"), "{record}");
    assert!(record.contains("* 1 FETCH (FLAGS (\\Seen))\n"), "{record}");
}

#[test]
fn a_signal_ends_a_replay_into_a_full_pipe() {
    for signal in SIGNALS {
        let server = floods();
        let address = server.address();
        let args = ["replay", "flood.imap", &address, "--plain", "--record", "session.imap"];
        let program = Program::imapsh(&args);
        program.write_file("flood.imap", "fetch 1 flags\n");
        let (_reader, writer) = io::pipe().expect("a pipe");
        let output = writer.try_clone().expect("a pipe");
        let child = start(&program, Stdio::null(), output.into(), Stdio::null());
        server.wait_received("a001 fetch 1 flags");
        wait_full(&writer);
        assert_ends(&child, &program, signal);
    }
}

/// Waits until the process handles signals: then it has a thread for them.
#[cfg(target_os = "linux")]
#[track_caller]
fn wait_signals_handled(child: &ChildProcess<ExitStatus>) {
    let deadline = Instant::now() + SOON;
    let has_thread = || {
        let threads = std::fs::read_dir(format!("/proc/{}/task", child.pid()))?;
        let names = threads.map(|thread| std::fs::read_to_string(thread?.path().join("comm")));
        Ok::<_, io::Error>(names.flatten().any(|name| name.trim_end() == "signals"))
    };
    while !has_thread().unwrap_or_default() {
        assert!(Instant::now() < deadline, "no signal is handled");
        std::thread::yield_now();
    }
}

/// Makes a named pipe in the program's folder.
fn make_pipe(program: &Program, name: &str) -> std::path::PathBuf {
    let pipe = program.home().join(name);
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).expect("a named pipe");
    pipe
}

#[track_caller]
fn assert_interrupted(child: &ChildProcess<ExitStatus>, signal: Signal) {
    let sent = Instant::now();
    child.signal(signal);
    let status = child.wait().expect("imapsh ends");
    assert_eq!(status.code(), Some(130), "{signal}");
    assert!(sent.elapsed() < SOON, "{signal}: {:?}", sent.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_a_replay_whose_record_nobody_opens() {
    for signal in SIGNALS {
        let program = Program::imapsh(&["replay", "x.imap", "--record", "pipe.imap"]);
        program.write_file("x.imap", "noop\n");
        make_pipe(&program, "pipe.imap");
        let child = start(&program, Stdio::null(), Stdio::null(), Stdio::null());
        wait_signals_handled(&child);
        assert_interrupted(&child, signal);
    }
}

#[test]
fn a_signal_ends_a_replay_whose_record_nobody_reads() {
    for signal in SIGNALS {
        let server = floods();
        let address = server.address();
        let args = ["replay", "flood.imap", &address, "--plain", "--record", "pipe.imap"];
        let program = Program::imapsh(&args);
        program.write_file("flood.imap", "fetch 1 flags\n");
        let pipe = make_pipe(&program, "pipe.imap");
        // Opened for both, it does not wait for the program.
        let both = File::options().read(true).write(true).open(pipe).expect("the pipe opens");
        let child = start(&program, Stdio::null(), Stdio::null(), Stdio::null());
        server.wait_received("a001 fetch 1 flags");
        wait_full(&both);
        assert_interrupted(&child, signal);
    }
}

#[test]
fn a_signal_ends_a_replay_on_a_stopped_terminal() {
    let server = floods();
    let address = server.address();
    let args = ["replay", "flood.imap", &address, "--plain", "--record", "session.imap"];
    let program = Program::imapsh(&args);
    program.write_file("flood.imap", "fetch 1 flags\n");
    let terminal = openpty(None, None).expect("a pseudo-terminal");
    let output = || Stdio::from(terminal.slave.try_clone().expect("a terminal"));
    let child = start(&program, Stdio::null(), output(), output());
    server.wait_received("a001 fetch 1 flags");
    wait_full(&terminal.slave);
    assert_ends(&child, &program, Signal::SIGTERM);
}

/// Starts the prompt with a terminal for input, types a command, and waits until its output is full.
#[track_caller]
fn flooded_prompt(
    stdout: impl FnOnce(&OwnedFd) -> (Stdio, OwnedFd),
) -> (ChildProcess<ExitStatus>, Program, OwnedFd, OwnedFd) {
    let server = floods();
    let program = Program::imapsh(&[&server.address(), "--plain", "--record", "session.imap"]);
    let terminal = openpty(None, None).expect("a pseudo-terminal");
    let (output, full) = stdout(&terminal.slave);
    let input = Stdio::from(terminal.slave.try_clone().expect("a terminal"));
    let child = start(&program, input, output, Stdio::null());
    let mut keyboard = File::from(terminal.master.try_clone().expect("a terminal"));
    keyboard.write_all(b"fetch 1 flags\r").expect("the terminal takes keys");
    server.wait_received("a001 fetch 1 flags");
    wait_full(&full);
    (child, program, terminal.master, full)
}

#[test]
fn a_signal_ends_the_prompt_on_a_stopped_terminal() {
    for signal in SIGNALS {
        let (child, program, _master, _full) = flooded_prompt(|slave| {
            let clone = || slave.try_clone().expect("a terminal");
            (Stdio::from(clone()), clone())
        });
        assert_ends(&child, &program, signal);
    }
}

#[test]
fn ctrl_backslash_ends_the_prompt_on_a_stopped_terminal() {
    let (child, program, master, _full) = flooded_prompt(|slave| {
        let clone = || slave.try_clone().expect("a terminal");
        (Stdio::from(clone()), clone())
    });
    let mut keyboard = File::from(master);
    assert_ends_after(&child, &program, || {
        keyboard.write_all(b"\x1c").expect("the terminal takes keys");
    });
}

#[test]
fn a_signal_ends_the_prompt_into_a_full_pipe() {
    for signal in SIGNALS {
        let mut unread = None;
        let (child, program, _master, _full) = flooded_prompt(|_| {
            let (reader, writer) = io::pipe().expect("a pipe");
            unread = Some(reader);
            (Stdio::from(writer.try_clone().expect("a pipe")), writer.into())
        });
        assert_ends(&child, &program, signal);
    }
}

#[test]
fn a_prompt_whose_output_is_read_outlives_sigint() {
    use crate::support::scripted_server::scripts::accepts_everything;
    use crate::support::terminal::Terminal;
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = Terminal::start(Program::imapsh(&[&server.address(), "--plain"]), 30, 80);
    terminal.wait_line("a001");
    terminal.type_keys("half");
    terminal.wait_line("a001 half");
    terminal.signal(Signal::SIGINT);
    terminal.wait_row("a001 half^C");
    terminal.type_line("noop");
    terminal.wait_for("a001 OK done");
}
