//! Sends a script's commands, and the further lines of a command: lines of a literal, or answers to
//! AUTHENTICATE's `+`.
//!
//! A command waits for the completion of the previous one, unless commands are *pipelined*. A further
//! line waits until the server asks for it. If the server has refused the command instead, the line is
//! left out.

use super::{Replay, SentCommand};
use crate::console::StopReason;
use crate::messages::text;
use crate::notation::ScriptCommand;
use crate::protocol::commands;
use crate::protocol::compose;
use crate::protocol::dialogue::{Dialogue, LineAction};
use crate::session::NoticeLevel;

/// With this many commands in flight, a pipeline waits until half of them are completed. So the server
/// always has work, and unanswered commands take little memory.
const MAX_IN_FLIGHT: usize = 2048;

impl Replay<'_> {
    /// A command's first line.
    pub(super) fn command(
        &mut self,
        command: &ScriptCommand,
        meant_to_fail: bool,
    ) -> Result<(), StopReason> {
        let name = command.name();
        // A pipeline stops before and after these commands.
        let is_alone =
            matches!(name, "IDLE" | "LOGOUT" | "STARTTLS" | "COMPRESS" | "AUTHENTICATE" | "LOGIN");
        if is_alone || !self.console.settings.pipeline {
            self.wait_for_all()?;
        }
        self.wait_while(|session| session.dialogue().awaits_server() || !session.has_room())?;
        self.check_nothing_asked()?;
        // A line that the listing sends in IDLE fails together with it.
        if self.is_idle() && !meant_to_fail && !commands::is_done(command.line().verb) {
            let last = self.last_sent().filter(|sent| sent.place.script == self.current.name);
            match last.map(|sent| sent.meant_to_fail) {
                Some(true) => self.fail_accepted_idle()?,
                Some(false) => {}
                // The IDLE does not begin in this script. At its steps anything can be typed.
                None if self.step.is_some() => {}
                None => return Err(self.fail_finally(&self.place(), text::ScriptCommandInIdle)),
            }
        }
        if !self.is_sent_at_step(&command.text)? {
            // Its further lines are not sent either.
            self.skipping = true;
            return Ok(());
        }
        self.is_skipped = false;
        self.send_command(command, meant_to_fail)?;
        if name == "IDLE" {
            self.wait_while(|session| session.dialogue().awaits_idle_continuation())?;
        } else if is_alone || self.console.awaits_server() {
            self.wait_for_all()?;
        }
        if self.console.settings.pipeline { self.limit_in_flight() } else { self.wait_for_all() }
    }

    fn send_command(
        &mut self,
        command: &ScriptCommand,
        meant_to_fail: bool,
    ) -> Result<(), StopReason> {
        let (name, line) = (command.name(), command.line());
        // `a1 done` is sent like a command, but no earlier than `done`.
        if line.tag.is_some() && commands::is_done(line.verb) {
            self.wait_for_listed_responses()?;
        }
        if name == "IDLE" {
            self.console.sinks.expectations.idle_begins();
        }
        self.choose_password(command, meant_to_fail);
        let number = self.console.commands_sent();
        let outcome = self.console.command(&line, Some(self.current.line));
        let outcome = self.check_outcome(outcome)?;
        // A command with a literal of typed lines is sent, and gets this number, only after the last of
        // them.
        if matches!(outcome, LineAction::Buffered(_)) || self.console.commands_sent() > number {
            self.note_sent(number, name == "LOGOUT", meant_to_fail);
        }
        Ok(())
    }

    /// Remembers the command with this number, to judge its completion.
    pub(super) fn note_sent(&mut self, number: u64, is_logout: bool, meant_to_fail: bool) {
        let sent = SentCommand { place: self.place(), is_logout, meant_to_fail };
        self.sent.insert(number, sent);
    }

    /// Uses a wrong password for a login that must be refused, and for any other line with a password that
    /// was refused: a record does not contain the refused one.
    fn choose_password(&mut self, command: &ScriptCommand, meant_to_fail: bool) {
        let mut variables = compose::variables(&command.text);
        let has_password = commands::is_login(command.name())
            || variables.any(|variable| matches!(variable.name, "password" | "sasl"));
        let was_refused = self.current.loaded.script.is_record && has_password && meant_to_fail;
        self.console.variables.set_wrong_password(was_refused);
        if was_refused {
            let text = self.console.messages().format(text::ReplayWrongSecret);
            let text = format!("{}: {text}", self.place());
            self.console.notice(NoticeLevel::Info, &text);
        }
    }

    fn limit_in_flight(&mut self) -> Result<(), StopReason> {
        if self.sent.len() < MAX_IN_FLIGHT {
            return Ok(());
        }
        self.wait_while(|session| session.dialogue().pending_commands().len() > MAX_IN_FLIGHT / 2)
    }

    /// A further line of the last command.
    pub(super) fn further_line(&mut self, text: &str) -> Result<(), StopReason> {
        if !self.is_within_command()? {
            return Ok(());
        }
        self.send_line(text)?;
        if self.console.settings.pipeline { Ok(()) } else { self.wait_for_all() }
    }

    /// The beginning of a line of a literal, after which nothing more of it was sent.
    pub(super) fn cut_line(&mut self, text: &str) -> Result<(), StopReason> {
        if self.is_within_command()? {
            let outcome = self.console.cut_line(text, Some(self.current.line));
            self.check_outcome(outcome)?;
        }
        Ok(())
    }

    /// Whether the server expects a further line of the command.
    fn is_within_command(&mut self) -> Result<bool, StopReason> {
        if self.skipping {
            return Ok(false);
        }
        self.wait_while(|session| session.dialogue().awaits_server())?;
        // If the command was refused, its completion has been judged.
        self.skipping = !self.console.dialogue().is_some_and(Dialogue::expects_literal_or_rest);
        Ok(!self.skipping)
    }

    /// An answer to AUTHENTICATE's `+`, unless the server has refused it or needs none.
    pub(super) fn answer(&mut self, text: &str) -> Result<(), StopReason> {
        self.wait_while(|session| session.dialogue().awaits_server())?;
        let dialogue = self.console.dialogue();
        if dialogue.is_some_and(Dialogue::expects_sasl_response) {
            self.send_line(text)?;
            self.wait_while(|session| session.dialogue().awaits_server())?;
            self.wait_for_all()?;
        }
        Ok(())
    }

    /// Sends `done`, after waiting for the responses that the listing of the IDLE shows.
    pub(super) fn done(&mut self, text: &str) -> Result<(), StopReason> {
        self.check_nothing_asked()?;
        if self.console.live().is_some() && !self.is_idle() {
            // The IDLE was refused; its completion has been judged.
            return Ok(());
        }
        self.wait_for_listed_responses()?;
        if !self.is_sent_at_step(text)? {
            return Ok(());
        }
        if self.console.live().is_some() && !self.is_idle() {
            // It was ended at this step, by hand or by the server.
            self.say_unrecorded(text::ReplayStepIdleEnded);
            return Ok(());
        }
        self.send_line(text)?;
        self.wait_while(|session| session.dialogue().has_pending_idle())
    }

    pub(super) fn is_idle(&self) -> bool {
        self.console.dialogue().is_some_and(|dialogue| dialogue.idle().is_some())
    }

    /// The listing shows that IDLE was refused, but it runs: ends it, since the next lines are not for
    /// IDLE.
    pub(super) fn fail_accepted_idle(&mut self) -> Result<(), StopReason> {
        let (sent, command) = self.take_last_sent();
        let failed =
            self.fail_at(&sent.place, text::ReplayUnexpectedOk { sent: command, received: "+" });
        self.send_line("done")?;
        self.wait_while(|session| session.dialogue().has_pending_idle())?;
        failed
    }

    fn send_line(&mut self, text: &str) -> Result<(), StopReason> {
        let outcome = self.console.line(text, Some(self.current.line));
        self.check_outcome(outcome).map(drop)
    }
}
