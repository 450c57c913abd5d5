//! imapsh's own reports, on the screen and in the records: on behalf of a driver, and when the
//! connection or a record changes.

use super::Console;
use crate::messages::{Explain, Text, text};
use crate::protocol::dialogue::{Dialogue, LineError};
use crate::record::RecordLoss;
use crate::session::{Event, EventKind, EventSink, NoticeLevel, OpenError, ScriptNotice, Session};
use std::time::Duration;

impl Console {
    pub fn info(&mut self, text: impl Text) {
        self.notice(NoticeLevel::Info, &self.messages.format(text));
    }

    /// Shows the answer to a request of the user.
    pub fn answer(&mut self, text: impl Text) {
        self.notice(NoticeLevel::Answer, &self.messages.format(text));
    }

    pub fn hint(&mut self, text: impl Text) {
        self.notice(NoticeLevel::Hint, &self.messages.format(text));
    }

    /// Warns that responses with these keywords, which a listing shows, have not arrived.
    pub fn warn_of_missing(&mut self, keywords: Vec<String>) {
        let seconds = self.settings.patience.as_secs_f64();
        self.warn(text::ReplayNotReceived { missing: self.messages.list(keywords), seconds });
    }

    pub fn warn(&mut self, text: impl Text) {
        self.notice(NoticeLevel::Warning, &self.messages.format(text));
    }

    pub fn error(&mut self, text: impl Text) {
        self.notice(NoticeLevel::Error, &self.messages.format(text));
    }

    /// Reports a text.
    pub fn notice(&mut self, level: NoticeLevel, text: &str) {
        self.emit(EventKind::Notice(level, text));
    }

    /// Shows a line that was typed and is not sent.
    pub fn echo(&mut self, line: &str) {
        self.notice(NoticeLevel::Echo, line);
    }

    /// Reports a heading or a comment of a script.
    pub fn script_notice(&mut self, notice: ScriptNotice<'_>) {
        self.emit(EventKind::Script(notice));
    }

    fn emit(&mut self, kind: EventKind<'_>) {
        let (at, protected) = match &self.session {
            Some(session) => (session.elapsed(), session.is_protected()),
            // Between two sessions, the clock of the last one continues.
            None => {
                let elapsed = self.connected_at.map(|at| at.elapsed());
                (elapsed.unwrap_or(Duration::ZERO), false)
            }
        };
        self.sinks.event(&Event { at, protected, kind });
        self.sinks.flush();
    }

    /// Reports an error: its cause, and what to do.
    pub fn report_error(&mut self, error: &dyn Explain) {
        let words = error.explain(self.messages);
        self.notice(NoticeLevel::Error, &words.cause);
        self.notice(NoticeLevel::Hint, &words.advice);
    }

    /// Reports why the first session could not be opened.
    pub fn report_open_failure(&mut self, error: &OpenError) {
        self.report_error(error);
        let suggestion = self.host_suggestion.take();
        if let Some(text) = suggestion.filter(|_| error.is_unknown_host()) {
            self.notice(NoticeLevel::Hint, &text);
        }
    }

    pub fn why_not_sent(&self, error: &LineError) -> String {
        match error {
            LineError::NotConnected => self.messages.format(text::LineNotConnected),
            LineError::TooEarly => self.why_too_early(),
            LineError::Invalid(error) => self.messages.compose_error(error),
        }
    }

    /// Why a line can't be sent before the server has answered.
    fn why_too_early(&self) -> String {
        let Some(awaited) = self.dialogue().and_then(Dialogue::awaited) else {
            return self.messages.format(text::LineNotConnected);
        };
        if self.session().is_some_and(Session::is_in_handshake) {
            return self.messages.format(text::LineAwaitsHandshake);
        }
        let command = &awaited.display_line();
        match awaited.name() {
            // AUTHENTICATE may be completed without another "+".
            "STARTTLS" | "COMPRESS" | "AUTHENTICATE" => {
                self.messages.format(text::LineAwaitsAnswer { command })
            }
            _ => self.messages.format(text::LineAwaitsContinuation { command }),
        }
    }

    /// Reports where the server has stopped within a line or a literal, if it has.
    pub fn report_unfinished(&mut self) {
        if let Some(unfinished) = self.session().and_then(Session::unfinished) {
            let text = self.messages.stopped_inside(&unfinished);
            self.notice(NoticeLevel::Warning, &text);
        }
    }

    /// Reports lines of a program's standard error.
    pub(super) fn report_program(&mut self, lines: &[Vec<u8>]) {
        for line in lines {
            let text = self.messages.program_output(line);
            self.notice(NoticeLevel::Info, &text);
        }
    }

    /// After a wait: reports all changes that are not responses.
    pub(super) fn report_changes(&mut self) {
        let lines = self.session.as_mut().map(Session::take_stderr_lines);
        self.report_program(&lines.unwrap_or_default());
        if let Some((path, loss)) = self.sinks.take_record_loss() {
            match loss {
                RecordLoss::Write(reason) => self.error(text::RecordFailed { path, reason }),
                RecordLoss::Gone => self.error(text::RecordLost { path }),
            }
            self.clean = false;
        }
        if self.session.as_mut().is_some_and(Session::take_slow_handshake) {
            self.warn(self.messages.slow_starttls(&self.plan));
        }
        let Some(session) = &self.session else { return };
        let has_bare_lf = session.has_bare_lf();
        let has_ended = session.end().is_some();
        if let (false, Some(facts)) = (self.reported.tls, session.tls()) {
            self.reported.tls = true;
            for (level, text) in self.messages.protected(facts) {
                self.notice(level, &text);
            }
        }
        if has_bare_lf && !std::mem::replace(&mut self.reported.bare_lf, true) {
            self.hint(text::SessionBareLf);
        }
        if has_ended && !std::mem::replace(&mut self.reported.end, true) {
            self.report_end();
        }
    }

    /// The report of a connection that ended after a BYE. If another session replaces it, that session is
    /// already open.
    pub(super) fn end_after_bye(&self, is_expected: bool) -> (NoticeLevel, String) {
        if is_expected && self.reported.is_left {
            (NoticeLevel::Info, self.messages.format(text::SessionOldEnded))
        } else {
            self.messages.ended_after_bye(is_expected)
        }
    }

    fn report_end(&mut self) {
        let Some(session) = &self.session else { return };
        let (announced, is_logged_out) = (session.announced_end(), session.is_logged_out());
        let is_expected = is_logged_out || self.expects_bye;
        let notices = if announced && self.reported.is_left {
            vec![self.end_after_bye(is_expected)]
        } else {
            self.messages.connection_end(session, is_expected)
        };
        self.clean &= is_logged_out || announced;
        self.unlisted_bye |= announced && !is_expected;
        for (level, text) in notices {
            self.notice(level, &text);
        }
        if !announced {
            self.report_unfinished();
        }
    }
}
