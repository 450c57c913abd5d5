//! Reads a line with rustyline: runs it, determines why it returned, and runs it again until the read has
//! a result. The module `editor` explains the mechanism and its terms.

use super::cursor_query::CursorQuery;
use super::drawn_prompt::{DrawnPrompt, TAB_STOP};
use super::editor_helper::EditorHelper;
use super::editor_input::EditorInput;
use super::editor_state::EditorState;
use super::external_editor::{self, ExternalEditError};
use super::history_file::MAX_ENTRIES;
use super::keys::{KeyMode, KeyState, Keys, ReturnKey};
use super::rustyline_helper::{LeaveReason, ReadContext, RustylineHelper};
use super::terminal_loan::TerminalLoan;
use super::{keyboard, signals, write_to_terminal};
use crate::repl::terminal::Terminal;
use nix::errno::Errno;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor, GraphemeClusterMode, KeyEvent};
use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::sync::Arc;

/// How long to wait for the rest of a key's escape sequence, in milliseconds. The keyboard passes on
/// whole sequences.
const ESCAPE_TIMEOUT: u16 = 10;

pub struct InteractiveReader {
    rustyline: Editor<RustylineHelper, MemHistory>,
    context: Rc<ReadContext>,
    terminal: Arc<Terminal>,
    /// For the keyboard, until it is started.
    keyboard: Option<Arc<keyboard::Callbacks>>,
    /// The terminal's width in the last run.
    columns: u16,
    /// Whether the terminal rewraps its rows at another width, once known.
    rewraps: Option<bool>,
}

impl InteractiveReader {
    /// Starts the thread that forwards redraw requests. The terminal is not changed yet.
    pub fn new(
        helper: Rc<dyn EditorHelper>,
        state: Arc<EditorState>,
        keyboard: Arc<keyboard::Callbacks>,
    ) -> io::Result<InteractiveReader> {
        let context = Rc::new(ReadContext {
            helper,
            state: Arc::clone(&state),
            keys: Arc::new(Keys::new(Arc::clone(&state))),
            cluster_mode: GraphemeClusterMode::from_env(),
            line: RefCell::default(),
            cut: RefCell::default(),
            leave_reason: Cell::default(),
            first_redraw: Cell::default(),
        });
        let config = Config::builder()
            .auto_add_history(false)
            .max_history_size(MAX_ENTRIES)
            .map_err(io_error)?
            // Without colors rustyline does not call the highlighter, which masks secrets.
            .color_mode(ColorMode::Forced)
            // `Circular` would not show output while it shows candidates.
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .completion_prompt_limit(usize::MAX)
            .keyseq_timeout(Some(ESCAPE_TIMEOUT))
            // The terminal marks pastes during the whole session, not only while a line is read.
            .bracketed_paste(false)
            .tab_stop(TAB_STOP)
            .grapheme_cluster_mode(context.cluster_mode)
            .build();
        let history = MemHistory::with_config(&config);
        let mut rustyline = Editor::with_history(config, history).map_err(io_error)?;
        rustyline.set_helper(Some(RustylineHelper::new(Rc::clone(&context))));
        context.keys.bind(|event, handler| drop(rustyline.bind_sequence(event, handler)));
        // The terminal's suspend character is 0 in our modes, which is also what Ctrl-@ sends.
        // rustyline would suspend there.
        rustyline.bind_sequence(KeyEvent::ctrl('@'), rustyline::Cmd::Noop);
        let printer = rustyline.create_external_printer().map_err(io_error)?;
        (std::thread::Builder::new().name("redraw requests".to_owned()))
            .spawn(move || state.forward_redraw_requests(printer))?;
        Ok(InteractiveReader {
            rustyline,
            context,
            terminal: Arc::new(Terminal::new()?),
            keyboard: Some(keyboard),
            columns: 0,
            rewraps: None,
        })
    }

    pub fn terminal(&self) -> &Arc<Terminal> {
        &self.terminal
    }

    /// Leaves the terminal to another program while `run` runs.
    pub fn lend_terminal<T>(&self, run: impl FnOnce(&TerminalLoan<'_>) -> T) -> io::Result<T> {
        self.context.state.pause_keyboard();
        self.terminal.release();
        let result = run(&TerminalLoan { state: &self.context.state });
        let acquired = self.terminal.acquire();
        self.context.state.resume_keyboard();
        acquired.map(|()| result)
    }

    pub fn add_history_entry(&mut self, line: &str) {
        // A history in memory does not fail.
        let _ = self.rustyline.add_history_entry(line);
    }

    /// Starts to read the keyboard, if that has not begun. Before the session has, the program of
    /// `--command` may ask for a password.
    pub fn start_keyboard(&mut self) -> io::Result<()> {
        let Some(callbacks) = self.keyboard.take() else { return Ok(()) };
        self.terminal.begin_reading();
        keyboard::start(self.terminal.input()?, Arc::clone(&self.context.state), callbacks)
    }

    pub fn read(&mut self) -> io::Result<EditorInput> {
        self.start_keyboard()?;
        self.context.state.set_reading(true);
        // A Ctrl-C between two reads interrupts the second before its first key.
        let input = if self.context.state.take_interrupt() {
            Ok(EditorInput::Interrupted(String::new()))
        } else {
            self.read_line()
        };
        self.context.state.set_reading(false);
        input
    }

    fn read_line(&mut self) -> io::Result<EditorInput> {
        self.context.line.take();
        if !self.context.helper.is_question() {
            let rest = self.context.state.change(|flags| std::mem::take(&mut flags.burst_rest));
            let end = rest.len();
            self.context.line.borrow_mut().set_text(rest, end);
        }
        self.context.state.change(|flags| {
            flags.line_was_hidden = false;
            flags.line_hidden = None;
        });
        self.context.keys.lock().mode = KeyMode::Editing;
        loop {
            let input = match self.run_rustyline() {
                Ok(text) => self.on_accepted(text)?,
                Err(error) => self.on_error(error)?,
            };
            if let Some(input) = input {
                return Ok(input);
            }
        }
    }

    /// Runs rustyline once, with the text of the last run.
    fn run_rustyline(&mut self) -> rustyline::Result<String> {
        self.context.keys.lock().pressed = None;
        self.context.leave_reason.set(None);
        self.context.first_redraw.set(true);
        self.context.state.run_begins();
        self.columns = self.rustyline.dimensions().map_or(0, |(columns, _)| columns);
        let prompt = self.context.prompt();
        let last = self.context.line.borrow().drawn.clone();
        let result = (self.rustyline).readline_with_initial(&prompt, last.around_cursor());
        let handled_line_end = std::mem::take(&mut self.context.keys.lock().handled_line_end);
        self.context.state.run_ended(handled_line_end);
        result
    }

    /// Handles a run that accepted its text, because of Enter or of one of our keys. `None` starts
    /// another run.
    fn on_accepted(&mut self, text: String) -> io::Result<Option<EditorInput>> {
        let KeyState { pressed: key, cursor, .. } = *self.context.keys.lock();
        let is_searching = self.context.line.borrow().search.is_some();
        if key == Some(ReturnKey::Suspend) && !is_searching {
            // The prompt stays on the screen, above the shell's. After `fg` the line is back.
            self.context.line.borrow_mut().drawn = DrawnPrompt::of_text(text, cursor);
            self.suspend()?;
            return Ok(None);
        }
        // When it accepts a text, rustyline moves to its end and drops the hint.
        let prompt = std::mem::take(&mut self.context.line.borrow_mut().drawn.prompt);
        self.erase(&DrawnPrompt { prompt, ..DrawnPrompt::of_text(text.clone(), text.len()) })?;
        if key == Some(ReturnKey::TakeLines) {
            return Ok(Some(self.burst(&text, cursor)));
        }
        if is_searching {
            return self.on_search_key(key);
        }
        match key {
            Some(ReturnKey::Interrupt) => self.interrupted(text).map(Some),
            Some(ReturnKey::Search) => {
                self.context.line.borrow_mut().start_search(text, cursor);
                self.context.keys.lock().mode = KeyMode::Searching;
                Ok(None)
            }
            Some(key @ (ReturnKey::Older | ReturnKey::Newer)) => {
                let is_older = key == ReturnKey::Older;
                let history = self.rustyline.history();
                self.context.line.borrow_mut().recall(text, cursor, is_older, history);
                Ok(None)
            }
            Some(ReturnKey::InsertCut) => {
                self.insert_cut(text, cursor);
                Ok(None)
            }
            Some(ReturnKey::EditElsewhere) => self.edit_elsewhere(text, cursor).map(|()| None),
            _ => {
                let was_hidden =
                    self.context.line.borrow().was_hidden || self.context.helper.hides_input();
                let hidden = self.context.hidden_part(&text);
                self.context.state.change(|flags| {
                    flags.line_was_hidden = was_hidden;
                    flags.line_hidden = hidden;
                });
                Ok(Some(EditorInput::Lines(lines(&text))))
            }
        }
    }

    /// Inserts the cut text, unless this would show a secret in it.
    fn insert_cut(&self, text: String, cursor: usize) {
        let (helper, cut) = (&self.context.helper, self.context.cut.borrow());
        let (before, after) = text.split_at_checked(cursor).unwrap_or((&text, ""));
        let inserted = [before, cut.text(), after].concat();
        let is_hidden =
            helper.hides_input() || cut.is_hidden_at(before.len(), &helper.secrets(&inserted));
        if !is_hidden {
            helper.report_hidden_cut();
        }
        let end = before.len() + cut.text().len();
        self.context.line.borrow_mut().drawn = if is_hidden {
            DrawnPrompt::of_text(inserted, end)
        } else {
            DrawnPrompt::of_text(text, cursor)
        };
    }

    /// Lets the user edit the line in another program, unless a part of it is secret.
    fn edit_elsewhere(&self, text: String, cursor: usize) -> io::Result<()> {
        let helper = &self.context.helper;
        self.context.line.borrow_mut().drawn = DrawnPrompt::of_text(text.clone(), cursor);
        if helper.is_question() {
            return Ok(());
        }
        let has_secret = helper.hides_input()
            || !helper.secrets(&text).is_empty()
            || helper.hidden_at_end(&text).is_some()
            || self.context.line.borrow().mask.hides_any();
        let edited = if has_secret {
            Err(ExternalEditError::Secret)
        } else {
            let terminal = self.terminal.input()?;
            self.lend_terminal(|lent| external_editor::edit(&text, terminal, lent))?
        };
        match edited {
            Ok(saved) => {
                let end = saved.len();
                self.context.line.borrow_mut().set_text(saved, end);
            }
            Err(error) => helper.report_edit_error(&error),
        }
        Ok(())
    }

    /// The lines that arrived at once; the first one continues the typed text.
    fn burst(&mut self, text: &str, cursor: usize) -> EditorInput {
        let is_searching = self.context.line.borrow_mut().search.take().is_some();
        let mut lines = self.context.state.change(|flags| std::mem::take(&mut flags.burst));
        if let Some(first) = lines.first_mut()
            && let Some((before, after)) = text.split_at_checked(cursor)
            && !is_searching
        {
            *first = format!("{before}{first}{after}");
        }
        // A paste with marks was continued by typing.
        if lines.first().is_some_and(|first| first.contains('\n')) {
            return EditorInput::Lines(lines.join("\n").split('\n').map(str::to_owned).collect());
        }
        let hidden = lines.first().and_then(|first| self.context.hidden_part(first));
        self.context.state.change(|flags| flags.line_hidden = hidden);
        EditorInput::Burst(lines)
    }

    /// Handles a run that ended during a search, after its prompt was erased.
    fn on_search_key(&mut self, key: Option<ReturnKey>) -> io::Result<Option<EditorInput>> {
        if key == Some(ReturnKey::Search) {
            if let Some(search) = &mut self.context.line.borrow_mut().search {
                search.older();
            }
            return Ok(None);
        }
        let accept = matches!(key, None | Some(ReturnKey::EditMatch));
        let found = self.context.line.borrow_mut().end_search(accept);
        self.context.keys.lock().mode = KeyMode::Editing;
        match key {
            // Enter
            None => Ok(found.map(|found| EditorInput::Lines(vec![found]))),
            Some(ReturnKey::Suspend) => self.suspend().map(|()| None),
            Some(_) => Ok(None),
        }
    }

    /// Handles a run that ended without a text. `None` starts another run.
    fn on_error(&mut self, error: ReadlineError) -> io::Result<Option<EditorInput>> {
        if self.context.state.lock().terminated {
            return Ok(Some(EditorInput::Terminated));
        }
        let drawn = self.context.line.borrow().drawn.clone();
        match error {
            ReadlineError::Interrupted
                if self.context.keys.lock().pressed == Some(ReturnKey::Resized) =>
            {
                self.erase_after_resize(&drawn).map(|()| None)
            }
            ReadlineError::Interrupted => {
                self.erase(&drawn)?;
                match self.context.leave_reason.take() {
                    Some(LeaveReason::NewPrompt) => Ok(None),
                    Some(LeaveReason::Continued) => self.resume().map(|()| None),
                    Some(LeaveReason::Over) => Ok(Some(EditorInput::Closed)),
                    Some(LeaveReason::Terminated) => Ok(Some(EditorInput::Terminated)),
                    Some(LeaveReason::Interrupted) => {
                        self.context.state.take_interrupt();
                        self.interrupted(drawn.text).map(Some)
                    }
                    // Another process sent a SIGINT to this thread.
                    None => self.interrupted(drawn.text).map(Some),
                }
            }
            ReadlineError::Eof
                if self.context.keys.lock().pressed == Some(ReturnKey::EndOfInput) =>
            {
                self.erase(&drawn)?;
                Ok(Some(EditorInput::EndOfInput))
            }
            ReadlineError::Eof => Ok(Some(EditorInput::Closed)),
            ReadlineError::Signal(_) => self.erase(&drawn).map(|()| None),
            error => match io_error(error) {
                // The terminal is gone.
                error if error.raw_os_error() == Some(Errno::EIO as i32) => {
                    Ok(Some(EditorInput::Closed))
                }
                error => Err(error),
            },
        }
    }

    /// Stops the process, and leaves the terminal to the shell until it continues.
    fn suspend(&self) -> io::Result<()> {
        self.terminal.release();
        signals::stop_process_group()?;
        self.resume()
    }

    fn resume(&self) -> io::Result<()> {
        self.context.state.lock().continued = false;
        self.terminal.acquire()
    }

    /// Prints the dropped line again, so that it stays on the screen.
    fn interrupted(&self, text: String) -> io::Result<EditorInput> {
        let helper = &self.context.helper;
        let prompt = helper.style_prompt(&helper.prompt());
        write_to_terminal(&format!("{prompt}{}^C\n", self.context.masked(&text)))?;
        Ok(EditorInput::Interrupted(text))
    }

    /// Erases rustyline's rows, which it leaves on the screen when it returns.
    fn erase(&mut self, drawn: &DrawnPrompt) -> io::Result<()> {
        let Some((columns, rows)) = self.rustyline.dimensions() else {
            return Ok(());
        };
        // One row more, since rustyline prints a line end when it returns.
        let up = drawn.last_row(columns, self.context.cluster_mode) + 1;
        write_to_terminal(&format!("\x1b[{}A\r\x1b[J", up.min(usize::from(rows))))
    }

    /// Erases the rows that rustyline drew before the terminal's width changed. If the terminal has not
    /// reported its cursor's position, nothing is erased, and the line is drawn again below.
    fn erase_after_resize(&mut self, drawn: &DrawnPrompt) -> io::Result<()> {
        let query = self.context.state.change(|flags| std::mem::take(&mut flags.cursor_query));
        let dimensions = self.rustyline.dimensions();
        let (CursorQuery::Answered(row, column), Some((columns, rows))) = (query, dimensions)
        else {
            return Ok(());
        };
        let mode = self.context.cluster_mode;
        // After the last column, some terminals report one more.
        let column = column.min(columns).saturating_sub(1);
        let widths = (self.columns, columns);
        let above = drawn.cursor_row_after_resize(widths, column, mode, &mut self.rewraps);
        // Since the query, rustyline has moved to the last row, as it was, and then one down. Only
        // that can have scrolled.
        let last = drawn.last_row(self.columns, mode);
        let below = last - drawn.cursor_position(self.columns, mode).row;
        let row = usize::from(row);
        let scrolled = usize::from(row + below >= usize::from(rows));
        let top = row.saturating_sub(above + scrolled).max(1);
        write_to_terminal(&format!("\x1b[{top};1H\x1b[J"))
    }
}

/// The lines of a text. After a line end at the text's end there is no empty line.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn io_error(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        ReadlineError::Errno(error) => error.into(),
        error => io::Error::other(error),
    }
}
