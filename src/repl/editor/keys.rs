//! The keys that make rustyline return.
//!
//! Each of them accepts the line, as Enter does, and is stored here. Only after an accepted line does
//! rustyline keep the keys that it has read and not handled.

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
}

/// What the keys do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyMode {
    #[default]
    Editing,
    Searching,
    /// Every key makes rustyline fail, which discards the keys it has read.
    Discarding,
}

#[derive(Default)]
pub struct KeyState {
    pub mode: KeyMode,
    /// The key that made rustyline return; `None` is Enter.
    pub pressed: Option<ReturnKey>,
    /// The cursor's byte offset in the line when that key was pressed.
    pub cursor: usize,
}

/// The state that rustyline's key handlers share with the editor. rustyline requires a `Sync` type.
#[derive(Default)]
pub struct Keys(Mutex<KeyState>);

impl Keys {
    pub fn lock(&self) -> MutexGuard<'_, KeyState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn bind(self: &Arc<Keys>, mut bind: impl FnMut(Event, EventHandler)) {
        let mut bind_to = |event: Event, key: Option<ReturnKey>| {
            let handler = Box::new(Handler(Arc::clone(self), key));
            bind(event, EventHandler::Conditional(handler));
        };
        for (letter, key) in [
            ('C', ReturnKey::Interrupt),
            ('D', ReturnKey::EndOfInput),
            ('Z', ReturnKey::Suspend),
            ('R', ReturnKey::Search),
            ('G', ReturnKey::CancelSearch),
        ] {
            bind_to(KeyEvent::ctrl(letter).into(), Some(key));
        }
        let escape = KeyEvent(KeyCode::Esc, Modifiers::NONE);
        bind_to(escape.into(), Some(ReturnKey::CancelSearch));
        for letter in ['A', 'B', 'E', 'F', 'N', 'P', 'I'] {
            bind_to(KeyEvent::ctrl(letter).into(), Some(ReturnKey::EditMatch));
        }
        for code in [
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Tab,
        ] {
            let key = KeyEvent(code, Modifiers::NONE);
            bind_to(key.into(), Some(ReturnKey::EditMatch));
        }
        // Needed only to discard keys.
        bind_to(Event::Any, None);
    }
}

/// Handles one of the keys; `None` is any other key.
struct Handler(Arc<Keys>, Option<ReturnKey>);

impl ConditionalEventHandler for Handler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let mut state = self.0.lock();
        let key = match (state.mode, self.1) {
            (KeyMode::Discarding, _) => return Some(Cmd::Interrupt),
            (_, Some(key @ (ReturnKey::Interrupt | ReturnKey::Suspend | ReturnKey::Search))) => key,
            (KeyMode::Searching, Some(ReturnKey::EndOfInput)) => ReturnKey::CancelSearch,
            (KeyMode::Searching, Some(key)) => key,
            (KeyMode::Editing, Some(ReturnKey::EndOfInput)) => {
                // rustyline returns, or deletes a character.
                state.pressed = (context.line().is_empty()).then_some(ReturnKey::EndOfInput);
                return None;
            }
            (KeyMode::Editing, _) | (_, None) => return None,
        };
        state.pressed = Some(key);
        state.cursor = context.pos();
        Some(Cmd::AcceptLine)
    }
}
