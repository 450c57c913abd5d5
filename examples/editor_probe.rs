//! The line editor by itself, for `tests/suite/editor.rs`: it is told over a socket what the server
//! would say and do, tells there what was typed, and shows the rest on its terminal.

use imapsh::repl::editor::{self, Candidate, Editor, EditorHelper, Input, Options};
use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What the socket said, and what waits to be shown.
#[derive(Default)]
struct Stage {
    prompt: String,
    waiting: String,
    /// The main thread waits before it reads again.
    hold: bool,
    /// The signals' thread waits after the next signal.
    deaf: bool,
    /// Each look at the prompt is told, with what the terminal makes of Ctrl-C.
    watched: bool,
}

#[derive(Default)]
struct Shared(Mutex<Stage>, Condvar);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Probe {
    shared: Arc<Shared>,
    tell: TcpStream,
}

impl EditorHelper for Probe {
    fn drain_output(&self, out: &mut dyn Write) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.shared.lock().waiting);
        out.write_all(waiting.as_bytes())
    }
    fn prompt(&self) -> String {
        let stage = self.shared.lock();
        if stage.watched {
            let _ = say(&self.tell, &format!("{:?}{}", stage.prompt, ctrl_c()));
        }
        stage.prompt.clone()
    }
    fn secrets(&self, text: &str) -> Vec<Range<usize>> {
        let mut masks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            if line.starts_with("login user ") {
                masks.push(start + "login user ".len()..end);
            }
            start += line.len();
        }
        masks
    }
    fn hint(&self, line: &str) -> Option<String> {
        (line == "select").then(|| " mailbox".to_owned())
    }
    fn complete(&self, line: &str, position: usize) -> (usize, Vec<Candidate>) {
        let before = line.get(..position).unwrap_or(line);
        let start = before.rfind(' ').map_or(0, |blank| blank + 1);
        let word = before.get(start..).unwrap_or_default();
        let candidates = ["select", "search", "status", "logout"];
        let fitting = candidates.iter().filter(|name| name.starts_with(word));
        (start, fitting.map(|name| Candidate::new(*name)).collect())
    }
    fn style_prompt(&self, prompt: &str) -> String {
        format!("\x1b[36m{prompt}\x1b[39m")
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::var("PROBE")?;
    let control = TcpStream::connect(address)?;
    let tell = control.try_clone()?;
    say(&tell, &format!("pid {}", std::process::id()))?;
    let shared = Arc::new(Shared::default());
    shared.lock().prompt = "a001 ".to_owned();
    let probe = Rc::new(Probe {
        shared: Arc::clone(&shared),
        tell: tell.try_clone()?,
    });
    let waker = Arc::clone(&shared);
    let stuck = tell.try_clone()?;
    let options = Options {
        history: std::env::var_os("PROBE_HISTORY").map(Into::into),
        wake: Box::new(move || {
            let mut stage = waker.lock();
            if stage.deaf {
                let _ = say(&stuck, "deaf");
            }
            while stage.deaf {
                stage = (waker.1.wait(stage)).unwrap_or_else(PoisonError::into_inner);
            }
            waker.1.notify_all();
        }),
    };
    let mut editor = Editor::new(options, probe)?;
    let redraw = editor.redraw_request();
    let obeying = Arc::clone(&shared);
    let answering = control.try_clone()?;
    std::thread::spawn(move || {
        editor::block_signals();
        for line in BufReader::new(control).lines().map_while(Result::ok) {
            match line.as_str() {
                "sync" => drop(say(&answering, "synced")),
                order => obey(order, &obeying),
            }
            redraw.send();
            obeying.1.notify_all();
        }
    });
    if let Some(warning) = editor.take_history_error() {
        say(&tell, &format!("warning {warning}"))?;
    }
    say(&tell, &format!("ready editing={}", editor.edits_lines()))?;
    while !turn(&mut editor, &shared, &tell)? {}
    Ok(())
}

/// Tells one line, in one piece.
fn say(mut tell: &TcpStream, words: &str) -> io::Result<()> {
    tell.write_all(format!("{words}\n").as_bytes())
}

/// What the terminal makes of Ctrl-C.
#[cfg(unix)]
fn ctrl_c() -> &'static str {
    use nix::sys::termios::{LocalFlags, tcgetattr};
    match tcgetattr(io::stdin()) {
        Ok(modes) if modes.local_flags.contains(LocalFlags::ISIG) => " signal",
        Ok(_) => " key",
        Err(_) => "",
    }
}

#[cfg(not(unix))]
fn ctrl_c() -> &'static str {
    ""
}

/// What the socket says.
fn obey(line: &str, shared: &Shared) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut stage = shared.lock();
    match word {
        "push" => {
            stage.waiting.push_str(rest);
            stage.waiting.push('\n');
        }
        "prompt" => stage.prompt = rest.to_owned(),
        "hold" => stage.hold = true,
        "go" => stage.hold = false,
        "deaf" => stage.deaf = true,
        "hear" => stage.deaf = false,
        "watch" => stage.watched = true,
        _ => {}
    }
}

/// One line read and answered. Whether it was the last.
fn turn(editor: &mut Editor, shared: &Shared, tell: &TcpStream) -> io::Result<bool> {
    let entry = editor.read()?;
    match &entry {
        Input::Lines(lines) => {
            for line in lines {
                let prompt = shared.lock().prompt.clone();
                println!("{prompt}{}", line.replace("secret", "${password}"));
                editor.remember(&line.replace("secret", "${password}"));
                say(tell, &format!("line {line}"))?;
                assert_ne!(line, "panic", "as asked");
            }
        }
        other => say(tell, &format!("{other:?}"))?,
    }
    if matches!(entry, Input::Lines(_)) {
        // As the caller waits for a completion: others print, Ctrl-C must be heard.
        let mut stage = shared.lock();
        while stage.hold && !editor.is_terminated() {
            if editor.take_interrupt() {
                say(tell, "interrupted while waiting")?;
                stage.hold = false;
                break;
            }
            let waiting = std::mem::take(&mut stage.waiting);
            print!("{waiting}");
            io::stdout().flush()?;
            stage = shared.1.wait(stage).unwrap_or_else(PoisonError::into_inner);
        }
    }
    Ok(matches!(
        entry,
        Input::Closed | Input::EndOfInput | Input::Terminated
    ))
}
