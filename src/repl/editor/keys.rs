//! The keys that mean something to the editor itself. rustyline is left at each of them: as if a
//! line were accepted where what was typed ahead has to live on, which it does over no other end.

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, EventHandler, KeyCode, KeyEvent, Modifiers,
    RepeatCount,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What was pressed, set by the keys' handlers.
#[derive(Default)]
pub struct Keys {
    /// Ctrl-C.
    pub interrupt: AtomicBool,
    /// Ctrl-Z.
    pub suspend: AtomicBool,
    /// Ctrl-D on an empty line.
    pub end: AtomicBool,
    /// Ctrl-R: a search begins, or goes on to an older line.
    pub search: AtomicBool,
    /// Escape or Ctrl-G: the search is given up.
    pub cancel: AtomicBool,
    /// A key that moves: what was found is to be edited.
    pub take: AtomicBool,
    /// Where the cursor was then.
    pub position: AtomicUsize,
    /// What is typed is searched for. This one is set by the editor.
    pub searching: AtomicBool,
    /// Whatever key comes, rustyline is left. This one is set by the editor.
    pub dropping: AtomicBool,
}

impl Keys {
    /// Forgets what was pressed.
    pub fn reset(&self) {
        for key in [
            &self.interrupt,
            &self.suspend,
            &self.end,
            &self.search,
            &self.cancel,
            &self.take,
        ] {
            key.store(false, Ordering::Relaxed);
        }
    }

    /// Binds all keys that are handled here.
    pub fn bind(self: &Arc<Keys>, mut bind: impl FnMut(Event, EventHandler)) {
        let mut to = |event: Event, key: Key| {
            let handler = Handler(Arc::clone(self), key);
            bind(event, EventHandler::Conditional(Box::new(handler)));
        };
        to(KeyEvent::ctrl('C').into(), Key::Interrupt);
        to(KeyEvent::ctrl('D').into(), Key::End);
        to(KeyEvent::ctrl('Z').into(), Key::Suspend);
        to(KeyEvent::ctrl('R').into(), Key::Search);
        to(KeyEvent::ctrl('G').into(), Key::Cancel);
        to(KeyEvent(KeyCode::Esc, Modifiers::NONE).into(), Key::Cancel);
        for letter in ['A', 'B', 'E', 'F', 'N', 'P', 'I'] {
            to(KeyEvent::ctrl(letter).into(), Key::Take);
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
            to(KeyEvent(code, Modifiers::NONE).into(), Key::Take);
        }
        to(Event::Any, Key::Other);
    }
}

/// What a key does here.
#[derive(Clone, Copy)]
enum Key {
    Interrupt,
    Suspend,
    End,
    Search,
    Cancel,
    Take,
    Other,
}

struct Handler(Arc<Keys>, Key);

impl ConditionalEventHandler for Handler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let Handler(keys, key) = self;
        if keys.dropping.load(Ordering::Relaxed) {
            return Some(Cmd::Interrupt);
        }
        let searching = keys.searching.load(Ordering::Relaxed);
        let (pressed, command) = match key {
            Key::Interrupt => (&keys.interrupt, Cmd::AcceptLine),
            Key::Suspend => (&keys.suspend, Cmd::AcceptLine),
            Key::Search => (&keys.search, Cmd::AcceptLine),
            Key::Cancel if searching => (&keys.cancel, Cmd::AcceptLine),
            Key::End if searching => (&keys.cancel, Cmd::AcceptLine),
            Key::Take if searching => (&keys.take, Cmd::AcceptLine),
            Key::End => {
                let empty = context.line().is_empty();
                keys.end.store(empty, Ordering::Relaxed);
                return None;
            }
            Key::Cancel | Key::Take | Key::Other => return None,
        };
        pressed.store(true, Ordering::Relaxed);
        keys.position.store(context.pos(), Ordering::Relaxed);
        Some(command)
    }
}
