//! The line editor as a program, for `tests/suite/editor`. A test types in its terminal. Over a socket
//! the test sends commands, one per line, and receives reports of what the editor returns.

use imapsh::internals::{
    Callbacks, Candidate, Editor, EditorHelper, EditorInput, EditorOptions, ExternalEditError,
    block_signals,
};
use nix::sys::signal::{SigSet, Signal, raise};
use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The settings that commands change.
#[derive(Default)]
struct Settings {
    prompt: String,
    /// Output that has not been printed yet.
    output: String,
    /// Do not read another line yet.
    hold: bool,
    /// Stall the signal thread after the next signal.
    stall_signals: bool,
}

#[derive(Default)]
struct Shared {
    settings: Mutex<Settings>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, settings: MutexGuard<'a, Settings>) -> MutexGuard<'a, Settings> {
        (self.changed.wait(settings)).unwrap_or_else(PoisonError::into_inner)
    }

    fn execute(&self, command: &str) {
        let (name, argument) = command.split_once(' ').unwrap_or((command, ""));
        let mut settings = self.lock();
        match name {
            "output" => settings.output.push_str(&format!("{argument}\n")),
            "prompt" => settings.prompt = argument.to_owned(),
            "hold" => settings.hold = true,
            "continue" => settings.hold = false,
            "stall-signals" => settings.stall_signals = true,
            "continue-signals" => settings.stall_signals = false,
            _ => {}
        }
    }
}

struct Probe {
    shared: Arc<Shared>,
}

impl EditorHelper for Probe {
    fn note_echo(&self, prompt: &str, line: &str) {
        self.shared.lock().output.push_str(&format!("echoed {prompt}{line}\n"));
    }
    fn take_output(&self) -> Vec<u8> {
        std::mem::take(&mut self.shared.lock().output).into_bytes()
    }
    fn prompt(&self) -> String {
        self.shared.lock().prompt.clone()
    }
    fn style_prompt(&self, prompt: &str) -> String {
        format!("\x1b[36m{prompt}\x1b[39m")
    }
    fn is_question(&self) -> bool {
        false
    }
    fn hides_input(&self) -> bool {
        false
    }
    fn is_over(&self) -> bool {
        false
    }
    fn search_prompt(&self) -> String {
        "(search) ".to_owned()
    }
    fn search_failure(&self) -> String {
        "(not found)".to_owned()
    }
    fn report_edit_error(&self, error: &ExternalEditError) {
        self.shared.lock().output.push_str(&format!("{error:?}\n"));
    }
    fn report_hidden_cut(&self) {
        self.shared.lock().output.push_str("hidden cut\n");
    }
    fn is_attempt(&self, text: &str) -> bool {
        text.starts_with("login")
    }

    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        let mut secrets = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            if line.starts_with("login user ") {
                secrets.push(start + "login user ".len()..end);
            }
            start += line.len();
        }
        secrets
    }
    fn paste_hint(&self, _: &str) -> Option<String> {
        None
    }

    fn hint(&self, line: &str) -> Option<String> {
        (line == "select").then(|| " mailbox".to_owned())
    }
    fn complete(&self, line: &str, cursor: usize) -> (usize, Vec<Candidate>) {
        let before = line.get(..cursor).unwrap_or(line);
        let start = before.rfind(' ').map_or(0, |blank| blank + 1);
        let word = before.get(start..).unwrap_or_default();
        let candidates = ["select", "search", "status", "logout"];
        let fitting = candidates.iter().filter(|name| name.starts_with(word));
        let mut found: Vec<Candidate> = fitting.map(|name| Candidate::of(*name)).collect();
        if word == "many" {
            found.extend((0..100_000).map(|number| Candidate::of(format!("many{number}"))));
        }
        (start, found)
    }
    fn more_candidates(&self, count: usize) -> String {
        format!("{count} more")
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let control = TcpStream::connect(std::env::var("PROBE_ADDRESS")?)?;
    report(&control, &format!("pid {}", std::process::id()))?;
    let shared = Arc::new(Shared::default());
    shared.lock().prompt = "a001 ".to_owned();
    let helper = Rc::new(Probe { shared: Arc::clone(&shared) });
    let options = EditorOptions {
        history: std::env::var_os("PROBE_HISTORY").map(Into::into),
        callbacks: Callbacks {
            wake: wake(&shared, control.try_clone()?),
            end: Box::new(|| ()),
            expects_octets: Box::new(|| false),
            dropped: {
                let control = control.try_clone()?;
                Box::new(move |dropped| drop(report(&control, &format!("dropped {dropped:?}"))))
            },
        },
    };
    let mut editor = Editor::new(options, helper)?;
    receive_commands(&editor, &shared, control.try_clone()?);
    if let Some(error) = editor.take_history_error() {
        let path = error.path.display();
        report(&control, &format!("history error {path}: {}", error.error))?;
    }
    report(&control, &format!("ready editing={}", editor.edits_lines()))?;
    loop {
        let input = editor.read()?;
        match &input {
            EditorInput::Lines(lines) | EditorInput::Burst(lines) => {
                for line in lines {
                    send_line(&mut editor, line, &shared, &control)?;
                }
                wait_while_held(&mut editor, &shared, &control)?;
            }
            other => report(&control, &format!("{other:?}"))?,
        }
        if matches!(input, EditorInput::Closed | EditorInput::EndOfInput | EditorInput::Terminated)
        {
            return Ok(());
        }
    }
}

/// Sends a report to the test, in one write.
fn report(mut control: &TcpStream, line: &str) -> io::Result<()> {
    control.write_all(format!("{line}\n").as_bytes())
}

/// The function that the threads of the signals and of the keyboard call.
fn wake(shared: &Arc<Shared>, control: TcpStream) -> Box<dyn Fn() + Send + Sync> {
    let shared = Arc::clone(shared);
    Box::new(move || {
        let mut settings = shared.lock();
        if settings.stall_signals {
            let _ = report(&control, "signals stalled");
        }
        while settings.stall_signals {
            settings = shared.wait(settings);
        }
        shared.changed.notify_all();
    })
}

/// Starts the thread that executes commands.
fn receive_commands(editor: &Editor, shared: &Arc<Shared>, control: TcpStream) {
    let (redraw, shared) = (editor.redraw_request(), Arc::clone(shared));
    std::thread::spawn(move || {
        block_signals();
        let commands = BufReader::new(&control).lines();
        for command in commands.map_while(Result::ok) {
            if command == "sync" {
                let _ = report(&control, "synced");
            }
            if command == "interrupt" {
                interrupt();
                let _ = report(&control, "interrupt has arrived");
                continue;
            }
            shared.execute(&command);
            redraw.send();
            shared.changed.notify_all();
        }
    });
}

/// Sends a SIGINT to the calling thread. It has been handled when this returns. One to the whole process could
/// be handed to another thread, and be handled there only when rustyline is running already.
fn interrupt() {
    let sigint: SigSet = std::iter::once(Signal::SIGINT).collect();
    if sigint.thread_unblock().is_ok() {
        let _ = raise(Signal::SIGINT);
    }
    let _ = sigint.thread_block();
}

/// Prints a line as imapsh shows what it sends.
fn send_line(
    editor: &mut Editor,
    line: &str,
    shared: &Shared,
    control: &TcpStream,
) -> io::Result<()> {
    let prompt = shared.lock().prompt.clone();
    let masked = line.replace("secret", "${password}");
    println!("{prompt}{masked}");
    editor.add_to_history(&masked);
    report(control, &format!("line {line}"))?;
    assert_ne!(line, "panic", "a panic on request");
    Ok(())
}

/// Prints output and reacts to Ctrl-C, as imapsh does while it waits for a completion.
fn wait_while_held(editor: &mut Editor, shared: &Shared, control: &TcpStream) -> io::Result<()> {
    let mut settings = shared.lock();
    while settings.hold && !editor.is_terminated() {
        if editor.take_interrupt() {
            report(control, "interrupted while waiting")?;
            settings.hold = false;
            break;
        }
        print!("{}", std::mem::take(&mut settings.output));
        io::stdout().flush()?;
        settings = shared.wait(settings);
    }
    Ok(())
}
