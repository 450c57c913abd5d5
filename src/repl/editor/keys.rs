//! The keys that make rustyline return.
//!
//! Each of them accepts the line, like Enter, and is stored here. Only after an accepted line does
//! rustyline keep the keys that it has read and not handled.

use super::editor_state::EditorState;
use super::keyboard::{RESIZED, TAKE_LINES};
use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, EventHandler, KeyCode, KeyEvent, Modifiers,
    RepeatCount,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A key that made rustyline return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnKey {
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
    /// Ctrl-D on an empty line.
    EndOfInput,
    /// Ctrl-R: starts a search, or continues it with older lines.
    Search,
    /// Escape or Ctrl-G, while searching.
    CancelSearch,
    /// A key that moves the cursor, while searching: the match becomes the line.
    EditMatch,
    /// ↑ or Ctrl-P: an older line of the history.
    Older,
    /// ↓ or Ctrl-N: a newer one.
    Newer,
    /// Ctrl-X Ctrl-E: edits the line in another program.
    EditElsewhere,
    /// Ctrl-Y: inserts what was cut.
    InsertCut,
    /// Several lines have arrived at once.
    TakeLines,
    /// The terminal's size has changed.
    Resized,
}

/// The mode that decides what keys do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyMode {
    #[default]
    Editing,
    Searching,
}

#[derive(Default)]
pub struct KeyState {
    pub mode: KeyMode,
    /// The key that made rustyline return; `None` is Enter.
    pub pressed: Option<ReturnKey>,
    /// The cursor's byte offset in the line when that key was pressed.
    pub cursor: usize,
    /// The line, and the cursor's offset, before a key that cuts text out of it.
    pub cuts: Option<(String, usize)>,
    /// The line, and the cursor's offset, after a completion that has added a space.
    pub completed: Option<(String, usize)>,
    /// A key was handled that may end the run, for which the keyboard waits.
    pub handled_line_end: bool,
}

/// The state that rustyline's key handlers share with the editor. rustyline requires a `Sync` type.
pub struct Keys {
    state: Mutex<KeyState>,
    editor: Arc<EditorState>,
}

impl Keys {
    pub fn new(editor: Arc<EditorState>) -> Keys {
        Keys { state: Mutex::default(), editor }
    }

    pub fn lock(&self) -> MutexGuard<'_, KeyState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn bind(self: &Arc<Keys>, mut bind: impl FnMut(Event, EventHandler)) {
        let mut bind_all = |event: Event, key: Option<ReturnKey>| {
            let handler = Box::new(Handler(Arc::clone(self), key));
            bind(event, EventHandler::Conditional(handler));
        };
        bind_all(
            Event::KeySeq(vec![KeyEvent::ctrl('X'), KeyEvent::ctrl('E')]),
            Some(ReturnKey::EditElsewhere),
        );
        let mut bind_to = |event: KeyEvent, key| bind_all(event.into(), key);
        for (letter, key) in [
            ('C', ReturnKey::Interrupt),
            ('D', ReturnKey::EndOfInput),
            ('Z', ReturnKey::Suspend),
            ('R', ReturnKey::Search),
            ('G', ReturnKey::CancelSearch),
            ('Y', ReturnKey::InsertCut),
        ] {
            bind_to(KeyEvent::ctrl(letter), Some(key));
        }
        bind_to(char::from(TAKE_LINES).into(), Some(ReturnKey::TakeLines));
        bind_to(char::from(RESIZED).into(), Some(ReturnKey::Resized));
        let escape = KeyEvent(KeyCode::Esc, Modifiers::NONE);
        bind_to(escape, Some(ReturnKey::CancelSearch));
        for letter in ['A', 'B', 'E', 'F', 'I'] {
            bind_to(KeyEvent::ctrl(letter), Some(ReturnKey::EditMatch));
        }
        for code in [KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::Tab] {
            bind_to(KeyEvent(code, Modifiers::NONE), Some(ReturnKey::EditMatch));
        }
        for (letter, code, key) in
            [('P', KeyCode::Up, ReturnKey::Older), ('N', KeyCode::Down, ReturnKey::Newer)]
        {
            bind_to(KeyEvent::ctrl(letter), Some(key));
            bind_to(KeyEvent(code, Modifiers::NONE), Some(key));
        }
        bind_to(KeyEvent(KeyCode::Enter, Modifiers::NONE), None);
        let space = Box::new(SpaceHandler(Arc::clone(self)));
        bind(KeyEvent::from(' ').into(), EventHandler::Conditional(space));
        self.bind_cuts(bind);
    }

    /// Binds the keys that cut something out of the line.
    fn bind_cuts(self: &Arc<Keys>, mut bind: impl FnMut(Event, EventHandler)) {
        let mut keys: Vec<Event> = ['W', 'U', 'K'].map(|key| KeyEvent::ctrl(key).into()).into();
        keys.extend(['d', 'D'].map(|key| KeyEvent::alt(key).into()));
        let backspace = KeyEvent(KeyCode::Backspace, Modifiers::NONE);
        keys.push(KeyEvent(KeyCode::Backspace, Modifiers::ALT).into());
        keys.push(Event::KeySeq(vec![KeyEvent::ctrl('X'), backspace]));
        for key in keys {
            bind(key, EventHandler::Conditional(Box::new(CutHandler(Arc::clone(self)))));
        }
        // These would insert rustyline's own cut text, of which it does not know the hidden parts.
        for key in ['y', 'Y'] {
            bind(KeyEvent::alt(key).into(), Cmd::Noop.into());
        }
    }
}

/// Notes the line before a key cuts something out of it, as rustyline has bound that key.
struct CutHandler(Arc<Keys>);

impl ConditionalEventHandler for CutHandler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        self.0.lock().cuts = Some((context.line().to_owned(), context.pos()));
        None
    }
}

/// Ignores a space right after a completion that has added one: two spaces are a mistake in IMAP.
struct SpaceHandler(Arc<Keys>);

impl ConditionalEventHandler for SpaceHandler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let completed = self.0.lock().completed.take();
        let is_there =
            completed.is_some_and(|(line, at)| line == context.line() && at == context.pos());
        is_there.then_some(Cmd::Noop)
    }
}

/// Handles one of the keys; `None` is Enter.
struct Handler(Arc<Keys>, Option<ReturnKey>);

impl ConditionalEventHandler for Handler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        use ReturnKey::{
            EditElsewhere, EndOfInput, InsertCut, Interrupt, Newer, Older, Resized, Search,
            Suspend, TakeLines,
        };
        let mut state = self.0.lock();
        let may_end_line =
            [None, Some(Interrupt), Some(EndOfInput), Some(Suspend), Some(TakeLines)];
        state.handled_line_end |= may_end_line.contains(&self.1);
        let key = match (state.mode, self.1) {
            (_, None) => return None,
            (_, Some(Resized)) => {
                state.pressed = Some(Resized);
                drop(state);
                self.0.editor.query_cursor();
                // Do not draw anything before the query is evaluated.
                return Some(Cmd::Interrupt);
            }
            (_, Some(key @ (Interrupt | Suspend | Search | TakeLines))) => key,
            (KeyMode::Searching, Some(EndOfInput)) => ReturnKey::CancelSearch,
            (KeyMode::Searching, Some(InsertCut)) => return Some(Cmd::Noop),
            (KeyMode::Searching, Some(Older | Newer | EditElsewhere)) => ReturnKey::EditMatch,
            (KeyMode::Searching, Some(key)) => key,
            // In a paste of several lines, they move between the lines.
            (KeyMode::Editing, Some(key @ (Older | Newer))) if !context.line().contains('\n') => {
                key
            }
            (KeyMode::Editing, Some(key @ (EditElsewhere | InsertCut))) => key,
            (KeyMode::Editing, Some(EndOfInput)) => {
                // rustyline returns, or deletes a character.
                let ends_input = context.line().is_empty();
                state.pressed = ends_input.then_some(EndOfInput);
                if !ends_input {
                    state.handled_line_end = false;
                    self.0.editor.line_continues();
                }
                return None;
            }
            (KeyMode::Editing, _) => return None,
        };
        state.pressed = Some(key);
        state.cursor = context.pos();
        Some(Cmd::AcceptLine)
    }
}
