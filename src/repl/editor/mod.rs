//! The line editor: reads lines from the keyboard while other threads' output appears above the
//! half-typed line. It is built on rustyline and knows nothing about IMAP: an [`EditorHelper`]
//! supplies output, prompts, secrets, hints and completions.
//!
//! # Terms
//!
//! - The *reading thread* calls [`Editor::read`]. Only this thread prints.
//! - *Output* is text that other threads want to print. They append it to the helper's queue.
//! - A *redraw request* ([`RedrawRequest`]) means that output is waiting or that the prompt has
//!   changed. It sets a flag and never blocks.
//! - A *run* of rustyline lasts from a call of `readline` to its return. A read may take several.
//! - A *token* is an empty message to rustyline's external printer. It makes rustyline redraw.
//!
//! # Printing above a half-typed line
//!
//! Outside a read, the reading thread can print output directly. During a run it is inside
//! rustyline and waits for a key, so another thread of the editor turns redraw requests into
//! tokens (`editor_state`). The output itself does not go through the external printer, because the
//! printer's queue holds one message and is emptied only during a run: a thread that printed
//! through it would block while the reading thread is busy elsewhere.
//!
//! At every redraw, after a key or a token, rustyline clears the prompt's rows and calls
//! `Highlighter::highlight_prompt` on the reading thread. There the helper's queue is emptied, and
//! the output is returned in front of the prompt (`rustyline_helper`).
//!
//! # The keyboard
//!
//! rustyline does not read the terminal itself: a thread reads it and passes on keys and whole pastes
//! (`keyboard`). What was typed ahead stays there until the next run.
//!
//! # Ending a run
//!
//! A run has one prompt, so a new prompt needs a new run, with the same text and cursor. A run also
//! has to end when a signal arrives, after the process was stopped, and for keys that mean
//! something to the editor itself. There are two ways:
//!
//! - A redraw notices that the run should end. It sets a `LeaveReason` and raises SIGINT on the
//!   reading thread. rustyline first handles the keys that it has read, and then fails with
//!   `Interrupted`. At another moment, or sent from another thread, the signal would lose keys.
//!   Therefore all threads block the signals that concern the terminal; one thread of the editor
//!   receives them, and requests a redraw (`signals`).
//! - Keys such as Ctrl-C and Ctrl-R accept the line, as Enter does (`keys`). After an accepted line
//!   the next run starts with the keys that were read ahead.
//!
//! A run leaves its prompt on the screen. `interactive_reader` erases it, for which it has to count
//! its rows (`drawn_prompt`), and then either returns from the read or starts the next run.
//!
//! # Another size of the terminal
//!
//! When its width changes, some terminals rewrap the rows of the line, and others cut them off.
//! rustyline assumes the latter, and would erase rows above the prompt. So it never learns of the
//! change: the run ends with a key, without a redraw. Before that the terminal is asked in which
//! column its cursor is, which shows how many rows to erase (`drawn_prompt`).
//!
//! # Searching the history
//!
//! Ctrl-R ends the run and starts one with another prompt, in which the typed text is the query and
//! the match is shown as the hint (`history_search`, `edited_line`). Enter returns the match, a key
//! that moves the cursor ends the search and edits the match, and Escape restores the line.
//!
//! # Another program
//!
//! Ctrl-X Ctrl-E ends the run too. Another program has the terminal meanwhile, and the text that it saves
//! is the text of the next run (`external_editor`).
//!
//! # Secrets
//!
//! The helper reports which parts of the text are secret, and its highlighter draws them as stars
//! (`input::SecretMask`). rustyline calls it even with `NO_COLOR`, because its color mode is forced.
//!
//! Where lines can't be edited, `plain_reader` takes rustyline's place.

mod burst;
mod candidate_list;
mod cursor_query;
mod cut_text;
mod drawn_prompt;
mod edited_line;
mod editor_helper;
mod editor_input;
mod editor_state;
mod external_editor;
mod history_file;
mod history_recall;
mod history_search;
mod interactive_reader;
mod keyboard;
mod keyboard_waker;
mod keys;
mod line_queue;
mod plain_reader;
mod rustyline_helper;
mod signals;
mod terminal_loan;

pub use editor_helper::{Candidate, EditorHelper};
pub use editor_input::EditorInput;
pub use editor_state::RedrawRequest;
pub use external_editor::ExternalEditError;
pub use history_file::HistoryError;
pub use keyboard::{Callbacks, Dropped};
pub use signals::{block_signals, is_writable};
pub use terminal_loan::{PROGRAM_NOT_FOUND, TerminalLoan, shell_command};

use editor_state::EditorState;
use history_file::{HistoryFile, MAX_ENTRY};
use interactive_reader::InteractiveReader;
use plain_reader::PlainReader;
use signals::SignalThread;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

/// The options of [`Editor::new`].
pub struct EditorOptions {
    /// The history file; with `None` the history is lost at the end.
    pub history: Option<PathBuf>,
    pub callbacks: Callbacks,
}

/// The line editor. It has to stay on one thread, and receives the terminal's signals; all other
/// threads call [`block_signals`]. Dropping it restores the terminal.
pub struct Editor {
    reader: LineReader,
    state: Arc<EditorState>,
    history: Option<HistoryFile>,
    history_error: Option<HistoryError>,
    /// The number of lines that were too long for the history.
    long_entries: usize,
    /// The number of lines in the history file; `None` if it is not used.
    history_length: Option<usize>,
    _signals: SignalThread,
}

enum LineReader {
    Interactive(Box<InteractiveReader>),
    Plain(PlainReader),
}

impl Editor {
    /// Prepares the terminal for line editing, if there is one that can move its cursor.
    pub fn new(options: EditorOptions, helper: Rc<dyn EditorHelper>) -> io::Result<Editor> {
        // Before any thread starts: each inherits the blocked signals.
        block_signals();
        let state: Arc<EditorState> = Arc::default();
        let callbacks = Arc::new(options.callbacks);
        let (reader, terminal) = if can_edit_lines() {
            let reader =
                InteractiveReader::new(helper, Arc::clone(&state), Arc::clone(&callbacks))?;
            let terminal = Arc::clone(reader.terminal());
            (LineReader::Interactive(Box::new(reader)), Some(terminal))
        } else {
            let reader = PlainReader::new(helper, Arc::clone(&state), Arc::clone(&callbacks))?;
            (LineReader::Plain(reader), None)
        };
        let signals = SignalThread::start(Arc::clone(&state), terminal.clone(), callbacks)?;
        let mut editor = Editor {
            reader,
            state,
            history: None,
            history_error: None,
            long_entries: 0,
            history_length: None,
            _signals: signals,
        };
        if let Some(path) = options.history {
            editor.open_history(path);
        }
        if let Some(terminal) = terminal {
            terminal.acquire()?;
            terminal.release_on_panic();
        }
        Ok(editor)
    }

    fn open_history(&mut self, path: PathBuf) {
        let LineReader::Interactive(reader) = &mut self.reader else {
            return;
        };
        match HistoryFile::open(path) {
            Ok((file, entries)) => {
                self.history_length = Some(entries.lines.len());
                for entry in entries.lines {
                    reader.add_history_entry(&entry);
                }
                self.long_entries = entries.too_long;
                self.history = Some(file);
            }
            Err(error) => self.history_error = Some(error),
        }
    }

    /// A handle with which other threads request a redraw.
    pub fn redraw_request(&self) -> RedrawRequest {
        RedrawRequest(Arc::clone(&self.state))
    }

    /// Waits for input, and prints the helper's output meanwhile. When it returns, the cursor is
    /// where the prompt began: prompt and line are erased (after Ctrl-C they stay above), so that
    /// the caller can print the line as it was sent.
    pub fn read(&mut self) -> io::Result<EditorInput> {
        io::stdout().flush()?;
        match &mut self.reader {
            LineReader::Interactive(reader) => reader.read(),
            LineReader::Plain(reader) => reader.read(),
        }
    }

    /// Leaves the terminal to another program while `run` runs. Keys and signals are for that program.
    pub fn lend_terminal<T>(&mut self, run: impl FnOnce(&TerminalLoan<'_>) -> T) -> io::Result<T> {
        match &self.reader {
            LineReader::Interactive(reader) => reader.lend_terminal(run),
            LineReader::Plain(_) => Ok(run(&TerminalLoan { state: &self.state })),
        }
    }

    /// Adds a line to the history and its file. Its secrets have to be masked already.
    pub fn add_to_history(&mut self, line: &str) {
        let line = line.trim_end();
        let LineReader::Interactive(reader) = &mut self.reader else {
            return;
        };
        if line.is_empty() || line.contains(['\n', '\r']) {
            return;
        }
        if line.len() > MAX_ENTRY {
            self.long_entries += 1;
            return;
        }
        reader.add_history_entry(line);
        if let Some(file) = &mut self.history
            && let Err(error) = file.append(line)
        {
            self.history_error = Some(error);
            self.history = None;
        }
    }

    /// How many lines the history had at the start; `None` if lines are not edited or it can't be used.
    pub fn history_length(&self) -> Option<usize> {
        self.history_length
    }

    /// Takes the error because of which the history file is not used, if there was one.
    pub fn take_history_error(&mut self) -> Option<HistoryError> {
        self.history_error.take()
    }

    /// How many lines were too long for the history, since the last call.
    pub fn take_long_entries(&mut self) -> usize {
        std::mem::take(&mut self.long_entries)
    }

    /// Whether Ctrl-C was pressed outside [`Editor::read`] since the last call. The lines typed
    /// before it were dropped, so that Ctrl-C stops a paste.
    pub fn take_interrupt(&mut self) -> bool {
        self.state.take_interrupt()
    }

    /// When the last returned input had been typed. It may have waited since then.
    pub fn line_typed_at(&self) -> Option<Instant> {
        let flags = self.state.lock();
        match &self.reader {
            LineReader::Interactive(_) => flags.line_typed_at,
            LineReader::Plain(_) => flags.lines.typed_at(),
        }
    }

    /// Whether any part of the last returned line was typed while all input was hidden.
    pub fn line_was_hidden(&self) -> bool {
        self.state.lock().line_was_hidden
    }

    /// Takes the part of the last returned line, or of the first one, that was hidden while it was typed.
    pub fn take_line_hidden(&mut self) -> Option<Range<usize>> {
        self.state.change(|flags| flags.line_hidden.take())
    }

    /// Takes the lines that were typed ahead, at the end: they will not be read.
    pub fn take_typed_ahead(&mut self) -> Vec<String> {
        if let LineReader::Interactive(reader) = &mut self.reader
            && reader.start_keyboard().is_err()
        {
            // The terminal is gone.
            return Vec::new();
        }
        self.state.take_typed_ahead()
    }

    /// Whether SIGTERM, SIGQUIT or SIGHUP has arrived.
    pub fn is_terminated(&self) -> bool {
        self.state.lock().terminated
    }

    /// Whether lines can be edited. Otherwise [`Editor::read`] leaves each line on the screen as the
    /// terminal echoed it.
    pub fn edits_lines(&self) -> bool {
        matches!(self.reader, LineReader::Interactive(_))
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.state.change(|flags| flags.closed = true);
        if let LineReader::Interactive(reader) = &self.reader {
            reader.terminal().release();
        }
    }
}

/// Whether standard input and output are a terminal that rustyline supports.
fn can_edit_lines() -> bool {
    // The terminals on which rustyline doesn't edit lines, and an unset TERM.
    const UNSUPPORTED: [&str; 4] = ["", "dumb", "cons25", "emacs"];
    let terminal = std::env::var("TERM").unwrap_or_default();
    !UNSUPPORTED.iter().any(|unsupported| terminal.eq_ignore_ascii_case(unsupported))
        && io::stdin().is_terminal()
        && io::stdout().is_terminal()
}

fn write_to_terminal(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
