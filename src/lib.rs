//! imapsh: type IMAP by hand. `docs/architecture.md` describes how the modules work together.

// Output goes through the view or `commands::output`. A forgotten debug line could reveal a secret.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

#[cfg(not(unix))]
compile_error!("imapsh runs on Linux and macOS; on Windows, build and run it in WSL");

pub mod cli;
pub mod commands;
mod console;
mod decode;
mod directive;
mod encoding;
mod escape;
mod explain;
mod input;
mod language;
mod lesson;
pub mod messages;
mod notation;
mod practice;
mod protocol;
mod record;
mod reference;
mod repl;
mod script;
mod session;
mod state_file;
mod system_error;
mod templates;
mod transport;
mod view;

/// What the tests, benchmarks, fuzz targets and the examples in comments use of the inside.
#[doc(hidden)]
pub mod internals {
    pub use crate::escape::NOTICE_MARK;
    pub use crate::language::Language;
    pub use crate::lesson::{Lesson, Step};
    pub use crate::notation::Pattern;
    pub use crate::notation::directive::Directive;
    pub use crate::notation::directive::duration;
    pub use crate::notation::directive::fold_limit::FoldLimit;
    pub use crate::notation::directive::goal::Goal;
    pub use crate::notation::response_keyword;
    pub use crate::notation::{
        ItemKind, LineKind, Reading, Script, ScriptCommand, ScriptItem, ScriptStream,
        read as read_script,
    };
    pub use crate::practice::{Announced, Config, Server, SessionOptions};
    pub use crate::protocol::commands;
    pub use crate::protocol::compose::{Content, Environment, FileError, FileInfo};
    pub use crate::protocol::dialogue::{Dialogue, Expected, FollowingLiteral, Prompt};
    pub use crate::protocol::framing::{Framer, Piece};
    pub use crate::protocol::literal::LiteralAnnouncement;
    pub use crate::protocol::spelling::nearest;
    pub use crate::protocol::syntax::{Kind, Mode, Node, Parser, Side};
    pub use crate::protocol::tags::Tags;
    pub use crate::protocol::typed_line::ForeignLine;
    pub use crate::protocol::typed_line::LineClassifier;
    pub use crate::protocol::typed_line::TypedLineKind;
    pub use crate::protocol::typed_line::foreign_line;
    pub use crate::protocol::typed_line::to_half_width;
    pub use crate::record::{Header, Record};
    pub use crate::reference::Argument;
    pub use crate::reference::arguments_in;
    pub use crate::reference::lookup;
    pub use crate::repl::editor::{
        Callbacks, Candidate, Editor, EditorHelper, EditorInput, EditorOptions, ExternalEditError,
        block_signals,
    };
    pub use crate::script::bundled::find;
    pub use crate::script::{bundled, load};
    pub use crate::session::{ClientPiece, Event, EventKind, EventSink, NoticeLevel};
    pub use crate::transport::{Connection, ConnectionError, Read, Socket};
    pub use crate::view::table::align;
    pub use crate::view::table::table;
    pub use crate::view::units::in_units;
    pub use crate::view::wrap::wrap;
    pub use crate::view::{Colors, OutputStyle, TerminalView};
}
