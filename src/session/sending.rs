//! Sending: turns the dialogue's uploads into events and octets of the connection.

use super::{ConnectionEnd, Event, EventKind, EventSink, Session, Upload};

/// How many octets are queued on the connection before uploads wait: enough to keep it busy.
const MAX_QUEUED: usize = 256 * 1024;

/// Once this many octets are queued they are written without waiting for the next turn, so that the
/// server works on the first commands of a pipeline while the later ones are made.
const WRITE_AT: usize = 16 * 1024;

impl Session {
    /// Whether more can be sent without filling the memory.
    pub fn has_room(&self) -> bool {
        self.uploads.is_empty() && self.connection.queued() < MAX_QUEUED
    }

    /// Updates the time, unless something is queued: lines that share a write are sent at the same time.
    pub(super) fn update_now(&mut self) {
        if !self.connection.wants_write() {
            self.now = self.started.elapsed();
        }
    }

    /// Queues the uploads of the last line that was read, and reports them; the next turn writes them.
    /// `script_line`: the line of the script.
    pub fn send(&mut self, script_line: Option<usize>, sink: &mut dyn EventSink) {
        self.update_now();
        while let Some(out) = self.dialogue.take_outgoing() {
            self.uploads.push_back((Upload::new(out), script_line));
        }
        self.push_uploads(sink);
        if self.connection.queued() >= WRITE_AT {
            self.flush();
        }
    }

    /// Moves uploads to the connection's queue, as long as there is room and no TLS handshake is under way.
    pub(super) fn push_uploads(&mut self, sink: &mut dyn EventSink) {
        if self.handshake.is_some() {
            return;
        }
        let (at, protected, automatic) = (self.now, self.protected, self.sends_automatically);
        while let Some((upload, script_line)) = self.uploads.front_mut()
            && self.connection.queued() < MAX_QUEUED
        {
            let script_line = *script_line;
            let sent = upload.next(&self.base, |mut piece, octets| {
                piece.script_line = script_line;
                piece.automatic = automatic;
                self.connection.send(octets);
                self.connection.send(piece.eol.octets());
                sink.event(&Event { at, protected, kind: EventKind::Client(piece) });
            });
            match sent {
                Ok(true) => {}
                Ok(false) => drop(self.uploads.pop_front()),
                Err(error) => self.close(ConnectionEnd::LiteralFile(error), sink),
            }
        }
    }

    /// Writes what the network takes.
    pub(super) fn flush(&mut self) {
        // A failure to write shows again when reading, after the server's last octets.
        let _ = self.connection.flush();
    }
}
