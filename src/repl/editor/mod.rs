//! The line editor with a prompt that the server may interrupt: what others print appears above
//! the half-typed line, which stays as it was. It knows no IMAP; that comes in by [`EditorHelper`].

mod helper;
mod history;
mod keys;
mod masks;
mod plain;
mod prompter;
mod rows;
mod search;
mod signals;
mod state;

pub use helper::{Candidate, EditorHelper};
pub use history::HistoryError;
pub use signals::block_signals;
pub use state::RedrawRequest;

use super::terminal::{CtrlC, Terminal};
use history::HistoryFile;
use keys::Keys;
use masks::Masks;
use plain::Plain;
use prompter::{Face, Leaving, Prompter};
use rows::{Place, Screen};
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, CompletionType, Config, KeyEvent};
use search::Search;
use signals::SignalThread;
use state::EditorState;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Milliseconds after which a lone Escape is no longer the start of a key's sequence.
const ESCAPE_PATIENCE: u16 = 100;

/// What came from the keyboard.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// A line, or the lines of a paste, without their ends.
    Lines(Vec<String>),
    /// Ctrl-C, with what stood in the line. Not for the history: it may hold a secret.
    Interrupted(String),
    /// Ctrl-D on an empty line, or the end of standard input.
    EndOfInput,
    /// The terminal is gone, or standard input was at its end already.
    Closed,
    /// The program is asked to end.
    Terminated,
}

/// How an editor is made.
pub struct Options {
    /// The history's file; `None` keeps it in memory only.
    pub history: Option<PathBuf>,
    /// Called on the signals' thread after SIGINT, SIGTERM, SIGQUIT and SIGHUP, to wake whoever waits for
    /// something else than the keyboard. See [`Editor::take_interrupt`], [`Editor::is_terminated`].
    pub wake: Box<dyn Fn() + Send>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            history: None,
            wake: Box::new(|| ()),
        }
    }
}

/// The keyboard's end of a session. Lives on one thread, for which it takes the terminal's
/// signals; other threads call [`block_signals`]. Dropping it gives the terminal back.
pub struct Editor {
    helper: Rc<dyn EditorHelper>,
    state: Arc<EditorState>,
    reader: Reader,
    history: Option<HistoryFile>,
    warning: Option<HistoryError>,
    _signals: SignalThread,
}

enum Reader {
    Rich(Box<Rich>),
    Plain(Plain),
}

struct Rich {
    line: rustyline::Editor<Prompter, MemHistory>,
    keys: Arc<Keys>,
    terminal: Arc<Terminal>,
    /// What rustyline has read ahead is not wanted any more.
    stale: bool,
}

impl Editor {
    /// Takes the terminal; a plain reader of lines where there is none, or one without a cursor.
    pub fn new(options: Options, helper: Rc<dyn EditorHelper>) -> io::Result<Editor> {
        let state: Arc<EditorState> = Arc::default();
        let rich = editable().then(|| Rich::new(&helper, &state)).transpose()?;
        let terminal = rich.as_ref().map(|rich| Arc::clone(&rich.terminal));
        let signals = SignalThread::start(Arc::clone(&state), terminal, options.wake)?;
        let reader = match rich {
            Some(rich) => Reader::Rich(Box::new(rich)),
            None => Reader::Plain(Plain::new(Arc::clone(&state))?),
        };
        let mut editor = Editor {
            helper,
            state,
            reader,
            history: None,
            warning: None,
            _signals: signals,
        };
        if let (Reader::Rich(_), Some(path)) = (&editor.reader, options.history) {
            match HistoryFile::open(&path) {
                Ok((file, entries)) => {
                    entries.iter().for_each(|entry| editor.recall(entry));
                    editor.history = Some(file);
                }
                Err(error) => editor.warning = Some(error),
            }
        }
        if let Reader::Rich(rich) = &editor.reader {
            rich.terminal.acquire()?;
            rich.terminal.release_on_panic();
        }
        Ok(editor)
    }

    /// A handle for other threads, with which they request a redraw.
    pub fn redraw_request(&self) -> RedrawRequest {
        RedrawRequest(Arc::clone(&self.state))
    }

    /// Waits for what is typed. Meanwhile all that the helper drains is printed above the
    /// prompt. When it returns the cursor is at the left edge where the prompt stood: prompt and
    /// line are gone (after Ctrl-C they stay above), and the caller prints the line as it was sent.
    pub fn read(&mut self) -> io::Result<Input> {
        io::stdout().flush()?;
        match &mut self.reader {
            Reader::Rich(rich) => rich.read(&self.state),
            Reader::Plain(plain) => plain.read(self.helper.as_ref()),
        }
    }

    /// Adds a line to the history and at once to its file. Secrets are masked already.
    pub fn remember(&mut self, line: &str) {
        let line = line.trim_end();
        if line.is_empty() || line.contains(['\n', '\r']) {
            return;
        }
        self.recall(line);
        if let Some(file) = &mut self.history
            && let Err(error) = file.append(line)
        {
            self.warning = Some(error);
            self.history = None;
        }
    }

    fn recall(&mut self, line: &str) {
        if let Reader::Rich(rich) = &mut self.reader {
            // It fails only where a history is a database.
            let _ = rich.line.add_history_entry(line);
        }
    }

    /// Why the history can't be kept, once.
    pub fn take_history_error(&mut self) -> Option<HistoryError> {
        self.warning.take()
    }

    /// Whether Ctrl-C was pressed since the last call or read. Drops what was typed ahead then:
    /// who stops a paste does not want its rest.
    pub fn take_interrupt(&mut self) -> bool {
        match &mut self.reader {
            Reader::Rich(rich) => rich.take_interrupt(&self.state),
            Reader::Plain(_) => self.state.take_interrupt(),
        }
    }

    /// Whether the program is asked to end. It stays so.
    pub fn is_terminated(&self) -> bool {
        self.state.lock().terminated
    }

    /// Whether lines are edited, drawn and erased here; else they came by a plain reader, and
    /// nothing is erased.
    pub fn edits_lines(&self) -> bool {
        matches!(self.reader, Reader::Rich(_))
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.state.change(|flags| flags.closed = true);
        if let Reader::Rich(rich) = &self.reader {
            rich.terminal.release();
        }
    }
}

/// Whether a line can be edited here.
fn editable() -> bool {
    let dumb = match std::env::var("TERM") {
        Ok(terminal) => ["", "dumb", "cons25", "emacs"]
            .iter()
            .any(|name| terminal.eq_ignore_ascii_case(name)),
        Err(_) => cfg!(unix),
    };
    !dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl Rich {
    fn new(helper: &Rc<dyn EditorHelper>, state: &Arc<EditorState>) -> io::Result<Rich> {
        block_signals();
        let keys = Arc::new(Keys::default());
        let prompter = Prompter::new(Rc::clone(helper), Arc::clone(state), Arc::clone(&keys));
        let config = Config::builder()
            .auto_add_history(false)
            // The masks are drawn by the highlighter, which rustyline leaves out without colours.
            .color_mode(ColorMode::Forced)
            // The other type holds back what the server sends while candidates are shown.
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .completion_prompt_limit(usize::MAX)
            // Else nothing is shown after a lone Escape.
            .keyseq_timeout(Some(ESCAPE_PATIENCE))
            // The terminal marks pastes for the whole session, between prompts too.
            .bracketed_paste(false)
            .tab_stop(rows::TAB_STOP as u8)
            .grapheme_cluster_mode(prompter.clusters)
            .build();
        let history = MemHistory::with_config(&config);
        let mut line = rustyline::Editor::with_history(config, history).map_err(failed)?;
        line.set_helper(Some(prompter));
        line.set_max_history_size(history::ENTRIES)
            .map_err(failed)?;
        keys.bind(|event, handler| {
            line.bind_sequence(event, handler);
        });
        // The session's mode has no key for suspending, which rustyline takes for this one.
        line.bind_sequence(KeyEvent::ctrl('@'), rustyline::Cmd::Noop);
        let printer = line.create_external_printer().map_err(failed)?;
        let shared = Arc::clone(state);
        (std::thread::Builder::new().name("redraw requests".to_owned()))
            .spawn(move || shared.forward_redraw_requests(printer))?;
        let terminal = Arc::new(Terminal::new()?);
        Ok(Rich {
            line,
            keys,
            terminal,
            stale: false,
        })
    }

    /// A read, during which Ctrl-C is a key.
    fn read(&mut self, state: &Arc<EditorState>) -> io::Result<Input> {
        self.terminal.set_ctrl_c(CtrlC::Key);
        // A Ctrl-C from before is a signal, and counts before this line is read.
        signals::deliver_pending_sigint();
        let entry = if self.take_interrupt(state) {
            Ok(Input::Interrupted(String::new()))
        } else {
            self.read_line(state)
        };
        self.terminal.set_ctrl_c(CtrlC::Signal);
        entry
    }

    /// Enters rustyline until a line is there, anew whenever the prompt had to be left.
    fn read_line(&mut self, state: &Arc<EditorState>) -> io::Result<Input> {
        let Some(prompter) = self.line.helper() else {
            return Ok(Input::Closed);
        };
        prompter.masks.borrow_mut().forget();
        prompter.face.take();
        prompter.search.take();
        self.keys.searching.store(false, Ordering::Relaxed);
        if std::mem::take(&mut self.stale) {
            self.drop_read_ahead()?;
        }
        loop {
            let (entry, again) = match self.enter(state) {
                Ok(text) => self.accepted(text, state)?,
                Err(error) => self.left(error, state)?,
            };
            if !again {
                return Ok(entry);
            }
        }
    }

    /// Whether Ctrl-C came as a signal; what was typed ahead is dropped then.
    fn take_interrupt(&mut self, state: &EditorState) -> bool {
        let interrupted = state.take_interrupt();
        if interrupted {
            self.terminal.discard_input();
            self.stale = true;
        }
        interrupted
    }

    /// Makes rustyline forget the keys that it has read and not handled. It keeps them from one
    /// stay to the next, but not over a stay that ended without a line. Here it ends at the first
    /// such key, or where there is none; keys that still wait in the terminal stay there.
    fn drop_read_ahead(&mut self) -> io::Result<()> {
        self.keys.dropping.store(true, Ordering::Relaxed);
        // A failure meets the next stay too, which tells it.
        let _ = self.line.readline("");
        self.keys.dropping.store(false, Ordering::Relaxed);
        let mut out = io::stdout().lock();
        out.write_all(b"\x1b[1A\r\x1b[J")?;
        out.flush()
    }

    /// One stay in rustyline, which starts with the text that the last one left.
    fn enter(&mut self, state: &EditorState) -> rustyline::Result<String> {
        self.keys.reset();
        let mut prompt = String::new();
        let mut face = Face::default();
        if let Some(prompter) = self.line.helper() {
            prompter.leaving.set(None);
            prompter.entering.set(true);
            prompt = prompter.prompt();
            face = prompter.face.borrow().clone();
        }
        let result = (self.line).readline_with_initial(&prompt, face.halves());
        state.change(|flags| flags.at_prompt = false);
        result
    }

    /// rustyline gave a text: a line, unless a key said otherwise.
    fn accepted(&mut self, text: String, state: &EditorState) -> io::Result<(Input, bool)> {
        let Some(prompter) = self.line.helper() else {
            return Ok((Input::Closed, false));
        };
        let pressed = |key: &AtomicBool| key.load(Ordering::Relaxed);
        let prompt = prompter.face.borrow().prompt.clone();
        if pressed(&self.keys.suspend) && !pressed(&self.keys.searching) {
            prompter.face.replace(Face {
                position: self.keys.position.load(Ordering::Relaxed),
                text,
                ..Face::default()
            });
            // What was typed stays above, and comes back with `fg`.
            self.suspend(state)?;
            return Ok((Input::Closed, true));
        }
        self.erase(&Face {
            prompt,
            position: text.len(),
            text: text.clone(),
            hint: String::new(),
        })?;
        self.check()?;
        let searching = pressed(&self.keys.searching);
        if searching && (pressed(&self.keys.interrupt) || pressed(&self.keys.suspend)) {
            self.searched(false);
            if pressed(&self.keys.suspend) {
                self.suspend(state)?;
            }
            return Ok((Input::Closed, true));
        }
        if pressed(&self.keys.interrupt) {
            self.strike_out(&text)?;
            return Ok((Input::Interrupted(text), false));
        }
        match (searching, pressed(&self.keys.search)) {
            (false, false) => return Ok((Input::Lines(lines(&text)), false)),
            (false, true) => self.search(text),
            (true, true) => self.search_older(),
            (true, false) => {
                let wanted = !pressed(&self.keys.cancel);
                if let Some(found) = self.searched(wanted)
                    && !pressed(&self.keys.take)
                {
                    return Ok((Input::Lines(vec![found]), false));
                }
            }
        }
        Ok((Input::Closed, true))
    }

    /// Puts a search in the line's place.
    fn search(&self, text: String) {
        let Some(prompter) = self.line.helper() else {
            return;
        };
        let left = Face {
            text,
            position: self.keys.position.load(Ordering::Relaxed),
            ..Face::default()
        };
        prompter.face.take();
        let search = Search::new(left, prompter.masks.take());
        prompter.search.replace(Some(search));
        self.keys.searching.store(true, Ordering::Relaxed);
    }

    fn search_older(&self) {
        if let Some(prompter) = self.line.helper()
            && let Some(search) = prompter.search.borrow_mut().as_mut()
        {
            search.older();
        }
    }

    /// Ends the search. What it found, if that is wanted, is the line now and returned; else the
    /// line is what it was before.
    fn searched(&self, wanted: bool) -> Option<String> {
        self.keys.searching.store(false, Ordering::Relaxed);
        let prompter = self.line.helper()?;
        let search = prompter.search.take()?;
        let found = search.found().filter(|_| wanted).map(str::to_owned);
        let (face, masks) = match &found {
            Some(found) => {
                let face = Face {
                    position: found.len(),
                    text: found.clone(),
                    ..Face::default()
                };
                (face, Masks::default())
            }
            None => (search.left, search.masks),
        };
        prompter.face.replace(face);
        prompter.masks.replace(masks);
        found
    }

    /// rustyline was left without a line: what it means, and whether to enter again.
    fn left(&mut self, error: ReadlineError, state: &EditorState) -> io::Result<(Input, bool)> {
        let Some(prompter) = self.line.helper() else {
            return Ok((Input::Closed, false));
        };
        let face = prompter.face.borrow().clone();
        let leaving = prompter.leaving.take();
        let again = |()| (Input::Closed, true);
        if state.lock().terminated {
            return Ok((Input::Terminated, false));
        }
        match error {
            ReadlineError::Interrupted if leaving.is_some() => {
                self.erase(&face)?;
                if leaving == Some(Leaving::Ended) {
                    return Ok((Input::Closed, false));
                }
                if leaving == Some(Leaving::Continued) {
                    self.resume(state)?;
                }
                if leaving == Some(Leaving::Interrupted) {
                    self.take_interrupt(state);
                    self.strike_out(&face.text)?;
                    return Ok((Input::Interrupted(face.text), false));
                }
                self.check().map(again)
            }
            // A signal from elsewhere.
            ReadlineError::Interrupted => {
                self.erase(&face)?;
                self.strike_out(&face.text)?;
                Ok((Input::Interrupted(face.text), false))
            }
            ReadlineError::Eof if self.keys.end.load(Ordering::Relaxed) => {
                self.erase(&face)?;
                Ok((Input::EndOfInput, false))
            }
            ReadlineError::Eof => Ok((Input::Closed, false)),
            // Octets that are no UTF-8 are dropped, and a signal is nothing: the line goes on.
            ReadlineError::Signal(_) => self.erase(&face).map(again),
            ReadlineError::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                self.erase(&face).map(again)
            }
            error => ended(failed(error)).map(|entry| (entry, false)),
        }
    }

    /// Gives the terminal to the shell until the process goes on.
    fn suspend(&self, state: &EditorState) -> io::Result<()> {
        self.terminal.release();
        signals::stop_process_group()?;
        self.resume(state)
    }

    fn resume(&self, state: &EditorState) -> io::Result<()> {
        state.lock().continued = false;
        self.terminal.acquire()
    }

    /// Erases the rows that stand above the cursor since rustyline was left, prompt, text and hint.
    fn erase(&mut self, face: &Face) -> io::Result<()> {
        let Some((columns, rows)) = self.line.dimensions() else {
            return Ok(());
        };
        let Some(prompter) = self.line.helper() else {
            return Ok(());
        };
        let screen = Screen {
            columns: usize::from(columns.max(1)),
            clusters: prompter.clusters,
        };
        // In the parts in which rustyline counts them.
        let (before, after) = face.halves();
        let mut end = screen.after(&face.prompt, Place::default());
        for part in [before, after, &face.hint] {
            if !part.is_empty() {
                end = screen.after(part, end);
            }
        }
        // One more for the line's end that rustyline prints when it is left.
        let up = (end.row + 1).min(usize::from(rows));
        let mut out = io::stdout().lock();
        write!(out, "\x1b[{up}A\r\x1b[J")?;
        out.flush()
    }

    /// Leaves the dropped line above, as it was seen; it was erased.
    fn strike_out(&mut self, text: &str) -> io::Result<()> {
        let Some(prompter) = self.line.helper() else {
            return Ok(());
        };
        let prompt = prompter.helper.style_prompt(&prompter.helper.prompt());
        let mut out = io::stdout().lock();
        writeln!(out, "{prompt}{}^C", prompter.masked(text))?;
        out.flush()
    }

    /// A failure to drain ends the read.
    fn check(&self) -> io::Result<()> {
        match self
            .line
            .helper()
            .and_then(|prompter| prompter.failure.take())
        {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

/// The lines of a text. One that ends with a line's end is those lines, and no empty one after.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A terminal that fails to be read or written is gone.
fn ended(error: io::Error) -> io::Result<Input> {
    #[cfg(unix)]
    if error.raw_os_error() == Some(nix::errno::Errno::EIO as i32) {
        return Ok(Input::Closed);
    }
    Err(error)
}

fn failed(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        #[cfg(unix)]
        ReadlineError::Errno(error) => error.into(),
        error => io::Error::other(error),
    }
}
