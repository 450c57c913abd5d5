//! The interface of all record formats.

use crate::notation::record_comments::MidSession;
use crate::session::Event;

/// The facts about the session in a record's header.
#[derive(Clone, Debug)]
pub struct Header {
    /// The server as the user named it, or the program of `--command`.
    pub host: String,
    pub port: Option<u16>,
    /// `tls`, `starttls` or `none`.
    pub tls: &'static str,
    /// The session's state, if it began before the record.
    pub mid_session: Option<MidSession>,
}

/// A kind of record. Each method returns the octets to append to the file.
pub(super) trait RecordFormat {
    /// The octets before the first event.
    fn header(&mut self, header: &Header) -> Vec<u8>;

    fn event(&mut self, event: &Event<'_>) -> Vec<u8>;

    /// The octets before the events of a further connection. A replay makes that connection with
    /// this directive, which does not include the colon.
    fn new_connection(&mut self, _directive: &str) -> Vec<u8> {
        Vec::new()
    }

    /// The octets after the last event.
    fn finish(&mut self) -> Vec<u8> {
        Vec::new()
    }

    /// Whether the record would have another meaning without the octets of [`RecordFormat::finish`], so
    /// that the file always needs them.
    fn needs_end(&self) -> bool {
        false
    }

    fn boxed_clone(&self) -> Box<dyn RecordFormat>;
}
