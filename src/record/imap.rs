//! `.imap`: the session as a script that can be replayed. `notation` writes the script; this module
//! adds the lines that only a record has.

use super::format::{Header, RecordFormat};
use crate::escape;
use crate::notation::{Writer, record_comments};
use crate::session::{Event, EventKind, NoticeLevel, ScriptNotice};

/// Writes `.imap`.
#[derive(Clone, Default)]
pub(super) struct ImapScript(Writer);

impl RecordFormat for ImapScript {
    fn header(&mut self, header: &Header) -> Vec<u8> {
        let port = header.port.map(|port| format!(" {port}"));
        let (host, port) = (escape::escaped(&header.host), port.unwrap_or_default());
        let tls = header.tls;
        let mut lines = format!("# {}\n# {host}{port}, TLS: {tls}\n", record_comments::FIRST_LINE);
        if let Some(mid_session) = header.mid_session {
            lines += &format!("# {}\n", mid_session.comment());
        }
        lines.into_bytes()
    }

    fn new_connection(&mut self, directive: &str) -> Vec<u8> {
        self.0.end_connection();
        self.0.comment("# :", directive);
        self.0.take()
    }

    fn event(&mut self, event: &Event<'_>) -> Vec<u8> {
        match &event.kind {
            EventKind::Server(piece) => self.0.server(piece),
            EventKind::Client(piece) if piece.automatic => self.0.automatic(piece),
            EventKind::Client(piece) => self.0.client(piece),
            EventKind::Notice(_, text) => {
                self.0.comment(&format!("# {}", record_comments::NOTICE_PREFIX), text)
            }
            EventKind::Script(ScriptNotice { level, text, .. }) => match level {
                NoticeLevel::Heading => self.0.comment("## ", text),
                _ => self.0.comment("# ", text),
            },
        }
        self.0.take()
    }

    fn finish(&mut self) -> Vec<u8> {
        self.0.finish();
        self.0.take()
    }

    fn needs_end(&self) -> bool {
        self.0.needs_end()
    }

    fn boxed_clone(&self) -> Box<dyn RecordFormat> {
        Box::new(self.clone())
    }
}
