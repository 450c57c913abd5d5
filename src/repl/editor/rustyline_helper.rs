//! The helper that rustyline calls during a run: draws the prompt, masks secrets, and prints waiting
//! output at each redraw. The module `editor` explains the mechanism and its terms.

use super::candidate_list;
use super::cut_text::CutText;
use super::edited_line::EditedLine;
use super::editor_helper::{Candidate, EditorHelper};
use super::editor_state::EditorState;
use super::keys::Keys;
use super::signals::interrupt_rustyline;
use crate::view::{theme, wrap};
use owo_colors::OwoColorize;
use rustyline::completion::Pair;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::{Context, GraphemeClusterMode};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Why a redraw ended the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveReason {
    /// There is another prompt to draw.
    NewPrompt,
    /// The process was stopped and continues.
    Continued,
    /// SIGINT.
    Interrupted,
    /// SIGTERM, SIGQUIT or SIGHUP.
    Terminated,
    /// The helper reports that no more lines are needed.
    Over,
}

/// The state that the callbacks and the interactive reader share, both on the reading thread.
pub struct ReadContext {
    pub helper: Rc<dyn EditorHelper>,
    pub state: Arc<EditorState>,
    pub keys: Arc<Keys>,
    pub cluster_mode: GraphemeClusterMode,
    pub line: RefCell<EditedLine>,
    /// The text that Ctrl-Y inserts.
    pub cut: RefCell<CutText>,
    pub leave_reason: Cell<Option<LeaveReason>>,
    /// Whether the run has not drawn anything yet.
    pub first_redraw: Cell<bool>,
}

impl ReadContext {
    /// The prompt that should be on the screen.
    pub fn prompt(&self) -> String {
        match self.line.borrow().search {
            Some(_) => self.helper.search_prompt(),
            None => self.helper.prompt(),
        }
    }

    /// The text with its secrets masked.
    pub fn masked(&self, text: &str) -> String {
        let secrets = self.helper.secrets(text);
        let at_end = self.helper.hidden_at_end(text);
        let mut line = self.line.borrow_mut();
        line.note(text, self.helper.hides_input(), self.helper.is_attempt(text));
        line.mask.apply(text, &secrets, at_end, self.cluster_mode)
    }

    /// The part of this accepted line that is hidden, from its first hidden character to its last one. None, if
    /// the line was only continued, so that its positions say what is a secret, and in the lines of a paste.
    pub fn hidden_part(&self, line: &str) -> Option<Range<usize>> {
        if line.contains('\n') {
            return None;
        }
        // Its last keys may not have been drawn.
        self.masked(line);
        let edited = &self.line.borrow();
        // The arguments of a mistyped command are hidden too, until it is corrected.
        if !edited.mask.is_edited() || !edited.was_attempt {
            return None;
        }
        let hidden = edited.mask.hidden_in(line);
        let mut parts = line.char_indices().zip(hidden).filter(|(_, is_hidden)| *is_hidden);
        let ((start, first), _) = parts.next()?;
        let (end, last) = parts.last().map_or((start, first), |(last, _)| last);
        Some(start..end + last.len_utf8())
    }

    /// Notes the text that a key has cut out of the line, before the line is masked again.
    fn note_cut(&self, text: &str, cursor: usize) {
        if let Some((before, at)) = self.keys.lock().cuts.take() {
            let hidden = self.line.borrow().mask.hidden_in(&before);
            self.cut.borrow_mut().note((&before, at), &hidden, (text, cursor));
        }
    }
}

/// The helper that rustyline calls.
pub struct RustylineHelper {
    context: Rc<ReadContext>,
    /// Whether rustyline has called `highlight_char`, as it does before every redraw except those after a
    /// token or a list of candidates.
    announced: Cell<bool>,
    /// Whether rustyline shows a list of candidates below the line.
    listing: Cell<bool>,
    /// The line and the cursor after the last Tab. A second Tab there lists the candidates.
    completed: RefCell<(String, usize)>,
}

impl RustylineHelper {
    pub fn new(context: Rc<ReadContext>) -> RustylineHelper {
        RustylineHelper {
            context,
            announced: Cell::default(),
            listing: Cell::default(),
            completed: RefCell::default(),
        }
    }

    /// The waiting output, as whole lines.
    fn output(&self) -> String {
        let output = self.context.helper.take_output();
        let mut text = String::from_utf8_lossy(&output).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    fn leave(&self, reason: LeaveReason) {
        self.context.leave_reason.set(Some(reason));
        interrupt_rustyline();
    }
}

impl Highlighter for RustylineHelper {
    /// Called before most redraws.
    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.announced.set(true);
        true
    }

    /// Called first in each redraw, when the old rows are cleared. rustyline writes the returned text
    /// in place of the prompt.
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        is_default: bool,
    ) -> Cow<'b, str> {
        let context = &self.context;
        context.line.borrow_mut().drawn.prompt = prompt.to_owned();
        let follows_token = !self.announced.take() && !self.listing.take();
        let is_first = context.first_redraw.take();
        // Before the output is taken: output that arrives after this requests another redraw.
        let (terminated, continued, interrupted) = context.state.change(|flags| {
            flags.redraw_requested = false;
            flags.at_prompt = true;
            if follows_token || is_first {
                flags.token_in_flight = false;
            }
            (flags.terminated, flags.continued, flags.interrupts > 0)
        });
        if is_first {
            context.state.wake_keyboard();
        }
        let mut drawn = String::new();
        if follows_token {
            // rustyline has ended the token, an empty message, with a line end.
            drawn.push_str("\x1b[A");
        }
        drawn.push_str(&self.output());
        if terminated {
            self.leave(LeaveReason::Terminated);
        } else if continued {
            self.leave(LeaveReason::Continued);
        } else if interrupted {
            self.leave(LeaveReason::Interrupted);
        } else if context.helper.is_over() {
            self.leave(LeaveReason::Over);
        } else if is_default && context.prompt() != prompt {
            self.leave(LeaveReason::NewPrompt);
        }
        drawn.push_str(&context.helper.style_prompt(prompt));
        Cow::Owned(drawn)
    }

    fn highlight<'l>(&self, text: &'l str, cursor: usize) -> Cow<'l, str> {
        self.context.note_cut(text, cursor);
        let mut line = self.context.line.borrow_mut();
        line.drawn.text = text.to_owned();
        line.drawn.cursor = cursor;
        line.drawn.hint.clear();
        let is_search = line.search.is_some();
        drop(line);
        let shown = self.context.masked(text);
        Cow::Owned(if is_search { shown } else { self.context.helper.style_text(&shown) })
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let line = &mut *self.context.line.borrow_mut();
        // After a token rustyline draws the last hint again, even if the cursor has moved since. Below a
        // paste it can stay.
        let is_after_line = line.search.is_none() && !line.drawn.text.contains('\n');
        if is_after_line && line.drawn.cursor < line.drawn.text.len() {
            return Cow::Borrowed("");
        }
        line.drawn.hint = hint.to_owned();
        Cow::Owned(hint.style(theme::HINT).to_string())
    }
}

fn common_prefix(candidates: &[Candidate]) -> &str {
    let first = candidates.first().map_or("", |candidate| &candidate.inserted);
    let common = |other: &Candidate| {
        let pairs = first.char_indices().zip(other.inserted.chars());
        let differs = pairs.into_iter().find(|((_, one), other)| one != other);
        differs.map_or(first.len().min(other.inserted.len()), |((at, _), _)| at)
    };
    &first[..candidates.iter().map(common).min().unwrap_or_default()]
}

/// A hint that is only shown: no key inserts it.
pub struct ShownHint(String);

impl rustyline::hint::Hint for ShownHint {
    fn display(&self) -> &str {
        &self.0
    }
    fn completion(&self) -> Option<&str> {
        None
    }
}

impl rustyline::hint::Hinter for RustylineHelper {
    type Hint = ShownHint;

    fn hint(&self, text: &str, cursor: usize, context: &Context<'_>) -> Option<ShownHint> {
        if let Some(search) = &mut self.context.line.borrow_mut().search {
            let found = search.find(text, context.history()).map(str::to_owned);
            let failure = || (!text.is_empty()).then(|| self.context.helper.search_failure());
            return Some(ShownHint(format!(": {}", found.or_else(failure)?)));
        }
        if text.contains('\n') {
            let below = if text.ends_with('\n') { "" } else { "\n" };
            return self
                .context
                .helper
                .paste_hint(text)
                .map(|it| ShownHint(format!("{below}{it}")));
        }
        let is_at_end = !text.is_empty() && cursor == text.len();
        let hint = is_at_end.then(|| self.context.helper.hint(text));
        hint.flatten().map(ShownHint)
    }
}

impl rustyline::completion::Completer for RustylineHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        text: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, mut candidates) = self.context.helper.complete(text, cursor);
        let start = start.min(cursor);
        let mut completed = self.completed.borrow_mut();
        let is_second = completed.0 == text && completed.1 == cursor;
        if candidates.len() > 1 && !is_second {
            // rustyline would list them at once. Without a candidate it rings the bell.
            let common = common_prefix(&candidates).to_owned();
            let (typed, after) = (&text[start..cursor], &text[cursor..]);
            let is_longer = common.len() > typed.len();
            let end = if is_longer { common.as_str() } else { typed };
            *completed = (format!("{}{end}{after}", &text[..start]), start + end.len());
            candidates = is_longer.then(|| Candidate::of(common)).into_iter().collect();
        } else if let Some(screen) = wrap::screen_size(io::stdout()) {
            let more = |count| self.context.helper.more_candidates(count);
            candidates = candidate_list::fitting(candidates, screen, &text[start..cursor], more);
        }
        self.listing.set(candidates.len() > 1);
        self.context.keys.lock().completed = match &*candidates {
            [only] if only.inserted.ends_with(' ') => {
                let line = format!("{}{}{}", &text[..start], only.inserted, &text[cursor..]);
                Some((line, start + only.inserted.len()))
            }
            _ => None,
        };
        let pair = |it: Candidate| Pair { display: it.shown, replacement: it.inserted };
        Ok((start, candidates.into_iter().map(pair).collect()))
    }
}

impl rustyline::validate::Validator for RustylineHelper {}
impl rustyline::Helper for RustylineHelper {}
