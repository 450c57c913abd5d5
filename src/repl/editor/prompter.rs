//! What rustyline calls back while a line is typed: it draws prompt, masks and hint, and prints
//! what waits at the only moment when nothing stands in the way, a redraw.

use super::helper::{Candidate, EditorHelper};
use super::keys::Keys;
use super::masks::Masks;
use super::search::Search;
use super::signals::interrupt_rustyline;
use super::state::EditorState;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::{Context, GraphemeClusterMode};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use unicode_segmentation::UnicodeSegmentation;

/// What stands on the screen since the last redraw.
#[derive(Clone, Default)]
pub struct Face {
    /// The prompt that was drawn, without style: a search has its own.
    pub prompt: String,
    /// What was typed.
    pub text: String,
    /// Where the cursor is in it, in bytes.
    pub position: usize,
    /// The hint behind it.
    pub hint: String,
}

impl Face {
    /// The text before and after the cursor.
    pub fn halves(&self) -> (&str, &str) {
        (self.text.split_at_checked(self.position)).unwrap_or((&self.text, ""))
    }
}

/// Why the prompt is left without the user's doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The prompt's text has changed.
    Prompt,
    /// The process was stopped and goes on.
    Continued,
    /// Ctrl-C, or another SIGINT, from before the prompt stood.
    Interrupted,
    /// The program is asked to end.
    Terminate,
    /// There is nothing more to type for.
    Ended,
}

/// rustyline's helper. Lives on the thread that reads.
pub struct Prompter {
    pub helper: Rc<dyn EditorHelper>,
    pub state: Arc<EditorState>,
    pub keys: Arc<Keys>,
    pub clusters: GraphemeClusterMode,
    pub face: RefCell<Face>,
    pub masks: RefCell<Masks>,
    /// The search that stands in the line's place.
    pub search: RefCell<Option<Search>>,
    pub leaving: Cell<Option<Leaving>>,
    /// No redraw yet since rustyline was entered.
    pub entering: Cell<bool>,
    /// rustyline has said that a redraw is due: it follows a key and not a ring.
    announced: Cell<bool>,
    /// A list of candidates stands below the line; the redraw after it is not announced.
    listing: Cell<bool>,
    /// What could not be drained.
    pub failure: Cell<Option<std::io::Error>>,
}

impl Prompter {
    pub fn new(helper: Rc<dyn EditorHelper>, state: Arc<EditorState>, keys: Arc<Keys>) -> Prompter {
        Prompter {
            helper,
            state,
            keys,
            clusters: GraphemeClusterMode::from_env(),
            face: RefCell::default(),
            masks: RefCell::default(),
            search: RefCell::default(),
            leaving: Cell::default(),
            entering: Cell::default(),
            announced: Cell::default(),
            listing: Cell::default(),
            failure: Cell::default(),
        }
    }

    /// The prompt as it should be now.
    pub fn prompt(&self) -> String {
        match *self.search.borrow() {
            Some(_) => self.helper.search_prompt(),
            None => self.helper.prompt(),
        }
    }

    /// The text as the screen may show it: secrets closed, control characters left out (they
    /// take no column in rustyline's count, and a paste must not steer the terminal).
    pub fn masked(&self, text: &str) -> String {
        let secret = self.helper.secrets(text);
        let mut masks = self.masks.borrow_mut();
        let mut closed = masks.update(text, &secret).iter();
        let mut shown = String::with_capacity(text.len());
        for cluster in text.graphemes(true) {
            let hidden = (closed.by_ref().take(cluster.chars().count())).fold(false, |a, b| a | b);
            match cluster {
                "\n" => shown.push('\n'),
                "\t" => shown.push('\t'),
                _ if hidden => {
                    let width = usize::from(self.clusters.width(cluster));
                    shown.extend(std::iter::repeat_n('*', width));
                }
                _ => shown.extend(cluster.chars().filter(|c| !c.is_control())),
            }
        }
        shown
    }

    /// What was waiting, as whole lines.
    fn drained(&self) -> String {
        let mut out = Vec::new();
        if let Err(error) = self.helper.drain_output(&mut out) {
            self.failure.set(Some(error));
        }
        let mut text = String::from_utf8_lossy(&out).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// Whether this redraw follows a ring: rustyline announces the others, but for the one after
    /// a list of candidates.
    fn after_ring(&self) -> bool {
        !self.announced.take() && !self.listing.take()
    }

    fn leave(&self, why: Leaving) {
        self.leaving.set(Some(why));
        interrupt_rustyline();
    }
}

impl Highlighter for Prompter {
    fn highlight<'l>(&self, line: &'l str, position: usize) -> Cow<'l, str> {
        let mut face = self.face.borrow_mut();
        face.text = line.to_owned();
        face.position = position;
        face.hint.clear();
        Cow::Owned(self.masked(line))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        default: bool,
    ) -> Cow<'b, str> {
        if self.keys.dropping.load(Ordering::Relaxed) {
            interrupt_rustyline();
            return Cow::Borrowed("");
        }
        self.face.borrow_mut().prompt = prompt.to_owned();
        let rung = self.after_ring();
        let entering = self.entering.take();
        let (continued, terminate, interrupted) = self.state.change(|waiting| {
            // Before draining: what comes after this requests another.
            waiting.redraw_requested = false;
            waiting.at_prompt = true;
            if rung || entering {
                waiting.token_in_flight = false;
            }
            let interrupted = waiting.interrupts > 0;
            let terminate = waiting.terminated;
            (waiting.continued, terminate, interrupted)
        });
        let mut drawn = String::new();
        if rung {
            // rustyline ends its message with a line of its own.
            drawn.push_str("\x1b[A");
        }
        drawn.push_str(&self.drained());
        if terminate {
            self.leave(Leaving::Terminate);
        } else if continued {
            self.leave(Leaving::Continued);
        } else if interrupted {
            self.leave(Leaving::Interrupted);
        } else if self.helper.is_over() {
            self.leave(Leaving::Ended);
        } else if default && self.prompt() != prompt {
            self.leave(Leaving::Prompt);
        }
        drawn.push_str(&self.helper.style_prompt(prompt));
        Cow::Owned(drawn)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let mut face = self.face.borrow_mut();
        // A redraw for a push brings the last hint back, wherever the cursor has gone since.
        if face.position < face.text.len() && self.search.borrow().is_none() {
            return Cow::Borrowed("");
        }
        face.hint = hint.to_owned();
        Cow::Owned(format!("\x1b[2m{hint}\x1b[22m"))
    }

    fn highlight_char(&self, line: &str, position: usize, _: CmdKind) -> bool {
        self.announced.set(true);
        let mut face = self.face.borrow_mut();
        face.text = line.to_owned();
        face.position = position;
        true
    }
}

/// A hint is to be read, not to be taken over with the right arrow.
pub struct Syntax(String);

impl rustyline::hint::Hint for Syntax {
    fn display(&self) -> &str {
        &self.0
    }
    fn completion(&self) -> Option<&str> {
        None
    }
}

impl rustyline::hint::Hinter for Prompter {
    type Hint = Syntax;

    fn hint(&self, line: &str, position: usize, context: &Context<'_>) -> Option<Syntax> {
        if let Some(search) = self.search.borrow_mut().as_mut() {
            let found = search.look(line, context.history())?;
            return Some(Syntax(format!(": {found}")));
        }
        let whole = !line.is_empty() && position == line.len() && !line.contains('\n');
        whole.then(|| self.helper.hint(line)).flatten().map(Syntax)
    }
}

impl rustyline::completion::Completer for Prompter {
    type Candidate = Candidate;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Candidate>)> {
        let (start, candidates) = self.helper.complete(line, position);
        self.listing.set(candidates.len() > 1);
        Ok((start.min(position), candidates))
    }
}

impl rustyline::validate::Validator for Prompter {}
impl rustyline::Helper for Prompter {}
