//! The reader for where no line can be edited: standard input or output is no terminal, or one
//! that knows no cursor. What the server sends is still printed as it comes, and a secret that is
//! due is typed unseen.

use super::Entry;
use super::bell::{Bell, Shared};
use super::companion::Companion;
#[cfg(unix)]
use crate::repl::terminal::NoEcho;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::Arc;

/// Lines that wait at most, so that a large file is not read into memory.
const AHEAD: usize = 256;

pub struct Plain {
    shared: Arc<Shared>,
    /// Lines are typed, and come from no pipe.
    typed: bool,
    prompts: bool,
    ended: bool,
    #[cfg(unix)]
    unseen: Option<NoEcho<io::Stdin>>,
}

impl Plain {
    /// Starts the thread that reads standard input.
    pub fn new(bell: &Bell) -> io::Result<Plain> {
        let shared = Arc::clone(&bell.0);
        let thread = Arc::clone(&shared);
        (std::thread::Builder::new().name("standard input".to_owned()))
            .spawn(move || read_lines(&thread))?;
        Ok(Plain {
            shared,
            typed: io::stdin().is_terminal(),
            prompts: io::stdout().is_terminal(),
            ended: false,
            #[cfg(unix)]
            unseen: None,
        })
    }

    /// Waits for a line, printing what comes meanwhile.
    pub fn read(&mut self, companion: &dyn Companion) -> io::Result<Entry> {
        let entry = self.wait(companion);
        self.hide(false);
        entry
    }

    fn wait(&mut self, companion: &dyn Companion) -> io::Result<Entry> {
        enum Found {
            Ring,
            Entry(io::Result<Entry>),
            End,
        }
        if self.ended {
            return Ok(Entry::Ended);
        }
        let mut prompted = None;
        loop {
            self.show(companion, &mut prompted)?;
            let found = self.shared.wait(|waiting| {
                if let Some(terminate) = waiting.terminate {
                    return Some(Found::Entry(Ok(Entry::Signal(terminate))));
                }
                if waiting.interrupts > 0 {
                    waiting.interrupts = 0;
                    return Some(Found::Entry(Ok(Entry::Interrupted(String::new()))));
                }
                if std::mem::take(&mut waiting.rung) {
                    return Some(Found::Ring);
                }
                waiting.lines.pop_front().map(|line| match line {
                    Ok(Some(line)) => Found::Entry(Ok(Entry::Lines(vec![line]))),
                    Ok(None) => Found::End,
                    Err(error) => Found::Entry(Err(error)),
                })
            });
            // Room for the thread that reads.
            self.shared.change(|_| ());
            match found {
                Found::Ring => {}
                Found::Entry(entry) => return entry,
                Found::End => {
                    self.ended = !io::stdin().is_terminal();
                    return Ok(Entry::EndOfInput);
                }
            }
        }
    }

    /// Prints what waits, and the prompt where it is not on the screen. Where standard output is no
    /// terminal only a question is asked, beside it: a prompt would come before what others still
    /// have to print.
    fn show(&mut self, companion: &dyn Companion, prompted: &mut Option<String>) -> io::Result<()> {
        let mut waiting = Vec::new();
        companion.drain(&mut waiting)?;
        let prompt = companion.prompt();
        let mut out = io::stdout().lock();
        if !waiting.is_empty() {
            if self.prompts && prompted.take().is_some_and(|prompt| !prompt.is_empty()) {
                out.write_all(b"\n")?;
            }
            out.write_all(&waiting)?;
        }
        out.flush()?;
        self.hide(companion.is_unseen());
        if prompted.is_some() {
            return Ok(());
        }
        let styled = companion.style_prompt(&prompt);
        if self.prompts {
            out.write_all(styled.as_bytes())?;
        } else if self.typed && companion.asks() {
            // There is nobody to ask where standard error is gone.
            let _ = io::stderr().write_all(prompt.as_bytes());
        }
        *prompted = Some(prompt);
        out.flush()
    }

    /// Whether the terminal is to hide what is typed. It can't be helped where it does not.
    fn hide(&mut self, unseen: bool) {
        #[cfg(unix)]
        if unseen != self.unseen.is_some() {
            let hidden = (unseen && self.typed).then(|| NoEcho::of(io::stdin()).ok());
            self.unseen = hidden.flatten();
        }
        #[cfg(not(unix))]
        let _ = unseen;
    }
}

fn read_lines(shared: &Shared) {
    crate::repl::terminal::leave_signals();
    let mut input = io::stdin().lock();
    loop {
        let mut octets = Vec::new();
        let line = match input.read_until(b'\n', &mut octets) {
            Ok(0) => Ok(None),
            Ok(_) => {
                let text = String::from_utf8_lossy(&octets);
                let text = text.strip_suffix('\n').unwrap_or(&text);
                Ok(Some(text.strip_suffix('\r').unwrap_or(text).to_owned()))
            }
            Err(error) => Err(error),
        };
        let more = matches!(line, Ok(Some(_))) || (line.is_ok() && io::stdin().is_terminal());
        shared.change(|waiting| waiting.lines.push_back(line));
        if !more {
            return;
        }
        let closed = shared.wait(|waiting| {
            (waiting.closed || waiting.lines.len() < AHEAD).then_some(waiting.closed)
        });
        if closed {
            return;
        }
    }
}
